package journeys

import (
	"context"
	"strings"
	"testing"

	"tierce/internal/doctemplate"
	"tierce/internal/document"
	"tierce/internal/docx/docxtest"
	"tierce/internal/id"
	"tierce/internal/model"
	"tierce/internal/solicitation"
	"tierce/internal/table"
	"tierce/internal/text"
)

// decision is a letter of the town's as an Admin writes it; the first has a tag
// that the model does not know.
func decision(lang text.Lang, tag string) []byte {
	hello := map[text.Lang]string{text.FR: "Dossier", text.EN: "Case"}[lang]
	return docxtest.Of(docxtest.Paragraphs("{{organization}}, {{today}}", hello+" {{dossier.title}}", tag, "{{decision.conditions}}")+
		docxtest.Table([]string{"{{#costs.quotes}}{{company}}", "{{amount}}{{/costs.quotes}}"}), "").Zip()
}

// solicited is a solicitation of the town's, made and attached by the rooms.
func (a *petition) solicited(name, email string, lang text.Lang) string {
	a.t.Helper()
	_, s, err := a.Rooms.Solicitations.Make(context.Background(), clerk(townHall), a.id, solicitation.Ask{Kind: solicitation.Opinion, Scope: "Finances", View: "financial-opinion",
		Wished: "2031-03-20", Partner: solicitation.Partner{Name: name, Email: email, Lang: string(lang)}}, id.New())
	a.check(err)
	return s.ID
}

// beingMade looks at the page of a document that is being made, and of one that
// could not be, each as long as it may take.
func (on *product) beingMade(a *petition, p *person, template string) {
	on.t.Helper()
	ctx := context.Background()
	s, _, err := on.Rooms.Templates.Make(ctx, clerk(townHall), a.id, doctemplate.Ask{Template: template, Lang: "fr"}, id.New())
	on.check(err)
	key := table.Key{PK: "D#" + a.id, SK: "J#" + s.ID}
	for _, set := range []map[string]any{{"state": document.Waiting}, {"state": document.Refused, "reason": document.FieldsMissing}} {
		on.check(on.Rooms.Table.Write(ctx, table.Update(key, table.Change{Set: set})))
		p.goTo(a.at("/uploads/" + s.ID))
		if set["state"] == document.Waiting {
			p.sees(p.say("portal.upload.making"))
			p.picture("making")
			continue
		}
		p.sees(p.say("portal.upload.unmade"), p.say("document.refused-fields-missing"))
		p.picture("unmade")
	}
}

// An Admin gives the model a template, first with a broken tag; an agent makes
// a document from it for one of two partners, is told what is missing, fills it
// in, and the partner downloads the document.
func TestLOC9ADocumentFromATemplateForOnePartner(t *testing.T) {
	shared(t, func(t *testing.T, on *product, lang text.Lang) {
		a := on.petition()
		bank, other := on.partner("Karine Lebrun", lang), on.partner("Léon Masson", lang)
		sophie := on.as(townHall, lang)
		bankName := sophie.word("Crédit du Perche", "Perche Bank")
		toBank := a.solicited(bankName, bank, lang)
		a.solicited(sophie.word("Office du patrimoine", "Heritage office"), other, lang)
		town := id.Of("demo", "mairie")
		sophie.goTo("/organizations/" + town + "/models/" + model.StarterID(town, "public-request") + "/templates")
		sophie.picture("templates-none")
		sophie.follow(sophie.say("portal.templates.add"))
		name := sophie.word("Lettre de décision", "Letter of decision")
		sophie.fill("name.fr", "Lettre de décision")
		sophie.fill("name.en", "Letter of decision")
		sophie.attach("file", "decision.docx", decision(lang, "{{building.surfce}}"))
		sophie.press(sophie.say("portal.templates.send"))
		sophie.sees("{{building.surfce}}", sophie.word("paragraphe 3", "paragraph 3"))
		sophie.picture("template-broken")
		sophie.attach("file", "decision.docx", decision(lang, "{{building.surface}} m²"))
		sophie.click("button", `named("button", %q, "")`, sophie.say("portal.templates.send"))
		sophie.sees(name, sophie.say("portal.templates.ready"))
		sophie.picture("templates")
		sophie.followBeside(name, sophie.say("portal.edit"))
		sophie.picture("template")
		template := sophie.at()[strings.LastIndex(sophie.at(), "/")+1:]

		sophie.goTo(a.at("/documents"))
		sophie.follow(sophie.say("portal.make.title"))
		sophie.picture("make")
		sophie.choose("template", template)
		sophie.choose("language", string(lang))
		sophie.choose("solicitations", toBank)
		sophie.press(sophie.say("portal.make.button"))
		conditions := sophie.word("Conditions", "Conditions")
		sophie.sees(sophie.say("portal.make.lacks"), conditions)
		sophie.picture("make-lacks")
		_, s, err := on.Rooms.Dossiers.Section(t.Context(), clerk(townHall), a.id, "decision")
		on.check(err)
		values := map[string]any{"conditions": "Under the usual conditions"}
		for k, v := range s.Values {
			values[k] = v
		}
		_, err = on.Rooms.Dossiers.Save(t.Context(), clerk(townHall), a.id, "decision", s.Version, values)
		on.check(err)
		sophie.click("button", `named("button", %q, "")`, sophie.say("portal.make.button"))
		sophie.sees(sophie.say("portal.done.document-made"), name+".docx", bankName)
		sophie.picture("made")
		on.beingMade(a, sophie, template)

		karine := on.comesAs(bank, lang)
		karine.attaches(bank)
		karine.sees(karine.say("portal.answer.documents"), name+".docx")
		karine.picture("answer-documents")
		got := karine.takes("*.docx", func(b []byte) bool { return len(docxtest.Wrong(b)) == 0 }, func() {
			karine.click("download", `named("button", %q, %q)`, karine.say("portal.documents.download"), name+".docx")
		})
		if said := docxtest.Text(got); !strings.Contains(said, "Under the usual conditions") || !strings.Contains(said, a.title) || strings.Contains(said, "{{") {
			t.Errorf("the document says\n%s", said)
		}
		leon := on.comesAs(other, lang)
		leon.attaches(other)
		leon.seesNot(name)
	})
}

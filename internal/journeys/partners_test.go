package journeys

import (
	"context"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"

	"tierce/internal/dossier"
	"tierce/internal/id"
	"tierce/internal/local/demo"
	"tierce/internal/local/issuer"
	"tierce/internal/model"
	"tierce/internal/text"
)

// farm begins the title of the demo's request whose partners were asked.
const farm = "Ferme des Aulnes"

// townHall is the demo's agent who asks partners.
const townHall = "sophie@longny.example"

// petition is a request for a grant with the content of the demo's, under
// review: partners may see it. Nobody was asked yet.
type petition struct {
	*product
	id, title string
}

var petitions atomic.Int32

func (on *product) petition() *petition {
	on.t.Helper()
	return on.petitionOf(model.StarterID(id.Of("demo", "mairie"), farmOfTheDemo().Model))
}

// petitionOf is one of a model that is like the demo's.
func (on *product) petitionOf(m string) *petition {
	on.t.Helper()
	like := farmOfTheDemo()
	h, err := on.Rooms.Dossiers.Create(context.Background(), clerk(townHall), dossier.Draft{Organization: id.Of("demo", "mairie"),
		Model: m, Title: like.Title, Reference: like.Reference}, id.New())
	on.check(err)
	delete(like.Sections["applicant"], "applicant") // who is of the demo's own
	for section, values := range like.Sections {
		_, err := on.Rooms.Dossiers.Save(context.Background(), clerk(townHall), h.ID, section, 0, values)
		on.check(err)
	}
	review := "review"
	_, err = on.Rooms.Dossiers.Change(context.Background(), clerk(townHall), h.ID, dossier.Edit{Status: &review})
	on.check(err)
	return &petition{on, h.ID, h.Title}
}

func farmOfTheDemo() demo.Dossier {
	for _, d := range demo.Dossiers() {
		if strings.HasPrefix(d.Title, farm) {
			return d
		}
	}
	panic("the demo has no " + farm)
}

func (a *petition) at(path string) string { return "/dossiers/" + a.id + path }

// partner is somebody outside whom the sign-in service knows.
func (on *product) partner(name string, lang text.Lang) (email string) {
	on.t.Helper()
	n := petitions.Add(1)
	email = fmt.Sprintf("partner@office-%d.example", n)
	_, err := on.Issuer.AddUser(issuer.User{Email: email, Phone: fmt.Sprintf("+336396%05d", n), Name: name, Locale: string(lang), Password: password})
	on.check(err)
	return email
}

// asking is what an agent types of a solicitation.
type asking struct{ kind, view, scope, name, email, wished, instructions string }

// asksPartner fills the form in, sees what the partner would see, and asks.
func (p *person) asksPartner(a asking, shot string) {
	p.t.Helper()
	p.follow(p.say("portal.solicitation.new"))
	p.choose("kind", a.kind)
	p.fill("scope", a.scope)
	p.choose("view", a.view)
	p.fill("partner.name", a.name)
	p.fill("partner.email", a.email)
	p.choose("partner.language", string(p.lang))
	p.fill("wished", a.wished)
	p.fill("instructions", a.instructions)
	p.picture("solicitation-new" + shot)
	p.press(p.say("portal.solicitation.preview"))
	p.sees(p.say("portal.solicitation.sees"))
	p.picture("solicitation-preview" + shot)
	p.press(p.say("portal.solicitation.ask"))
	p.sees(p.say("portal.done.solicitation-made"), a.instructions)
}

// partnerKey is how the key in a mail is found.
const partnerKey = `(TIERCE-S(?:-[0-9A-Z]{5}){9})`

// attaches types the key of the newest mail.
func (p *person) attaches(email string) {
	p.t.Helper()
	key := p.on.message(email, partnerKey)
	p.goTo("/solicitations")
	p.follow(p.say("portal.attach.title"))
	p.fill("key", strings.ToLower(key))
	p.picture("attach")
	p.press(p.say("portal.attach.button"))
	p.sees(p.say("portal.done.attached"))
}

// comesAs opens a browser in which a partner signs in.
func (on *product) comesAs(email string, lang text.Lang) *person {
	on.t.Helper()
	p := on.person(lang)
	p.goTo("/solicitations")
	p.signsIn(email, password)
	p.reads(lang)
	return p
}

// A town hall's agent asks a bank for a financial opinion and a heritage office
// for missing plans, and follows their answers; each sees what the model lets
// them see, while the status shows it.
func TestLOC8ATownHallAsksABankAndAHeritageOffice(t *testing.T) {
	shared(t, func(t *testing.T, on *product, lang text.Lang) {
		a := on.petition()
		bank, office := on.partner("Karine Lebrun", lang), on.partner("Léon Masson", lang)
		sophie := on.as(townHall, lang)
		sophie.goTo(a.at(""))
		sophie.picture("dossier-partners-none")
		sophie.follow(sophie.say("portal.solicitation.list"))
		sophie.sees(sophie.say("portal.solicitation.none"))
		sophie.picture("solicitations-none")
		sophie.follow(sophie.say("portal.solicitation.new"))
		sophie.press(sophie.say("portal.solicitation.preview")) // nothing yet
		sophie.sees(sophie.say("portal.problem"))
		sophie.picture("solicitation-problem")
		sophie.goTo(a.at("/solicitations"))
		sophie.asksPartner(asking{"opinion", "financial-opinion", sophie.word("Financier", "Financial"), sophie.word("Crédit du Perche", "Perche Bank"), bank, "20/03/2031",
			sophie.word("Le prêt reste-t-il supportable si la subvention tarde ?", "Is the loan still affordable if the grant comes late?")}, "-opinion")
		sophie.picture("solicitation-sent")
		sophie.goTo(a.at("/solicitations"))
		sophie.asksPartner(asking{"complement", "heritage-plans", sophie.word("Patrimoine", "Heritage"), sophie.word("Office du patrimoine", "Heritage office"), office, "27/03/2031",
			sophie.word("Les plans de la toiture manquent.", "The plans of the roof are missing.")}, "-complement")

		karine := on.comesAs(bank, lang)
		karine.picture("solicitations-mine-none")
		key := on.message(bank, partnerKey)
		karine.opensMail(bank, "mail-solicitation")
		karine.goTo("/attach")
		karine.fill("key", key[:len(key)-1]+map[bool]string{true: "0", false: "1"}[key[len(key)-1] != '0'])
		karine.press(karine.say("portal.attach.button"))
		karine.sees(karine.say("error.solicitation-key-mistyped"))
		karine.picture("attach-mistyped")
		karine.attaches(bank)
		karine.sees(a.title, karine.word("27 460", "27,460"), karine.word("Le prêt reste-t-il", "Is the loan still"))
		for _, hidden := range []string{"Mireille", "Bâti remarquable", "AB 0217", karine.word("Les plans de la toiture", "The plans of the roof")} {
			karine.seesNot(hidden)
		}
		karine.picture("answer-opinion")
		karine.fill("details", karine.word("À confirmer en agence.", "To be confirmed at the branch."))
		karine.press(karine.say("portal.answer.save"))
		karine.sees(karine.say("portal.done.answer-saved"))
		karine.press(karine.say("portal.answer.send")) // the opinion is missing
		karine.sees(karine.say("portal.problem"))
		karine.picture("answer-problem")
		karine.choose("verdict", "reserved")
		karine.fill("own.viable", "fragile")
		karine.fill("own.analysis", karine.word("Un différé de six mois est possible.", "Payments can begin six months later."))
		karine.press(karine.say("portal.answer.send"))
		karine.sees(karine.say("portal.done.answer-sent"), karine.say("portal.verdict.reserved"))
		karine.picture("answer-sent")
		on.message(bank, karine.word("(accusé de réception)", "(receipt)"))

		sophie.goTo(a.at(""))
		sophie.sees(sophie.say("portal.solicitation.list-progress", "answered", 1, "of", 2))
		sophie.picture("dossier-partners")
		sophie.goTo(a.at("/solicitations"))
		sophie.sees(sophie.say("portal.solicitation.progress", "answered", 1, "of", 2))
		sophie.picture("solicitations")
		sophie.press(sophie.say("portal.solicitation.notify"))
		sophie.sees(sophie.say("portal.done.notified"))
		sophie.press(sophie.say("portal.solicitation.notify"))
		sophie.sees(sophie.say("portal.done.notified-already"))
		on.message(office, sophie.word("(n’a pas encore reçu votre réponse)", "(has no answer from you yet)"))

		leon := on.comesAs(office, lang)
		leon.attaches(office)
		leon.sees("AB 0217", "Aubry")
		for _, hidden := range []string{karine.word("27 460", "27,460"), karine.word("38 640", "38,640"), karine.word("Un différé", "Payments can")} {
			leon.seesNot(hidden)
		}
		leon.picture("answer-complement")
		leon.fill("values.building.protected", "listed")
		leon.fill("details", leon.word("Plans ci-joints.", "Plans attached."))
		leon.attach("file", "Plans toiture.pdf", []byte(lease))
		leon.click("button", `named("button", %q, "")`, leon.say("portal.answer.send"))
		leon.sees(leon.say("portal.done.answer-sent"), "Plans toiture.pdf", leon.say("portal.answer.files-sent"))
		leon.look()
		leon.picture("answer-complement-sent")

		sophie.goTo(a.at("/solicitations"))
		sophie.sees(sophie.say("portal.solicitation.progress", "answered", 2, "of", 2))
		sophie.follow(sophie.word("Office du patrimoine", "Heritage office"))
		sophie.sees(leon.word("Plans ci-joints.", "Plans attached."))
		sophie.picture("solicitation-complement")
		got := sophie.takes("*.pdf", func(b []byte) bool { return string(b) == lease }, func() {
			sophie.click("download", `named("button", %q, %q)`, sophie.say("portal.documents.download"), "Plans toiture.pdf")
		})
		if string(got) != lease {
			t.Errorf("fetched %q", got)
		}
		sophie.goTo(a.at("/solicitations"))
		sophie.follow(sophie.word("Crédit du Perche", "Perche Bank"))
		sophie.sees(sophie.say("portal.verdict.reserved"), karine.word("Un différé de six mois", "Payments can begin"))
		sophie.picture("solicitation-opinion")
		sophie.press(sophie.say("portal.solicitation.reopen"))
		sophie.sees(sophie.say("portal.done.solicitation-reopened"))
		on.message(bank, karine.word("(a été rouverte)", "(has been reopened)"))
		karine.goTo("/solicitations")
		karine.picture("solicitations-mine")
		karine.follow(a.title)
		karine.choose("verdict", "favourable")
		karine.press(karine.say("portal.answer.send"))
		karine.sees(karine.say("portal.done.answer-sent"), karine.say("portal.verdict.favourable"))

		sophie.goTo(a.at(""))
		sophie.fill("status", "committee")
		sophie.press(sophie.say("portal.dossier.move"))
		at, _, _ := strings.Cut(karine.at(), "?")
		karine.goTo(at)
		karine.sees(karine.say("portal.refused.title-403"), karine.say("error.refused-hidden-from-partners"))
		karine.picture("answer-hidden")
		karine.follow(karine.say("portal.solicitation.mine"))
		karine.seesNot(a.title)
		leon.goTo("/solicitations")
		leon.seesNot(a.title)
	})
}

// Without a script: the agent asks for both, the partner adds a file by the
// form alone; another one declines, and the agent reads why.
func TestLOC7PartnersAnswerWithoutJavaScriptAndDecline(t *testing.T) {
	shared(t, func(t *testing.T, on *product, lang text.Lang) {
		a := on.petition()
		office, notary := on.partner("Léon Masson", lang), on.partner("Odile Garnier", lang)
		sophie := on.as(townHall, lang).withoutScript()
		for _, who := range []string{office, notary} {
			sophie.goTo(a.at("/solicitations"))
			sophie.asksPartner(asking{"both", "heritage-plans", sophie.word("Patrimoine", "Heritage"), who, who, "20/03/2031", sophie.word("Les plans manquent.", "The plans are missing.")}, "-plain")
		}
		leon := on.comesAs(office, lang).withoutScript()
		leon.attaches(office)
		leon.choose("verdict", "unfavourable")
		leon.fill("details", leon.word("Les lucarnes perdent leur dessin.", "The dormers lose their shape."))
		leon.press(leon.say("portal.rows.add", "list", leon.word("Plans fournis", "Plans supplied")))
		leon.fill("own.plans[0].title", leon.word("Plan de toiture", "Plan of the roof"))
		leon.attach("file", "Plans.pdf", []byte(lease))
		for leon.press(leon.say("portal.answer.send")); read[bool](leon, `document.querySelector("form[data-again]") !== null`); {
			leon.picture("answer-file-checked")
			leon.press(leon.say("portal.answer.send"))
		}
		leon.sees(leon.say("portal.done.answer-sent"), "Plans.pdf", leon.word("Les lucarnes perdent", "The dormers lose"))

		odile := on.comesAs(notary, lang).withoutScript()
		odile.attaches(notary)
		odile.press(odile.say("portal.answer.decline")) // no reason yet
		odile.sees(odile.say("portal.problem"))
		odile.fill("reason", odile.word("Cette commune n’est pas de notre ressort.", "This town is not ours to look after."))
		odile.press(odile.say("portal.answer.decline"))
		odile.sees(odile.say("portal.done.declined"), odile.say("portal.solicitation.none-mine"))

		sophie.goTo(a.at("/solicitations"))
		sophie.sees(sophie.say("portal.solicitation.progress", "answered", 1, "of", 2), sophie.say("portal.solicitation.state-declined"))
		sophie.picture("solicitations-declined")
		sophie.follow(notary)
		sophie.sees(odile.word("n’est pas de notre ressort", "is not ours to look after"))
		sophie.goTo(a.at("/solicitations"))
		sophie.follow(office)
		sophie.sees(sophie.say("portal.verdict.unfavourable"), leon.word("Plan de toiture", "Plan of the roof"), "Plans.pdf")
	})
}

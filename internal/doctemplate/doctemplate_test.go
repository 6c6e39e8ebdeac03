package doctemplate_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"tierce/internal/doctemplate"
	"tierce/internal/document"
	"tierce/internal/docx"
	"tierce/internal/docx/docxtest"
	"tierce/internal/fault"
	"tierce/internal/id"
	"tierce/internal/merge"
	"tierce/internal/outbox"
	"tierce/internal/placeholder"
	"tierce/internal/text"
)

// sweep delivers what is due, twice, as a schedule may.
func (h *town) sweep() {
	h.t.Helper()
	words := func(lang string, zone *time.Location, now time.Time, f placeholder.Facts) docx.Source {
		return merge.Words{Lang: text.Lang(lang), Zone: zone, Now: now}.Source(f)
	}
	d := &outbox.Deliverer{Table: h.Rooms.Table, Clock: h.Time.Now, Loads: map[string]outbox.Load{doctemplate.MakeLoad: h.Templates.Job(words),
		document.SettleLoad: h.Documents.Settle, document.UnusedLoad: h.Documents.Unused}}
	for range 2 {
		_, err := d.Sweep(context.Background())
		h.must(err)
	}
}

// made asks for a document, and lets it be made.
func (h *town) made(t doctemplate.Template, lang string) string {
	h.t.Helper()
	s, missing, err := h.ask(claire, t, lang, document.Audience{})
	h.must(err)
	if len(missing) > 0 {
		h.t.Fatal(missing)
	}
	h.sweep()
	h.scanned()
	if s = h.slot(claire, s.ID); s.State != document.Done {
		h.t.Fatalf("%s %s", s.State, s.Reason)
	}
	return s.Document
}

func TestLOC9ADocumentIsMadeInItsLanguage(t *testing.T) {
	h := newTown(t)
	h.fill("project", map[string]any{"starts-on": "2026-04-01", "works": []any{"roof", "walls"}, "plans-attached": true})
	h.fill("costs", map[string]any{"total": "12345.50", "quotes": []any{map[string]any{"company": "Toits & Fils", "amount": "10000.00"}, map[string]any{"company": "Murs", "amount": "2345.50", "on": "2026-02-01"}}})
	tp := h.ready("{{organization}} {{dossier.title}} {{dossier.status}} {{today}} {{today:short}}", "{{applicant.last-name}}, {{applicant.household}}, {{applicant.income}}",
		"{{project.starts-on}} {{project.starts-on:mois}} {{project.starts-on:court}} {{project.works}} {{project.plans-attached}}",
		"{{#costs.quotes}}{{company}}: {{amount}}{{?on}} ({{on}}){{/on}}; {{/costs.quotes}}", "{{manager}}")
	for lang, want := range map[string]string{
		"en": "Mairie The case of claire@mairie.example Draft 2 March 2026 02/03/2026\nPetit, 3, €21,000.00\n1 April 2026 April 2026 01/04/2026 Roof, Wall insulation Yes\nToits & Fils: €10,000.00; Murs: €2,345.50 (1 February 2026); \nclaire\n",
		"fr": "Mairie The case of claire@mairie.example Brouillon 2 mars 2026 02/03/2026\nPetit, 3, 21 000,00 €\n1er avril 2026 avril 2026 01/04/2026 Toiture, Isolation des murs Oui\nToits & Fils: 10 000,00 €; Murs: 2 345,50 € (1er février 2026); \nclaire\n",
	} {
		content := h.fetched(claire, h.made(tp, lang))
		if wrong := docxtest.Wrong(content); len(wrong) > 0 {
			t.Error(wrong)
		}
		if got := plain(docxtest.Text(content)); got != strings.TrimSpace(want) {
			t.Errorf("%s:\n%s\nwant\n%s", lang, got, want)
		}
	}
}

// Only tags of the model are taken, each broken one named with its paragraph.
func TestLOC9ABrokenTemplateIsRefusedTagByTag(t *testing.T) {
	h := newTown(t)
	_, err := h.add(file("{{applicant.last-name}}", "{{applicant.surname}} {{costs.quotes}} {{#applicant.income}}{{/applicant.income}}", "{{today:late}} {{applicant.income:short}}"))
	f := fault.Of(err)
	if f == nil || f.Code != "template-broken" || len(f.Fields) != 5 {
		t.Fatalf("%+v", f)
	}
	for i, want := range []string{"tag-unknown 2 {{applicant.surname}}", "tag-rows 2 {{costs.quotes}}", "tag-no-rows 2 {{#applicant.income}}", "tag-format 3 {{today:late}}", "tag-format 3 {{applicant.income:short}}"} {
		args := map[any]any{}
		for j := 0; j < len(f.Fields[i].Args); j += 2 {
			args[f.Fields[i].Args[j]] = f.Fields[i].Args[j+1]
		}
		if got := f.Fields[i].Code + " " + itoa(args["paragraph"]) + " " + args["tag"].(string); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

func itoa(n any) string { return string(rune('0' + n.(int))) }

// What is missing is told by name before anything is made, and not asked for
// where the template does without.
func TestLOC9MissingFieldsAreNamedBeforeAnythingIsMade(t *testing.T) {
	h := newTown(t)
	h.fill("costs", map[string]any{"quotes": []any{map[string]any{"company": "Toits"}, map[string]any{"amount": "1.00"}}})
	tp := h.ready("{{applicant.last-name}} {{applicant.first-name}} {{?building.parcel}}{{building.parcel}} {{building.kind}}{{/building.parcel}} {{people.notary}}",
		"{{#costs.quotes}}{{company}} {{amount}}{{/costs.quotes}}{{#costs.other-grants}}x{{/costs.other-grants}}")
	none, missing, err := h.ask(claire, tp, "fr", document.Audience{})
	if h.must(err); none.ID != "" {
		t.Error("asked for all the same")
	}
	if got := strings.Join(missing, " "); got != "sections.applicant.first-name people.notary sections.costs.quotes[0].amount sections.costs.quotes[1].company sections.costs.other-grants" {
		t.Error(got)
	}
	h.fill("applicant", map[string]any{"first-name": "Odette"})
	simple := h.ready("{{applicant.first-name}}")
	s, _, err := h.ask(claire, simple, "fr", document.Audience{})
	h.must(err)
	h.fill("applicant", map[string]any{"last-name": "Petit"})
	h.sweep()
	if s = h.slot(claire, s.ID); s.State != document.Refused || s.Reason != document.FieldsMissing {
		t.Errorf("emptied meanwhile: %s %s", s.State, s.Reason)
	}
}

// Nobody gets content by way of a document that they cannot read themselves.
func TestLOC9OnlyWhoReadsAllThatATemplateShows(t *testing.T) {
	h := newTown(t)
	h.fill("building", map[string]any{"parcel": "AB 12"})
	own, other := h.ready("{{applicant.last-name}}"), h.ready("{{applicant.last-name}} {{building.parcel}}")
	for who, want := range map[string][2]string{claire: {"yes", "yes"}, paul: {"yes", "yes"}, odile: {"yes", "ALL-2"}, rosa: {"ALL-4", "ALL-4"}} {
		for i, tp := range []doctemplate.Template{own, other} {
			if _, _, err := h.ask(who, tp, "fr", document.Audience{}); said(err) != want[i] {
				t.Errorf("%s, template %d: %s", who, i+1, said(err))
			}
		}
	}
	s, _, err := h.ask(paul, other, "fr", document.Audience{})
	h.must(err)
	h.must(h.Dossiers.EndOrigin(t.Context(), h.As(claire), h.d, h.Account(paul), "team"))
	h.sweep()
	h.must(h.Dossiers.AddToTeam(t.Context(), h.As(claire), h.d, h.Account(paul)))
	if s = h.slot(paul, s.ID); s.Reason != document.NoAccess {
		t.Errorf("taken off the team meanwhile: %s %s", s.State, s.Reason)
	}
}

// A file is used once it is found clean, and until then the one before it is.
func TestLOC9ATemplateIsScannedBeforeItIsUsed(t *testing.T) {
	h := newTown(t)
	tp, err := h.add(file("one"))
	h.must(err)
	if _, _, err := h.ask(claire, tp, "fr", document.Audience{}); said(err) != "no-such-template" {
		t.Errorf("used before it was scanned: %s", said(err))
	}
	h.scanned()
	tp = h.template(tp.ID).Template
	if !tp.Ready {
		t.Fatal("not ready")
	}
	replaced, err := h.Templates.Replace(t.Context(), h.As(claire), h.org, h.model, tp.ID, tp.Version, draft(file("two")))
	h.must(err)
	h.Arrive()
	h.Scan(false, "EICAR")
	if got := docxtest.Text(h.fetched(claire, h.made(tp, "fr"))); got != "one\n" {
		t.Errorf("made %q", got)
	}
	if l := h.template(tp.ID); l.Upload.Reason != document.Infected {
		t.Errorf("%+v", l.Upload)
	}
	_, err = h.Templates.Replace(t.Context(), h.As(claire), h.org, h.model, tp.ID, replaced.Version, draft(file("three")))
	h.must(err)
	h.scanned()
	if got := docxtest.Text(h.fetched(claire, h.made(tp, "fr"))); got != "three\n" {
		t.Errorf("made %q", got)
	}
	tp = h.template(tp.ID).Template
	h.must(h.Templates.Remove(t.Context(), h.As(claire), h.org, h.model, tp.ID, tp.Version))
	if _, _, err := h.ask(claire, tp, "fr", document.Audience{}); said(err) != "no-such-template" {
		t.Error(said(err))
	}
	before := len(h.Stored("d/"))
	h.Time.Advance(40 * 24 * 60 * 60 * 1e9)
	h.sweep()
	if after := len(h.Stored("d/")); after != before-2 {
		t.Errorf("%d objects, then %d", before, after)
	}
}

func TestLOC9OnlyAdminsManageTemplates(t *testing.T) {
	h := newTown(t)
	if _, err := h.Templates.Add(t.Context(), h.As(paul), h.org, h.model, draft(file("x")), id.New()); said(err) != "LOC-10" {
		t.Error(said(err))
	}
	if _, err := h.Templates.List(t.Context(), h.As(paul), h.org, h.model); err != nil {
		t.Error(err)
	}
	if _, err := h.Templates.List(t.Context(), h.As(rosa), h.org, h.model); said(err) != "ALL-4" {
		t.Error(said(err))
	}
}

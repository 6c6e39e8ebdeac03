package loads

import (
	"context"
	"io"
	"net/http"
	"strings"
	"testing"

	"tierce/internal/access"
	"tierce/internal/document"
	"tierce/internal/dossier"
	"tierce/internal/id"
	"tierce/internal/invitation"
	"tierce/internal/rooms/roomstest"
	"tierce/internal/solicitation"
)

const abf = "plans@patrimoine.example"

// asked solicits somebody who attaches the dossier, unless waits.
func (c *council) asked(email, lang string, waits bool) string {
	c.T.Helper()
	c.SignIn(email)
	_, s, err := c.Solicitations.Make(context.Background(), c.As(claire), c.d, solicitation.Ask{Kind: solicitation.Opinion, Scope: "financier",
		View: "financial-opinion", Wished: "2026-03-20", Partner: solicitation.Partner{Name: "Partenaire", Email: email, Lang: lang}}, id.New())
	c.ok(err)
	if !waits {
		c.sweep()
		_, _, err = c.Solicitations.Claim(context.Background(), c.As(email), mailedKey.FindString(c.box.Messages(email)[0].Text), id.New())
		c.ok(err)
	}
	return s.ID
}

func (c *council) fetched(email, doc string) string {
	c.T.Helper()
	link, err := c.Documents.Download(c.T.Context(), c.As(email), c.d, doc, 0)
	if err != nil {
		return ""
	}
	res, err := http.Get(link)
	c.ok(err)
	defer res.Body.Close()
	content, err := io.ReadAll(res.Body)
	c.ok(err)
	return string(content)
}

func (c *council) addressed(doc string, to ...string) error {
	_, _, err := c.Documents.Change(c.T.Context(), c.As(claire), c.d, doc, document.Edit{Audience: &document.Audience{Solicitations: to}})
	return err
}

// Each partner finds and fetches exactly what is addressed to them, whatever is
// there for others, for everybody or for nobody; and no more once they are
// withdrawn.
func TestLOC9EachPartnerFetchesExactlyTheirDocuments(t *testing.T) {
	c := newCouncil(t)
	c.Files()
	toBank, toABF := c.asked(bank, "fr", false), c.asked(abf, "en", false)
	docs := map[string]string{}
	for name, to := range map[string]document.Audience{"nobody": {}, "everybody": {Everybody: true}, "bank": {Solicitations: []string{toBank}},
		"abf": {Solicitations: []string{toABF}}, "both": {Everybody: true, Solicitations: []string{toBank, toABF}}} {
		docs[name] = c.File(c.d, claire, name+".txt", "marker-of-"+name, to)
	}
	find := func(email string, names ...string) {
		t.Helper()
		var want []string
		for name, doc := range docs {
			got := c.fetched(email, doc)
			if mine := strings.Contains(strings.Join(names, " "), name); mine != (got == "marker-of-"+name) {
				t.Errorf("%s fetches %q of the document for %s", email, got, name)
			} else if mine {
				want = append(want, name)
			}
		}
		_, list, err := c.Documents.List(t.Context(), c.As(email), c.d)
		if err == nil && len(list) != len(want) {
			t.Errorf("%s finds %d documents", email, len(list))
		}
	}
	find(bank, "bank", "both")
	find(abf, "abf", "both")
	c.ok(c.addressed(docs["bank"], toABF))
	find(bank, "both")
	find(abf, "abf", "both", "bank")
	_, _, err := c.Solicitations.Withdraw(t.Context(), c.As(claire), c.d, toABF)
	c.ok(err)
	find(abf)
	if c.addressed(docs["nobody"], toABF) == nil || c.addressed(docs["nobody"], id.New()) == nil {
		t.Error("addressed to somebody who was withdrawn, or never asked")
	}
}

// An applicant to whom a document is addressed is told too, by the name and in
// the language of their form; a document for everybody is no mail to anybody.
func TestLOC9ApplicantsAreToldOfTheirDocuments(t *testing.T) {
	c := newCouncil(t)
	c.Files()
	const eva = "eva@maison.example"
	p, err := c.Rights.SavePerson(t.Context(), c.As(claire), c.d, dossier.Person{ID: id.New(), Name: "Eva Marin", Applicant: true,
		Reach: dossier.Reach{Email: eva, Phone: roomstest.Phone(eva), Lang: "fr"}})
	c.ok(err)
	_, err = c.Rights.Set(t.Context(), c.As(claire), c.d, p.ID, invitation.Applicant, access.Write)
	c.ok(err)
	c.SignIn(eva)
	c.sweep()
	before := c.mails(eva)
	c.File(c.d, claire, "all.txt", "all", document.Audience{Everybody: true})
	c.sweep()
	if c.mails(eva) != before {
		t.Error("told of what is for everybody")
	}
	doc := c.File(c.d, claire, "one.txt", "one", document.Audience{Persons: []string{p.ID}})
	c.sweep()
	if c.mails(eva) != before+1 || c.fetched(eva, doc) != "one" {
		t.Fatalf("%d mails, fetched %q", c.mails(eva)-before, c.fetched(eva, doc))
	}
	if m := c.box.Messages(eva)[0]; !strings.Contains(m.Text, "Bonjour Eva Marin") || !strings.Contains(m.Text, "/documents") {
		t.Errorf("the mail says:\n%s", m.Text)
	}
}

// Whoever has come in is told once, in the language that the agent chose, and
// not what it is; nobody is told of what was taken back or deleted.
func TestLOC9RecipientsAreToldThatADocumentIsThere(t *testing.T) {
	c := newCouncil(t)
	c.Files()
	toBank, toABF, waits := c.asked(bank, "fr", false), c.asked(abf, "en", false), c.asked("late@partner.example", "fr", true)
	c.sweep()
	banks, abfs, lates := c.mails(bank), c.mails(abf), c.mails("late@partner.example")
	told := func(what string, toldBank, toldABF int) {
		t.Helper()
		c.sweep()
		if b, a, l := c.mails(bank), c.mails(abf), c.mails("late@partner.example"); b != banks+toldBank || a != abfs+toldABF || l != lates {
			t.Errorf("%s: %d, %d and %d mails", what, b-banks, a-abfs, l-lates)
		}
	}
	doc := c.File(c.d, claire, "Planted.txt", "planted", document.Audience{Solicitations: []string{toBank, waits}})
	told("sent", 1, 0)
	if m := c.box.Messages(bank)[0]; strings.Contains(m.Text+m.Subject, "Planted") || !strings.Contains(m.Subject, "Un document vous attend") ||
		!strings.Contains(m.Text, "/solicitations/"+toBank+"/answer") {
		t.Errorf("the mail says:\n%s\n%s", m.Subject, m.Text)
	}
	c.ok(c.addressed(doc, toBank, toABF, waits))
	told("one more", 1, 1)
	if m := c.box.Messages(abf)[0]; !strings.Contains(m.Text, "made a document available") {
		t.Errorf("the mail says:\n%s", m.Text)
	}
	c.ok(c.addressed(doc, toABF))
	told("fewer", 1, 1)
	c.ok(c.addressed(doc, toABF, toBank))
	c.ok(c.addressed(doc, toABF))
	told("taken back before the mail", 1, 1)
	c.ok(c.addressed(doc, toABF, toBank))
	c.ok(c.Documents.Delete(t.Context(), c.As(claire), c.d, doc, ""))
	told("deleted before the mail", 1, 1)
	c.status("committee")
	c.File(c.d, claire, "hidden.txt", "hidden", document.Audience{Solicitations: []string{toBank}})
	told("while the status hides the dossier", 1, 1)
}

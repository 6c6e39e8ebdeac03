package doctemplate_test

import (
	"context"
	"io"
	"net/http"
	"testing"

	"tierce/internal/access"
	"tierce/internal/doctemplate"
	"tierce/internal/document"
	"tierce/internal/docx/docxtest"
	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/id"
	"tierce/internal/model"
	"tierce/internal/rooms/roomstest"
)

const (
	claire = "claire@mairie.example" // an Admin, who manages the request
	paul   = "paul@mairie.example"   // on the team
	odile  = "odile@mairie.example"  // on the team, for the applicant's section only
	rosa   = "rosa@maison.example"   // a client contact
)

// town is a request of the town hall's, with files in a real store.
type town struct {
	*roomstest.House
	t             *testing.T
	org, model, d string
}

func newTown(t *testing.T) *town {
	h := &town{House: roomstest.New(t).Files(), t: t}
	h.org = h.Organization("Mairie", claire)
	h.model = model.StarterID(h.org, "public-request")
	for _, who := range []string{paul, odile} {
		h.Agent(h.org, claire, who, false)
	}
	h.d = h.Dossier(h.org, claire, "public-request")
	h.must(h.Dossiers.AddToTeam(t.Context(), h.As(claire), h.d, h.Account(paul)))
	h.must(h.Rooms.Table.Write(t.Context(), dossier.GiveOrigin(h.d, h.Account(odile), "team", access.Origin{Kind: access.FromTeam, Level: access.Write, Org: h.org, Since: h.since(odile), Sections: []string{"applicant"}}, h.Account(claire), h.Time.Now())))
	h.fill("applicant", map[string]any{"last-name": "Petit", "income": "21000.00", "household": 3.0})
	return h
}

func (h *town) since(email string) string {
	h.t.Helper()
	a, err := h.People.Get(context.Background(), h.Account(email))
	h.must(err)
	return a.Orgs[h.org].Since
}

func (h *town) must(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatalf("%v: %+v", err, fault.Of(err))
	}
}

// fill saves a section over what it holds.
func (h *town) fill(section string, values map[string]any) {
	h.t.Helper()
	_, s, err := h.Dossiers.Section(context.Background(), h.As(claire), h.d, section)
	h.must(err)
	_, err = h.Dossiers.Save(context.Background(), h.As(claire), h.d, section, s.Version, values)
	h.must(err)
}

// file is a template of these paragraphs.
func file(lines ...string) []byte { return docxtest.Of(docxtest.Paragraphs(lines...), "").Zip() }

func draft(content []byte) doctemplate.Draft {
	return doctemplate.Draft{Name: model.Text{FR: "Décision", EN: "Decision"}, File: "decision.docx", Content: content}
}

func (h *town) add(content []byte) (doctemplate.Template, error) {
	return h.Templates.Add(context.Background(), h.As(claire), h.org, h.model, draft(content), id.New())
}

// scanned lets the store tell of what lies there, and the scan find it clean.
func (h *town) scanned() {
	h.t.Helper()
	h.Arrive()
	h.Scan(true, "")
}

// ready adds a template that was found clean.
func (h *town) ready(lines ...string) doctemplate.Template {
	h.t.Helper()
	t, err := h.add(file(lines...))
	h.must(err)
	h.scanned()
	return h.template(t.ID).Template
}

func (h *town) template(template string) doctemplate.Listed {
	h.t.Helper()
	_, l, err := h.Templates.Read(context.Background(), h.As(claire), h.org, h.model, template)
	h.must(err)
	return l
}

func (h *town) ask(email string, t doctemplate.Template, lang string, to document.Audience) (document.Slot, []string, error) {
	s, missing, err := h.Templates.Make(context.Background(), h.As(email), h.d, doctemplate.Ask{Template: t.ID, Lang: lang, Audience: to}, id.New())
	var at []string
	for _, m := range missing {
		at = append(at, m.At())
	}
	return s, at, err
}

func (h *town) slot(email, slot string) document.Slot {
	h.t.Helper()
	_, s, err := h.Documents.Upload(context.Background(), h.As(email), h.d, slot)
	h.must(err)
	return s
}

func (h *town) fetched(email, doc string) []byte {
	h.t.Helper()
	link, err := h.Documents.Download(context.Background(), h.As(email), h.d, doc, 0)
	h.must(err)
	res, err := http.Get(link)
	h.must(err)
	defer res.Body.Close()
	content, err := io.ReadAll(res.Body)
	h.must(err)
	return content
}

func said(err error) string {
	switch f := fault.Of(err); {
	case err == nil:
		return "yes"
	case f == nil:
		return err.Error()
	case f.Rule != "":
		return f.Rule
	case len(f.Fields) > 0:
		return f.Fields[0].Code
	default:
		return f.Code
	}
}

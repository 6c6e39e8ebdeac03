package applicant_test

import (
	"context"
	"testing"

	"tierce/internal/access"
	"tierce/internal/applicant"
	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/id"
	"tierce/internal/invitation"
	"tierce/internal/rooms/roomstest"
)

const (
	claire = "claire@mairie.example"
	paul   = "paul@mairie.example" // on the team
	eva    = "eva@maison.example"
	luc    = "luc@maison.example" // her husband, an applicant too
)

// kind is a model of whose one section applicants see two fields, one of which
// names a person, and of the other one nothing.
const kind = `{"name":{"fr":"Aide","en":"Grant"},"reference":"AID","statuses":[
{"id":"open","label":{"fr":"Ouvert","en":"Open"},"initial":true},{"id":"shut","label":{"fr":"Clos","en":"Closed"},"final":true}],
"views":{"applicant":["asked.income","asked.who","asked.list"]},
"sections":[{"id":"asked","kind":"form","title":{"fr":"Demande","en":"Request"},"fields":[
{"id":"income","type":"text","required":true,"label":{"fr":"Revenu","en":"Income"}},
{"id":"note","type":"text","label":{"fr":"Note","en":"Note"}},
{"id":"who","type":"person","label":{"fr":"Qui","en":"Who"}},
{"id":"list","type":"rows","label":{"fr":"Liste","en":"List"},"fields":[{"id":"name","type":"text","label":{"fr":"Nom","en":"Name"}}]}]},
{"id":"inside","kind":"form","title":{"fr":"Instruction","en":"Review"},"fields":[{"id":"opinion","type":"text","label":{"fr":"Avis","en":"Opinion"}}]}]}`

// town is a request of the town hall's, whose applicant Eva has come in.
type town struct {
	*roomstest.House
	t      *testing.T
	org, d string
	eva    string // the person
}

func newTown(t *testing.T) *town {
	h := &town{House: roomstest.New(t), t: t}
	h.org = h.Organization("Mairie", claire)
	h.Agent(h.org, claire, paul, false)
	head, err := h.Models.Import(t.Context(), h.As(claire), h.org, "", []byte(kind), id.New())
	h.must(err)
	h.d = h.from(head.ID)
	h.must(h.Dossiers.AddToTeam(t.Context(), h.As(claire), h.d, h.Account(paul)))
	h.eva = h.person(eva)
	h.must(h.set(paul, h.eva, access.Write))
	h.SignIn(eva)
	return h
}

// from makes a dossier of claire's by a model.
func (h *town) from(model string) string {
	h.t.Helper()
	made, err := h.Dossiers.Create(context.Background(), h.As(claire), dossier.Draft{Organization: h.org, Model: model, Title: "Une aide"}, id.New())
	h.must(err)
	return made.ID
}

func (h *town) must(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

// person names an applicant, as paul does.
func (h *town) person(email string) string {
	h.t.Helper()
	p := dossier.Person{ID: id.New(), Name: email, Applicant: true, Reach: dossier.Reach{Email: email, Phone: roomstest.Phone(email), Lang: "fr"}}
	_, err := h.Rights.SavePerson(context.Background(), h.As(paul), h.d, p)
	h.must(err)
	return p.ID
}

func (h *town) set(by, person string, level access.Level) error {
	_, err := h.Rights.Set(context.Background(), h.As(by), h.d, person, invitation.Applicant, level)
	return err
}

func (h *town) see(who string) (applicant.Seen, error) {
	return h.Applicants.See(context.Background(), h.As(who), h.d)
}

// asked is what eva sees of the request.
func (h *town) asked() applicant.Part {
	h.t.Helper()
	seen, err := h.see(eva)
	h.must(err)
	if len(seen.Parts) != 1 {
		h.t.Fatalf("%d parts", len(seen.Parts))
	}
	return seen.Parts[0]
}

func (h *town) fill(who, tag string, values map[string]any) (applicant.Part, error) {
	seen, err := h.Applicants.Fill(context.Background(), h.As(who), h.d, "asked", tag, values)
	p, _ := seen.Part("asked")
	return p, err
}

// holds is what the section holds, with what is hidden.
func (h *town) holds() map[string]any {
	h.t.Helper()
	_, s, err := h.Dossiers.Section(context.Background(), h.As(claire), h.d, "asked")
	h.must(err)
	return s.Values
}

// edits is an agent's save of the section over what it holds.
func (h *town) edits(values map[string]any) {
	h.t.Helper()
	_, s, err := h.Dossiers.Section(context.Background(), h.As(claire), h.d, "asked")
	h.must(err)
	_, err = h.Dossiers.Save(context.Background(), h.As(claire), h.d, "asked", s.Version, values)
	h.must(err)
}

func (h *town) refused(err error, rule string) {
	h.t.Helper()
	if f := fault.Of(err); f == nil || f.Rule != rule {
		h.t.Errorf("%v, want %s", err, rule)
	}
}

package move_test

import (
	"context"
	"encoding/json"
	"testing"

	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/id"
	"tierce/internal/model"
	"tierce/internal/move"
	"tierce/internal/rooms/roomstest"
	"tierce/internal/solicitation"
	"tierce/internal/table/tabletest"
)

const (
	claire = "claire@mairie.example"
	paul   = "paul@mairie.example" // on the team
	nora   = "nora@mairie.example" // an agent who is not
	bank   = "credit@banque.example"
)

// town is a request of the town hall's under review, by version 1 of its model.
type town struct {
	*roomstest.House
	t          *testing.T
	org, of, d string
	model      model.Model // version 1
}

func newTown(t *testing.T) *town {
	h := &town{House: roomstest.New(t), t: t}
	h.org = h.Organization("Mairie", claire)
	h.of = model.StarterID(h.org, "public-request")
	for _, who := range []string{paul, nora} {
		h.Agent(h.org, claire, who, false)
	}
	h.d = h.Dossier(h.org, claire, "public-request")
	h.must(h.Dossiers.AddToTeam(t.Context(), h.As(claire), h.d, h.Account(paul)))
	h.SignIn(bank)
	_, m, err := h.Models.Head(t.Context(), h.As(claire), h.org, h.of)
	h.must(err)
	h.model = m
	h.must(h.status("review"))
	return h
}

func (h *town) must(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

func (h *town) status(s string) error {
	_, err := h.Dossiers.Change(context.Background(), h.As(claire), h.d, dossier.Edit{Status: &s})
	return err
}

// fill saves a section over what it holds.
func (h *town) fill(section string, values map[string]any) error {
	_, s, err := h.Dossiers.Section(context.Background(), h.As(paul), h.d, section)
	if err != nil {
		return err
	}
	_, err = h.Dossiers.Save(context.Background(), h.As(paul), h.d, section, s.Version, values)
	return err
}

// next makes another version of the model, as change has it.
func (h *town) next(change func(m *model.Model)) int {
	h.t.Helper()
	m, err := model.Parse(h.model.Export()) // a copy of its own
	h.must(err)
	change(&m)
	head, err := h.Models.Import(context.Background(), h.As(claire), h.org, h.of, m.Export(), id.New())
	h.must(err)
	return head.Latest
}

// section and field find a part of m to be changed.
func section(m *model.Model, id string) *model.Section {
	for i := range m.Sections {
		if m.Sections[i].ID == id {
			return &m.Sections[i]
		}
	}
	return nil
}

func field(m *model.Model, in, id string) *model.Field {
	s := section(m, in)
	for i := range s.Fields {
		if s.Fields[i].ID == id {
			return &s.Fields[i]
		}
	}
	return nil
}

func ask(k solicitation.Kind, view string) solicitation.Ask {
	return solicitation.Ask{Kind: k, View: view, Scope: "financial", Wished: "2026-03-20",
		Partner: solicitation.Partner{Name: "Crédit", Email: bank, Lang: "fr"}}
}

func (h *town) made(a solicitation.Ask) solicitation.Solicitation {
	h.t.Helper()
	_, s, err := h.Solicitations.Make(context.Background(), h.As(claire), h.d, a, id.New())
	h.must(err)
	return s
}

func (h *town) claim(s solicitation.Solicitation) error {
	header, err := h.Dossiers.Header(context.Background(), h.d)
	h.must(err)
	key, _, err := h.Solicitations.Key(context.Background(), solicitation.Mail{Header: header, Solicitation: s})
	h.must(err)
	_, _, err = h.Solicitations.Claim(context.Background(), h.As(bank), key, id.New())
	return err
}

// attached is a solicitation that the bank has attached.
func (h *town) attached(a solicitation.Ask) solicitation.Solicitation {
	h.t.Helper()
	s := h.made(a)
	h.must(h.claim(s))
	return s
}

func (h *town) see(s solicitation.Solicitation) (solicitation.Seen, error) {
	return h.Solicitations.See(context.Background(), h.As(bank), h.d, s.ID)
}

func (h *town) save(s solicitation.Solicitation, a solicitation.Answer) error {
	seen, err := h.see(s)
	if err != nil {
		return err
	}
	_, err = h.Solicitations.Save(context.Background(), h.As(bank), h.d, s.ID, seen.Solicitation.Drafted, a)
	return err
}

func (h *town) send(s solicitation.Solicitation, drafted int) error {
	_, err := h.Solicitations.Send(context.Background(), h.As(bank), h.d, s.ID, drafted, id.New())
	return err
}

func (h *town) plan(to int) move.Plan {
	h.t.Helper()
	_, p, err := h.Moving.Plan(context.Background(), h.As(paul), h.d, to)
	h.must(err)
	return p
}

// moves agrees to what the plan says, and moves.
func (h *town) moves(to int) error {
	h.t.Helper()
	_, err := h.Moving.Move(context.Background(), h.As(paul), h.d, to, h.plan(to).Tag())
	return err
}

func (h *town) version() int {
	h.t.Helper()
	header, err := h.Dossiers.Header(context.Background(), h.d)
	h.must(err)
	return header.Version
}

// meanwhile does act between the reading and the first write of what is done
// through the town that it gives.
func (h *town) meanwhile(act func()) *town { return h.before("TransactWriteItems", act) }

// before does act before the first call of an operation.
func (h *town) before(call string, act func()) *town {
	done := false
	wire := &tabletest.Wire{Break: func(_, _ int, operation string) tabletest.Fault {
		if operation == call && !done {
			done = true
			act()
		}
		return tabletest.None
	}}
	other := *h
	other.House = h.Through(tabletest.On(h.t, h.Table, wire))
	h.t.Cleanup(func() {
		if !done {
			h.t.Error("no " + call)
		}
	})
	return &other
}

// said is "yes", or the code of a refusal.
func said(err error) string {
	f := fault.Of(err)
	switch {
	case err == nil:
		return "yes"
	case f == nil:
		return err.Error()
	case len(f.Fields) > 0:
		return f.Fields[0].Path + " " + f.Fields[0].Code
	}
	return f.Code
}

func (h *town) want(err error, want string) {
	h.t.Helper()
	if got := said(err); got != want {
		h.t.Errorf("%s, want %s", got, want)
	}
}

// codes are those of the refusals, with what each names.
func codes(p move.Plan) (all []string) {
	for _, r := range p.Refusals {
		all = append(all, r.Code+" "+r.What.EN)
	}
	return all
}

func english(all []model.Text) string {
	names := make([]string, len(all))
	for i, t := range all {
		names[i] = t.EN
	}
	data, _ := json.Marshal(names)
	return string(data)
}

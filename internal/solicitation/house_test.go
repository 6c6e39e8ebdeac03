package solicitation_test

import (
	"context"
	"testing"

	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/id"
	"tierce/internal/outbox"
	"tierce/internal/rooms/roomstest"
	"tierce/internal/solicitation"
)

const (
	claire = "claire@mairie.example"
	paul   = "paul@mairie.example" // on the team
	nora   = "nora@mairie.example" // an agent who is not
	bank   = "credit@banque.example"
	abf    = "plans@patrimoine.example"
	zoe    = "zoe@ailleurs.example"
)

// town is a request of the town hall's, under review: partners see it.
type town struct {
	*roomstest.House
	t      *testing.T
	org, d string
}

func newTown(t *testing.T) *town {
	h := &town{House: roomstest.New(t), t: t}
	h.org = h.Organization("Mairie", claire)
	for _, who := range []string{paul, nora} {
		h.Agent(h.org, claire, who, false)
	}
	h.d = h.Dossier(h.org, claire, "public-request")
	h.must(h.Dossiers.AddToTeam(t.Context(), h.As(claire), h.d, h.Account(paul)))
	for _, who := range []string{bank, abf, zoe} {
		h.SignIn(who)
	}
	h.status("review")
	h.fill("applicant", map[string]any{"last-name": "Petit", "income": "21000.00", "household": 3.0})
	h.fill("review", map[string]any{"rate": 20.0, "notes": "secret of the town"})
	return h
}

func (h *town) must(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

func (h *town) status(s string) {
	h.t.Helper()
	_, err := h.Dossiers.Change(context.Background(), h.As(claire), h.d, dossier.Edit{Status: &s})
	h.must(err)
}

// fill saves a section over what it holds.
func (h *town) fill(section string, values map[string]any) {
	h.t.Helper()
	_, s, err := h.Dossiers.Section(context.Background(), h.As(claire), h.d, section)
	h.must(err)
	_, err = h.Dossiers.Save(context.Background(), h.As(claire), h.d, section, s.Version, values)
	h.must(err)
}

func (h *town) values(section string) map[string]any {
	h.t.Helper()
	_, s, err := h.Dossiers.Section(context.Background(), h.As(claire), h.d, section)
	h.must(err)
	return s.Values
}

// ask is what the town asks of a partner from outside.
func ask(k solicitation.Kind, view string) solicitation.Ask {
	return solicitation.Ask{Kind: k, View: view, Scope: "financial", Wished: "2026-03-20", Instructions: "Look at the costs",
		Partner: solicitation.Partner{Name: "Crédit", Email: bank, Lang: "fr"}}
}

func opinion() solicitation.Ask { return ask(solicitation.Opinion, "financial-opinion") }

func (h *town) make(by string, a solicitation.Ask) (solicitation.Solicitation, error) {
	_, s, err := h.Solicitations.Make(context.Background(), h.As(by), h.d, a, id.New())
	return s, err
}

func (h *town) made(a solicitation.Ask) solicitation.Solicitation {
	h.t.Helper()
	s, err := h.make(claire, a)
	h.must(err)
	return s
}

// key is what a mail to the partner of s would bring.
func (h *town) key(s solicitation.Solicitation) string {
	h.t.Helper()
	header, err := h.Dossiers.Header(context.Background(), h.d)
	h.must(err)
	key, _, err := h.Solicitations.Key(context.Background(), solicitation.Mail{Header: header, Solicitation: s})
	h.must(err)
	return key
}

func (h *town) claim(who, key string) error {
	_, _, err := h.Solicitations.Claim(context.Background(), h.As(who), key, id.New())
	return err
}

// attached is a solicitation that who has attached.
func (h *town) attached(who string, a solicitation.Ask) solicitation.Solicitation {
	h.t.Helper()
	s := h.made(a)
	h.must(h.claim(who, h.key(s)))
	return s
}

func (h *town) see(who string, s solicitation.Solicitation) (solicitation.Seen, error) {
	return h.Solicitations.See(context.Background(), h.As(who), h.d, s.ID)
}

func (h *town) save(who string, s solicitation.Solicitation, a solicitation.Answer) error {
	seen, err := h.see(who, s)
	if err != nil {
		return err
	}
	_, err = h.Solicitations.Save(context.Background(), h.As(who), h.d, s.ID, seen.Solicitation.Drafted, a)
	return err
}

func (h *town) send(who string, s solicitation.Solicitation) error {
	seen, err := h.see(who, s)
	if err != nil {
		return err
	}
	_, err = h.Solicitations.Send(context.Background(), h.As(who), h.d, s.ID, seen.Solicitation.Drafted, id.New())
	return err
}

// said is an opinion that may be sent.
func opined() solicitation.Answer {
	return solicitation.Answer{Verdict: solicitation.Favourable, Details: "Sound", Own: map[string]any{"viable": "yes", "analysis": "Fine"}}
}

// read is a solicitation as the agents see it.
func (h *town) read(s solicitation.Solicitation) solicitation.Solicitation {
	h.t.Helper()
	_, s, err := h.Solicitations.Read(context.Background(), h.As(claire), h.d, s.ID)
	h.must(err)
	return s
}

// reach delivers what waits for a status.
func (h *town) reach(status string) {
	h.t.Helper()
	_, err := h.Solicitations.Reached(context.Background(), outbox.Entry{Load: dossier.ReachedLoad, Data: map[string]string{"dossier": h.d, "status": status}}, h.Time.Now())
	h.must(err)
}

// said is "yes", or the rule or the code of a refusal.
func said(err error) string {
	f := fault.Of(err)
	switch {
	case err == nil:
		return "yes"
	case f == nil:
		return err.Error()
	case len(f.Fields) > 0:
		return f.Fields[0].Path + " " + f.Fields[0].Code
	case f.Rule != "":
		return f.Rule
	}
	return f.Code
}

func (h *town) want(err error, want string) {
	h.t.Helper()
	if got := said(err); got != want {
		h.t.Errorf("%s, want %s", got, want)
	}
}

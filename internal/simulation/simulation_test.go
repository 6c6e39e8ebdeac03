package simulation_test

import (
	"context"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/id"
	"tierce/internal/rooms/roomstest"
	"tierce/internal/simulation"
	"tierce/internal/table/tabletest"
)

const (
	claire  = "claire@cabinet.example"
	paul    = "paul@cabinet.example"
	bernard = "bernard@maison.example"
	odette  = "odette@maison.example"
	camille = "camille@maison.example"
	notary  = "rivoire@etude.example"
)

// plan is a wealth plan of Claire's whose inventories hold 1000.00 of assets
// and 300.00 of gifts. Paul is on the team.
type plan struct {
	*roomstest.House
	t *testing.T
	d string
}

func newPlan(t *testing.T) *plan {
	h := &plan{House: roomstest.New(t), t: t}
	cabinet := h.Organization("Cabinet", claire)
	h.Agent(cabinet, claire, paul, false)
	h.d = h.Dossier(cabinet, claire, "wealth-plan")
	h.must(h.Dossiers.AddToTeam(t.Context(), h.As(claire), h.d, h.Account(paul)))
	h.LetIn(h.d, claire, dossier.Person{Name: "Bernard", Holder: dossier.Holder, Reach: dossier.Reach{Email: bernard}}, access.Write)
	h.LetIn(h.d, claire, dossier.Person{Name: "Odette", Holder: dossier.CoHolder, Reach: dossier.Reach{Email: odette}}, access.Read)
	h.LetIn(h.d, claire, dossier.Person{Name: "Camille", Family: true, Reach: dossier.Reach{Email: camille}}, access.Write)
	h.LetIn(h.d, claire, dossier.Person{Name: "Rivoire", Advisor: "notary", Reach: dossier.Reach{Email: notary}}, access.Write)
	h.save("wealth", 0, map[string]any{"assets": []any{map[string]any{"name": "House", "value": "1000.00"}}})
	h.save("gifts", 0, map[string]any{"gifts": []any{map[string]any{"what": "Car", "value": "300.00"}}})
	return h
}

func (h *plan) must(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

func (h *plan) save(section string, version int, values map[string]any) {
	h.t.Helper()
	_, err := h.Dossiers.Save(context.Background(), h.As(claire), h.d, section, version, values)
	h.must(err)
}

var calm = simulation.Assumptions{Name: "Calm", Years: 1, Growth: 10, Inflation: 10, Given: "100"}

func (h *plan) make(email string, a simulation.Assumptions, once string) (simulation.Simulation, error) {
	return h.Simulations.Make(context.Background(), h.As(email), h.d, a, once)
}

// said is "yes", or the rule or the code of a refusal.
func said(err error) string {
	f := fault.Of(err)
	switch {
	case err == nil:
		return "yes"
	case f == nil:
		return err.Error()
	case f.Rule != "":
		return f.Rule
	}
	return f.Code
}

func TestABB8AnAdvisorMakesNoSimulation(t *testing.T) {
	h := newPlan(t)
	for email, want := range map[string]string{claire: "yes", paul: "yes", bernard: "yes", camille: "yes",
		notary: "ABB-8", odette: "ALL-2", "zoe@maison.example": "ALL-4"} {
		if _, err := h.make(email, calm, id.New()); said(err) != want {
			t.Errorf("%s: %s, want %s", email, said(err), want)
		}
	}
	_, list, err := h.Simulations.List(t.Context(), h.As(notary), h.d)
	if err != nil || len(list) != 4 {
		t.Errorf("the notary reads %d, %v", len(list), err)
	}
}

// What was computed stays when the inventory changes; a new one sees it.
func TestABB8ASimulationKeepsTheTotalsOfItsMoment(t *testing.T) {
	h := newPlan(t)
	first, err := h.make(bernard, calm, id.New())
	h.must(err)
	if first.Net != "1000.00" || first.Gifts != "300.00" || first.Left != "900.00" || first.Later != "990.00" || first.InToday != "900.00" || first.Handed != "400.00" {
		t.Errorf("%+v", first)
	}
	if first.By != h.Account(bernard) || !first.At.Equal(h.Time.Now()) || first.Given != "100.00" {
		t.Errorf("%+v", first)
	}
	h.Time.Advance(time.Hour)
	h.save("wealth", 1, map[string]any{"assets": []any{map[string]any{"name": "House", "value": "2000.00"}}})
	second, err := h.make(claire, calm, id.New())
	h.must(err)
	_, list, err := h.Simulations.List(t.Context(), h.As(claire), h.d)
	h.must(err)
	nets := []string{}
	for _, s := range list {
		nets = append(nets, s.Net)
	}
	if !slices.Equal(nets, []string{"2000.00", "1000.00"}) {
		t.Errorf("side by side, the newest first: %v", nets)
	}
	_, read, err := h.Simulations.Read(t.Context(), h.As(camille), h.d, second.ID)
	if err != nil || read.Net != "2000.00" || read.Name != "Calm" {
		t.Errorf("%+v, %v", read, err)
	}
}

func TestABB8ARepeatedSimulationIsMadeOnce(t *testing.T) {
	h := newPlan(t)
	once := id.New()
	first, err := h.make(claire, calm, once)
	h.must(err)
	h.save("wealth", 1, map[string]any{})
	again, err := h.make(claire, calm, once)
	if err != nil || again.Net != first.Net {
		t.Errorf("%+v, %v", again, err)
	}
	other := calm
	other.Years = 2
	if _, err := h.make(claire, other, once); said(err) != "idempotency-key-reused" {
		t.Errorf("other assumptions: %v", err)
	}
	if _, list, _ := h.Simulations.List(t.Context(), h.As(claire), h.d); len(list) != 1 {
		t.Errorf("%d simulations", len(list))
	}
}

// One deletes one's own; the manager deletes any.
func TestABB8WhoDeletesASimulation(t *testing.T) {
	h := newPlan(t)
	of := map[string]string{}
	for _, email := range []string{claire, paul, bernard, camille} {
		s, err := h.make(email, calm, id.New())
		h.must(err)
		of[email] = s.ID
	}
	drop := func(email, of string) string {
		return said(h.Simulations.Delete(context.Background(), h.As(email), h.d, of))
	}
	for _, c := range [][3]string{{paul, of[claire], "ABB-8"}, {bernard, of[camille], "ABB-8"}, {notary, of[bernard], "ABB-8"}, {odette, of[bernard], "ALL-2"},
		{bernard, of[bernard], "yes"}, {bernard, of[bernard], "yes"}, {claire, of[camille], "yes"}, {notary, of[camille], "ABB-8"}} {
		if got := drop(c[0], c[1]); got != c[2] {
			t.Errorf("%s: %s, want %s", c[0], got, c[2])
		}
	}
	if _, _, err := h.Simulations.Read(t.Context(), h.As(claire), h.d, of[bernard]); said(err) != "ALL-4" {
		t.Errorf("what was deleted: %v", err)
	}
}

// Whoever does not reach the inventories learns nothing of them by a
// simulation.
func TestABB8ASimulationShowsNothingOutOfScope(t *testing.T) {
	h := newPlan(t)
	made, err := h.make(claire, calm, id.New())
	h.must(err)
	h.must(h.Dossiers.EndOrigin(t.Context(), h.As(claire), h.d, h.Account(paul), "team"))
	for _, sections := range [][]string{{"simulations"}, {"simulations", "wealth"}, {"wealth", "gifts"}} {
		a, err := h.People.Get(t.Context(), h.Account(paul))
		h.must(err)
		h.must(h.Rooms.Table.Write(t.Context(), dossier.GiveOrigin(h.d, a.ID, "team", access.Origin{Kind: access.FromTeam, Level: access.Write,
			Org: orgOf(a.Orgs), Since: a.Orgs[orgOf(a.Orgs)].Since, Sections: sections}, h.Account(claire), h.Time.Now())))
		_, _, read := h.Simulations.Read(t.Context(), h.As(paul), h.d, made.ID)
		_, _, list := h.Simulations.List(t.Context(), h.As(paul), h.d)
		_, make := h.make(paul, calm, id.New())
		if said(read) != "ALL-2" || said(list) != "ALL-2" || said(make) != "ALL-2" {
			t.Errorf("with %v: %v, %v, %v", sections, read, list, make)
		}
		h.must(h.Dossiers.EndOrigin(t.Context(), h.As(claire), h.d, a.ID, "team"))
	}
}

func orgOf(orgs map[string]access.Member) string {
	for o := range orgs {
		return o
	}
	return ""
}

func TestABB8EveryBadAssumptionIsNamed(t *testing.T) {
	h := newPlan(t)
	_, err := h.make(claire, simulation.Assumptions{Name: " ", Years: 0, Growth: 20.01, Inflation: math.NaN(), Given: "-1", Note: strings.Repeat("x", 2001)}, id.New())
	var paths []string
	for _, f := range fault.Of(err).Fields {
		paths = append(paths, f.Path+" "+f.Code)
	}
	slices.Sort(paths)
	want := []string{"given too-small", "growth too-big", "inflation wrong-number", "name missing", "note too-long", "years too-small"}
	if !slices.Equal(paths, want) {
		t.Errorf("got %v, want %v", paths, want)
	}
	fine := calm
	fine.Growth = 1.234
	if _, err := h.make(claire, fine, id.New()); fault.Of(err).Fields[0].Code != "two-decimals" {
		t.Errorf("three decimals: %v", err)
	}
	other := h.Dossier(orgOf(h.SignIn(claire).Orgs), claire, "insurance-needs")
	if _, err := h.Simulations.Make(t.Context(), h.As(claire), other, calm, id.New()); !fault.Is(err, "no-simulations") {
		t.Errorf("a model without simulations: %v", err)
	}
	if _, list, err := h.Simulations.List(t.Context(), h.As(claire), other); err != nil || len(list) != 0 {
		t.Errorf("%v, %v", list, err)
	}
}

// An edit between the reading and the last transaction is seen: what a
// simulation holds stood in the dossier at one moment.
func TestABB8AnEditMeanwhileIsReckonedAnew(t *testing.T) {
	h := newPlan(t)
	edited := false
	wire := &tabletest.Wire{Break: func(_, _ int, operation string) tabletest.Fault {
		if operation == "TransactWriteItems" && !edited {
			edited = true
			h.save("wealth", 1, map[string]any{"assets": []any{map[string]any{"name": "House", "value": "5.00"}}})
		}
		return tabletest.None
	}}
	s, err := h.Through(tabletest.On(t, h.Table, wire)).Simulations.Make(t.Context(), h.As(claire), h.d, calm, id.New())
	if err != nil || !edited || s.Net != "5.00" {
		t.Errorf("net %s, %v", s.Net, err)
	}
}

package dossier_test

import (
	"slices"
	"testing"

	"tierce/internal/access"
	"tierce/internal/dossier"
)

func TestALL2RemainingCountsOnlyWhatGivesSomething(t *testing.T) {
	h, cabinet, conseil, d := cabinet(t)
	ctx := t.Context()
	h.Agent(conseil, marc, paul, false)
	a, err := h.People.Get(ctx, h.Account(paul))
	if err != nil {
		t.Fatal(err)
	}
	give := dossier.GiveOrigin(d, a.ID, "join", dossier.JoinOrigin(conseil, a.Orgs[conseil].Since), a.ID, h.Clock())
	if err := h.Rooms.Table.Commit(ctx, give); err != nil {
		t.Fatal(err)
	}
	if err := h.Dossiers.AddToTeam(ctx, h.As(claire), d, a.ID); err != nil {
		t.Fatal(err)
	}
	remaining := func(name string) []string {
		left, err := h.Dossiers.Remaining(ctx, h.As(claire), d, a.ID, name)
		if err != nil {
			t.Fatal(err)
		}
		return left
	}
	if left := remaining("join"); !slices.Equal(left, []string{"team"}) {
		t.Errorf("without the join: %v", left)
	}
	if err := h.People.Deactivate(ctx, h.As(claire), cabinet, a.ID); err != nil {
		t.Fatal(err)
	}
	if left := remaining("join"); len(left) != 0 {
		t.Errorf("of a place that has ended: %v", left)
	}
	if left := remaining("team"); !slices.Equal(left, []string{"join"}) {
		t.Errorf("without the team: %v", left)
	}
	if _, err := h.Dossiers.Load(ctx, h.As(paul), d, access.Open, ""); err != nil {
		t.Errorf("and that is so: %v", err)
	}
}

package dossier_test

import (
	"testing"

	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/people"
)

// Whoever is shown over somebody's shoulder sees what the rules give them: the
// sections in scope and none else, and no address where they may see none.
func TestALL3ViewAsHoldsNothingOfAClosedSection(t *testing.T) {
	h, cabinet, _, d := cabinet(t)
	if _, err := h.Rights.SavePerson(t.Context(), h.As(claire), d, dossier.Person{ID: people.AccountID("", "odile"), Name: "Odile", Reach: dossier.Reach{Email: "odile@martin.example"}}); err != nil {
		t.Fatal(err)
	}
	v, err := h.Dossiers.Load(t.Context(), h.As(claire), d, access.Open, "")
	if err != nil {
		t.Fatal(err)
	}
	place := access.Account{Orgs: map[string]access.Member{cabinet: {Since: "then"}}}
	o := dossier.TeamOrigin(cabinet, "then")
	o.Level, o.Sections = access.Read, []string{"insured"}
	seen, err := h.Dossiers.SeenBy(t.Context(), v, place, access.Grant{"team": o})
	if err != nil || len(seen.Sections) != 1 || seen.Sections[0].ID != "insured" || seen.Sections[0].Editable || len(seen.People) != 1 {
		t.Errorf("read only, one section: %d sections, %d persons, %v", len(seen.Sections), len(seen.People), err)
	}
	seen, err = h.Dossiers.SeenBy(t.Context(), v, access.Account{}, access.Grant{"a": {Kind: access.FromAdvisor, Level: access.Write}})
	if err != nil || len(seen.People) != 1 || seen.People[0].Email != "" {
		t.Errorf("an advisor sees addresses: %+v, %v", seen.People, err)
	}
	for _, s := range seen.Sections {
		if s.Editable { // none of them is an inventory (ABB-8)
			t.Errorf("an advisor edits %s", s.ID)
		}
	}
	if seen, err = h.Dossiers.SeenBy(t.Context(), v, access.Account{}, nil); err != nil || len(seen.Sections)+len(seen.People) != 0 {
		t.Errorf("nobody sees %d sections, %d persons, %v", len(seen.Sections), len(seen.People), err)
	}
}

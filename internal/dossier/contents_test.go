package dossier_test

import (
	"errors"
	"testing"

	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/table"
)

func TestALL4ContentsHoldNothingOfAClosedSection(t *testing.T) {
	h, cabinet, _, d := cabinet(t)
	ctx := t.Context()
	for _, section := range []string{"insured", "finances"} {
		field := map[string]string{"insured": "last-name", "finances": "expenses"}[section]
		if _, err := h.Dossiers.Save(ctx, h.As(claire), d, section, 0, map[string]any{field: "12.00"}); err != nil {
			t.Fatal(err)
		}
	}
	a, err := h.People.Get(ctx, h.Account(paul))
	if err != nil {
		t.Fatal(err)
	}
	o := dossier.TeamOrigin(cabinet, a.Orgs[cabinet].Since)
	o.Level, o.Sections = access.Read, []string{"insured"}
	if err := h.Rooms.Table.Commit(ctx, dossier.GiveOrigin(d, a.ID, "team", o, a.ID, h.Clock())); err != nil {
		t.Fatal(err)
	}
	_, m, sections, err := h.Dossiers.Contents(ctx, h.As(paul), d)
	if err != nil || len(sections) != len(m.Sections) {
		t.Fatalf("%d sections, %v", len(sections), err)
	}
	for _, s := range sections {
		if want := s.ID == "insured"; (len(s.Values) > 0) != want || (s.Version > 0) != want {
			t.Errorf("%s: %v at version %d", s.ID, s.Values, s.Version)
		}
	}
	if _, _, _, err := h.Dossiers.Contents(ctx, h.As(marc), d); err == nil {
		t.Error("a stranger reads")
	}
}

// Nothing is read by a version of the model that the dossier has left.
func TestLOC6AtOnceIsReadByTheModelOfThatMoment(t *testing.T) {
	h, _, _, d := cabinet(t)
	v, err := h.Dossiers.Load(t.Context(), h.As(claire), d, access.Open, "")
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := h.Dossiers.AtOnce(t.Context(), h.As(claire), v, nil); err != nil {
		t.Error(err)
	}
	v.Version++
	if _, _, err := h.Dossiers.AtOnce(t.Context(), h.As(claire), v, nil); !errors.Is(err, table.ErrConflict) {
		t.Errorf("read by another version: %v", err)
	}
}

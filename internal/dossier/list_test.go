package dossier_test

import (
	"slices"
	"strconv"
	"testing"
	"time"

	"tierce/internal/dossier"
	"tierce/internal/id"
	"tierce/internal/model"
)

// titles walks through My dossiers by pages of limit.
func titles(t *testing.T, mine func(cursor string) ([]dossier.View, string, error)) (all []string) {
	t.Helper()
	for cursor := ""; ; {
		views, next, err := mine(cursor)
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range views {
			all = append(all, v.Title)
		}
		if next == "" {
			return all
		}
		cursor = next
	}
}

func TestEVO1MyDossiersByPagesAndFilters(t *testing.T) {
	h, cabinet, _, _ := cabinet(t)
	for n := range 7 {
		h.Time.Advance(time.Minute)
		draft := dossier.Draft{Organization: cabinet, Model: model.StarterID(cabinet, "insurance-needs"), Title: "Été " + strconv.Itoa(n)}
		if _, err := h.Dossiers.Create(t.Context(), h.As(claire), draft, id.New()); err != nil {
			t.Fatal(err)
		}
	}
	by := func(f dossier.Filter, limit int) []string {
		return titles(t, func(cursor string) ([]dossier.View, string, error) {
			return h.Dossiers.Mine(t.Context(), h.As(claire), f, cursor, limit)
		})
	}
	want := []string{"Été 6", "Été 5", "Été 4", "Été 3", "Été 2", "Été 1", "Été 0"}
	for _, limit := range []int{1, 3, 7, 40} {
		if got := by(dossier.Filter{Text: "été"}, limit); !slices.Equal(got, want) {
			t.Errorf("pages of %d: %v", limit, got)
		}
		if all := by(dossier.Filter{}, limit); !slices.Equal(all[:7], want) || len(all) != 8 {
			t.Errorf("pages of %d, all: %v", limit, all)
		}
	}
	for _, f := range []dossier.Filter{{Text: "hiver"}, {Status: "no-such"}, {Organization: "0123456789abcdef"}} {
		if got := by(f, 3); len(got) != 0 {
			t.Errorf("%+v lets %v through", f, got)
		}
	}
	if got := by(dossier.Filter{Text: " ÉTÉ 5 ", Organization: cabinet}, 3); !slices.Equal(got, want[1:2]) {
		t.Errorf("title and organisation: %v", got)
	}
}

package dossier_test

import (
	"testing"

	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/id"
	"tierce/internal/rooms/roomstest"
)

const (
	claire = "claire@cabinet.example"
	paul   = "paul@cabinet.example"
	marc   = "marc@conseil.example"
)

// cabinet is a house with a dossier of claire's, paul her colleague, and marc
// of another organisation.
func cabinet(t *testing.T) (h *roomstest.House, cabinet, conseil, d string) {
	h = roomstest.New(t)
	cabinet, conseil = h.Organization("Cabinet", claire), h.Organization("Conseil", marc)
	h.Agent(cabinet, claire, paul, false)
	return h, cabinet, conseil, h.Dossier(cabinet, claire, "insurance-needs")
}

func wantCode(t *testing.T, err error, code string) {
	t.Helper()
	if !fault.Is(err, code) {
		t.Errorf("got %v, want %s", err, code)
	}
}

func TestAPersonChangedMeanwhileIsNotDeleted(t *testing.T) {
	h, _, _, d := cabinet(t)
	ctx, by := t.Context(), h.As(claire)
	p, err := h.Rights.SavePerson(ctx, by, d, dossier.Person{ID: id.New(), Name: "Odile"})
	if err != nil {
		t.Fatal(err)
	}
	again := p
	again.Name = "Odile Garnier"
	if _, err := h.Rights.SavePerson(ctx, by, d, again); err != nil {
		t.Fatal(err)
	}
	wantCode(t, h.Rights.DeletePerson(ctx, by, d, p.ID, p.Version), "stale")
	if err := h.Rights.DeletePerson(ctx, by, d, p.ID, p.Version+1); err != nil {
		t.Error(err)
	}
	if _, list, err := h.Dossiers.Persons(ctx, by, d); err != nil || len(list) != 0 {
		t.Errorf("%v, %v", list, err)
	}
}

func TestATitleChangedMeanwhileIsNotWrittenOver(t *testing.T) {
	h, _, _, d := cabinet(t)
	change := func(title, was string) error {
		_, err := h.Dossiers.Change(t.Context(), h.As(claire), d, dossier.Edit{Title: &title, TitleWas: &was})
		return err
	}
	first := "The case of " + claire
	if err := change("Second", first); err != nil {
		t.Fatal(err)
	}
	wantCode(t, change("Third", first), "stale")
	if err := change("Third", "Second"); err != nil {
		t.Error(err)
	}
	if err := change("Third", "Second"); err != nil { // a repeat
		t.Error(err)
	}
}

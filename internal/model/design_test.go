package model_test

import (
	"context"
	"slices"
	"testing"

	"tierce/internal/fault"
	"tierce/internal/model"
	"tierce/internal/rooms/roomstest"
)

const (
	claire = "claire@cabinet.example" // an Admin
	paul   = "paul@cabinet.example"
)

// house has an organisation whose models are the starters.
func house(t *testing.T) (h *roomstest.House, org, of string) {
	h = roomstest.New(t)
	org = h.Organization("Cabinet", claire)
	h.Agent(org, claire, paul, false)
	return h, org, model.StarterID(org, "public-request")
}

func TestLOC10ADesignIsSavedAsANewVersion(t *testing.T) {
	h, org, of := house(t)
	ctx := context.Background()
	_, first, err := h.Models.Head(ctx, h.As(claire), org, of)
	if err != nil {
		t.Fatal(err)
	}
	d := first.Design()
	d.Views.Client, d.Statuses = []string{first.Sections[0].ID}, []string{first.Initial().ID}
	for range 2 { // the second time as after a lost answer
		head, err := h.Models.Redraw(ctx, h.As(claire), org, of, 1, d)
		if err != nil || head.Latest != 2 {
			t.Fatalf("version %d, %v", head.Latest, err)
		}
	}
	_, now, err := h.Models.Head(ctx, h.As(paul), org, of)
	if is := now.Design(); err != nil || !slices.Equal(is.Statuses, d.Statuses) || !slices.Equal(is.Views.Client, d.Views.Client) {
		t.Errorf("%+v, %v", is, err)
	}
	_, was, err := h.Models.Past(ctx, h.As(paul), org, of, 1)
	if err != nil || string(was.Export()) != string(first.Export()) {
		t.Errorf("version 1 changed: %v", err)
	}
	for _, n := range []int{0, 3} {
		if _, _, err := h.Models.Past(ctx, h.As(paul), org, of, n); !fault.Is(err, "hidden") {
			t.Errorf("version %d: %v", n, err)
		}
	}
	if head, err := h.Models.Redraw(ctx, h.As(claire), org, of, 2, d); err != nil || head.Latest != 2 {
		t.Errorf("the same design again made version %d, %v", head.Latest, err)
	}
}

// Two Admins at once: the second is told, and nothing of the first is lost.
func TestLOC10TheSecondOfTwoAdminsIsTold(t *testing.T) {
	h, org, of := house(t)
	ctx := context.Background()
	_, m, err := h.Models.Head(ctx, h.As(claire), org, of)
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan error)
	const admins = 6
	for i := range admins {
		go func() {
			d := m.Design()
			d.Views.Client = []string{m.Sections[i%len(m.Sections)].ID}
			d.Statuses = d.Statuses[:i%2]
			_, err := h.Models.Redraw(ctx, h.As(claire), org, of, 1, d)
			done <- err
		}()
	}
	saved, told := 0, 0
	for range admins {
		switch err := <-done; {
		case err == nil:
			saved++
		case fault.Is(err, "stale"):
			told++
		default:
			t.Error(err)
		}
	}
	head, _, err := h.Models.Head(ctx, h.As(claire), org, of)
	if err != nil || head.Latest != 2 || saved != 1 || told != admins-1 {
		t.Errorf("version %d, %d saved, %d told, %v", head.Latest, saved, told, err)
	}
	if _, err := h.Models.Redraw(ctx, h.As(paul), org, of, 2, m.Design()); fault.Of(err) == nil || fault.Of(err).Rule != "LOC-10" {
		t.Errorf("an agent: %v", err)
	}
}

func TestLOC10WhatIsWrongWithADesignIsNamed(t *testing.T) {
	m := model.Starters()[0].Model
	before := string(m.Export())
	_, err := m.Redrawn(model.Design{Statuses: []string{m.Initial().ID, "nowhere", m.Initial().ID}, Views: model.Views{Client: []string{"nowhere"},
		Partners: []model.PartnerView{{ID: "one", Name: model.Text{FR: "Un"}, Own: []model.Field{{ID: "a", Type: model.One, Label: model.Text{FR: "A", EN: "A"}}}}}}})
	f := fault.Of(err)
	if f == nil {
		t.Fatal(err)
	}
	var got []string
	for _, one := range f.Fields {
		got = append(got, one.Path+" "+one.Code)
	}
	want := []string{"statuses[1] not-a-status", "statuses[2] model-duplicate-id", "views.client[0] model-unknown-section",
		"views.partners[0].name.en missing", "views.partners[0].own[0].choices missing"}
	if !slices.Equal(got, want) {
		t.Errorf("%v", got)
	}
	if string(m.Export()) != before {
		t.Error("the model itself changed")
	}
}

package portal

import (
	"context"
	"net/url"
	"strings"
	"testing"

	"tierce/internal/dossier"
	"tierce/internal/id"
	"tierce/internal/model"
	"tierce/internal/solicitation"
)

func TestLOC10WhatAMoveChangesIsSaidFirst(t *testing.T) {
	h, org, of, _ := designing(t)
	ctx := context.Background()
	d := h.Dossier(org, claire, "public-request")
	review := "review"
	_, err := h.Dossiers.Change(ctx, h.As(claire), d, dossier.Edit{Status: &review})
	h.must(err)
	_, _, err = h.Solicitations.Make(ctx, h.As(claire), d, solicitation.Ask{Kind: solicitation.Opinion, View: "financial-opinion", Scope: "financial",
		Wished: "2030-01-01", Partner: solicitation.Partner{Name: "Crédit", Email: "credit@banque.example", Lang: "fr"}}, id.New())
	h.must(err)
	ana, at := h.visit(claire), movingPath(d)
	if page := mainOf(ana.see(at)); !strings.Contains(page, "no newer one") || strings.Contains(page, "<form") {
		t.Errorf("nothing to move to:\n%s", page)
	}
	_, m := h.latest(org, of)
	design := m.Design()
	design.Statuses = []string{"opinions"}
	_, err = h.Models.Redraw(ctx, h.As(claire), org, of, 1, design)
	h.must(err)
	if page := mainOf(ana.see(dossierPath(d))); !strings.Contains(page, "version 1") || !strings.Contains(page, `href="`+at+`"`) {
		t.Errorf("the dossier does not lead there:\n%s", page)
	}
	page := ana.see(at)
	for _, want := range []string{"no more</dt><dd><ul><li>Under review", "For Crédit", "Sees the dossier no more", "Move to version 2"} {
		if !strings.Contains(plain(page), want) {
			t.Errorf("does not say %q:\n%s", want, mainOf(page))
		}
	}
	form := formFor(t, page, at)
	design.Views.Client = []string{"project"}
	_, err = h.Models.Redraw(ctx, h.As(claire), org, of, 2, design)
	h.must(err)
	a := ana.post(at, form)
	if a.StatusCode != 412 || !strings.Contains(a.body, "Something changed since you looked") || !strings.Contains(plain(a.body), "Move to version 3") {
		t.Errorf("a plan that is old: %d\n%s", a.StatusCode, mainOf(a.body))
	}
	_, s, err := h.Dossiers.Section(ctx, h.As(claire), d, "project")
	h.must(err)
	_, err = h.Dossiers.Save(ctx, h.As(claire), d, "project", s.Version, map[string]any{"description": "New roof"})
	h.must(err)
	gone := m
	gone.Sections = append([]model.Section{}, m.Sections[:2]...)
	gone.Views = model.Views{Partners: []model.PartnerView{{ID: "financial-opinion", Name: m.Name}}}
	head, err := h.Models.Import(ctx, h.As(claire), org, of, gone.Export(), id.New())
	h.must(err)
	if page := mainOf(ana.see(at)); !strings.Contains(page, "cannot move to version 4") || !strings.Contains(plain(page), "The section “Project” holds something") || strings.Contains(page, "<form") {
		t.Errorf("version %d:\n%s", head.Latest, page)
	}
	if a := ana.post(at, url.Values{"token": form["token"], "version": {"4"}, "plan": form["plan"]}); a.StatusCode != 409 {
		t.Errorf("moved all the same: %d", a.StatusCode)
	}
	_, err = h.Models.Redraw(ctx, h.As(claire), org, of, 4, gone.Design())
	h.must(err)
	h.must(func() error {
		_, err := h.Models.Import(ctx, h.As(claire), org, of, m.Export(), id.New())
		return err
	}())
	ana.follow(ana.post(at, formFor(t, ana.see(at), at)))
	if header, err := h.Dossiers.Header(ctx, d); err != nil || header.Version != 5 {
		t.Errorf("version %d, %v", header.Version, err)
	}
	if a := h.visit(marc).get(at); a.StatusCode != 404 {
		t.Errorf("another organisation: %d", a.StatusCode)
	}
}

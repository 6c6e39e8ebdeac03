package portal

import (
	"context"
	"net/url"
	"slices"
	"strings"
	"testing"

	"tierce/internal/model"
	"tierce/internal/view"
)

// designing is a house whose Admin draws views of public requests.
func designing(t *testing.T) (h *house, org, of, at string) {
	h, org, _, _ = furnished(t)
	of = model.StarterID(org, "public-request")
	return h, org, of, viewsPath(org, of)
}

// latest is the newest version of a model.
func (h *house) latest(org, of string) (int, model.Model) {
	h.t.Helper()
	head, m, err := h.Models.Head(context.Background(), h.As(claire), org, of)
	h.must(err)
	return head.Latest, m
}

func TestLOC10AnAdminDrawsAPartnerView(t *testing.T) {
	h, org, of, at := designing(t)
	ana, bob := h.visit(claire), h.visit(paul)
	if page := mainOf(bob.see(at)); strings.Contains(page, "/partners/") || !strings.Contains(page, "administrator") {
		t.Errorf("an agent sees:\n%s", page)
	}
	for _, path := range []string{"/partners/new", "/others"} {
		if a := bob.get(at + path); a.StatusCode != 403 || !strings.Contains(a.body, "LOC-10") {
			t.Errorf("an agent at %s: %d", path, a.StatusCode)
		}
	}
	fresh := at + "/partners/new"
	_, before := h.latest(org, of)
	page := ana.see(fresh)
	if n := strings.Count(page, "<legend>"); n < len(before.Sections) {
		t.Errorf("%d groups of %d sections", n, len(before.Sections))
	}
	form := formFor(t, page, fresh)
	form.Set("name.fr", "Pompiers")
	if a := ana.post(fresh, form); a.StatusCode != 422 || !strings.Contains(a.body, `value="Pompiers"`) || !strings.Contains(a.body, `href="#f-name.en"`) {
		t.Errorf("without an English name: %d\n%s", a.StatusCode, mainOf(a.body))
	}
	form.Set("name.en", "Fire brigade")
	first := before.Sections[0]
	form.Set("access."+first.ID, model.Visible)
	form.Set("access."+first.ID+"."+first.Fields[0].ID, model.Hidden)
	building, _ := before.Section("building")
	form.Set("access.building."+building.Fields[0].ID, model.Editable)
	form.Set("action", "add-row:own")
	grown := ana.post(fresh, form)
	form.Del("action")
	if grown.StatusCode != 200 || !strings.Contains(grown.body, `name="own[0].label-en"`) {
		t.Fatalf("a row for an own field: %d", grown.StatusCode)
	}
	form.Set("rows:own", "1")
	form.Set("own[0].label-fr", "Accès pompiers")
	form.Set("own[0].label-en", "Fire access")
	form.Set("own[0].type", "choice")
	if a := ana.post(fresh, form); a.StatusCode != 422 || !strings.Contains(a.body, `href="#f-own_0_.choices"`) {
		t.Errorf("a choice without choices: %d\n%s", a.StatusCode, mainOf(a.body))
	}
	form.Set("own[0].choices", "Suffisant | Sufficient\nInsuffisant | Insufficient")
	shown := ana.post(fresh, form)
	if n, _ := h.latest(org, of); n != 1 || shown.StatusCode != 200 {
		t.Fatalf("showing saved version %d, %d", n, shown.StatusCode)
	}
	seen := plain(mainOf(shown.body))
	for _, want := range []string{"Asked for an opinion", "Asked for a complement", "Fire access", "Sufficient", building.Fields[0].Label.EN, "Save as version 2"} {
		if !strings.Contains(seen, want) {
			t.Errorf("does not show %q:\n%s", want, seen)
		}
	}
	ana.follow(ana.post(fresh, formFor(t, shown.body, fresh)))
	n, m := h.latest(org, of)
	v, there := view.Find(m, "fire-brigade")
	if n != 2 || !there || v.Own[0].ID != "fire-access" || len(v.Own[0].Choices) != 2 {
		t.Fatalf("version %d: %+v", n, v)
	}
	for _, p := range view.Partner(m, v, true) {
		if p.ID == first.ID && slices.ContainsFunc(p.Fields, func(f model.Field) bool { return f.ID == first.Fields[0].ID }) {
			t.Error("a hidden field is seen")
		}
		if p.ID == "building" && !p.Fills(building.Fields[0].ID) {
			t.Error("what was to be filled in is not")
		}
	}
	one := at + "/partners/fire-brigade"
	again := formFor(t, ana.see(one), one)
	if again.Get("access."+first.ID) != model.Visible || again.Get("own[0].id") != "fire-access" {
		t.Errorf("does not come back as it was drawn: %v", again)
	}
	again.Set("own[0].label-en", "Access for engines")
	ana.follow(ana.post(one, formFor(t, ana.post(one, again).body, one)))
	if _, m = h.latest(org, of); m.Views.Partners[len(m.Views.Partners)-1].Own[0].ID != "fire-access" {
		t.Error("another label made another field")
	}
	gone := one + "/remove"
	ana.follow(ana.post(gone, formFor(t, ana.see(gone), gone)))
	if _, m = h.latest(org, of); len(m.Views.Partners) != len(before.Views.Partners) {
		t.Error("the view is still there")
	}
}

// Two Admins at once: the second is told, keeps what they typed, and nothing of
// the first is lost.
func TestLOC10TheSecondOfTwoAdminsKeepsWhatTheyTyped(t *testing.T) {
	h, org, of, at := designing(t)
	ana := h.visit(claire)
	_, m := h.latest(org, of)
	one := at + "/partners/" + m.Views.Partners[0].ID
	mine := formFor(t, ana.see(one), one)
	mine.Set("name.en", "My own name")
	shown := ana.post(one, mine)
	others := formFor(t, ana.see(at+"/others"), at+"/others")
	others["client"] = []string{m.Sections[0].ID}
	ana.follow(ana.post(at+"/others", formFor(t, ana.post(at+"/others", others).body, at+"/others")))
	a := ana.post(one, formFor(t, shown.body, one))
	if a.StatusCode != 412 || !strings.Contains(a.body, "saved version 2") || !strings.Contains(a.body, `value="My own name"`) {
		t.Fatalf("the second: %d\n%s", a.StatusCode, mainOf(a.body))
	}
	next := formFor(t, a.body, one)
	ana.follow(ana.post(one, formFor(t, ana.post(one, next).body, one)))
	n, now := h.latest(org, of)
	if n != 3 || now.Views.Partners[0].Name.EN != "My own name" || !slices.Equal(now.Views.Client, []string{m.Sections[0].ID}) {
		t.Errorf("version %d: %+v", n, now.Views)
	}
}

func TestLOC6TheStatusesAndTheViewsOfOthersAreTicked(t *testing.T) {
	h, org, of, at := designing(t)
	ana := h.visit(claire)
	_, m := h.latest(org, of)
	at += "/others"
	form := formFor(t, ana.see(at), at)
	first := m.Sections[0]
	form["statuses"], form["client"] = []string{m.Statuses[0].ID}, []string{first.ID}
	form["applicant."+first.ID] = []string{first.Fields[0].ID}
	shown := ana.post(at, form)
	if page := plain(mainOf(shown.body)); !strings.Contains(page, m.Statuses[0].Label.EN) || !strings.Contains(page, "Save as version 2") {
		t.Fatalf("%d\n%s", shown.StatusCode, page)
	}
	changed := formFor(t, shown.body, at)
	changed["client"] = nil
	if a := ana.post(at, changed); a.StatusCode != 200 {
		t.Errorf("what was not shown is not saved: %d", a.StatusCode)
	}
	if n, _ := h.latest(org, of); n != 1 {
		t.Fatal("something else was saved than was shown")
	}
	ana.follow(ana.post(at, formFor(t, shown.body, at)))
	_, now := h.latest(org, of)
	if d := now.Design(); !slices.Equal(d.Statuses, []string{m.Statuses[0].ID}) || !slices.Contains(d.Views.Applicant, first.ID+"."+first.Fields[0].ID) {
		t.Errorf("%+v", d)
	}
	wrong := formFor(t, ana.see(at), at)
	wrong["statuses"] = []string{"nowhere"}
	if a := ana.post(at, wrong); a.StatusCode != 422 || !strings.Contains(a.body, `href="#f-statuses"`) {
		t.Errorf("a status that is none: %d", a.StatusCode)
	}
}

// Whatever is drawn comes back into the form as it was.
func TestLOC10WhatIsDrawnComesBackAsItWas(t *testing.T) {
	for _, s := range model.Starters() {
		for _, p := range s.Model.Views.Partners {
			d := drawing{model: s.Model, was: p, g: filling{typed: typedDrawing(p)}}
			again, _ := d.drawn()
			for _, answers := range []bool{true, false} {
				if !sameParts(view.Partner(s.Model, p, answers), view.Partner(s.Model, again, answers)) {
					t.Errorf("%s, %s: %+v, was %+v", s.ID, p.ID, again, p)
				}
			}
		}
	}
	own, _ := ownTyped(url.Values{"rows:own": {"3"}, "own[0].label-fr": {"Été"}, "own[0].label-en": {"été"}, "own[2].label-fr": {"Été"}, "own[2].label-en": {"été"}}, nil)
	if len(own) != 2 || own[0].ID == own[1].ID {
		t.Errorf("%+v", own)
	}
}

func sameParts(a, b []view.Part) bool {
	return slices.EqualFunc(a, b, func(x, y view.Part) bool {
		return x.ID == y.ID && len(x.Fields) == len(y.Fields) && len(x.Form().Fields) == len(y.Form().Fields)
	})
}

package accessgroup

import (
	"slices"
	"strings"
	"testing"

	"tierce/internal/access"
	"tierce/internal/fault"
	"tierce/internal/model"
)

func insurance(t *testing.T) model.Model {
	t.Helper()
	for _, s := range model.Starters() {
		if s.ID == "commercial-insurance" {
			return s.Model
		}
	}
	t.Fatal("no commercial insurance")
	return model.Model{}
}

func named(fr, en string) model.Text { return model.Text{FR: fr, EN: en} }

func problemsOf(err error) string {
	f := fault.Of(err)
	switch {
	case err == nil:
		return ""
	case f == nil:
		return err.Error()
	}
	list := []string{}
	for _, p := range f.Fields {
		list = append(list, p.Path+" "+p.Code)
	}
	if len(list) == 0 {
		return f.Code
	}
	slices.Sort(list)
	return strings.Join(list, ", ")
}

func TestIND5TheReadyMadeGroups(t *testing.T) {
	gs, err := FromRow("o", "m", nil)
	if err != nil || gs.Version != 0 {
		t.Fatal(gs, err)
	}
	want := map[string]access.Group{"full": {Level: access.Write, All: true}, "limited": {Level: access.Write}, "view": {Level: access.Read}}
	got := gs.Access()
	if len(got) != len(want) {
		t.Errorf("%d groups", len(got))
	}
	for id, w := range want {
		if g := got[id]; g.Level != w.Level || g.All != w.All || g.Sections != nil {
			t.Errorf("%s: %+v, want %+v", id, g, w)
		}
	}
}

func TestIND5WhatADraftMayBe(t *testing.T) {
	m := insurance(t)
	gs, _ := FromRow("o", "m", nil)
	gs = gs.With(Group{ID: "own", Name: named("Flotte", "Fleet"), Level: access.Write, Sections: []string{"gone", "vehicles"}})
	fine := Draft{Name: named("Sinistres", "Claims"), Level: access.Read, Sections: []string{"claims", "business"}}
	with := func(change func(*Draft)) Draft { d := fine; change(&d); return d }
	for name, c := range map[string]struct {
		group string
		draft Draft
		want  string
	}{
		"fine":                        {"", fine, ""},
		"no names":                    {"", with(func(d *Draft) { d.Name = named(" ", "") }), "name.en missing, name.fr missing"},
		"long":                        {"", with(func(d *Draft) { d.Name.EN = strings.Repeat("x", 61) }), "name.en too-long"},
		"control":                     {"", with(func(d *Draft) { d.Name.FR = "a\x00" }), "name.fr control-characters"},
		"taken":                       {"", with(func(d *Draft) { d.Name.EN = "fleet" }), "name.en group-name-taken"},
		"its own name":                {"own", with(func(d *Draft) { d.Name = named("Flotte", "Fleet") }), ""},
		"no level":                    {"", with(func(d *Draft) { d.Level = "none" }), "level bad-level"},
		"no such section":             {"", with(func(d *Draft) { d.Sections = []string{"claims", "nowhere"} }), "sections wrong-choice"},
		"of an earlier version":       {"own", with(func(d *Draft) { d.Sections = []string{"gone"} }), ""},
		"of another's":                {"", with(func(d *Draft) { d.Sections = []string{"gone"} }), "sections wrong-choice"},
		"full is fixed":               {Full, fine, "group-ready-made"},
		"sections of Limited":         {Limited, fine, ""},
		"two at once":                 {"", Draft{Name: named("A", ""), Level: "x"}, "level bad-level, name.en missing"},
		"a ready-made one has no say": {ViewOnly, Draft{Sections: []string{"claims"}}, ""},
	} {
		g, _ := gs.Find(c.group)
		if c.group == "" {
			g.ID = "new"
		}
		got, err := gs.Draw(g, c.draft, m)
		if problemsOf(err) != c.want {
			t.Errorf("%s: %q, want %q", name, problemsOf(err), c.want)
		}
		if err == nil && got.Ready() && (got.Level != g.Level || got.All != g.All || got.Name != g.Name) {
			t.Errorf("%s: more than the sections changed: %+v", name, got)
		}
	}
	g, err := gs.Draw(Group{ID: "new"}, fine, m)
	if err != nil || !slices.Equal(g.Sections, []string{"business", "claims"}) {
		t.Errorf("not in the order of the model: %v, %v", g.Sections, err)
	}
	g, err = gs.Draw(Group{ID: "new"}, with(func(d *Draft) { d.All = true }), m)
	if err != nil || g.Sections != nil {
		t.Errorf("all, and besides %v, %v", g.Sections, err)
	}
}

func TestIND5WhatAChangeGivesAndTakes(t *testing.T) {
	m := insurance(t)
	was := Group{ID: "own", Level: access.Write, Sections: []string{"claims", "vehicles", "gone"}}
	is := was
	is.Level, is.Sections = access.Read, []string{"vehicles", "drivers"}
	e := EffectOf(was, is, m)
	if !slices.Equal(e.Gained, []string{"drivers"}) || !slices.Equal(e.Ended, []string{"claims"}) {
		t.Errorf("%+v", e)
	}
	all := is
	all.All = true
	if e := EffectOf(is, all, m); len(e.Gained) != len(m.Sections)-2 || e.Ended != nil {
		t.Errorf("to all: %+v", e)
	}
	if e := EffectOf(all, is, m); len(e.Ended) != len(m.Sections)-2 || e.Gained != nil {
		t.Errorf("from all: %+v", e)
	}
}

package api_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"testing"

	"tierce/internal/api"
	"tierce/internal/model"
)

// plan is a wealth plan of Claire's with something in some of its sections, a
// simulation and a report.
func (h *house) plan(title string) string {
	h.Helper()
	d := h.ask("claire", "POST", "/v1/dossiers", object{"organization": h.cabinet,
		"model": model.StarterID(h.cabinet, "wealth-plan"), "title": title}).is(201).get("id")
	for section, values := range map[string]object{"wealth": {"valued-on": "2026-01-31"}, "objectives": {"income-need": "4200.00"}} {
		h.ask("claire", "PUT", "/v1/dossiers/"+d+"/sections/"+section, object{"values": values}, "If-Match", `"0"`).is(200)
	}
	for kind, body := range studies("claire") {
		h.ask("claire", "POST", "/v1/dossiers/"+d+"/"+kind, body).is(201)
	}
	h.sent("claire", d, "nobody.txt", "for nobody", nil)
	h.sent("claire", d, "everybody.txt", "for everybody", object{"audience": everybody})
	h.ask("claire", "POST", "/v1/dossiers/"+d+"/requests", object{"text": "The papers", "for": object{"groups": []string{"limited"}}}).is(201)
	return d
}

// documents is what who finds of documents, and may do: they try. What they
// may delete is brought back.
func (h *house) documents(who, d string) api.SeenMade {
	h.Helper()
	at := "/v1/dossiers/" + d + "/documents"
	m := api.SeenMade{Made: []api.SeenOne{}}
	if a := h.ask(who, "GET", at, nil); a.status == http.StatusOK {
		var list struct{ Documents []api.Document }
		a.into(&list)
		for _, one := range list.Documents {
			h.ask(who, "GET", at+"/"+one.ID, nil).is(200)
			h.ask(who, "POST", at+"/"+one.ID+"/download", nil).is(200)
			gone := h.ask(who, "DELETE", at+"/"+one.ID, nil, "If-Match", one.Tag).status == http.StatusNoContent
			if gone {
				h.ask(who, "POST", at+"/"+one.ID+"/restore", nil).is(200)
			}
			if gone != one.Editable {
				h.Errorf("%s: %s is said to be editable: %v", who, one.Name, one.Editable)
			}
			m.Made = append(m.Made, api.SeenOne{ID: one.ID, Name: one.Name, Deletable: gone})
		}
	}
	m.Makes = h.ask(who, "POST", at, object{"name": "a.txt", "size": 1}).status == http.StatusCreated
	return m
}

// studies are what a simulation and a report are asked for with.
func studies(by string) map[string]object {
	return map[string]object{"simulations": {"name": "Calm, by " + by, "years": 5, "growth": 2, "inflation": 1},
		"reports": {"title": "Meeting with " + by, "sections": []string{"wealth", "objectives", "simulations"}}}
}

// seen is what somebody sees of a dossier: each section's values, whether it
// is theirs to edit, each person with what is known of them, and what was made
// of the dossier, by kind.
type seen struct {
	Values   map[string]map[string]any
	Editable map[string]bool
	People   []object
	Made     map[string]api.SeenMade
	Asked    api.SeenRequests
}

func (a answer) objects(name string) []object {
	a.Helper()
	var o map[string]json.RawMessage
	a.into(&o)
	var list []object
	if err := json.Unmarshal(o[name], &list); err != nil {
		a.Fatalf("%v: %s", err, a.body)
	}
	for _, p := range list {
		delete(p, "etag")
	}
	return list
}

// shown is what the preview of a level says.
func (h *house) shown(d, person, way, level string) seen {
	h.Helper()
	a := h.ask("claire", "GET", "/v1/dossiers/"+d+"/grants/"+person+"/preview?way="+way+"&level="+level, nil).is(200)
	s := seen{Values: map[string]map[string]any{}, Editable: map[string]bool{}, People: a.objects("people")}
	var p api.SeenOut
	a.into(&p.Body)
	for _, section := range p.Body.Sections {
		s.Values[section.ID], s.Editable[section.ID] = section.Values, section.Editable
	}
	s.Made = map[string]api.SeenMade{"simulations": p.Body.Simulations, "reports": p.Body.Reports, "documents": p.Body.Documents}
	s.Asked = p.Body.Requests
	return s
}

// made is what who opens of a kind, and whether they may delete and make: they
// try. What they make stays, for the next preview to find as theirs.
func (h *house) made(who, d, kind string) api.SeenMade {
	h.Helper()
	at := "/v1/dossiers/" + d + "/" + kind
	m := api.SeenMade{Made: []api.SeenOne{}}
	if a := h.ask(who, "GET", at, nil); a.status == http.StatusOK {
		var list map[string][]struct {
			ID, Name, Title string
			Sections        []string
		}
		a.into(&list)
		for _, one := range list[kind] {
			h.ask(who, "GET", at+"/"+one.ID, nil).is(200)
			m.Made = append(m.Made, api.SeenOne{ID: one.ID, Name: one.Name + one.Title, Sections: one.Sections,
				Deletable: h.ask(who, "DELETE", at+"/"+one.ID, nil).status == http.StatusNoContent})
		}
	}
	m.Makes = h.ask(who, "POST", at, studies(who)[kind]).status == http.StatusCreated
	return m
}

// fetched is what who gets from every route that reads content, and whether an
// edit of each section goes through.
func (h *house) fetched(who, d string) seen {
	h.Helper()
	s := seen{Values: map[string]map[string]any{}, Editable: map[string]bool{}, Made: map[string]api.SeenMade{}, Asked: h.askedOf(who, d)}
	for kind := range studies(who) {
		s.Made[kind] = h.made(who, d, kind)
	}
	s.Made["documents"] = h.documents(who, d)
	var whole api.DossierWhole
	h.ask("claire", "GET", "/v1/dossiers/"+d, nil).is(200).into(&whole)
	for _, head := range whole.Sections {
		at := "/v1/dossiers/" + d + "/sections/" + head.ID
		a := h.ask(who, "GET", at, nil)
		if a.status != http.StatusOK {
			continue
		}
		var c api.Content
		a.into(&c)
		s.Values[head.ID] = c.Values
		put := h.ask(who, "PUT", at, object{"values": c.Values}, "If-Match", a.header.Get("ETag"))
		s.Editable[head.ID] = put.status == http.StatusOK
	}
	if a := h.ask(who, "GET", "/v1/dossiers/"+d+"/people", nil); a.status == http.StatusOK {
		s.People = a.objects("people")
	}
	for _, p := range s.People {
		one := object{}
		h.ask(who, "GET", "/v1/dossiers/"+d+"/people/"+p["id"].(string), nil).is(200).into(&one)
		if delete(one, "$schema"); !reflect.DeepEqual(one, p) {
			h.Errorf("%s: %v alone, %v in the list", who, one, p)
		}
	}
	if whole := h.ask(who, "GET", "/v1/dossiers/"+d, nil); whole.status == http.StatusOK {
		var w api.DossierWhole
		whole.into(&w)
		for _, head := range w.Sections {
			if _, reads := s.Values[head.ID]; head.Readable != reads || head.Editable != s.Editable[head.ID] {
				h.Errorf("%s: %s is said to be %+v", who, head.ID, head)
			}
		}
	}
	return s
}

// Whatever is about to be saved, for whomever, by whichever way, and whatever
// they have besides: what is shown is what they then fetch (ALL-3).
func TestALL3ThePreviewOfARightIsWhatThePersonThenFetches(t *testing.T) {
	t.Parallel()
	h := open(t)
	kinds := map[string]object{"holder": {"holder": "holder"}, "child": {"family": true},
		"notary": {"advisor": "notary"}, "cousin": {"family": true, "advisor": "lawyer"}}
	kinds2 := slices.Sorted(maps.Keys(kinds))
	cells := 0
	for n, title := range []string{"Bilan Aubert", "Bilan Vidal"} {
		d := h.plan(title)
		for _, kind := range kinds2 {
			email := fmt.Sprintf("%s-%d@maison.example", kind, n)
			who := strings.TrimSuffix(email, "@maison.example")
			body := object{"name": who, "email": email, "phone": "+33199000001", "language": "fr"}
			maps.Copy(body, kinds[kind])
			person := h.ask("claire", "POST", "/v1/dossiers/"+d+"/people", body).is(201).get("id")
			h.sent("claire", d, who+".txt", "for "+who, object{"audience": object{"everybody": false, "persons": []string{person}}})
			if n == 0 { // in one dossier they have an account before, in the other they sign up when invited
				h.enter(who, email)
			}
			for _, step := range steps(kinds[kind]) {
				way, level, _ := strings.Cut(step, " ")
				want := h.shown(d, person, way, level)
				h.ask("claire", "PUT", "/v1/dossiers/"+d+"/grants/"+person, object{"way": way, "level": level}).is(200)
				h.enter(who, email)
				if got := h.fetched(who, d); !alike(want, got) {
					t.Errorf("%s, %s:\nshown   %+v\nfetched %+v", who, step, want, got)
				}
				cells++
			}
		}
	}
	t.Logf("%d levels shown and fetched", cells)
}

// The same for whoever takes a key, and for whoever comes onto the team, even
// again: of a copy nothing was made, of the dossier itself what is there.
func TestALL3APreviewShowsWhatWasMadeAsTheNewcomerFindsIt(t *testing.T) {
	s := furnished(t)
	d := s.house.plan("Bilan Aubert")
	var asked api.SeenRequests
	preview := func(path string) map[string]api.SeenMade {
		var p api.PreviewOut
		s.ask("claire", "GET", "/v1/dossiers/"+d+path, nil).is(200).into(&p.Body)
		asked = p.Body.Requests
		return map[string]api.SeenMade{"simulations": p.Body.Simulations, "reports": p.Body.Reports, "documents": p.Body.Documents}
	}
	check := func(who, d string, want map[string]api.SeenMade, opens int) {
		t.Helper()
		if got := s.house.documents(who, d); !reflect.DeepEqual(want["documents"], got) || len(got.Made) != 2 {
			t.Errorf("%s, documents:\nshown   %+v\nfetched %+v", who, want["documents"], got)
		}
		for _, kind := range []string{"simulations", "reports"} {
			if got := s.house.made(who, d, kind); !reflect.DeepEqual(want[kind], got) || len(got.Made) != opens || !got.Makes {
				t.Errorf("%s, %s:\nshown   %+v\nfetched %+v", who, kind, want[kind], got)
			}
		}
		if got := s.house.askedOf(who, d); !reflect.DeepEqual(asked, got) || len(got.Seen) != min(opens, 1) || !got.Asks {
			t.Errorf("%s, requests:\nshown   %+v\nfetched %+v", who, asked, got)
		}
	}
	for mode, opens := range map[string]int{"copy": 0, "join": 1} {
		want := preview("/share-keys/preview?mode=" + mode)
		check("marc", s.redeem("marc", s.key("claire", d, mode)).is(201).get("dossier"), want, opens)
	}
	mate := "/team/" + s.account("nora")
	for opens := 2; opens <= 3; opens++ { // hers is there the second time
		want := preview(mate + "/preview")
		s.ask("claire", "PUT", "/v1/dossiers/"+d+mate, nil).is(204)
		check("nora", d, want, opens)
		s.ask("claire", "DELETE", "/v1/dossiers/"+d+mate, nil).is(204)
	}
}

func alike(a, b seen) bool {
	return reflect.DeepEqual(a.Values, b.Values) && reflect.DeepEqual(a.Editable, b.Editable) && reflect.DeepEqual(a.Made, b.Made) && reflect.DeepEqual(a.Asked, b.Asked) &&
		len(a.People) == len(b.People) && (len(a.People) == 0 || reflect.DeepEqual(a.People, b.People))
}

// steps go through every level of every way that a person may be let in by,
// each over each of the other; a holder's access never ends.
func steps(p object) []string {
	switch {
	case p["holder"] != nil:
		return []string{"family read", "family write", "family read"}
	case p["advisor"] == nil:
		return []string{"family read", "family write", "family none", "family write"}
	case p["family"] == nil:
		return []string{"advisor read", "advisor write", "advisor none", "advisor write"}
	}
	return []string{"family read", "advisor read", "family write", "advisor write", "family read", "advisor none",
		"family none", "advisor write", "family read", "family none", "advisor none"}
}

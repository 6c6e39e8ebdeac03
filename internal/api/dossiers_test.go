package api_test

import (
	"strings"
	"testing"

	"tierce/internal/api"
	"tierce/internal/model"
)

// section finds a section of d with a text field, and gives both ids.
func (h *house) textField(who, d string) (section, field string) {
	h.Helper()
	var whole api.DossierWhole
	h.ask(who, "GET", "/v1/dossiers/"+d, nil).is(200).into(&whole)
	for _, s := range whole.Sections {
		var c api.Content
		h.ask(who, "GET", "/v1/dossiers/"+d+"/sections/"+s.ID, nil).is(200).into(&c)
		for _, f := range c.Fields {
			if f.Type == model.Line && s.Kind == model.Form {
				return s.ID, f.ID
			}
		}
	}
	h.Fatal("no text field")
	return "", ""
}

func TestADossierIsCreatedListedReadAndEdited(t *testing.T) {
	h := open(t)
	d := h.dossier("claire", "Besoins de la famille Aubert")
	var list struct{ Dossiers []api.Dossier }
	h.ask("claire", "GET", "/v1/dossiers?q=aubert", nil).is(200).into(&list)
	if len(list.Dossiers) != 1 || list.Dossiers[0].ID != d || list.Dossiers[0].Role != "manager" {
		t.Fatalf("list: %+v", list)
	}
	var whole api.DossierWhole
	h.ask("claire", "GET", "/v1/dossiers/"+d, nil).is(200).into(&whole)
	if whole.Owner.Name != "Cabinet Vidal" || len(whole.Sections) == 0 || !whole.Sections[0].Editable {
		t.Fatalf("whole: %+v", whole)
	}
	status := whole.Statuses[len(whole.Statuses)-1].ID
	if got := h.ask("claire", "PATCH", "/v1/dossiers/"+d, object{"title": "Besoins Aubert", "status": status}).is(200).get("status"); got != status {
		t.Errorf("status %s", got)
	}
	h.ask("claire", "PATCH", "/v1/dossiers/"+d, object{"status": "no-such"}).refused(422, "invalid")
}

func TestASectionIsSavedOnlyOverTheVersionThatWasRead(t *testing.T) {
	h := open(t)
	d := h.dossier("claire", "Versions")
	section, field := h.textField("claire", d)
	path := "/v1/dossiers/" + d + "/sections/" + section
	first := h.ask("claire", "GET", path, nil).is(200).header.Get("ETag")
	body := object{"values": object{field: "Un"}}
	h.ask("claire", "PUT", path, body).refused(428, "precondition-required")
	saved := h.ask("claire", "PUT", path, body, "If-Match", first).is(200)
	if saved.header.Get("ETag") == first || saved.get("values."+field) != "Un" {
		t.Errorf("saved: %v %s", saved.header, saved.body)
	}
	h.ask("claire", "PUT", path, body, "If-Match", first).is(200) // a repeat whose answer was lost
	h.ask("claire", "PUT", path, object{"values": object{field: "Deux"}}, "If-Match", first).refused(412, "stale")
	for _, tag := range []string{"*", "W/" + first, "1", `"x"`, `"-1"`, `"00"`} {
		h.ask("claire", "PUT", path, object{"values": object{}}, "If-Match", tag).refused(412, "stale")
	}
	p := h.ask("claire", "PUT", path, object{"values": object{field: strings.Repeat("x", 501)}}, "If-Match", `"1"`).refused(422, "invalid")
	if p.Errors[0].Path != "values."+field || p.Errors[0].Code != "too-long" {
		t.Errorf("errors: %+v", p.Errors)
	}
}

func TestPersonsOfADossier(t *testing.T) {
	h := open(t)
	path := "/v1/dossiers/" + h.dossier("claire", "Personnes") + "/people"
	made := h.ask("claire", "POST", path, object{"name": "Ève Aubert", "birthDate": "1960-02-29"}, "Idempotency-Key", "p1").is(201)
	again := h.ask("claire", "POST", path, object{"name": "Ève Aubert", "birthDate": "1960-02-29"}, "Idempotency-Key", "p1").is(201)
	if made.get("id") != again.get("id") {
		t.Error("a repeat named a second person")
	}
	one := made.header.Get("Location")
	h.ask("claire", "PUT", one, object{"name": "Ève Morel"}).refused(428, "precondition-required")
	h.ask("claire", "PUT", one, object{"name": "Ève Morel"}, "If-Match", made.header.Get("ETag")).is(200)
	h.ask("claire", "PUT", one, object{"name": "Ève"}, "If-Match", made.header.Get("ETag")).refused(412, "stale")
	if got := h.ask("claire", "GET", path, nil).is(200).get("people.0.name"); got != "Ève Morel" {
		t.Errorf("listed as %s", got)
	}
	h.ask("claire", "GET", one, nil).is(200)
	p := h.ask("claire", "POST", path, object{"name": "X", "birthDate": "1961-02-29"}).refused(422, "invalid")
	if p.Errors[0].Path != "birthDate" {
		t.Errorf("errors: %+v", p.Errors)
	}
	h.ask("claire", "DELETE", one, nil).refused(428, "precondition-required")
	h.ask("claire", "DELETE", one, nil, "If-Match", made.header.Get("ETag")).refused(412, "stale")
	h.ask("claire", "DELETE", one, nil, "If-Match", `"0"`).refused(412, "stale")
	for range 2 { // a repeat whose answer was lost
		h.ask("claire", "DELETE", one, nil, "If-Match", `"2"`).is(204)
	}
	h.ask("claire", "GET", one, nil).refused(404, "hidden")
}

func TestDossiersComeInPages(t *testing.T) {
	h := open(t)
	for _, title := range []string{"Un", "Deux", "Trois"} {
		h.dossier("claire", title)
	}
	var titles []string
	path := "/v1/dossiers?limit=2"
	for next := "start"; next != ""; {
		var page struct {
			Dossiers []api.Dossier
			Next     string
		}
		h.ask("claire", "GET", path, nil).is(200).into(&page)
		for _, d := range page.Dossiers {
			titles = append(titles, d.Title)
		}
		next, path = page.Next, "/v1/dossiers?limit=2&cursor="+page.Next
	}
	if len(titles) != 3 {
		t.Errorf("pages gave %v", titles)
	}
}

func TestTheSameRequestMakesOneDossier(t *testing.T) {
	h := open(t)
	body := object{"organization": h.cabinet, "model": model.StarterID(h.cabinet, "insurance-needs"), "title": "Une fois"}
	first := h.ask("claire", "POST", "/v1/dossiers", body, "Idempotency-Key", "once").is(201).get("id")
	if again := h.ask("claire", "POST", "/v1/dossiers", body, "Idempotency-Key", "once").is(201).get("id"); again != first {
		t.Error("a repeat made a second dossier")
	}
	body["title"] = "Autre"
	h.ask("claire", "POST", "/v1/dossiers", body, "Idempotency-Key", "once").refused(422, "idempotency-key-reused")
}

func TestADossierIsChangedOnlyAsItWasRead(t *testing.T) {
	h := open(t)
	path := "/v1/dossiers/" + h.dossier("claire", "Une fois")
	first := h.ask("claire", "GET", path, nil).is(200).header.Get("ETag")
	second := h.ask("claire", "PATCH", path, object{"title": "Deux fois"}, "If-Match", first).is(200).header.Get("ETag")
	h.ask("claire", "PATCH", path, object{"title": "Deux fois"}, "If-Match", first).is(200) // a repeat whose answer was lost
	h.ask("claire", "PATCH", path, object{"title": "Trois fois"}, "If-Match", first).refused(412, "stale")
	h.ask("claire", "PATCH", path, object{"reference": "R-3"}, "If-Match", first).refused(412, "stale")
	if first == second || h.ask("claire", "GET", path, nil).is(200).header.Get("ETag") != second {
		t.Errorf("tags %s and %s", first, second)
	}
	h.ask("claire", "PATCH", path, object{"reference": "R-3"}, "If-Match", second).is(200)
	h.ask("claire", "PATCH", path, object{"title": "Sans marque"}).is(200)
}

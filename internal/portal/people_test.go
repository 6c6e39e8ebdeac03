package portal

import (
	"context"
	"strings"
	"testing"

	"tierce/internal/dossier"
)

func (h *house) persons(d string) []dossier.Person {
	h.t.Helper()
	_, list, err := h.Dossiers.Persons(context.Background(), h.As(claire), d)
	h.must(err)
	return list
}

func TestPersonsAreAddedChangedAndDeleted(t *testing.T) {
	h, _, _, d := furnished(t)
	ana := h.visit(claire)
	list := "/dossiers/" + d + "/people"
	form := formFor(t, ana.see(list+"/new"), list+"/new")
	form.Set("name", "Odile <Garnier>")
	form.Set("birthDate", "8/2/1951")
	ana.follow(ana.post(list+"/new", form))
	ana.follow(ana.post(list+"/new", form)) // pressed twice
	all := h.persons(d)
	if len(all) != 1 || all[0].Name != "Odile <Garnier>" || all[0].BirthDate != "1951-02-08" {
		t.Fatalf("%+v", all)
	}
	if page := ana.see(list); !strings.Contains(page, "Odile &lt;Garnier&gt;") || !strings.Contains(page, "8 February 1951") {
		t.Errorf("%s", mainOf(page))
	}
	at := list + "/" + all[0].ID
	ana.follow(ana.send(at, at, "name", "Odile Garnier", "birthDate", ""))
	ana.follow(ana.send(at+"/delete", at+"/delete"))
	if all := h.persons(d); len(all) != 0 {
		t.Errorf("still %+v", all)
	}
	for _, path := range []string{at, at + "/delete", list + "/nobody"} {
		if a := ana.get(path); a.StatusCode != 404 {
			t.Errorf("%s: %d", path, a.StatusCode)
		}
	}
}

func TestWhatIsWrongWithAPersonIsNamedAndKept(t *testing.T) {
	h, _, _, d := furnished(t)
	ana := h.visit(claire).speak("fr")
	at := "/dossiers/" + d + "/people/new"
	a := ana.send(at, at, "name", " ", "birthDate", "31/02/1951")
	if a.StatusCode != 422 || !strings.Contains(a.body, `href="#f-name"`) || len(h.persons(d)) != 0 {
		t.Errorf("%d\n%s", a.StatusCode, mainOf(a.body))
	}
	a = ana.send(at, at, "name", "Odile", "birthDate", "31/02/1951")
	if a.StatusCode != 422 || !strings.Contains(a.body, `value="31/02/1951"`) || !strings.Contains(a.body, "par exemple 28/02/1960") {
		t.Errorf("%d\n%s", a.StatusCode, mainOf(a.body))
	}
}

func TestAPersonWhomASectionNamesStaysAndTheSectionIsNamed(t *testing.T) {
	h, d, person := full(t)
	_, err := h.Dossiers.Save(context.Background(), h.As(claire), d, "all", 0, map[string]any{"who": person})
	h.must(err)
	ana := h.visit(claire)
	at := "/dossiers/" + d + "/people/" + person + "/delete"
	for lang, title := range map[string]string{"en": "Section “All fields” still names", "fr": "«\u00a0Tous les champs\u00a0»"} {
		a := ana.speak(lang).send(at, at)
		if a.StatusCode != 409 || !strings.Contains(a.body, title) || len(h.persons(d)) != 1 {
			t.Errorf("%d\n%s", a.StatusCode, mainOf(a.body))
		}
	}
}

func TestTwoEditsOfAPersonLoseNothing(t *testing.T) {
	h, d, person := full(t)
	ana := h.visit(claire)
	at := "/dossiers/" + d + "/people/" + person
	mine, gone := formFor(t, ana.see(at), at), formFor(t, ana.see(at+"/delete"), at+"/delete")
	ana.follow(ana.send(at, at, "name", "Odile Rousseau"))
	mine.Set("name", "Odile G.")
	a := ana.post(at, mine)
	if a.StatusCode != 412 || !strings.Contains(a.body, "Odile Rousseau, born 8 February 1951") || !strings.Contains(a.body, `value="Odile G."`) {
		t.Fatalf("%d\n%s", a.StatusCode, mainOf(a.body))
	}
	if a := ana.post(at+"/delete", gone); a.StatusCode != 412 || len(h.persons(d)) != 1 {
		t.Errorf("deleted unseen: %d", a.StatusCode)
	}
	ana.follow(ana.post(at, formFor(t, a.body, at)))
	if all := h.persons(d); all[0].Name != "Odile G." {
		t.Errorf("%+v", all)
	}
}

func TestALL4ReadersAreToldWhoChangesPersons(t *testing.T) {
	h, un, _, d := furnished(t)
	limited(h, un, d)
	bo := h.visit(paul)
	page := bo.see("/dossiers/" + d + "/people")
	if !strings.Contains(page, "Your access is read only. The manager of the dossier can change this.") || strings.Contains(page, "/people/new") {
		t.Errorf("%s", mainOf(page))
	}
	if a := bo.get("/dossiers/" + d + "/people/new"); a.StatusCode != 403 {
		t.Errorf("%d", a.StatusCode)
	}
}

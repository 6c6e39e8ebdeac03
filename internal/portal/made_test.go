package portal

import (
	"context"
	"net/url"
	"strings"
	"testing"

	"tierce/internal/access"
	"tierce/internal/invitation"
)

// studied is a wealth plan whose holder, daughter and notary have come in,
// with a house worth 1000.00.
func studied(t *testing.T) *kin {
	k := newKin(t)
	k.give(claire, k.bernard, invitation.Family, access.Write)
	k.give(claire, k.camille, invitation.Family, access.Write)
	k.give(claire, k.notary, invitation.Advisor, access.Write)
	for _, email := range []string{bernard, camille, rivoire} {
		k.SignIn(email)
	}
	k.saved(0, map[string]any{"assets": []any{map[string]any{"name": "House", "kind": "home", "value": "1000.00", "owner": k.bernard}}})
	return k
}

func (k *kin) saved(version int, values map[string]any) {
	k.t.Helper()
	_, err := k.Dossiers.Save(context.Background(), k.As(claire), k.d, "wealth", version, values)
	k.must(err)
}

func TestABB8AnAdvisorIsToldWhyInsteadOfTheButton(t *testing.T) {
	k := studied(t)
	for kind, typed := range map[string]url.Values{"simulations": {"name": {"Calm"}, "years": {"1"}}, "reports": {"title": {"First"}, "sections": {"wealth"}}} {
		add := k.at("/" + kind + "/new")
		for _, email := range []string{claire, bernard, camille} {
			v := k.visit(email).speak("en")
			if page := v.see(k.at("/sections/" + kind)); !strings.Contains(page, `href="`+add+`"`) {
				t.Errorf("%s is not offered %s", email, kind)
			}
			form := formFor(t, v.see(add), add)
			for name, value := range typed {
				form[name] = value
			}
			if a := v.post(add, form); a.StatusCode != 303 {
				t.Errorf("%s by %s: %d %s", kind, email, a.StatusCode, mainOf(a.body))
			}
		}
		notary := k.visit(rivoire).speak("fr")
		page := notary.see(k.at("/sections/" + kind))
		why := "Un conseiller externe ne crée ni simulation ni rapport : les agents le peuvent, ainsi que les titulaires et la famille"
		if strings.Contains(page, add) || !strings.Contains(spaced(page), why) {
			t.Errorf("%s: the notary reads %s", kind, mainOf(page))
		}
		typed.Set("token", formFor(t, notary.see("/account"), "/signout").Get("token"))
		for _, a := range []answer{notary.get(add), notary.post(add, typed)} {
			if a.StatusCode != 403 || !strings.Contains(spaced(plain(a.body)), why) || !strings.Contains(a.body, "ABB-8") {
				t.Errorf("%s: %d %s", kind, a.StatusCode, mainOf(a.body))
			}
		}
	}
}

// spaced has plain spaces for those that do not break.
func spaced(page string) string {
	return strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(page)
}

func TestABB8SimulationsStandSideBySide(t *testing.T) {
	k := studied(t)
	v, add := k.visit(bernard).speak("fr"), k.at("/simulations/new")
	bad := v.send(add, add, "name", "", "years", "x", "growth", "5 %", "given", "-3")
	for _, about := range []string{"f-name", "f-years", "f-growth", "f-given"} {
		if !strings.Contains(bad.body, `href="#`+about+`"`) {
			t.Errorf("%s is not named: %s", about, mainOf(bad.body))
		}
	}
	if bad.StatusCode != 422 || !strings.Contains(bad.body, `value="5 %"`) {
		t.Errorf("%d: what was typed is lost: %s", bad.StatusCode, mainOf(bad.body))
	}
	one := v.see(v.follow(v.send(add, add, "name", "Sans don", "years", "1", "growth", "2,5", "inflation", "0")))
	if !strings.Contains(spaced(one), "1 025,00 €") || !strings.Contains(one, "<h1>Sans don</h1>") {
		t.Errorf("%s", mainOf(one))
	}
	v.follow(v.send(add, add, "name", "Avec don", "years", "1", "growth", "2,5", "inflation", "0", "given", "1 000"))
	list := v.see(k.at("/sections/simulations"))
	both := spaced(v.see(k.at("/simulations")))
	if !strings.Contains(list, `action="`+k.at("/simulations")+`"`) || !strings.Contains(both, "Sans don") || !strings.Contains(both, "0,00 €") {
		t.Errorf("%s", mainOf(both))
	}
}

func TestABB8AReportPrintsWhatItShowed(t *testing.T) {
	k := studied(t)
	v, add := k.visit(camille).speak("en"), k.at("/reports/new")
	if bad := v.send(add, add, "title", "First"); bad.StatusCode != 422 || !strings.Contains(bad.body, `href="#f-sections"`) {
		t.Errorf("no section: %d", bad.StatusCode)
	}
	form := formFor(t, v.see(add), add)
	supposing := k.at("/simulations/new")
	v.follow(v.send(supposing, supposing, "name", "Calm years", "years", "7"))
	form["title"], form["sections"] = []string{"First meeting"}, []string{"family", "wealth", "simulations"}
	made := v.post(add, form)
	k.saved(1, map[string]any{"remarks": "All sold"})
	page := v.see(v.follow(made))
	for _, want := range []string{"First meeting", "€1,000.00", "Bernard Vasseur", "Family structure", "Odette Delage", "by camille", "Calm years"} {
		if !strings.Contains(page, want) {
			t.Errorf("no %s: %s", want, mainOf(page))
		}
	}
	if strings.Contains(page, "All sold") || strings.Contains(page, bernard) {
		t.Errorf("it shows what came later, or an address: %s", mainOf(page))
	}
	path := made.Header.Get("Location")
	path, _, _ = strings.Cut(path, "?")
	if a := k.visit(bernard).get(path + "/delete"); a.StatusCode != 403 {
		t.Errorf("another's report: %d", a.StatusCode)
	}
	v.follow(v.send(path+"/delete", path+"/delete"))
	if a := v.get(path); a.StatusCode != 404 {
		t.Errorf("deleted: %d", a.StatusCode)
	}
}

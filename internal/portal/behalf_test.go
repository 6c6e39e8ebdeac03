package portal

import (
	"context"
	"strings"
	"testing"

	"tierce/internal/dossier"
	"tierce/internal/model"
	"tierce/internal/rooms/roomstest"
)

// wants holds a page to what it must say, and must not.
func wants(t *testing.T, page string, says []string, not ...string) {
	t.Helper()
	for _, want := range says {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q:\n%s", want, mainOf(page))
		}
	}
	for _, never := range not {
		if strings.Contains(page, never) {
			t.Errorf("the page says %q:\n%s", never, mainOf(page))
		}
	}
}

// An Admin allows a partner for models that have an applicant view, none of which
// is ticked beforehand; the partner enters a dossier by one form, which keeps
// what was typed, and sees it until its status changes.
func TestLOC1APartnerEntersADossierFromTheirPortal(t *testing.T) {
	h, org, _, _ := furnished(t)
	const paul = "paul@solidaire.example"
	ana, grants := h.visit(claire), model.StarterID(org, "public-request")
	at := behalfPath(org)
	wants(t, ana.see("/organizations"), []string{`href="` + at + `"`})
	page := ana.see(at + "/new")
	wants(t, page, []string{grants, "Building improvement grant"}, " checked", model.StarterID(org, "insurance-needs"))
	form := formFor(t, page, at+"/new")
	form.Set("name", "Habitat <Solidaire>")
	form.Set("email", paul)
	if a := ana.post(at+"/new", form); a.StatusCode != 422 || !strings.Contains(a.body, "Habitat &lt;Solidaire&gt;") || !strings.Contains(a.body, paul) {
		t.Errorf("what was typed is lost: %d\n%s", a.StatusCode, mainOf(a.body))
	}
	form.Set("phone", roomstest.Phone(paul))
	form.Set("language", "en")
	form.Set("agent", h.Account(claire))
	form["models"] = []string{grants}
	ana.follow(ana.post(at+"/new", form))
	wants(t, ana.see(at), []string{"Habitat &lt;Solidaire&gt;", "Building improvement grant", "invited"})

	h.SignIn(paul)
	v := h.visit(paul)
	enter := enterPath(org, grants)
	wants(t, v.see("/dossiers"), []string{`href="` + enter + `"`, "New dossier: Building improvement grant"}, "not an agent")
	page = v.see(enter)
	wants(t, page, []string{"The person for whom you enter it", "Applicant", "values.building.parcel"}, "values.review", "values.applicant.applicant")
	form = formFor(t, page, enter)
	form.Set("values.building.parcel", "AB <12>")
	form.Set("values.building.year", "soon")
	form.Set("name", "Eva Roux")
	for _, want := range []struct{ act, says string }{{"", "AB &lt;12&gt;"}, {"add-row:values.costs.quotes", "values.costs.quotes[0]"}} {
		form.Set("action", want.act)
		a := v.post(enter, form)
		if !strings.Contains(a.body, want.says) || !strings.Contains(a.body, "Eva Roux") || !strings.Contains(a.body, "soon") {
			t.Errorf("%q: what was typed is lost: %d\n%s", want.act, a.StatusCode, mainOf(a.body))
		}
	}
	form.Del("action")
	form.Set("values.building.year", "1931")
	form.Set("email", "eva@maison.example")
	form.Set("phone", roomstest.Phone("eva@maison.example"))
	form.Set("language", "fr")
	form.Set("rows:values.costs.quotes", "0")
	d := ""
	for range 2 { // pressed twice, it makes one
		a := v.post(enter, form)
		to, _, _ := strings.Cut(a.Header.Get("Location"), "?")
		if a.StatusCode != 303 || d != "" && to != d {
			t.Fatalf("%d to %s, then %s\n%s", a.StatusCode, d, to, mainOf(a.body))
		}
		d = to
	}
	wants(t, v.see("/dossiers"), []string{`href="` + d + `"`, "Entered for the applicant"})
	v.see(d)
	wants(t, ana.see(d), []string{"Entered by paul on behalf of the applicant"})
	submitted := "submitted"
	if _, err := h.Dossiers.Change(context.Background(), h.As(claire), strings.TrimPrefix(d, "/dossiers/"), dossier.Edit{Status: &submitted}); err != nil {
		t.Fatal(err)
	}
	wants(t, v.see("/dossiers"), nil, `href="`+d+`"`)
	if a := v.get(d); a.StatusCode != 404 {
		t.Errorf("after the first status: %d\n%s", a.StatusCode, mainOf(a.body))
	}

	list, err := h.Behalf.Of(context.Background(), org)
	if err != nil || len(list) != 1 {
		t.Fatal(list, err)
	}
	one := at + "/" + list[0].ID
	form = formFor(t, ana.see(one), one)
	form.Set("name", "Habitat Solidaire")
	ana.follow(ana.post(one, form))
	wants(t, ana.see(at), []string{"Habitat Solidaire"}, "&lt;Solidaire&gt;")
	if a := ana.post(one, form); a.StatusCode != 303 { // the same again
		t.Errorf("again: %d", a.StatusCode)
	}
	form.Set("name", "Another")
	if a := ana.post(one, form); a.StatusCode != 412 || !strings.Contains(a.body, "Another") {
		t.Errorf("over a change: %d\n%s", a.StatusCode, mainOf(a.body))
	}
	page = ana.see(one + "/remove")
	wants(t, page, []string{"loses access to those that are still in their first status"})
	ana.follow(ana.post(one+"/remove", formFor(t, page, one+"/remove")))
	wants(t, v.see("/dossiers"), nil, `href="`+enter+`"`)
	if a := v.get(enter); a.StatusCode != 403 || !strings.Contains(a.body, "LOC-1") || !strings.Contains(a.body, "You are not allowed to enter this kind of dossier") {
		t.Errorf("after the removal: %d\n%s", a.StatusCode, mainOf(a.body))
	}
}

// Whoever opens the mail without an account finds what it is about, and whoever
// it is not meant for can say so.
func TestABB10APartnersInvitationHasAPage(t *testing.T) {
	h, org, _, _ := furnished(t)
	const nora = "nora@solidaire.example"
	p := h.Partner(org, claire, nora, false)
	at := behalfPath(org) + "/" + p.ID + "/invitation"
	v := h.visit("")
	wants(t, v.see(at), []string{"invites you to enter dossiers", "n•••@solidaire.example"}, nora)
	page := v.see(at + "/not-me")
	form := formFor(t, page, at+"/not-me")
	form.Set("email", nora)
	v.follow(v.post(at+"/not-me", form))
	h.SignIn(nora)
	wants(t, h.visit(nora).see("/dossiers"), nil, "New dossier:")
}

// An agent who receives what partners enter leaves only with a successor.
func TestALL9TheAgentWhoReceivesLeavesWithASuccessor(t *testing.T) {
	h, org, _, _ := furnished(t)
	const nora = "nora@cabinet.example"
	h.Agent(org, claire, nora, false)
	h.Partner(org, claire, "paul@solidaire.example", true)
	list, err := h.Behalf.Of(context.Background(), org)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.Behalf.Save(context.Background(), h.As(claire), org, list[0].ID, list[0].Version, h.PartnerDraft(org, nora, list[0].Email)); err != nil {
		t.Fatal(err)
	}
	ana := h.visit(claire)
	at := agentsPath(org) + "/" + h.Account(nora)
	form := formFor(t, ana.see(at), at+"/deactivate")
	if a := ana.post(at+"/deactivate", form); a.StatusCode != 409 || !strings.Contains(a.body, "what partners enter") {
		t.Errorf("without a successor: %d\n%s", a.StatusCode, mainOf(a.body))
	}
	form.Set("successor", h.Account(claire))
	ana.follow(ana.post(at+"/deactivate", form))
	if list, err = h.Behalf.Of(context.Background(), org); err != nil || list[0].Agent != h.Account(claire) {
		t.Errorf("receives: %v, %v", list, err)
	}
}

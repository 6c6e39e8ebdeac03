package portal

import (
	"context"
	"strings"
	"testing"

	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/invitation"
)

const eva = "eva@maison.example"

// hall is a portal with a request of claire's, which paul works in too.
type hall struct{ *kin }

func newHall(t *testing.T) hall {
	t.Helper()
	h, un, _, _ := furnished(t)
	k := &kin{house: h, d: h.Dossier(un, claire, "public-request")}
	h.must(h.Dossiers.AddToTeam(context.Background(), h.As(claire), k.d, h.Account(paul)))
	return hall{k}
}

// in names eva, lets her in and gives her browser.
func (h hall) in() (person string, eva1 *visitor) {
	h.t.Helper()
	person = h.person(dossier.Person{Name: "Eva Marin", Applicant: true, Reach: reachOf(eva)})
	h.give(paul, person, invitation.Applicant, access.Write)
	return person, h.joins(eva)
}

// An agent who is not the manager names an applicant, sees what they will see,
// invites them and ends it again.
func TestLOC11AnAgentInvitesAnApplicantInThePortal(t *testing.T) {
	h := newHall(t)
	v, add := h.visit(paul), h.at("/people/new")
	want(t, v.see(h.at("/rights")), "Applicants", "No applicant is named yet.", "Add an applicant")
	reach := reachOf(eva)
	to := v.follow(v.send(add+"?as=applicant", add, "name", "Eva Marin", "email", eva, "phone", reach.Phone, "language", "fr"))
	person := strings.TrimPrefix(strings.Split(to, "?")[0], h.at("/rights/"))
	page := v.see(to)
	want(t, page, "The applicant is added.", "Applicant view", "Sees and fills in the applicant view")
	if strings.Contains(page, "Read only") {
		t.Error("an applicant may be given another level")
	}
	at := h.at("/rights/" + person)
	shown := v.send(at+"?way=applicant", at, "level", "write")
	want(t, shown.body, "Eva Marin will see and fill in the applicant view.", "Building", "Reads and edits", "They may send some.")
	if strings.Contains(mainOf(shown.body), "Decision") {
		t.Error("the preview shows what the view hides")
	}
	v.follow(v.post(at, formFor(t, shown.body, at)))
	want(t, v.see(h.at("/rights")), "Eva Marin", "Applicant view", "Invitation pending")
	want(t, v.see(at+"/as?way=applicant&level=write"), "The dossier as Eva Marin sees it", "with the level: applicant view", "Building")
	v.follow(v.send(at+"?way=applicant", at+"/resend"))
	e := h.joins(eva)
	e.see(h.at(""))
	ended := v.send(at+"?way=applicant", at, "level", "none")
	want(t, ended.body, "Eva Marin loses access", "will have no access")
	v.follow(v.post(at, formFor(t, ended.body, at)))
	if a := e.get(h.at("")); a.StatusCode != 404 {
		t.Errorf("after the end: %d", a.StatusCode)
	}
}

// The applicant finds the request among their dossiers, and what is asked of
// them, in words; nothing else.
func TestLOC11TheApplicantsPage(t *testing.T) {
	h := newHall(t)
	_, e := h.in()
	for lang, words := range map[string][]string{
		"en": {"The case of claire", "Draft", "Cabinet Un", "Followed by", "claire", "What is asked", "Building", "to fill in", "My documents"},
		"fr": {"Suivi par", "Ce qui est demandé", "à remplir", "Il manque", "Une question"}} {
		e.speak(lang)
		page := e.see(h.at(""))
		for _, w := range words {
			if w != "My documents" {
				want(t, page, w)
			}
		}
		for _, leads := range []string{"/rights", "/people", "/team", "/share", "/sections/", "/solicitations\"", "/contacts"} {
			if strings.Contains(page, h.at(leads)) {
				t.Errorf("%s: leads to %s", lang, leads)
			}
		}
		want(t, e.see("/dossiers"), "The case of claire")
	}
	e.speak("en")
	want(t, e.see(h.at("/documents")), "My documents", "addressed to you")
	for _, closed := range []string{"/rights", "/people", "/team", "/share", "/sections/building", "/sections/building/edit", "/solicitations", "/contacts", "/edit", "/requests"} {
		if a := e.get(h.at(closed)); a.StatusCode != 403 {
			t.Errorf("%s: %d", closed, a.StatusCode)
		}
	}
	if a := h.visit(claire).get(h.at("/applicant")); a.StatusCode != 403 {
		t.Errorf("the agent: %d", a.StatusCode)
	}
	for _, none := range []string{"/applicant/decision", "/applicant/none", "/applicant/decision/edit"} {
		if a := e.get(h.at(none)); a.StatusCode != 404 {
			t.Errorf("%s: %d", none, a.StatusCode)
		}
	}
}

// The form fills the view in; what is wrong keeps what was typed, and what
// somebody else saved meanwhile stands beside it.
func TestLOC11TheApplicantFillsInInThePortal(t *testing.T) {
	h := newHall(t)
	_, e := h.in()
	at := h.at("/applicant/building")
	want(t, e.see(at), "Edit this section", "to fill in")
	if to := e.follow(e.send(at+"/edit", at+"/edit", "values.parcel", "AB 12")); to != at+"?done=saved" {
		t.Errorf("leads to %s", to)
	}
	if got := h.values(h.d, "building")["parcel"]; got != "AB 12" {
		t.Errorf("parcel %v", got)
	}
	want(t, e.see(at), "AB 12")
	wrong := e.send(h.at("/applicant/applicant/edit"), h.at("/applicant/applicant/edit"), "values.household", "many", "values.last-name", "Marin")
	if wrong.StatusCode != 422 || !strings.Contains(wrong.body, `value="Marin"`) || !strings.Contains(wrong.body, `value="many"`) {
		t.Errorf("%d\n%s", wrong.StatusCode, mainOf(wrong.body))
	}
	form := formFor(t, e.see(at+"/edit"), at+"/edit")
	_, s, err := h.Dossiers.Section(context.Background(), h.As(claire), h.d, "building")
	h.must(err)
	_, err = h.Dossiers.Save(context.Background(), h.As(claire), h.d, "building", s.Version, map[string]any{"parcel": "CD 34"})
	h.must(err)
	form.Set("values.parcel", "EF 56")
	stale := e.post(at+"/edit", form)
	if stale.StatusCode != 412 {
		t.Fatalf("%d", stale.StatusCode)
	}
	want(t, stale.body, "CD 34", "EF 56", "Someone else has saved this section meanwhile")
	e.follow(e.post(at+"/edit", formFor(t, stale.body, at+"/edit")))
	if got := h.values(h.d, "building")["parcel"]; got != "EF 56" {
		t.Errorf("parcel %v", got)
	}
}

// Rows are added without a script, and kept.
func TestLOC11TheApplicantAddsRowsWithoutAScript(t *testing.T) {
	h := newHall(t)
	_, e := h.in()
	at, list := h.at("/applicant/costs/edit"), ""
	page := e.see(at)
	if i := strings.Index(page, `value="add-row:`); i >= 0 {
		list = page[i+len(`value="add-row:`):]
		list = list[:strings.Index(list, `"`)]
	} else {
		t.Fatalf("no list:\n%s", mainOf(page))
	}
	form := formFor(t, page, at)
	form.Set("action", "add-row:"+list)
	more := e.post(at, form)
	if more.StatusCode != 200 || !strings.Contains(more.body, list+"[0].") {
		t.Errorf("%d: no row of %s", more.StatusCode, list)
	}
}

// The picker of a document offers the applicant by name (LOC-9).
func TestLOC9ADocumentMayBeAddressedToTheApplicant(t *testing.T) {
	h := newHall(t)
	_, e := h.in()
	want(t, h.visit(claire).see(h.at("/documents/new")), "Eva Marin", "Partners and applicants see it only if you tick them one by one.")
	want(t, e.see(h.at("/documents/new")), "You and the agents who work in the dossier will see this file.")
}

// Somebody who is in the dossier already is marked as an applicant there.
func TestLOC11APersonOfTheDossierIsMadeAnApplicant(t *testing.T) {
	h := newHall(t)
	person := h.person(dossier.Person{Name: "Denis Marin"})
	v, at := h.visit(paul), h.at("/people/"+person)
	v.follow(v.send(at, at, "applicant", "yes"))
	want(t, v.see(h.at("/rights")), "Denis Marin")
	v.follow(v.send(at, at, "applicant", ""))
	want(t, v.see(h.at("/rights")), "No applicant is named yet.")
}

package portal

import (
	"context"
	"net/url"
	"strings"
	"testing"
	"time"

	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/id"
	"tierce/internal/invitation"
	"tierce/internal/rooms/roomstest"
)

// The people of a wealth plan of claire's.
const (
	bernard = "bernard@maison.example"
	camille = "camille@maison.example"
	rivoire = "rivoire@etude.example"
)

// kin is a portal with a wealth plan: a couple, a daughter and a notary,
// none of whom has access yet.
type kin struct {
	*house
	d                                string
	bernard, odette, camille, notary string
}

func newKin(t *testing.T) *kin {
	t.Helper()
	h, un, _, _ := furnished(t)
	k := &kin{house: h, d: h.Dossier(un, claire, "wealth-plan")}
	k.bernard = k.person(dossier.Person{Name: "Bernard Vasseur", BirthDate: "1954-07-23", Holder: dossier.Holder, Reach: reachOf(bernard)})
	k.odette = k.person(dossier.Person{Name: "Odette Delage", Holder: dossier.CoHolder, Partners: []dossier.Partner{{Person: k.bernard}}})
	k.camille = k.person(dossier.Person{Name: "Camille Vasseur", BirthDate: "1983-03-17", Parents: []string{k.bernard, k.odette}, Reach: reachOf(camille)})
	k.notary = k.person(dossier.Person{Name: "Maître Rivoire", Advisor: "notary", Office: "Étude Rivoire", Reach: reachOf(rivoire)})
	return k
}

func reachOf(email string) dossier.Reach {
	return dossier.Reach{Email: email, Phone: roomstest.Phone(email), Lang: "fr"}
}

func (k *kin) person(p dossier.Person) string {
	k.t.Helper()
	p.ID = id.New()
	_, err := k.Rights.SavePerson(context.Background(), k.As(claire), k.d, p)
	k.must(err)
	return p.ID
}

func (k *kin) give(by, person string, way invitation.Way, level access.Level) {
	k.t.Helper()
	_, err := k.Rights.Set(context.Background(), k.As(by), k.d, person, way, level)
	k.must(err)
}

// joins signs somebody in for the first time, and gives their browser.
func (k *kin) joins(email string) *visitor {
	k.t.Helper()
	k.SignIn(email)
	return k.visit(email)
}

func (k *kin) at(path string) string { return "/dossiers/" + k.d + path }

// saves goes through the form and the page that shows what it means.
func (k *kin) saves(v *visitor, person string, way invitation.Way, typed ...string) answer {
	k.t.Helper()
	at := k.at("/rights/" + person)
	shown := v.send(at+"?way="+string(way), at, typed...)
	if shown.StatusCode != 200 {
		return shown
	}
	return v.post(at, formFor(k.t, shown.body, at))
}

func want(t *testing.T, page string, sentences ...string) {
	t.Helper()
	for _, s := range sentences {
		if !strings.Contains(plain(page), s) {
			t.Errorf("nothing says %q in\n%s", s, mainOf(page))
		}
	}
}

func TestABB2TheTabShowsTheFamilyAndTheAdvisors(t *testing.T) {
	k := newKin(t)
	k.give(claire, k.camille, invitation.Family, access.Read)
	page := k.visit(claire).see(k.at("/rights"))
	wellMade(t, "rights", page)
	want(t, page, "<svg class=\"fits\" role=\"img\"", "Bernard Vasseur</strong>, holder, born 1954, partner of Odette Delage, no access",
		"child of Bernard Vasseur and Odette Delage, read only, invited on 2 March 2026, valid until 1 May 2026, reminder on 9 March 2026",
		"Maître Rivoire", "Notary", "Add an advisor")
	fr := k.visit(claire).speak("fr").see(k.at("/rights"))
	want(t, fr, "enfant de Bernard Vasseur et Odette Delage, lecture seule, invitation du 2 mars 2026", "Ajouter un conseiller")
}

func TestALL3NothingIsSavedBeforeItIsShown(t *testing.T) {
	k := newKin(t)
	ana, at := k.visit(claire), k.at("/rights/"+k.camille)
	shown := ana.send(at, at, "level", "read")
	wellMade(t, "preview", shown.body)
	want(t, shown.body, "Camille Vasseur will have read only access.", "Wealth inventory", "Reads only", "Bernard Vasseur", "They cannot make any.")
	if strings.Contains(mainOf(shown.body), "Your access") {
		t.Error("the manager is told of their own access where it is about Camille's")
	}
	if got := k.state(k.camille, invitation.Family); got != invitation.None {
		t.Fatalf("saved before: %s", got)
	}
	if to := ana.follow(ana.post(at, formFor(t, shown.body, at))); to != k.at("/rights?done=right-saved") {
		t.Errorf("leads to %s", to)
	}
	if got := k.state(k.camille, invitation.Family); got != invitation.Pending {
		t.Errorf("state %s", got)
	}
}

func (k *kin) state(person string, way invitation.Way) invitation.State {
	k.t.Helper()
	_, list, err := k.Rights.List(context.Background(), k.As(claire), k.d)
	k.must(err)
	for _, r := range list {
		if r.Person.ID == person && r.Way == way {
			return r.State
		}
	}
	return "not listed"
}

// What "view as" shows is what the person then gets.
func TestALL3ViewAsIsWhatThePersonSees(t *testing.T) {
	k := newKin(t)
	_, err := k.Dossiers.Save(context.Background(), k.As(claire), k.d, "family", 0, map[string]any{"wills": "Mandat confié à Camille."})
	k.must(err)
	as := k.visit(claire).see(k.at("/rights/" + k.camille + "/as?way=family&level=read"))
	wellMade(t, "as", as)
	want(t, as, "The dossier as Camille Vasseur sees it", "Mandat confié à Camille.", "Bernard Vasseur")
	if strings.Contains(as, "Reads and edits") {
		t.Error("it shows more than the level gives")
	}
	if strings.Contains(as, bernard) {
		t.Error("an address is shown that she may not see")
	}
	k.give(claire, k.camille, invitation.Family, access.Read)
	cam := k.joins(camille)
	want(t, cam.see(k.at("/sections/family")), "Mandat confié à Camille.", "Bernard Vasseur")
	for _, s := range strings.Split(as, "<h3>")[1:] {
		title, _, _ := strings.Cut(s, "</h3>")
		title, _, _ = strings.Cut(title, " <span")
		if page := cam.see(k.at("")); !strings.Contains(page, title) && !strings.HasPrefix(title, "Persons") {
			t.Errorf("she does not see %q", title)
		}
	}
}

func TestABB3BothAddressAndPhoneAreNeeded(t *testing.T) {
	k := newKin(t)
	ana, at := k.visit(claire), k.at("/rights/"+k.odette)
	a := ana.send(at, at, "level", "read")
	if a.StatusCode != 422 || !strings.Contains(a.body, `href="#f-email"`) || !strings.Contains(a.body, `href="#f-phone"`) {
		t.Errorf("%d\n%s", a.StatusCode, mainOf(a.body))
	}
	a = ana.send(at, at, "level", "read", "email", "odette", "phone", "0639980001")
	if a.StatusCode != 422 || !strings.Contains(a.body, `value="0639980001"`) || !strings.Contains(plain(a.body), "Begin with the country’s code") {
		t.Errorf("%d\n%s", a.StatusCode, mainOf(a.body))
	}
	a = k.saves(ana, k.odette, invitation.Family, "level", "read", "email", camille, "phone", "+33 6 39 98 00 01")
	if a.StatusCode != 422 || !strings.Contains(plain(a.body), "Camille Vasseur has this e-mail address") {
		t.Errorf("%d\n%s", a.StatusCode, mainOf(a.body))
	}
	ana.follow(k.saves(ana, k.odette, invitation.Family, "level", "write", "email", "odette@maison.example", "phone", "+33 6 39 98 00 01", "language", "fr"))
	if got := k.state(k.odette, invitation.Family); got != invitation.Pending {
		t.Errorf("state %s", got)
	}
}

func TestABB6AHolderWhoCameInKeepsTheirAccess(t *testing.T) {
	k := newKin(t)
	k.give(claire, k.bernard, invitation.Family, access.Write)
	k.joins(bernard)
	ana := k.visit(claire)
	at := k.at("/rights/" + k.bernard)
	form := formFor(t, ana.see(at), at)
	form.Set("email", "moved@maison.example")
	form.Set("level", "none")
	form.Set("step", "save")
	if a := ana.post(at, form); a.StatusCode != 403 || !strings.Contains(ana.see(at), bernard) {
		t.Errorf("half of it was saved: %d", a.StatusCode)
	}
	a := k.saves(ana, k.bernard, invitation.Family, "level", "none")
	if a.StatusCode != 403 || !strings.Contains(a.body, "ABB-6") || !strings.Contains(a.body, "Nobody can change this") {
		t.Errorf("%d\n%s", a.StatusCode, mainOf(a.body))
	}
	if a := ana.get(k.at("/people/" + k.bernard + "/delete")); a.StatusCode != 403 || !strings.Contains(a.body, "ABB-6") {
		t.Errorf("delete: %d\n%s", a.StatusCode, mainOf(a.body))
	}
	ana.follow(k.saves(ana, k.bernard, invitation.Family, "level", "read"))
}

func TestABB1OthersAreToldWhoGivesAccess(t *testing.T) {
	k := newKin(t)
	k.must(k.Dossiers.AddToTeam(context.Background(), k.As(claire), k.d, k.Account(paul)))
	bo := k.visit(paul)
	tab := bo.see(k.at("/rights"))
	want(t, tab, "Only the manager", "The manager of the dossier can change this.", ">See<span")
	if strings.Contains(mainOf(tab), ">Edit<span") || !strings.Contains(mainOf(k.visit(claire).see(k.at("/rights"))), ">Edit<span") {
		t.Error("whoever may only look is told to edit")
	}
	page := bo.see(k.at("/rights/" + k.camille))
	want(t, page, camille, "The manager of the dossier can change this.")
	if strings.Contains(page, `name="level"`) {
		t.Error("a form for somebody who may not use it")
	}
	ana, at := k.visit(claire), k.at("/rights/"+k.camille)
	form := formFor(t, ana.see(at), at)
	form.Set("token", formFor(t, bo.see("/account"), "/account/signout").Get("token"))
	form.Set("step", "save")
	form.Set("level", "write")
	if a := bo.post(at, form); a.StatusCode != 403 || !strings.Contains(a.body, "ABB-1") {
		t.Errorf("%d\n%s", a.StatusCode, mainOf(a.body))
	}
	if got := k.state(k.camille, invitation.Family); got != invitation.None {
		t.Errorf("state %s", got)
	}
}

func TestALL8AReaderAndANotaryChangeNoAddress(t *testing.T) {
	k := newKin(t)
	k.give(claire, k.notary, invitation.Advisor, access.Write)
	notary, at := k.joins(rivoire), k.at("/people/"+k.camille)
	page := notary.see(at)
	if strings.Contains(page, `name="email"`) || strings.Contains(page, camille) {
		t.Errorf("the notary sees her address\n%s", mainOf(page))
	}
	form := formFor(t, page, at)
	form.Add("group", reachGroup)
	form.Set("email", "mine@etude.example")
	form.Set("phone", "+33639980099")
	if a := notary.post(at, form); a.StatusCode != 403 || !strings.Contains(a.body, "ALL-8") {
		t.Errorf("%d\n%s", a.StatusCode, mainOf(a.body))
	}
	form = formFor(t, page, at)
	form.Set("name", "Camille Vasseur-Kerviel")
	notary.follow(notary.post(at, form))
	_, p, err := k.Dossiers.LoadPerson(context.Background(), k.As(claire), k.d, k.camille, access.Open)
	k.must(err)
	if p.Email != camille || p.Name != "Camille Vasseur-Kerviel" || len(p.Parents) != 2 {
		t.Errorf("%+v", p)
	}
}

func TestALL2WhatRemainsIsSaidBeforeSaving(t *testing.T) {
	k := newKin(t)
	cousin := k.person(dossier.Person{Name: "Odile Garance", Family: true, Advisor: "lawyer", Reach: reachOf("odile@maison.example")})
	k.give(claire, cousin, invitation.Family, access.Read)
	k.give(claire, cousin, invitation.Advisor, access.Write)
	k.joins("odile@maison.example")
	ana, at := k.visit(claire), k.at("/rights/"+cousin)
	shown := ana.send(at+"?way=advisor", at, "level", "none")
	want(t, shown.body, "Odile Garance keeps access for another reason: as one of the family.", "Wealth inventory")
	ana.follow(ana.post(at, formFor(t, shown.body, at)))
	shown = ana.send(at+"?way=family", at, "level", "none")
	want(t, shown.body, "loses access to")
	ana.follow(ana.post(at, formFor(t, shown.body, at)))
	odile := k.visit("odile@maison.example")
	if a := odile.get(k.at("")); a.StatusCode != 404 {
		t.Errorf("ALL-5: %d", a.StatusCode)
	}
}

func TestABB7AnAdvisorIsRegisteredFirst(t *testing.T) {
	k := newKin(t)
	ana, at := k.visit(claire), k.at("/people/new")
	a := ana.send(at+"?as=advisor", at, "name", "Solène Aubry", "advisor", "")
	if a.StatusCode != 422 || !strings.Contains(a.body, `href="#f-advisor"`) {
		t.Errorf("%d\n%s", a.StatusCode, mainOf(a.body))
	}
	to := ana.follow(ana.send(at+"?as=advisor", at, "name", "Solène Aubry", "advisor", "banker", "office", "Banque des Mauges",
		"email", "solene@banque.example", "phone", "+33639980042", "language", "fr"))
	want(t, ana.see(to), "Solène Aubry", "Banker", "Banque des Mauges")
}

func TestABB10InvitationsAreListedSentAgainAndWithdrawn(t *testing.T) {
	k := newKin(t)
	k.give(claire, k.camille, invitation.Family, access.Read)
	k.Time.Advance(61 * 24 * time.Hour)
	ana, list := k.visit(claire), k.at("/invitations")
	want(t, ana.see(list), "Invitation expired", "expired on 1 May 2026")
	ana.follow(ana.send(list, k.at("/rights/"+k.camille+"/resend")))
	want(t, ana.see(list), "Invitation pending", "Invited on 2 May 2026")
	org := ana.see("/organizations/" + k.org(k.d) + "/dossier-invitations")
	wellMade(t, "invitations", org)
	want(t, org, "Camille Vasseur", "The case of "+claire)
	ana.follow(k.saves(ana, k.camille, invitation.Family, "level", "none"))
	want(t, ana.see(list), "Access ended")
	if a := k.visit(paul).get("/organizations/" + k.org(k.d) + "/dossier-invitations"); strings.Contains(a.body, "Camille") {
		t.Error("an agent outside the team sees the invitations")
	}
}

func (k *kin) org(d string) string {
	k.t.Helper()
	v, err := k.Dossiers.Load(context.Background(), k.As(claire), d, access.Open, "")
	k.must(err)
	return v.Org
}

func TestTiesAreTypedAndDrawn(t *testing.T) {
	k := newKin(t)
	ana, at := k.visit(claire), k.at("/people/new")
	page := ana.see(at + "?as=family")
	wellMade(t, "person", page)
	form := formFor(t, page, at)
	for name, value := range map[string]string{"name": "Élise Fontan", "birthDate": "28/05/1979", "parents": k.odette, "former": "", "partners": ""} {
		form.Set(name, value)
	}
	to := ana.follow(ana.post(at, form))
	want(t, ana.see(to), "Élise Fontan</strong>, born 1979, child of Odette Delage, no access")
	own := k.at("/people/" + k.odette)
	form = formFor(t, ana.see(own), own)
	if form.Get("partners") != k.bernard {
		t.Errorf("her partner is not in the form: %v", form)
	}
	form.Set("partners", "")
	form.Set("former", k.bernard)
	ana.follow(ana.post(own, form))
	want(t, ana.see(k.at("/rights")), "former partner of Bernard Vasseur", "former couple")
	form = formFor(t, ana.see(own), own)
	form.Set("name", "Odette D.")
	form.Del("group") // what a form does not show stays as it is
	form.Del("former")
	ana.follow(ana.post(own, form))
	want(t, ana.see(k.at("/rights")), "Odette D.</strong>, co-holder, former partner of Bernard Vasseur")
}

func TestDeletingSaysWhatItMeansForAccess(t *testing.T) {
	k := newKin(t)
	k.give(claire, k.camille, invitation.Family, access.Read)
	ana, at := k.visit(claire), k.at("/people/"+k.camille+"/delete")
	want(t, ana.see(at), "An invitation waits for Camille Vasseur")
	cam := k.joins(camille)
	want(t, ana.see(at), "Camille Vasseur has access to this dossier")
	ana.follow(ana.send(at, at))
	if a := cam.get(k.at("")); a.StatusCode != 404 {
		t.Errorf("ALL-5: %d", a.StatusCode)
	}
}

// linkOf is the path in the mail of an invitation.
func (k *kin) linkOf(person string, way invitation.Way) string {
	return k.at("/invitations/") + invitation.ID(k.d, person, way)
}

func TestABB10TheLinkSaysWhoInvitesAndChangesNothing(t *testing.T) {
	k := newKin(t)
	k.give(claire, k.camille, invitation.Family, access.Read)
	link := k.linkOf(k.camille, invitation.Family)
	nobody := k.nobody()
	page := nobody.see(link)
	wellMade(t, "invitation", page)
	want(t, page, "claire invites you to a dossier kept by Cabinet Un.", "c••••••@maison.example", "Read only. You will be able to read the dossier", "/signin?next="+strings.ToLower(url.QueryEscape(link)))
	if strings.Contains(page, "The case of") || strings.Contains(page, camille) {
		t.Errorf("a stranger is told too much\n%s", mainOf(page))
	}
	want(t, k.visit(nina).see(link), "The invitation is for another address", "c••••••@maison.example", "/signin?switch=1&next="+strings.ToLower(url.QueryEscape(link)))
	if got := k.state(k.camille, invitation.Family); got != invitation.Pending {
		t.Errorf("looking changed it to %s", got)
	}
	cam := k.joins(camille)
	want(t, cam.see(link), "The case of "+claire, k.at(""), "<h1>The dossier is open to you")
	want(t, nobody.see(link), "no longer valid", "<h1>Invitation from Cabinet Un")
}

func TestABB5AWrongPhoneIsToldToTheInvited(t *testing.T) {
	k := newKin(t)
	other := k.person(dossier.Person{Name: "Yann Kerviel", Family: true, Reach: dossier.Reach{Email: "yann@maison.example", Phone: "+33639980777", Lang: "en"}})
	k.give(claire, other, invitation.Family, access.Read)
	yann := k.joins("yann@maison.example")
	want(t, yann.see(k.linkOf(other, invitation.Family)), "One step is missing: your telephone", "ending in 77")
	want(t, yann.see("/dossiers"), "one step is missing", k.linkOf(other, invitation.Family))
	want(t, k.visit(claire).see(k.at("/rights")), "Phone to verify")
	_, p, err := k.Dossiers.LoadPerson(context.Background(), k.As(claire), k.d, other, access.Open)
	k.must(err)
	p.Phone = roomstest.Phone("yann@maison.example") // the manager corrects it
	_, err = k.Rights.SavePerson(context.Background(), k.As(claire), k.d, p)
	k.must(err)
	if page := yann.see("/dossiers"); strings.Contains(page, "one step is missing") || !strings.Contains(page, k.at("")) || strings.Contains(page, "You are not an agent of any") {
		t.Errorf("%s", mainOf(page))
	}
}

func TestABB10ThisIsNotMe(t *testing.T) {
	k := newKin(t)
	k.give(claire, k.camille, invitation.Family, access.Read)
	nobody, at := k.nobody(), k.linkOf(k.camille, invitation.Family)+"/not-me"
	wellMade(t, "not me", nobody.see(at))
	for _, typed := range []string{"", "somebody@else.example"} {
		if a := nobody.send(at, at, "email", typed); a.StatusCode != 422 || !strings.Contains(a.body, `href="#f-email"`) {
			t.Errorf("%q: %d\n%s", typed, a.StatusCode, mainOf(a.body))
		}
	}
	if got := k.state(k.camille, invitation.Family); got != invitation.Pending {
		t.Fatalf("stopped without the address: %s", got)
	}
	to := nobody.follow(nobody.send(at, at, "email", " "+strings.ToUpper(camille)))
	want(t, nobody.see(to), "Nothing more will be sent", "There is nothing to stop")
	want(t, k.visit(claire).see(k.at("/rights")), "“This is not me”")
	want(t, nobody.see(k.linkOf(k.camille, invitation.Family)), "no longer valid")
	if a := nobody.get(k.at("/invitations/" + id.New() + "/not-me")); a.StatusCode != 404 {
		t.Errorf("an unknown one: %d", a.StatusCode)
	}
}

func TestTwoEditsOfARightLoseNothing(t *testing.T) {
	k := newKin(t)
	ana, at := k.visit(claire), k.at("/rights/"+k.camille)
	mine := formFor(t, ana.see(at), at)
	person := k.at("/people/" + k.camille)
	ana.follow(ana.send(person, person, "name", "Camille V."))
	mine.Set("email", "new@maison.example")
	mine.Set("level", "read")
	mine.Set("step", "save")
	a := ana.post(at, mine)
	if a.StatusCode != 412 || !strings.Contains(a.body, `value="new@maison.example"`) {
		t.Fatalf("%d\n%s", a.StatusCode, mainOf(a.body))
	}
	shown := ana.post(at, formFor(t, a.body, at))
	ana.follow(ana.post(at, formFor(t, shown.body, at)))
	if got := k.state(k.camille, invitation.Family); got != invitation.Pending {
		t.Errorf("state %s", got)
	}
	if a := ana.post(at, url.Values{"token": mine["token"], "level": {"read"}}); a.StatusCode != 400 {
		t.Errorf("a form without a version: %d", a.StatusCode)
	}
}

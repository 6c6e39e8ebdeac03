package portal

import (
	"context"
	"regexp"
	"strings"
	"testing"

	"tierce/internal/client"
	"tierce/internal/rooms/roomstest"
)

// addsClient adds a client by the portal's form.
func (v *visitor) addsClient(t *testing.T, org, email, company string) client.Client {
	t.Helper()
	form := formFor(t, v.see(clientsPath(org)+"/new"), clientsPath(org)+"/new")
	for name, value := range map[string]string{"name": "Client " + email, "email": email, "phone": roomstest.Phone(email), "language": "en", "company": company} {
		form.Set(name, value)
	}
	v.follow(v.post(clientsPath(org)+"/new", form))
	all, err := v.Clients.Of(context.Background(), org)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range all {
		if c.Email == email {
			return c
		}
	}
	t.Fatalf("%s is not among the clients", email)
	return client.Client{}
}

// A lawyer shows a contract to a client and two colleagues in four clicks: the
// three dots, the item, the requester, the button; they find it, and another
// company ends it.
func TestLEX1AContractIsShownInFourClicksAndEndsWithTheCompany(t *testing.T) {
	h, org, _, _ := furnished(t)
	d := h.Dossier(org, claire, "contract-matter")
	ana := h.visit(claire)
	rita, wim, wes := ana.addsClient(t, org, "rita@acme.example", "Acme"), ana.addsClient(t, org, "wim@acme.example", "acme"), ana.addsClient(t, org, "wes@acme.example", "Acme")
	olga := ana.addsClient(t, org, "olga@other.example", "Other")
	menu := ana.see(dossierPath(d))
	if !regexp.MustCompile(`(?s)<details class="more-acts"><summary>.*href="` + showingPath(d) + `">Show in client portal<`).MatchString(menu) {
		t.Errorf("no three dots with the item:\n%s", mainOf(menu))
	}
	if page := ana.get(showingPath(d) + "?requester=&next=1"); page.StatusCode != 422 {
		t.Errorf("with nobody chosen: %d", page.StatusCode)
	}
	page := ana.see(showingPath(d) + "?requester=" + rita.ID + "&next=1")
	for _, want := range []string{"Subject and deliverables", "Client olga@other.example (Other)", clientsPath(org), "always of the requester"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q:\n%s", want, mainOf(page))
		}
	}
	if strings.Contains(page, "Internal notes") || strings.Contains(page, `value="`+olga.ID+`"`) || strings.Contains(page, "checked") {
		t.Errorf("offers or shows too much:\n%s", mainOf(page))
	}
	form := formFor(t, page, showingPath(d))
	form.Set("requester", rita.ID)
	form["watchers"] = []string{olga.ID}
	if a := ana.post(showingPath(d), form); a.StatusCode != 422 || !strings.Contains(a.body, "not of the same company") || !strings.Contains(a.body, "LEX-3") {
		t.Errorf("somebody of another company: %d", a.StatusCode)
	}
	form["watchers"] = []string{wim.ID, wes.ID}
	ana.follow(ana.post(showingPath(d), form))
	h.SignIn(olga.Email) // whom nothing is shown to
	if home := mainOf(h.visit(olga.Email).see("/dossiers")); !strings.Contains(home, `href="/contracts"`) || strings.Contains(home, "not an agent") {
		t.Errorf("Olga is not told where to look:\n%s", home)
	}
	for _, email := range []string{rita.Email, wim.Email, wes.Email} {
		h.SignIn(email)
		v := h.visit(email)
		list := v.see("/contracts")
		if !strings.Contains(list, `href="`+dossierPath(d)+`"`) || !strings.Contains(list, "Contracts and matters") {
			t.Errorf("%s does not find it:\n%s", email, mainOf(list))
		}
		whole := v.see(dossierPath(d))
		for _, nowhere := range []string{`href="/organizations"`, `href="` + documentsPath(d) + `"`} { // LEX-2: they send nothing, and are agents nowhere
			if strings.Contains(whole, nowhere) {
				t.Errorf("%s is led to %s", email, nowhere)
			}
		}
		if strings.Contains(whole, "Internal notes") || strings.Contains(whole, "Money") || !strings.Contains(whole, "Term and renewal") || strings.Contains(whole, "more-acts") {
			t.Errorf("%s sees more or less than the client view:\n%s", email, mainOf(whole))
		}
		if a := v.get(dossierPath(d) + "/sections/notes"); a.StatusCode != 403 || !strings.Contains(a.body, "LEX-2") {
			t.Errorf("%s reads the notes: %d", email, a.StatusCode)
		}
		if a := v.get(clientsPath(org)); a.StatusCode != 404 {
			t.Errorf("%s sees the clients: %d", email, a.StatusCode)
		}
	}
	at := clientsPath(org) + "/" + wim.ID
	change := formFor(t, ana.see(at), at)
	change.Set("company", "Other")
	change.Set("language", "en")
	before := ana.post(at, change)
	if !strings.Contains(before.body, "is followed no more by Client wim@acme.example") {
		t.Errorf("before saving it does not say what ends: %d\n%s", before.StatusCode, mainOf(before.body))
	}
	h.visit(wim.Email).see(dossierPath(d))
	ana.follow(ana.post(at, hidden(t, before.body, at)))
	if a := h.visit(wim.Email).get(dossierPath(d)); a.StatusCode != 404 {
		t.Errorf("seen after the company change: %d", a.StatusCode)
	}
	if strings.Contains(h.visit(wim.Email).see("/contracts"), d) {
		t.Error("listed after the company change")
	}
	h.visit(wes.Email).see(dossierPath(d))
	ana.follow(ana.post(showingPath(d)+"/hide", formFor(t, ana.see(showingPath(d)+"/hide"), showingPath(d)+"/hide")))
	if a := h.visit(rita.Email).get(dossierPath(d)); a.StatusCode != 404 {
		t.Errorf("seen after it was hidden: %d", a.StatusCode)
	}
}

func TestLEX5ColleaguesFindTheRequestsOfTheirCompany(t *testing.T) {
	h, org, _, _ := furnished(t)
	d := h.Dossier(org, claire, "contract-matter")
	ana := h.visit(claire)
	rita, cora := ana.addsClient(t, org, "rita@acme.example", "Acme"), ana.addsClient(t, org, "cora@acme.example", "Acme")
	form := formFor(t, ana.see(showingPath(d)+"?requester="+rita.ID), showingPath(d))
	ana.follow(ana.post(showingPath(d), form))
	h.SignIn(cora.Email)
	if strings.Contains(h.visit(cora.Email).see("/contracts"), d) {
		t.Error("seen without the switch")
	}
	on := formFor(t, ana.see(clientsPath(org)), clientsPath(org)+"/colleagues")
	ana.follow(ana.post(clientsPath(org)+"/colleagues", on))
	if page := h.visit(cora.Email).see("/contracts"); !strings.Contains(page, d) || !strings.Contains(page, "Of your colleagues") {
		t.Errorf("not marked as a colleague's:\n%s", mainOf(page))
	}
	h.visit(cora.Email).see(dossierPath(d))
}

// The mail's page asks for the account, stops a mistake, and lets in whoever
// has verified both.
func TestLEX4TheInvitationsPage(t *testing.T) {
	h, org, _, _ := furnished(t)
	ana := h.visit(claire)
	rita := ana.addsClient(t, org, "rita@acme.example", "")
	at := clientsPath(rita.Org) + "/" + rita.ID + "/invitation"
	stranger := h.visit("")
	if page := stranger.see(at); strings.Contains(page, rita.Email) || !strings.Contains(page, at+"/not-me") {
		t.Errorf("a stranger sees:\n%s", mainOf(page))
	}
	form := formFor(t, stranger.see(at+"/not-me"), at+"/not-me")
	form.Set("email", "somebody@else.example")
	if a := stranger.post(at+"/not-me", form); a.StatusCode != 422 {
		t.Errorf("another address stops it: %d", a.StatusCode)
	}
	form.Set("email", rita.Email)
	stranger.follow(stranger.post(at+"/not-me", form))
	one := clientsPath(org) + "/" + rita.ID
	ana.follow(ana.post(one+"/resend", formFor(t, ana.see(one), one+"/resend")))
	h.SignIn(rita.Email)
	if page := h.visit(rita.Email).see(at); !strings.Contains(page, "/contracts") {
		t.Errorf("who has come in sees:\n%s", mainOf(page))
	}
	remove := formFor(t, ana.see(one+"/remove"), one+"/remove")
	ana.follow(ana.post(one+"/remove", remove))
	if a := stranger.get(at); a.StatusCode != 404 {
		t.Errorf("after the removal: %d", a.StatusCode)
	}
}

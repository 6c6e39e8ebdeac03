package portal

import (
	"context"
	"strings"
	"testing"
	"time"

	"tierce/internal/access"
	"tierce/internal/accessgroup"
	"tierce/internal/document"
	"tierce/internal/dossier"
	"tierce/internal/id"
)

const (
	lise = "lise@client.example"
	luc  = "luc@client.example"
	vera = "vera@client.example"
)

// firm is a dossier of claire's with contacts: Lise and Luc in Limited, Vera in
// View-only.
type firm struct {
	*house
	d      string
	person map[string]string
}

func newFirm(t *testing.T) *firm {
	h, _, _, d := furnished(t)
	f := &firm{house: h, d: d, person: map[string]string{}}
	for who, group := range map[string]string{lise: accessgroup.Limited, luc: accessgroup.Limited, vera: accessgroup.ViewOnly} {
		name, _, _ := strings.Cut(who, "@")
		p, err := h.Rights.SavePerson(context.Background(), h.As(claire), d, dossier.Person{ID: id.New(), Name: name, Contact: true})
		h.must(err)
		h.SignIn(who)
		f.person[who] = p.ID
		h.must(h.Rooms.Table.Write(context.Background(), dossier.GiveOrigin(d, h.Account(who), "contact", access.Origin{Kind: access.FromContact,
			Since: "2026", Person: p.ID, Group: group, Documents: true}, h.Account(claire), h.Time.Now())))
	}
	return f
}

// keepsFiles gives the house a bucket.
func (f *firm) keepsFiles() {
	f.Files()
	f.server.Config.Handler = Handler(f.Rooms, Options{BaseURL: f.server.URL, Issuer: "http://127.0.0.1:1/none", ClientID: "portal", Local: true})
}

// shows wants one sentence on a page, and another one nowhere on it; "" for none.
func shows(t *testing.T, page, has, lacks string) {
	t.Helper()
	if !strings.Contains(spaced(plain(page)), has) {
		t.Errorf("nothing says %q in\n%s", has, mainOf(page))
	}
	if lacks != "" && strings.Contains(spaced(plain(page)), lacks) {
		t.Errorf("it says %q:\n%s", lacks, mainOf(page))
	}
}

func (f *firm) at(path string) string { return "/dossiers/" + f.d + path }

// asked has claire ask Lise for something in the portal, and gives its page.
func (f *firm) asked(text, due string) string {
	f.t.Helper()
	add := f.at("/requests/new")
	to := f.visit(claire).speak("en").send(add, add, "text", text, "due", due, "for", f.person[lise])
	path, _, _ := strings.Cut(to.Header.Get("Location"), "?")
	if to.StatusCode != 303 {
		f.t.Fatalf("%d %s", to.StatusCode, mainOf(to.body))
	}
	return path
}

func TestIND3ARequestFromTheAgentToTheContactAndBack(t *testing.T) {
	f := newFirm(t)
	ana, one, other := f.visit(claire).speak("en"), f.visit(lise).speak("fr"), f.visit(luc).speak("en")
	path := f.asked("The registration papers\nof all vehicles", "04/03/2026")
	shows(t, ana.see(f.at("")), "Requests (1 of 1 open)", "")
	shows(t, one.see(f.at("")), "Ce qui vous est demandé", "Faire une demande")
	shows(t, other.see(f.at("")), "Requests", "What is asked of you")
	if page := one.see(f.at("")); strings.Index(page, "Ce qui vous est demandé") > strings.Index(page, "Référence") {
		t.Error("what is asked does not come first")
	}
	if a := other.get(path); a.StatusCode != 403 || !strings.Contains(a.body, "IND-3") || strings.Contains(a.body, "registration") {
		t.Errorf("Luc: %d %s", a.StatusCode, mainOf(a.body))
	}
	if page := one.see(path); strings.Contains(page, "/edit") || strings.Contains(page, "/done") {
		t.Errorf("Lise is offered what agents do: %s", mainOf(page))
	}
	f.Time.Advance(3 * 24 * time.Hour)
	one, ana = f.visit(lise).speak("fr"), f.visit(claire).speak("en")
	shows(t, one.see(f.at("")), "Ouverte – en retard", "")
	shows(t, ana.see(f.at("/requests")), "Open – overdue", "")

	bad := one.send(path, path+"/answers", "text", " ")
	if bad.StatusCode != 422 || !strings.Contains(bad.body, `href="#f-text"`) {
		t.Errorf("an empty answer: %d %s", bad.StatusCode, mainOf(bad.body))
	}
	done := one.see(one.follow(one.send(path, path+"/answers", "text", "Les voici")))
	if !strings.Contains(done, "Votre réponse est envoyée") || !strings.Contains(done, "Traitée") || !strings.Contains(done, "Compléter la réponse") {
		t.Errorf("%s", mainOf(done))
	}
	page := ana.see(path)
	if !strings.Contains(page, "Les voici") || !strings.Contains(page, "Done") || strings.Contains(page, path+"/answers") {
		t.Errorf("%s", mainOf(page))
	}
	shows(t, ana.see(f.at("")), "Requests (0 of 1 open)", "")
	again := ana.see(ana.follow(ana.send(path, path+"/reopen", "note", "The second page?")))
	shows(t, again, "The second page?", "Reopen the request")
	shows(t, one.see(path), "The second page?", "Faire une demande")
	ana.follow(ana.send(path, path+"/done"))
	shows(t, one.see(f.at("")), "Demandes (0 ouverte sur 1)", "Ce qui vous est demandé")
	ana.follow(ana.send(path+"/delete", path+"/delete"))
	shows(t, ana.see(f.at("/requests")), "No request yet", "registration")
}

// Every refusal says what is wrong, at its field, and keeps what was typed.
func TestIND3ABadRequestIsMended(t *testing.T) {
	f := newFirm(t)
	v, add := f.visit(claire).speak("fr"), f.at("/requests/new")
	bad := v.send(add, add, "text", "", "due", "31/02/2027")
	for _, about := range []string{"f-text", "f-due", "f-for"} {
		if !strings.Contains(bad.body, `href="#`+about+`"`) {
			t.Errorf("%s is not named: %s", about, mainOf(bad.body))
		}
	}
	if bad.StatusCode != 422 || !strings.Contains(bad.body, `value="31/02/2027"`) {
		t.Errorf("%d %s", bad.StatusCode, mainOf(bad.body))
	}
	past := v.send(add, add, "text", "Un papier", "due", "1/3/2026", "groups", accessgroup.Limited)
	if past.StatusCode != 422 || !strings.Contains(past.body, "Ce jour est passé") || !strings.Contains(past.body, "Un papier</textarea>") || !strings.Contains(past.body, `value="limited" checked`) {
		t.Errorf("%d %s", past.StatusCode, mainOf(past.body))
	}
	path := f.asked("First", "")
	page := v.see(path + "/edit")
	other := f.visit(claire).speak("en")
	other.follow(other.send(path+"/edit", path+"/edit", "text", "Second", "for", f.person[lise], "version", "1"))
	form := formFor(t, page, path+"/edit")
	form.Set("text", "Third")
	stale := v.post(path+"/edit", form)
	if stale.StatusCode != 412 || !strings.Contains(stale.body, "Third</textarea>") || !strings.Contains(plain(stale.body), "meanwhile") {
		t.Errorf("%d %s", stale.StatusCode, mainOf(stale.body))
	}
	again := formFor(t, stale.body, path+"/edit")
	if a := v.post(path+"/edit", again); a.StatusCode != 303 {
		t.Errorf("saved again: %d %s", a.StatusCode, mainOf(a.body))
	}
	shows(t, v.see(path), "Third", "Second")
}

// A view-only contact reads, and is not offered to answer.
func TestIND5AViewOnlyContactReadsARequestAndCannotAnswer(t *testing.T) {
	f := newFirm(t)
	v, add := f.visit(claire).speak("en"), f.at("/requests/new")
	to := v.send(add, add, "text", "For view", "groups", accessgroup.ViewOnly)
	path, _, _ := strings.Cut(to.Header.Get("Location"), "?")
	reads := f.visit(vera).speak("en")
	shows(t, reads.see(path), "For view", "Your answer")
	a := reads.post(path+"/answers", map[string][]string{"token": {formFor(t, reads.see("/account"), "/signout").Get("token")}, "text": {"x"}})
	if a.StatusCode != 403 || !strings.Contains(a.body, "IND-5") {
		t.Errorf("%d %s", a.StatusCode, mainOf(a.body))
	}
}

// A contact answers with files that they brought; the agent reads their names.
func TestIND3AnAnswerOfFilesInThePortal(t *testing.T) {
	f := newFirm(t)
	f.keepsFiles()
	path := f.asked("The papers", "")
	mine := f.House.File(f.d, lise, "papers.txt", "of Lise", document.Audience{})
	f.House.File(f.d, claire, "internal.txt", "of Claire", document.Audience{})
	v := f.visit(lise).speak("en")
	shows(t, v.see(path), "papers.txt", "internal.txt")
	done := v.see(v.follow(v.send(path, path+"/answers", "files", mine)))
	shows(t, done, "Your answer has been sent", "No answer yet")
	shows(t, f.visit(claire).speak("en").see(path), "papers.txt", "internal.txt")
}

// Before a key is made, the requests that somebody finds are those of their own
// list: of a copy none (EVO-7).
func TestALL3RequestsAreShownBeforeAKeyIsMade(t *testing.T) {
	f := newFirm(t)
	f.asked("The papers of the vehicles", "")
	page := f.visit(claire).speak("en").see(f.at("/share"))
	shows(t, page, "may ask and close", "may answer")
	if n := strings.Count(page, "The papers of the vehicles"); n != 1 || !strings.Contains(page, "No request yet") {
		t.Errorf("a copy's are shown too: %d", n)
	}
}

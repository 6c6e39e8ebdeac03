package portal

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"tierce/internal/access"
	"tierce/internal/accessgroup"
	"tierce/internal/document"
	"tierce/internal/dossier"
	"tierce/internal/id"
	"tierce/internal/invitation"
)

// sends sends a file by the plain form, and gives where that leads.
func (v *visitor) sends(page, name, content string) answer {
	v.t.Helper()
	at, _, _ := strings.Cut(page, "?")
	return v.uploadAs(at, formFor(v.t, v.see(page), at), name, []byte(content))
}

func TestIND3ThePlainFormLeadsToTheDocumentWhenItIsClean(t *testing.T) {
	h, _, _, d := furnished(t)
	v, at := h.visit(claire).speak("en"), "/dossiers/"+d
	state := v.follow(v.sends(at+"/documents/new", "Lease & <terms>.txt", "what it says"))
	if !strings.HasPrefix(state, at+"/uploads/") {
		t.Fatal(state)
	}
	for _, step := range []func(){func() {}, h.Arrive} {
		step()
		page := v.get(state)
		want(t, page.body, "Lease & <terms>.txt", "This page looks again by itself.")
		if page.StatusCode != 200 || page.Header.Get("Refresh") == "" {
			t.Errorf("%d, refreshes %q", page.StatusCode, page.Header.Get("Refresh"))
		}
		wellMade(t, state, page.body)
		if list := v.see(at + "/documents"); strings.Contains(list, "Lease") {
			t.Error("listed before it is clean")
		}
	}
	h.Scan(true, "")
	doc := v.follow(v.get(state))
	page := v.get(strings.TrimSuffix(doc, "?done=document-added"))
	wellMade(t, doc, page.body)
	want(t, page.body, "Lease & <terms>.txt", "TXT, 12 bytes", "Agents, and nobody else")
	origin := h.Documents.Bucket.Origin()
	if csp := page.Header.Get("Content-Security-Policy"); !strings.Contains(csp, "form-action 'self' "+origin+";") || strings.Contains(csp, "connect-src") {
		t.Errorf("the document's page: %s", csp)
	}
	link := v.send(page.Request.URL.Path, page.Request.URL.Path+"/download")
	if link.StatusCode != http.StatusSeeOther || !strings.HasPrefix(link.Header.Get("Location"), origin+"/") || link.body != "" {
		t.Fatalf("%d %s %q", link.StatusCode, link.Header.Get("Location"), link.body)
	}
	res, err := http.Get(link.Header.Get("Location"))
	h.must(err)
	defer res.Body.Close()
	if got, _ := io.ReadAll(res.Body); string(got) != "what it says" || !strings.HasPrefix(res.Header.Get("Content-Disposition"), "attachment;") {
		t.Errorf("fetched %q, %v", got, res.Header)
	}
	if a := v.get(page.Request.URL.Path + "/download"); a.StatusCode == 200 || a.StatusCode == http.StatusSeeOther {
		t.Errorf("a download by GET: %d", a.StatusCode)
	}
}

func TestIND3BadFilesAreSaidAtTheForm(t *testing.T) {
	h, _, _, d := furnished(t)
	v, at := h.visit(claire).speak("en"), "/dossiers/"+d
	page := at + "/documents/new"
	for name, c := range map[string]struct{ file, content, says string }{
		"too large for us": {"a.txt", strings.Repeat("x", 4<<20+1), "at most 4 MB"},
		"a page":           {"a.svg", "<svg/>", "This kind of file is not accepted"},
		"empty":            {"a.txt", "", "This file is empty"},
	} {
		if a := v.sends(page, c.file, c.content); a.StatusCode != 422 || !strings.Contains(a.body, c.says) {
			t.Errorf("%s: %d\n%.800s", name, a.StatusCode, mainOf(a.body))
		}
	}
	if a := v.send(page, page); a.StatusCode != 422 || !strings.Contains(a.body, "Choose a file.") {
		t.Errorf("no file: %d", a.StatusCode)
	}
	if a := v.sends(page, "a.txt", strings.Repeat("x", 5<<20)); a.StatusCode != 413 {
		t.Errorf("more than a request may hold: %d", a.StatusCode)
	}
	for content, says := range map[string]string{"MZ\x00\x01": "does not match the ending", "EICAR": "malware"} {
		state := v.follow(v.sends(page, "b.txt", content))
		h.Arrive()
		h.Scan(false, "EICAR")
		refused := v.get(state)
		want(t, refused.body, "The file was refused", says, "Send another file")
		if refused.Header.Get("Refresh") != "" {
			t.Error("a page that is over refreshes")
		}
		wellMade(t, state, refused.body)
	}
	if there := h.Stored(""); len(there) != 0 {
		t.Errorf("%q lie there", there)
	}
}

// The page's script is given the bucket's form, and may send there from this
// page only.
func TestIND3TheScriptIsGivenTheBucketsForm(t *testing.T) {
	h, _, _, d := furnished(t)
	v, at := h.visit(claire).speak("en"), "/dossiers/"+d+"/documents"
	page := v.get(at + "/new")
	if csp := page.Header.Get("Content-Security-Policy"); !strings.HasSuffix(csp, "; connect-src 'self' "+h.Documents.Bucket.Origin()) {
		t.Error(csp)
	}
	if csp := v.get(at).Header.Get("Content-Security-Policy"); strings.Contains(csp, "connect-src") {
		t.Error(csp)
	}
	if regexp.MustCompile(`<input type="checkbox"[^>]* checked`).MatchString(page.body) {
		t.Error("something is ticked")
	}
	form := formFor(t, page.body, at+"/new")
	ask := func(name, size string) (int, map[string]any) {
		form.Set("name", name)
		form.Set("size", size)
		a := v.post(at+"/form", form)
		var said map[string]any
		h.must(json.Unmarshal([]byte(a.body), &said))
		return a.StatusCode, said
	}
	if status, said := ask("a.pdf", "20000000"); status != 200 || said["url"] == "" || !strings.HasPrefix(fmt.Sprint(said["next"]), "/dossiers/"+d+"/uploads/") {
		t.Errorf("%d %v", status, said)
	}
	for _, bad := range [][2]string{{"a.exe", "9"}, {"a.pdf", "52428801"}, {"a.pdf", "many"}, {"../a.pdf", "9"}} {
		if status, said := ask(bad[0], bad[1]); status != 422 || said["error"] == nil || said["url"] != nil {
			t.Errorf("%v: %d %v", bad, status, said)
		}
	}
	form.Set("token", "another")
	if a := v.post(at+"/form", form); a.StatusCode != 403 {
		t.Errorf("without the form's token: %d", a.StatusCode)
	}
}

// ownDocuments reads what somebody finds off their own pages.
func ownDocuments(k *kin, v *visitor) (lines []string) {
	_, list, err := k.Documents.List(k.t.Context(), k.As(v.account.Email), k.d)
	k.must(err)
	page := v.see(k.at("/documents"))
	for _, doc := range list {
		if !strings.Contains(page, doc.Name) {
			k.t.Errorf("%s is not on the page of %s", doc.Name, v.account.Email)
		}
		deletes := strings.Contains(v.see(k.at("/documents/"+doc.ID)), k.at("/documents/"+doc.ID+"/delete"))
		lines = append(lines, fmt.Sprint(doc.Name, ", deletes: ", deletes))
	}
	return append(lines, fmt.Sprint("sends: ", strings.Contains(page, `href="`+k.at("/documents/new")+`"`)))
}

func shownDocuments(page string) (lines []string) {
	for _, line := range shownMade(page) {
		if !strings.HasPrefix(line, "kinds that") {
			lines = append(lines, line)
		}
	}
	return append(lines, fmt.Sprint("sends: ", strings.Contains(page, "They may send some.")))
}

// Before saving and in "view as": the documents that somebody finds (ALL-3).
func TestALL3DocumentsAreShownAsThatPersonFindsThem(t *testing.T) {
	k := studied(t)
	k.File(k.d, claire, "nobody.txt", "n", document.Audience{})
	k.File(k.d, claire, "all.txt", "a", document.Audience{Everybody: true})
	k.File(k.d, claire, "camille.txt", "c", document.Audience{Persons: []string{k.camille}})
	k.File(k.d, camille, "own.txt", "o", document.Audience{})
	v := k.visit(claire).speak("en")
	for _, c := range []struct {
		person, email string
		way           invitation.Way
		level         access.Level
	}{{k.camille, camille, invitation.Family, access.Write}, {k.camille, camille, invitation.Family, access.Read},
		{k.notary, rivoire, invitation.Advisor, access.Write}, {k.bernard, bernard, invitation.Family, access.Read}} {
		at := k.at("/rights/" + c.person)
		as := v.see(fmt.Sprintf("%s/as?way=%s&level=%s", at, c.way, c.level))
		before := v.send(at+"?way="+string(c.way), at, "level", string(c.level)).body
		wellMade(t, "as", as)
		wellMade(t, "preview", before)
		k.give(claire, c.person, c.way, c.level)
		own := ownDocuments(k, k.visit(c.email).speak("en"))
		if len(own) < 2 || !slices.Equal(shownDocuments(as), own) || !slices.Equal(shownDocuments(before), own) {
			t.Errorf("%s, %s:\nview as %q\nbefore  %q\ntheirs  %q", c.email, c.level, shownDocuments(as), shownDocuments(before), own)
		}
	}
	want(t, v.see(k.at("/share")), "nobody.txt", "camille.txt")
}

// Shown to Limited on its page, a document is found by those of Limited with the
// tab, and by nobody of View-only; its page says whom it is for.
func TestIND5ADocumentIsShownToAReadyMadeGroup(t *testing.T) {
	f := newFirm(t)
	f.keepsFiles()
	doc := f.File(f.d, claire, "terms.txt", "t", document.Audience{})
	agent, at := f.visit(claire).speak("en"), f.at("/documents/"+doc)
	agent.follow(agent.send(at+"/audience", at+"/audience", "groups", accessgroup.Limited))
	shows(t, agent.see(at), "Limited", "Agents, and nobody else")
	for who, finds := range map[string]bool{lise: true, luc: true, vera: false} {
		v := f.visit(who).speak("en")
		if got := strings.Contains(v.see(f.at("/documents")), "terms.txt"); got != finds {
			t.Errorf("%s finds it: %t", who, got)
		}
		if got := v.get(at).StatusCode == 200; got != finds {
			t.Errorf("%s opens it: %t", who, got)
		}
	}
	all := f.File(f.d, claire, "whole.txt", "w", document.Audience{Groups: []string{accessgroup.Full}})
	shows(t, agent.see(f.at("/documents/"+all)), "Full", "Agents, and nobody else")
}

// Without the tab a contact has their own uploads, under their own name.
func TestIND5WithoutTheTabAContactHasTheirUploads(t *testing.T) {
	h, un, _, _ := furnished(t)
	d := h.Dossier(un, claire, "commercial-insurance")
	h.must(h.Rooms.Table.Write(t.Context(), dossier.GiveOrigin(d, h.Account(nina), "contact", access.Origin{Kind: access.FromContact, Since: "s",
		Person: id.New(), Group: accessgroup.Limited}, h.Account(claire), h.Time.Now())))
	h.File(d, claire, "all.txt", "a", document.Audience{Everybody: true})
	v, at := h.visit(nina).speak("en"), "/dossiers/"+d
	want(t, v.see(at), "My uploads")
	if page := v.see(at + "/documents"); strings.Contains(page, "all.txt") || !strings.Contains(page, "No document yet") {
		t.Error("sees more than their own")
	}
	form := v.see(at + "/documents/new")
	if strings.Contains(form, `name="everybody"`) || strings.Contains(form, `name="persons"`) {
		t.Error("chooses who sees it")
	}
	state := v.follow(v.sends(at+"/documents/new", "mine.txt", "m"))
	h.Arrive()
	h.Scan(true, "")
	v.follow(v.get(state))
	want(t, v.see(at+"/documents"), "mine.txt", "Download")
	if a := v.post(at+"/documents/form", url.Values{"token": formFor(t, form, at+"/documents/new")["token"], "name": {"b.txt"}, "size": {"1"}, "everybody": {"yes"}}); a.StatusCode != 403 {
		t.Errorf("chose: %d %s", a.StatusCode, a.body)
	}
}

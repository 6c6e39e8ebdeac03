package portal

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"tierce/internal/accessgroup"
	"tierce/internal/document"
	"tierce/internal/id"
	"tierce/internal/request"
)

var askedLines = regexp.MustCompile(`<li>([^<]+) <span class="tag over">[^<]+</span> <span class="tag( over)?">`)

// shownRequests reads what a page for somebody else says of the requests.
func shownRequests(page string) (lines []string) {
	for _, m := range askedLines.FindAllStringSubmatch(page, -1) {
		lines = append(lines, fmt.Sprint(plain(m[1]), ", answers: ", m[2] == ""))
	}
	return lines
}

// ownRequests reads the same off their own pages.
func ownRequests(k *kin, v *visitor) (lines []string) {
	_, list, err := k.Requests.List(k.t.Context(), k.As(v.account.Email), k.d)
	k.must(err)
	page := v.see(k.at("/requests"))
	for _, q := range list {
		at := k.at("/requests/" + q.ID)
		if !strings.Contains(page, `href="`+at+`"`) {
			k.t.Errorf("%s is not on the page of %s", q.Text, v.account.Email)
		}
		lines = append(lines, fmt.Sprint(q.Text, ", answers: ", strings.Contains(v.see(at), `action="`+at+`/answers"`)))
	}
	return lines
}

// Before a contact is saved and in "view as", the requests and the documents
// that they find are those of their own pages, whatever else they see (ALL-3).
func TestALL3RequestsAndDocumentsOfAContactAreShownAsTheyFindThem(t *testing.T) {
	h, un, _, _ := furnished(t)
	k := &kin{house: h, d: h.Dossier(un, claire, "commercial-insurance")}
	(&firm{house: h}).keepsFiles()
	agent := h.visit(claire).speak("en")
	h.saveContact(agent, k.d, k.at("/contacts/new"), yann, "group", accessgroup.ViewOnly)
	h.SignIn(yann)
	_, contacts, err := h.Dossiers.Persons(t.Context(), h.As(claire), k.d)
	h.must(err)
	person := contacts[0].ID
	for name, to := range map[string]document.Audience{"nobody": {}, "all": {Everybody: true}, "limited": {Groups: []string{accessgroup.Limited}},
		"view": {Groups: []string{accessgroup.ViewOnly}}, "his": {Persons: []string{person}}} {
		h.File(k.d, claire, name+".txt", name, to)
	}
	for name, to := range map[string]request.Audience{"for limited": {Groups: []string{accessgroup.Limited}}, "for view": {Groups: []string{accessgroup.ViewOnly}},
		"for full": {Groups: []string{accessgroup.Full}}, "for him": {Persons: []string{person}}} {
		_, _, err := h.Requests.Make(t.Context(), h.As(claire), k.d, request.Draft{Text: name, For: to}, id.New())
		h.must(err)
	}
	page := k.at("/contacts/" + person)
	for _, terms := range [][]string{{"group", "view", "options", ""}, {"group", "view", "options", "documents"}, {"group", "limited", "options", ""}, {"group", "limited", "options", "documents"},
		{"group", "limited", "sections", "vehicles"}, {"group", "full"}} {
		before := h.saveContact(agent, k.d, page, yann, terms...).body
		as := agent.see(page + "/as")
		v := h.visit(yann).speak("en")
		requests, documents := ownRequests(k, v), ownDocuments(k, v)
		if len(requests) < 2 || !slices.Equal(shownRequests(before), requests) || !slices.Equal(shownRequests(as), requests) {
			t.Errorf("%v: requests\nbefore  %q\nview as %q\ntheirs  %q", terms, shownRequests(before), shownRequests(as), requests)
		}
		if !slices.Equal(shownDocuments(before), documents) || !slices.Equal(shownDocuments(as), documents) {
			t.Errorf("%v: documents\nbefore  %q\nview as %q\ntheirs  %q", terms, shownDocuments(before), shownDocuments(as), documents)
		}
	}
}

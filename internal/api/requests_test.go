package api_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"tierce/internal/api"
)

// asking asks the group Limited for something.
func (s *shared) asking() call {
	return call{"POST", s.at("/requests"), object{"text": s.fresh(), "for": object{"groups": []string{"limited"}}}, nil}
}

// askedFor gives the one request of the matrix for a group. A dossier holds a hundred,
// and the matrix asks more often.
func (s *shared) askedFor(group string) string {
	s.Helper()
	var list api.RequestsOut
	s.ask("claire", "GET", s.at("/requests"), nil).is(200).into(&list.Body)
	for _, r := range list.Body.Requests {
		if r.Text == "For "+group {
			return s.at("/requests/" + r.ID)
		}
	}
	return s.made(call{"POST", s.at("/requests"), object{"text": "For " + group, "for": object{"groups": []string{group}}}, nil})
}

// reasking changes when an answer is wished.
func (s *shared) reasking() call {
	s.Helper()
	path, days := s.askedFor("limited"), []string{"2030-01-31", "2030-02-28"}
	var r api.RequestWhole
	is := s.ask("claire", "GET", path, nil).is(200)
	is.into(&r)
	if r.Due == days[0] {
		days[0] = days[1]
	}
	return call{"PATCH", path, object{"due": days[0]}, []string{"If-Match", is.header.Get("ETag")}}
}

// settled is a request that was called done.
func (s *shared) settled() string {
	s.Helper()
	path := s.made(s.asking())
	s.ask("claire", "POST", path+"/done", nil).is(200)
	return path
}

// answering is an answer to a request that is new where somebody may give it.
func (s *shared) answering(group string) call {
	return call{"POST", s.askedFor(group) + "/answers", object{"text": "Voici"}, nil}
}

// lises is an answer of lise's.
func (s *shared) lises() call {
	s.Helper()
	s.client("lise", "limited")
	return s.answering("limited")
}

// client lets who in as a contact in a group, and gives their person's id.
func (s *shared) client(who, group string) string {
	s.Helper()
	return s.contact(who, object{"group": group})
}

// askedOf is which requests who opens, and whether they may answer and ask: they
// try, but where that would change what the next preview shows.
func (h *house) askedOf(who, d string) api.SeenRequests {
	h.Helper()
	at := "/v1/dossiers/" + d + "/requests"
	found := api.SeenRequests{Seen: []api.SeenOneRequest{}}
	var list api.RequestsOut
	if a := h.ask(who, "GET", at, nil); a.status == http.StatusOK {
		a.into(&list.Body)
	}
	for _, r := range list.Body.Requests {
		var whole api.RequestWhole
		h.ask(who, "GET", at+"/"+r.ID, nil).is(200).into(&whole)
		found.Seen = append(found.Seen, api.SeenOneRequest{ID: r.ID, Text: r.Text, State: r.State, Answerable: whole.Answerable})
		if tried := h.ask(who, "POST", at+"/"+r.ID+"/answers", object{"text": ""}).status == http.StatusUnprocessableEntity; tried != whole.Answerable {
			h.Errorf("%s: said to be answerable: %v, answered: %v", who, whole.Answerable, tried)
		}
	}
	found.Asks = h.ask(who, "POST", at, object{"text": "", "for": object{}}).status == http.StatusUnprocessableEntity
	return found
}

// requestRows is written by hand from IND-3 to IND-5: a request for Lise (a), one
// for the group View-only (b), by the contact in each group and by the primary.
var requestRows = []struct {
	who                                     string
	readA, answerA, readB, answerB, manages string
}{
	{"prima", "yes", "yes", "yes", "yes", "IND-3"}, // the primary contact
	{"fulvi", "yes", "yes", "yes", "yes", "IND-3"}, // in Full
	{"lise", "yes", "yes", "IND-3", "IND-3", "IND-3"},
	{"luc", "IND-3", "IND-3", "IND-3", "IND-3", "IND-3"}, // in Limited, as Lise is
	{"vera", "IND-3", "IND-3", "yes", "IND-5", "IND-3"},  // in View-only
	{"claire", "yes", "IND-3", "yes", "IND-3", "yes"},
}

func TestIND3ContactsAndRequestsByTheAPI(t *testing.T) {
	s := furnished(t)
	groups := map[string]string{"prima": "full", "fulvi": "full", "lise": "limited", "luc": "limited", "vera": "view"}
	persons := map[string]string{}
	for who, group := range groups {
		persons[who] = s.client(who, group)
	}
	s.names(persons["prima"])
	a := s.ask("claire", "POST", s.at("/requests"), object{"text": "Pour Lise", "due": "2026-11-25", "for": object{"persons": []string{persons["lise"]}}}).is(201).header.Get("Location")
	b := s.ask("claire", "POST", s.at("/requests"), object{"text": "Pour voir", "for": object{"groups": []string{"view"}}}).is(201).header.Get("Location")
	for _, r := range requestRows {
		for _, c := range []struct {
			want string
			call
		}{
			{r.readA, call{"GET", a, nil, nil}}, {r.readB, call{"GET", b, nil, nil}},
			{r.answerA, call{"POST", a + "/answers", object{"text": "Voici"}, nil}}, {r.answerB, call{"POST", b + "/answers", object{"text": "Voici"}, nil}},
			{r.manages, s.asking()}, {r.manages, s.reasking()}, {r.manages, call{"POST", a + "/done", nil, nil}},
			{r.manages, call{"POST", a + "/reopen", object{}, nil}}, {r.manages, call{"DELETE", s.made(s.asking()), nil, nil}},
		} {
			got := s.ask(r.who, c.method, c.path, c.body, c.headers...)
			if told(got) != c.want {
				t.Errorf("%s %s as %s: %s, want %s", c.method, c.path, r.who, told(got), c.want)
			} else if c.want != "yes" {
				if wrong := s.explained(r.who, c.call, got); wrong != "" {
					t.Errorf("%s %s as %s: %s", c.method, c.path, r.who, wrong)
				}
			}
		}
	}
}

// Whatever route a contact in Limited asks, nothing of a request that is not
// theirs comes back: not its words, not its id, not whom it is for.
func TestIND3NothingOfOthersRequestsByAnyRoute(t *testing.T) {
	s := furnished(t)
	lise := s.client("lise", "limited")
	s.client("luc", "limited")
	path := s.ask("claire", "POST", s.at("/requests"), object{"text": "Secret words", "for": object{"persons": []string{lise}}}).is(201).header.Get("Location")
	secret := path[strings.LastIndex(path, "/")+1:]
	s.ask("lise", "POST", path+"/answers", object{"text": "Secret answer"}).is(201)
	asked := 0
	for pattern, item := range s.spec().Paths.Map() {
		if item.Get == nil || !strings.HasPrefix(pattern, "/v1/dossiers") {
			continue
		}
		at := strings.NewReplacer("{dossier}", s.dossier, "{request}", secret, "{section}", s.in, "{list}", "assets",
			"{person}", lise, "{account}", s.account("lise"), "{simulation}", secret, "{report}", secret).Replace(pattern)
		got := s.ask("luc", "GET", at, nil)
		asked++
		for _, trace := range []string{"Secret", secret, `"` + lise + `"`} {
			if strings.Contains(string(got.body), trace) {
				t.Errorf("GET %s shows %q: %s", pattern, trace, got.body)
			}
		}
	}
	var mine api.RequestsOut
	s.made(s.asking())
	s.ask("luc", "GET", s.at("/requests"), nil).is(200).into(&mine.Body)
	if len(mine.Body.Requests) != 1 || mine.Body.Open != 1 || mine.Body.Requests[0].For != nil {
		t.Errorf("%+v", mine.Body)
	}
	there := s.ask("luc", "GET", path, nil)
	none := s.ask("luc", "GET", path[:len(path)-16]+"0000000000000000", nil)
	if there.status != none.status || unsigned(there) != unsigned(none) {
		t.Errorf("another's request differs from none: %s, %s", there.body, none.body)
	}
	t.Logf("%d routes", asked)
}

// Open or done shows on both sides, with who did what.
func TestIND3BothSidesSeeARequestsStateByTheAPI(t *testing.T) {
	s := furnished(t)
	lise := s.client("lise", "limited")
	path := s.ask("claire", "POST", s.at("/requests"), object{"text": "Les cartes grises", "due": "2026-11-25", "for": object{"persons": []string{lise}}}).is(201).header.Get("Location")
	states := func() (list []string) {
		for _, who := range []string{"claire", "lise"} {
			var r api.RequestWhole
			s.ask(who, "GET", path, nil).is(200).into(&r)
			list = append(list, r.State)
			if r.Overdue {
				list = append(list, "overdue")
			}
		}
		return list
	}
	check := func(what string, want ...string) {
		t.Helper()
		if got := states(); !slices.Equal(got, want) {
			t.Errorf("%s: %v", what, got)
		}
	}
	check("asked", "open", "open")
	s.wait(48 * 3600e9)
	check("two days later", "open", "overdue", "open", "overdue")
	s.ask("lise", "POST", path+"/answers", object{"text": "Voici"}).is(201)
	check("answered", "done", "done")
	s.ask("claire", "POST", path+"/reopen", object{"note": "Il manque la seconde"}).is(200)
	check("reopened", "open", "overdue", "open", "overdue")
	var r api.RequestWhole
	s.ask("lise", "GET", path, nil).is(200).into(&r)
	if len(r.Turns) != 2 || r.Turns[0].By.ID != s.account("lise") || r.Turns[0].Text != "Voici" || r.Turns[1].Kind != "reopened" || r.Turns[1].Text != "Il manque la seconde" || !r.Answerable || r.Answers != 1 {
		t.Errorf("%+v", r)
	}
}

package api_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"tierce/internal/api"
	"tierce/internal/id"
	"tierce/internal/model"
)

// whatContactsSee asks what a contact with those terms would see.
func (h *house) whatContactsSee(d, person string, terms url.Values) seen {
	h.Helper()
	terms.Set("person", person)
	a := h.ask("claire", "GET", "/v1/dossiers/"+d+"/contacts/preview?"+terms.Encode(), nil).is(200)
	s := seen{Values: map[string]map[string]any{}, Editable: map[string]bool{}, People: a.objects("people")}
	var p api.SeenOut
	a.into(&p.Body)
	for _, section := range p.Body.Sections {
		s.Values[section.ID], s.Editable[section.ID] = section.Values, section.Editable
	}
	s.Made = map[string]api.SeenMade{"simulations": p.Body.Simulations, "reports": p.Body.Reports, "documents": p.Body.Documents}
	s.Asked = p.Body.Requests
	return s
}

// Whatever a contact is about to be given, and whatever they have besides: what
// is shown is what they then fetch (ALL-3), by the same words for a person who
// is family too.
func TestALL3ThePreviewOfAContactIsWhatTheyThenFetch(t *testing.T) {
	t.Parallel()
	h := open(t)
	d := h.plan("Bilan Aubert")
	at := "/v1/dossiers/" + d
	cells := 0
	for kind, person := range map[string]string{
		"client": h.ask("claire", "POST", at+"/contacts", contactBody("client", object{"group": "view"})).is(201).get("id"),
		"cousin": h.ask("claire", "POST", at+"/people", contactBody("cousin", object{"contact": true, "family": true})).is(201).get("id"),
	} {
		h.enter(kind, kind+"@maison.example")
		if kind == "cousin" {
			h.ask("claire", "PUT", at+"/grants/"+person, object{"way": "family", "level": "read"}).is(200)
		}
		for _, step := range []object{
			{"group": "view"}, {"group": "limited"}, {"group": "limited", "sections": []string{"wealth", "objectives"}}, {"group": "limited", "sections": []string{"family"}},
			{"group": "view", "sections": []string{"wealth", "gifts", "simulations", "reports"}}, {"group": "full"}, {"group": "full", "primary": true}, {"group": "full", "primary": false},
		} {
			terms := url.Values{"group": {step["group"].(string)}}
			if sections, some := step["sections"].([]string); some {
				terms["sections"] = sections
			}
			if primary, said := step["primary"].(bool); said {
				terms.Set("primary", map[bool]string{true: "yes", false: "no"}[primary])
			}
			want := h.whatContactsSee(d, person, terms)
			is := h.ask("claire", "GET", at+"/contacts/"+person, nil).is(200)
			body := contactBody(kind, step)
			h.ask("claire", "PUT", at+"/contacts/"+person, body, "If-Match", is.header.Get("ETag")).is(200)
			if got := h.fetched(kind, d); !alike(want, got) {
				t.Errorf("%s, %v:\nshown   %+v\nfetched %+v", kind, step, want, got)
			}
			cells++
		}
	}
	t.Logf("%d terms shown and fetched", cells)
}

// A contact of one section reads nothing of the rest: no name of another
// section, none of a person but in what they read, no colleague, no agent.
func TestIND3ALimitedContactSeesTheirsAndNothingElse(t *testing.T) {
	t.Parallel()
	s := furnished(t)
	s.dossier = s.ask("claire", "POST", "/v1/dossiers", object{"organization": s.cabinet, "model": model.StarterID(s.cabinet, "commercial-insurance"), "title": "Menuiserie"}).is(201).get("id")
	s.in, s.out = "contacts", "business"
	yann := s.contact("yann", object{"group": "full", "primary": true})
	s.contact("solene", object{"group": "full"})
	s.contact("mathis", object{"group": "limited", "sections": []string{s.in}})
	s.ask("claire", "PUT", s.at("/sections/contacts"), object{"values": object{"decision-maker": yann}}, "If-Match", `"0"`).is(200)
	var whole api.DossierWhole
	s.ask("mathis", "GET", s.at(""), nil).is(200).into(&whole)
	if len(whole.Sections) != 1 || whole.Sections[0].ID != s.in || whole.Role != "contact" {
		t.Errorf("%+v", whole.Sections)
	}
	var c api.Content
	s.ask("mathis", "GET", s.at("/sections/"+s.in), nil).is(200).into(&c)
	if len(c.People) != 1 || c.People[0] != (api.Named{ID: yann, Name: "yann"}) {
		t.Errorf("%+v", c.People)
	}
	for path, item := range s.spec().Paths.Map() {
		if item.Get == nil || !strings.HasPrefix(path, "/v1/dossiers/{dossier}") {
			continue
		}
		ids := strings.NewReplacer("{dossier}", s.dossier, "{person}", yann, "{section}", s.out, "{list}", "vehicles")
		a := s.ask("mathis", "GET", ids.Replace(path), nil)
		if path == "/v1/dossiers/{dossier}/manager" || path == "/v1/dossiers/{dossier}" && a.status == http.StatusOK {
			continue // who answers for it, as the page's head says
		}
		for _, secret := range []string{"business", "vehicles", "solene", "gérant", "@maison.example", "Claire", "@cabinet.example"} {
			if strings.Contains(string(a.body), secret) {
				t.Errorf("%s tells of %s: %s", path, secret, a.body)
			}
		}
	}
}

// IND-4, ALL-1: a contact in Limited tries every route to widen their own
// access, and is told the rule each time.
func TestIND4ALimitedContactWidensNothingOfTheirOwnAccess(t *testing.T) {
	t.Parallel()
	s := furnished(t)
	var list api.ContactsOut
	s.ask("claire", "GET", s.at("/contacts"), nil).is(200).into(&list.Body)
	mine := list.Body.Contacts[slices.IndexFunc(list.Body.Contacts, func(c api.ContactListed) bool { return c.Name == "mathis" })]
	before := s.about(mine.ID, s.account("mathis"))
	try := func(rule string, c call) {
		t.Helper()
		if a := s.ask("mathis", c.method, c.path, c.body, c.headers...); a.status != http.StatusForbidden || a.get("rule") != rule {
			t.Errorf("%s %s %v: %d %s, want %s", c.method, c.path, c.body, a.status, a.body, rule)
		}
	}
	for _, with := range []object{{"group": "full"}, {"sections": []string{s.in, s.out}}, {"sign": true, "submit": true, "documents": true}, {"primary": true}, {"email": "other@maison.example"}} {
		try("ALL-1", s.ofContact("PUT", mine.ID, with))
	}
	try("ALL-1", call{"POST", s.at("/contacts"), contactBody("friend", object{"group": "full"}), nil})
	try("ALL-1", call{"GET", s.at("/contacts/preview?group=full"), nil, nil})
	try("ALL-1", call{"POST", s.at("/grants/" + mine.ID + "/resend"), object{"way": "contact"}, nil})
	try("IND-1", s.ofContact("DELETE", mine.ID, nil))
	try("IND-1", call{"GET", s.at("/contacts"), nil, nil})
	try("IND-4", s.naming(mine.ID))
	try("IND-4", call{"DELETE", s.at("/primary-contact"), nil, nil})
	try("ABB-1", s.granting(mine.ID, "family", "write"))
	try("IND-3", call{"PUT", s.at("/sections/" + s.out), object{"values": object{}}, []string{"If-Match", `"0"`}})
	evil := object{"name": "mathis", "email": "mathis@maison.example", "phone": "+33199000001", "group": "full", "sections": []string{s.out}, "primary": true, "sign": true,
		"person": mine.ID, "way": "family", "level": "write", "account": s.account("mathis"), "mode": "join", "title": "x", "status": s.statuses[1], "admin": true, "holder": "holder"}
	ids := strings.NewReplacer("{dossier}", s.dossier, "{person}", mine.ID, "{org}", s.cabinet, "{account}", s.account("mathis"), "{section}", s.out, "{list}", "assets")
	tried := 0
	for path, item := range s.spec().Paths.Map() {
		for method := range item.Operations() {
			if method == "GET" || path == "/v1/me" || path == "/v1/imports" {
				continue
			}
			for name, value := range evil {
				s.ask("mathis", method, ids.Replace(path), object{name: value}, "If-Match", mine.Tag)
			}
			s.ask("mathis", method, ids.Replace(path), evil, "If-Match", mine.Tag, "Idempotency-Key", id.New())
			tried++
		}
	}
	if got := s.about(mine.ID, s.account("mathis")); got != before {
		t.Errorf("changed, from\n%s\nto\n%s", before, got)
	}
	t.Logf("%d routes besides", tried)
}

// The primary of two names: another one's tag is of no use, and nothing of the
// refused is saved.
func TestIND1AnotherReadTagIsStale(t *testing.T) {
	s := furnished(t)
	c := s.ofContact("PUT", s.someContact(), object{"sign": true})
	s.ask("claire", c.method, c.path, c.body, c.headers...).is(200)
	s.ask("paul", c.method, c.path, c.body, c.headers...).is(200) // it is so already
	c.body.(object)["group"] = "view"
	if a := s.ask("paul", c.method, c.path, c.body, c.headers...); a.status != http.StatusPreconditionFailed {
		t.Errorf("%d %s", a.status, a.body)
	}
	if a := s.ask("paul", c.method, c.path, c.body); a.status != http.StatusPreconditionRequired {
		t.Errorf("%d %s", a.status, a.body)
	}
}

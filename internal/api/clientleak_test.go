package api_test

import (
	"strings"
	"testing"

	"tierce/internal/model"
)

// marked fills each section of a contract with a marker of its own, and names a
// person in it; it gives what is marked, by section.
func (s *shared) marked() map[string]string {
	s.Helper()
	s.dossier = s.ask("claire", "POST", "/v1/dossiers", object{"organization": s.cabinet, "title": "Contrat",
		"model": model.StarterID(s.cabinet, "contract-matter")}).is(201).get("id")
	markers := map[string]string{}
	for section, values := range map[string]func(string) object{
		"request":   func(m string) object { return object{"title": m} },
		"parties":   func(m string) object { return object{"parties": []object{{"name": m, "role": "client"}}} },
		"subject":   func(m string) object { return object{"summary": m} },
		"term":      func(m string) object { return object{"termination": m} },
		"money":     func(m string) object { return object{"penalties": m} },
		"clauses":   func(m string) object { return object{"special": m} },
		"notes":     func(m string) object { return object{"analysis": m} },
		"approvals": func(m string) object { return object{"approvals": []object{{"who": m}}} },
	} {
		markers[section] = "marker-of-" + section
		a := s.ask("claire", "PUT", s.at("/sections/"+section), object{"values": values(markers[section])}, "If-Match", `"0"`)
		if a.status == 422 && section == "parties" { // whatever its roles are called
			a = s.ask("claire", "PUT", s.at("/sections/"+section), object{"values": object{"parties": []object{{"name": markers[section]}}}}, "If-Match", `"0"`)
		}
		a.is(200)
	}
	s.ask("claire", "POST", s.at("/people"), object{"name": "marker-of-person"}).is(201)
	s.sent("claire", s.dossier, "marker-of-document.txt", "this is a document", nil)
	markers["people"], markers["documents"] = "marker-of-person", "marker-of-document"
	return markers
}

// fetched is all that who can fetch of the dossier, by every GET of the
// description and the lists.
func (s *shared) fetched(who string) string {
	s.Helper()
	var all strings.Builder
	for path, item := range s.spec().Paths.Map() {
		if item.Get == nil || !strings.HasPrefix(path, "/v1/") {
			continue
		}
		for _, section := range []string{"request", "parties", "subject", "term", "money", "clauses", "notes", "approvals"} {
			at := strings.NewReplacer("{dossier}", s.dossier, "{org}", s.cabinet, "{section}", section, "{list}", section,
				"{person}", s.bernard, "{client}", s.clients["rita"], "{model}", s.model, "{account}", s.account("claire")).Replace(path)
			if strings.Contains(at, "{") || strings.Contains(at, "openapi") || strings.Contains(at, "/v1/docs") {
				break
			}
			all.Write(s.ask(who, "GET", at, nil).body)
			if !strings.Contains(path, "{section}") {
				break
			}
		}
	}
	return all.String()
}

// Each client fetches exactly the markers of the client view, by any route; the
// documents while they are shown (LEX-2, LEX-6).
func TestLEX2AClientFetchesExactlyTheClientView(t *testing.T) {
	t.Parallel()
	s := furnished(t)
	markers := s.marked()
	view := map[string]bool{"request": true, "parties": true, "subject": true, "term": true}
	for _, attachments := range []bool{false, true} {
		c := s.showing()
		c.body.(object)["attachments"] = attachments
		s.ask("claire", c.method, c.path, c.body).is(200)
		for _, who := range []string{"rita", "wim", "cora", "fred", "noe"} {
			got := s.fetched(who)
			for section, marker := range markers {
				want := (view[section] || section == "documents" && attachments) && who != "fred" && who != "noe"
				if strings.Contains(got, marker) != want {
					t.Errorf("%s, attachments %v: %s seen %v, want %v", who, attachments, section, !want, want)
				}
			}
		}
	}
	if all := s.fetched("claire"); !strings.Contains(all, markers["notes"]) || !strings.Contains(all, markers["documents"]) {
		t.Error("the manager does not fetch it all: nothing was looked at")
	}
}

// A copy is shown to no client; a deleted dossier exists for none, and is shown
// as before when it is back.
func TestLEX2NoClientSeesACopyOrADeletedDossier(t *testing.T) {
	t.Parallel()
	s := furnished(t)
	c := s.showing()
	s.ask("claire", c.method, c.path, c.body).is(200)
	copied := s.ask("paul", "POST", "/v1/imports", object{"key": s.key("claire", s.dossier, "copy")}).is(201).get("dossier")
	s.ask("rita", "GET", "/v1/dossiers/"+copied, nil).is(404)
	if got := s.ask("paul", "GET", "/v1/dossiers/"+copied+"/portal-share", nil).is(200); !strings.Contains(string(got.body), `"shown":false`) {
		t.Errorf("the copy is shown: %s", got.body)
	}
	s.ask("rita", "GET", s.at(""), nil).is(200)
	s.ask("claire", "DELETE", s.at(""), nil).is(204)
	for _, who := range []string{"rita", "wim", "cora"} {
		s.ask(who, "GET", s.at(""), nil).is(404)
	}
	s.ask("claire", "POST", s.at("/restore"), nil).is(200)
	for _, who := range []string{"rita", "wim", "cora"} {
		s.ask(who, "GET", s.at(""), nil).is(200)
	}
}

package api_test

import (
	"maps"
	"strings"
	"testing"
)

// clientGrid says who of the client portal may do what, written by hand from
// LEX-2, LEX-5 and LEX-6. Every row of routeGrid that is not here has the cells
// that rowsIn says: a client may do nothing to a dossier but read, and is nobody
// to an organisation.
// The client view here is the family structure and the place of reports; the
// attachments are not shown. A row without a stroke is all of an operation.
//
//	asks      rita, the requester       colleague  cora, of their company, which the owner lets see
//	watches   wim, a watcher            former     fred, a watcher who has gone to another company
//	                                    stranger   noe, a client of another company
const clientGrid = `
row                               asks   watches  colleague  former  stranger
*                                 LEX-2  LEX-2    LEX-2      ALL-4   ALL-4
/                                 ALL-4  ALL-4    ALL-4      ALL-4   ALL-4
deleted                           ALL-4  ALL-4    ALL-4      ALL-4   ALL-4
get-dossier                       yes    yes      yes        ALL-4   ALL-4
get-section/in-scope              yes    yes      yes        ALL-4   ALL-4
get-seal/in-scope                 yes    yes      yes        ALL-4   ALL-4
get-manager                       yes    yes      yes        ALL-4   ALL-4
get-access                        yes    yes      yes        ALL-4   ALL-4
get-trail/file                    LEX-2  LEX-2    LEX-2      ALL-4   ALL-4
list-documents                    yes    yes      yes        ALL-4   ALL-4
get-document                      LEX-6  LEX-6    LEX-6      ALL-4   ALL-4
download-document                 LEX-6  LEX-6    LEX-6      ALL-4   ALL-4
download-version                  LEX-6  LEX-6    LEX-6      ALL-4   ALL-4
change-document                   LEX-6  LEX-6    LEX-6      ALL-4   ALL-4
delete-document                   LEX-6  LEX-6    LEX-6      ALL-4   ALL-4
restore-document                  ALL-4  ALL-4    ALL-4      ALL-4   ALL-4
get-upload                        ALL-4  ALL-4    ALL-4      ALL-4   ALL-4
get-trail                         yes    yes      yes        ALL-4   ALL-4
list-reports                      yes    yes      yes        ALL-4   ALL-4
get-report                        yes    yes      yes        ALL-4   ALL-4
name-manager                      ALL-9  ALL-9    ALL-9      ALL-4   ALL-4
`

// portal has clients of two companies in the portal of the cabinet, shows the
// dossier to rita and two watchers, and moves one of these away.
func (s *shared) portal() {
	s.Helper()
	for _, who := range []string{"rita", "wim", "cora", "fred", "noe"} {
		company := "Acme"
		if who == "noe" {
			company = "Other"
		}
		email := who + "@acme.example"
		s.clients[who] = s.ask("ana", "POST", s.org("/clients"), object{"name": who, "email": email, "phone": "+33199000001",
			"language": "fr", "company": company}).is(201).get("id")
		s.enter(who, email)
	}
	s.ask("ana", "PUT", s.org("/client-portal"), object{"colleagues": true}).is(204)
	c := s.showing()
	body := c.body.(object)
	body["watchers"] = []string{s.clients["wim"], s.clients["fred"]}
	s.ask("claire", c.method, c.path, body).is(200)
	at := s.org("/clients/" + s.clients["fred"])
	tag := s.ask("ana", "GET", at, nil).is(200).header.Get("ETag")
	s.ask("ana", "PUT", at, object{"name": "fred", "email": "fred@acme.example", "phone": "+33199000001", "language": "fr", "company": "Other"},
		"If-Match", tag).is(200)
}

// showing shows the dossier to rita and wim.
func (s *shared) showing() call {
	return call{"PUT", s.at("/portal-share"), object{"requester": s.clients["rita"], "watchers": []string{s.clients["wim"]}}, nil}
}

func (s *shared) clientBody() object {
	return object{"name": "Ève Client", "email": s.fresh(), "phone": "+33199000009", "language": "fr", "company": "Acme"}
}

// newClient adds a client and gives their path.
func (s *shared) newClient() string {
	s.Helper()
	return s.ask("ana", "POST", s.org("/clients"), s.clientBody()).is(201).header.Get("Location")
}

// clientNames tells who plays a column of clientGrid.
var clientNames = map[string]string{"asks": "rita", "watches": "wim", "colleague": "cora", "former": "fred", "stranger": "noe"}

func init() { maps.Copy(roleNames, clientNames) }

// Every route, for requester, watcher, colleague and former colleague.
func TestLEX2MatrixOfClientsThroughTheRoutes(t *testing.T) {
	t.Parallel()
	s := furnished(t)
	columns, rows := s.rowsIn(clientGrid)
	s.ask("claire", "PUT", s.at("/portal-share"), object{"requester": s.clients["rita"], "watchers": []string{s.clients["wim"]}}).is(200)
	for _, r := range rows {
		s.restored()
		show := s.showing()
		s.ask("claire", show.method, show.path, show.body).is(200)
		c := calls[r.name](s)
		before := s.rows()
		for _, column := range columns {
			s.cell(r, column, c)
		}
		if before != s.rows() && !strings.HasPrefix(r.name, "get-") {
			t.Errorf("%s: refused, and yet something changed", r.name)
		}
	}
	t.Logf("%d cells", len(rows)*len(columns))
}

// Without the switch a colleague is nobody (LEX-5).
func TestLEX5WithoutTheSwitchAColleagueIsNobody(t *testing.T) {
	t.Parallel()
	s := furnished(t)
	s.ask("cora", "GET", s.at(""), nil).is(200)
	s.ask("cora", "GET", "/v1/colleagues-dossiers", nil).is(200)
	s.ask("ana", "PUT", s.org("/client-portal"), object{"colleagues": false}).is(204)
	for _, path := range []string{s.at(""), s.at("/sections/" + s.in), s.at("/trail")} {
		if got := s.ask("cora", "GET", path, nil).is(404); got.get("rule") != "ALL-4" {
			t.Errorf("GET %s: %s", path, got.body)
		}
	}
	s.ask("rita", "GET", s.at(""), nil).is(200)
	s.ask("wim", "GET", s.at(""), nil).is(200)
}

// While the attachments are shown, clients list and fetch all of them, and
// change none (LEX-6).
func TestLEX6AttachmentsThroughTheRoutes(t *testing.T) {
	t.Parallel()
	s := furnished(t)
	show := s.showing()
	show.body.(object)["attachments"] = true
	s.ask("claire", show.method, show.path, show.body).is(200)
	mine, forNobody := s.document("bernard", nil), s.document("claire", nil)
	for who, sees := range map[string]bool{"rita": true, "wim": true, "cora": true, "fred": false} {
		for _, doc := range []string{mine, forNobody} {
			for _, c := range []call{s.onDocument("GET", "", doc), s.onDocument("POST", "/download", doc)} {
				if got := s.ask(who, c.method, c.path, c.body, c.headers...); sees != (got.status < 300) {
					t.Errorf("%s: %s %s: %d", who, c.method, c.path, got.status)
				}
			}
			c := s.documentWith("DELETE", doc, nil)
			if got := told(s.ask(who, c.method, c.path, c.body, c.headers...)); sees && got != "LEX-2" || !sees && got != "ALL-4" {
				t.Errorf("%s deletes: %s", who, got)
			}
		}
	}
	s.ask("claire", show.method, show.path, s.showing().body).is(200)
	c := s.onDocument("POST", "/download", mine)
	if got := told(s.ask("rita", c.method, c.path, c.body)); got != "LEX-6" {
		t.Errorf("switched off: %s", got)
	}
}

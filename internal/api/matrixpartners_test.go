package api_test

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"

	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/id"
	"tierce/internal/solicitation"
	"tierce/internal/table"
)

// partnerGrid says what partners may do to a dossier, written by hand from
// LOC-3, LOC-6, LOC-7, LOC-8 and LOC-10. Every row of routeGrid about a dossier that is
// not here has the cells of `*`: a partner sees their view, and nothing else.
//
//	partner    bank, who is to answer      declined   dora, who has declined
//	another    abf, by another one         withdrawn  wanda, whose solicitation was withdrawn
//	inside     ines, agent of the owner, by a third one
//	unseen     vera, whose address nobody has verified
//	hidden     hans, asked about a dossier whose status hides it from partners (LOC-6)
const partnerGrid = `
row                          partner another inside  declined withdrawn unseen    hidden
*                            LOC-10  LOC-10  LOC-10  ALL-4    ALL-4     ALL-4     LOC-6
deleted                      ALL-4   ALL-4   ALL-4   ALL-4    ALL-4     ALL-4     ALL-4
get-dossier                  yes     yes     yes     ALL-4    ALL-4     ALL-4     LOC-6
get-manager                  yes     yes     yes     ALL-4    ALL-4     ALL-4     LOC-6
get-access                   yes     yes     yes     ALL-4    ALL-4     ALL-4     yes
get-trail                    yes     yes     yes     ALL-4    ALL-4     ALL-4     LOC-6
get-trail/file               LOC-10  LOC-10  LOC-10  ALL-4    ALL-4     ALL-4     LOC-6
name-manager                 ALL-9   ALL-9   ALL-9   ALL-4    ALL-4     ALL-4     ALL-9
list-reports                 yes     yes     yes     ALL-4    ALL-4     ALL-4     LOC-6
list-documents               yes     yes     yes     ALL-4    ALL-4     ALL-4     LOC-6
ask-upload                   yes     yes     yes     ALL-4    ALL-4     ALL-4     LOC-6
ask-upload/for-everybody     LOC-10  LOC-10  LOC-10  ALL-4    ALL-4     ALL-4     LOC-6
ask-upload/for-partner       LOC-10  LOC-10  LOC-10  ALL-4    ALL-4     ALL-4     LOC-6
get-document/for-partner     yes     ALL-2   ALL-2   ALL-4    ALL-4     ALL-4     LOC-6
download-document/for-partner yes     ALL-2   ALL-2   ALL-4    ALL-4     ALL-4    LOC-6
ask-upload/of-claires        ALL-2   ALL-2   ALL-2   ALL-4    ALL-4     ALL-4     LOC-6
get-upload                   ALL-4   ALL-4   ALL-4   ALL-4    ALL-4     ALL-4     LOC-6
get-document                 ALL-2   ALL-2   ALL-2   ALL-4    ALL-4     ALL-4     LOC-6
download-document            ALL-2   ALL-2   ALL-2   ALL-4    ALL-4     ALL-4     LOC-6
download-version             ALL-2   ALL-2   ALL-2   ALL-4    ALL-4     ALL-4     LOC-6
change-document              ALL-2   ALL-2   ALL-2   ALL-4    ALL-4     ALL-4     LOC-6
change-document/sent         LOC-7   ALL-2   ALL-2   ALL-4    ALL-4     ALL-4     LOC-6
delete-document              ALL-2   ALL-2   ALL-2   ALL-4    ALL-4     ALL-4     LOC-6
restore-document             ALL-4   ALL-4   ALL-4   ALL-4    ALL-4     ALL-4     LOC-6
get-answer                   yes     LOC-8   LOC-8   ALL-4    ALL-4     ALL-4     LOC-6
save-answer                  yes     LOC-8   LOC-8   ALL-4    ALL-4     ALL-4     LOC-6
send-answer                  yes     LOC-8   LOC-8   ALL-4    ALL-4     ALL-4     LOC-6
save-answer/sent             LOC-7   LOC-8   LOC-8   ALL-4    ALL-4     ALL-4     LOC-6
decline-solicitation         yes     LOC-8   LOC-8   ALL-4    ALL-4     ALL-4     LOC-6
claim-solicitation           yes     yes     yes     yes      yes       LOC-5     yes
`

var partnerNames = map[string]string{"partner": "bank", "another": "abf", "inside": "ines", "declined": "dora", "withdrawn": "wanda", "unseen": "vera", "hidden": "hans"}

func init() { maps.Copy(roleNames, partnerNames) }

// viewed gives a model's file views for clients, applicants and partners, the
// latter in every status.
func viewed(s *shared, file string) string {
	s.Helper()
	var m map[string]any
	if err := json.Unmarshal([]byte(file), &m); err != nil {
		s.Fatal(err)
	}
	m["teamMayShare"] = true
	m["views"] = object{"client": []string{"family", "reports"}, "applicant": []string{"objectives", "wealth.valued-on"}, "partners": []object{{"id": "advice", "name": object{"fr": "Avis", "en": "Advice"},
		"fields": []object{{"path": "objectives", "access": "editable"}},
		"own":    []object{{"id": "remark", "type": "text", "label": object{"fr": "Remarque", "en": "Remark"}}}}}}
	for _, status := range m["statuses"].([]any) {
		status.(map[string]any)["partners"] = true
	}
	data, err := json.Marshal(m)
	if err != nil {
		s.Fatal(err)
	}
	return string(data)
}

// partners has six partners in the dossier, two of whom are in it no more, and
// one who does not see it now.
func (s *shared) partners() {
	s.Helper()
	s.hire("ana", s.cabinet, "ines", "ines@cabinet.example")
	for _, who := range []string{"bank", "abf", "dora", "wanda", "hans"} {
		s.enter(who, who+"@partner.example")
	}
	s.attaching("abf")
	body := s.soliciting()
	body["partner"] = object{"agent": s.account("ines")}
	s.ask("claire", "POST", s.at("/solicitations"), body).is(201)
	s.ask("dora", "POST", s.attaching("dora")+"/decline", object{"reason": "Busy"}).is(204)
	s.ask("claire", "POST", s.attaching("wanda")+"/withdraw", nil).is(200)
	s.attaching("bank")
	s.hidden("hans")
}

// hidden lets who in as a partner, in statuses that the dossier never stands in.
func (s *shared) hidden(who string) {
	s.Helper()
	o := access.Origin{Kind: access.FromSolicitation, Level: access.Write, Since: "2026", Person: id.New(), Statuses: []string{"another"}}
	if err := s.Table.Write(s.Context(), dossier.GiveOrigin(s.dossier, s.account(who), "partner_"+o.Person, o, s.account("claire"), s.clock())); err != nil {
		s.Fatal(err)
	}
}

func (s *shared) soliciting() object {
	return object{"kind": "both", "scope": "financial", "view": "advice", "wished": "2030-01-01", "instructions": "Please",
		"partner": object{"name": "Bank", "email": "bank@partner.example", "language": "fr"}}
}

// solicited makes a solicitation and gives its path, and its key.
func (s *shared) solicited() (path, key string) { return s.solicitedOn(s.dossier) }

func (s *shared) solicitedOn(d string) (path, key string) {
	s.Helper()
	if s.tried++; s.tried%100 == 0 {
		s.fewer(s.dossier)
		s.fewer(s.second())
	}
	made := s.ask("claire", "POST", "/v1/dossiers/"+d+"/solicitations", s.soliciting()).is(201)
	return made.header.Get("Location"), s.keyOf(d, made.get("id"))
}

// keyOf is what the next mail to the partner of a solicitation would bring.
func (s *shared) keyOf(d, asked string) string {
	s.Helper()
	h, err := s.Dossiers.Header(s.Context(), d)
	if err != nil {
		s.Fatal(err)
	}
	key, _, err := s.Solicitations.Key(s.Context(), solicitation.Mail{Header: h, Solicitation: solicitation.Solicitation{ID: asked}})
	if err != nil {
		s.Fatal(err)
	}
	return key
}

// second is another dossier by the same model, whose keys anybody may use. It
// is there only for tests that ask for it: others count dossiers.
func (s *shared) second() string {
	s.Helper()
	if s.aside == "" {
		s.aside = s.ask("claire", "POST", "/v1/dossiers", object{"organization": s.cabinet, "model": s.model, "title": "À part"}).is(201).get("id")
	}
	return s.aside
}

// fewer takes the solicitations away that tests are done with: a dossier holds
// so many only.
func (s *shared) fewer(d string) {
	s.Helper()
	rows, err := s.Table.All(s.Context(), table.Query{PK: "D#" + d}.Within("L#"))
	if err != nil {
		s.Fatal(err)
	}
	var keys []table.Key
	for _, r := range rows {
		keys = append(keys, table.KeyOf(r))
	}
	if err := s.Table.Clear(s.Context(), keys); err != nil {
		s.Fatal(err)
	}
}

// attaching makes a solicitation that who has attached.
func (s *shared) attaching(who string) string {
	s.Helper()
	path, key := s.solicited()
	s.ask(who, "POST", "/v1/solicitation-claims", object{"key": key}).is(201)
	return path
}

// forBank is the audience of bank alone, by a solicitation of theirs.
func (s *shared) forBank() object {
	path := s.attaching("bank")
	return object{"audience": object{"everybody": false, "solicitations": []string{path[strings.LastIndex(path, "/")+1:]}}}
}

// drafted is the request on the answer of a new solicitation of bank's.
func (s *shared) drafted(method, more string, body any) call {
	s.Helper()
	path := s.attaching("bank") + "/answer"
	tag := s.ask("bank", "PUT", path, object{"verdict": "favourable"}, "If-Match", `"0"`).is(200).header.Get("ETag")
	return call{method, path + more, body, []string{"If-Match", tag}}
}

// sentBy is an answer that bank has sent.
func (s *shared) sentBy() string {
	s.Helper()
	c := s.drafted("POST", "/send", nil)
	s.ask("bank", c.method, c.path, c.body, c.headers...).is(200)
	return strings.TrimSuffix(c.path, "/answer/send")
}

// partnerCall is calls[name], which init fills.
func partnerCall(name string) func(*shared) call {
	return func(s *shared) call { return calls[name](s) }
}

func init() {
	of := func(more string) func(*shared) call {
		return func(s *shared) call { path, _ := s.solicited(); return call{"POST", path + more, nil, nil} }
	}
	maps.Copy(calls, map[string]func(*shared) call{
		"list-solicitations": func(s *shared) call { return call{"GET", s.at("/solicitations"), nil, nil} },
		"make-solicitation":  func(s *shared) call { return call{"POST", s.at("/solicitations"), s.soliciting(), nil} },
		"preview-solicitation": func(s *shared) call {
			return call{"GET", s.at("/solicitations/preview?view=advice&kind=both"), nil, nil}
		},
		"notify-partners":  func(s *shared) call { return call{"POST", s.at("/solicitations/notify"), nil, nil} },
		"get-solicitation": func(s *shared) call { path, _ := s.solicited(); return call{"GET", path, nil, nil} },
		"change-solicitation": func(s *shared) call {
			path, _ := s.solicited()
			tag := s.ask("claire", "GET", path, nil).is(200).header.Get("ETag")
			return call{"PATCH", path, object{"wished": "2030-02-02"}, []string{"If-Match", tag}}
		},
		"withdraw-solicitation": of("/withdraw"),
		"reopen-solicitation":   func(s *shared) call { return call{"POST", s.sentBy() + "/reopen", nil, nil} },
		"get-answer":            func(s *shared) call { return call{"GET", s.attaching("bank") + "/answer", nil, nil} },
		"save-answer":           func(s *shared) call { return s.drafted("PUT", "", object{"details": "Fine"}) },
		"save-answer/sent": func(s *shared) call {
			return call{"PUT", s.sentBy() + "/answer", object{"details": "Fine"}, []string{"If-Match", `"1"`}}
		},
		"change-document/sent": func(s *shared) call {
			path, document := s.attaching("bank")+"/answer", s.document("bank", nil)
			tag := s.ask("bank", "PUT", path, object{"verdict": "favourable", "documents": []string{document}}, "If-Match", `"0"`).is(200).header.Get("ETag")
			s.ask("bank", "POST", path+"/send", nil, "If-Match", tag).is(200)
			return s.documentWith("PATCH", document, object{"name": "other.txt"})
		},
		"ask-upload/for-partner": func(s *shared) call { return s.uploading(s.forBank()) },
		"get-document/for-partner": func(s *shared) call {
			return s.onDocument("GET", "", s.document("claire", s.forBank()))
		},
		"download-document/for-partner": func(s *shared) call {
			return s.onDocument("POST", "/download", s.document("claire", s.forBank()))
		},
		"send-answer": func(s *shared) call { return s.drafted("POST", "/send", nil) },
		"decline-solicitation": func(s *shared) call {
			return call{"POST", s.attaching("bank") + "/decline", object{"reason": "Busy"}, nil}
		},
		"list-my-solicitations": func(s *shared) call { return call{"GET", "/v1/solicitations", nil, nil} },
		"claim-solicitation": func(s *shared) call {
			_, key := s.solicitedOn(s.second())
			return call{"POST", "/v1/solicitation-claims", object{"key": key}, nil}
		},
	})
}

// rowsIn are the rows of routeGrid with the cells of grid: under the row's own
// name, its operation's, "deleted" for what is done to a deleted dossier, "*"
// for everything else about a dossier, and "/" about the organisation. What grid
// has no cells for is left out.
func (s *shared) rowsIn(grid string) (columns []string, rows []row) {
	s.Helper()
	columns, special := rowsOf(s.T, grid)
	if grid == routeGrid {
		return columns, special
	}
	cells := map[string]map[string]string{}
	for _, r := range special {
		cells[r.name] = r.cells
	}
	paths := s.operationPaths()
	_, all := rowsOf(s.T, routeGrid)
	used := map[string]bool{"deleted": true, "*": true, "/": true}
	for _, r := range all {
		operation, as, _ := strings.Cut(r.name, "/")
		path, under := paths[operation], []string{r.name, operation}
		used[r.name], used[operation] = true, true
		switch {
		case as == "deleted":
			under = []string{"deleted"}
		case strings.HasPrefix(path, "/v1/dossiers/{dossier}"):
			under = append(under, "*")
		case strings.HasPrefix(path, "/v1/organizations/{org}") && operation != "accept-invitation":
			under = append(under, "/")
		}
		if i := slices.IndexFunc(under, func(name string) bool { return cells[name] != nil }); i >= 0 {
			rows = append(rows, row{r.name, cells[under[i]]})
		}
	}
	for _, r := range special {
		if !used[r.name] {
			s.Errorf("%s: no such row of routeGrid", r.name)
		}
	}
	return columns, rows
}

func (s *shared) operationPaths() map[string]string {
	s.Helper()
	paths := map[string]string{}
	for path, item := range s.spec().Paths.Map() {
		for _, op := range item.Operations() {
			paths[op.OperationID] = path
		}
	}
	return paths
}

// Every route, for partners from outside and inside, one who has declined and
// one whose solicitation was withdrawn.
func TestLOC10MatrixOfPartnersThroughTheRoutes(t *testing.T) {
	t.Parallel()
	furnished(t).holdsTo(partnerGrid)
}

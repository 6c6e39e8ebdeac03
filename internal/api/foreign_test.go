package api_test

import (
	"maps"
	"regexp"
	"strings"
	"testing"

	"tierce/internal/model"
)

// planted is a word that stands in everything of the other organisation, and
// that nobody of this one may ever read.
const planted = "Bartholdi"

// foreign are ids of the other organisation, by the part of a path, or the
// name in a query or a body, that they go with.
type foreign map[string]string

// elsewhere furnishes the other organisation: two dossiers of bartholdi, an
// Admin there, with a person and a key, and an invitation.
func (s *shared) elsewhere() foreign {
	s.Helper()
	s.hire("marc", s.conseil, "bartholdi", "bartholdi@conseil.example")
	b := s.account("bartholdi")
	s.ask("marc", "PATCH", "/v1/organizations/"+s.conseil+"/agents/"+b, object{"admin": true}).is(204)
	m := model.StarterID(s.conseil, "wealth-plan")
	var d string
	for _, title := range []string{"Un " + planted, "Deux " + planted, "Trois " + planted} {
		d = s.ask("bartholdi", "POST", "/v1/dossiers", object{"organization": s.conseil, "model": m, "title": title, "reference": planted}).is(201).get("id")
	}
	path := "/v1/dossiers/" + d
	section, field := s.textField("bartholdi", d)
	s.ask("bartholdi", "PUT", path+"/sections/"+section, object{"values": object{field: planted}}, "If-Match", `"0"`).is(200)
	person := s.ask("bartholdi", "POST", path+"/people", object{"name": planted}).is(201).get("id")
	key := s.ask("bartholdi", "POST", path+"/share-keys", object{"mode": "join"}).is(201).get("id")
	simulated := s.ask("bartholdi", "POST", path+"/simulations", object{"name": planted, "years": 1, "growth": 1, "inflation": 1}).is(201).get("id")
	reported := s.ask("bartholdi", "POST", path+"/reports", object{"title": planted, "sections": []string{section}}).is(201).get("id")
	document := s.sent("bartholdi", d, planted+".txt", planted, nil)
	invitation := s.ask("bartholdi", "POST", "/v1/organizations/"+s.conseil+"/agents", object{"email": "anne." + planted + "@conseil.example", "language": "fr"}).is(201).get("id")
	return foreign{"dossiers": d, "solicitations": s.askedElsewhere(), "organizations": s.conseil, "organization": s.conseil, "models": m, "model": m,
		"people": person, "share-keys": key, "simulations": simulated, "reports": reported, "documents": document.Document, "uploads": document.ID, "replaces": document.Document, "invitations": invitation, "team": b, "agents": b, "account": b, "successor": b, "manager": b}
}

// askedElsewhere is a solicitation of the other organisation's.
func (s *shared) askedElsewhere() string {
	s.Helper()
	d := s.ask("bartholdi", "POST", "/v1/dossiers", object{"organization": s.conseil, "model": model.StarterID(s.conseil, "public-request"), "title": planted}).is(201).get("id")
	s.ask("bartholdi", "PATCH", "/v1/dossiers/"+d, object{"status": "review"}).is(200)
	return s.ask("bartholdi", "POST", "/v1/dossiers/"+d+"/solicitations", object{"kind": "opinion", "scope": planted, "view": "financial-opinion", "wished": "2030-01-01",
		"instructions": planted, "partner": object{"name": planted, "email": planted + "@partner.example", "language": "fr"}}).is(201).get("id")
}

var idInPath = regexp.MustCompile(`([a-z-]+)[/=]([0-9a-z]{16})`)

// swapped gives c once for each id that it names, with the one of f instead.
func (c call) swapped(f foreign) (all []call) {
	for _, at := range idInPath.FindAllStringSubmatchIndex(c.path, -1) {
		if other := f[c.path[at[2]:at[3]]]; other != "" {
			next := c
			next.path = c.path[:at[4]] + other + c.path[at[5]:]
			all = append(all, next)
		}
	}
	body, _ := c.body.(object)
	for name := range body {
		if f[name] != "" {
			next := c
			o := maps.Clone(body)
			o[name] = f[name]
			next.body = o
			all = append(all, next)
		}
	}
	return all
}

// A partner who answers here reaches nothing there.
func TestLOC8IDsOfAnotherOrganisationReachNothingForAPartner(t *testing.T) {
	t.Parallel()
	s := furnished(t)
	f, asked := s.elsewhere(), 0
	for _, name := range []string{"get-answer", "save-answer", "send-answer", "decline-solicitation"} {
		for _, c := range calls[name](s).swapped(f) {
			before := s.rows()
			a := s.ask("bank", c.method, c.path, c.body, c.headers...)
			if asked++; a.status != 404 && a.status != 403 || strings.Contains(string(a.body), planted) || before != s.rows() {
				t.Errorf("%s: %s %s: %d %s", name, c.method, c.path, a.status, a.body)
			}
		}
	}
	if asked != 8 {
		t.Errorf("%d ids were swapped", asked)
	}
}

// Whoever may do everything here reaches nothing there, by any id on any
// route: nothing is shown, nothing changes.
func TestALL4IDsOfAnotherOrganisationReachNothing(t *testing.T) {
	t.Parallel()
	s := furnished(t)
	f := s.elsewhere()
	_, rows := rowsOf(t, routeGrid)
	asked := 0
	for _, r := range rows {
		for _, column := range []string{"manager", "admin"} {
			if r.cells[column] != "yes" {
				continue
			}
			for _, c := range calls[r.name](s).swapped(f) {
				before := s.rows()
				a := s.ask(roleNames[column], c.method, c.path, c.body, c.headers...)
				asked++
				switch {
				case a.status != 404 && a.status != 422 && r.name != "get-remaining-access" && (a.status != 204 || c.method != "DELETE"):
					t.Errorf("%s: %s %s: %d %s", r.name, c.method, c.path, a.status, a.body)
				case strings.Contains(string(a.body), planted):
					t.Errorf("%s: told %s", r.name, a.body)
				case before != s.rows():
					t.Errorf("%s: %s %s changed something", r.name, c.method, c.path)
				}
			}
			s.restored()
		}
	}
	if asked < 40 {
		t.Errorf("only %d ids were swapped", asked)
	}
	t.Logf("%d requests", asked)
}

func TestALL4IDsOfAnotherOrganisationInOptionalPlacesReachNothing(t *testing.T) {
	s := furnished(t)
	f := s.elsewhere()
	for _, path := range []string{"/v1/dossiers?organization=" + s.conseil, s.org("/dossiers?manager=" + f["manager"]),
		"/v1/dossiers?q=" + planted, s.at("/access?section=" + f["people"])} {
		for _, who := range []string{"claire", "ana"} {
			if a := s.ask(who, "GET", path, nil); a.status >= 500 || strings.Contains(string(a.body), planted) {
				t.Errorf("%s: %d %s", path, a.status, a.body)
			}
		}
	}
	body := s.soliciting()
	body["partner"] = object{"agent": f["account"]}
	s.ask("claire", "POST", s.at("/solicitations"), body).refused(422, "invalid")
	draft := s.drafted("PUT", "", object{"documents": []string{f["documents"]}})
	s.ask("bank", draft.method, draft.path, draft.body, draft.headers...).refused(422, "invalid")
	leaving := s.org("/agents/" + s.account("claire") + "/deactivation")
	s.ask("ana", "POST", leaving, object{"successor": f["successor"]}).refused(422, "invalid")
	s.ask("claire", "POST", "/v1/imports", object{"key": s.key("claire", s.dossier, "copy"), "organization": s.conseil}).refused(422, "invalid")
}

// A cursor carries a place only: whose list it is comes from the caller.
func TestALL4CursorsOfAnotherOrganisationReachNothing(t *testing.T) {
	s := furnished(t)
	f := s.elsewhere()
	there, here := "/v1/dossiers/"+f["dossiers"], s.at("")
	for _, list := range []struct{ from, who, path string }{
		{"/v1/dossiers", "claire", "/v1/dossiers"},
		{"/v1/organizations/" + s.conseil + "/dossiers", "ana", s.org("/dossiers")},
		{"/v1/organizations/" + s.conseil + "/trail", "ana", s.org("/trail")},
		{there + "/trail", "claire", here + "/trail"},
		{there + "/trail", "julia", here + "/trail"},
	} {
		cursor := s.ask("bartholdi", "GET", list.from+"?limit=1", nil).is(200).get("next")
		for _, at := range []string{cursor, cursor[:len(cursor)-2] + "00"} {
			a := s.ask(list.who, "GET", list.path+"?cursor="+at, nil)
			if a.status != 200 && a.status != 422 || strings.Contains(string(a.body), planted) {
				t.Errorf("%s: %d %s", list.path, a.status, a.body)
			}
		}
		if list.from != list.path && list.who != "julia" { // who works there, on no team
			s.ask(list.who, "GET", list.from+"?cursor="+cursor, nil).refused(404, "hidden")
		}
	}
}

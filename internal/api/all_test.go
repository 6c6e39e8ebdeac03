package api_test

import (
	"encoding/csv"
	"slices"
	"strings"
	"testing"
	"time"

	"tierce/internal/access"
	"tierce/internal/api"
	"tierce/internal/text"
)

func TestALL1WhoMayLetPeopleIn(t *testing.T) {
	s := furnished(t)
	// The model lets the team make keys: only those whose own access is whole.
	s.key("paul", s.dossier, "join")
	for who, code := range map[string]string{"remy": "refused-manager-makes-keys", "odile": "refused-manager-makes-keys", "julia": "refused-joined-lets-nobody-in"} {
		if p := s.ask(who, "POST", s.at("/share-keys"), object{"mode": "join"}).refused(403, code); p.Rule != "ALL-1" || p.Fix != "manager" {
			t.Errorf("%s: %+v", who, p)
		}
	}
	if p := s.ask("paul", "PUT", s.at("/team/"+s.account("nora")), nil).refused(403, "refused-manager-lets-in"); p.Rule != "ALL-1" {
		t.Errorf("%+v", p)
	}
	s.ask("claire", "PUT", s.at("/team/"+s.account("marc")), nil).refused(422, "invalid") // no agent of the owner
}

// julia joins, is then hired by the owner and put on the team: two origins of
// one grant. What stays is told before one ends, and stays.
func TestALL2OneGrantHoldsItsOrigins(t *testing.T) {
	s := furnished(t)
	s.hire("ana", s.cabinet, "julia", "julia@conseil.example")
	julia := s.account("julia")
	s.ask("claire", "PUT", s.at("/team/"+julia), nil).is(204)
	var out api.TeamOut
	s.ask("claire", "GET", s.at("/team"), nil).is(200).into(&out.Body)
	var origins []string
	for _, m := range out.Body.Team {
		if m.Account == julia {
			origins = append(origins, m.Origin+" for "+m.Organization.Name)
		}
	}
	if got := strings.Join(origins, ", "); got != "team for Cabinet Vidal, join for Conseil Martin" {
		t.Errorf("origins: %s", got)
	}
	if n := len(s.mine("julia")); n != 1 {
		t.Errorf("listed %d times", n)
	}
	if got := s.ask("claire", "GET", s.at("/team/"+julia+"/remaining"), nil).is(200); string(got.body) != `{"remaining":["join"]}`+"\n" {
		t.Errorf("remaining: %s", got.body)
	}
	s.ask("claire", "DELETE", s.at("/team/"+julia), nil).is(204)
	s.sees("julia")
	if got := s.ask("claire", "GET", s.at("/team/"+julia+"/remaining?origin=join"), nil).is(200); string(got.body) != `{"remaining":[]}`+"\n" {
		t.Errorf("remaining: %s", got.body)
	}
	s.ask("claire", "DELETE", s.at("/team/"+julia+"?origin=join"), nil).is(204)
	s.ended("julia", 403)
}

// What is shown before a key is made is what whoever redeems it can fetch.
func TestALL3ThePreviewIsWhatTheRecipientCanFetch(t *testing.T) {
	for _, mode := range []string{"join", "copy"} {
		s := furnished(t)
		s.person()
		var preview api.PreviewOut
		s.ask("claire", "GET", s.at("/share-keys/preview?mode="+mode), nil).is(200).into(&preview.Body)
		d := s.redeem("marc", s.key("claire", s.dossier, mode)).is(201).get("dossier")
		s.fetches("marc", d, preview)
	}
}

// fetches compares what somebody can read of a dossier with what was shown.
func (s *shared) fetches(who, d string, preview api.PreviewOut) {
	s.Helper()
	var whole api.DossierWhole
	s.ask(who, "GET", "/v1/dossiers/"+d, nil).is(200).into(&whole)
	var sections []string
	for _, head := range whole.Sections {
		if a := s.ask(who, "GET", "/v1/dossiers/"+d+"/sections/"+head.ID, nil); a.status == 200 {
			sections = append(sections, head.ID)
		}
	}
	if shown := each(preview.Body.Sections, func(n api.SectionNamed) string { return n.ID }); len(shown) == 0 || !slices.Equal(shown, sections) {
		s.Errorf("%s: shown %v, fetched %v", who, shown, sections)
	}
	var persons api.PersonsOut
	s.ask(who, "GET", "/v1/dossiers/"+d+"/people", nil).is(200).into(&persons.Body)
	fetched := each(persons.Body.People, func(p api.PersonListed) api.Named { return api.Named{ID: p.ID, Name: p.Name} })
	if !slices.Equal(preview.Body.People, fetched) || len(fetched) != 11 {
		s.Errorf("%s: shown %v, fetched %v", who, preview.Body.People, fetched)
	}
}

// The same holds before an agent is put on the team.
func TestALL3ThePreviewIsWhatTheTeammateCanFetch(t *testing.T) {
	s := furnished(t)
	s.person()
	mate := s.at("/team/" + s.account("nora"))
	var preview api.PreviewOut
	s.ask("claire", "GET", mate+"/preview", nil).is(200).into(&preview.Body)
	s.ask("claire", "GET", s.at("/team/"+s.account("marc")+"/preview"), nil).refused(422, "invalid")
	s.ask("nora", "GET", s.at(""), nil).is(403)
	s.ask("claire", "PUT", mate, nil).is(204)
	s.fetches("nora", s.dossier, preview)
}

// May X do Y here, and by which rule: the same as what the routes then answer.
func TestALL4AccessTellsWhatTheRoutesAnswer(t *testing.T) {
	s := furnished(t)
	_, rows := rowsOf(t, routeGrid)
	asks := map[string]string{"get-dossier": "open", "get-section/in-scope": "read-section", "replace-section/out-of-scope": "edit-section",
		"list-people": "read-people", "add-person": "edit-people", "change-dossier/title": "describe", "change-dossier/status": "set-status",
		"add-to-team": "manage-team", "name-manager": "hand-over", "make-share-key/copy": "make-key", "list-share-keys": "list-keys",
		"revoke-share-key": "revoke-key", "get-trail": "read-trail", "get-trail/file": "export-trail"}
	for _, r := range rows {
		action := asks[r.name]
		if action == "" {
			continue
		}
		for column, cell := range r.cells {
			if cell == "401" || cell == "ALL-4" {
				continue
			}
			var out api.DecisionsOut
			path := s.at("/access?section=" + map[bool]string{true: s.out, false: s.in}[strings.HasSuffix(r.name, "/out-of-scope")] + "&action=" + action)
			s.ask(roleNames[column], "GET", path, nil, "Accept-Language", "fr").is(200).into(&out.Body)
			d := out.Body.Decisions[0]
			if d.Allowed != (cell == "yes") || !d.Allowed && (d.Rule != cell || d.Fix == "" || !strings.HasSuffix(d.Detail, text.FR.Say("fix."+d.Fix))) {
				t.Errorf("%s as %s: %+v, want %s", r.name, column, d, cell)
			}
		}
	}
	var all api.DecisionsOut
	s.ask("claire", "GET", s.at("/access"), nil).is(200).into(&all.Body)
	if len(all.Body.Decisions) != len(access.DossierActions) {
		t.Errorf("%d decisions", len(all.Body.Decisions))
	}
}

func (s *shared) acts(who, path string) (acts []api.Act) {
	s.Helper()
	for next := "?limit=3"; next != ""; {
		var page api.TrailOut
		s.ask(who, "GET", path+next, nil).is(200).into(&page.Body)
		acts = append(acts, page.Body.Acts...)
		if next = page.Body.Next; next != "" {
			next = "?limit=3&cursor=" + next
		}
	}
	return acts
}

func verbs(acts []api.Act) string {
	return strings.Join(each(acts, func(a api.Act) string { return a.Verb }), " ")
}

func TestALL6TheTrailTellsWhoDidWhat(t *testing.T) {
	s := furnished(t)
	step := func() { s.wait(time.Second) }
	step()
	path, tag := s.person()
	step()
	s.ask("paul", "PUT", path, object{"name": "Ève Morel"}, "If-Match", tag).is(200)
	step()
	s.ask("claire", "PATCH", s.at(""), object{"title": "Autre", "status": s.statuses[1]}).is(200)
	step()
	s.ask("julia", "PUT", s.at("/sections/"+s.in), object{"values": object{}}, "If-Match", s.sectionTag(s.in)).is(200)
	step()
	s.ask("claire", "DELETE", path, nil, "If-Match", `"2"`).is(204)
	acts := s.acts("claire", s.at("/trail"))
	if got := verbs(acts); !strings.HasPrefix(got, "person-deleted section-edited ") || strings.Count(got, "person-saved") != 12 {
		t.Errorf("acts, the newest first: %s", got)
	}
	for _, verb := range []string{"described", "status-set", "key-made", "key-joined", "team-added", "dossier-created"} {
		if strings.Count(verbs(acts), verb) != 1 {
			t.Errorf("no %s in %s", verb, verbs(acts))
		}
	}
	for _, a := range acts {
		person := a.Verb == "came-in" || a.Verb == "solicitation-attached" || a.Verb == "solicitation-declined" // acts for no organisation
		if a.By.Name == "" || a.For.Name == "" != person || a.Text == "" || strings.ContainsAny(a.Text, "{}") || strings.HasPrefix(a.Text, "trail.") {
			t.Errorf("not in words: %+v", a)
		}
	}
}

// An outsider's first opening each day is recorded; reads of the owner's
// agents are not. Outsiders see their own acts, page by page.
func TestALL6OutsidersSeeTheirOwnActs(t *testing.T) {
	s := furnished(t)
	for range 2 {
		for range 3 {
			s.ask("julia", "GET", s.at(""), nil).is(200)
			s.ask("julia", "GET", s.at("/sections/"+s.in), nil).is(200)
			s.ask("claire", "GET", s.at(""), nil).is(200)
			s.person()
		}
		s.wait(24 * time.Hour)
	}
	own := s.acts("julia", s.at("/trail"))
	if got := verbs(own); strings.Count(got, "dossier-opened") != 2 || strings.Count(got, "key-joined") != 1 || len(own) != 3 {
		t.Errorf("julia reads %s", got)
	}
	for _, a := range own {
		if a.By.ID != s.account("julia") {
			t.Errorf("somebody else's: %+v", a)
		}
	}
	if got := verbs(s.acts("claire", s.at("/trail"))); strings.Count(got, "dossier-opened") != 2 {
		t.Errorf("claire reads %s", got)
	}
}

// The file says the same as the timeline, in the owner's zone; nothing in it
// is a formula to a spreadsheet; and taking it is an act itself.
func TestALL6TheTrailAsAFile(t *testing.T) {
	s := furnished(t)
	s.named("paul", `=HYPERLINK("http://x.example";"A")`)
	s.person()
	s.ask("paul", "POST", s.at("/people"), object{"name": "+1"}).is(201)
	a := s.ask("claire", "GET", s.at("/trail"), nil, "Accept", "text/csv", "Accept-Language", "fr").is(200)
	if a.header.Get("Content-Type") != "text/csv; charset=utf-8" || !strings.HasPrefix(a.header.Get("Content-Disposition"), "attachment") {
		t.Errorf("%v", a.header)
	}
	body, bom := strings.CutPrefix(string(a.body), "\ufeff")
	lines, err := csv.NewReader(strings.NewReader(body)).ReadAll()
	if err != nil || !bom || len(lines) != 1+len(s.acts("claire", s.at("/trail")))-1 {
		t.Fatalf("%d lines, %v", len(lines), err)
	}
	if lines[0][0] != text.FR.Say("trail.column-at") || !strings.HasSuffix(lines[1][0], "+01:00") {
		t.Errorf("%q", lines[:2])
	}
	neutral := false
	for _, line := range lines {
		for _, cell := range line {
			neutral = neutral || strings.HasPrefix(cell, "'=")
			if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
				t.Errorf("a formula: %q", cell)
			}
		}
	}
	if !neutral {
		t.Error("the name that is a formula is not there")
	}
	if got := verbs(s.acts("claire", s.at("/trail"))); strings.Count(got, "trail-exported") != 1 {
		t.Errorf("the export left no trace: %s", got)
	}
}

func TestALL7EveryoneReadsTheirOwnLanguage(t *testing.T) {
	h := open(t)
	h.ask("marc", "PATCH", "/v1/me", object{"language": "en"}).is(200)
	if got := h.ask("marc", "GET", "/v1/me", nil).is(200).get("language"); got != "en" {
		t.Errorf("language %s", got)
	}
	for accept, lang := range map[string]text.Lang{"": text.EN, "fr": text.FR, "fr-FR,fr;q=0.9,en;q=0.8": text.FR, "de, fr;q=0.5": text.FR, "de": text.EN, "\xff": text.EN} {
		a := h.ask("marc", "GET", "/v1/dossiers/0000000000000000", nil, "Accept-Language", accept)
		if p := a.refused(404, "hidden"); p.Detail != lang.Say("error.hidden") || a.header.Get("Content-Language") != string(lang) {
			t.Errorf("%q: %+v", accept, p)
		}
	}
}

// Who may not see how somebody is reached is not shown it, and by saving the
// rest of the person leaves it as it is.
func TestALL8AnAddressIsForThoseWhoLetIn(t *testing.T) {
	s := furnished(t)
	path := s.at("/people/" + s.bernard)
	for who, shown := range map[string]bool{"claire": true, "paul": true, "odette": true, "camille": false, "rivoire": false, "julia": false} {
		if got := strings.Contains(string(s.ask(who, "GET", path, nil).is(200).body), "bernard@maison.example"); got != shown {
			t.Errorf("%s sees the address: %v", who, got)
		}
	}
	is := s.ask("rivoire", "GET", path, nil).is(200)
	s.ask("rivoire", "PUT", path, object{"name": "Bernard Vasseur", "holder": "holder", "family": true}, "If-Match", is.header.Get("ETag")).is(200)
	if got := s.ask("claire", "GET", path, nil).is(200); got.get("name") != "Bernard Vasseur" || got.get("email") != "bernard@maison.example" {
		t.Errorf("%s", got.body)
	}
}

func TestALL9NobodyLeavesWhileTheyManageWithoutASuccessor(t *testing.T) {
	s := furnished(t)
	leave := s.org("/agents/" + s.account("claire") + "/deactivation")
	key := s.key("claire", s.dossier, "join")
	p := s.ask("ana", "POST", leave, object{}).refused(409, "successor-needed")
	if p.Rule != "ALL-9" || !strings.Contains(p.Detail, "1") {
		t.Errorf("%+v", p)
	}
	for _, who := range []string{"claire", "marc", "zoe"} {
		s.ask("ana", "POST", leave, object{"successor": s.account(who)}).refused(422, "invalid")
	}
	s.ask("ana", "POST", leave, object{"successor": s.account("nora")}).is(204)
	s.ask("claire", "GET", s.at(""), nil).refused(404, "hidden")
	if got := s.ask("nora", "GET", s.at("/manager"), nil).is(200).get("manager.id"); got != s.account("nora") {
		t.Errorf("managed by %s", got)
	}
	s.redeem("marc", key).refused(410, "share-key-spent")
	var agents api.AgentsOut
	s.ask("nora", "GET", s.org("/agents"), nil).is(200).into(&agents.Body)
	for _, a := range agents.Body.Agents {
		if a.Account == s.account("claire") && (a.Left == nil || a.Managing != 0) || a.Account == s.account("nora") && a.Managing != 1 {
			t.Errorf("%+v", a)
		}
	}
}

// An Admin hands the role over, and sees who manages what; never content.
func TestABB9AnAdminSeesNoContent(t *testing.T) {
	s := furnished(t)
	list := s.ask("ana", "GET", s.org("/dossiers"), nil).is(200)
	if strings.Contains(string(list.body), "Aubert") || list.get("dossiers.0.manager.name") != "Claire" {
		t.Errorf("%s", list.body)
	}
	for _, path := range s.reads()[:4] {
		if p := s.ask("ana", "GET", path, nil).refused(403, "refused-admin-no-content"); p.Rule != "ABB-9" || strings.Contains(p.Detail, "Aubert") {
			t.Errorf("%s: %+v", path, p)
		}
	}
	s.ask("ana", "PUT", s.at("/manager"), object{"account": s.account("paul")}).is(204)
	s.ask("ana", "GET", s.at(""), nil).refused(403, "refused-admin-no-content")
	if got := s.mine("claire")[0]; got.Role != "team" || got.Manager != s.account("paul") {
		t.Errorf("%+v", got)
	}
}

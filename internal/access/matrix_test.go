package access

import (
	"cmp"
	"slices"
	"strings"
	"testing"
)

// cell is one question of the matrix.
type cell struct {
	relation
	action       Action
	section      string
	status       string
	teamMayShare bool
	live         bool
	situation    string // of the person, or the item, that the action concerns
}

func (c cell) request() Request {
	d := Dossier{ID: "d", Org: cabinet, Manager: "somebody", Status: c.status, Primary: "primary", Requester: "rita", Watchers: []string{"wim"}, Live: c.live, TeamMayShare: c.teamMayShare}
	if c.manager {
		d.Manager = me
	}
	d.Begun = c.status != "draft" || strings.Contains(c.name, "back in its first status")
	d.Attachments = strings.HasSuffix(c.name, "attachments shown")
	d.Model = "kind"
	p := portals[c.name]
	p.View = scope
	behalf, others := allowances[c.name]
	if !others {
		behalf = allowed
	}
	return Request{Account: Account{ID: me, Orgs: c.orgs, Behalf: behalf}, Dossier: d, Grant: c.grant, Groups: groups, Portal: p, Action: c.action,
		Section: c.section, Kind: c.section, Target: situations[c.situation], Item: items[c.situation], Now: noon}
}

// want reads the answer in g: "yes", or the rule that refuses.
func (c cell) want(g grid) string {
	if !c.live {
		return "ALL-4"
	}
	answer := g.cells[c.counts(c.status)][c.action]
	condition, rule, conditional := strings.Cut(answer, ":")
	if !conditional {
		return answer
	}
	condition, yes, _ := strings.Cut(condition, "?")
	switch {
	case condition == "in" && (c.section == "" || slices.Contains(scope, c.section)),
		condition == "inv" && (c.section == "" || slices.Contains(structure, c.section)),
		condition == "model" && c.teamMayShare:
		return cmp.Or(yes, "yes")
	}
	return rule
}

func answer(d Decision) string {
	if d.Allowed {
		return "yes"
	}
	return d.Rule.ID
}

// each asks every question about rs.
func each(rs []relation, ask func(cell)) (asked int) {
	for _, r := range rs {
		for _, action := range DossierActions {
			for _, section := range sections {
				for _, status := range statuses {
					for _, flags := range [][2]bool{{false, true}, {true, true}, {false, false}, {true, false}} {
						ask(cell{relation: r, action: action, section: section, status: status, teamMayShare: flags[0], live: flags[1]})
						asked++
					}
				}
			}
		}
	}
	return asked
}

// differing counts the cells of the whole matrix that are not as written, and
// gives the first few.
func differing(t testing.TB) (asked, wrong int, some []string) {
	check := func(name string, got Decision, want string) {
		asked++
		if answer(got) == want {
			return
		}
		if wrong++; len(some) < 10 {
			some = append(some, name+": "+answer(got)+", want "+want)
		}
	}
	for _, part := range []struct {
		text string
		rs   []relation
	}{{dossierGrid, relations}, {unionGrid, unions}} {
		g := gridOf(t, part.text)
		each(part.rs, func(c cell) {
			name := strings.Join([]string{c.name, string(c.action), c.section, c.status}, "/")
			check(name, Decide(c.request()), c.want(g))
		})
	}
	eachTarget(t, func(c cell, want string) {
		check(strings.Join([]string{c.name, string(c.action), c.situation}, "/"), Decide(c.request()), want)
	})
	g := gridOf(t, orgGrid)
	for column, orgs := range map[string]map[string]Member{"admin": asAdmin, "agent": inCabinet, "rehired": inBoth,
		"other": inConseil, "former": {}, "nobody": nil} {
		for _, action := range g.actions {
			got := DecideOrg(Account{ID: me, Orgs: orgs}, cabinet, action)
			if action == RedeemKey {
				got = DecideRedeem(Account{ID: me, Orgs: orgs})
			}
			check(column+"/"+string(action), got, g.cells[column][action])
		}
	}
	check("verified/"+string(ClaimSolicitation), DecideClaim(Account{ID: me}, true), "yes")
	check("allowed/"+string(EnterOnBehalf), DecideBehalf([]string{"a", "m"}, "m"), "yes")
	check("not allowed/"+string(EnterOnBehalf), DecideBehalf([]string{"a"}, "m"), "LOC-1")
	check("unverified/"+string(ClaimSolicitation), DecideClaim(Account{ID: me}, false), "LOC-5")
	return asked, wrong, some
}

func TestALL4Matrix(t *testing.T) {
	asked, wrong, some := differing(t)
	for _, s := range some {
		t.Error(s)
	}
	t.Logf("%d cells, %d not as written", asked, wrong)
}

// A grant is worth what any of its origins is worth alone (ALL-2): every pair
// and triple of origins, with an agent's place and with an Admin's.
func TestALL2AnyOriginAllows(t *testing.T) {
	g := gridOf(t, dossierGrid)
	pool := []relation{
		{"write", nil, false, one(teamWrite), always("team")}, {"read", nil, false, one(teamRead), always("reader")},
		{"part", nil, false, one(teamPart), always("part")}, {"phase", nil, false, one(teamPhase), whileIn("open", "limited", "agent")},
		{"ends", nil, false, one(teamEnds), always("limited")}, {"early", nil, false, one(teamEarly), always("agent")},
		{"ended", nil, false, one(teamEnded), always("agent")}, {"old", nil, false, one(teamOld), always("agent")},
		{"join", nil, false, one(joinWrite), always("joined")}, {"join read", nil, false, one(joinRead), always("joinread")},
		{"join old", nil, false, one(joinOld), always("agent")},
		{"holder", nil, false, one(holdWrite), always("holder")}, {"holder read", nil, false, one(holdRead), always("holdread")},
		{"family", nil, false, one(famWrite), always("family")}, {"advisor", nil, false, one(advWrite), always("advisor")},
		{"advisor read", nil, false, one(advRead), always("advread")}, {"family ended", nil, false, one(famEnded), always("agent")},
		{"primary", nil, false, one(conPrimary), always("primary")}, {"limit", nil, false, one(conLimit), always("limit")},
		{"applicant", nil, false, one(appWrite), always("applicant")}, {"partner", nil, false, one(parDraft), whileIn("draft", "partner", "hidden")},
		{"view", nil, false, one(conView), always("view")}, {"group gone", nil, false, one(conGone), always("agent")},
	}
	asked := 0
	for i := range pool {
		for j := range i {
			for k := range j + 1 { // k == j: a pair
				some := []relation{pool[i], pool[j], pool[k]}
				for _, base := range []struct {
					column string
					orgs   map[string]Member
				}{{"agent", inBoth}, {"admin", adminInTwo}} {
					r := relation{orgs: base.orgs, grant: Grant{"a": some[0].grant["team"], "b": some[1].grant["team"], "c": some[2].grant["team"]}}
					asked += each([]relation{r}, func(c cell) { c.checkUnion(t, g, some, base.column) })
				}
			}
		}
	}
	t.Logf("%d cells", asked)
}

func (c cell) checkUnion(t *testing.T, g grid, of []relation, base string) {
	d := Decide(c.request())
	c.counts = always(base)
	wants := []string{c.want(g)}
	for _, o := range of {
		c.counts = o.counts
		wants = append(wants, c.want(g))
	}
	if d.Allowed != slices.Contains(wants, "yes") || !slices.Contains(wants, answer(d)) {
		t.Fatalf("%s+%s+%s as %s: %s %q in %s: %s, alone %v", of[0].name, of[1].name, of[2].name, base, c.action, c.section, c.status, answer(d), wants)
	}
}

// The same rows give the same decision, whatever order a map is walked in.
func TestALL2SeveralOriginsAlwaysDecideAlike(t *testing.T) {
	grant := Grant{}
	for _, name := range []string{"f", "e", "d", "c", "b", "a"} {
		grant["team-"+name], grant["join-"+name], grant["read-"+name] = teamWrite, joinWrite, teamRead
	}
	each([]relation{{orgs: inBoth, grant: grant}, {orgs: adminInTwo, grant: grant, manager: true}}, func(c cell) {
		first := Decide(c.request())
		for range 5 {
			if d := Decide(c.request()); d != first {
				t.Fatalf("%s: %+v, then %+v", c.action, first, d)
			}
		}
	})
}

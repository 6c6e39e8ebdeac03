package portal

import (
	"context"
	"regexp"
	"strings"
	"testing"

	"tierce/internal/access"
	"tierce/internal/id"
	"tierce/internal/sharekey"
)

// joins makes an agent of org join d with a key.
func (h *house) joins(email, org, d string) {
	h.t.Helper()
	_, err := h.Keys.Redeem(context.Background(), h.As(email), h.key(d, sharekey.Joining), org, id.New())
	h.must(err)
}

var bullet = regexp.MustCompile(`<li>([^<]+)</li>`)

func TestALL3WhatIsShownBeforeIsWhatATeammateThenSees(t *testing.T) {
	h, d, _ := full(t)
	ana, bo := h.visit(claire), h.visit(paul)
	at := "/dossiers/" + d + "/team/add"
	if page := ana.see(at); !strings.Contains(page, bo.account.ID) || strings.Contains(page, ana.account.ID) {
		t.Errorf("the choice is not who is not on the team:\n%s", mainOf(page))
	}
	if a := ana.get(at + "?next=1"); a.StatusCode != 422 || !strings.Contains(a.body, `href="#f-account"`) {
		t.Errorf("nobody chosen: %d", a.StatusCode)
	}
	page := ana.see(at + "?account=" + bo.account.ID)
	promised := map[string]bool{}
	for _, m := range bullet.FindAllStringSubmatch(mainOf(page), -1) {
		promised[m[1]] = true
	}
	if a := bo.get("/dossiers/" + d); a.StatusCode != 403 {
		t.Fatalf("looking gave access: %d", a.StatusCode)
	}
	ana.follow(ana.post(at, formFor(t, page, at)))
	seen := map[string]bool{}
	for _, m := range regexp.MustCompile(`/sections/[a-z]+">([^<]+)</a>`).FindAllStringSubmatch(bo.see("/dossiers/"+d), -1) {
		seen[m[1]] = true
	}
	for _, p := range h.persons(d) {
		if strings.Contains(bo.see("/dossiers/"+d+"/people"), p.Name) {
			seen[p.Name] = true
		}
	}
	if len(seen) != 3 || len(promised) != len(seen) {
		t.Errorf("promised %v, seen %v", promised, seen)
	}
	for s := range seen {
		if !promised[s] {
			t.Errorf("%s was not promised", s)
		}
	}
	if page := ana.see(at); !strings.Contains(page, "There is nobody else to choose") {
		t.Errorf("%s", mainOf(page))
	}
}

func TestALL2WhatRemainsIsSaidBeforeEndingAccess(t *testing.T) {
	h, _, deux, d := furnished(t)
	ctx := context.Background()
	h.Agent(deux, marc, paul, false)
	h.joins(marc, deux, d)
	h.joins(paul, deux, d)
	h.must(h.Dossiers.AddToTeam(ctx, h.As(claire), d, h.Account(paul)))
	ana := h.visit(claire)
	list := "/dossiers/" + d + "/team"
	if page := ana.see(list); strings.Count(page, "/join/end") != 2 || strings.Count(page, "/team/end") != 1 || !strings.Contains(page, "Conseil Deux") {
		t.Fatalf("%s", mainOf(page))
	}
	both, alone := list+"/"+h.Account(paul)+"/join/end", list+"/"+h.Account(marc)+"/join/end"
	if page := ana.see(both); !strings.Contains(page, "paul will still have access to this dossier: Team member") {
		t.Errorf("%s", mainOf(page))
	}
	if page := ana.see(alone); !strings.Contains(page, "marc will have no access to this dossier any more.") {
		t.Errorf("%s", mainOf(page))
	}
	ana.follow(ana.post(both, formFor(t, ana.see(both), both)))
	if _, err := h.Dossiers.Load(ctx, h.As(paul), d, access.Open, ""); err != nil {
		t.Errorf("the other origin went too: %v", err)
	}
	if a := ana.get(both); a.StatusCode != 404 {
		t.Errorf("what has ended can be ended again: %d", a.StatusCode)
	}
}

func TestALL2AnOriginWhosePlaceHasEndedDoesNotRemain(t *testing.T) {
	h, un, deux, d := furnished(t)
	ctx := context.Background()
	h.Agent(deux, marc, paul, false)
	h.joins(paul, deux, d)
	h.must(h.Dossiers.AddToTeam(ctx, h.As(claire), d, h.Account(paul)))
	h.must(h.People.Deactivate(ctx, h.As(claire), un, h.Account(paul)))
	ana := h.visit(claire)
	if page := ana.see("/dossiers/" + d + "/team"); !strings.Contains(page, "they no longer work for that organisation") {
		t.Errorf("%s", mainOf(page))
	}
	if page := ana.see("/dossiers/" + d + "/team/" + h.Account(paul) + "/join/end"); !strings.Contains(page, "paul will have no access") {
		t.Errorf("%s", mainOf(page))
	}
}

func TestALL5EndedAccessHoldsOnTheNextRequest(t *testing.T) {
	h, _, deux, d := furnished(t)
	h.joins(marc, deux, d)
	ana, max := h.visit(claire), h.visit(marc)
	edit := "/dossiers/" + d + "/sections/insured/edit"
	form := formFor(t, max.see(edit), edit)
	at := "/dossiers/" + d + "/team/" + max.account.ID + "/join/end"
	ana.follow(ana.post(at, formFor(t, ana.see(at), at)))
	for _, path := range []string{"/dossiers/" + d, edit, "/dossiers/" + d + "/people", "/dossiers/" + d + "/team"} {
		if a := max.get(path); a.StatusCode != 404 {
			t.Errorf("%s: %d", path, a.StatusCode)
		}
	}
	if a := max.post(edit, form); a.StatusCode != 404 {
		t.Errorf("an open form saves: %d", a.StatusCode)
	}
	if strings.Contains(max.see("/dossiers"), d) {
		t.Error("still in the list")
	}
}

func TestALL1TeamMembersAreToldWhoDecides(t *testing.T) {
	h, d, _ := full(t)
	h.must(h.Dossiers.AddToTeam(context.Background(), h.As(claire), d, h.Account(paul)))
	h.joins(marc, "", d)
	for email, why := range map[string]string{paul: "Only the manager decides who works in this dossier.", marc: "you let nobody else in."} {
		v := h.visit(email)
		page := v.see("/dossiers/" + d + "/team")
		if !strings.Contains(page, why) || strings.Contains(page, "/team/add") || strings.Contains(page, "/end") {
			t.Errorf("%s:\n%s", email, mainOf(page))
		}
		for _, path := range []string{"/team/add", "/team/" + h.Account(marc) + "/join/end", "/manager"} {
			if a := v.get("/dossiers/" + d + path); a.StatusCode != 403 {
				t.Errorf("%s %s: %d", email, path, a.StatusCode)
			}
		}
	}
}

func TestALL9TheManagerHandsOver(t *testing.T) {
	h, d, _ := full(t)
	ana, bo := h.visit(claire), h.visit(paul)
	at := "/dossiers/" + d + "/manager"
	page := ana.see(at + "?account=" + bo.account.ID)
	if !strings.Contains(page, "All fields") || !strings.Contains(page, "claire stays on the team") {
		t.Errorf("%s", mainOf(page))
	}
	ana.follow(ana.post(at, formFor(t, page, at)))
	if page := bo.see("/dossiers/" + d); !strings.Contains(page, `href="`+at+`"`) {
		t.Errorf("%s", mainOf(page))
	}
	if page := ana.see("/dossiers/" + d); strings.Contains(page, `<dd>Manager</dd>`) {
		t.Errorf("%s", mainOf(page))
	}
}

func TestALL9AnAdminHandsOverWithoutSeeingContent(t *testing.T) {
	h, un, _, _ := furnished(t)
	const ines = "ines@cabinet.example"
	h.Agent(un, claire, ines, false)
	d := h.Dossier(un, paul, "insurance-needs")
	ana := h.visit(claire)
	at := "/dossiers/" + d + "/manager"
	refused := ana.get("/dossiers/" + d)
	if refused.StatusCode != 403 || !strings.Contains(refused.body, "ABB-9") || !strings.Contains(refused.body, `href="`+at+`"`) {
		t.Fatalf("%d\n%s", refused.StatusCode, mainOf(refused.body))
	}
	pages := []string{refused.body, ana.see(at), ana.see(at + "?account=" + h.Account(ines))}
	to := ana.follow(ana.post(at, formFor(t, pages[2], at)))
	for _, page := range append(pages, ana.see(to)) {
		if strings.Contains(page, "The case of paul") || strings.Contains(page, "Insured") {
			t.Errorf("content is shown:\n%s", mainOf(page))
		}
	}
	if v, err := h.Dossiers.Load(context.Background(), h.As(ines), d, access.HandOver, ""); err != nil || v.Manager != h.Account(ines) {
		t.Errorf("%v, manager %s", err, v.Manager)
	}
	if a := ana.send(at+"?account="+h.Account(paul), at, "account", h.Account(marc)); a.StatusCode != 422 {
		t.Errorf("an agent of another organisation: %d", a.StatusCode)
	}
}

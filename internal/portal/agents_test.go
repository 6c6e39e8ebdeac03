package portal

import (
	"context"
	"regexp"
	"strings"
	"testing"

	"tierce/internal/access"
	"tierce/internal/sharekey"
	"tierce/internal/text"
)

func TestALL9AnAdminInvitesOnceAndRevokes(t *testing.T) {
	h, un, _, _ := furnished(t)
	ana := h.visit(claire)
	agents := "/organizations/" + un + "/agents"
	form := formFor(t, ana.see(agents+"/new"), agents+"/new")
	if a := ana.post(agents+"/new", form); a.StatusCode != 422 || !strings.Contains(a.body, `href="#f-email"`) {
		t.Fatalf("no address: %d\n%s", a.StatusCode, mainOf(a.body))
	}
	form.Set("email", "new@cabinet.example")
	ana.follow(ana.post(agents+"/new", form))
	ana.follow(ana.post(agents+"/new", form)) // pressed twice
	page := ana.see(agents)
	if n := strings.Count(page, "new@cabinet.example</th>"); n != 1 {
		t.Fatalf("%d invitations, want one\n%s", n, mainOf(page))
	}
	revoke := regexp.MustCompile(`/organizations/` + un + `/invitations/[0-9a-z]{16}/revoke`).FindString(page)
	ana.follow(ana.send(revoke, revoke))
	if page := ana.see(agents); !strings.Contains(page, "Revoked</span>") || strings.Contains(page, `href="`+revoke) {
		t.Errorf("not revoked:\n%s", mainOf(page))
	}
	form = formFor(t, ana.see(agents+"/new"), agents+"/new")
	form.Set("email", paul)
	if a := ana.post(agents+"/new", form); a.StatusCode != 409 || !strings.Contains(a.body, "ALL-9") {
		t.Errorf("an agent already: %d", a.StatusCode)
	}
}

func TestALL9OnlyAnAdminManagesAgentsAndIsToldSo(t *testing.T) {
	h, un, _, _ := furnished(t)
	at := "/organizations/" + un
	for email, want := range map[string]int{paul: 403, marc: 404, nina: 404} {
		v := h.visit(email)
		for _, path := range []string{"/agents/new", "/agents/" + h.Account(claire), "/dossiers", "/trail"} {
			a := v.get(at + path)
			if a.StatusCode != want || want == 403 && !strings.Contains(a.body, "ALL-9") {
				t.Errorf("%s at %s: %d, want %d", email, path, a.StatusCode, want)
			}
		}
	}
	bob := h.visit(paul)
	if page := mainOf(bob.see(at + "/agents")); !strings.Contains(page, "claire@cabinet.example") || strings.Contains(page, "/agents/new") ||
		!strings.Contains(page, "Only an administrator of the organisation manages its agents. An administrator") {
		t.Errorf("an agent sees:\n%s", page)
	}
}

func TestALL9PromotesAndDemotesButNotTheLastAdmin(t *testing.T) {
	h, un, _, _ := furnished(t)
	ana := h.visit(claire)
	agent := func(email string) string { return "/organizations/" + un + "/agents/" + h.Account(email) }
	if a := ana.send(agent(claire), agent(claire)); a.StatusCode != 409 || !strings.Contains(a.body, "only administrator") && !strings.Contains(a.body, "ALL-9") {
		t.Errorf("the last Admin: %d", a.StatusCode)
	}
	ana.follow(ana.send(agent(paul), agent(paul)))
	bob := h.visit(paul)
	bob.follow(bob.send(agent(claire), agent(claire)))
	if a := ana.get(agent(paul)); a.StatusCode != 403 {
		t.Errorf("after their demotion: %d (ALL-5)", a.StatusCode)
	}
}

func TestALL9NobodyLeavesWithoutASuccessor(t *testing.T) {
	h, un, _, d := furnished(t)
	h.Agent(un, claire, "ines@cabinet.example", true)
	key := h.key(d, sharekey.Joining)
	ines, ana := h.visit("ines@cabinet.example"), h.visit(claire)
	agent := "/organizations/" + un + "/agents/" + h.Account(claire)
	a := ines.send(agent, agent+"/deactivate")
	if a.StatusCode != 409 || !strings.Contains(a.body, "ALL-9") || !strings.Contains(a.body, "(1)") {
		t.Fatalf("without a successor: %d\n%s", a.StatusCode, mainOf(a.body))
	}
	if !strings.Contains(a.body, `<a href="#f-successor">`) || strings.Contains(a.body, text.EN.Say("fix.admin")) {
		t.Errorf("the Admin is not led to the choice of a successor:\n%s", mainOf(a.body))
	}
	ana.see("/dossiers/" + d + "/keys")
	ines.follow(ines.send(agent, agent+"/deactivate", "successor", h.Account(paul)))
	if a := ana.get("/dossiers/" + d + "/keys"); a.StatusCode != 404 {
		t.Errorf("with a session of before: %d (ALL-5)", a.StatusCode)
	}
	if a := h.visit(marc).pastes(key); a.StatusCode != 410 {
		t.Errorf("their pending key: %d", a.StatusCode)
	}
	v, err := h.Dossiers.Load(context.Background(), h.As(paul), d, access.MakeKey, "")
	if err != nil || v.Decision.Role != access.Manager {
		t.Errorf("the successor: %v, %v", v.Decision.Role, err)
	}
	if page := mainOf(ines.see("/organizations/" + un + "/agents")); !strings.Contains(page, "claire, since 2 March 2026") {
		t.Errorf("who left is not listed:\n%s", page)
	}
}

func TestABB9AnAdminSeesWhoManagesWhatAndNoContent(t *testing.T) {
	h, un, _, d := furnished(t)
	h.Agent(un, claire, "ines@cabinet.example", true)
	ines := h.visit("ines@cabinet.example")
	page := mainOf(ines.see("/organizations/" + un + "/dossiers"))
	if strings.Contains(page, "The case of") || !strings.Contains(page, "Insurance needs") || !strings.Contains(page, ">claire<") {
		t.Errorf("an Admin sees:\n%s", page)
	}
	if page := mainOf(ines.see("/organizations/" + un + "/dossiers?manager=" + h.Account(paul))); strings.Contains(page, "/manager") {
		t.Errorf("paul manages nothing:\n%s", page)
	}
	hand := "/dossiers/" + d + "/manager"
	if !strings.Contains(page, `href="`+hand+`"`) {
		t.Error("no way to hand over")
	}
	if a := ines.get("/dossiers/" + d); a.StatusCode != 403 || !strings.Contains(a.body, "ABB-9") {
		t.Errorf("the dossier itself: %d", a.StatusCode)
	}
	if page := mainOf(ines.see(hand)); strings.Contains(page, "The case of") {
		t.Error("handing over shows the title")
	}
	if page := mainOf(ines.see("/organizations/" + un + "/trail")); !strings.Contains(page, "Agent invited") {
		t.Errorf("the organisation's trail:\n%s", page)
	}
}

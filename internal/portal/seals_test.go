package portal

import (
	"context"
	"strings"
	"testing"

	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/seal"
)

// contact puts somebody of the client into the ready-made group Limited, with
// every option and the section insured.
func (h *house) contact(d, email, section string) *visitor {
	h.SignIn(email)
	o := access.Origin{Kind: access.FromContact, Level: access.Write, Since: "2026", Person: "p", Group: "limited", Sections: []string{section}, Sign: true, Submit: true}
	h.must(h.Rooms.Table.Write(context.Background(), dossier.GiveOrigin(d, h.Account(email), "contact", o, h.Account(claire), h.Time.Now())))
	return h.visit(email)
}

func TestIND6AContactSignsAndSubmitsAnAgentReturnsAndAnEditVoids(t *testing.T) {
	h, _, _, d := furnished(t)
	const section = "insured"
	save := func(version int, name string) {
		_, err := h.Dossiers.Save(context.Background(), h.As(claire), d, section, version, map[string]any{"last-name": name})
		h.must(err)
	}
	save(0, "Martin")
	at := sectionPath(d, section)
	nina, ana := h.contact(d, "nina@client.example", section), h.visit(claire)
	if page := mainOf(nina.see(at)); !strings.Contains(page, at+"/sign") || !strings.Contains(page, at+"/submit") || strings.Contains(page, at+"/return") {
		t.Fatalf("a contact is offered:\n%s", page)
	}
	if page := mainOf(ana.see(at)); strings.Contains(page, at+"/sign") || strings.Contains(page, at+"/return") || !strings.Contains(page, at+"/seal") || strings.Contains(page, "signed") {
		t.Fatalf("an agent is offered:\n%s", page)
	}
	if a := nina.get(sectionPath(d, "family")); a.StatusCode != 403 || !strings.Contains(mainOf(a.body), `href="`+dossierPath(d)+`"`) {
		t.Errorf("ALL-4: refused, and not led back: %d\n%s", a.StatusCode, mainOf(a.body))
	}
	if a := h.visit(paul).get(at); a.StatusCode != 403 || strings.Contains(mainOf(a.body), `href="`+dossierPath(d)+`"`) {
		t.Errorf("led to what they may not open: %d\n%s", a.StatusCode, mainOf(a.body))
	}
	asked := nina.see(at + "/sign")
	for _, want := range []string{"Martin", "I declare", "simple electronic signature"} {
		if !strings.Contains(asked, want) {
			t.Errorf("before signing it does not show %q", want)
		}
	}
	form := formFor(t, asked, at+"/sign")
	form.Set("name", "Nina Full Name")
	save(1, "Martin-Roux")
	stale := nina.post(at+"/sign", form)
	if stale.StatusCode != 412 || !strings.Contains(stale.body, "Martin-Roux") || !strings.Contains(stale.body, `value="Nina Full Name"`) {
		t.Fatalf("signed unseen: %d\n%s", stale.StatusCode, mainOf(stale.body))
	}
	nina.follow(nina.post(at+"/sign", formFor(t, stale.body, at+"/sign")))
	nina.follow(nina.post(at+"/submit", formFor(t, nina.see(at+"/submit"), at+"/submit")))
	if a := nina.get(at + "/edit"); a.StatusCode != 403 || !strings.Contains(a.body, "IND-6") {
		t.Errorf("edits what was submitted: %d", a.StatusCode)
	}
	page := plain(mainOf(ana.see(at)))
	for _, want := range []string{"Submitted by nina", "Signed “Nina Full Name” (nina)", at + "/return"} {
		if !strings.Contains(page, want) {
			t.Errorf("the agent does not read %q:\n%s", want, page)
		}
	}
	_, s, err := h.Seals.Read(context.Background(), h.As(claire), d, section)
	h.must(err)
	sealed := plain(mainOf(ana.see(at + "/seal")))
	if strings.Count(sealed, seal.Grouped(s.Fingerprint)) != 2 || !strings.Contains(sealed, "Holds") || !strings.Contains(sealed, "Martin-Roux") {
		t.Errorf("the seal:\n%s", sealed)
	}
	back := formFor(t, ana.see(at+"/return"), at+"/return")
	if a := ana.post(at+"/return", back); a.StatusCode != 422 {
		t.Errorf("without a note: %d", a.StatusCode)
	}
	back.Set("note", "Two lines\nare missing")
	ana.follow(ana.post(at+"/return", back))
	if page := plain(mainOf(nina.see(at))); !strings.Contains(page, "Returned by claire") || !strings.Contains(page, "<p>are missing</p>") || !strings.Contains(page, at+"/edit") {
		t.Errorf("the contact does not read why:\n%s", page)
	}
	save(2, "Roux")
	if page := plain(mainOf(nina.see(at + "/seal"))); !strings.Contains(page, "Voided by the edit of") || strings.Contains(page, "Holds") {
		t.Errorf("after an edit:\n%s", page)
	}
}

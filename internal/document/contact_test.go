package document_test

import (
	"testing"

	"tierce/internal/access"
	"tierce/internal/accessgroup"
	"tierce/internal/document"
	"tierce/internal/dossier"
	"tierce/internal/id"
)

// contact lets email in as a client contact of a group.
func (h *plan) contact(email, group string, tab bool) (person string) {
	h.t.Helper()
	h.SignIn(email)
	person = id.New()
	h.must(h.Rooms.Table.Write(h.t.Context(), dossier.GiveOrigin(h.d, h.Account(email), "contact", access.Origin{Kind: access.FromContact,
		Since: "s", Person: person, Group: group, Documents: tab}, h.Account(claire), h.Time.Now())))
	return person
}

// What each contact finds hangs on their group, on the tab, and on what was
// shown to them (IND-3, IND-5).
func TestIND5ContactsFindWhatIsForThem(t *testing.T) {
	h := newPlan(t)
	const full, limited, untabbed, viewer = "full@client.example", "limited@client.example", "untabbed@client.example", "viewer@client.example"
	h.contact(full, accessgroup.Full, false) // a group that shows everything has the tab
	h.contact(limited, accessgroup.Limited, true)
	h.contact(untabbed, accessgroup.Limited, false)
	h.contact(viewer, accessgroup.ViewOnly, true)
	h.added(claire, "nobody.pdf", pdf("n"), document.Audience{})
	h.added(claire, "all.pdf", pdf("a"), document.Audience{Everybody: true})
	group := h.added(claire, "group.pdf", pdf("g"), document.Audience{Groups: []string{accessgroup.Limited}})
	own := h.added(untabbed, "own.pdf", pdf("o"), document.Audience{})
	for email, want := range map[string]string{
		full:     "all.pdf, group.pdf, nobody.pdf, own.pdf",
		limited:  "all.pdf, group.pdf",
		untabbed: "own.pdf",
		viewer:   "all.pdf",
	} {
		if got := h.list(email); got != want {
			t.Errorf("%s: %s, want %s", email, got, want)
		}
	}
	if got := h.fetch(untabbed, h.d, group, 0); got != "IND-5" {
		t.Errorf("without the tab: %s", got)
	}
	if got := h.fetch(untabbed, h.d, own, 0); got != pdf("o") {
		t.Errorf("their own: %s", got)
	}
	if _, _, err := h.ask(viewer, document.Draft{Name: "a.pdf", Size: 9}); said(err) != "IND-5" {
		t.Errorf("view-only asks: %s", said(err))
	}
	if _, _, err := h.ask(limited, document.Draft{Name: "a.pdf", Size: 9, Audience: document.Audience{Everybody: true}}); said(err) != "IND-3" {
		t.Errorf("a contact chooses: %s", said(err))
	}
	if _, _, err := h.ask(claire, document.Draft{Name: "a.pdf", Size: 9, Audience: document.Audience{Groups: []string{"no-such"}}}); said(err) != "audience.groups[0] no-such-group" {
		t.Errorf("an unknown group: %s", said(err))
	}
}

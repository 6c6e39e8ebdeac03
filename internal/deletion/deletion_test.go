package deletion_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"tierce/internal/access"
	"tierce/internal/deletion"
	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/id"
	"tierce/internal/sharekey"
	"tierce/internal/table"
	"tierce/internal/table/tabletest"
)

var everybody = []string{claire, paul, marc, camille, rivoire, ana, nora}

func TestALL5OnlyTheManagerDeletesAndRestores(t *testing.T) {
	h := newHousehold(t)
	want := map[string]string{paul: "ALL-5", marc: "ALL-5", camille: "ALL-5", rivoire: "ALL-5", ana: "ABB-9", nora: "ALL-2", luc: "hidden"}
	for who, rule := range want {
		if got := said(h.Deletions.Delete(t.Context(), h.As(who), h.d)); got != rule {
			t.Errorf("%s deletes: %s, want %s", who, got, rule)
		}
	}
	if got := h.opens(claire); got != "yes" {
		t.Fatalf("refused, and yet: %s", got)
	}
	h.delete()
	for who := range want {
		if got := said(h.Deletions.Delete(t.Context(), h.As(who), h.d)); got != "hidden" {
			t.Errorf("%s deletes it again: %s", who, got)
		}
		if got := said(h.restore(who)); got != "hidden" {
			t.Errorf("%s restores: %s", who, got)
		}
	}
	h.must(h.Deletions.Delete(t.Context(), h.As(claire), h.d)) // a repeat
	h.must(h.restore(claire))
	h.must(h.restore(claire)) // a repeat
}

// Whoever had access has none at the next request, nor anything that says that
// it was there; restored, everybody stands as before.
func TestALL5DeletingEndsEveryAccessAndRestoringBringsItBack(t *testing.T) {
	h := newHousehold(t)
	before := map[string]string{}
	for _, who := range everybody {
		before[who] = h.opens(who)
	}
	h.delete()
	for _, who := range everybody {
		if got := h.opens(who); got != "hidden" {
			t.Errorf("%s opens: %s", who, got)
		}
		if views, _, err := h.Dossiers.Mine(t.Context(), h.As(who), dossier.Filter{}, "", 20); err != nil || len(views) != 0 {
			t.Errorf("%s still finds %d, %v", who, len(views), err)
		}
	}
	if list, _, err := h.Dossiers.Managed(t.Context(), h.As(ana), h.cabinet, "", "", 20); err != nil || len(list) != 0 {
		t.Errorf("the Admin's list: %v, %v", list, err)
	}
	if n := h.managing(claire); n != 0 {
		t.Errorf("Claire manages %d", n)
	}
	h.must(h.restore(claire))
	for who, was := range before {
		if got := h.opens(who); got != was {
			t.Errorf("restored, %s opens: %s, before: %s", who, got, was)
		}
	}
	if n := h.managing(claire); n != 1 {
		t.Errorf("Claire manages %d", n)
	}
}

// Pages of nothing but deleted dossiers are passed over.
func TestALL5ListsPassOverWhatIsDeleted(t *testing.T) {
	h := newHousehold(t)
	for range 5 {
		h.Time.Advance(time.Second)
		h.must(h.Deletions.Delete(t.Context(), h.As(claire), h.Dossier(h.cabinet, claire, "wealth-plan")))
	}
	views, _, err := h.Dossiers.Mine(t.Context(), h.As(claire), dossier.Filter{}, "", 2)
	if err != nil || len(views) != 1 || views[0].ID != h.d {
		t.Errorf("%d dossiers, %v", len(views), err)
	}
	if list, _, err := h.Dossiers.Managed(t.Context(), h.As(ana), h.cabinet, "", "", 2); err != nil || len(list) != 1 {
		t.Errorf("%d managed, %v", len(list), err)
	}
}

func TestEVO6AKeyOfADeletedDossierIsSpentUntilItIsRestored(t *testing.T) {
	h := newHousehold(t)
	copying := h.makes(sharekey.Copying)
	h.delete()
	omar := "omar@conseil.example"
	h.Agent(h.conseil, marc, omar, false)
	redeem := func(key string) error {
		_, err := h.Keys.Redeem(t.Context(), h.As(omar), key, "", id.New())
		return err
	}
	for _, key := range []string{h.key, copying} {
		if err := redeem(key); !fault.Is(err, "share-key-spent") {
			t.Errorf("%v", err)
		}
	}
	if _, _, err := h.Keys.Make(t.Context(), h.As(claire), h.d, sharekey.Joining, id.New()); said(err) != "hidden" {
		t.Errorf("made: %v", err)
	}
	h.must(h.restore(claire))
	h.must(redeem(h.key))
	h.must(redeem(copying))
}

// An invitation is over while the dossier is deleted, and waits again after.
func TestALL5AnInvitationSleepsWithItsDossier(t *testing.T) {
	h := newHousehold(t)
	invs, err := h.Invitations.Of(t.Context(), h.d)
	h.must(err)
	h.delete()
	for _, i := range invs {
		if got, err := h.Rights.Offered(t.Context(), h.d, i.ID); err != nil || got.State != "revoked" || got.Account != "" {
			t.Errorf("%s: %s for %q, %v", i.Name, got.State, got.Account, err)
		}
		h.must(h.Rights.Decline(t.Context(), h.d, i.ID, i.Email))
	}
	a := h.SignIn(luc)
	if list, err := h.Rights.Waiting(t.Context(), a); err != nil || len(list) != 0 {
		t.Errorf("waits: %v, %v", list, err)
	}
	h.must(h.restore(claire))
	if list, err := h.Rights.Waiting(t.Context(), a); err != nil || len(list) != 1 {
		t.Errorf("waits: %v, %v", list, err)
	}
	if h.SignIn(luc); h.opens(luc) != "yes" {
		t.Error("Luc is not in")
	}
}

func TestALL5TheManagerListsWhatTheyDeletedUntilItIsGone(t *testing.T) {
	h := newHousehold(t)
	second := h.Dossier(h.cabinet, claire, "wealth-plan")
	h.delete()
	h.Time.Advance(24 * time.Hour)
	h.must(h.Deletions.Delete(t.Context(), h.As(claire), second))
	var ids []string
	for cursor := ""; ; {
		page, next, err := h.Deletions.Mine(t.Context(), h.As(claire), cursor, 1)
		h.must(err)
		for _, g := range page {
			ids = append(ids, g.ID)
			if g.ID == h.d && !g.Until.Equal(h.Time.Now().Add(29*24*time.Hour)) {
				t.Errorf("until %s", g.Until)
			}
		}
		if cursor = next; next == "" {
			break
		}
	}
	if strings.Join(ids, " ") != second+" "+h.d {
		t.Errorf("listed %v", ids)
	}
	for _, who := range []string{paul, ana, camille} {
		if page, _, err := h.Deletions.Mine(t.Context(), h.As(who), "", 20); err != nil || len(page) != 0 {
			t.Errorf("%s: %v, %v", who, page, err)
		}
	}
	h.Time.Advance(29 * 24 * time.Hour)
	if page, _, err := h.Deletions.Mine(t.Context(), h.As(claire), "", 20); err != nil || len(page) != 1 || page[0].ID != second {
		t.Errorf("a month later: %v, %v", page, err)
	}
}

func TestALL5ADeletionCanBeUndoneToTheSecond(t *testing.T) {
	h := newHousehold(t)
	h.delete()
	h.Time.Advance(deletion.Life - time.Nanosecond)
	h.must(h.restore(claire))
	h.delete()
	h.Time.Advance(deletion.Life)
	if got := said(h.restore(claire)); got != "hidden" {
		t.Errorf("on the 30th day: %s", got)
	}
	if got := said(h.Deletions.Delete(t.Context(), h.As(claire), h.d)); got != "hidden" {
		t.Errorf("deleted on the 30th day: %s", got)
	}
}

// A manager who left restores nothing, nor when they come back, and was not
// kept by what they had deleted (ALL-9).
func TestALL9WhatAnAgentDeletedBeforeTheyLeftStaysDeleted(t *testing.T) {
	h := newHousehold(t)
	h.delete()
	h.must(h.Departure.Deactivate(t.Context(), h.As(ana), h.cabinet, h.Account(claire), ""))
	if got := said(h.restore(claire)); got != "hidden" {
		t.Errorf("restored by somebody who left: %s", got)
	}
	h.Time.Advance(time.Minute)
	h.Agent(h.cabinet, ana, claire, true)
	if got := said(h.restore(claire)); got != "hidden" {
		t.Errorf("restored by somebody who came back: %s", got)
	}
	if got := said(h.Dossiers.HandOver(t.Context(), h.As(ana), h.d, h.Account(paul))); got != "hidden" {
		t.Errorf("handed over: %s", got)
	}
	if n := h.managing(claire); n != 0 {
		t.Errorf("Claire manages %d", n)
	}
}

func TestALL6TheTrailTellsDeletingAndRestoring(t *testing.T) {
	h := newHousehold(t)
	h.delete()
	h.must(h.restore(claire))
	for _, verb := range []string{"dossier-deleted", "dossier-restored"} {
		n := 0
		for _, r := range tabletest.Rows(t, h.Table) {
			if table.Text(r, "verb") == verb {
				n++
			}
		}
		if n != 1 {
			t.Errorf("%s: %d times", verb, n)
		}
	}
}

func TestALL3TheManagerIsToldWhoLosesAccess(t *testing.T) {
	h := newHousehold(t)
	_, m, err := h.Deletions.Preview(t.Context(), h.As(claire), h.d)
	h.must(err)
	if m.Keys != 1 || m.Invitations != 1 || len(m.Lose) != 4 || !m.Until.Equal(h.Time.Now().Add(deletion.Life)) {
		t.Errorf("%+v", m)
	}
	for _, role := range []access.Role{access.Team, access.Joined, access.Family, access.Advisor} {
		if m.Lose[role] != 1 {
			t.Errorf("%d %s", m.Lose[role], role)
		}
	}
	if _, _, err := h.Deletions.Preview(t.Context(), h.As(paul), h.d); said(err) != "ALL-5" {
		t.Errorf("%v", err)
	}
}

var errStop = errors.New("stop")

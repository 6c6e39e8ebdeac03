package deletion_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/id"
	"tierce/internal/rooms/roomstest"
	"tierce/internal/sharekey"
)

// rounds is how often each pair of acts meets.
const rounds = 30

var background = context.Background()

// late is act after a moment that grows with the round, so that either side is
// first often enough.
func late(n int, act func() error) func() error {
	return func() error {
		time.Sleep(time.Duration(n%5) * time.Millisecond)
		return act()
	}
}

func (h *household) deletes() error { return h.Deletions.Delete(background, h.As(claire), h.d) }

// decided fails where one side was always first.
func decided(t *testing.T, first int) {
	t.Helper()
	if first == 0 || first == rounds {
		t.Logf("one side won all %d rounds", rounds)
	}
}

// Of a deletion and a redeemed key at once, the key is spent for nothing by
// nobody: it let its redeemer in before, or is good again after.
func TestALL5DeletingAndRedeemingAtOnce(t *testing.T) {
	for _, mode := range []sharekey.Mode{sharekey.Joining, sharekey.Copying} {
		t.Run(string(mode), func(t *testing.T) {
			t.Parallel()
			h, won := newHousehold(t), 0
			for n := range rounds {
				omar := fmt.Sprintf("omar-%d@conseil.example", n)
				h.Agent(h.conseil, marc, omar, false)
				key := h.makes(mode)
				var got sharekey.Redeemed
				redeem := func() (err error) {
					got, err = h.Keys.Redeem(background, h.As(omar), key, "", id.New())
					return err
				}
				answers := roomstest.Meet(late(n, h.deletes), late(n/5, redeem))
				h.must(answers[0])
				if answers[1] == nil {
					won++
				} else if !fault.Is(answers[1], "share-key-spent") {
					t.Fatal(answers[1])
				}
				if said := h.opens(omar); said != "hidden" {
					t.Fatalf("after the deletion: %s", said)
				}
				h.must(h.restore(claire))
				if answers[1] != nil {
					h.must(redeem())
				}
				if _, err := h.Dossiers.Load(t.Context(), h.As(omar), got.Dossier, access.Open, ""); err != nil {
					t.Fatalf("after all: %v", err)
				}
			}
			decided(t, won)
			if n := h.managing(claire); n != 1 {
				t.Errorf("Claire manages %d", n)
			}
		})
	}
}

// Whoever comes in while the dossier goes is in, or comes in when it is back.
func TestALL5DeletingAndComingInAtOnce(t *testing.T) {
	t.Parallel()
	h := newHousehold(t)
	for n := range rounds {
		guest := fmt.Sprintf("guest-%d@maison.example", n)
		p := dossier.Person{ID: id.New(), Name: "Guest", Family: true, Reach: dossier.Reach{Email: guest, Phone: roomstest.Phone(guest), Lang: "fr"}}
		_, err := h.Rights.SavePerson(t.Context(), h.As(claire), h.d, p)
		h.must(err)
		_, err = h.Rights.Set(t.Context(), h.As(claire), h.d, p.ID, "family", access.Read)
		h.must(err)
		for _, err := range roomstest.Meet(late(n, h.deletes), func() error { h.SignIn(guest); return nil }) {
			h.must(err)
		}
		if said := h.opens(guest); said != "hidden" {
			t.Fatalf("after the deletion: %s", said)
		}
		h.must(h.restore(claire))
		h.SignIn(guest)
		if said := h.opens(guest); said != "yes" {
			t.Fatalf("after all: %s", said)
		}
		_, err = h.Rights.Set(t.Context(), h.As(claire), h.d, p.ID, "family", "")
		h.must(err)
	}
}

// A restore and the purge at once: all is there, or nothing.
func TestALL5RestoringAndPurgingAtOnceHaveOneWinner(t *testing.T) {
	t.Parallel()
	h, restored := newHousehold(t), 0
	for n := range rounds {
		h.d = h.Dossier(h.cabinet, claire, "wealth-plan")
		h.must(h.Dossiers.AddToTeam(t.Context(), h.As(claire), h.d, h.Account(paul)))
		h.must(h.deletes())
		at := h.Time.Now()
		answers := roomstest.Meet(late(n, func() error { return h.restore(claire) }), late(n/5, func() error {
			_, err := h.Dossiers.Purge(background, h.d, at, func() error { return nil })
			return err
		}))
		h.must(answers[1])
		switch {
		case answers[0] == nil:
			restored++
			if h.opens(paul) != "yes" || h.opens(claire) != "yes" {
				t.Fatalf("restored: %s, %s", h.opens(claire), h.opens(paul))
			}
		case said(answers[0]) != "hidden":
			t.Fatal(answers[0])
		default:
			if got := h.held(); got != "T# X#" {
				t.Fatalf("purged: %s", got)
			}
		}
	}
	decided(t, restored)
	if n := h.managing(claire); n != 1+restored {
		t.Errorf("Claire manages %d, %d were restored", n, restored)
	}
}

// Two deletions at once are one, and a hand-over at that moment is before it
// or never.
func TestALL9DeletingAndHandingOverAtOnceKeepTheCount(t *testing.T) {
	t.Parallel()
	h := newHousehold(t)
	for n := range rounds {
		h.d = h.Dossier(h.cabinet, claire, "wealth-plan")
		handed := func() error { return h.Dossiers.HandOver(background, h.As(claire), h.d, h.Account(paul)) }
		answers := roomstest.Meet(late(n, h.deletes), late(n/5, handed), h.deletes)
		byPaul := answers[1] == nil
		for i, err := range answers {
			if s := said(err); s != "yes" && s != "hidden" && s != "ALL-5" || byPaul && i != 1 && s == "yes" {
				t.Fatalf("round %d: %v", n, answers)
			}
		}
		if got := h.managing(claire); got != 1 {
			t.Fatalf("round %d: Claire manages %d", n, got)
		}
		if byPaul {
			h.must(h.Deletions.Delete(t.Context(), h.As(paul), h.d))
		}
		if got := h.managing(paul); got != 0 {
			t.Fatalf("round %d: Paul manages %d", n, got)
		}
	}
}

// A manager is never gone with a dossier that is theirs: restored in the
// moment of their leaving, it keeps them, or it stays deleted.
func TestALL9RestoringAndLeavingAtOnce(t *testing.T) {
	t.Parallel()
	h, stayed := newHousehold(t), 0
	for n := range rounds {
		omar := fmt.Sprintf("omar-%d@cabinet.example", n)
		h.Agent(h.cabinet, ana, omar, false)
		h.d = h.Dossier(h.cabinet, omar, "wealth-plan")
		h.must(h.Deletions.Delete(t.Context(), h.As(omar), h.d))
		answers := roomstest.Meet(late(n, func() error { return h.restore(omar) }), late(n/5, func() error {
			return h.People.Deactivate(background, h.As(ana), h.cabinet, h.Account(omar))
		}))
		switch {
		case answers[0] == nil && fault.Is(answers[1], "successor-needed") && h.opens(omar) == "yes" && h.managing(omar) == 1:
			stayed++
		case said(answers[0]) == "hidden" && answers[1] == nil && h.opens(omar) == "hidden" && h.managing(omar) == 0:
		default:
			t.Fatalf("round %d: %v, opens %s, manages %d", n, answers, h.opens(omar), h.managing(omar))
		}
	}
	decided(t, stayed)
}

package solicitation_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/rooms/roomstest"
	"tierce/internal/solicitation"
)

// rounds is how often each pair of acts meets.
const rounds = 30

// late is act after a moment that grows with the round, so that either side is
// first often enough.
func late(n int, act func() error) func() error {
	return func() error {
		time.Sleep(time.Duration(n%5) * 2 * time.Millisecond)
		return act()
	}
}

// moves is a change of status.
func (h *town) moves(to string) func() error {
	return func() error {
		_, err := h.Dossiers.Change(context.Background(), h.As(claire), h.d, dossier.Edit{Status: &to})
		return err
	}
}

// drafted is a complement of the heritage office's that is ready to be sent.
func (h *town) drafted() solicitation.Solicitation {
	h.t.Helper()
	s := h.attached(abf, ask(solicitation.Complement, "heritage-plans"))
	h.must(h.save(abf, s, solicitation.Answer{Values: map[string]map[string]any{"building": {"protected": "listed"}}}))
	return s
}

func (h *town) sends(s solicitation.Solicitation) func() error {
	return func() error {
		_, err := h.Solicitations.Send(context.Background(), h.As(abf), h.d, s.ID, 1, s.ID)
		return err
	}
}

func (h *town) withdraws(s solicitation.Solicitation) func() error {
	return func() error {
		_, _, err := h.Solicitations.Withdraw(context.Background(), h.As(paul), h.d, s.ID)
		return err
	}
}

func (h *town) declines(s solicitation.Solicitation) func() error {
	return func() error { return h.Solicitations.Decline(context.Background(), h.As(abf), h.d, s.ID, "no") }
}

// in tells whether who has an origin by s.
func (h *town) in(who string, s solicitation.Solicitation) bool {
	h.t.Helper()
	_, g, err := h.Dossiers.Grant(context.Background(), h.d, h.Account(who))
	h.must(err)
	for _, o := range g {
		if o.Kind == access.FromSolicitation && o.Person == s.ID {
			return true
		}
	}
	return false
}

// end clears a round: what it asked is over.
func (h *town) end(s solicitation.Solicitation) {
	h.t.Helper()
	h.status("review")
	h.withdraws(s)() // or it is settled
	h.fill("building", map[string]any{"protected": "unknown"})
	h.Time.Advance(2 * time.Hour)
}

// An answer that meets a status which hides the dossier was sent before it, whole,
// or not at all.
func TestLOC6AStatusAndAnAnswerAtOnce(t *testing.T) {
	t.Parallel()
	h := newTown(t)
	sent := 0
	for n := range rounds {
		s := h.drafted()
		errs := roomstest.Meet(late(n, h.moves("committee")), late(rounds-n, h.sends(s)))
		h.must(errs[0])
		is, filled := h.read(s), h.values("building")["protected"] == "listed"
		switch said(errs[1]) {
		case "yes":
			sent++
			if is.State != solicitation.Answered || !filled {
				t.Fatalf("round %d: sent, %s, filled %t", n, is.State, filled)
			}
		case "LOC-6":
			if is.State != solicitation.Attached || filled || is.Given != nil {
				t.Fatalf("round %d: refused, %s, filled %t", n, is.State, filled)
			}
		default:
			t.Fatalf("round %d: %v", n, errs[1])
		}
		_, err := h.see(abf, s)
		h.want(err, "LOC-6")
		h.end(s)
	}
	t.Logf("sent first in %d of %d", sent, rounds)
}

// Whoever reads while the status changes sees nothing that was written after the
// change was acknowledged, however often they ask.
func TestLOC6NothingIsSeenAfterTheChangeWasAcknowledged(t *testing.T) {
	t.Parallel()
	h := newTown(t)
	s := h.attached(abf, ask(solicitation.Complement, "heritage-plans"))
	seen := 0
	for n := range rounds {
		h.status("review")
		h.fill("building", map[string]any{"parcel": "before"})
		over := make(chan struct{})
		errs := roomstest.Meet(
			func() error {
				defer close(over)
				if err := late(n, h.moves("committee"))(); err != nil {
					return err
				}
				_, was, err := h.Dossiers.Section(context.Background(), h.As(claire), h.d, "building")
				if err == nil {
					_, err = h.Dossiers.Save(context.Background(), h.As(claire), h.d, "building", was.Version, map[string]any{"parcel": "written after"})
				}
				return err
			},
			func() error {
				for {
					got, err := h.see(abf, s)
					if err == nil {
						seen++
					}
					if strings.Contains(fmt.Sprint(values(got)), "written after") {
						return fmt.Errorf("seen: %v", values(got))
					}
					if err != nil && said(err) != "LOC-6" {
						return err
					}
					select {
					case <-over:
						return nil
					default:
					}
				}
			})
		h.must(errs[0])
		h.must(errs[1])
	}
	if seen < rounds/2 {
		t.Errorf("read %d times only", seen)
	}
}

// A key that meets a status which hides the dossier works before it or not; what
// did not work is unspent when the status shows the dossier again.
func TestLOC5AStatusAndAClaimAtOnce(t *testing.T) {
	t.Parallel()
	h := newTown(t)
	came := 0
	for n := range rounds {
		s := h.made(opinion())
		key := h.key(s)
		errs := roomstest.Meet(late(n, h.moves("committee")), late(rounds-n, func() error { return h.claim(bank, key) }))
		h.must(errs[0])
		_, err := h.see(bank, s)
		if errs[1] == nil {
			h.want(err, "LOC-6")
		} else {
			h.want(err, "ALL-4") // nothing ties them to it
		}
		h.status("review")
		switch said(errs[1]) {
		case "yes":
			came++
		case "LOC-5":
			if h.in(bank, s) {
				t.Fatalf("round %d: refused, and in", n)
			}
			h.must(h.claim(bank, key))
		default:
			t.Fatalf("round %d: %v", n, errs[1])
		}
		_, err = h.see(bank, s)
		h.want(err, "yes")
		h.end(s)
	}
	t.Logf("attached first in %d of %d", came, rounds)
}

// A solicitation that is withdrawn while its key is typed is withdrawn, and
// nobody is in by it.
func TestLOC5AWithdrawalAndAClaimAtOnce(t *testing.T) {
	t.Parallel()
	h := newTown(t)
	for n := range rounds {
		s := h.made(opinion())
		key := h.key(s)
		errs := roomstest.Meet(late(n, h.withdraws(s)), late(rounds-n, func() error { return h.claim(bank, key) }))
		h.must(errs[0])
		if got := said(errs[1]); got != "yes" && got != "LOC-5" {
			t.Fatalf("round %d: %v", n, errs[1])
		}
		if is := h.read(s); is.State != solicitation.Withdrawn || h.in(bank, s) {
			t.Fatalf("round %d: %s, in %t", n, is.State, h.in(bank, s))
		}
		_, err := h.see(bank, s)
		h.want(err, "ALL-4")
		h.Time.Advance(2 * time.Hour)
	}
}

// Of a withdrawal, an answer and a refusal at once one is, and the others are
// told so.
func TestLOC7AWithdrawalAnAnswerAndARefusalAtOnce(t *testing.T) {
	t.Parallel()
	h := newTown(t)
	states := map[solicitation.State]int{}
	for n := range rounds {
		s := h.drafted()
		errs := roomstest.Meet(late(n, h.withdraws(s)), late(n/5, h.sends(s)), late(n/2, h.declines(s)))
		is, filled, won := h.read(s), h.values("building")["protected"] == "listed", 0
		states[is.State]++
		for i, of := range []solicitation.State{solicitation.Withdrawn, solicitation.Answered, solicitation.Declined} {
			if errs[i] == nil {
				won++
			} else if got := said(errs[i]); got != "ALL-4" && got != "LOC-7" && got != "LOC-8" { // by an earlier answer they are in
				t.Fatalf("round %d: %v", n, errs[i])
			}
			if (errs[i] == nil) != (is.State == of) {
				t.Fatalf("round %d: %s answered %v, it is %s", n, of, errs[i], is.State)
			}
		}
		if won != 1 || filled != (is.State == solicitation.Answered) || h.in(abf, s) != (is.State == solicitation.Answered) {
			t.Fatalf("round %d: %d won, %s, filled %t, in %t", n, won, is.State, filled, h.in(abf, s))
		}
		h.end(s)
	}
	t.Log(states)
}

// Reopened by two agents at once it is reopened once, and one mail says so.
func TestLOC7TwoAgentsReopenAtOnce(t *testing.T) {
	t.Parallel()
	h := newTown(t)
	for n := range rounds {
		s := h.drafted()
		h.must(h.sends(s)())
		reopens := func(by string) func() error {
			return func() error {
				_, _, err := h.Solicitations.Reopen(context.Background(), h.As(by), h.d, s.ID)
				return err
			}
		}
		for _, err := range roomstest.Meet(reopens(claire), reopens(paul)) {
			h.must(err)
		}
		if is := h.read(s); is.Round != 1 || is.State != solicitation.Attached || h.due(solicitation.ReopenedLoad) != n+1 {
			t.Fatalf("round %d: %d, %s, %d mails", n, is.Round, is.State, h.due(solicitation.ReopenedLoad))
		}
		h.end(s)
	}
}

package solicitation_test

import (
	"strings"
	"testing"
	"time"

	"tierce/internal/solicitation"
)

// A day is wished, from today on in the organisation's zone; instructions may be
// there or not, and reach the partner as they were typed; an answer after the
// day is taken, and said to be late until then.
func TestLOC4AWishedDayInstructionsAndALateAnswer(t *testing.T) {
	h := newTown(t)
	for day, want := range map[string]string{"": "wished missing", "soon": "wished wrong-date", "2026-02-30": "wished wrong-date",
		"2026-03-01": "wished due-passed", "2026-03-02": "yes", "2031-01-01": "yes"} {
		a := opinion()
		a.Wished = day
		if _, err := h.make(claire, a); said(err) != want {
			t.Errorf("%q: %v, want %s", day, err, want)
		}
	}
	a := opinion()
	a.Instructions = strings.Repeat("é", solicitation.InstructionsMost+1)
	_, err := h.make(claire, a)
	h.want(err, "instructions too-long")
	a.Instructions = ""
	h.made(a)
	a.Instructions = " Look at\nthe loan "
	s := h.attached(bank, a)
	if got := must(h.see(bank, s)).Solicitation; got.Instructions != "Look at\nthe loan" || got.Wished != a.Wished {
		t.Errorf("%q, %s", got.Instructions, got.Wished)
	}
	for day, late := range map[string]bool{"2026-03-19": false, "2026-03-20": false, "2026-03-21": true} {
		if s := h.read(s); s.Late(day) != late {
			t.Errorf("late on %s: %t", day, !late)
		}
	}
	h.Time.Advance(200 * 24 * time.Hour)
	h.must(h.save(bank, s, opined()))
	h.must(h.send(bank, s))
	if h.read(s).Late("2027-01-01") {
		t.Error("late after it was answered")
	}
}

// The zone decides which day it is: late in the evening it is tomorrow in Paris
// before it is in London.
func TestLOC4TheDayIsTheOrganisations(t *testing.T) {
	paris, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 3, 2, 23, 30, 0, 0, time.UTC)
	if got := solicitation.Today(at, paris); got != "2026-03-03" {
		t.Error(got)
	}
	if got := solicitation.Today(at, time.UTC); got != "2026-03-02" {
		t.Error(got)
	}
}

package loads

import (
	"context"
	"errors"
	"math/rand/v2"
	"net/http"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"tierce/internal/id"
	"tierce/internal/local/engine"
	"tierce/internal/mail"
	"tierce/internal/outbox"
	"tierce/internal/table"
	"tierce/internal/table/tabletest"
	"tierce/internal/text"
)

// mortal is the wire of a process that is killed at one of its calls: that
// call is made or not, its answer is never seen, and no other is made.
type mortal struct {
	left atomic.Int64 // calls until then
	made bool         // that call reaches whom it asks
	die  context.CancelFunc
}

var errKilled = errors.New("killed")

func (m *mortal) over(to http.RoundTripper) http.RoundTripper {
	return trip(func(r *http.Request) (*http.Response, error) {
		left := m.left.Add(-1)
		if left > 0 {
			return to.RoundTrip(r)
		}
		if left == 0 && m.made {
			if answer, err := to.RoundTrip(r); err == nil {
				answer.Body.Close()
			}
		}
		m.die()
		return nil, errKilled
	})
}

type trip func(*http.Request) (*http.Response, error)

func (f trip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// The whole backlog of a bad day: 1,500 due at once, 14 mails a second, and a
// sweeper that is killed again and again. Where SES's reports come nothing is
// mailed twice, and nothing is lost in any case.
func TestABacklogIsDrainedAtTheRateWhileSweepersAreKilled(t *testing.T) {
	quiet(t)
	const due, rate, life = 1_500, 14, 400 // a sweeper makes 200 calls before it is killed
	w := newTown(t)
	entries := fillLetters(t, w, due)
	kills, unheard := 0, 0
	for ctx, die := context.WithCancel(t.Context()); ; ctx, die = context.WithCancel(t.Context()) {
		m := &mortal{made: rand.IntN(2) == 0, die: die}
		m.left.Store(1 + rand.Int64N(life))
		found, err := w.letters(m, rate).Sweep(ctx)
		die()
		if err == nil && !found.Elsewhere && found.Seen == 0 {
			break // as often as sweeps are killed, the entries come to an end
		}
		reports := w.box.Reports()
		if m.left.Load() <= 0 {
			if kills++; kills%3 == 0 {
				unheard++ // SES's report is not there in time
				reports = nil
			}
		}
		if err := hear(t, Feedback{Table: w.Rooms.Table}, reports[max(0, len(reports)-4):]...); err != nil {
			t.Fatal(err)
		}
		w.Time.Advance(time.Minute)
		if found.Seen == 0 {
			w.Time.Advance(5 * time.Minute) // only claims left behind are left
		}
	}
	extra := len(w.box.Messages("")) - due
	got := map[string]bool{}
	for _, m := range w.box.Messages("") {
		got[m.To] = true
	}
	for _, e := range entries {
		if !got[e+"@martin.example"] {
			t.Fatalf("%s: lost", e)
		}
	}
	if extra > unheard || kills < 5 {
		t.Errorf("%d mails too many, after %d kills of which SES reported all but %d", extra, kills, unheard)
	}
	w.checkRate(rate)
	t.Logf("%d due, %d kills, %d mails too many (%d kills without a report)", due, kills, extra, unheard)
}

// letters is a deliverer whose one load mails to the entry's own address.
func (w *town) letters(m *mortal, rate int) *outbox.Deliverer {
	s := w.sender
	s.Client = w.box.Client(m.over)
	s.Pace = &mail.Pace{PerSecond: float64(rate), Clock: w.Time.Now, Sleep: func(ctx context.Context, d time.Duration) error {
		w.Time.Advance(d)
		return ctx.Err()
	}}
	p := post{sender: s}
	return &outbox.Deliverer{Table: tabletest.On(w.T, w.Table, m.over(engine.Transport)), Clock: w.Time.Now, Loads: map[string]outbox.Load{
		"letter": func(ctx context.Context, e outbox.Entry, _ time.Time) (time.Time, error) {
			return time.Time{}, p.send(ctx, e, mail.Message{To: e.ID + "@martin.example", Lang: text.FR, Subject: "S", Text: "T", HTML: "H"})
		}}}
}

// fillLetters writes entries that are due.
func fillLetters(t *testing.T, w *town, n int) (entries []string) {
	var ops []table.Op
	for range n {
		e := outbox.Entry{ID: id.New(), Load: "letter", Due: w.Time.Now()}
		entries, ops = append(entries, e.ID), append(ops, outbox.Op(e, w.Time.Now()))
	}
	for some := range slices.Chunk(ops, 100) {
		if err := w.Rooms.Table.Commit(t.Context(), some...); err != nil {
			t.Fatal(err)
		}
	}
	return entries
}

// checkRate looks at each second of the fake clock.
func (w *town) checkRate(rate int) {
	w.T.Helper()
	all := w.box.Messages("") // newest first
	for i := range len(all) - rate {
		if gap := all[i].At.Sub(all[i+rate].At); gap < time.Second-time.Millisecond {
			w.T.Fatalf("%d mails in %s", rate+1, gap)
		}
	}
}

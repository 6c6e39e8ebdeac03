package outbox

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"tierce/internal/id"
	"tierce/internal/table"
)

// Load does what entries of one name ask for. It checks first that the reason
// still holds, and does nothing where it does not. A next moment makes the
// entry wait again until then (a chain of reminders), for the next sweep even
// where it has passed already; zero ends it. A load that mails skips the mail
// of an entry that is Sent, and answers its next moment all the same.
type Load func(ctx context.Context, e Entry, now time.Time) (next time.Time, err error)

// Deliverer does what is due. Two of them, or twenty, may work at once.
type Deliverer struct {
	Table *table.Table
	Loads map[string]Load
	Clock func() time.Time
}

const (
	hold     = 5 * time.Minute // longer than any function runs: a claim left behind is free after it
	attempts = 7
)

// backoff is how long an entry rests after each failure but the last. All of
// them together outlast a day on which SES takes nothing: what is given up
// ends a whole chain of reminders.
var backoff = [attempts - 1]time.Duration{time.Minute, 10 * time.Minute, time.Hour, 4 * time.Hour, 12 * time.Hour, 24 * time.Hour}

// errLeftBehind gives up an entry that ended whoever did it, every time.
var errLeftBehind = errors.New("left behind by every claim")

// Deliver does the entry of key k if it is due and nobody holds it. What a
// load fails with is written on the entry and logged, and is no error here:
// an error means that the table did not answer.
func (d *Deliverer) Deliver(ctx context.Context, k table.Key) error {
	now := d.Clock()
	r, err := d.claim(ctx, k, now)
	if err != nil || r == nil {
		return err
	}
	e := r.entry()
	var next time.Time
	if e.Attempts > attempts && !e.Sent {
		err, e.Attempts = errLeftBehind, attempts
	} else {
		next, err = d.act(ctx, e, now)
	}
	switch {
	case err != nil:
		slog.ErrorContext(ctx, "outbox entry failed", "entry", e.ID, "load", e.Load, "attempt", e.Attempts, "error", why(err))
		return d.settle(ctx, *r, afterFailure(e, now))
	case next.IsZero():
		return d.settle(ctx, *r, end(done))
	}
	return d.settle(ctx, *r, wait(e.ID, next))
}

// act runs the load; a panic in one entry is that entry's failure only.
func (d *Deliverer) act(ctx context.Context, e Entry, now time.Time) (next time.Time, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v", p)
		}
	}()
	load, known := d.Loads[e.Load]
	if !known {
		return time.Time{}, errors.New("no such load")
	}
	return load(ctx, e, now)
}

// claim takes the entry for a while. nil where it is not due, done, held by
// another, or gone.
func (d *Deliverer) claim(ctx context.Context, k table.Key, now time.Time) (*row, error) {
	mine := id.New()
	got, err := d.Table.Take(ctx, table.Update(k, table.Change{
		Set: map[string]any{"claim": mine, "held": moment(now.Add(hold))},
		Add: map[string]int{"attempts": 1},
		If: []table.Cond{table.Equal("state", waiting), table.NotAfter("due", moment(now)),
			table.NotAfter("held", moment(now))},
	}))
	if table.FailedAt(err) != nil {
		got, err = d.Table.Get(ctx, k) // a lost reply looks like somebody else's claim
		if err != nil || table.Text(got, "claim") != mine {
			return nil, err
		}
	}
	if err != nil {
		return nil, err
	}
	var r row
	if err := table.Into(got, &r); err != nil {
		return nil, err
	}
	return &r, nil
}

// settle writes what became of a claimed entry, unless the claim ran out and
// somebody else has it now.
func (d *Deliverer) settle(ctx context.Context, r row, c table.Change) error {
	c.If = []table.Cond{table.Equal("claim", r.Claim)}
	c.Remove = append(c.Remove, "claim")
	err := d.Table.Write(ctx, table.Update(r.Key, c))
	if table.FailedAt(err) != nil {
		return nil // settled already: a lost reply, or another claim
	}
	return err
}

// afterFailure lets the entry rest, or gives it up. Its moment stays, so that
// the mark of a mail that did go out still fits it.
func afterFailure(e Entry, now time.Time) table.Change {
	if e.Attempts >= attempts {
		return end(failed)
	}
	rest := now.Add(backoff[e.Attempts-1])
	return table.Change{Set: map[string]any{"held": moment(rest), "g3pk": shard(e.ID), "g3sk": moment(rest) + "#" + e.ID}}
}

// wait moves the entry on to the next moment of its chain.
func wait(entry string, due time.Time) table.Change {
	return table.Change{Set: map[string]any{"due": moment(due), "held": "", "attempts": 0,
		"g3pk": shard(entry), "g3sk": moment(due) + "#" + entry}}
}

func end(state string) table.Change {
	return table.Change{Set: map[string]any{"state": state}, Remove: []string{"g3pk", "g3sk"}}
}

// why says what went wrong, and what is behind a fault, whose own word is for
// people.
func why(err error) string {
	if cause := errors.Unwrap(err); cause != nil && !strings.Contains(err.Error(), cause.Error()) {
		return err.Error() + ": " + cause.Error()
	}
	return err.Error()
}

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
// still holds, and does nothing where it does not. A next moment after now
// makes the entry wait again until then (a chain of reminders); zero ends it.
type Load func(ctx context.Context, e Entry, now time.Time) (next time.Time, err error)

// Deliverer does what is due. Two of them, or twenty, may work at once.
type Deliverer struct {
	Table *table.Table
	Loads map[string]Load
	Clock func() time.Time
}

const (
	hold     = 5 * time.Minute // longer than any function runs: a claim left behind is free after it
	attempts = 3
)

// backoff is how long an entry rests after its first and second failure.
var backoff = [attempts - 1]time.Duration{time.Minute, 10 * time.Minute}

// Deliver does the entry of key k if it is due and nobody holds it. What a
// load fails with is written on the entry and logged, and is no error here:
// an error means that the table did not answer.
func (d *Deliverer) Deliver(ctx context.Context, k table.Key) error {
	now := d.Clock()
	r, err := d.claim(ctx, k, now)
	if err != nil || r == nil {
		return err
	}
	due, _ := time.Parse(stamp, r.Due) // written by moment
	e := Entry{ID: r.PK[len("X#"):], Load: r.Load, Due: due, Data: r.Data, Attempts: r.Attempts}
	next, err := d.act(ctx, e, now)
	if err != nil {
		slog.ErrorContext(ctx, "outbox entry failed", "entry", e.ID, "load", e.Load, "attempt", e.Attempts, "error", err.Error())
		return d.settle(ctx, *r, d.afterFailure(e, now))
	}
	if next.After(now) {
		return d.settle(ctx, *r, d.wait(e.ID, next, 0))
	}
	return d.settle(ctx, *r, end(done))
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

func (d *Deliverer) afterFailure(e Entry, now time.Time) table.Change {
	if e.Attempts >= attempts {
		return end(failed)
	}
	return d.wait(e.ID, now.Add(backoff[e.Attempts-1]), e.Attempts)
}

func (d *Deliverer) wait(entry string, due time.Time, tried int) table.Change {
	return table.Change{Set: map[string]any{"due": moment(due), "held": "", "attempts": tried,
		"g3pk": shard(entry), "g3sk": moment(due) + "#" + entry}}
}

func end(state string) table.Change {
	return table.Change{Set: map[string]any{"state": state}, Remove: []string{"g3pk", "g3sk"}}
}

// sweepPage is how many due entries of a shard one sweep takes at a time.
const sweepPage = 100

// Swept is what one sweep found: how many due entries, and by how much the
// oldest was overdue.
type Swept struct {
	Seen    int
	Overdue time.Duration
}

// Sweep delivers everything that is due, shard by shard.
func (d *Deliverer) Sweep(ctx context.Context) (Swept, error) {
	var found Swept
	for s := range shards {
		now := d.Clock()
		q := table.Query{Index: "GSI3", PK: fmt.Sprintf("DUE#%d", s), To: moment(now) + "~", Limit: sweepPage}
		for {
			page, err := d.Table.Query(ctx, q)
			if err != nil {
				return found, err
			}
			for _, r := range page.Rows {
				found.Seen++
				found.Overdue = max(found.Overdue, now.Sub(dueOf(r)))
				if err := d.Deliver(ctx, table.KeyOf(r)); err != nil {
					return found, err
				}
			}
			if page.Next == nil {
				break
			}
			q.After = page.Next
		}
	}
	return found, nil
}

// dueOf reads the moment in the index's sort key.
func dueOf(r table.Row) time.Time {
	at, _, _ := strings.Cut(table.Text(r, "g3sk"), "#")
	due, _ := time.Parse(stamp, at) // written by moment
	return due
}

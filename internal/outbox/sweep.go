package outbox

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"time"

	"tierce/internal/table"
)

// sweepPage is how many due entries of a shard one look takes.
const sweepPage = 100

// margin is what a sweep leaves of its function's time for the entry under
// way: a mail that SES takes its time for, and the mark.
const margin = 25 * time.Second

// Swept is what one sweep found.
type Swept struct {
	Seen      int           // due entries that it tried
	Overdue   time.Duration // by how much the oldest was overdue
	Elsewhere bool          // another sweep is under way: it left everything to that one
	Stopped   bool          // it ended before the entries did; the next goes on there
}

// Sweep delivers everything that is due, the oldest first, unless another
// sweep is under way. It stops in good time before ctx's deadline, and where
// it lost the lease: what is left stands first in the index for the next one.
// An entry that the table does not answer for delays no other; the first such
// error is given at the end.
func (d *Deliverer) Sweep(ctx context.Context) (found Swept, err error) {
	now := d.Clock()
	due := d.due(now)
	batch, err := due.more(ctx)
	if err != nil || len(batch) == 0 {
		return found, err
	}
	found.Overdue = max(0, now.Sub(dueOf(batch[0])))
	l, err := d.lease(ctx)
	if err != nil || l == nil {
		found.Elsewhere = err == nil
		return found, err
	}
	defer l.release(ctx)
	var first error
	for len(batch) > 0 {
		for _, r := range batch {
			if going, err := l.renewed(ctx); err != nil || !going || late(ctx) {
				found.Stopped = true
				return found, cmp.Or(first, err)
			}
			found.Seen++
			if err := d.Deliver(ctx, table.KeyOf(r)); err != nil {
				slog.ErrorContext(ctx, "outbox entry not delivered", "entry", table.KeyOf(r).PK[len("X#"):], "error", why(err))
				first = cmp.Or(first, err)
			}
		}
		if batch, err = due.more(ctx); err != nil {
			return found, cmp.Or(first, err)
		}
	}
	return found, first
}

// late tells whether ctx ends too soon to begin another entry.
func late(ctx context.Context) bool {
	end, bounded := ctx.Deadline()
	return ctx.Err() != nil || bounded && time.Until(end) < margin
}

// cursor reads what is due at one moment, all shards side by side.
type cursor struct {
	table *table.Table
	looks []table.Query // of the shards that have more
}

func (d *Deliverer) due(now time.Time) *cursor {
	c := &cursor{table: d.Table}
	for s := range shards {
		c.looks = append(c.looks, table.Query{Index: "GSI3", PK: fmt.Sprintf("DUE#%d", s), To: moment(now) + "~", Limit: sweepPage})
	}
	return c
}

// more gives the next page of every shard, the oldest entry first; none at
// the end.
func (c *cursor) more(ctx context.Context) (rows []table.Row, err error) {
	var rest []table.Query
	for _, q := range c.looks {
		page, err := c.table.Query(ctx, q)
		if err != nil {
			return nil, err
		}
		rows = append(rows, page.Rows...)
		if page.Next != nil {
			q.After = page.Next
			rest = append(rest, q)
		}
	}
	c.looks = rest
	if len(rows) == 0 && len(rest) > 0 {
		return c.more(ctx) // a page of nothing, with another behind it
	}
	slices.SortStableFunc(rows, func(a, b table.Row) int { return strings.Compare(table.Text(a, "g3sk"), table.Text(b, "g3sk")) })
	return rows, nil
}

// dueOf reads the moment in the index's sort key.
func dueOf(r table.Row) time.Time {
	at, _, _ := strings.Cut(table.Text(r, "g3sk"), "#")
	due, _ := time.Parse(stamp, at) // written by moment
	return due
}

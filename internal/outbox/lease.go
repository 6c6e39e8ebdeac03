package outbox

import (
	"context"
	"log/slog"
	"time"

	"tierce/internal/id"
	"tierce/internal/table"
)

// leaseLife is how long a sweeper that was killed keeps others from sweeping.
// One that lives renews its lease in the second half of it.
const leaseLife = 30 * time.Second

// A claim on each entry already keeps two sweeps from doing it twice; the
// lease keeps them from mailing at twice the rate.
func leaseKey() table.Key { return table.Key{PK: "X#sweep", SK: "lease"} }

// lease is the right to sweep, held by this sweep until a moment.
type lease struct {
	table *table.Table
	clock func() time.Time
	mine  string
	until time.Time
}

// lease takes the right to sweep; nil where another sweep has it.
func (d *Deliverer) lease(ctx context.Context) (*lease, error) {
	l := &lease{table: d.Table, clock: d.Clock, mine: id.New()}
	took, err := l.take(ctx, table.Either(table.Absent("until"), table.NotAfter("until", moment(l.clock()))))
	if !took {
		return nil, err
	}
	return l, nil
}

// renewed tells whether the lease is still this sweep's, and prolongs it where
// it has little left.
func (l *lease) renewed(ctx context.Context) (bool, error) {
	if l.until.Sub(l.clock()) > leaseLife/2 {
		return true, nil
	}
	return l.take(ctx, table.Equal("holder", l.mine))
}

func (l *lease) take(ctx context.Context, where table.Cond) (bool, error) {
	until := l.clock().Add(leaseLife)
	err := l.table.Write(ctx, table.Update(leaseKey(), table.Change{
		Set: map[string]any{"holder": l.mine, "until": moment(until)}, If: []table.Cond{where}}))
	if table.FailedAt(err) != nil {
		var r table.Row
		r, err = l.table.Get(ctx, leaseKey()) // a lost reply looks like somebody else's lease
		if err != nil || table.Text(r, "holder") != l.mine {
			return false, err
		}
	}
	if err != nil {
		return false, err
	}
	l.until = until
	return true, nil
}

// release lets the next sweep begin at once. Where it fails the lease ends by
// itself.
func (l *lease) release(ctx context.Context) {
	err := l.table.Write(ctx, table.Delete(leaseKey(), table.Equal("holder", l.mine)))
	if err != nil && table.FailedAt(err) == nil {
		slog.WarnContext(ctx, "lease not released", "error", err.Error())
	}
}

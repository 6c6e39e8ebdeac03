package sharekey

import (
	"context"
	"strings"
	"time"

	"tierce/internal/fault"
	"tierce/internal/id"
	"tierce/internal/table"
)

// spentMost is how many spent keys an account may paste in an hour; the next
// one is told how long to wait (EVO-6).
const spentMost = 10

type spentRow struct {
	table.Key
	Tries   []string `dynamodbav:"tries"` // moment#id, the oldest first
	Version int      `dynamodbav:"v"`
	TTL     int64    `dynamodbav:"ttl"`
}

func spentKey(acct string) table.Key { return table.Key{PK: "A#" + acct, SK: "R#spent"} }

func spentOf(row table.Row, now time.Time) (spentRow, error) {
	var w spentRow
	if err := table.Into(row, &w); err != nil {
		return w, err
	}
	recent := w.Tries[:0]
	for _, t := range w.Tries {
		if now.Before(tried(t).Add(time.Hour)) {
			recent = append(recent, t)
		}
	}
	w.Tries = recent
	return w, nil
}

func tried(t string) time.Time {
	at, _, _ := strings.Cut(t, "#")
	moment, _ := time.Parse(stamp, at) // written below
	return moment
}

// blocked gives how long the account must wait; 0 where it need not.
func blocked(row table.Row, now time.Time) time.Duration {
	w, err := spentOf(row, now)
	if err != nil || len(w.Tries) < spentMost {
		return 0
	}
	return tried(w.Tries[len(w.Tries)-spentMost]).Add(time.Hour).Sub(now)
}

func tooMany(wait time.Duration) error {
	f := fault.New(fault.TooMany, "too-many-keys", "minutes", int((wait+time.Minute-1)/time.Minute)).By("EVO-6").For("nobody")
	f.Retry = wait
	return f
}

// refuse counts a spent key against the account and gives the answer: spent,
// or too many. Of two at once each counts.
func (r Room) refuse(ctx context.Context, acct string, row table.Row, now time.Time) error {
	mine := now.Format(stamp) + "#" + id.New()
	for range 50 {
		w, err := spentOf(row, now)
		if err != nil {
			return err
		}
		for _, t := range w.Tries {
			if t == mine {
				return spent() // counted: only the reply was lost
			}
		}
		if wait := blocked(row, now); wait > 0 {
			return tooMany(wait)
		}
		cond := table.Absent("pk")
		if w.Version > 0 {
			cond = table.Equal("v", w.Version)
		}
		err = r.Table.Write(ctx, table.Put(spentRow{Key: spentKey(acct), Tries: append(w.Tries, mine), Version: w.Version + 1,
			TTL: now.Add(2 * time.Hour).Unix()}, cond))
		if table.FailedAt(err) == nil {
			return errOr(err)
		}
		if row, err = r.Table.Get(ctx, spentKey(acct)); err != nil {
			return err
		}
	}
	return table.ErrConflict
}

func errOr(err error) error {
	if err != nil {
		return err
	}
	return spent()
}

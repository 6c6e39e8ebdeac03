package secret

import (
	"context"
	"strings"
	"time"

	"tierce/internal/fault"
	"tierce/internal/id"
	"tierce/internal/table"
)

// spentMost is how many spent keys an account may type in an hour, of whatever
// kind; the next one is told how long to wait (EVO-6).
const spentMost = 10

type spentRow struct {
	table.Key
	Tries   []string `dynamodbav:"tries"` // moment#id, the oldest first
	Version int      `dynamodbav:"v"`
	TTL     int64    `dynamodbav:"ttl"`
}

// stamp sorts as time does.
const stamp = "2006-01-02T15:04:05.000000000Z"

// TriesKey names the row that counts the spent keys which acct typed. A claim
// reads it with the key.
func TriesKey(acct string) table.Key { return table.Key{PK: "A#" + acct, SK: "R#spent"} }

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

// Blocked refuses whoever typed too many spent keys, by the row of TriesKey,
// and says how long to wait; nil where they may go on.
func Blocked(row table.Row, now time.Time) error {
	w, err := spentOf(row, now)
	if err != nil || len(w.Tries) < spentMost {
		return err
	}
	wait := tried(w.Tries[len(w.Tries)-spentMost]).Add(time.Hour).Sub(now)
	f := fault.New(fault.TooMany, "too-many-keys", "minutes", int((wait+time.Minute-1)/time.Minute)).By("EVO-6").For("nobody")
	f.Retry = wait
	return f
}

// Refuse counts a spent key against acct, whose row of TriesKey was read, and
// gives the answer: spent, or too many. Of two at once each counts.
func (k Kind) Refuse(ctx context.Context, t *table.Table, acct string, row table.Row, now time.Time) error {
	mine := now.Format(stamp) + "#" + id.New()
	for range 50 {
		w, err := spentOf(row, now)
		if err != nil {
			return err
		}
		for _, one := range w.Tries {
			if one == mine {
				return k.Spent() // counted: only the reply was lost
			}
		}
		if err := Blocked(row, now); err != nil {
			return err
		}
		cond := table.Absent("pk")
		if w.Version > 0 {
			cond = table.Equal("v", w.Version)
		}
		err = t.Write(ctx, table.Put(spentRow{Key: TriesKey(acct), Tries: append(w.Tries, mine), Version: w.Version + 1,
			TTL: now.Add(2 * time.Hour).Unix()}, cond))
		if err == nil {
			return k.Spent()
		}
		if table.FailedAt(err) == nil {
			return err
		}
		if row, err = t.Get(ctx, TriesKey(acct)); err != nil {
			return err
		}
	}
	return table.ErrConflict
}

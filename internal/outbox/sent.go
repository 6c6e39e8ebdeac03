package outbox

import (
	"context"
	"time"

	"tierce/internal/table"
)

// Find gives the entry called id; false where there is none.
func Find(ctx context.Context, t *table.Table, id string) (Entry, bool, error) {
	r, err := find(ctx, t, id)
	if err != nil || r == nil {
		return Entry{}, false, err
	}
	return r.entry(), true, nil
}

// find reads an entry by its id alone: SES's reports name no sort key.
func find(ctx context.Context, t *table.Table, id string) (*row, error) {
	page, err := t.Query(ctx, table.Query{PK: "X#" + id})
	if err != nil || len(page.Rows) == 0 {
		return nil, err
	}
	var r row
	if err := table.Into(page.Rows[0], &r); err != nil {
		return nil, err
	}
	return &r, nil
}

// Sent marks that the mail which id's entry owed at the moment due has gone
// out. Nothing is written where the entry has moved on since, as it nearly
// always has: the mark is for a claim that was left behind between SES and
// the end, and for a failure after which the mail had gone all the same. It
// may be said twice.
func Sent(ctx context.Context, t *table.Table, id string, due time.Time) error {
	r, err := find(ctx, t, id)
	if err != nil || r == nil || r.State != waiting || r.Due != moment(due) || r.Sent == r.Due {
		return err
	}
	err = t.Write(ctx, table.Update(r.Key, table.Change{Set: map[string]any{"sent": r.Due},
		If: []table.Cond{table.Equal("state", waiting), table.Equal("due", r.Due)}}))
	if table.FailedAt(err) != nil {
		return nil // it moved on meanwhile
	}
	return err
}

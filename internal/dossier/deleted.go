package dossier

import (
	"context"
	"time"

	"tierce/internal/people"
	"tierce/internal/table"
)

// Deleted says who deleted a dossier, and when. The moment names the deletion:
// a dossier that is restored and deleted again has another.
type Deleted struct {
	By string    `dynamodbav:"by"`
	At time.Time `dynamodbav:"at"`
}

// WhenLive is v as if its dossier had not been deleted, for what its manager
// may still do to it: every other decision is made on v itself, to which the
// dossier does not exist.
func (v View) WhenLive() View {
	v.Live = v.Deleted != nil
	return v
}

// deletedOf names the partition of an index in which the dossiers stand that
// acct, their manager, deleted.
func deletedOf(acct string) string { return "A#" + acct + "#deleted" }

// DeleteOp gives the write that makes d one that does not exist for anybody,
// by its manager, and finds it for them again.
func DeleteOp(d string, by Deleted) table.Op {
	return table.Update(headerKey(d), table.Change{If: []table.Cond{exists(), table.Equal("manager", by.By)},
		Set: map[string]any{"state": deleted, "deleted": by, "g1pk": deletedOf(by.By), "g1sk": by.At.Format(stamp) + "#" + d}})
}

// RestoreOp undoes the deletion was, while it stands.
func RestoreOp(d string, was Deleted) table.Op {
	return table.Update(headerKey(d), table.Change{If: stillDeleted(was), Set: map[string]any{"state": live},
		Remove: []string{"deleted", "g1pk", "g1sk"}})
}

func stillDeleted(was Deleted) []table.Cond {
	return []table.Cond{table.Equal("state", deleted), table.Equal("deleted.at", was.At)}
}

// MineDeleted gives a page of the dossiers that the caller deleted, the newest
// deletion first. They are candidates: who may see them in it, and until when,
// is decided above.
func (r Room) MineDeleted(ctx context.Context, by people.Caller, cursor string, limit int) ([]View, string, error) {
	q := table.Query{Index: "GSI1", PK: deletedOf(by.Account()), Newest: true, Limit: int32(min(max(limit, 1), PageMost))}
	if cursor != "" {
		sk, d, err := placeOf(cursor)
		if err != nil {
			return nil, "", err
		}
		q.After = table.Start("GSI1", q.PK, sk, headerKey(d))
	}
	page, err := r.Table.Query(ctx, q)
	if err != nil {
		return nil, "", err
	}
	views, err := r.decideAll(ctx, by, page.Rows)
	if err != nil || page.Next == nil {
		return views, "", err
	}
	return views, mineCursor(page.Next), nil
}

// purgePages is how many pages of at most 1 MB one call of Purge deletes: it
// must be done in the time of a function.
const purgePages = 20

// Purge deletes the rows of d, which was deleted at the moment at and not
// restored since. It begins by marking the header, after which nobody restores
// it; before is done then, with what other partitions hold of it; the header
// goes last, so that a stop anywhere is taken up again. more tells that rows
// are left.
func (r Room) Purge(ctx context.Context, d string, at time.Time, before func() error) (more bool, err error) {
	begun, err := r.beginPurge(ctx, d, at)
	if err != nil || !begun {
		return false, err
	}
	if err := before(); err != nil {
		return false, err
	}
	q := table.Query{PK: "D#" + d}
	for range purgePages {
		page, err := r.Table.Query(ctx, q)
		if err != nil {
			return false, err
		}
		if err := r.Table.Clear(ctx, butHeader(page.Rows)); err != nil {
			return false, err
		}
		if page.Next == nil {
			return false, r.Table.Clear(ctx, []table.Key{headerKey(d)})
		}
		q.After = page.Next
	}
	return true, nil
}

func butHeader(rows []table.Row) []table.Key {
	var keys []table.Key
	for _, row := range rows {
		if k := table.KeyOf(row); k.SK != "M" {
			keys = append(keys, k)
		}
	}
	return keys
}

// beginPurge marks the header; false where there is nothing to purge: it was
// restored, deleted anew since, or is gone.
func (r Room) beginPurge(ctx context.Context, d string, at time.Time) (begun bool, err error) {
	err = table.Again(ctx, func() error {
		row, err := r.Table.Get(ctx, headerKey(d))
		if err != nil || row == nil {
			return err
		}
		var w headerRow
		if err := table.Into(row, &w); err != nil {
			return err
		}
		if w.Deleted == nil || !w.Deleted.At.Equal(at) {
			return nil
		}
		if begun = w.State == purging; begun {
			return nil
		}
		err = table.Anew(r.Table.Write(ctx, table.Update(headerKey(d), table.Change{
			Set: map[string]any{"state": purging}, Remove: []string{"g1pk", "g1sk"}, If: stillDeleted(*w.Deleted)})))
		begun = err == nil
		return err
	})
	return begun, err
}

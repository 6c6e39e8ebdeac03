package document

import (
	"context"
	"strings"
	"time"

	"tierce/internal/id"
	"tierce/internal/outbox"
	"tierce/internal/table"
	"tierce/internal/trail"
)

// UnusedLoad names the outbox load that removes objects from the bucket which
// no document refers to.
const UnusedLoad = "objects-unused"

// another is how long the scan of an upload that was found late may take.
const another = time.Hour

// Settle is the load of SettleLoad. What lies there unnoticed is taken up,
// what nobody scanned is refused; a slot that was settled is removed a day
// later, and one that nothing came for at once.
func (r Room) Settle(ctx context.Context, e outbox.Entry, now time.Time) (time.Time, error) {
	d, upload := e.Data["dossier"], e.Data["upload"]
	s, err := r.slot(ctx, d, e.Data["slot"])
	if err != nil {
		return time.Time{}, err
	}
	switch s.State {
	case Waiting:
		_, found, err := r.Bucket.Head(ctx, uploads+upload)
		if err != nil {
			return time.Time{}, err
		}
		switch {
		case found:
			return now.Add(another), r.Arrived(ctx, uploads+upload)
		case s.Template != "": // it was never made, and says so for a day
			return now.Add(keptFor), r.refuse(ctx, d, s, Unmade, "")
		}
	case Checking:
		if err := r.concluded(ctx, d, s); err != nil {
			return time.Time{}, err
		}
		if s, err = r.slot(ctx, d, s.ID); err != nil || s.State != Checking {
			return now.Add(keptFor), err
		}
		if last := s.checked.Add(another); now.Before(last) {
			return last, nil
		}
		return now.Add(keptFor), r.refuse(ctx, d, s, Unscanned, "")
	case Done, Refused:
		if gone := s.Settled.Add(keptFor); now.Before(gone) {
			return gone, r.tidy(ctx, s)
		}
	}
	return time.Time{}, r.forget(ctx, d, s, upload)
}

// forget removes a slot, and all that came of it but its document. One that
// waits has been sent nothing.
func (r Room) forget(ctx context.Context, d string, s Slot, upload string) error {
	if s.State == Waiting || s.State == Checking {
		s.State = Refused
	}
	s.upload = upload
	if s.State == "" { // removed with its dossier
		if err := r.Bucket.Delete(ctx, uploads+upload); err != nil {
			return err
		}
	} else if err := r.tidy(ctx, s); err != nil {
		return err
	}
	if s.ID != "" {
		if err := r.Table.Write(ctx, table.Delete(slotKey(d, s.ID))); err != nil {
			return err
		}
	}
	return r.Table.Write(ctx, table.Delete(madeKey(upload)))
}

// Release is the load of ReleaseLoad: a document that stayed deleted for
// UndoFor is gone, and refers to its objects no more.
func (r Room) Release(ctx context.Context, e outbox.Entry, now time.Time) (time.Time, error) {
	d, document := e.Data["dossier"], e.Data["document"]
	return time.Time{}, table.Again(ctx, func() error {
		row, err := r.Table.Get(ctx, keyOf(d, document))
		if err != nil || row == nil {
			return err
		}
		doc, err := documentOf(row)
		if err != nil || !doc.gone(now) {
			return err // restored, and perhaps deleted anew, which has an entry of its own
		}
		return r.release(ctx, d, doc, now)
	})
}

// release removes a document and what refers from it to its objects; those are
// looked at again in unusedFor.
func (r Room) release(ctx context.Context, d string, doc Document, now time.Time) error {
	ops := []table.Op{table.Delete(keyOf(d, doc.ID), table.Equal("v", doc.Row))}
	var of []string
	for _, v := range doc.Versions {
		ops = append(ops, table.Delete(usedKey(v.Object, d, doc.ID)))
		of = append(of, v.Object)
	}
	look := outbox.Entry{ID: id.New(), Load: UnusedLoad, Due: now.Add(unusedFor), Data: map[string]string{"objects": strings.Join(of, " ")}}
	ops = append(ops, outbox.Op(look, now), trail.Op(trail.Entry{On: d, At: now, Verb: trail.DocumentRemoved, Args: map[string]string{"document": doc.ID}}))
	return again(r.Table.Commit(ctx, ops...))
}

// Unused is the load of UnusedLoad: each object that no document refers to by
// now goes, from the bucket first, so that a stop half way is taken up again.
func (r Room) Unused(ctx context.Context, e outbox.Entry, _ time.Time) (time.Time, error) {
	for _, object := range strings.Fields(e.Data["objects"]) {
		page, err := r.Table.Query(ctx, table.Query{PK: "B#" + object, From: "D#", Limit: 1})
		if err != nil {
			return time.Time{}, err
		}
		if len(page.Rows) > 0 {
			continue
		}
		if err := r.drop(ctx, object); err != nil {
			return time.Time{}, err
		}
	}
	return time.Time{}, nil
}

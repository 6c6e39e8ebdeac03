package document

import (
	"context"
	"time"

	"tierce/internal/bucket"
	"tierce/internal/fault"
	"tierce/internal/id"
	"tierce/internal/outbox"
	"tierce/internal/table"
)

// NewSlot gives a slot that waits for its file. Its Ops write it.
func NewSlot(once string, asked Draft, by string, now time.Time) Slot {
	s := Slot{ID: once, Draft: asked, Document: asked.Of, By: by, At: now, State: Waiting, upload: id.New(), asks: asked.hash()}
	if s.Document == "" {
		s.Document = id.New()
	}
	return s
}

// Ops are the slot, what its upload is for, and the look after it.
func (s Slot) Ops(place string, now time.Time) []table.Op {
	look := outbox.Entry{ID: id.New(), Load: SettleLoad, Due: now.Add(settleAfter),
		Data: map[string]string{"dossier": place, "slot": s.ID, "upload": s.upload}}
	return []table.Op{table.Insert(s.row(place)),
		table.Insert(madeRow{Key: madeKey(s.upload), Dossier: place, Slot: s.ID}),
		outbox.Op(look, now)}
}

// SlotKey names the row of a slot of place, for who reads it with others.
func SlotKey(place, slot string) table.Key { return slotKey(place, slot) }

// Repeated gives the slot of row, where it is what the same account asked for
// before; another request under the same name is refused.
func Repeated(row table.Row, asked Draft, by string) (Slot, error) {
	s, err := slotOf(row)
	if err == nil && (s.asks != asked.hash() || s.By != by) {
		err = fault.New(fault.Invalid, "idempotency-key-reused")
	}
	return s, err
}

// SlotAt gives a slot of place, to the product itself; one without a State where
// there is none.
func (r Room) SlotAt(ctx context.Context, place, slot string) (Slot, error) {
	return r.slot(ctx, place, slot)
}

// PutMost is how many bytes Put takes.
const PutMost = bucket.Largest

// Put puts the content of a slot where its form would have, as the product
// itself. What is being checked already stays as it is.
func (r Room) Put(ctx context.Context, s Slot, content []byte) error {
	if s.State != Waiting {
		return nil
	}
	return r.Bucket.Put(ctx, uploads+s.upload, s.Type, content)
}

// Give reads an object that somebody's slot was filed with, most bytes at most.
func (r Room) Give(ctx context.Context, object string, most int64) ([]byte, error) {
	return r.Bucket.Read(ctx, objects+object, most)
}

// Refuse settles a slot whose file will not be made, if nothing settled it
// meanwhile. Should one lie there, it goes when it is taken up.
func (r Room) Refuse(ctx context.Context, place string, s Slot, why Reason) error {
	err := r.Table.Write(ctx, table.Update(slotKey(place, s.ID), table.Change{Set: map[string]any{"state": Refused, "reason": why, "settled": r.Clock().UTC()},
		If: []table.Cond{table.Equal("state", Waiting)}}))
	if table.FailedAt(err) != nil {
		return nil
	}
	return err
}

// Filed is a file that was found clean and becomes no document.
type Filed struct {
	Slot
	Object string
	SHA256 string
	Size   int64
}

// Used is the write that keeps an object for as long as something of
// organisation org refers to it.
func Used(object, org, by string) table.Op {
	return table.Insert(usedRow{table.Key{PK: "B#" + object, SK: "O#" + org + "#" + by}})
}

// Unused are the writes by which something lets go of an object, which goes
// once nothing refers to it.
func Unused(object, org, by string, now time.Time) []table.Op {
	look := outbox.Entry{ID: id.New(), Load: UnusedLoad, Due: now.Add(unusedFor), Data: map[string]string{"objects": object}}
	return []table.Op{table.Delete(table.Key{PK: "B#" + object, SK: "O#" + org + "#" + by}), outbox.Op(look, now)}
}

// fileElsewhere hands a clean file of an organisation to whoever keeps it.
func (r Room) fileElsewhere(ctx context.Context, org string, s Slot) error {
	done := table.Update(slotKey(Elsewhere(org), s.ID), table.Change{Set: map[string]any{"state": Done, "settled": r.Clock().UTC()},
		If: []table.Cond{table.Equal("state", Checking)}})
	why, err := r.Keep(ctx, org, Filed{s, s.object, s.sha, s.Size}, done)
	if err != nil || why == "" {
		return err
	}
	return r.refuse(ctx, Elsewhere(org), s, why, "")
}

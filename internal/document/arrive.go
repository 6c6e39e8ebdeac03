package document

import (
	"context"
	"errors"
	"slices"
	"strings"

	"tierce/internal/bucket"
	"tierce/internal/id"
	"tierce/internal/table"
)

// Arrived takes up what a form has brought under key: it copies it once, to an
// object that nobody can write again, and looks at that. What is not what its
// slot says is refused and removed; all else waits for its scan. It may be told
// twice, late, or of an object that no slot is for, which it removes.
func (r Room) Arrived(ctx context.Context, key string) error {
	upload, is := strings.CutPrefix(key, uploads)
	if !is || !id.Valid(upload) {
		return nil // an object of ours, of which the scan tells
	}
	d, s, err := r.slotFor(ctx, upload)
	switch {
	case err != nil:
		return err
	case s.State == Checking:
		if err := r.concluded(ctx, d, s); err != nil {
			return err
		}
	case s.State == Waiting:
		return r.takeUp(ctx, d, s)
	}
	return r.Bucket.Delete(ctx, key)
}

// slotFor finds the slot that an upload or an object was made for; one without
// a State where there is none.
func (r Room) slotFor(ctx context.Context, made string) (d string, s Slot, err error) {
	row, err := r.Table.Get(ctx, madeKey(made))
	if err != nil || row == nil {
		return "", s, err
	}
	d = table.Text(row, "dossier")
	s, err = r.slot(ctx, d, table.Text(row, "slot"))
	return d, s, err
}

func (r Room) slot(ctx context.Context, d, slot string) (s Slot, err error) {
	row, err := r.Table.Get(ctx, slotKey(d, slot))
	if err != nil || row == nil {
		return s, err
	}
	return slotOf(row)
}

// takeUp makes an object of what was uploaded and looks at it.
func (r Room) takeUp(ctx context.Context, d string, s Slot) error {
	object, err := r.begin(ctx, d, s)
	if err != nil || object == "" {
		return err
	}
	err = r.Bucket.Copy(ctx, uploads+s.upload, objects+object)
	if errors.Is(err, bucket.ErrAbsent) {
		return r.drop(ctx, object) // taken up meanwhile, or never sent
	}
	if err != nil {
		return err
	}
	is, err := r.look(ctx, object)
	if err != nil {
		return err
	}
	if reason := s.unlike(is); reason != "" {
		return r.refuse(ctx, d, s, reason, "")
	}
	won, err := r.check(ctx, d, s, object, is)
	if err != nil {
		return err
	}
	if won.object != object {
		return r.drop(ctx, object) // another look was first
	}
	if err := r.concluded(ctx, d, won); err != nil {
		return err
	}
	return r.Bucket.Delete(ctx, uploads+s.upload)
}

// check makes s wait for the scan of object, if it waits for nothing else yet,
// and gives it as it stands then.
func (r Room) check(ctx context.Context, d string, s Slot, object string, is looked) (Slot, error) {
	err := r.Table.Write(ctx, table.Update(slotKey(d, s.ID), table.Change{
		Set: map[string]any{"state": Checking, "object": object, "sha256": is.sha, "size": is.size, "checked": r.Clock().UTC()},
		If:  []table.Cond{table.Equal("state", Waiting)}}))
	if err != nil && table.FailedAt(err) == nil {
		return s, err
	}
	return r.slot(ctx, d, s.ID)
}

// begin names an object of its own for this look at s; "" where the slot is
// settled by now. The number stands on the slot before anything lies under the
// name, so that all of them are found again.
func (r Room) begin(ctx context.Context, d string, s Slot) (string, error) {
	row, err := r.Table.Take(ctx, table.Update(slotKey(d, s.ID), table.Change{Add: map[string]int{"attempts": 1},
		If: []table.Cond{table.Equal("state", Waiting)}}))
	if table.FailedAt(err) != nil {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	now, err := slotOf(row)
	if err != nil {
		return "", err
	}
	object := now.attempt(now.attempts)
	err = r.Table.Write(ctx, table.Insert(madeRow{Key: madeKey(object), Dossier: d, Slot: s.ID}))
	if table.FailedAt(err) != nil {
		err = nil // one's own, its first reply lost
	}
	return object, err
}

// unlike says what is wrong with the file that came for s; "" for nothing.
func (s Slot) unlike(is looked) Reason {
	k, err := kindOf(s.Name, s.Type)
	switch {
	case is.size == 0:
		return Empty
	case is.size != s.Size && s.Template == "":
		return OtherSize
	case err != nil || !k.is(is.head, func(name string) bool { return slices.Contains(is.holds, name) }):
		return NotItsKind
	}
	return ""
}

// drop removes an object that is not needed, and what says whose it was.
func (r Room) drop(ctx context.Context, object string) error {
	if err := r.Bucket.Delete(ctx, objects+object); err != nil {
		return err
	}
	return r.Table.Write(ctx, table.Delete(madeKey(object)))
}

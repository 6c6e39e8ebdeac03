package document

import (
	"context"
	"strings"

	"tierce/internal/id"
	"tierce/internal/table"
)

// Scanned takes what the scan said of the object under key: clean, or not,
// which names a threat where there is one and none where it could not be
// scanned. Whichever of it and Arrived comes last files the document. It may be
// told twice; a threat outweighs whatever else was said. An object that no slot
// is for is removed.
func (r Room) Scanned(ctx context.Context, key string, isClean bool, named string) error {
	object, is := strings.CutPrefix(key, objects)
	if !is || !id.Valid(object) {
		return nil // what a form brought, which nobody fetches
	}
	said := unknown
	switch {
	case isClean:
		said = clean
	case named != "":
		said = threat
	}
	var first []table.Cond
	if said != threat {
		first = append(first, table.Absent("verdict"))
	}
	err := r.Table.Write(ctx, table.Update(madeKey(object), table.Change{Set: map[string]any{"verdict": said}, If: append(first, table.Present("pk"))}))
	if err != nil && table.FailedAt(err) == nil {
		return err
	}
	d, s, err := r.slotFor(ctx, object)
	if err != nil {
		return err
	}
	switch {
	case d == "":
		return r.Bucket.Delete(ctx, key)
	case s.State == Checking && s.object == object:
		return r.concluded(ctx, d, s)
	}
	return nil // being looked at, or settled
}

// concluded settles s by the verdict on its object, if there is one by now.
func (r Room) concluded(ctx context.Context, d string, s Slot) error {
	row, err := r.Table.Get(ctx, madeKey(s.object))
	if err != nil {
		return err
	}
	switch verdict(table.Text(row, "verdict")) {
	case clean:
		if org, elsewhere := orgOf(d); elsewhere {
			return r.fileElsewhere(ctx, org, s)
		}
		return r.file(ctx, d, s)
	case threat:
		return r.refuse(ctx, d, s, Infected, "")
	case unknown:
		return r.refuse(ctx, d, s, Unscannable, "")
	}
	return nil
}

// refuse settles s as refused, if nothing settled it meanwhile, and removes
// what came of it.
func (r Room) refuse(ctx context.Context, d string, s Slot, why Reason, same string) error {
	set := map[string]any{"state": Refused, "reason": why, "settled": r.Clock().UTC()}
	if same != "" {
		set["same"] = same
	}
	err := r.Table.Write(ctx, table.Update(slotKey(d, s.ID), table.Change{Set: set,
		If: []table.Cond{table.Equal("state", s.State)}}))
	if err != nil && table.FailedAt(err) == nil {
		return err
	}
	if s, err = r.slot(ctx, d, s.ID); err != nil {
		return err
	}
	return r.tidy(ctx, s)
}

// tidy removes of a settled slot what no document refers to: the upload, and
// every object but the one that was filed.
func (r Room) tidy(ctx context.Context, s Slot) error {
	if s.State != Done && s.State != Refused {
		return nil
	}
	if err := r.Bucket.Delete(ctx, uploads+s.upload); err != nil {
		return err
	}
	for n := 1; n <= s.attempts; n++ {
		if object := s.attempt(n); s.State == Refused || object != s.object {
			if err := r.drop(ctx, object); err != nil {
				return err
			}
		}
	}
	return nil
}

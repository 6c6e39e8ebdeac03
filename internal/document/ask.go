package document

import (
	"context"
	"strconv"

	"tierce/internal/access"
	"tierce/internal/bucket"
	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/id"
	"tierce/internal/people"
	"tierce/internal/table"
)

// SettleLoad names the outbox load that looks after what became of an upload.
const SettleLoad = "upload-unsettled"

// Ask makes a slot for an upload to d, and the form to send it with until
// Slot.Until: this type and this size only. once names it: the same request
// repeated gives it again, with a fresh form while it waits, and another one
// under the same name is refused.
func (r Room) Ask(ctx context.Context, by people.Caller, d string, asked Draft, once string) (Slot, *bucket.Form, error) {
	asked, bad := asked.clean()
	var s Slot
	err := table.Again(ctx, func() error {
		v, err := r.Dossiers.Load(ctx, by, d, access.Open, "", slotKey(d, once), keyOf(d, asked.Of))
		if err != nil {
			return err
		}
		may, doc, err := mayBring(v, asked)
		if err != nil {
			return err
		}
		if bad != nil {
			return bad
		}
		if v.Row(0) != nil {
			s, err = Repeated(v.Row(0), asked, v.Account.ID)
			return err
		}
		if err := r.fits(ctx, v, asked, doc); err != nil {
			return err
		}
		asked.Audience = asked.Audience.once()
		s = NewSlot(once, asked, v.Account.ID, v.Now)
		return again(r.Table.Commit(ctx, append(s.Ops(v.ID, v.Now), v.StillAllows(may)...)...))
	})
	if err != nil || s.StateAt(r.Clock().UTC()) != Waiting {
		return s, nil, err
	}
	form, err := r.Bucket.Post(uploads+s.upload, s.Type, s.Size, s.Until().Sub(r.Clock()))
	return s, &form, err
}

// mayBring decides whether the caller of v may bring what is asked for, and
// gives the document that it is to replace.
func mayBring(v dossier.View, asked Draft) (may access.Decision, doc Document, err error) {
	if asked.Of != "" {
		v := v
		if v.Row(1) == nil {
			return may, doc, access.Nothing()
		}
		if doc, err = documentOf(v.Row(1)); err != nil {
			return may, doc, err
		}
		if may = doc.MayEdit(v); !doc.Deleted.IsZero() && may.Allowed {
			return may, doc, fault.New(fault.Conflict, "document-deleted")
		}
		return may, doc, may.Err()
	}
	if may = v.May(access.AddDocument); may.Allowed && !asked.Audience.Nobody() {
		return may, doc, MayChoose(v).Err()
	}
	return may, doc, may.Err()
}

// Fits refuses a new document for whom there is nobody such, and more than a
// dossier holds. The last word is that of filing.
func (r Room) Fits(ctx context.Context, v dossier.View, asked Draft) error {
	return r.fits(ctx, v, asked, Document{})
}

func (r Room) fits(ctx context.Context, v dossier.View, asked Draft, doc Document) error {
	if asked.Of != "" {
		if len(doc.Versions) >= VersionsMost {
			return fault.New(fault.Conflict, "too-many-versions", "most", VersionsMost)
		}
		return nil
	}
	if err := r.known(ctx, v, asked.Audience); err != nil {
		return err
	}
	rows, err := r.all(ctx, v.ID)
	if err == nil && len(rows) >= Most {
		err = fault.New(fault.Conflict, "too-many-documents", "most", Most)
	}
	return err
}

// clean checks what is asked for, and names every bad value at once.
func (d Draft) clean() (Draft, error) {
	f := &fault.Fault{Kind: fault.Invalid, Code: "invalid"}
	note := func(err error) {
		if bad := fault.Of(err); bad != nil {
			f.Fields = append(f.Fields, bad.Fields...)
		}
	}
	name, err := nameOf(d.Name)
	note(err)
	if err == nil {
		var k kind
		k, err = kindOf(name, d.Type)
		note(err)
		d.Name, d.Type = name, k.mime
	}
	switch {
	case d.Size < 1:
		note(fault.Bad("size", "empty-file"))
	case d.Size > SizeMost:
		note(fault.Bad("size", "file-too-large", "most", SizeMost>>20))
	}
	if d.Of != "" && !id.Valid(d.Of) {
		d.Of = "-" // no such row
	}
	note(d.Audience.Check())
	if d.Of != "" && !d.Audience.Nobody() {
		note(fault.Bad("audience", "audience-stays"))
	}
	if len(f.Fields) > 0 {
		return d, f
	}
	return d, nil
}

// Upload gives a slot to whoever asked for it, while they have access.
func (r Room) Upload(ctx context.Context, by people.Caller, d, slot string) (dossier.View, Slot, error) {
	v, err := r.Dossiers.Load(ctx, by, d, access.Open, "", slotKey(d, slot))
	if err != nil {
		return v, Slot{}, err
	}
	if v.Row(0) == nil {
		return v, Slot{}, access.Nothing()
	}
	s, err := slotOf(v.Row(0))
	if err == nil && s.By != v.Account.ID {
		err = access.Nothing()
	}
	if err != nil {
		return v, Slot{}, err
	}
	return v, s, nil
}

// Bring puts the content of a slot where its form would have, for a page
// without a script: at most bucket.Largest bytes. Brought twice it is there
// once, and what is being checked already stays as it is.
func (r Room) Bring(ctx context.Context, by people.Caller, d, slot string, content []byte) (Slot, error) {
	_, s, err := r.Upload(ctx, by, d, slot)
	if err != nil {
		return s, err
	}
	switch state := s.StateAt(r.Clock().UTC()); {
	case state == Expired:
		return s, fault.New(fault.Conflict, "upload-expired")
	case state != Waiting:
		return s, nil
	case int64(len(content)) != s.Size:
		return s, fault.Bad("size", "other-size")
	}
	return s, r.Bucket.Put(ctx, uploads+s.upload, s.Type, content)
}

func number(n int) string { return strconv.Itoa(n) }

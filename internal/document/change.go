package document

import (
	"context"
	"time"

	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/id"
	"tierce/internal/outbox"
	"tierce/internal/people"
	"tierce/internal/table"
	"tierce/internal/trail"
)

// ReleaseLoad names the outbox load that lets a deleted document go for good.
const ReleaseLoad = "document-release"

// Edit changes a document; nil leaves as it is. Tag is what Document.Tag gave:
// where something else stands there by now, the edit is refused as stale.
type Edit struct {
	Name     *string
	Audience *Audience
	Tag      string
}

// changing is what a change of a document comes to: what it did, none where
// nothing changed, the decisions that it stands on, and what goes with it.
type changing struct {
	verbs []trail.Verb
	may   []access.Decision
	ops   []table.Op
}

// Change renames a document, or says whom it is for.
func (r Room) Change(ctx context.Context, by people.Caller, d, document string, e Edit) (dossier.View, Document, error) {
	return r.change(ctx, by, d, document, func(v dossier.View, doc *Document) (c changing, err error) {
		if !doc.Deleted.IsZero() {
			return c, fault.New(fault.Conflict, "document-deleted")
		}
		was := *doc
		if e.Name != nil {
			c.may = append(c.may, doc.MayEdit(v))
		}
		if e.Audience != nil {
			c.may = append(c.may, doc.MayShare(v))
		}
		for _, may := range c.may {
			if err := may.Err(); err != nil {
				return c, err
			}
		}
		if err := r.edit(ctx, v, doc, e); err != nil {
			return c, err
		}
		if doc.Name != was.Name {
			c.verbs = append(c.verbs, trail.DocumentRenamed)
		}
		if !doc.Audience.same(was.Audience) {
			c.verbs = append(c.verbs, trail.DocumentShared)
			c.ops = append(c.ops, tell(v, doc.ID, was.Audience, doc.Audience)...)
		}
		if len(c.verbs) > 0 && e.Tag != "" && e.Tag != was.Tag() {
			err = fault.New(fault.Stale, "stale")
		}
		return c, err
	})
}

// edit checks e and applies it to doc.
func (r Room) edit(ctx context.Context, v dossier.View, doc *Document, e Edit) error {
	if e.Name != nil {
		if err := doc.rename(*e.Name); err != nil {
			return err
		}
	}
	if e.Audience == nil {
		return nil
	}
	if err := e.Audience.Check(); err != nil {
		return err
	}
	was := doc.Audience
	doc.Audience = e.Audience.once().keeping(v, was)
	return r.known(ctx, v, *e.Audience)
}

func (doc *Document) rename(name string) error {
	name, err := nameOf(name)
	if err != nil {
		return err
	}
	if _, err := kindOf(name, doc.Now().Type); err != nil {
		return fault.Bad("name", "other-ending", "name", doc.Now().Name)
	}
	doc.Name = name
	return nil
}

// Delete hides a document from everybody; whoever may edit it brings it back
// within UndoFor. Doing it again changes nothing.
func (r Room) Delete(ctx context.Context, by people.Caller, d, document, tag string) error {
	_, _, err := r.change(ctx, by, d, document, func(v dossier.View, doc *Document) (c changing, err error) {
		edit := doc.MayEdit(v)
		switch {
		case !edit.Allowed:
			return c, edit.Err()
		case !doc.Deleted.IsZero():
			return c, nil
		case tag != "" && tag != doc.Tag():
			return c, fault.New(fault.Stale, "stale")
		}
		doc.Deleted = v.Now
		release := outbox.Entry{ID: id.New(), Load: ReleaseLoad, Due: v.Now.Add(UndoFor),
			Data: map[string]string{"dossier": d, "document": document}}
		return changing{[]trail.Verb{trail.DocumentDeleted}, []access.Decision{edit}, []table.Op{outbox.Op(release, v.Now)}}, nil
	})
	return err
}

// Restore brings a deleted document back as it was. Doing it again changes
// nothing.
func (r Room) Restore(ctx context.Context, by people.Caller, d, document string) (dossier.View, Document, error) {
	return r.change(ctx, by, d, document, func(v dossier.View, doc *Document) (c changing, err error) {
		edit := doc.MayEdit(v)
		if !edit.Allowed || doc.Deleted.IsZero() {
			return c, edit.Err()
		}
		doc.Deleted = time.Time{}
		return changing{verbs: []trail.Verb{trail.DocumentRestored}, may: []access.Decision{edit}}, nil
	})
}

// change reads a document, lets f change it, and writes it with what f tells.
func (r Room) change(ctx context.Context, by people.Caller, d, document string,
	f func(dossier.View, *Document) (changing, error)) (v dossier.View, doc Document, err error) {
	err = table.Again(ctx, func() (err error) {
		v, err = r.Dossiers.Load(ctx, by, d, access.Open, "", keyOf(d, document))
		if err != nil {
			return err
		}
		if doc, err = there(v); err != nil {
			return err
		}
		was := doc.Row
		c, err := f(v, &doc)
		if err != nil || len(c.verbs) == 0 {
			return err
		}
		doc.Row++
		ops := append(v.StillAllows(c.may...), v.ContentChanged(), table.Put(doc.row(d), table.Equal("v", was)))
		for _, verb := range c.verbs {
			ops = append(ops, record(v, verb, document))
		}
		return again(r.Table.Commit(ctx, append(ops, c.ops...)...))
	})
	return v, doc, err
}

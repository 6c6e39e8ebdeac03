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

// Change renames a document, or says whom it is for.
func (r Room) Change(ctx context.Context, by people.Caller, d, document string, e Edit) (dossier.View, Document, error) {
	return r.change(ctx, by, d, document, func(v dossier.View, doc *Document) (verbs []trail.Verb, may []access.Decision, ops []table.Op, err error) {
		if !doc.Deleted.IsZero() {
			return nil, nil, nil, fault.New(fault.Conflict, "document-deleted")
		}
		was := *doc
		if e.Name != nil {
			edit := doc.MayEdit(v)
			if err := edit.Err(); err != nil {
				return nil, nil, nil, err
			}
			if err := doc.rename(*e.Name); err != nil {
				return nil, nil, nil, err
			}
			may = append(may, edit)
		}
		if e.Audience != nil {
			share := doc.MayShare(v)
			if err := share.Err(); err != nil {
				return nil, nil, nil, err
			}
			if doc.Audience, err = e.Audience.checked(); err == nil {
				err = r.known(ctx, v, doc.Audience)
			}
			if err != nil {
				return nil, nil, nil, err
			}
			may = append(may, share)
		}
		if doc.Name != was.Name {
			verbs = append(verbs, trail.DocumentRenamed)
		}
		if !doc.Audience.same(was.Audience) {
			verbs = append(verbs, trail.DocumentShared)
		}
		if len(verbs) > 0 && e.Tag != "" && e.Tag != was.Tag() {
			err = fault.New(fault.Stale, "stale")
		}
		return verbs, may, nil, err
	})
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
	_, _, err := r.change(ctx, by, d, document, func(v dossier.View, doc *Document) ([]trail.Verb, []access.Decision, []table.Op, error) {
		edit := doc.MayEdit(v)
		switch {
		case !edit.Allowed:
			return nil, nil, nil, edit.Err()
		case !doc.Deleted.IsZero():
			return nil, nil, nil, nil
		case tag != "" && tag != doc.Tag():
			return nil, nil, nil, fault.New(fault.Stale, "stale")
		}
		doc.Deleted = v.Now
		release := outbox.Entry{ID: id.New(), Load: ReleaseLoad, Due: v.Now.Add(UndoFor),
			Data: map[string]string{"dossier": d, "document": document, "deleted": doc.Deleted.Format(time.RFC3339Nano)}}
		return []trail.Verb{trail.DocumentDeleted}, []access.Decision{edit}, []table.Op{outbox.Op(release, v.Now)}, nil
	})
	return err
}

// Restore brings a deleted document back as it was. Doing it again changes
// nothing.
func (r Room) Restore(ctx context.Context, by people.Caller, d, document string) (dossier.View, Document, error) {
	return r.change(ctx, by, d, document, func(v dossier.View, doc *Document) ([]trail.Verb, []access.Decision, []table.Op, error) {
		edit := doc.MayEdit(v)
		if !edit.Allowed || doc.Deleted.IsZero() {
			return nil, nil, nil, edit.Err()
		}
		doc.Deleted = time.Time{}
		return []trail.Verb{trail.DocumentRestored}, []access.Decision{edit}, nil, nil
	})
}

// change reads a document, lets f change it, and writes it with what f tells:
// the verbs of its trail, none where nothing changed, the decisions that it
// stands on, and what goes with it.
func (r Room) change(ctx context.Context, by people.Caller, d, document string,
	f func(dossier.View, *Document) ([]trail.Verb, []access.Decision, []table.Op, error)) (v dossier.View, doc Document, err error) {
	err = table.Again(ctx, func() (err error) {
		v, err = r.Dossiers.Load(ctx, by, d, access.Open, "", keyOf(d, document))
		if err != nil {
			return err
		}
		if doc, err = there(v); err != nil {
			return err
		}
		was := doc.Row
		verbs, may, ops, err := f(v, &doc)
		if err != nil || len(verbs) == 0 {
			return err
		}
		doc.Row++
		ops = append(append(v.StillAllows(may...), v.ContentChanged(), table.Put(doc.row(d), table.Equal("v", was))), ops...)
		for _, verb := range verbs {
			ops = append(ops, record(v, verb, document))
		}
		return again(r.Table.Commit(ctx, ops...))
	})
	return v, doc, err
}

package document

import (
	"context"

	"tierce/internal/dossier"
	"tierce/internal/table"
)

// CarryTo gives the copy c, which nobody can see yet, the documents of its
// source as they are: the same objects, one version each, for nobody in
// particular, brought by whoever receives the copy (EVO-7). What refers to the
// objects is there before the copy can be seen; its last transaction fails
// where a document changed meanwhile.
func (r Room) CarryTo(ctx context.Context, c dossier.Copy) error {
	list, err := r.Carried(ctx, c.From.ID, c.To.Manager)
	if err != nil {
		return err
	}
	var rows, uses []table.Row
	for _, doc := range list {
		row, err := table.Marshal(doc.row(c.To.ID))
		if err != nil {
			return err
		}
		use, err := table.Marshal(usedRow{usedKey(doc.Now().Object, c.To.ID, doc.ID)})
		if err != nil {
			return err
		}
		rows, uses = append(rows, row), append(uses, use)
	}
	// The documents first: they tell an abandoned copy what refers to objects.
	if err := r.Table.Fill(ctx, rows); err != nil {
		return err
	}
	return r.Table.Fill(ctx, uses)
}

// Carried gives the documents that a copy of d has at first, for the account
// that receives it.
func (r Room) Carried(ctx context.Context, d, to string) (list []Document, err error) {
	all, err := r.all(ctx, d)
	for _, doc := range all {
		if !doc.Deleted.IsZero() {
			continue
		}
		is := doc.Now()
		is.Name, is.By = doc.Name, to
		list = append(list, Document{ID: doc.ID, Name: doc.Name, By: to, Versions: []Version{is}, Row: 1})
	}
	return newestFirst(list), err
}

// Clear removes what refers from an abandoned copy to objects: those are its
// source's still.
func (r Room) Clear(ctx context.Context, d string) error {
	list, err := r.all(ctx, d)
	if err != nil {
		return err
	}
	var keys []table.Key
	for _, doc := range list {
		for _, v := range doc.Versions {
			keys = append(keys, usedKey(v.Object, d, doc.ID))
		}
	}
	return r.Table.Clear(ctx, keys)
}

// Forget lets every document of d go for good, deleted ones too, and its upload
// slots: part of removing a dossier whose deletion nobody has undone. It may be
// done again after a stop half way.
func (r Room) Forget(ctx context.Context, d string) error {
	list, err := r.all(ctx, d)
	if err != nil {
		return err
	}
	for _, doc := range list {
		if err := table.Again(ctx, func() error { return r.release(ctx, d, doc, r.Clock().UTC()) }); err != nil {
			return err
		}
	}
	return r.forgetSlots(ctx, d)
}

// forgetSlots removes slots with what came of them. The look after each finds
// nothing then, and removes an upload that came late.
func (r Room) forgetSlots(ctx context.Context, d string) error {
	rows, err := r.Table.All(ctx, table.Query{PK: "D#" + d}.Within("J#"))
	if err != nil {
		return err
	}
	for _, row := range rows {
		s, err := slotOf(row)
		if err != nil {
			return err
		}
		if err := r.forget(ctx, d, s, s.upload); err != nil {
			return err
		}
	}
	return nil
}

package document

import (
	"context"
	"slices"

	"tierce/internal/access"
	"tierce/internal/fault"
	"tierce/internal/people"
	"tierce/internal/table"
	"tierce/internal/trail"
)

// file makes the clean object of s a document, or a version of one, in one
// transaction: its row, the row that refers to the object, the end of the
// slot, the version of the content. Whoever sent it must have the access still
// (ALL-5). A file that is there already, where its sender can see it, is not
// taken twice.
func (r Room) file(ctx context.Context, d string, s Slot) error {
	var why Reason
	var same string
	err := table.Again(ctx, func() error {
		why, same = "", ""
		v, err := r.Dossiers.Load(ctx, people.ByAccount(s.By), d, access.Open, "", slotKey(d, s.ID), keyOf(d, s.Of))
		if denied(err) {
			why = NoAccess
			return nil
		}
		if err != nil {
			return err
		}
		if v.Row(0) == nil {
			return nil // removed with its dossier
		}
		if s, err = slotOf(v.Row(0)); err != nil || s.State != Checking {
			return err // settled meanwhile: a repeat
		}
		may, doc, err := mayBring(v, s.Draft)
		if f := fault.Of(err); f != nil && (f.Kind == fault.Hidden || f.Kind == fault.Conflict) && s.Of != "" {
			why = Gone
			return nil
		}
		if denied(err) {
			why = NoAccess
			return nil
		}
		if err != nil {
			return err
		}
		all, err := r.all(ctx, d)
		if err != nil {
			return err
		}
		if why, same = s.noRoom(all, doc, func(doc Document) bool { return doc.seenBy(v) == nil }); why != "" {
			return nil
		}
		ops := append(v.StillAllows(may), v.ContentChanged(table.Equal("content", v.Content)), s.documentOp(d, doc),
			table.Insert(usedRow{usedKey(s.object, d, s.Document)}),
			table.Update(slotKey(d, s.ID), table.Change{Set: map[string]any{"state": Done, "settled": v.Now},
				If: []table.Cond{table.Equal("state", Checking)}}))
		verb := trail.DocumentAdded
		if s.Of != "" {
			verb = trail.DocumentReplaced
		}
		return again(r.Table.Commit(ctx, append(ops, record(v, verb, s.Document, "version", number(len(doc.Versions)+1)))...))
	})
	if err != nil {
		return err
	}
	if why != "" {
		return r.refuse(ctx, d, s, why, same)
	}
	return nil
}

// denied tells whether a rule refuses.
func denied(err error) bool {
	f := fault.Of(err)
	return f != nil && (f.Kind == fault.Forbidden || f.Kind == fault.Hidden)
}

// usedRow says that a document refers to an object.
type usedRow struct{ table.Key }

// noRoom says why s cannot become a document beside all others. doc is the one
// that it replaces. What sees does not let its sender see is no duplicate: that
// would tell them of it.
func (s Slot) noRoom(all []Document, doc Document, sees func(Document) bool) (Reason, string) {
	i := slices.IndexFunc(all, func(o Document) bool { return o.Deleted.IsZero() && o.Now().SHA256 == s.sha && sees(o) })
	switch {
	case i >= 0:
		return Duplicate, all[i].ID
	case s.Of == "" && len(all) >= Most, len(doc.Versions) >= VersionsMost:
		return Full, ""
	}
	return "", ""
}

// documentOp writes the document of s. A replaced one keeps its name where it
// stays a file of the same type.
func (s Slot) documentOp(d string, was Document) table.Op {
	is := Version{Object: s.object, Name: s.Name, Type: s.Type, Size: s.Size, SHA256: s.sha, By: s.By, At: s.At}
	if s.Of == "" {
		return table.Insert(Document{ID: s.Document, Name: s.Name, By: s.By, Audience: s.Audience, Versions: []Version{is}, Row: 1}.row(d))
	}
	next := was
	if was.Now().Type != is.Type {
		next.Name = is.Name
	}
	next.Versions, next.Row = append(slices.Clone(was.Versions), is), was.Row+1
	return table.Put(next.row(d), table.Equal("v", was.Row))
}

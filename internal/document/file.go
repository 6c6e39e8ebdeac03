package document

import (
	"context"
	"slices"

	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/people"
	"tierce/internal/table"
	"tierce/internal/trail"
)

// file makes the clean object of s a document, or a version of one, in one
// transaction: its row, the row that refers to the object, the end of the
// slot, the version of the content. Whoever sent it must have the access still
// (ALL-5). A file that is there already, where its sender can see it, is not
// taken twice, of two that come at once neither.
func (r Room) file(ctx context.Context, d string, s Slot) error {
	var no refusal
	err := table.Again(ctx, func() (err error) {
		no, err = r.tryToFile(ctx, d, &s)
		return err
	})
	if err != nil || no.why == "" {
		return err
	}
	return r.refuse(ctx, d, s, no.why, no.same)
}

// refusal is why a clean file becomes no document; same is the one that it is
// already.
type refusal struct {
	why  Reason
	same string
}

// tryToFile decides on what stands now, and files or says why not. A slot that
// was settled meanwhile, or removed with its dossier, stays as it is.
func (r Room) tryToFile(ctx context.Context, d string, s *Slot) (no refusal, err error) {
	v, err := r.Dossiers.Load(ctx, people.ByAccount(s.By), d, access.Open, "", slotKey(d, s.ID), keyOf(d, s.Of))
	if denied(err) {
		return refusal{why: NoAccess}, nil
	}
	if err != nil || v.Row(0) == nil {
		return no, err
	}
	if *s, err = slotOf(v.Row(0)); err != nil || s.State != Checking {
		return no, err
	}
	may, doc, err := mayBring(v, s.Draft)
	switch f := fault.Of(err); {
	case f != nil && s.Of != "" && (f.Kind == fault.Hidden || f.Kind == fault.Conflict):
		return refusal{why: Gone}, nil
	case denied(err):
		return refusal{why: NoAccess}, nil
	case err != nil:
		return no, err
	}
	all, err := r.all(ctx, d)
	if err != nil {
		return no, err
	}
	if no = s.noRoom(all, doc, func(doc Document) bool { return doc.seenBy(v) == nil }); no.why != "" {
		return no, nil
	}
	return no, again(r.Table.Commit(ctx, append(v.StillAllows(may), s.fileOps(v, doc)...)...))
}

// fileOps are the writes that make s a document, or the next version of was,
// where no other came or changed since v was loaded.
func (s Slot) fileOps(v dossier.View, was Document) []table.Op {
	verb := trail.DocumentAdded
	switch {
	case s.Template != "":
		verb = trail.DocumentFilled
	case s.Of != "":
		verb = trail.DocumentReplaced
	}
	return append(tell(v, s.Document, Audience{}, s.Audience), v.ContentChanged(table.Equal("content", v.Content)), s.documentOp(v.ID, was),
		table.Insert(usedRow{usedKey(s.object, v.ID, s.Document)}),
		table.Update(slotKey(v.ID, s.ID), table.Change{Set: map[string]any{"state": Done, "settled": v.Now},
			If: []table.Cond{table.Equal("state", Checking)}}),
		record(v, verb, s.Document, "version", number(len(was.Versions)+1)))
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
func (s Slot) noRoom(all []Document, doc Document, sees func(Document) bool) refusal {
	i := slices.IndexFunc(all, func(o Document) bool { return o.Deleted.IsZero() && o.Now().SHA256 == s.sha && sees(o) })
	switch {
	case i >= 0 && s.Template == "": // the same letter may be made for another recipient
		return refusal{Duplicate, all[i].ID}
	case s.Of == "" && len(all) >= Most, len(doc.Versions) >= VersionsMost:
		return refusal{why: Full}
	}
	return refusal{}
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

package document

import (
	"context"
	"slices"
	"strings"
	"time"

	"tierce/internal/access"
	"tierce/internal/bucket"
	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/id"
	"tierce/internal/people"
	"tierce/internal/table"
	"tierce/internal/trail"
)

// Room keeps the documents of dossiers. Bucket may be nil where no file is
// brought, fetched or removed. Receive says which solicitations of a dossier a
// document may be for; Keep takes a clean file of an organisation, with the write
// that settles its slot, or says why it is not taken.
type Room struct {
	Table    *table.Table
	Dossiers dossier.Room
	Bucket   *bucket.Bucket
	Receive  func(ctx context.Context, d string, solicitations ...string) (map[string]bool, error)
	Keep     func(ctx context.Context, org string, f Filed, done table.Op) (Reason, error)
	Clock    func() time.Time
}

// List gives the documents of d that by may see, the newest first, and those
// deleted ones that they may bring back.
func (r Room) List(ctx context.Context, by people.Caller, d string) (dossier.View, []Document, error) {
	v, err := r.Dossiers.Load(ctx, by, d, access.Open, "")
	if err != nil {
		return v, nil, err
	}
	list, err := r.ListOn(ctx, v)
	return v, list, err
}

// ListOn is List for whomever v was loaded for.
func (r Room) ListOn(ctx context.Context, v dossier.View) ([]Document, error) {
	all, err := r.all(ctx, v.ID)
	if err != nil {
		return nil, err
	}
	list := slices.DeleteFunc(all, func(doc Document) bool { return doc.seenBy(v) != nil })
	return newestFirst(list), nil
}

func newestFirst(list []Document) []Document {
	slices.SortFunc(list, func(a, b Document) int {
		if n := b.Now().At.Compare(a.Now().At); n != 0 {
			return n
		}
		return strings.Compare(b.ID, a.ID)
	})
	return list
}

// all gives every document of d, in no order that means anything.
func (r Room) all(ctx context.Context, d string) ([]Document, error) {
	return table.ReadAll(ctx, r.Table, table.Query{PK: "D#" + d}.Within(prefix), documentOf)
}

// seenBy gives the refusal that whomever v was loaded for meets who asks for
// doc: a deleted one is there for whoever may bring it back, until it is gone.
func (doc Document) seenBy(v dossier.View) error {
	if doc.Deleted.IsZero() {
		return v.MayWith(access.ReadDocument, doc.Item()).Err()
	}
	if doc.gone(v.Now) || !v.MayWith(access.EditDocument, doc.Item()).Allowed {
		return access.Nothing()
	}
	return nil
}

func (doc Document) gone(now time.Time) bool {
	return !doc.Deleted.IsZero() && !now.Before(doc.Deleted.Add(UndoFor))
}

// MayEdit answers whether whoever loaded v may rename, replace or delete doc.
func (doc Document) MayEdit(v dossier.View) access.Decision {
	return v.MayWith(access.EditDocument, doc.Item())
}

// MayShare answers whether they may choose whom doc is for.
func (doc Document) MayShare(v dossier.View) access.Decision {
	return v.MayWith(access.ShareDocument, doc.Item())
}

// MayChoose answers whether whoever loaded v may choose whom a document is for
// that they bring.
func MayChoose(v dossier.View) access.Decision {
	return v.MayWith(access.ShareDocument, access.Item{By: v.Account.ID})
}

// Read gives one document, deleted ones to whoever may bring them back.
func (r Room) Read(ctx context.Context, by people.Caller, d, document string) (dossier.View, Document, error) {
	v, err := r.Dossiers.Load(ctx, by, d, access.Open, "", keyOf(d, document))
	if err != nil {
		return v, Document{}, err
	}
	doc, err := there(v)
	return v, doc, err
}

// there reads the document that v was loaded with, if its caller may see it.
func there(v dossier.View) (Document, error) {
	if v.Row(0) == nil {
		return Document{}, access.Nothing()
	}
	doc, err := documentOf(v.Row(0))
	if err == nil {
		err = doc.seenBy(v)
	}
	if err != nil {
		return Document{}, err
	}
	return doc, nil
}

// Download gives a link that saves a version of a document (from 1; 0 for the
// document as it is) and lives for bucket.LinkLife, and writes it down first
// (ALL-6). What was deleted is fetched by nobody.
func (r Room) Download(ctx context.Context, by people.Caller, d, document string, version int) (string, error) {
	v, doc, err := r.Read(ctx, by, d, document)
	if err != nil {
		return "", err
	}
	if !doc.Deleted.IsZero() {
		return "", fault.New(fault.Conflict, "document-deleted")
	}
	if version == 0 {
		version = len(doc.Versions)
	}
	if version < 1 || version > len(doc.Versions) {
		return "", access.Nothing()
	}
	of := doc.Versions[version-1]
	name := of.Name
	if version == len(doc.Versions) {
		name = doc.Name
	}
	if err := r.Table.Write(ctx, record(v, trail.DocumentDownloaded, doc.ID, "version", number(version))); err != nil {
		return "", err
	}
	return r.Bucket.Link(objects+of.Object, name, of.Type)
}

// Names gives the names of documents of d, by id, for the words of its trail.
// One that is gone has no entry.
func (r Room) Names(ctx context.Context, d string, ids ...string) (map[string]string, error) {
	return r.Table.Texts(ctx, "name", func(document string) table.Key { return keyOf(d, document) }, ids...)
}

// Page gives at most limit of list, from after cursor ("" for the start), and
// the cursor of the next page ("" at the end).
func Page(list []Document, cursor string, limit int) ([]Document, string, error) {
	if cursor != "" {
		if !id.Valid(cursor) {
			return nil, "", fault.Bad("cursor", "bad-cursor")
		}
		i := slices.IndexFunc(list, func(doc Document) bool { return doc.ID == cursor })
		if i < 0 {
			return nil, "", fault.Bad("cursor", "bad-cursor")
		}
		list = list[i+1:]
	}
	if len(list) <= limit {
		return list, "", nil
	}
	return list[:limit], list[limit-1].ID, nil
}

// again makes a transaction whose conditions failed decide anew.
func again(err error) error {
	if table.FailedAt(err) != nil {
		return table.ErrConflict
	}
	return err
}

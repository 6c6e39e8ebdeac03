package api

import (
	"context"
	"strconv"
	"time"

	"tierce/internal/bucket"
	"tierce/internal/document"
	"tierce/internal/dossier"
	"tierce/internal/people"
)

// Audience is whom a document is for, besides agents, whoever brought it, the
// primary contact and groups that see everything.
type Audience struct {
	Everybody bool     `json:"everybody" required:"false" doc:"For whoever has access; absent for no"`
	Groups    []string `json:"groups,omitempty" maxItems:"200" doc:"Ids of access groups"`
	Persons   []string `json:"persons,omitempty" maxItems:"200" doc:"Ids of persons of the dossier"`

	Solicitations []string `json:"solicitations,omitempty" maxItems:"200" doc:"Ids of solicitations: their partners, whom everybody does not include"`
}

// asked is a as the room has it.
func (a Audience) asked() document.Audience {
	return document.Audience{Everybody: a.Everybody, Groups: a.Groups, Persons: a.Persons, Solicitations: a.Solicitations}
}

// FileVersion is one file of a document.
type FileVersion struct {
	Version int        `json:"version" doc:"From 1"`
	Name    string     `json:"name" doc:"As it was sent"`
	Type    string     `json:"type"`
	Size    int64      `json:"size" doc:"In bytes"`
	SHA256  string     `json:"sha256" doc:"In hexadecimal"`
	By      Named      `json:"by"`
	At      *time.Time `json:"at"`
}

// Document is a file of a dossier, with those that it replaced.
type Document struct {
	ID       string        `json:"id"`
	Name     string        `json:"name"`
	Type     string        `json:"type"`
	Size     int64         `json:"size" doc:"In bytes"`
	By       Named         `json:"by"`
	At       *time.Time    `json:"at" doc:"When the present version was sent"`
	Editable bool          `json:"editable" doc:"Whether I may rename, replace or delete it"`
	Audience *Audience     `json:"audience,omitempty" doc:"Told to those who may change it"`
	Versions []FileVersion `json:"versions" doc:"The oldest first"`
	Deleted  *time.Time    `json:"deleted,omitempty"`
	Until    *time.Time    `json:"restorableUntil,omitempty" doc:"Of a deleted one: it is gone for good at that moment"`
	Tag      string        `json:"etag"`
}

// DocumentOut answers with one document.
type DocumentOut struct {
	Tag  string `header:"ETag"`
	Body Document
}

// DocumentsOut answers with a page of the documents of a dossier.
type DocumentsOut struct {
	Body struct {
		Documents []Document `json:"documents" doc:"The newest first, with deleted ones that I may bring back"`
		Next      string     `json:"next,omitempty" doc:"Cursor of the next page; absent on the last"`
	}
}

// Link saves a file, for whoever holds it, until it expires.
type Link struct {
	URL     string     `json:"url"`
	Expires *time.Time `json:"expires"`
}

// LinkOut answers with a link.
type LinkOut struct{ Body Link }

// AtDocument is one document of a dossier.
type AtDocument struct {
	AtDossier
	Document string `path:"document"`
}

type listDocuments struct {
	AtDossier
	Paging
}

type changeDocument struct {
	AtDocument
	IfMatch
	Body struct {
		Name     *string   `json:"name,omitempty" maxLength:"200"`
		Audience *Audience `json:"audience,omitempty"`
	}
}

type deleteDocument struct {
	AtDocument
	IfMatch
}

type actOnDocument struct {
	AtDocument
	Repeatable
}

type downloadVersion struct {
	AtDocument
	Repeatable
	Version int `path:"version"`
}

func (h *house) documentRoutes() {
	const all = "/v1/dossiers/{dossier}/documents"
	const one = all + "/{document}"
	on(h, route{id: "list-documents", path: "GET " + all, does: "The documents that I may see"}, h.listDocuments)
	on(h, route{id: "get-document", path: "GET " + one, does: "A document with its versions"}, h.getDocument)
	on(h, route{id: "change-document", path: "PATCH " + one, does: "Rename a document, or say whom it is for"}, h.changeDocument)
	on(h, route{id: "delete-document", path: "DELETE " + one, does: "Delete a document; undone for 30 days"}, h.deleteDocument)
	on(h, route{id: "restore-document", path: "POST " + one + "/restore", does: "Bring a deleted document back"}, h.restoreDocument)
	on(h, route{id: "download-document", path: "POST " + one + "/download", does: "A link to the file, for a minute; written in the trail"}, h.downloadDocument)
	on(h, route{id: "download-version", path: "POST " + one + "/versions/{version}/download", does: "The same, to an older version"}, h.downloadVersion)
	h.uploadRoutes(all)
}

func (h *house) documentOf(v dossier.View, doc document.Document, names map[string]string) Document {
	is := doc.Now()
	out := Document{ID: doc.ID, Name: doc.Name, Type: is.Type, Size: is.Size, By: Named{doc.By, names[doc.By]}, At: utc(is.At),
		Editable: doc.MayEdit(v).Allowed, Deleted: utc(doc.Deleted), Tag: `"` + doc.Tag() + `"`}
	if doc.MayShare(v).Allowed {
		told := doc.Audience.Told(v)
		out.Audience = &Audience{told.Everybody, told.Groups, told.Persons, told.Solicitations}
	}
	if !doc.Deleted.IsZero() {
		out.Until = utc(doc.Deleted.Add(document.UndoFor))
	}
	for i, of := range doc.Versions {
		out.Versions = append(out.Versions, FileVersion{Version: i + 1, Name: of.Name, Type: of.Type, Size: of.Size, SHA256: of.SHA256,
			By: Named{of.By, names[of.By]}, At: utc(of.At)})
	}
	return out
}

// bringers are the accounts that brought the versions of list.
func bringers(list ...document.Document) []string {
	var all []string
	for _, doc := range list {
		all = append(all, doc.By)
		for _, of := range doc.Versions {
			all = append(all, of.By)
		}
	}
	return all
}

func (h *house) documentOut(ctx context.Context, v dossier.View, doc document.Document) (*DocumentOut, error) {
	names, err := h.namesOf(ctx, bringers(doc))
	if err != nil {
		return nil, err
	}
	out := &DocumentOut{Body: h.documentOf(v, doc, names)}
	out.Tag = out.Body.Tag
	return out, nil
}

func (h *house) listDocuments(ctx context.Context, by people.Caller, in *listDocuments) (*DocumentsOut, error) {
	v, list, err := h.Documents.List(ctx, by, in.Dossier)
	if err != nil {
		return nil, err
	}
	list, next, err := document.Page(list, in.Cursor, in.Limit)
	if err != nil {
		return nil, err
	}
	names, err := h.namesOf(ctx, bringers(list...))
	if err != nil {
		return nil, err
	}
	out := &DocumentsOut{}
	out.Body.Next = next
	out.Body.Documents = each(list, func(doc document.Document) Document { return h.documentOf(v, doc, names) })
	return out, nil
}

func (h *house) getDocument(ctx context.Context, by people.Caller, in *AtDocument) (*DocumentOut, error) {
	v, doc, err := h.Documents.Read(ctx, by, in.Dossier, in.Document)
	if err != nil {
		return nil, err
	}
	return h.documentOut(ctx, v, doc)
}

func (h *house) changeDocument(ctx context.Context, by people.Caller, in *changeDocument) (*DocumentOut, error) {
	read, err := in.version(ctx)
	if err != nil {
		return nil, err
	}
	e := document.Edit{Name: in.Body.Name, Tag: strconv.Itoa(read)}
	if a := in.Body.Audience; a != nil {
		asked := a.asked()
		e.Audience = &asked
	}
	v, doc, err := h.Documents.Change(ctx, by, in.Dossier, in.Document, e)
	if err != nil {
		return nil, err
	}
	return h.documentOut(ctx, v, doc)
}

func (h *house) deleteDocument(ctx context.Context, by people.Caller, in *deleteDocument) (*NoBody, error) {
	read, err := in.version(ctx)
	if err != nil {
		return nil, err
	}
	return nil, h.Documents.Delete(ctx, by, in.Dossier, in.Document, strconv.Itoa(read))
}

func (h *house) restoreDocument(ctx context.Context, by people.Caller, in *actOnDocument) (*DocumentOut, error) {
	v, doc, err := h.Documents.Restore(ctx, by, in.Dossier, in.Document)
	if err != nil {
		return nil, err
	}
	return h.documentOut(ctx, v, doc)
}

func (h *house) downloadDocument(ctx context.Context, by people.Caller, in *actOnDocument) (*LinkOut, error) {
	return h.link(ctx, by, in.AtDocument, 0)
}

func (h *house) downloadVersion(ctx context.Context, by people.Caller, in *downloadVersion) (*LinkOut, error) {
	return h.link(ctx, by, in.AtDocument, max(in.Version, -1))
}

func (h *house) link(ctx context.Context, by people.Caller, in AtDocument, version int) (*LinkOut, error) {
	url, err := h.Documents.Download(ctx, by, in.Dossier, in.Document, version)
	if err != nil {
		return nil, err
	}
	return &LinkOut{Body: Link{URL: url, Expires: utc(h.Clock().Add(bucket.LinkLife))}}, nil
}

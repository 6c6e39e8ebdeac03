// Package document holds the files of a dossier: who brought them, whom they
// are for, their versions. What is in them lies in the bucket, and is asked for
// twice: as an upload, which a form may bring, and as an object, which nobody
// can ever write again. A document's row is there only once its first object
// was found clean.
//
// Keys:
//
//	D#d / F#id           a document, with its versions
//	D#d / J#id           an upload slot, for a day or two
//	B#id / B             which slot an upload or an object was made for
//	B#object / D#d#doc   one row for each document that refers to the object
//
// In the bucket: up/id what a form brought, d/id an object. Only intake writes
// the latter, each once, by copying; what a form can still change is never what
// was looked at, scanned or fetched.
//
// F# and J# sort before P#: a copy takes documents by CarryTo, which adds the
// rows that refer to their objects (EVO-7).
package document

import (
	"strconv"
	"strings"
	"time"

	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/table"
	"tierce/internal/trail"
)

// Limits of documents.
const (
	Most         = 500      // documents in a dossier, deleted ones included
	VersionsMost = 20       // of one document
	NameMost     = 200      // characters
	SizeMost     = 50 << 20 // bytes
	AudienceMost = 200      // groups, persons and solicitations that one document is for

	UndoFor = 30 * 24 * time.Hour // after deleting
)

// unusedFor is how long an object that nothing refers to is kept: as long as
// the table can be brought back to a moment at which something did.
const unusedFor = 35 * 24 * time.Hour

// Version is one file of a document.
type Version struct {
	Object string    `dynamodbav:"object"`
	Name   string    `dynamodbav:"name"` // as it was sent
	Type   string    `dynamodbav:"type"`
	Size   int64     `dynamodbav:"size"`
	SHA256 string    `dynamodbav:"sha256"` // in hexadecimal
	By     string    `dynamodbav:"by"`     // account
	At     time.Time `dynamodbav:"at"`     // when it was asked for
}

// Document is one file of a dossier, with those that it replaced.
type Document struct {
	ID       string
	Name     string
	By       string // account that brought it
	Audience Audience
	Versions []Version // the oldest first; the last one is the document now
	Deleted  time.Time // zero where it is not; gone for good UndoFor later
	Row      int       // raised by every change: what If-Match asks for
	held     int       // answers that were sent with it, and not reopened since
}

// Now is the version that the document is.
func (d Document) Now() Version { return d.Versions[len(d.Versions)-1] }

// Item is what access knows of d.
func (d Document) Item() access.Item {
	item := itemOf(d.By, d.Audience)
	item.Answered = d.held > 0
	return item
}

// Tag is d's ETag.
func (d Document) Tag() string { return strconv.Itoa(d.Row) }

type row struct {
	table.Key
	Name string `dynamodbav:"name"`
	By   string `dynamodbav:"by"`
	Audience
	Versions []Version `dynamodbav:"versions"`
	Deleted  time.Time `dynamodbav:"deleted,omitzero"`
	Row      int       `dynamodbav:"v"`
	Held     int       `dynamodbav:"held,omitempty"`
}

const prefix = "F#"

func keyOf(d, document string) table.Key { return table.Key{PK: "D#" + d, SK: prefix + document} }

// madeKey names the row that says which slot an upload or an object is for.
func madeKey(id string) table.Key { return table.Key{PK: "B#" + id, SK: "B"} }

// usedKey names the row by which a document refers to an object.
func usedKey(object, d, document string) table.Key {
	return table.Key{PK: "B#" + object, SK: "D#" + d + "#" + document}
}

// The two places in the bucket.
const (
	uploads = "up/"
	objects = "d/"
)

func (doc Document) row(d string) row {
	return row{Key: keyOf(d, doc.ID), Name: doc.Name, By: doc.By, Audience: doc.Audience, Versions: doc.Versions, Deleted: doc.Deleted, Row: doc.Row, Held: doc.held}
}

func documentOf(r table.Row) (Document, error) {
	var w row
	err := table.Into(r, &w)
	return Document{ID: strings.TrimPrefix(w.SK, prefix), Name: w.Name, By: w.By, Audience: w.Audience, Versions: w.Versions, Deleted: w.Deleted, Row: w.Row, held: w.Held}, err
}

// record is the trail of what the caller of v did with a document.
func record(v dossier.View, verb trail.Verb, document string, more ...string) table.Op {
	args := map[string]string{"document": document}
	for i := 0; i < len(more); i += 2 {
		args[more[i]] = more[i+1]
	}
	return trail.Op(trail.Entry{On: v.ID, At: v.Now, By: v.Account.ID, For: v.For(), Verb: verb, Args: args})
}

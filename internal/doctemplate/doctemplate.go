// Package doctemplate holds the templates of documents that an organisation's
// Admins give a model, and has documents made from them (LOC-9). A template is a
// .docx with tags; it belongs to a model and not to one version of it. Its file
// comes in like every other: nothing is made from it before it was found clean.
//
// Keys:
//
//	O#org / DT#model#id   a template, with the tags of its file
//	O#org / J#id          the upload of a file, for a day or two (document)
//	D#d / J#id            a document that is being made, likewise
package doctemplate

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"tierce/internal/docx"
	"tierce/internal/model"
	"tierce/internal/table"
)

// Limits.
const (
	Most        = 100 // templates of a model
	NameMost    = 120 // characters
	MissingMost = 100 // fields that are told to be missing
)

// File is one that a template was given: it holds the object and what its tags
// ask for.
type File struct {
	Object string
	Name   string // as it was sent
	Size   int64
	By     string // account
	At     time.Time
	Tags   []docx.Tag
}

// Template is one of them. Ready is false before its first file was found
// clean; Next is the upload of a file that is not taken yet, or was refused.
type Template struct {
	ID      string
	Model   string
	Name    model.Text
	Made    time.Time
	Ready   bool
	File    File
	Next    string
	Version int
	asks    string // a hash of what it was made with, to know a repeat by
}

type row struct {
	table.Key
	Name    model.Text `dynamodbav:"name"`
	Made    time.Time  `dynamodbav:"made"`
	Object  string     `dynamodbav:"object,omitempty"`
	File    string     `dynamodbav:"file,omitempty"`
	Size    int64      `dynamodbav:"size,omitempty"`
	By      string     `dynamodbav:"by,omitempty"`
	At      time.Time  `dynamodbav:"at,omitzero"`
	Tags    []string   `dynamodbav:"tags,omitempty"`
	Next    string     `dynamodbav:"next,omitempty"`
	Coming  []string   `dynamodbav:"coming,omitempty"` // the tags of Next's file
	Version int        `dynamodbav:"v"`
	Asks    string     `dynamodbav:"asks"`
}

const prefix = "DT#"

func keyOf(org, model, template string) table.Key {
	return table.Key{PK: "O#" + org, SK: prefix + model + "#" + template}
}

// templateOf reads a row; the zero Template for none.
func templateOf(r table.Row) (t Template, coming []string, err error) {
	if r == nil {
		return t, nil, nil
	}
	var w row
	if err := table.Into(r, &w); err != nil {
		return t, nil, err
	}
	model, id, _ := strings.Cut(strings.TrimPrefix(w.SK, prefix), "#")
	t = Template{ID: id, Model: model, Name: w.Name, Made: w.Made, Ready: w.Object != "", Next: w.Next, Version: w.Version, asks: w.Asks,
		File: File{Object: w.Object, Name: w.File, Size: w.Size, By: w.By, At: w.At, Tags: unpacked(w.Tags)}}
	return t, w.Coming, nil
}

// Tag is t's ETag.
func (t Template) Tag() string { return strconv.Itoa(t.Version) }

// packed writes tags as the row keeps them: what they ask for, in their order.
func packed(tags []docx.Tag) []string {
	list := make([]string, len(tags))
	for i, t := range tags {
		list[i] = t.Sign + t.Path
		if t.Format != "" {
			list[i] += ":" + t.Format
		}
	}
	return list
}

func unpacked(list []string) []docx.Tag {
	tags := make([]docx.Tag, len(list))
	for i, s := range list {
		t := docx.Tag{Raw: "{{" + s + "}}"}
		if s != "" && strings.Contains("#?/", s[:1]) {
			t.Sign, s = s[:1], s[1:]
		}
		t.Path, t.Format, _ = strings.Cut(s, ":")
		tags[i] = t
	}
	return tags
}

// byName sorts templates by their French names, then by id: an order that stays.
func byName(list []Template) []Template {
	slices.SortFunc(list, func(a, b Template) int {
		if n := strings.Compare(a.Name.FR, b.Name.FR); n != 0 {
			return n
		}
		return strings.Compare(a.ID, b.ID)
	})
	return list
}

// Package docx reads Word documents that are templates, and fills them. A
// template is an ordinary .docx with tags in its text:
//
//	{{section.field}}           what a field holds
//	{{section.field:short}}     the same, in a format
//	{{#section.rows}} … {{/section.rows}}    once for each row
//	{{?section.field}} … {{/section.field}}  where the field is filled in
//
// Word takes text apart into runs as it likes, within a tag too: tags are found
// in the text of a paragraph. A loop repeats what stands between its ends: words
// of a paragraph, paragraphs, or, where the ends stand in cells of a table, its
// rows. What a path means is for whoever fills to say (Source).
//
// Everything here is pure, and treats a file as hostile: sizes are bounded, and
// macros, links to files elsewhere and document types of XML are refused. What
// holds no tag is copied as it is.
package docx

import (
	"archive/zip"
	"strings"

	"tierce/internal/fault"
)

// Limits of a template, and of what is made of it.
const (
	SizeMost = 2 << 20 // bytes of the file
	TagsMost = 1_000

	entriesMost  = 500      // files in the file
	unpackedMost = 48 << 20 // bytes of all of them
	partMost     = 8 << 20  // bytes of one that is read
	depthMost    = 120      // of elements in each other
	nodesMost    = 300_000  // elements, and what stands between them, of all that are read: some 30 MB of memory
	filledMost   = 16 << 20 // bytes of one that is filled
	problemsMost = 50       // told at once
)

// Tag is one tag of a template, where it stands.
type Tag struct {
	Sign   string // "" for a value, "#" for a loop, "?" for where it is filled in, "/" for the end of either
	Path   string // without spaces, in small letters
	Format string // after a colon; "" for none
	Raw    string // as it was typed, with its braces
	Place
}

// Place is where in a template something stands.
type Place struct {
	Part      string // body, header, footer or notes
	Paragraph int    // from 1, in its part
	Text      string // the beginning of the paragraph
}

// Template is a document that was found good.
type Template struct {
	archive *zip.Reader
	parts   map[string]*part // by name, those with tags
	order   []string         // of their names
}

// Tags gives all tags, part by part in the order of the text.
func (t *Template) Tags() []Tag {
	var all []Tag
	for _, name := range t.order {
		all = append(all, t.parts[name].tags...)
	}
	return all
}

// Problem is what is wrong with a tag, as a field of a fault: its sentence names
// the tag and the paragraph.
func (t Tag) Problem(code string, args ...any) fault.Field {
	return fault.Field{Path: "file", Code: code, Args: append(args, "tag", t.Raw, "paragraph", t.Paragraph, "text", t.Text, "part", t.Part)}
}

// Refused gives one fault of all problems, 50 at most; nil for none.
func Refused(problems []fault.Field) error {
	if len(problems) == 0 {
		return nil
	}
	return &fault.Fault{Kind: fault.Invalid, Code: "template-broken", Fields: problems[:min(len(problems), problemsMost)]}
}

// short is the beginning of s, 60 characters at most.
func short(s string) string {
	const most = 60
	runes := []rune(strings.Join(strings.Fields(s), " "))
	if len(runes) <= most {
		return string(runes)
	}
	return string(runes[:most]) + "…"
}

package docx

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"regexp"
	"strconv"
	"strings"
)

// Source says what tags mean. A row of a loop is a source of its own.
type Source interface {
	Value(path, format string) string
	Filled(path string) bool
	Rows(path string) []Source
}

// ErrTooLarge says that a filled document would be over the limits.
var ErrTooLarge = errors.New("docx: filled, it is too large")

// Fill writes the document that t becomes by from.
func (t *Template) Fill(to io.Writer, from Source) error {
	z, number := zip.NewWriter(to), 0
	for _, f := range t.archive.File {
		p := t.parts[f.Name]
		if p == nil {
			if err := z.Copy(f); err != nil {
				return err
			}
			continue
		}
		w := &writing{part: p, number: &number}
		if w.node(p.root, from); w.b.Len() > filledMost {
			return ErrTooLarge
		}
		one, err := z.Create(f.Name)
		if err != nil {
			return err
		}
		if _, err := one.Write(w.b.Bytes()); err != nil {
			return err
		}
	}
	return z.Close()
}

// writing is a part being filled.
type writing struct {
	*part
	b      bytes.Buffer
	again  bool   // a second time, or a later one, of a row
	last   string // the paragraph or table that was written last here
	rows   int    // of the table that is being written
	number *int   // of the last drawing that is there again, in the whole document
}

func (w *writing) node(n *node, from Source) {
	if w.b.Len() > filledMost || n.gone || w.again && n.name == "w:id" && n.parent.name == "w:sdtPr" {
		return
	}
	switch {
	case n.block != nil:
		w.block(n, from)
	case n.tag != nil:
		w.value(n, from)
	case n.name == "w:t" && n.kids == nil && n.words != "":
		w.text(n.words)
	case n.name == "w:tbl":
		w.table(n, from)
	case holder[n.name]:
		w.holding(n, from)
	default:
		w.plain(n, from)
		if n.name == "w:p" {
			w.last = n.name
		}
	}
}

func (w *writing) plain(n *node, from Source) {
	w.b.Write(w.own(n))
	for _, kid := range n.kids {
		w.node(kid, from)
	}
	w.b.Write(n.close)
}

// block writes what n holds as often as its tag says.
func (w *writing) block(n *node, from Source) {
	if n.block.Sign == "?" {
		if from.Filled(n.block.Path) {
			w.kids(n, from)
		}
		return
	}
	before := w.again
	for i, row := range from.Rows(n.block.Path) {
		w.again = before || i > 0
		w.kids(n, row)
	}
	w.again = before
}

func (w *writing) kids(n *node, from Source) {
	for _, kid := range n.kids {
		if kid.name == "w:tr" && !kid.gone {
			w.rows++
		}
		w.node(kid, from)
	}
}

// value writes a run with what its tag says, its lines and tabs kept.
func (w *writing) value(n *node, from Source) {
	w.b.Write(n.open)
	for _, kid := range n.kids {
		w.node(kid, from)
	}
	for i, line := range strings.Split(from.Value(n.tag.Path, n.tag.Format), "\n") {
		if i > 0 {
			w.b.WriteString("<" + w.prefix + "br/>")
		}
		for j, piece := range strings.Split(line, "\t") {
			if j > 0 {
				w.b.WriteString("<" + w.prefix + "tab/>")
			}
			w.text(piece)
		}
	}
	w.b.Write(n.close)
}

func (w *writing) text(s string) {
	w.b.WriteString("<" + w.prefix + `t xml:space="preserve">` + escape.Replace(strings.Map(written, s)) + "</" + w.prefix + "t>")
}

var escape = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// written leaves out what no XML may hold.
func written(r rune) rune {
	if r < ' ' && r != '\t' && r != '\n' || r == '\uFFFE' || r == '\uFFFF' {
		return -1
	}
	return r
}

// table leaves a table out that no row is left of, and parts two that would
// become one.
func (w *writing) table(n *node, from Source) {
	start, rows, last := w.b.Len(), w.rows, w.last
	if last == n.name {
		w.b.WriteString("<" + w.prefix + "p/>")
	}
	w.rows = 0
	w.b.Write(n.open)
	w.kids(n, from)
	w.b.Write(n.close)
	if w.last = n.name; w.rows == 0 {
		w.b.Truncate(start)
		w.last = last
	}
	w.rows = rows
}

// holder are the elements that hold paragraphs, and must end with one.
var holder = map[string]bool{"w:tc": true, "w:txbxContent": true, "w:hdr": true, "w:ftr": true, "w:footnote": true, "w:endnote": true}

func (w *writing) holding(n *node, from Source) {
	rows, last := w.rows, w.last
	w.last = ""
	w.b.Write(w.own(n))
	for _, kid := range n.kids {
		w.node(kid, from)
	}
	if w.last != "w:p" && len(n.close) > 0 {
		w.b.WriteString("<" + w.prefix + "p/>")
	}
	w.b.Write(n.close)
	w.rows, w.last = rows, last
}

var (
	paragraphIDs = regexp.MustCompile(` [A-Za-z0-9]+:(paraId|textId)="[^"]*"`)
	drawingID    = regexp.MustCompile(` id="[0-9]+"`)
)

// own is how n begins: as it stands, but for the names by which Word tells
// elements apart, which are there once only.
func (w *writing) own(n *node) []byte {
	if !w.again || n.name == "" {
		return n.open
	}
	if strings.HasSuffix(n.name, ":docPr") {
		*w.number++
		return drawingID.ReplaceAll(n.open, []byte(` id="`+strconv.Itoa(drawings+*w.number)+`"`))
	}
	return paragraphIDs.ReplaceAll(n.open, nil)
}

// drawings is beyond the numbers that Word gives drawings by itself.
const drawings = 1_000_000

package docx

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"

	"tierce/internal/fault"
)

// node is an element, or what stands between elements, as it was written.
type node struct {
	name        string // of an element, with w: for WordprocessingML whatever its prefix; "" for none
	open, close []byte // as they stand; an empty element has no close
	words       string // what text says, without escapes
	kids        []*node
	parent      *node

	tag    *Tag // a run that is a tag
	block  *Tag // not written itself: what it holds is, as often as the tag says
	tagged bool // a paragraph or a row that had the end of a block
	gone   bool // left out: what may not stand there twice
}

// part is one file of the archive, taken apart.
type part struct {
	root   *node
	prefix string // of WordprocessingML, with its colon
	tags   []Tag
	left   *int // nodes that the document may still have
}

// The namespaces of WordprocessingML.
var namespaces = []string{"http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main"}

// parse takes a part apart, finds its tags and closes its blocks. left is how
// many nodes it may have, and those after it.
func parse(kind string, content []byte, left *int) (*part, []fault.Field, error) {
	p := &part{left: left}
	switch err := p.grow(content); {
	case errors.Is(err, errLong):
		return nil, nil, fault.Bad("file", "template-too-long")
	case err != nil:
		return nil, nil, notDocx()
	}
	wrong := p.find(kind)
	if len(wrong) == 0 {
		wrong = p.nest()
	}
	return p, wrong, nil
}

// errLong is a part of more nodes than are kept in memory.
var errLong = errors.New("docx: too long")

// grow reads the tree. Every byte of content is in it.
func (p *part) grow(content []byte) error {
	d := xml.NewDecoder(bytes.NewReader(content))
	p.root = &node{}
	at, depth := p.root, 0
	for ; ; *p.left-- {
		if *p.left < 0 {
			return errLong
		}
		from := d.InputOffset()
		token, err := d.RawToken()
		if err == io.EOF {
			break
		}
		if err != nil {
			return err
		}
		raw := content[from:d.InputOffset()]
		switch token := token.(type) {
		case xml.StartElement:
			if depth++; depth > depthMost {
				return io.ErrShortBuffer
			}
			if at == p.root {
				p.prefix = prefixOf(token)
			}
			at = at.add(&node{name: p.nameOf(token.Name), open: raw})
		case xml.EndElement:
			if at == p.root || at.name != p.nameOf(token.Name) {
				return io.ErrUnexpectedEOF
			}
			at.close, at, depth = raw, at.parent, depth-1
		case xml.Directive:
			return io.ErrUnexpectedEOF // a document type
		case xml.CharData:
			at.add(&node{open: raw, words: string(token)})
		default:
			at.add(&node{open: raw})
		}
	}
	if at != p.root || len(p.root.kids) == 0 {
		return io.ErrUnexpectedEOF
	}
	return nil
}

func (n *node) add(kid *node) *node {
	kid.parent = n
	n.kids = append(n.kids, kid)
	return kid
}

// prefixOf is that of WordprocessingML, as the first element declares it.
func prefixOf(e xml.StartElement) string {
	for _, a := range e.Attr {
		if !slices.Contains(namespaces, a.Value) {
			continue
		}
		if a.Name.Space == "xmlns" {
			return a.Name.Local + ":"
		}
		if a.Name.Space == "" && a.Name.Local == "xmlns" {
			return ""
		}
	}
	return "w:"
}

func (p *part) nameOf(n xml.Name) string {
	name := n.Local
	if n.Space != "" {
		name = n.Space + ":" + n.Local
	}
	if local, is := strings.CutPrefix(name, p.prefix); is && !strings.Contains(local, ":") {
		return "w:" + local
	}
	return name
}

// each calls f on n and all within, until f says not to go deeper.
func (n *node) each(f func(*node) (deeper bool)) {
	if !f(n) {
		return
	}
	for _, kid := range n.kids {
		kid.each(f)
	}
}

// within gives the nearest element called name that holds n; nil for none.
func (n *node) within(name string) *node {
	for a := n.parent; a != nil; a = a.parent {
		if a.name == name {
			return a
		}
	}
	return nil
}

// set gives n these kids in place of those from i to before j.
func (n *node) set(i, j int, kids ...*node) {
	for _, kid := range kids {
		kid.parent = n
	}
	n.kids = slices.Replace(n.kids, i, j, kids...)
}

func (n *node) index(kid *node) int { return slices.Index(n.kids, kid) }

// attribute reads one of an element that is written as every office writes it.
func (n *node) attribute(name string) string {
	_, rest, found := strings.Cut(string(n.open), " "+name+`="`)
	if !found {
		return ""
	}
	value, _, _ := strings.Cut(rest, `"`)
	return value
}

package docx

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"net/url"
	"path"
	"strings"

	"tierce/internal/fault"
)

// Read takes a template. What is no Word document, or one that this house does
// not take, is refused by a fault on `file`; broken tags by one that names each
// of them.
func Read(data []byte) (*Template, error) {
	if len(data) > SizeMost {
		return nil, fault.Bad("file", "template-too-large", "most", SizeMost>>20)
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, notDocx()
	}
	texts, err := textsOf(z)
	if err != nil {
		return nil, err
	}
	t := &Template{archive: z, parts: map[string]*part{}}
	var problems []fault.Field
	left := nodesMost
	for _, text := range texts {
		content, err := unpack(z, text.name)
		if err != nil {
			return nil, err
		}
		p, wrong, err := parse(text.kind, content, &left)
		if err != nil {
			return nil, err
		}
		problems = append(problems, wrong...)
		if len(p.tags) > 0 {
			t.parts[text.name], t.order = p, append(t.order, text.name)
		}
	}
	if err := Refused(problems); err != nil {
		return nil, err
	}
	if len(t.Tags()) > TagsMost {
		return nil, fault.Bad("file", "template-too-many-tags", "most", TagsMost)
	}
	return t, nil
}

func notDocx() error { return fault.Bad("file", "template-not-docx") }

// text is a part of a document that people read.
type text struct{ name, kind string }

const (
	wordML = "application/vnd.openxmlformats-officedocument.wordprocessingml."
	listed = "[Content_Types].xml"
)

// kinds are the parts that tags may stand in, by their type.
var kinds = map[string]string{
	wordML + "document.main+xml": "body",
	wordML + "header+xml":        "header",
	wordML + "footer+xml":        "footer",
	wordML + "footnotes+xml":     "notes",
	wordML + "endnotes+xml":      "notes",
}

// textsOf looks through the archive, refuses what this house does not take, and
// gives the parts with text, the body first.
func textsOf(z *zip.Reader) ([]text, error) {
	if err := within(z); err != nil {
		return nil, err
	}
	content, err := unpack(z, listed)
	if err != nil {
		return nil, notDocx()
	}
	var types struct {
		Overrides []struct {
			Name string `xml:"PartName,attr"`
			Type string `xml:"ContentType,attr"`
		} `xml:"Override"`
	}
	if err := strict(content, &types); err != nil {
		return nil, notDocx()
	}
	var texts []text
	for _, o := range types.Overrides {
		if strings.Contains(o.Type, "macroEnabled") || strings.Contains(o.Type, "vbaProject") {
			return nil, fault.Bad("file", "template-macros")
		}
		one := text{strings.TrimPrefix(o.Name, "/"), kinds[o.Type]}
		switch one.kind {
		case "":
		case "body":
			texts = append([]text{one}, texts...)
		default:
			texts = append(texts, one)
		}
	}
	if len(texts) == 0 || texts[0].kind != "body" || len(texts) > 1 && texts[1].kind == "body" {
		return nil, notDocx()
	}
	return texts, links(z)
}

// within refuses an archive that unpacks to more than the limits, has one name
// twice or holds macros. What sizes it states is believed later by nobody.
func within(z *zip.Reader) error {
	if len(z.File) > entriesMost {
		return fault.Bad("file", "template-unpacks-large", "most", unpackedMost>>20)
	}
	var all uint64
	seen := map[string]bool{}
	for _, f := range z.File {
		name := strings.ToLower(f.Name)
		if path.Base(name) == "vbaproject.bin" {
			return fault.Bad("file", "template-macros")
		}
		if seen[name] || f.Flags&1 != 0 {
			return notDocx()
		}
		if seen[name], all = true, all+f.UncompressedSize64; f.UncompressedSize64 > unpackedMost || all > unpackedMost {
			return fault.Bad("file", "template-unpacks-large", "most", unpackedMost>>20)
		}
	}
	return nil
}

// unpack reads one file of the archive, partMost bytes at most.
func unpack(z *zip.Reader, name string) ([]byte, error) {
	f, err := z.Open(name)
	if err != nil {
		return nil, notDocx()
	}
	defer f.Close()
	content, err := io.ReadAll(io.LimitReader(f, partMost+1))
	switch {
	case err != nil:
		return nil, notDocx()
	case len(content) > partMost:
		return nil, fault.Bad("file", "template-unpacks-large", "most", partMost>>20)
	}
	return content, nil
}

// links refuses what makes Word fetch something when the document is opened. A
// link that somebody may follow, to a page or an address, is none of it.
func links(z *zip.Reader) error {
	for _, f := range z.File {
		if path.Ext(f.Name) != ".rels" {
			continue
		}
		content, err := unpack(z, f.Name)
		if err != nil {
			return err
		}
		var rels struct {
			All []struct {
				Type   string `xml:"Type,attr"`
				Target string `xml:"Target,attr"`
				Mode   string `xml:"TargetMode,attr"`
			} `xml:"Relationship"`
		}
		if err := strict(content, &rels); err != nil {
			return notDocx()
		}
		for _, l := range rels.All {
			if strings.EqualFold(l.Mode, "External") && !followed(l.Type, l.Target) {
				return fault.Bad("file", "template-external", "target", short(l.Target))
			}
		}
	}
	return nil
}

func followed(kind, target string) bool {
	to, err := url.Parse(target)
	if err != nil || path.Base(kind) != "hyperlink" {
		return false
	}
	return to.Scheme == "https" || to.Scheme == "http" || to.Scheme == "mailto"
}

// strict reads XML that has no document type.
func strict(content []byte, into any) error {
	if bytes.Contains(content, []byte("<!DOCTYPE")) {
		return errors.New("docx: a document type")
	}
	return xml.Unmarshal(content, into)
}

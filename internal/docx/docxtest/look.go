package docxtest

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"path"
	"strings"
)

// Open gives the files of a document.
func Open(data []byte) (Files, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, err
	}
	f := Files{}
	for _, one := range z.File {
		r, err := one.Open()
		if err != nil {
			return nil, err
		}
		content, err := io.ReadAll(r)
		if err != nil {
			return nil, err
		}
		if _, twice := f[one.Name]; twice {
			return nil, fmt.Errorf("%s is there twice", one.Name)
		}
		f[one.Name] = string(content)
	}
	return f, nil
}

// Wrong says what Word would not open a document for, or would repair: parts
// of no type, XML that is not well formed, names that are there twice, cells
// without a paragraph at their end, tables without a row, text outside runs.
func Wrong(data []byte) (wrong []string) {
	f, err := Open(data)
	if err != nil {
		return []string{err.Error()}
	}
	for name, content := range f {
		if ext := path.Ext(name); ext != ".xml" && ext != ".rels" {
			continue
		}
		for _, w := range looks(content) {
			wrong = append(wrong, name+": "+w)
		}
		if types := f["[Content_Types].xml"]; name != "[Content_Types].xml" && !strings.Contains(types, `"/`+name+`"`) && !strings.Contains(types, `Extension="`+path.Ext(name)[1:]+`"`) {
			wrong = append(wrong, name+" has no type")
		}
	}
	return wrong
}

// inside says what holds an element, for those that stand in one kind only.
var inside = map[string]string{"t": "r", "tr": "tbl", "tc": "tr", "r": "p"}

func looks(content string) (wrong []string) {
	d := xml.NewDecoder(strings.NewReader(content))
	type open struct{ name, last string }
	stack, ids := []open{{}}, map[string]bool{}
	for {
		token, err := d.Token()
		if err == io.EOF {
			return wrong
		}
		if err != nil {
			return append(wrong, err.Error())
		}
		switch token := token.(type) {
		case xml.StartElement:
			word := token.Name.Space == Namespace
			above := &stack[len(stack)-1]
			if holder := inside[token.Name.Local]; word && (holder == "tbl" || holder == "tr" || token.Name.Local == "t") && above.name != holder && above.name != "sdtContent" {
				wrong = append(wrong, token.Name.Local+" in "+above.name)
			}
			if id := identity(token); id != "" {
				if ids[id] {
					wrong = append(wrong, id+" is there twice")
				}
				ids[id] = true
			}
			above.last = token.Name.Local
			stack = append(stack, open{name: token.Name.Local})
		case xml.EndElement:
			closed := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			switch word := token.Name.Space == Namespace; {
			case word && (closed.name == "tc" || closed.name == "txbxContent" || closed.name == "hdr") && closed.last != "p":
				wrong = append(wrong, closed.name+" ends with "+closed.last)
			case word && closed.name == "tbl" && closed.last != "tr":
				wrong = append(wrong, "a table without a row")
			}
		}
	}
}

// identity is what may be there once of an element; "" for nothing.
func identity(e xml.StartElement) string {
	for _, a := range e.Attr {
		switch {
		case a.Name.Local == "paraId", e.Name.Local == "docPr" && a.Name.Local == "id", e.Name.Local == "bookmarkStart" && (a.Name.Local == "id" || a.Name.Local == "name"):
			return e.Name.Local + " " + a.Name.Local + " " + a.Value
		}
	}
	return ""
}

// Text gives what a document says, a paragraph a line.
func Text(data []byte) string {
	f, err := Open(data)
	if err != nil {
		return err.Error()
	}
	d := xml.NewDecoder(strings.NewReader(f["word/document.xml"]))
	var b strings.Builder
	in := ""
	for {
		token, err := d.Token()
		if err != nil {
			return b.String()
		}
		switch token := token.(type) {
		case xml.StartElement:
			if in = token.Name.Local; in == "br" {
				b.WriteByte('|')
			}
		case xml.CharData:
			if in == "t" {
				b.Write(token)
			}
		case xml.EndElement:
			if in = ""; token.Name.Local == "p" {
				b.WriteByte('\n')
			}
		}
	}
}

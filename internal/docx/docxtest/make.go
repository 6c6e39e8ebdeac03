// Package docxtest makes Word documents for tests, and looks at them as a
// careful reader does.
package docxtest

import (
	"archive/zip"
	"bytes"
	"maps"
	"slices"
	"strings"
)

// Files are those of a document, by their names in the archive.
type Files map[string]string

const (
	// Namespace is that of WordprocessingML.
	Namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

	office    = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	packaging = "http://schemas.openxmlformats.org/package/2006/"
	wordML    = "application/vnd.openxmlformats-officedocument.wordprocessingml."
	header    = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
)

// Of gives the files of a document with this body, and a header where head is
// not empty.
func Of(body, head string) Files {
	f := Files{
		"[Content_Types].xml": header + `<Types xmlns="` + packaging + `content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="` + wordML + `document.main+xml"/></Types>`,
		"_rels/.rels":         header + `<Relationships xmlns="` + packaging + `relationships"><Relationship Id="rId1" Type="` + office + `/officeDocument" Target="word/document.xml"/></Relationships>`,
		"word/document.xml":   Document(body),
	}
	if head != "" {
		f["word/header1.xml"] = header + `<w:hdr xmlns:w="` + Namespace + `">` + head + `</w:hdr>`
		f["word/_rels/document.xml.rels"] = header + `<Relationships xmlns="` + packaging + `relationships"><Relationship Id="rId1" Type="` + office + `/header" Target="header1.xml"/></Relationships>`
		f["[Content_Types].xml"] = strings.Replace(f["[Content_Types].xml"], "</Types>", `<Override PartName="/word/header1.xml" ContentType="`+wordML+`header+xml"/></Types>`, 1)
		f["word/document.xml"] = Document(body + `<w:sectPr><w:headerReference xmlns:r="` + office + `" w:type="default" r:id="rId1"/></w:sectPr>`)
	}
	return f
}

// Document is word/document.xml with this body.
func Document(body string) string {
	return header + `<w:document xmlns:w="` + Namespace + `" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><w:body>` + body + `</w:body></w:document>`
}

// Zip packs f, the list of types first, as offices do.
func (f Files) Zip() []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	names := []string{"[Content_Types].xml"}
	for _, name := range slices.Sorted(maps.Keys(f)) {
		if name != names[0] {
			names = append(names, name)
		}
	}
	for _, name := range names {
		if w, err := z.Create(name); err == nil { // to memory
			_, _ = w.Write([]byte(f[name]))
		}
	}
	_ = z.Close()
	return b.Bytes()
}

// Paragraphs gives a paragraph a line, each with one run.
func Paragraphs(lines ...string) string {
	var b strings.Builder
	for _, l := range lines {
		b.WriteString("<w:p>" + Run(l) + "</w:p>")
	}
	return b.String()
}

// Run is a run of text.
func Run(s string) string {
	return `<w:r><w:t xml:space="preserve">` + strings.NewReplacer("&", "&amp;", "<", "&lt;").Replace(s) + `</w:t></w:r>`
}

// Table gives a table of these rows of cells.
func Table(rows ...[]string) string {
	b := `<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid>`
	for _, r := range rows {
		b += "<w:tr>"
		for _, c := range r {
			b += "<w:tc>" + Paragraphs(c) + "</w:tc>"
		}
		b += "</w:tr>"
	}
	return b + "</w:tbl>"
}

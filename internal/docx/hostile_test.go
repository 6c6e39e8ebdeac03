package docx

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"

	"tierce/internal/docx/docxtest"
)

// What is no ordinary Word document, or does more than be read, is refused by
// its own code.
func TestLOC9WhatIsNoTemplateIsRefused(t *testing.T) {
	good := docxtest.Of(docxtest.Paragraphs("{{a.b}}"), "")
	with := func(name, content string) []byte {
		f := docxtest.Files{}
		for k, v := range good {
			f[k] = v
		}
		f[name] = content
		return f.Zip()
	}
	rel := func(kind, target string) []byte {
		return with("word/_rels/document.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/`+kind+`" Target="`+target+`" TargetMode="External"/></Relationships>`)
	}
	var bomb bytes.Buffer
	z := zip.NewWriter(&bomb)
	for _, name := range []string{"[Content_Types].xml", "_rels/.rels", "word/document.xml"} {
		w, _ := z.Create(name)
		_, _ = w.Write([]byte(good[name]))
	}
	w, _ := z.Create("word/media/zeros.bin")
	for range 60 {
		_, _ = w.Write(make([]byte, 1<<20))
	}
	z.Close()
	if bomb.Len() > SizeMost {
		t.Fatal("the bomb is no bomb")
	}
	for name, c := range map[string]struct {
		file []byte
		want string
	}{
		"nothing":                    {nil, "template-not-docx"},
		"text":                       {[]byte("hello"), "template-not-docx"},
		"an empty zip":               {docxtest.Files{}.Zip(), "template-not-docx"},
		"another document":           {with("[Content_Types].xml", strings.Replace(good["[Content_Types].xml"], "wordprocessingml.document.main", "spreadsheetml.sheet.main", 1)), "template-not-docx"},
		"macros, by type":            {with("[Content_Types].xml", strings.Replace(good["[Content_Types].xml"], "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml", "application/vnd.ms-word.document.macroEnabled.main+xml", 1)), "template-macros"},
		"macros, by file":            {with("word/vbaProject.bin", "x"), "template-macros"},
		"a picture from elsewhere":   {rel("image", "https://elsewhere.example/pixel.png"), "template-external"},
		"a template from elsewhere":  {rel("attachedTemplate", "file:///c:/t.dotm"), "template-external"},
		"a link that runs":           {rel("hyperlink", "file:///c:/x.exe"), "template-external"},
		"a link to a page":           {rel("hyperlink", "https://elsewhere.example/"), "<nil>"},
		"a document type":            {with("word/document.xml", `<!DOCTYPE x [<!ENTITY a "b">]>`+docxtest.Document("")[55:]), "template-not-docx"},
		"broken XML":                 {with("word/document.xml", good["word/document.xml"]+"<a>"), "template-not-docx"},
		"elements within each other": {with("word/document.xml", docxtest.Document(strings.Repeat("<w:p>", 300)+strings.Repeat("</w:p>", 300))), "template-not-docx"},
		"a bomb":                     {bomb.Bytes(), "template-unpacks-large"},
		"a large part":               {with("word/document.xml", docxtest.Document(strings.Repeat(" ", partMost))), "template-unpacks-large"},
		"a document without end":     {with("word/document.xml", docxtest.Document(strings.Repeat("<w:p/>", 200_000))), "template-too-long"},
		"too many files":             {many(), "template-unpacks-large"},
		"too many tags":              {docxtest.Of(docxtest.Paragraphs(strings.Repeat("{{a.b}}", TagsMost+1)), "").Zip(), "template-too-many-tags"},
		"a large file":               {make([]byte, SizeMost+1), "template-too-large"},
	} {
		_, err := Read(c.file)
		if got := told(err); !strings.HasPrefix(got, c.want) {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

func many() []byte {
	f := docxtest.Of("", "")
	for i := range entriesMost {
		f[strings.Repeat("a", i+1)] = ""
	}
	return f.Zip()
}

// What is filled in can be no larger than a document may be.
func TestLOC9ALoopOfMuchIsStopped(t *testing.T) {
	rows := make([]values, 500)
	for i := range rows {
		rows[i] = values{"name": strings.Repeat("x", 1000)}
	}
	read, err := Read(docxtest.Of(docxtest.Paragraphs("{{#a.b}}"+strings.Repeat("{{name}}", 100)+"{{/a.b}}"), "").Zip())
	if err != nil {
		t.Fatal(err)
	}
	if err := read.Fill(&bytes.Buffer{}, values{"a.b": rows}); err != ErrTooLarge {
		t.Error(err)
	}
}

// Whatever stands in a part: it is refused, or filled so that Word reads it.
func FuzzRead(f *testing.F) {
	for _, body := range []string{"", docxtest.Paragraphs("{{a.b}}", "{{#a.c}}{{name}}{{/a.c}}", "{{?x}}", "y", "{{/x}}"),
		docxtest.Table([]string{"{{#a.c}}{{name}}", "{{/a.c}}"}), "<w:p><w:r><w:t>{</w:t><w:tab/><w:t>{a.b}}</w:t></w:r></w:p>",
		docxtest.Paragraphs("{{{a}}}", "}}{{", "{{#a}}{{#b}}{{/a}}{{/b}}"), "<w:p/>", "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>{{#a.c}}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"} {
		f.Add(body)
	}
	from := values{"a.b": "x & <y>\n\t\x00", "a.c": []values{{"name": "1"}, {"name": "2"}}, "x": "z"}
	f.Fuzz(func(t *testing.T, body string) {
		files := docxtest.Of(body, "")
		before := docxtest.Wrong(files.Zip())
		read, err := Read(files.Zip())
		if err != nil {
			return
		}
		var b bytes.Buffer
		if err := read.Fill(&b, from); err != nil {
			t.Fatal(err)
		}
		if wrong := docxtest.Wrong(b.Bytes()); len(wrong) > 0 && len(before) == 0 {
			t.Fatalf("%q: %v\n%s", body, wrong, docxtest.Text(b.Bytes()))
		}
	})
}

// Likewise of a file that is no archive, or half of one.
func FuzzArchive(f *testing.F) {
	f.Add(docxtest.Of(docxtest.Paragraphs("{{a.b}}"), "").Zip())
	f.Add([]byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if read, err := Read(data); err == nil {
			_ = read.Fill(&bytes.Buffer{}, values{})
		}
	})
}

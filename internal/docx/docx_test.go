package docx

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"tierce/internal/docx/docxtest"
	"tierce/internal/fault"
)

// values is a source for tests: text by path, rows by path.
type values map[string]any

func (v values) Value(path, format string) string {
	s, _ := v[path].(string)
	if format != "" {
		return s + "/" + format
	}
	return s
}
func (v values) Filled(path string) bool { return v[path] != nil }
func (v values) Rows(path string) []Source {
	rows, _ := v[path].([]values)
	list := make([]Source, len(rows))
	for i, row := range rows {
		all := values{}
		for _, from := range []values{v, row} {
			for k, value := range from {
				all[k] = value
			}
		}
		list[i] = all
	}
	return list
}

var some = values{"work.title": "Roof & <walls>", "work.lines": "one\ntwo\tthree", "work.lots": []values{{"name": "A", "cost": "1"}, {"name": "B"}, {"name": "C", "cost": "3"}}}

func filled(t testing.TB, files docxtest.Files, from values) []byte {
	t.Helper()
	read, err := Read(files.Zip())
	if err != nil {
		t.Fatalf("%v: %+v", err, fault.Of(err))
	}
	var b bytes.Buffer
	if err := read.Fill(&b, from); err != nil {
		t.Fatal(err)
	}
	if wrong := docxtest.Wrong(b.Bytes()); len(wrong) > 0 {
		f, _ := docxtest.Open(b.Bytes())
		t.Errorf("%v\n%s", wrong, f["word/document.xml"])
	}
	return b.Bytes()
}

var run = docxtest.Run

func p(inner string) string { return "<w:p>" + inner + "</w:p>" }

func TestLOC9WhatTemplatesBecome(t *testing.T) {
	for name, c := range map[string]struct{ body, want string }{
		"a value":                {docxtest.Paragraphs("Title: {{work.title}}."), "Title: Roof & <walls>.\n"},
		"as Word takes it apart": {p(run("T {") + `<w:proofErr w:type="spellStart"/>` + `<w:r><w:rPr><w:b/></w:rPr><w:t>{work</w:t></w:r>` + run(".ti") + run("tle") + run("}} x")), "T Roof & <walls> x\n"},
		"two in one text":        {docxtest.Paragraphs("{{work.title}}{{work.title}}"), "Roof & <walls>Roof & <walls>\n"},
		"spaces and capitals":    {docxtest.Paragraphs("{{ Work.Title\u00a0: short }}"), "Roof & <walls>/short\n"},
		"lines":                  {docxtest.Paragraphs("{{work.lines}}"), "one|twothree\n"},
		"words":                  {docxtest.Paragraphs("Lots: {{#work.lots}}{{name}}, {{/work.lots}}end"), "Lots: A, B, C, end\n"},
		"paragraphs":             {docxtest.Paragraphs("{{#work.lots}}", "Lot {{name}}", "of {{work.title}}", "{{/work.lots}}", "end"), "Lot A\nof Roof & <walls>\nLot B\nof Roof & <walls>\nLot C\nof Roof & <walls>\nend\n"},
		"at the ends of texts":   {docxtest.Paragraphs("{{#work.lots}}Lot {{name}}", "it is{{/work.lots}}", "end"), "Lot A\nit is\nLot B\nit is\nLot C\nit is\nend\n"},
		"a row":                  {docxtest.Table([]string{"Name", "Cost"}, []string{"{{#work.lots}}{{name}}", "{{?cost}}{{cost}} EUR{{/cost}}{{/work.lots}}"}), "Name\nCost\nA\n1 EUR\nB\n\nC\n3 EUR\n"},
		"rows between rows":      {docxtest.Table([]string{"{{#work.lots}}"}, []string{"{{name}}"}, []string{"{{/work.lots}}"}), "A\nB\nC\n"},
		"not there":              {docxtest.Paragraphs("a{{?work.none}}no{{/work.none}}b", "{{?work.none}}", "no", "{{/work.none}}", "c"), "ab\nc\n"},
		"there":                  {docxtest.Paragraphs("{{?work.title}}", "{{work.title}}", "{{/work.title}}"), "Roof & <walls>\n"},
		"within each other":      {docxtest.Paragraphs("{{?work.lots}}{{#work.lots}}", "{{name}}{{?cost}} costs {{cost}}{{/cost}}", "{{/work.lots}}{{/work.lots}}"), "A costs 1\nB\nC costs 3\n"},
		"a row there or not":     {docxtest.Table([]string{"{{?work.none}}{{#work.lots}}{{name}}", "x{{/work.lots}}{{/work.none}}"}, []string{"a", "b"}), "a\nb\n"},
		"a table without rows":   {docxtest.Table([]string{"{{?work.none}}x", "{{/work.none}}"}) + docxtest.Paragraphs("end"), "end\n"},
		"a cell left empty":      {docxtest.Table([]string{"{{?work.none}}x{{/work.none}}"}), "\n"},
		"a table of paragraphs":  {docxtest.Paragraphs("{{#work.lots}}") + docxtest.Table([]string{"{{name}}"}) + docxtest.Paragraphs("{{/work.lots}}", "end"), "A\n\nB\n\nC\nend\n"},
		"what is there once": {docxtest.Paragraphs("{{#work.lots}}") + `<w:p w14:paraId="0A"><w:bookmarkStart w:id="1" w:name="x"/>` + run("{{name}}") +
			`<w:bookmarkEnd w:id="1"/><w:r><w:drawing><wp:docPr id="7" name="i"/></w:drawing></w:r></w:p>` + docxtest.Paragraphs("{{/work.lots}}"), "A\nB\nC\n"},
		"a text box": {p(`<w:r><w:pict><w:txbxContent>` + docxtest.Paragraphs("{{#work.lots}}", "{{name}}", "{{/work.lots}}") + `</w:txbxContent></w:pict></w:r>` + run("{{work.title}}")), "A\nB\nC\nRoof & <walls>\n"},
		"a link":     {p(`<w:hyperlink w:anchor="a">` + run("{{work.title}}") + `</w:hyperlink>`), "Roof & <walls>\n"},
	} {
		if got := docxtest.Text(filled(t, docxtest.Of(c.body, ""), some)); got != c.want {
			t.Errorf("%s:\n%q\nwant\n%q", name, got, c.want)
		}
	}
}

func TestLOC9AHeaderIsFilledAndTheRestIsKept(t *testing.T) {
	files := docxtest.Of(docxtest.Paragraphs("x"), docxtest.Paragraphs("{{work.title}}"))
	got, err := docxtest.Open(filled(t, files, some))
	if err != nil || !strings.Contains(got["word/header1.xml"], "Roof &amp; &lt;walls&gt;") {
		t.Errorf("%v %s", err, got["word/header1.xml"])
	}
	for name, content := range files {
		if name != "word/header1.xml" && got[name] != content {
			t.Errorf("%s has changed", name)
		}
	}
}

// The look of a tag is that of the run that it begins in.
func TestLOC9AValueLooksAsItsTag(t *testing.T) {
	got, _ := docxtest.Open(filled(t, docxtest.Of(p(run("a ")+`<w:r><w:rPr><w:b/></w:rPr><w:t>{{work</w:t></w:r>`+run(".title}}")), ""), some))
	if !strings.Contains(got["word/document.xml"], `<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">Roof`) {
		t.Error(got["word/document.xml"])
	}
}

func TestLOC9EveryBrokenTagIsNamedWithItsParagraph(t *testing.T) {
	for body, want := range map[string]string{
		"a {{work.title":               "tag-unclosed {{work.title 2",
		"a {{work.title {{work.lots}}": "tag-unclosed {{work.title {{work.lots}} 2",
		"a }} b":                       "tag-unopened }} 2",
		"{{}}":                         "tag-empty {{}} 2",
		"{{a b+c}}":                    "tag-unknown {{a b+c}} 2",
		"{{#a:b}}":                     "tag-format {{#a:b}} 2",
		"{{a:}}":                       "tag-format {{a:}} 2",
		"{{#work.lots}}":               "tag-not-ended {{#work.lots}} 2",
		"{{/work.lots}}":               "tag-not-begun {{/work.lots}} 2",
		"{{#a}}{{#b}}{{/a}}{{/b}}":     "tag-crossed {{/a}} 2",
		"{{#a}}|x|{{b":                 "tag-unclosed {{b 4",
		"x {{#a}}|{{/a}}":              "tag-astray {{#a}} 2",
		"{{#a}}|{{/a}} x":              "tag-astray {{#a}} 2",
		"{{a.b}} {{c d|{{e}}|{{f {{g}} {{h}}|}} ": "tag-unclosed {{c d 2, tag-unclosed {{f {{g}} {{h}} 4, tag-unopened }} 5",
	} {
		_, err := Read(docxtest.Of(docxtest.Paragraphs(append([]string{"first"}, strings.Split(body, "|")...)...), "").Zip())
		if got := told(err); got != want {
			t.Errorf("%s: %s\nwant %s", body, got, want)
		}
	}
	crossing := docxtest.Paragraphs("{{#a}}") + docxtest.Table([]string{"x{{/a}}"})
	if got := told(second(Read(docxtest.Of(crossing, "").Zip()))); got != "tag-astray {{#a}} 1" {
		t.Error(got)
	}
	field := p(`<w:r><w:instrText>REF {{a}}</w:instrText></w:r>`)
	if got := told(second(Read(docxtest.Of(field, "").Zip()))); got != "tag-misplaced REF {{a}} 1" {
		t.Error(got)
	}
}

func second(_ *Template, err error) error { return err }

// told writes the problems that err names.
func told(err error) string {
	f := fault.Of(err)
	if f == nil {
		return fmt.Sprint(err)
	}
	var list []string
	for _, one := range f.Fields {
		args := map[any]any{}
		for i := 0; i+1 < len(one.Args); i += 2 {
			args[one.Args[i]] = one.Args[i+1]
		}
		list = append(list, fmt.Sprint(one.Code, " ", args["tag"], " ", args["paragraph"]))
	}
	return strings.Join(list, ", ")
}

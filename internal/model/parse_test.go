package model

import (
	"bytes"
	"reflect"
	"slices"
	"strings"
	"testing"

	"tierce/internal/fault"
)

// small is a model with one of everything, for tests to break.
const small = `{
  "name": {"fr": "Essai", "en": "Trial"},
  "reference": "TRY",
  "sections": [
    {"id": "main", "kind": "form", "title": {"fr": "Principal", "en": "Main"}, "fields": [
      {"id": "who", "type": "text", "label": {"fr": "Qui", "en": "Who"}, "required": true, "maxLength": 10},
      {"id": "kind", "type": "choice", "label": {"fr": "Genre", "en": "Kind"},
       "choices": [{"id": "a", "label": {"fr": "A", "en": "A"}}]},
      {"id": "price", "type": "money", "label": {"fr": "Prix", "en": "Price"}, "min": 0, "max": 100}
    ]},
    {"id": "list", "kind": "table", "title": {"fr": "Liste", "en": "List"}, "fields": [
      {"id": "lines", "type": "rows", "label": {"fr": "Lignes", "en": "Lines"}, "fields": [
        {"id": "what", "type": "text", "label": {"fr": "Quoi", "en": "What"}, "required": true}]}
    ]}
  ],
  "statuses": [{"id": "open", "label": {"fr": "Ouvert", "en": "Open"}, "initial": true}],
  "views": {"client": ["main"], "applicant": ["main.who"], "partners": [
    {"id": "bank", "name": {"fr": "Banque", "en": "Bank"}, "fields": [{"path": "main.price", "access": "visible"}],
     "own": [{"id": "opinion", "type": "longtext", "label": {"fr": "Avis", "en": "Opinion"}}]}]}
}`

func mustParse(t testing.TB, data string) Model {
	t.Helper()
	m, err := Parse([]byte(data))
	if err != nil {
		t.Fatalf("Parse: %v %v", err, fault.Of(err).Fields)
	}
	return m
}

// listed gives the problems of a fault as "path code".
func listed(err error) []string {
	f := fault.Of(err)
	if f == nil {
		return nil
	}
	var list []string
	for _, p := range f.Fields {
		list = append(list, p.Path+" "+p.Code)
	}
	return list
}

func TestParseReadsEverything(t *testing.T) {
	m := mustParse(t, small)
	if got := m.Initial().ID; got != "open" {
		t.Errorf("initial status %q", got)
	}
	s, _ := m.Section("main")
	f, _ := s.Field("price")
	if f.Currency != "EUR" || *f.Min != 0 || *f.Max != 100 {
		t.Errorf("price read as %+v", f)
	}
	if _, ok := m.Status("closed"); ok {
		t.Error("found a status that is not there")
	}
	if again := mustParse(t, string(m.Export())); !reflect.DeepEqual(again, m) {
		t.Errorf("Export read back as %+v", again)
	}
}

// Each case changes one thing in the small model and names every problem that
// follows, at its path.
func TestParseNamesEachProblem(t *testing.T) {
	cases := []struct{ old, new, want string }{
		{`"en": "Trial"`, `"en": " "`, "name.en missing"},
		{`"fr": "Essai", `, ``, "name.fr missing"},
		{`{"fr": "Essai", "en": "Trial"}`, `"Essai"`, "name wrong-type"},
		{`"name":`, `"description": {"fr": "x"}, "name":`, "description.en missing"},
		{`"TRY"`, `"try"`, "reference model-bad-reference"},
		{`"TRY"`, `""`, "reference missing"},
		{`"TRY"`, `7`, "reference wrong-type"},
		{`"reference"`, `"colour": 1, "reference"`, "colour unknown-field"},
		{`"reference"`, `"reference": "AB", "reference"`, "reference model-duplicate-key"},
		{`"id": "list"`, `"id": "main"`, "sections[1].id model-duplicate-id"},
		{`"id": "list"`, `"id": "Main"`, "sections[1].id model-bad-id"},
		{`"kind": "form"`, `"kind": "forms"`, "sections[0].kind model-unknown-kind"},
		{`"kind": "form"`, `"kind": "table"`, "sections[0].fields model-table-shape"},
		{`"type": "text", "label": {"fr": "Qui"`, `"type": "string", "label": {"fr": "Qui"`, "sections[0].fields[0].type model-unknown-type"},
		{`"maxLength": 10`, `"maxLength": 501`, "sections[0].fields[0].maxLength model-bad-length"},
		{`"maxLength": 10`, `"maxLength": 1.5`, "sections[0].fields[0].maxLength wrong-number"},
		{`"maxLength": 10`, `"min": 1`, "sections[0].fields[0].min model-not-for-type"},
		{`"required": true, "maxLength"`, `"required": "yes", "maxLength"`, "sections[0].fields[0].required wrong-type"},
		{`"choices": [{"id": "a", "label": {"fr": "A", "en": "A"}}]`, `"choices": []`, "sections[0].fields[1].choices missing"},
		{`"min": 0, "max": 100`, `"min": 2, "max": 1`, "sections[0].fields[2].max model-min-over-max"},
		{`"min": 0, "max": 100`, `"min": 1e999`, "sections[0].fields[2].min wrong-number"},
		{`"min": 0, "max": 100`, `"currency": "euro"`, "sections[0].fields[2].currency model-unknown-currency"},
		{`{"id": "what", "type": "text",`, `{"id": "what", "type": "rows",`, "sections[1].fields[0].fields[0].fields model-nested-rows"},
		{`{"id": "what", "type": "text",`, `{"id": "what", "type": "text", "fields": [{}],`, "sections[1].fields[0].fields[0].fields model-nested-rows"},
		{`"initial": true`, `"initial": false`, "statuses model-one-initial"},
		{`[{"id": "open", "label": {"fr": "Ouvert", "en": "Open"}, "initial": true}]`, `{}`, "statuses wrong-type"},
		{`"client": ["main"]`, `"client": ["cellar"]`, "views.client[0] model-unknown-section"},
		{`"client": ["main"]`, `"client": ["main", "main"]`, "views.client[1] model-duplicate-path"},
		{`"main.who"`, `"main.where"`, "views.applicant[0] model-unknown-path"},
		{`"visible"`, `"secret"`, "views.partners[0].fields[0].access model-unknown-access"},
		{`"type": "longtext"`, `"type": "choice"`, "views.partners[0].own[0].choices missing"},
	}
	for _, c := range cases {
		if !strings.Contains(small, c.old) {
			t.Fatalf("the small model has no %s", c.old)
		}
		_, err := Parse([]byte(strings.Replace(small, c.old, c.new, 1)))
		if got := listed(err); !slices.Equal(got, []string{c.want}) {
			t.Errorf("%s -> %s:\n got %q\nwant %q", c.old, c.new, got, c.want)
		}
	}
}

func TestParseReportsAllProblemsTogether(t *testing.T) {
	_, err := Parse([]byte(`{"name": {"fr": "x"}, "sections": [{"id": "a"}], "extra": 1}`))
	want := []string{"extra unknown-field", "name.en missing", "reference missing", "sections[0].kind missing",
		"sections[0].title.fr missing", "sections[0].title.en missing", "sections[0].fields missing", "statuses missing"}
	if got := listed(err); !slices.Equal(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
	if f := fault.Of(err); f.Kind != fault.Invalid || f.Code != "model-invalid" {
		t.Errorf("fault %v of kind %v", f, f.Kind)
	}
}

func TestParseRefusesWhatIsNoModel(t *testing.T) {
	cases := []struct {
		data string
		kind fault.Kind
		code string
	}{
		{"", fault.Malformed, "model-not-json"},
		{"{\n\n]", fault.Malformed, "model-not-json"},
		{"{} {}", fault.Malformed, "model-not-json"},
		{strings.Repeat("[", 20_000), fault.Malformed, "model-not-json"},
		{"{\"a\": \"\xff\"}", fault.Malformed, "wrong-characters"},
		{"null", fault.Invalid, "model-invalid"},
		{"[]", fault.Invalid, "model-invalid"},
		{strings.Repeat(" ", MaxSize+1), fault.TooLarge, "model-too-large"},
	}
	for _, c := range cases {
		_, err := Parse([]byte(c.data))
		if f := fault.Of(err); f == nil || f.Kind != c.kind || f.Code != c.code {
			t.Errorf("%.20q: %v", c.data, err)
		}
	}
	_, err := Parse([]byte("{\n\n]"))
	if args := fault.Of(err).Args; !slices.Equal(args, []any{"line", 3}) {
		t.Errorf("the line of the mistake: %v", args)
	}
}

// An import is bounded by what we would have to export again.
func TestParseBoundsTheExport(t *testing.T) {
	field := `{"id":"f","type":"text","label":{"fr":"x","en":"y"}}`
	var list []string
	for i := range 50 {
		var fields []string
		for j := range 50 {
			fields = append(fields, strings.Replace(field, `"f"`, `"f`+strings.Repeat("x", 1+j%30)+string(rune('a'+j/30))+`"`, 1))
		}
		list = append(list, `{"id":"s`+strings.Repeat("x", i%30)+string(rune('a'+i/30))+`","kind":"form","title":{"fr":"x","en":"y"},"fields":[`+strings.Join(fields, ",")+`]}`)
	}
	data := `{"name":{"fr":"x","en":"y"},"reference":"AB","statuses":[{"id":"o","label":{"fr":"x","en":"y"},"initial":true}],"sections":[` + strings.Join(list, ",") + `]}`
	if len(data) > MaxSize {
		t.Fatal("the file itself is too large")
	}
	if _, err := Parse([]byte(data)); !fault.Is(err, "model-too-large") {
		t.Errorf("got %v %v", err, listed(err))
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(small))
	f.Add([]byte(`{"name":{"fr":"\ud800","en":"\u0000"},"a]b.":{"\\":[]},"views":{"partners":[null]}}`))
	f.Add([]byte(`{"sections":[{"fields":[{"fields":[{"fields":[{}]}]}]},null,7],"statuses":{},"statuses":[]}`))
	for _, s := range Starters() {
		f.Add(s.Model.Export())
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := Parse(data)
		if err != nil {
			if p := fault.Of(err); p == nil || len(p.Fields) > maxProblems {
				t.Fatalf("not a fault of bounded size: %v", err)
			}
			return
		}
		out := m.Export()
		again, err := Parse(out)
		if err != nil || !reflect.DeepEqual(m, again) || !bytes.Equal(out, again.Export()) {
			t.Fatalf("Parse(Export) differs: %v\n%s", err, out)
		}
	})
}

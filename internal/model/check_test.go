package model

import (
	"encoding/json"
	"maps"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"tierce/internal/fault"
)

// every has one field of each type.
var every = Section{ID: "every", Kind: Form, Fields: []Field{
	{ID: "line", Type: Line, Required: true},
	{ID: "short", Type: Line, MaxLength: 3},
	{ID: "long", Type: LongText},
	{ID: "number", Type: Number, Min: figure(-1), Max: figure(10.5)},
	{ID: "money", Type: Money, Currency: "CAD", Min: figure(-5), Max: figure(2_000_000)},
	{ID: "date", Type: Date},
	{ID: "one", Type: One, Choices: []Choice{{ID: "a"}, {ID: "b"}}},
	{ID: "several", Type: Several, Choices: []Choice{{ID: "a"}, {ID: "b"}}, Required: true},
	{ID: "yes", Type: YesNo},
	{ID: "person", Type: Person},
	{ID: "rows", Type: Rows, Required: true, Fields: []Field{
		{ID: "what", Type: Line, Required: true}, {ID: "born", Type: Date}, {ID: "sort", Type: Several, Choices: []Choice{{ID: "a"}}}}},
}}

func figure(f float64) *float64 { return &f }

func known(id string) bool { return id == "p1" }

func TestCheckCleans(t *testing.T) {
	cases := []struct {
		field    string
		in, want any // want nil: left out
	}{
		{"line", "  Zoé  ", "Zoé"},
		{"line", " \t ", nil},
		{"line", nil, nil},
		{"line", strings.Repeat("é", 500), strings.Repeat("é", 500)},
		{"long", "a\r\n\tb\n", "a\n\tb"},
		{"number", 0.0, 0.0},
		{"number", 10.5, 10.5},
		{"money", "1250.5", "1250.50"},
		{"money", "0012", "12.00"},
		{"money", "-0", "0.00"},
		{"money", "-5.00", "-5.00"},
		{"money", "", nil},
		{"date", "2024-02-29", "2024-02-29"},
		{"one", "b", "b"},
		{"several", []any{"b", "a", "b"}, []any{"b", "a"}},
		{"several", []string{"a"}, []any{"a"}},
		{"several", []any{}, nil},
		{"yes", false, false},
		{"person", "p1", "p1"},
		{"rows", []any{map[string]any{"what": "x"}, map[string]any{}, nil}, []any{map[string]any{"what": "x"}}},
		{"rows", []map[string]any{{"born": "2001-01-01", "what": " "}}, []any{map[string]any{"born": "2001-01-01"}}},
	}
	for _, c := range cases {
		clean, err := every.Check(map[string]any{c.field: c.in}, known)
		if err != nil {
			t.Errorf("%s %v: %v", c.field, c.in, listed(err))
			continue
		}
		if got := clean[c.field]; !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s %v gave %#v, want %#v", c.field, c.in, got, c.want)
		}
	}
}

func TestCheckRefuses(t *testing.T) {
	many := make([]any, MaxRows+1)
	cases := []struct {
		field string
		in    any
		want  string
	}{
		{"line", 7.0, "values.line wrong-type"},
		{"line", "a\nb", "values.line wrong-characters"},
		{"line", "a\x00b", "values.line wrong-characters"},
		{"line", "\xff", "values.line wrong-characters"},
		{"line", strings.Repeat("é", 501), "values.line too-long"},
		{"short", "four", "values.short too-long"},
		{"long", strings.Repeat("a", 20_001), "values.long too-long"},
		{"long", "a\x1b[2J", "values.long wrong-characters"},
		{"number", "7", "values.number wrong-number"},
		{"number", math.NaN(), "values.number wrong-number"},
		{"number", math.Inf(1), "values.number wrong-number"},
		{"number", -1.01, "values.number too-small"},
		{"number", 11.0, "values.number too-big"},
		{"money", 12.5, "values.money wrong-type"},
		{"money", "12,50", "values.money wrong-money"},
		{"money", "1 250", "values.money wrong-money"},
		{"money", "1.234", "values.money wrong-money"},
		{"money", ".5", "values.money wrong-money"},
		{"money", "5.", "values.money wrong-money"},
		{"money", "1e3", "values.money wrong-money"},
		{"money", "--1", "values.money wrong-money"},
		{"money", "1234567890123", "values.money wrong-money"},
		{"money", "-5.01", "values.money too-small"},
		{"money", "2000000.01", "values.money too-big"},
		{"date", "2023-02-29", "values.date wrong-date"},
		{"date", "01/02/2023", "values.date wrong-date"},
		{"date", "0001-01-01", "values.date wrong-date"},
		{"one", "c", "values.one wrong-choice"},
		{"several", "a", "values.several wrong-type"},
		{"several", []any{"a", 1.0}, "values.several wrong-choice"},
		{"yes", "yes", "values.yes wrong-type"},
		{"person", "p2", "values.person wrong-person"},
		{"rows", map[string]any{}, "values.rows wrong-type"},
		{"rows", []any{"x"}, "values.rows[0] wrong-type"},
		{"rows", many, "values.rows too-many-items"},
		{"rows", []any{map[string]any{}, map[string]any{"born": "x"}}, "values.rows[1].born wrong-date"},
		{"rows", []any{map[string]any{"price": 1.0}}, "values.rows[0].price unknown-field"},
		{"other", nil, "values.other unknown-field"},
		{"<b>\n", nil, `values["<b>\n"] unknown-field`},
	}
	for _, c := range cases {
		clean, err := every.Check(map[string]any{c.field: c.in}, known)
		if got := listed(err); !slices.Equal(got, []string{c.want}) || clean != nil {
			t.Errorf("%s %.30v gave %q, want %q", c.field, c.in, got, c.want)
		}
		if f := fault.Of(err); f != nil && (f.Kind != fault.Invalid || f.Code != "invalid") {
			t.Errorf("%s: fault %v", c.field, f)
		}
	}
}

func TestCheckReportsAllAndBoundsTheList(t *testing.T) {
	_, err := every.Check(map[string]any{"line": 1.0, "date": "x", "b": 1, "a": 1}, nil)
	want := []string{"values.line wrong-type", "values.date wrong-date", "values.a unknown-field", "values.b unknown-field"}
	if got := listed(err); !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
	flood := map[string]any{}
	for i := range 1000 {
		flood[strings.Repeat("x", i+1)] = 1
	}
	_, err = every.Check(flood, nil)
	if got := len(fault.Of(err).Fields); got != maxProblems || fault.Of(err).More != 1000-maxProblems {
		t.Errorf("%d problems", got)
	}
	if _, err = every.Check(map[string]any{"person": "p1"}, nil); err == nil {
		t.Error("a dossier without persons accepted one")
	}
}

func TestMissingNeverStopsASave(t *testing.T) {
	cases := []struct {
		values string
		want   []string
	}{
		{`{}`, []string{"line", "several", "rows"}},
		{`{"line":"x","several":["a"],"rows":[{"what":"x"}]}`, nil},
		{`{"line":"x","several":["a"],"rows":[{"what":"x"},{"born":"2001-01-01"}]}`, []string{"rows[1].what"}},
	}
	for _, c := range cases {
		var values map[string]any
		if err := json.Unmarshal([]byte(c.values), &values); err != nil {
			t.Fatal(err)
		}
		clean, err := every.Check(values, known)
		if err != nil {
			t.Fatal(listed(err))
		}
		if got := every.Missing(clean); !slices.Equal(got, c.want) {
			t.Errorf("%s misses %q", c.values, got)
		}
	}
}

// Whatever comes in: a fault of bounded size, or clean values that survive
// JSON and a second check unchanged, and the values given are left alone.
func FuzzCheck(f *testing.F) {
	f.Add(`{"line":"Zoé","long":"a\r\nb","number":-0.0,"money":"007.5","date":"2024-02-29","one":"a","several":["a","a"],"yes":true,"person":"p1","rows":[{"what":"x"}]}`)
	f.Add(`{"rows":[{"what":{}},[],null,{"born":"2023-02-29","sort":["z"]}],"several":{"a":1},"number":1e308,"money":"-0.00"}`)
	f.Add(`{"":1,"a.b[0]":[[[]]],"line":"\u202e\u0000"}`)
	f.Fuzz(func(t *testing.T, data string) {
		var values, before map[string]any
		if json.Unmarshal([]byte(data), &values) != nil || json.Unmarshal([]byte(data), &before) != nil {
			return
		}
		clean, err := every.Check(values, known)
		if !reflect.DeepEqual(values, before) {
			t.Fatal("Check changed what it was given")
		}
		if err != nil {
			if n := len(fault.Of(err).Fields); n == 0 || n > maxProblems {
				t.Fatalf("%d problems", n)
			}
			return
		}
		stored, err := json.Marshal(clean)
		if err != nil {
			t.Fatal(err)
		}
		var read map[string]any
		if err := json.Unmarshal(stored, &read); err != nil || !maps.EqualFunc(read, clean, func(a, b any) bool { return reflect.DeepEqual(a, b) }) {
			t.Fatalf("clean values do not survive JSON: %s", stored)
		}
		again, err := every.Check(read, known)
		if err != nil || !reflect.DeepEqual(again, clean) {
			t.Fatalf("a second check differs: %v %v", listed(err), again)
		}
		every.Missing(clean)
	})
}

package seal

import (
	"encoding/json"
	"math"
	"testing"

	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/model"
)

// The examples are those of RFC 8785: its sample input (3.2.2), its sorting
// (3.2.3), and numbers of its appendix B.
func TestIND6CanonicalJSON(t *testing.T) {
	for in, want := range map[string]string{
		`{"numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001], "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/", "literals": [null, true, false]}`:                                          `{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
		`{"\u20ac": "Euro Sign", "\r": "Carriage Return", "\ufb33": "Hebrew Letter Dalet With Dagesh", "1": "One", "\ud83d\ude00": "Emoji: Grinning Face", "\u0080": "Control", "\u00f6": "Latin Small Letter O With Diaeresis"}`: "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\",\"ö\":\"Latin Small Letter O With Diaeresis\",\"€\":\"Euro Sign\",\"😀\":\"Emoji: Grinning Face\",\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}",
		`[-0, 5e-324, 9007199254740992, 295147905179352830000, 1e21, 9.999999999999997e22, 0.000001, 1e-7, 333333333.33333343]`:                                                                                                   `[0,5e-324,9007199254740992,295147905179352830000,1e+21,9.999999999999997e+22,0.000001,1e-7,333333333.33333343]`,
		`{"b": {"z": [], "a": {}}, "a": "<&>\u2028\b\f\t"}`: "{\"a\":\"<&>\u2028\\b\\f\\t\",\"b\":{\"a\":{},\"z\":[]}}",
	} {
		var v any
		if err := json.Unmarshal([]byte(in), &v); err != nil {
			t.Fatal(err)
		}
		if got, err := canonical(v); err != nil || got != want {
			t.Errorf("%s\ngot  %s\nwant %s (%v)", in, got, want, err)
		}
	}
	for _, bad := range []any{math.NaN(), math.Inf(1), struct{}{}, map[string]any{"a": []any{make(chan int)}}} {
		if got, err := canonical(bad); err == nil {
			t.Errorf("%v: %s", bad, got)
		}
	}
}

// Whatever JSON there is comes out as JSON of the same value, and the same
// again when it is read and written once more.
func FuzzCanonical(f *testing.F) {
	for _, s := range []string{`{"a":[1,2.5,"é"],"b":null}`, `"\ud800"`, `[1e400]`, `-0`, `{"":{"":[]}}`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		var v, w any
		if json.Unmarshal([]byte(s), &v) != nil {
			return
		}
		once, err := canonical(v)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal([]byte(once), &w); err != nil {
			t.Fatalf("%s: %v", once, err)
		}
		if twice, err := canonical(w); err != nil || twice != once {
			t.Fatalf("%s, then %s, %v", once, twice, err)
		}
	})
}

// The fingerprint is of the dossier, the section, the model with its version,
// and the values: each of them alone changes it. The first is reckoned by
// `printf … | sha256sum`.
func TestIND6TheFingerprintIsOfExactlyTheContent(t *testing.T) {
	h := dossier.Header{Dossier: access.Dossier{ID: "d1", Model: "m1"}, Version: 2}
	s := dossier.Section{Section: model.Section{ID: "fleet"}, Values: map[string]any{"count": 2.0, "note": "Été"}}
	first, err := Fingerprint(h, s)
	if want := fixed; err != nil || first != want {
		t.Errorf("%s, want %s (%v)", first, want, err)
	}
	seen := map[string]string{first: "the first"}
	for name, change := range map[string]func(h *dossier.Header, s *dossier.Section){
		"dossier": func(h *dossier.Header, _ *dossier.Section) { h.ID = "d2" },
		"model":   func(h *dossier.Header, _ *dossier.Section) { h.Model = "m2" },
		"version": func(h *dossier.Header, _ *dossier.Section) { h.Version = 3 },
		"section": func(_ *dossier.Header, s *dossier.Section) { s.ID = "drivers" },
		"value":   func(_ *dossier.Header, s *dossier.Section) { s.Values = map[string]any{"count": 2.0, "note": "Ete"} },
		"less":    func(_ *dossier.Header, s *dossier.Section) { s.Values = map[string]any{"count": 2.0} },
	} {
		h, s := h, s
		change(&h, &s)
		print, err := Fingerprint(h, s)
		if err != nil || seen[print] != "" {
			t.Errorf("%s: as %s, %v", name, seen[print], err)
		}
		seen[print] = name
	}
	h.Title, s.Version, s.By = "Another title", 9, "somebody"
	if again, _ := Fingerprint(h, s); again != first {
		t.Error("what is no content counts")
	}
	if got := Grouped(first); len(got) != 16*4+15 || Grouped("0a1b2") != "0A1B 2" {
		t.Error(got)
	}
}

const fixed = "c05faecde6da1de46a843b54892d88d870e4bd331cd2d91d910fa1bbdc78171d"

package api

import (
	"context"
	"strings"
	"testing"

	"tierce/internal/id"
)

// A tag that is taken is one that we gave, to the letter; any other matches no
// version of anything.
func FuzzIfMatch(f *testing.F) {
	for _, s := range []string{`"0"`, `"1"`, `W/"1"`, `*`, `"-1"`, `"+1"`, `"1_0"`, `"007"`, `""`, `"`, `"9223372036854775807"`, `"1","2"`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		n, err := IfMatch{Tag: s}.version(context.Background())
		switch {
		case s == "":
			if p, is := err.(*Problem); !is || p.Status != 428 {
				t.Fatalf("%v", err)
			}
		case err != nil || n < -1 || n >= 0 && tag(n) != s:
			t.Fatalf("%q is taken for version %d: %v", s, n, err)
		}
	})
}

// What could be an id in a path has no character that ends a key's part.
func FuzzPossible(f *testing.F) {
	f.Add("dossier", "0123456789abcdef")
	f.Add("section", "a-b-1")
	f.Add("section", "a#b")
	f.Fuzz(func(t *testing.T, name, value string) {
		if possible(name, value) && (len(value) > 40 || strings.ContainsAny(value, "#/\x00 ") || name != "section" && !id.Valid(value)) {
			t.Fatalf("%s %q", name, value)
		}
	})
}

package text

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// quoted are sentences that mission.md gives letter for letter, straight
// apostrophe included.
var quoted = map[string]string{
	"error.share-key-spent": "Cette clé de partage a déjà servi à importer un dossier, ou elle a expiré. Demandez une nouvelle clé à l'expéditeur.",
}

var placeholder = regexp.MustCompile(`\{[a-z][a-z0-9-]*\}`)

// A map forgets duplicates, so the files are read token by token.
func TestFilesAreFlatSortedAndWithoutDuplicates(t *testing.T) {
	for _, l := range Langs() {
		where := map[string]string{}
		entries, err := files.ReadDir(string(l))
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			name := string(l) + "/" + e.Name()
			ids := idsOf(t, name)
			if !slices.IsSorted(ids) {
				t.Errorf("%s: ids are not sorted", name)
			}
			for _, id := range ids {
				if other, twice := where[id]; twice {
					t.Errorf("%s: %s already stands in %s", name, id, other)
				}
				where[id] = name
			}
		}
	}
}

func idsOf(t *testing.T, name string) []string {
	t.Helper()
	b, err := files.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	dec := json.NewDecoder(bytes.NewReader(b))
	if tok, err := dec.Token(); err != nil || tok != json.Delim('{') {
		t.Fatalf("%s: not an object: %v %v", name, tok, err)
	}
	var ids []string
	for dec.More() {
		id, err := dec.Token()
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		var sentence string
		if err := dec.Decode(&sentence); err != nil {
			t.Fatalf("%s: %v: %v", name, id, err)
		}
		ids = append(ids, id.(string))
	}
	return ids
}

func TestALL7BothLanguagesSayTheSameThings(t *testing.T) {
	fr, en := FR.sentences(), EN.sentences()
	for id := range fr {
		if _, ok := en[id]; !ok {
			t.Errorf("%s: no English sentence", id)
		}
	}
	for id, e := range en {
		f, ok := fr[id]
		if !ok {
			t.Errorf("%s: no French sentence", id)
			continue
		}
		if a, b := names(f), names(e); !slices.Equal(a, b) {
			t.Errorf("%s: placeholders %v in French, %v in English", id, a, b)
		}
	}
}

func names(s string) []string {
	found := placeholder.FindAllString(s, -1)
	slices.Sort(found)
	return slices.Compact(found)
}

func TestSentencesAreWellWritten(t *testing.T) {
	for _, l := range Langs() {
		for id, s := range l.sentences() {
			if strings.TrimSpace(s) == "" || s != strings.TrimSpace(s) {
				t.Errorf("%s %s: empty, or with space around it: %q", l, id, s)
			}
			if quoted[id] != s && strings.Contains(s, "'") {
				t.Errorf("%s %s: straight apostrophe, write ’: %q", l, id, s)
			}
			if rest := placeholder.ReplaceAllString(s, ""); strings.ContainsAny(rest, "{}") {
				t.Errorf("%s %s: a brace that is no placeholder: %q", l, id, s)
			}
			if one, isOne := strings.CutSuffix(id, ".one"); isOne && !l.Has(one+".other") {
				t.Errorf("%s %s: no %s.other", l, id, one)
			}
		}
	}
}

func TestEVO6Sentences(t *testing.T) {
	want := map[Lang]string{
		FR: quoted["error.share-key-spent"],
		EN: "This share key has already been used to import a dossier, or it has expired. Ask the sender for a new key.",
	}
	for l, s := range want {
		if got := l.Say("error.share-key-spent"); got != s {
			t.Errorf("%s: %q, want %q", l, got, s)
		}
	}
}

func TestALL7NoLineBeginsWithAMark(t *testing.T) {
	for _, id := range FR.IDs() {
		for _, alone := range []string{" :", " ;", " ?", " !", " »", "« "} {
			if s := FR.Say(id); strings.Contains(s, alone) {
				t.Errorf("%s: a line may break at %q: %q", id, alone, s)
			}
		}
	}
	if got := EN.typeset("a : b"); got != "a : b" {
		t.Errorf("English is set as %q", got)
	}
}

// The files are read by lines: to any other reader they say the same.
func TestFilesAreJSONOfOneSentenceALine(t *testing.T) {
	for _, l := range Langs() {
		whole := map[string]string{}
		names, err := fs.Glob(files, string(l)+"/*.json")
		if err != nil || len(names) == 0 {
			t.Fatal(names, err)
		}
		for _, name := range names {
			b, err := files.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if err := json.Unmarshal(b, &whole); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
		if !maps.Equal(whole, l.sentences()) {
			t.Errorf("%s: %d sentences by lines, %d as JSON", l, len(l.sentences()), len(whole))
		}
	}
	if err := read(`"id": "a \q"`, map[string]string{}); err == nil {
		t.Error("a bad escape is read")
	}
}

func TestSay(t *testing.T) {
	if got := EN.Say("no.such-id", "x", 1); got != "no.such-id" {
		t.Errorf("missing id gives %q", got)
	}
	for _, c := range []struct {
		sentence string
		args     []any
		want     string
	}{
		{"plain", nil, "plain"},
		{"{a} and {b}", []any{"a", "{b}", "b", 2}, "{b} and 2"}, // one pass only
		{"{a} {c}", []any{"a", time.Minute}, "1m0s {c}"},
		{"{a} {", []any{"a", "x"}, "x {"},
		{"{a}", []any{"a"}, "{a}"},
	} {
		if got := fill(c.sentence, c.args); got != c.want {
			t.Errorf("fill(%q, %v) = %q, want %q", c.sentence, c.args, got, c.want)
		}
	}
}

func TestCount(t *testing.T) {
	for _, c := range []struct {
		l    Lang
		n    int
		form string
	}{{FR, 0, "one"}, {FR, 1, "one"}, {FR, 2, "other"}, {EN, 0, "other"}, {EN, 1, "one"}, {EN, 2, "other"}} {
		if got := c.l.Count("no.such", c.n); got != "no.such."+c.form {
			t.Errorf("%s %d: %s", c.l, c.n, got)
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		load(FR)
	}
}

// Package arrows holds the house to docs/design.md: which package may import
// which. It is a test and nothing else.
package arrows

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const (
	root   = "../.."
	design = root + "/docs/design.md"
	module = "tierce/"
)

// arrows reads the block of docs/design.md: each package with what it may
// import.
func arrows(t *testing.T) map[string][]string {
	t.Helper()
	page, err := os.ReadFile(design)
	if err != nil {
		t.Fatal(err)
	}
	_, rest, found := strings.Cut(string(page), "```arrows\n")
	block, _, closed := strings.Cut(rest, "```")
	if !found || !closed {
		t.Fatal("docs/design.md has no block of arrows")
	}
	may := map[string][]string{}
	for line := range strings.Lines(block) {
		from, to, ok := strings.Cut(line, "→")
		from = strings.TrimSpace(from)
		if _, twice := may[from]; !ok || twice {
			t.Fatalf("not an arrow, or %q stands twice: %s", from, line)
		}
		may[from] = strings.Fields(to)
	}
	return may
}

// source is one file with what it imports of ours.
type source struct {
	file    string
	room    string // dossier, local/issuer, functions/api
	test    bool
	imports []string
}

// sources reads every Go file of the house.
func sources(t *testing.T) (all []source) {
	t.Helper()
	for _, top := range []string{"internal", "functions"} {
		err := filepath.WalkDir(filepath.Join(root, top), func(file string, d fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case d.IsDir() && d.Name() == "testdata":
				return filepath.SkipDir
			case d.IsDir() || !strings.HasSuffix(file, ".go"):
				return nil
			}
			s, err := sourceOf(file)
			all = append(all, s)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return all
}

func sourceOf(file string) (source, error) {
	rel, err := filepath.Rel(root, file)
	if err != nil {
		return source{}, err
	}
	rel = filepath.ToSlash(rel)
	s := source{file: rel, room: roomOf(path.Dir(rel)), test: strings.HasSuffix(rel, "_test.go")}
	parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
	if err != nil {
		return s, err
	}
	for _, i := range parsed.Imports {
		name, err := strconv.Unquote(i.Path.Value)
		if err != nil {
			return s, err
		}
		if ours, ok := strings.CutPrefix(name, module); ok {
			s.imports = append(s.imports, roomOf(ours))
		}
	}
	return s, nil
}

func roomOf(dir string) string { return strings.TrimPrefix(dir, "internal/") }

// line finds the line of the block that speaks of a room: its own, or that of
// all functions.
func line(may map[string][]string, room string) ([]string, bool) {
	if to, ok := may[room]; ok {
		return to, true
	}
	if strings.HasPrefix(room, "functions/") {
		return may["functions"], true
	}
	return nil, false
}

func allowed(list []string, room string) bool {
	return slices.ContainsFunc(list, func(to string) bool {
		under, all := strings.CutSuffix(to, "*")
		return to == room || all && strings.HasPrefix(room, under)
	})
}

func TestArrows(t *testing.T) {
	may := arrows(t)
	for _, s := range sources(t) {
		to, ok := line(may, s.room)
		if !ok {
			t.Errorf("%s: package %s is not in docs/design.md", s.file, s.room)
			continue
		}
		for _, i := range s.imports {
			switch {
			case strings.HasPrefix(i, "functions"):
				t.Errorf("%s imports %s: nothing imports a main", s.file, i)
			case allowed(to, i):
			case s.test && (i == s.room || allowed(may["tests"], i)):
			default:
				t.Errorf("%s: no arrow %s → %s in docs/design.md", s.file, s.room, i)
			}
		}
	}
}

// What stands in the block is there.
func TestTheBlockNamesWhatExists(t *testing.T) {
	there := map[string]bool{"functions": true, "tests": true}
	for _, s := range sources(t) {
		there[s.room] = true
	}
	for from, to := range arrows(t) {
		for _, room := range append(to, from) {
			if !there[room] && !strings.HasSuffix(room, "*") {
				t.Errorf("docs/design.md speaks of %s, which is not there", room)
			}
		}
	}
}

// The block is bottom up: an arrow points to a line above its own. So no two
// rooms can ever reach each other, and a newcomer can read it in order.
func TestTheBlockIsBottomUp(t *testing.T) {
	page, err := os.ReadFile(design)
	if err != nil {
		t.Fatal(err)
	}
	_, block, _ := strings.Cut(string(page), "```arrows\n")
	block, _, _ = strings.Cut(block, "```")
	above := map[string]bool{}
	for l := range strings.Lines(block) {
		from, to, _ := strings.Cut(l, "→")
		for _, room := range strings.Fields(to) {
			if !above[room] && !strings.HasSuffix(room, "*") {
				t.Errorf("%s → %s points down", strings.TrimSpace(from), room)
			}
		}
		above[strings.TrimSpace(from)] = true
	}
}

// Only functions/local, the local parts themselves, and what tests are built
// on reach local parts: none can get into a Lambda.
func TestLocalPartsStayLocal(t *testing.T) {
	for _, s := range sources(t) {
		free := s.test || s.room == "functions/local" || strings.HasPrefix(s.room, "local/") || strings.HasSuffix(s.room, "test")
		for _, i := range s.imports {
			if !free && (strings.HasPrefix(i, "local/") || strings.HasSuffix(i, "test")) {
				t.Errorf("%s imports %s", s.file, i)
			}
		}
	}
}

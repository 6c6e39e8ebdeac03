package journeys

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// walked are the walkthroughs by their file's name: their list, README.md, not
// among them.
func walked(t *testing.T) map[string]string {
	t.Helper()
	pages := map[string]string{}
	for _, at := range documents() {
		content, err := os.ReadFile(at)
		if err != nil {
			t.Fatal(err)
		}
		if filepath.Base(at) != "README.md" {
			pages[filepath.Base(at)] = string(content)
		}
	}
	return pages
}

// The limits of what the pages of docs weigh.
const (
	aPage    = 8          // pictures
	aPicture = 60 << 10   // bytes
	allOf    = 2500 << 10 // bytes
)

// Each picture that a page shows is there, says in words what it shows, and is
// one that a journey takes; and nothing else is kept.
func TestPagesShowPicturesThatJourneysTake(t *testing.T) {
	whole, beginnings := pictured(t)
	total := 0
	for at, content := range walked(t) {
		found := embedded.FindAllStringSubmatch(content, -1)
		if len(found) == 0 || len(found) > aPage || len(found) != strings.Count(content, ".png") {
			t.Errorf("%s shows %d pictures, %d by a name that is understood", at, strings.Count(content, ".png"), len(found))
		}
		for _, f := range found {
			if f[1] == "" {
				t.Errorf("%s: %s is shown to nobody who cannot see it", at, f[2])
			}
			if !whole[f[2]] && !slices.ContainsFunc(beginnings, func(b string) bool { return strings.HasPrefix(f[2], b) }) {
				t.Errorf("%s: no journey takes %s", at, f[2])
			}
		}
	}
	kept, _ := filepath.Glob(walkthroughs + "/*.png")
	for _, file := range kept {
		info, err := os.Stat(file)
		if err != nil {
			t.Fatal(err)
		}
		if !shown()[filepath.Base(file)] {
			t.Errorf("no page shows %s", filepath.Base(file))
		}
		if info.Size() > aPicture {
			t.Errorf("%s has %d bytes", filepath.Base(file), info.Size())
		}
		total += int(info.Size())
	}
	if len(kept) != len(shown()) || total > allOf {
		t.Errorf("%d pictures are kept, %d bytes, and %d shown: make screenshots", len(kept), total, len(shown()))
	}
}

// pictured are the names of the pictures that journeys take, and how the names
// begin that they put together.
func pictured(t *testing.T) (whole map[string]bool, beginnings []string) {
	t.Helper()
	whole = map[string]bool{}
	files, _ := filepath.Glob("*_test.go")
	for _, file := range files {
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			call, is := n.(*ast.CallExpr)
			if !is || len(call.Args) == 0 {
				return true
			}
			of, is := call.Fun.(*ast.SelectorExpr)
			if !is || of.Sel.Name != "picture" && of.Sel.Name != "opensMail" {
				return true
			}
			switch name := call.Args[len(call.Args)-1].(type) {
			case *ast.BasicLit:
				whole[unquoted(name)] = true
			case *ast.BinaryExpr:
				if begins, is := name.X.(*ast.BasicLit); is {
					beginnings = append(beginnings, unquoted(begins))
				}
			}
			return true
		})
	}
	return whole, beginnings
}

func unquoted(l *ast.BasicLit) string { s, _ := strconv.Unquote(l.Value); return s }

var (
	step   = regexp.MustCompile(`(?m)^### .*$`)
	steps  = regexp.MustCompile(`^### \d+\. .+ · (?:[A-Z]{3}-\d+(?:, )?)+$`)
	rule   = regexp.MustCompile(`\b([A-Z]{3})-(\d+)\b`)
	held   = regexp.MustCompile(`(?:EVO|ABB|IND|LEX|LOC|ALL)\d+`)
	label  = regexp.MustCompile(`\*\*([^*]+)\*\*(?:\s\(\*([^*]+)\*\))?`)
	linked = regexp.MustCompile(`\]\(([^)#]+)[^)]*\)`)
)

// Each step says which rules it shows, and each rule is held by a test that is
// called so.
func TestPagesNameRulesThatTestsHold(t *testing.T) {
	rules := map[string]bool{}
	files, _ := filepath.Glob("../*/*_test.go")
	for _, file := range files {
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range f.Decls {
			if fn, is := d.(*ast.FuncDecl); is && strings.HasPrefix(fn.Name.Name, "Test") {
				for _, id := range held.FindAllString(fn.Name.Name, -1) {
					rules[id] = true
				}
			}
		}
	}
	for at, content := range walked(t) {
		for _, s := range step.FindAllString(content, -1) {
			if !steps.MatchString(s) {
				t.Errorf("%s: a step without its rules: %s", at, s)
			}
		}
		for _, r := range rule.FindAllStringSubmatch(content, -1) {
			if held.MatchString(r[1]+r[2]) && !rules[r[1]+r[2]] {
				t.Errorf("%s: no test is called by %s", at, r[0])
			}
		}
	}
}

// What a page sets in bold, and in italics in the brackets behind it, is a label
// of the product, word for word.
func TestPagesQuoteLabelsThatTheProductHas(t *testing.T) {
	labels := map[string]bool{}
	spaces := strings.NewReplacer("\u00a0", " ", "\u202f", " ", "\n", " ")
	files, _ := filepath.Glob("../text/*/*.json")
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var sentences map[string]string
		if err := json.Unmarshal(content, &sentences); err != nil {
			t.Fatal(err)
		}
		for _, s := range sentences {
			labels[spaces.Replace(s)] = true
		}
	}
	for at, content := range walked(t) {
		for _, l := range label.FindAllStringSubmatch(content, -1) {
			for _, said := range l[1:] { // in French, and perhaps in English
				if said != "" && !labels[spaces.Replace(said)] {
					t.Errorf("%s: the product has no %q", at, said)
				}
			}
		}
	}
}

// Each link of the pages leads to a file of the repository, and their list
// leads to each page.
func TestPagesLeadWhereThereIsSomething(t *testing.T) {
	list, err := os.ReadFile(walkthroughs + "/README.md")
	if err != nil {
		t.Fatal(err)
	}
	pages := walked(t)
	for at := range pages {
		if !strings.Contains(string(list), "]("+at+")") {
			t.Errorf("the list does not lead to %s", at)
		}
	}
	pages["README.md"] = string(list)
	for at, content := range pages {
		for _, l := range linked.FindAllStringSubmatch(content, -1) {
			if _, err := os.Stat(filepath.Join(walkthroughs, l[1])); err != nil && !strings.Contains(l[1], "://") {
				t.Errorf("%s leads to %s", at, l[1])
			}
		}
	}
}

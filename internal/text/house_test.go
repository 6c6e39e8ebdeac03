package text

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

var inAPage = regexp.MustCompile(`"([a-z0-9][a-z0-9.-]*)"`)

// said is all that the house's code and pages say between quotes, and the codes
// that they give to faults, each with a place where it stands.
type said struct{ words, codes map[string]string }

func house(t *testing.T) said {
	t.Helper()
	all := said{map[string]string{}, map[string]string{}}
	for _, top := range []string{"../../internal", "../../functions"} {
		packages := map[string][]*ast.File{}
		err := filepath.WalkDir(top, func(at string, d fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case d.IsDir() && strings.HasSuffix(at, "internal/local"):
				return fs.SkipDir // the demo's own pages
			case strings.Contains(at, "portal/pages/") && strings.HasSuffix(at, ".html"):
				return all.page(at)
			case strings.HasSuffix(at, ".go") && !strings.HasSuffix(at, "_test.go"):
				f, err := parser.ParseFile(token.NewFileSet(), at, nil, parser.SkipObjectResolution)
				packages[filepath.Dir(at)] = append(packages[filepath.Dir(at)], f)
				return err
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		for at, files := range packages {
			all.code(at, files)
		}
	}
	return all
}

func (s said) page(at string) error {
	b, err := os.ReadFile(at)
	for _, m := range inAPage.FindAllStringSubmatch(string(b), -1) {
		s.words[m[1]] = at
	}
	return err
}

// code reads a package: its words, and what stands where a code is wanted.
func (s said) code(at string, files []*ast.File) {
	wants := map[string]int{"New": 1, "Bad": 1, "Is": 1} // those of package fault
	for _, f := range files {
		for _, d := range f.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok {
				if i := codeOf(fn.Type); i >= 0 && fn.Name.Name != "New" && fn.Name.Name != "Is" {
					wants[fn.Name.Name] = i
				}
			}
		}
	}
	for _, f := range files {
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.ImportSpec:
				return false
			case *ast.BasicLit:
				s.word(word(n), at)
			case *ast.KeyValueExpr:
				if key, ok := n.Key.(*ast.Ident); ok && key.Name == "Code" && word(n.Value) != "" {
					s.codes[word(n.Value)] = at
				}
			case *ast.CallExpr:
				if i, ok := wants[called(n)]; ok && i < len(n.Args) && word(n.Args[i]) != "" {
					s.codes[word(n.Args[i])] = at
				}
			}
			return true
		})
	}
}

// word keeps what stands between quotes. A page says what was done in the
// address of the next, and the API's checks name an argument behind a bar.
func (s said) word(w, at string) {
	_, done, _ := strings.Cut(w, "done=")
	code, _, _ := strings.Cut(w, "|")
	s.words[w], s.words[done], s.words[code] = at, at, at
}

// codeOf says which parameter of a function is a fault's code; -1 for none.
func codeOf(f *ast.FuncType) int {
	i := 0
	for _, group := range f.Params.List {
		for _, name := range group.Names {
			if kind, ok := group.Type.(*ast.Ident); ok && name.Name == "code" && kind.Name == "string" {
				return i
			}
			i++
		}
	}
	return -1
}

// called names the function that is called: of package fault, or of our own.
func called(c *ast.CallExpr) string {
	switch f := c.Fun.(type) {
	case *ast.Ident:
		if f.Name != "New" && f.Name != "Bad" && f.Name != "Is" {
			return f.Name
		}
	case *ast.SelectorExpr:
		of, named := f.X.(*ast.Ident)
		if inFault := f.Sel.Name == "New" || f.Sel.Name == "Bad" || f.Sel.Name == "Is"; !inFault || named && of.Name == "fault" {
			return f.Sel.Name
		}
	}
	return ""
}

// word is what e says between quotes; "" where it is no text.
func word(e ast.Expr) string {
	if b, ok := e.(*ast.BasicLit); ok && b.Kind == token.STRING {
		s, _ := strconv.Unquote(b.Value) // the parser took it
		return s
	}
	return ""
}

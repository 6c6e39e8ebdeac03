package model

import (
	"strconv"
	"strings"
	"unicode"

	"tierce/internal/fault"
)

// maxProblems is how many problems one answer lists, and counts the others:
// enough to mend a file by, and a bound on what a hostile one can make us say.
const maxProblems = 100

// problems collects what is wrong, each at its JSON path.
type problems struct {
	fields []fault.Field
	more   int             // how many there are besides
	broken map[string]bool // paths whose value could not be read at all
}

// add notes a problem, unless the value at path, or one around it, could not
// even be read: one mistake is reported once.
func (p *problems) add(path, code string, args ...any) {
	switch {
	case p.unreadable(path):
		return
	case len(p.fields) == maxProblems:
		p.more++
		return
	}
	p.fields = append(p.fields, fault.Field{Path: path, Code: code, Args: args})
}

// unread notes a value of the wrong shape and silences what would follow
// from it.
func (p *problems) unread(path, code string) {
	p.add(path, code)
	if p.broken == nil {
		p.broken = map[string]bool{}
	}
	p.broken[path] = true
}

func (p *problems) unreadable(path string) bool {
	if len(p.broken) == 0 {
		return false
	}
	for {
		if p.broken[path] {
			return true
		}
		cut := strings.LastIndexAny(path, ".[")
		if cut < 0 {
			return false
		}
		path = path[:cut]
	}
}

// fault gives what was collected as one Invalid fault, nil where all is well.
func (p *problems) fault(code string) error {
	if len(p.fields) == 0 {
		return nil
	}
	f := fault.New(fault.Invalid, code)
	f.Fields, f.More = p.fields, p.more
	return f
}

// under joins a path and a name. A name that is no plain word was typed by
// somebody: it is shortened and kept in quotes.
func under(path, name string) string {
	if !plain(name) {
		if r := []rune(name); len(r) > 40 {
			name = string(r[:40])
		}
		return path + "[" + strconv.QuoteToGraphic(name) + "]"
	}
	if path == "" {
		return name
	}
	return path + "." + name
}

func plain(name string) bool {
	if name == "" || len(name) > 40 {
		return false
	}
	for _, r := range name {
		if r != '-' && !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return false
		}
	}
	return true
}

// item is the path of the i-th element of a list.
func item(path string, i int) string {
	return path + "[" + strconv.Itoa(i) + "]"
}

package view

import (
	"slices"
	"strings"

	"tierce/internal/fault"
)

// problems gathers what is wrong with the values of several sections.
type problems []fault.Field

func (p *problems) strange(path string) {
	*p = append(*p, fault.Field{Path: path, Code: "unknown-field"})
}

// take adds what is wrong with the values of one section.
func (p *problems) take(section string, err error) {
	if f := fault.Of(err); f != nil {
		for _, one := range f.Fields {
			one.Path = pathOf(section, one.Path)
			*p = append(*p, one)
		}
	}
}

// fault gives all of them in one, in the order of their paths; nil for none.
func (p problems) fault() error {
	if len(p) == 0 {
		return nil
	}
	slices.SortFunc(p, func(a, b fault.Field) int { return strings.Compare(a.Path, b.Path) })
	return &fault.Fault{Kind: fault.Invalid, Code: "invalid", Fields: p}
}

package sheet

import (
	"strings"
	"unicode"

	"tierce/internal/fault"
	"tierce/internal/text"
)

// split takes text apart by the separator that its first row speaks for, and
// says which column each cell of a row belongs to: -1 is none.
func (c Columns) split(pasted string) (rows [][]string, at []int, err error) {
	pasted = strings.TrimPrefix(pasted, mark)
	rows = grid(pasted, c.separator(pasted), gridMost)
	if len(rows) == 0 {
		return nil, nil, fault.Bad(c.path(), "sheet-empty")
	}
	if !c.headings(rows[0]) {
		for i := range c.Field.Fields {
			at = append(at, i)
		}
		return rows, at, nil
	}
	at, err = c.columns(rows[0])
	return rows[1:], at, err
}

// separator is the one by which the first row names the most columns. Where it
// names none, a tab comes before a semicolon, and a comma is one only where it
// cannot be meant otherwise: in English, and as often in each of the first rows.
func (c Columns) separator(pasted string) byte {
	best, most := byte('\t'), 0
	for _, sep := range []byte{'\t', ';', ','} {
		first, _ := firstRow(pasted, sep)
		if n := c.known(first); n > most {
			best, most = sep, n
		}
	}
	if tabbed, _ := firstRow(pasted, '\t'); most > 0 || len(tabbed) > 1 || len(c.Field.Fields) == 1 {
		return best
	}
	semi, _ := firstRow(pasted, ';')
	if rows := grid(pasted, ',', 20); c.Lang != text.FR && even(rows) && len(rows[0]) > len(semi) {
		return ','
	}
	if len(semi) > 1 {
		return ';'
	}
	return best
}

// even tells whether all rows have as many cells, and more than one.
func even(rows [][]string) bool {
	for _, row := range rows {
		if len(row) < 2 || len(row) != len(rows[0]) {
			return false
		}
	}
	return len(rows) > 0
}

// headings tells whether a row names columns rather than holding values.
func (c Columns) headings(row []string) bool {
	filled := 0
	for _, cell := range row {
		if strings.TrimSpace(cell) != "" {
			filled++
		}
	}
	n := c.known(row)
	return n >= 2 || n == 1 && filled <= 2
}

func (c Columns) known(row []string) (n int) {
	for _, cell := range row {
		if c.column(cell, nil) >= 0 {
			n++
		}
	}
	return n
}

// columns finds the column that each heading names, and refuses, all at once,
// what names none, or one for the second time.
func (c Columns) columns(heads []string) (at []int, err error) {
	var bad []fault.Field
	taken := map[int]bool{}
	for _, head := range heads {
		i := c.column(head, taken)
		switch {
		case i >= 0:
			taken[i] = true
		case strings.TrimSpace(head) == "":
		case c.column(head, nil) >= 0:
			bad = append(bad, fault.Field{Path: c.path(), Code: "sheet-column-twice", Args: []any{"column", shown(head)}})
		default:
			bad = append(bad, fault.Field{Path: c.path(), Code: "sheet-unknown-column", Args: []any{"column", shown(head), "known", c.labels()}})
		}
		at = append(at, i)
	}
	if bad != nil {
		return nil, refused(bad, 0)
	}
	return at, nil
}

// column is the first column not taken that head names: by the label in the
// language, the id, or the label in the other language; -1 where it names none.
func (c Columns) column(head string, taken map[int]bool) int {
	head = fold(Bare(head))
	if head == "" {
		return -1
	}
	for _, name := range []func(i int) string{
		func(i int) string { return c.label(c.Field.Fields[i]) },
		func(i int) string { return c.Field.Fields[i].ID },
		func(i int) string { return c.Field.Fields[i].Label.FR },
		func(i int) string { return c.Field.Fields[i].Label.EN },
	} {
		for i := range c.Field.Fields {
			if !taken[i] && fold(name(i)) == head {
				return i
			}
		}
	}
	return -1
}

func (c Columns) labels() string {
	var all []string
	for _, f := range c.Field.Fields {
		all = append(all, c.label(f))
	}
	return strings.Join(all, " · ") // labels have commas
}

// fold is what two spellings of one name have in common: small letters, single
// spaces, plain apostrophes.
func fold(s string) string {
	return strings.ToLower(strings.Join(strings.Fields(strings.ReplaceAll(s, "’", "'")), " "))
}

// shown is a heading as a refusal repeats it: on one line, and not too long.
func shown(head string) string {
	r := []rune(strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return ' '
		}
		return r
	}, strings.TrimSpace(head)))
	if len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return string(r)
}

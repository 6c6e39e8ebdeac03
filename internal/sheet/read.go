package sheet

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"tierce/internal/fault"
	"tierce/internal/model"
	"tierce/internal/text"
)

// most is how many bad cells one fault names; it counts the others.
const most = 100

// read reads the cells of rows, the i-th of each into column at[i].
func (c Columns) read(rows [][]string, at []int) ([]any, error) {
	var bad []fault.Field
	twice := map[string]bool{} // paths of names that several persons have
	list := []any{}
	for i, cells := range rows {
		values := map[string]any{}
		for j, cell := range cells {
			switch {
			case strings.TrimSpace(cell) == "":
			case j >= len(at) || at[j] < 0:
				bad = append(bad, fault.Field{Path: c.item(i), Code: "sheet-no-column"})
			default:
				f := c.Field.Fields[at[j]]
				var several bool
				values[f.ID], several = c.value(f, Bare(cell))
				twice[c.item(i)+"."+f.ID] = several
			}
		}
		list = append(list, values)
	}
	s := model.Section{Fields: []model.Field{c.Field}}
	clean, err := s.Check(map[string]any{c.Field.ID: list}, func(id string) bool { return c.Persons[id] != "" })
	if f := fault.Of(err); f != nil {
		return nil, refused(append(bad, c.words(f.Fields, twice)...), f.More)
	}
	if bad != nil {
		return nil, refused(bad, 0)
	}
	kept, _ := clean[c.Field.ID].([]any)
	return kept, nil
}

// refused is the fault that names bad, a row after the other.
func refused(bad []fault.Field, more int) error {
	bad = slices.CompactFunc(bad, func(a, b fault.Field) bool {
		return a.Code == "sheet-no-column" && b.Code == a.Code && b.Path == a.Path
	})
	slices.SortStableFunc(bad, func(a, b fault.Field) int { return cmp.Compare(rowOf(a.Path), rowOf(b.Path)) })
	f := fault.New(fault.Invalid, "invalid")
	f.Fields, f.More = bad[:min(len(bad), most)], more+max(0, len(bad)-most)
	return f
}

// value reads what somebody typed. What cannot be read stays as it was typed:
// the model says what is wrong with it.
func (c Columns) value(f model.Field, typed string) (value any, twice bool) {
	s := strings.TrimSpace(typed)
	switch f.Type {
	case model.Number:
		plain, _ := c.Lang.Plain(s)
		if n, err := strconv.ParseFloat(plain, 64); err == nil {
			return n, false
		}
	case model.Money:
		if plain, ok := c.Lang.PlainMoney(s, f.Currency); ok {
			return plain, false
		}
	case model.Date:
		return text.PlainDay(s), false
	case model.YesNo:
		if yes, known := answers[fold(s)]; known {
			return yes, false
		}
	case model.One:
		return cmp.Or(c.choice(f, s), s), false
	case model.Several:
		return c.choices(f, s), false
	case model.Person:
		id, twice := c.person(s)
		return cmp.Or(id, s), twice
	}
	return s, false
}

func (c Columns) choices(f model.Field, s string) []any {
	var ids []any
	for _, part := range c.parts(f, s) {
		part = strings.TrimSpace(part)
		ids = append(ids, cmp.Or(c.choice(f, part), part))
	}
	return ids
}

// words gives problems of cells the codes of sentences for whoever typed them
// as people do.
func (c Columns) words(bad []fault.Field, twice map[string]bool) []fault.Field {
	for i := range bad {
		b := &bad[i]
		_, id, _ := strings.Cut(b.Path, "].")
		f, _ := c.Field.Column(id)
		switch b.Code {
		case "wrong-choice", "wrong-type":
			b.Code = "sheet-yes-no"
			if f.Type != model.YesNo {
				b.Code, b.Args = "sheet-choice", []any{"known", c.offered(f)}
			}
		case "wrong-person":
			b.Code = "sheet-person"
			if twice[b.Path] {
				b.Code = "sheet-person-twice"
			}
		case "wrong-date", "wrong-money", "wrong-number":
			b.Code = strings.Replace(b.Code, "wrong", "sheet", 1)
		}
	}
	return bad
}

// offered lists the first of the choices of f.
func (c Columns) offered(f model.Field) string {
	var all []string
	for i, ch := range f.Choices {
		if i == 12 {
			all = append(all, "…")
			break
		}
		all = append(all, ch.Label.In(string(c.Lang)))
	}
	return strings.Join(all, ", ")
}

func (c Columns) item(i int) string { return c.path() + "[" + strconv.Itoa(i) + "]" }

// Place puts a path of Read's faults in words: the row, counted from 1 without
// the headings, and the label of the column. 0 and "" are what it has not.
func (c Columns) Place(path string) (row int, column string) {
	_, id, _ := strings.Cut(path, "].")
	if f, ok := c.Field.Column(id); ok {
		column = c.label(f)
	}
	return rowOf(path), column
}

func rowOf(path string) (row int) {
	_, rest, in := strings.Cut(path, "[")
	if !in {
		return 0
	}
	_, _ = fmt.Sscanf(rest, "%d]", &row)
	return row + 1
}

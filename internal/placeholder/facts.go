package placeholder

import (
	"tierce/internal/docx"
	"tierce/internal/model"
)

// Facts are what a document is made of.
type Facts struct {
	Model  model.Model
	Values map[string]map[string]any // by section and field
	Words  map[string][]string       // by word: what it says, each person apart
	Names  map[string]string         // of persons, by id: one that is not there is empty
}

// Value is one thing that a tag means, with its field where it has one.
type Value struct {
	Meaning
	Is any
}

// Missing is what a template asks for and a dossier does not have. Row is from
// 1, in the rows of Of; 0 where the field is none of theirs.
type Missing struct {
	Meaning
	Of  model.Field
	Row int
}

// Scope is where in a template values are asked for: in the document, or in a
// row of a loop.
type Scope struct {
	Facts
	around Within
	rows   []row // of around: what each loop is at
}

type row struct {
	values map[string]any
	name   string
	number int
}

// Scope is that of the whole document.
func (f Facts) Scope() Scope { return Scope{Facts: f} }

// Value gives what path means here; its Is is nil where it is empty.
func (s Scope) Value(path string) Value {
	means, known := s.around.Resolve(s.Model, path)
	v := Value{Meaning: means}
	switch {
	case !known:
	case means.Column:
		v.Is = s.filled(means.Field, s.row(means).values[means.Field.ID])
	case means.Word == name:
		v.Is = s.filled(model.Field{}, s.person())
	case means.Word != "":
		if words := s.Words[means.Word]; len(words) > 0 {
			v.Is = words
		}
	default:
		v.Is = s.filled(means.Field, s.Values[means.Section.ID][means.Field.ID])
	}
	return v
}

// row is that of the innermost loop which has the column.
func (s Scope) row(column Meaning) row {
	for i := len(s.around) - 1; i >= 0; i-- {
		if _, there := s.around[i].Field.Column(column.Field.ID); there && s.around[i].Word == "" {
			return s.rows[i]
		}
	}
	return row{}
}

func (s Scope) person() string {
	for i := len(s.around) - 1; i >= 0; i-- {
		if s.around[i].Persons() {
			return s.rows[i].name
		}
	}
	return ""
}

// filled gives nil for what is empty: a text, a list, a person who is gone.
func (f Facts) filled(of model.Field, value any) any {
	switch v := value.(type) {
	case string:
		if v == "" || of.Type == model.Person && f.Names[v] == "" {
			return nil
		}
	case []any:
		if len(v) == 0 {
			return nil
		}
	}
	return value
}

// Rows gives a scope for each row of what path means.
func (s Scope) Rows(path string) []Scope {
	v := s.Value(path)
	var rows []row
	switch is := v.Is.(type) {
	case []any:
		for i, one := range is {
			values, _ := one.(map[string]any)
			rows = append(rows, row{values: values, number: i + 1})
		}
	case []string:
		for i, one := range is {
			rows = append(rows, row{name: one, number: i + 1})
		}
	}
	list := make([]Scope, len(rows))
	for i, r := range rows {
		list[i] = Scope{Facts: s.Facts, around: append(s.around[:len(s.around):len(s.around)], v.Meaning), rows: append(s.rows[:len(s.rows):len(s.rows)], r)}
	}
	return list
}

// Missing lists what the tags ask for and f does not have, each once, most at
// most. What stands in a block that is left out is not asked for.
func (f Facts) Missing(tags []docx.Tag, most int) []Missing {
	l := lacking{seen: map[string]bool{}, most: most}
	l.in(f.Scope(), tags)
	return l.list
}

type lacking struct {
	list []Missing
	seen map[string]bool
	most int
}

func (l *lacking) in(s Scope, tags []docx.Tag) {
	for i := 0; i < len(tags) && len(l.list) < l.most; i++ {
		t, end := tags[i], i
		if t.Sign != "" {
			end = closing(tags, i)
		}
		v := s.Value(t.Path)
		switch {
		case t.Sign == "?" && v.Is != nil:
			l.in(s, tags[i+1:end])
		case t.Sign == "?":
		case v.Is == nil:
			l.add(s, v.Meaning)
		case t.Sign == "#":
			for _, one := range s.Rows(t.Path) {
				l.in(one, tags[i+1:end])
			}
		}
		i = end
	}
}

func (l *lacking) add(s Scope, means Meaning) {
	m := Missing{Meaning: means}
	if means.Column {
		m.Row = s.row(means).number
		for _, around := range s.around {
			if _, there := around.Field.Column(means.Field.ID); there && around.Word == "" {
				m.Of = around.Field
			}
		}
	}
	if at := m.At(); !l.seen[at] {
		l.seen[at] = true
		l.list = append(l.list, m)
	}
}

// closing is where the block that begins at i ends.
func closing(tags []docx.Tag, i int) int {
	depth := 0
	for ; i < len(tags); i++ {
		switch tags[i].Sign {
		case "#", "?":
			depth++
		case "/":
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return len(tags)
}

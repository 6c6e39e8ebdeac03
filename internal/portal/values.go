package portal

import (
	"strconv"
	"strings"

	"tierce/internal/dossier"
	"tierce/internal/model"
	"tierce/internal/text"
)

// line is one field of a section as people read it.
type line struct {
	Label   string
	Text    string
	List    []string
	Table   *grid
	Missing bool // empty, and to be filled in
}

// grid is a field of type rows as people read it.
type grid struct {
	Caption string
	Heads   []string
	Rows    [][]cell
}

// cell is one value of a row. Figures keep to one line.
type cell struct {
	Text   string
	Figure bool
}

// Many tells whether the grid has more columns than a narrow screen, or a
// narrow window, can show beside each other.
func (g grid) Many() bool { return len(g.Heads) > 6 }

// reading turns values into words. Persons are known by id.
type reading struct {
	v       *visit
	lang    text.Lang
	persons map[string]string
}

// reading knows the persons whom section s may name.
func (v *visit) reading(view dossier.View, s dossier.Section) (reading, []dossier.Person, error) {
	r := reading{v: v, lang: v.lang(), persons: map[string]string{}}
	list, err := v.Dossiers.Named(v.ctx, view, s)
	for _, p := range list {
		r.persons[p.ID] = p.Name
	}
	return r, byName(list), err
}

// lines gives the fields of a section in order.
func (r reading) lines(s model.Section, values map[string]any) []line {
	var list []line
	for _, f := range s.Fields {
		list = append(list, r.line(f, values[f.ID]))
	}
	return list
}

func (r reading) line(f model.Field, value any) line {
	l := line{Label: r.label(f)}
	switch items, _ := value.([]any); {
	case f.Type == model.Rows && len(items) > 0:
		l.Table = r.grid(f, items)
	case f.Type == model.Several && len(items) > 0:
		for _, id := range items {
			l.List = append(l.List, r.word(f, id))
		}
	default:
		l.Text = r.word(f, value)
		if l.Text == "" {
			l.Missing, l.Text = f.Required, r.v.say("portal.none-given")
		}
	}
	if l.Missing {
		l.Text = r.v.say("portal.section.to-fill-in")
	}
	return l
}

func (r reading) label(f model.Field) string { return f.Label.In(string(r.lang)) }

func (r reading) grid(f model.Field, rows []any) *grid {
	g := &grid{Caption: r.label(f)}
	for _, c := range f.Fields {
		g.Heads = append(g.Heads, r.label(c))
	}
	for _, row := range rows {
		columns, _ := row.(map[string]any)
		var cells []cell
		for _, c := range f.Fields {
			word := r.word(c, columns[c.ID])
			if word == "" && c.Required {
				word = r.v.say("portal.section.to-fill-in")
			}
			cells = append(cells, cell{word, c.Type == model.Number || c.Type == model.Money})
		}
		g.Rows = append(g.Rows, cells)
	}
	return g
}

// word gives one value in words; "" where it is empty.
func (r reading) word(f model.Field, value any) string {
	switch value := value.(type) {
	case bool:
		return r.v.say("portal.yesno." + strconv.FormatBool(value))
	case float64:
		if f.Year() {
			return strconv.FormatFloat(value, 'f', -1, 64)
		}
		return r.lang.Number(value)
	case []any:
		var words []string
		for _, id := range value {
			words = append(words, r.word(f, id))
		}
		return strings.Join(words, ", ")
	case string:
		return r.phrase(f, value)
	}
	return ""
}

func (r reading) phrase(f model.Field, s string) string {
	switch f.Type {
	case model.Money:
		return r.lang.Money(s, f.Currency)
	case model.Date:
		return r.lang.Day(s)
	case model.Person:
		return r.persons[s]
	case model.One, model.Several:
		if c, ok := f.Choice(s); ok {
			return c.Label.In(string(r.lang))
		}
	}
	return s
}

// someLabels names the first of the fields at paths, as Section.Missing gives
// them, and counts the rest.
func (v *visit) someLabels(s model.Section, paths []string) string {
	const most = 3
	var labels []string
	for _, path := range paths[:min(len(paths), most)] {
		labels = append(labels, v.labelAt(s, path))
	}
	all := strings.Join(labels, ", ")
	if rest := len(paths) - most; rest > 0 {
		all += " " + v.lang().Count("portal.section.more", rest)
	}
	return all
}

// labelAt names the field at path (drivers[3].name) for people: its label, in
// a list of rows the label of the list and the row's number before.
func (v *visit) labelAt(s model.Section, path string) string {
	lang := string(v.lang())
	head, column, inRow := strings.Cut(path, "].")
	id, index, _ := strings.Cut(head, "[")
	f, _ := s.Field(id)
	if !inRow {
		return f.Label.In(lang)
	}
	c, _ := f.Column(column)
	n, _ := strconv.Atoi(index)
	return v.say("portal.section.in-row", "list", f.Label.In(lang), "n", n+1, "field", c.Label.In(lang))
}

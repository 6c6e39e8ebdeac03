package move

import (
	"sort"
	"strings"

	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/model"
)

// misfits says what a section holds that has no place in m.
func misfits(s dossier.Section, m model.Model) []Refusal {
	if len(s.Values) == 0 {
		return nil
	}
	is, stays := m.Section(s.ID)
	if !stays {
		return []Refusal{{Code: SectionFilled, What: titled(s)}}
	}
	list := wrong(s.Section, is, s.Values)
	for i := range list {
		list[i].What = inside(titled(s), list[i].What)
	}
	return list
}

// titled is what a section is called: one that an earlier version had, by its id.
func titled(s dossier.Section) model.Text {
	if s.Title == (model.Text{}) {
		return model.Text{FR: s.ID, EN: s.ID}
	}
	return s.Title
}

// wrong says which values of was have no place in is, each by the label of its
// field: a field that is gone or of another type, or a value that the field
// takes no more. A value keeps its meaning, or stays where it is: text is no
// choice, and euros are no dollars.
func wrong(was, is model.Section, values map[string]any) (list []Refusal) {
	for _, id := range sorted(values) {
		f, had := was.Field(id)
		if !had {
			f = model.Field{ID: id, Label: model.Text{FR: id, EN: id}}
		}
		now, stays := is.Field(id)
		switch {
		case !stays:
			list = append(list, Refusal{Code: FieldFilled, What: f.Label})
		case had && (f.Type != now.Type || f.Currency != now.Currency):
			list = append(list, Refusal{Code: FieldChanged, What: f.Label})
		case f.Type == model.Rows:
			list = append(list, wrongColumns(f, now, values[id])...)
		}
	}
	if list != nil {
		return list
	}
	_, err := is.Check(values, func(string) bool { return true }) // whom it names is in the dossier already
	if bad := fault.Of(err); bad != nil {
		for _, one := range bad.Fields {
			list = append(list, Refusal{Code: ValueMisfits, What: labelAt(is, one.Path)})
		}
	}
	return list
}

// wrongColumns is wrong for the columns of a list of rows.
func wrongColumns(was, is model.Field, value any) (list []Refusal) {
	holds := map[string]any{}
	rows, _ := value.([]any)
	for _, row := range rows {
		columns, _ := row.(map[string]any)
		for id, v := range columns {
			holds[id] = v
		}
	}
	for _, id := range sorted(holds) {
		c, had := was.Column(id)
		if !had {
			c.Label = model.Text{FR: id, EN: id}
		}
		now, stays := is.Column(id)
		if !stays {
			list = append(list, Refusal{Code: FieldFilled, What: inside(was.Label, c.Label)})
		} else if had && (c.Type != now.Type || c.Currency != now.Currency) {
			list = append(list, Refusal{Code: FieldChanged, What: inside(was.Label, c.Label)})
		}
	}
	return list
}

// labelAt names the field at a path such as values.drivers[3].name.
func labelAt(s model.Section, path string) model.Text {
	path = strings.TrimPrefix(path, "values.")
	id, rest, inRow := strings.Cut(path, "[")
	f, _ := s.Field(id)
	_, column, _ := strings.Cut(rest, "].")
	if c, there := f.Column(column); inRow && there {
		return inside(f.Label, c.Label)
	}
	return f.Label
}

func sorted(values map[string]any) []string {
	var ids []string
	for id := range values {
		ids = append(ids, id)
	}
	sort.Strings(ids)
	return ids
}

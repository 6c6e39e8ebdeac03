package portal

import (
	"net/url"
	"strconv"
	"strings"

	"tierce/internal/dossier"
	"tierce/internal/model"
	"tierce/internal/text"
)

// filling is a section's form on its way: what stands in each control, by its
// name, as it was typed or as it would be. The names are the paths that the
// room names bad values by: values.drivers[3].birth-date.
type filling struct {
	v       *visit
	lang    text.Lang
	persons []dossier.Person
	typed   url.Values
	focus   string // the control that has the focus
}

const valuesPath = "values."

func rowPath(list string, i int) string { return list + "[" + strconv.Itoa(i) + "]" }

// countName is the hidden field that says how many rows a list has.
func countName(list string) string { return "rows:" + list }

// typedOf writes the values of fields as somebody of l would have typed them.
func typedOf(l text.Lang, fields []model.Field, values map[string]any) url.Values {
	return typedAt(l, valuesPath, fields, values)
}

// typedAt is typedOf for controls that are named under at.
func typedAt(l text.Lang, at string, fields []model.Field, values map[string]any) url.Values {
	form := url.Values{}
	var write func(at string, fields []model.Field, values map[string]any)
	write = func(at string, fields []model.Field, values map[string]any) {
		for _, f := range fields {
			name := at + f.ID
			if f.Type != model.Rows {
				form[name] = typedValue(l, f, values[f.ID])
				continue
			}
			rows, _ := values[f.ID].([]any)
			form.Set(countName(name), strconv.Itoa(len(rows)))
			for i, row := range rows {
				columns, _ := row.(map[string]any)
				write(rowPath(name, i)+".", f.Fields, columns)
			}
		}
	}
	write(at, fields, values)
	return form
}

func typedValue(l text.Lang, f model.Field, value any) []string {
	switch value := value.(type) {
	case bool:
		return []string{strconv.FormatBool(value)}
	case float64:
		return []string{l.Typed(strconv.FormatFloat(value, 'f', -1, 64))}
	case []any:
		var ids []string
		for _, id := range value {
			s, _ := id.(string)
			ids = append(ids, s)
		}
		return ids
	case string:
		switch f.Type {
		case model.Money:
			return []string{l.Typed(value)}
		case model.Date:
			return []string{text.TypedDay(value)}
		}
		return []string{value}
	}
	return nil
}

// valuesOf reads a form as it was sent, for the room to check. What cannot be
// read stays as it was typed: the room says what is wrong with it.
func valuesOf(l text.Lang, fields []model.Field, form url.Values) map[string]any {
	return columnsOf(l, valuesPath, fields, form)
}

func columnsOf(l text.Lang, at string, fields []model.Field, form url.Values) map[string]any {
	values := map[string]any{}
	for _, f := range fields {
		name := at + f.ID
		if f.Type != model.Rows {
			if value := valueOf(l, f, form[name]); value != nil {
				values[f.ID] = value
			}
			continue
		}
		rows := []any{} // those left empty too, so that the room counts as the form does
		for i := range rowsIn(form, name) {
			rows = append(rows, columnsOf(l, rowPath(name, i)+".", f.Fields, form))
		}
		values[f.ID] = rows
	}
	return values
}

func valueOf(l text.Lang, f model.Field, typed []string) any {
	if f.Type == model.Several {
		return typed
	}
	if len(typed) == 0 || strings.TrimSpace(typed[0]) == "" {
		return nil
	}
	s := typed[0]
	switch f.Type {
	case model.Number:
		plain, _ := l.Plain(s)
		if n, err := strconv.ParseFloat(plain, 64); err == nil {
			return n
		}
	case model.Money:
		if plain, ok := l.PlainMoney(s, f.Currency); ok {
			return plain
		}
	case model.Date:
		return text.PlainDay(s)
	case model.YesNo:
		if yes, err := strconv.ParseBool(s); err == nil {
			return yes
		}
	}
	return s
}

// rowsIn tells how many rows of list the form has, never more than one too many.
func rowsIn(form url.Values, list string) int {
	n, err := strconv.Atoi(form.Get(countName(list)))
	if err != nil || n < 0 {
		return 0
	}
	return min(n, model.MaxRows+1)
}

// addRow puts an empty row under the others.
func addRow(form url.Values, list string) {
	form.Set(countName(list), strconv.Itoa(rowsIn(form, list)+1))
}

// dropRow takes the i-th row out; those below move up.
func dropRow(form url.Values, list string, columns []model.Field, i int) {
	last := rowsIn(form, list) - 1
	if i < 0 || i > last {
		return
	}
	for ; i <= last; i++ {
		for _, c := range columns {
			form[rowPath(list, i)+"."+c.ID] = form[rowPath(list, i+1)+"."+c.ID]
		}
	}
	form.Set(countName(list), strconv.Itoa(last))
}

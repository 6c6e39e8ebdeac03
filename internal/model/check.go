package model

import (
	"slices"
	"sort"
)

// MaxRows is the most rows that one field of type rows holds.
const MaxRows = 500

// Check holds values against the section and gives them back clean: in the
// shapes that encoding/json decodes into any (see the types of field), amounts
// with two decimals, lines trimmed, what is empty left out, rows without any
// value dropped. Checking clean values again changes nothing. people says whether
// an id is that of a person of the dossier; nil knows nobody.
//
// Each bad value becomes an entry of one Invalid fault, `invalid`, at its path
// (`values.drivers[3].birth-date`). A required field may be empty: see Missing.
func (s Section) Check(values map[string]any, people func(id string) bool) (map[string]any, error) {
	if people == nil {
		people = func(string) bool { return false }
	}
	c := check{people: people}
	clean := c.object("values", values, s.Fields)
	if err := c.found.fault("invalid"); err != nil {
		return nil, err
	}
	return clean, nil
}

// Missing lists the required fields that are empty, as paths within the
// section: `premium`, `drivers[3].name`. Values are those that Check gave.
// What is missing never stops a save: it is shown as work still to do.
func (s Section) Missing(values map[string]any) []string {
	var missing []string
	for _, f := range s.Fields {
		value := values[f.ID]
		if f.Required && empty(value) {
			missing = append(missing, f.ID)
		}
		if f.Type != Rows {
			continue
		}
		rows, _ := list(value)
		for i, row := range rows {
			columns, _ := row.(map[string]any)
			for _, c := range f.Fields {
				if c.Required && empty(columns[c.ID]) {
					missing = append(missing, under(item(f.ID, i), c.ID))
				}
			}
		}
	}
	return missing
}

// check is one reading of a section's values.
type check struct {
	people func(id string) bool
	found  problems
}

// object checks the values of fields, in the order of the model, and refuses
// what is no field of it. It gives nil where nothing is left.
func (c *check) object(path string, values map[string]any, fields []Field) map[string]any {
	clean := map[string]any{}
	for _, f := range fields {
		value, ok := values[f.ID]
		if !ok {
			continue
		}
		at := under(path, f.ID)
		var code string
		var args []any
		if f.Type == Rows {
			value = c.rows(at, value, f)
		} else {
			value, code, args = c.value(value, f)
		}
		if code != "" {
			c.found.add(at, code, args...)
		} else if !empty(value) {
			clean[f.ID] = value
		}
	}
	c.strangers(path, values, fields)
	return clean
}

// strangers reports the keys that are no field, in order.
func (c *check) strangers(path string, values map[string]any, fields []Field) {
	var keys []string
	for key := range values {
		if !slices.ContainsFunc(fields, func(f Field) bool { return f.ID == key }) {
			keys = append(keys, key)
		}
	}
	sort.Strings(keys)
	for _, key := range keys {
		c.found.add(under(path, key), "unknown-field")
	}
}

func (c *check) rows(path string, value any, f Field) any {
	rows, ok := list(value)
	if !ok {
		c.found.add(path, "wrong-type")
		return nil
	}
	if len(rows) > MaxRows {
		c.found.add(path, "too-many-items", "max", MaxRows)
		return nil
	}
	var clean []any
	for i, row := range rows {
		columns, ok := row.(map[string]any)
		if !ok && row != nil {
			c.found.add(item(path, i), "wrong-type")
			continue
		}
		if values := c.object(item(path, i), columns, f.Fields); len(values) > 0 {
			clean = append(clean, values)
		}
	}
	return clean
}

// list reads a list in any of the shapes that callers hold one; nil is the
// empty one.
func list(value any) ([]any, bool) {
	switch l := value.(type) {
	case nil:
		return nil, true
	case []any:
		return l, true
	case []string:
		return widen(l), true
	case []map[string]any:
		return widen(l), true
	}
	return nil, false
}

func widen[T any](l []T) []any {
	wide := make([]any, len(l))
	for i, v := range l {
		wide[i] = v
	}
	return wide
}

// empty is absent, "", no choices and no rows; 0 and no are answers.
func empty(value any) bool {
	switch v := value.(type) {
	case nil:
		return true
	case string:
		return v == ""
	case []any:
		return len(v) == 0
	}
	return false
}

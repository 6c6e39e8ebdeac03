package sheet

import (
	"strconv"
	"strings"

	"tierce/internal/model"
	"tierce/internal/text"
)

// cell is a value as people of the language type it. Figures, days and answers
// are ours and never formulas; what people wrote is made safe.
func (c Columns) cell(f model.Field, value any) string {
	switch value := value.(type) {
	case bool:
		return c.Lang.Say("portal.yesno." + strconv.FormatBool(value))
	case float64:
		return c.Lang.Typed(strconv.FormatFloat(value, 'f', -1, 64))
	case []any:
		return Safe(c.several(f, value))
	case string:
		switch f.Type {
		case model.Money:
			return c.Lang.Typed(value)
		case model.Date:
			return c.day(value)
		case model.One:
			return Safe(c.choiceName(f, value))
		case model.Person:
			return Safe(c.personName(value))
		}
		return Safe(value)
	}
	return ""
}

// day is 28/02/2026 in French; in English, where spreadsheets disagree about
// which comes first, 2026-02-28.
func (c Columns) day(plain string) string {
	if c.Lang == text.FR {
		return text.TypedDay(plain)
	}
	return plain
}

// choiceName is the label of a choice, or its id where the label is another's
// too.
func (c Columns) choiceName(f model.Field, id string) string {
	if ch, _ := f.Choice(id); c.choice(f, ch.Label.In(string(c.Lang))) == id {
		return ch.Label.In(string(c.Lang))
	}
	return id
}

// choice is the id of the choice that s names: by id, or label in the language,
// or in the other one. "" where it names none.
func (c Columns) choice(f model.Field, s string) string {
	if _, ok := f.Choice(s); ok {
		return s
	}
	for _, name := range []func(model.Text) string{
		func(t model.Text) string { return t.In(string(c.Lang)) },
		func(t model.Text) string { return t.FR },
		func(t model.Text) string { return t.EN },
	} {
		for _, ch := range f.Choices {
			if fold(name(ch.Label)) == fold(s) {
				return ch.ID
			}
		}
	}
	return ""
}

// several puts choices after each other: with commas, or on lines of their own
// where a label has a comma itself.
func (c Columns) several(f model.Field, ids []any) string {
	var names []string
	for _, id := range ids {
		s, _ := id.(string)
		names = append(names, c.choiceName(f, s))
	}
	if all := strings.Join(names, ", "); len(c.parts(f, all)) == len(names) && c.commaless(names) {
		return all
	}
	return strings.Join(names, "\n")
}

func (c Columns) commaless(names []string) bool {
	return !strings.ContainsAny(strings.Join(names, ""), ",;")
}

// parts takes apart what several wrote, or somebody typed.
func (c Columns) parts(f model.Field, s string) []string {
	if strings.Contains(s, "\n") {
		return strings.Split(s, "\n")
	}
	if c.choice(f, s) != "" {
		return []string{s}
	}
	return strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ';' })
}

// personName is a person's name, with the id behind it where it is another's
// too.
func (c Columns) personName(id string) string {
	name := c.Persons[id]
	if name == "" {
		return ""
	}
	if found, _ := c.person(name); found == id {
		return name
	}
	return name + " (" + id + ")"
}

// person is the id of the person that s names, "" where it names none; twice
// where it names several.
func (c Columns) person(s string) (id string, twice bool) {
	if _, is := c.Persons[s]; is {
		return s, false
	}
	if open := strings.LastIndex(s, "("); open >= 0 {
		if in := strings.TrimSuffix(s[open+1:], ")"); c.Persons[in] != "" {
			return in, false
		}
	}
	for other, name := range c.Persons {
		if fold(name) == fold(s) {
			if id != "" {
				return "", true
			}
			id = other
		}
	}
	return id, false
}

// answers are what people, and spreadsheets, write for yes and no.
var answers = map[string]bool{
	"oui": true, "yes": true, "vrai": true, "true": true, "o": true, "y": true, "1": true,
	"non": false, "no": false, "faux": false, "false": false, "n": false, "0": false,
}

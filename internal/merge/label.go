package merge

import (
	"tierce/internal/placeholder"
	"tierce/internal/text"
)

// Label is what is missing as people know it: section, list, row and field.
func Label(l text.Lang, m placeholder.Missing) string {
	lang := string(l)
	switch {
	case m.Word != "":
		return l.Say("placeholder." + m.Word)
	case m.Column:
		return l.Say("placeholder.column", "section", m.Section.Title.In(lang), "list", m.Of.Label.In(lang), "row", m.Row, "field", m.Field.Label.In(lang))
	}
	return l.Say("placeholder.field", "section", m.Section.Title.In(lang), "field", m.Field.Label.In(lang))
}

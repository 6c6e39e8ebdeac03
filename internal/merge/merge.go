// Package merge puts what a document's template asks for into words: in the
// language that was chosen for it, with the days of the organisation's zone.
package merge

import (
	"strconv"
	"strings"
	"time"

	"tierce/internal/docx"
	"tierce/internal/model"
	"tierce/internal/placeholder"
	"tierce/internal/text"
)

// Words are how values are said in one document.
type Words struct {
	Lang text.Lang
	Zone *time.Location
	Now  time.Time
}

// Source gives what the tags of a template say of f.
func (w Words) Source(f placeholder.Facts) docx.Source { return source{w, f.Scope()} }

type source struct {
	Words
	scope placeholder.Scope
}

// Filled tells whether path is filled in.
func (s source) Filled(path string) bool { return s.scope.Value(path).Is != nil }

// Rows gives a source for each row of path.
func (s source) Rows(path string) (rows []docx.Source) {
	for _, one := range s.scope.Rows(path) {
		rows = append(rows, source{s.Words, one})
	}
	return rows
}

// Value says what path holds.
func (s source) Value(path, format string) string {
	v := s.scope.Value(path)
	called, _ := placeholder.FormatOf(format)
	switch is := v.Is.(type) {
	case []string:
		if v.Word == placeholder.Today {
			return s.day(s.Now.In(s.Zone), called)
		}
		return strings.Join(is, ", ")
	case string:
		if v.Word == "" {
			return s.phrase(v.Field, is, called)
		}
		return is
	}
	return s.word(v.Field, v.Is)
}

func (s source) word(f model.Field, value any) string {
	switch value := value.(type) {
	case bool:
		return s.Lang.Say("portal.yesno." + strconv.FormatBool(value))
	case float64:
		if f.Year() {
			return strconv.FormatFloat(value, 'f', -1, 64)
		}
		return s.Lang.Number(value)
	case []any:
		var words []string
		for _, one := range value {
			id, _ := one.(string)
			words = append(words, s.phrase(f, id, ""))
		}
		return strings.Join(words, ", ")
	}
	return ""
}

func (s source) phrase(f model.Field, value, format string) string {
	switch f.Type {
	case model.Money:
		return s.Lang.Money(value, f.Currency)
	case model.Date:
		day, err := time.Parse(time.DateOnly, value)
		if err != nil {
			return value
		}
		return s.day(day, format)
	case model.Person:
		return s.scope.Names[value]
	case model.One, model.Several:
		if c, ok := f.Choice(value); ok {
			return c.Label.In(string(s.Lang))
		}
	}
	return value
}

// day writes the day that t is where it stands.
func (s source) day(t time.Time, format string) string {
	switch format {
	case placeholder.Short:
		return t.Format("02/01/2006")
	case placeholder.Month:
		_, month, _ := strings.Cut(s.Lang.Date(t, t.Location()), " ")
		return month
	case placeholder.Year:
		return t.Format("2006")
	}
	return s.Lang.Date(t, t.Location())
}

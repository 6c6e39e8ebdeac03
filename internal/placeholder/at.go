package placeholder

import "strconv"

// At is the path of what is missing, as the API names values:
// `sections.project.lots[2].cost`, or a word.
func (m Missing) At() string {
	switch {
	case m.Word != "":
		return m.Word
	case m.Column:
		return "sections." + m.Section.ID + "." + m.Of.ID + "[" + strconv.Itoa(m.Row-1) + "]." + m.Field.ID
	}
	return "sections." + m.Section.ID + "." + m.Field.ID
}

package placeholder

import (
	"slices"

	"tierce/internal/docx"
	"tierce/internal/fault"
	"tierce/internal/model"
)

// Check refuses the tags of a template that mean nothing in m, each named with
// its paragraph, at `file`.
func Check(m model.Model, tags []docx.Tag) error {
	var wrong []fault.Field
	var around Within
	for _, t := range tags {
		if t.Sign == "/" {
			around = around[:len(around)-1]
			continue
		}
		means, code := around.check(m, t)
		if code != "" {
			wrong = append(wrong, t.Problem(code))
		}
		if t.Sign == "?" {
			means = Meaning{} // begins no loop
		}
		if t.Sign != "" {
			around = append(around, means)
		}
	}
	return docx.Refused(wrong)
}

func (w Within) check(m model.Model, t docx.Tag) (Meaning, string) {
	means, known := w.Resolve(m, t.Path)
	_, format := FormatOf(t.Format)
	switch {
	case !known:
		return Meaning{Word: t.Path}, "tag-unknown"
	case t.Sign == "#" && !means.Loops():
		return means, "tag-no-rows"
	case t.Sign == "" && means.Word == "" && means.Field.Type == model.Rows:
		return means, "tag-rows"
	case t.Format != "" && (!means.Day() || !format):
		return means, "tag-format"
	}
	return means, ""
}

// Needs are what the tags of a template, which Check has let pass, read of a
// dossier: ids of sections, and whether persons.
func Needs(m model.Model, tags []docx.Tag) (sections []string, persons bool) {
	walk(m, tags, func(means Meaning) {
		if means.Word == "" && !slices.Contains(sections, means.Section.ID) {
			sections = append(sections, means.Section.ID)
		}
		persons = persons || means.Persons()
	})
	slices.Sort(sections)
	return sections, persons
}

// walk gives what each tag means that is no end of a block.
func walk(m model.Model, tags []docx.Tag, f func(Meaning)) {
	var around Within
	for _, t := range tags {
		if t.Sign == "/" {
			around = around[:len(around)-1]
			continue
		}
		means, known := around.Resolve(m, t.Path)
		if known {
			f(means)
		}
		if t.Sign == "?" {
			means = Meaning{}
		}
		if t.Sign != "" {
			around = append(around, means)
		}
	}
}

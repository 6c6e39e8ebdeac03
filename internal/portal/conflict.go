package portal

import (
	"net/http"
	"reflect"

	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/model"
	"tierce/internal/text"
)

// conflict is a section that somebody else saved while it was being filled in:
// what they saved, beside what was typed here. Nothing of either is lost.
type conflict struct {
	Text  string
	Lines []difference
	Drop  string // path of the form without what was typed here
}

type difference struct{ Label, Saved, Typed string }

// conflicting shows the form as it was typed, with what somebody else has
// saved meanwhile. Saved again, it is saved over that, knowingly.
func (v *visit) conflicting(g filling) error {
	view, s, err := v.Dossiers.Section(v.ctx, v.by, v.ref("dossier"), v.sectionID())
	if err != nil {
		return err
	}
	f, err := v.dossierFrame(view, "portal.section.title")
	if err != nil {
		return err
	}
	v.typed = true
	said, err := v.changedBy(f, s)
	if err != nil {
		return err
	}
	r, persons, err := v.reading(view, s)
	if err != nil {
		return err
	}
	g.persons = persons
	c := &conflict{Text: said, Lines: r.differences(s, g), Drop: sectionPath(view.ID, s.ID) + "/edit"}
	if len(c.Lines) == 0 { // both typed the same
		return v.see(sectionPath(view.ID, s.ID) + "?done=saved")
	}
	p := &problem{Title: v.say("portal.conflict.title"), Lines: []problemLine{{Text: v.say("portal.conflict.text")}}}
	return v.editForm(http.StatusPreconditionFailed, view, s, g, s.Version, p, c)
}

// differences lists the fields in which what is saved is not what was typed.
func (r reading) differences(s dossier.Section, g filling) []difference {
	typed := valuesOf(r.lang, s.Fields, g.typed)
	if clean, err := s.Check(typed, func(id string) bool { return r.persons[id] != "" }); err == nil {
		typed = clean
	}
	var list []difference
	for _, f := range s.Fields {
		if saved := s.Values[f.ID]; !reflect.DeepEqual(saved, typed[f.ID]) {
			list = append(list, difference{r.label(f), r.whole(f, saved), r.whole(f, typed[f.ID])})
		}
	}
	return list
}

// whole is a value on lines of text: one a row.
func (r reading) whole(f model.Field, value any) string {
	rows, isRows := value.([]any)
	if f.Type != model.Rows || !isRows {
		if word := r.word(f, value); word != "" {
			return word
		}
		return r.v.say("portal.none-given")
	}
	all := ""
	for i, row := range rows {
		columns, _ := row.(map[string]any)
		all += r.v.say("portal.rows.row", "n", i+1) + "\u00a0:"
		for _, c := range f.Fields {
			if word := r.word(c, columns[c.ID]); word != "" {
				all += " " + r.label(c) + "\u00a0" + word + " ;"
			}
		}
		all += "\n"
	}
	return all
}

// titled puts the section's title where a refusal names its id.
func titled(err error, l text.Lang, sections ...model.Section) error {
	f := fault.Of(err)
	if f == nil {
		return err
	}
	g := *f
	g.Args = append([]any(nil), f.Args...)
	for i := 0; i+1 < len(g.Args); i += 2 {
		for _, s := range sections {
			if g.Args[i] == "section" && g.Args[i+1] == s.ID {
				g.Args[i+1] = s.Title.In(string(l))
			}
		}
	}
	return &g
}

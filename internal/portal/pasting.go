package portal

import (
	"net/http"
	"strconv"
	"strings"

	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/model"
	"tierce/internal/schedule"
)

// The names of the paste form's controls.
const (
	pastedName = "rows"
	howName    = "how"
	howAdd     = "add"
	howReplace = "replace"
)

// pastePage asks for rows copied from a spreadsheet. It is in the visitor's
// language, which only their account tells: that is read first.
func (v *visit) pastePage() error {
	if err := v.admit(); err != nil {
		return err
	}
	return v.pasteForm(http.StatusOK, nil)
}

// pasteRows saves what was pasted, all of it or nothing, and else shows it
// again with every cell that is to be corrected.
func (v *visit) pasteRows() error {
	version, err := strconv.Atoi(v.value("version"))
	if err != nil {
		return fault.New(fault.Malformed, "malformed")
	}
	at := v.list()
	_, err = v.clerk().Paste(v.ctx, v.by, at, schedule.Pasted{Text: v.value(pastedName), Version: version, Add: v.value(howName) == howAdd})
	switch {
	case err == nil:
		return v.see(sectionPath(at.Dossier, at.Section) + "?done=pasted")
	case !mendable(err):
		return err
	}
	v.typed = true
	v.retryAfter(fault.Of(err))
	return v.pasteForm(statusOf(err), err)
}

// pasteForm shows the form, on the section as it is now; refusal says why it
// comes back, with all that was pasted.
func (v *visit) pasteForm(status int, refusal error) error {
	at := v.list()
	view, s, columns, err := v.clerk().Open(v.ctx, v.by, at)
	if err != nil {
		return err
	}
	if err := view.MayOn(access.EditSection, s).Err(); err != nil {
		return err
	}
	f, err := v.dossierFrame(view, "portal.schedule.paste")
	if err != nil {
		return err
	}
	list := columns.Field
	back := sectionPath(view.ID, s.ID)
	f.Back = &link{back, s.Title.In(string(f.Lang))}
	f.Title = v.say("portal.schedule.paste-list", "list", list.Label.In(string(f.Lang)))
	pasted := v.pasted(list)
	if refusal != nil {
		if f.Problem, err = v.pasteProblem(f, s, columns.Place, refusal); err != nil {
			return err
		}
		pasted.Error = v.first(f.Problem)
	}
	controls := append(v.whatBecomes(s, list), pasted)
	d := f.form(pastePath(view.ID, s.ID, list.ID), "portal.schedule.save", controls...)
	version := strconv.Itoa(s.Version)
	if refusal != nil && !fault.Is(refusal, "stale") {
		version = v.value("version") // what was pasted is for the rows that were read
	}
	d.Hidden = []pair{{"version", version}}
	d.Cancel = &link{back, v.say("portal.cancel")}
	return v.show(status, "form", f, simple{Intro: []string{v.say("portal.schedule.intro", "max", model.MaxRows)}, Form: d})
}

// first is what the field itself says of all that is to be corrected.
func (v *visit) first(p *problem) string {
	l := p.Lines[0]
	if l.About == "" {
		return l.Text
	}
	return v.say("portal.problem-about", "about", l.About, "text", l.Text)
}

// pasted is where the rows go. What the columns are is said with it.
func (v *visit) pasted(list model.Field) control {
	var columns []string
	for _, c := range list.Fields {
		columns = append(columns, c.Label.In(string(v.lang())))
	}
	help := v.say("portal.schedule.columns", "columns", strings.Join(columns, " · ")) + " " + v.say("portal.schedule.typed")
	return control{Kind: "longtext", Sheet: true, Name: pastedName, Label: v.say("portal.schedule.rows"), Help: help, Value: v.r.PostFormValue(pastedName)}
}

// whatBecomes asks whether pasted rows replace those that are there, where any
// are. Nobody loses rows by leaving it as it is.
func (v *visit) whatBecomes(s dossier.Section, list model.Field) []control {
	rows, _ := s.Values[list.ID].([]any)
	if len(rows) == 0 {
		return nil
	}
	how := control{Kind: "radios", Name: howName, Label: v.say("portal.schedule.how"), Value: howAdd}
	if v.r.PostFormValue(howName) == howReplace {
		how.Value = howReplace
	}
	return []control{how.options(option{Value: howAdd, Label: v.say("portal.schedule.add")},
		option{Value: howReplace, Label: v.lang().Count("portal.schedule.replace", len(rows))})}
}

// pasteProblem names each cell that is to be corrected by its row and column,
// or says who saved the section meanwhile.
func (v *visit) pasteProblem(f *frame, s dossier.Section, place func(string) (int, string), refusal error) (*problem, error) {
	if fault.Is(refusal, "stale") {
		said, err := v.changedBy(f, s)
		text := v.say("portal.schedule.conflict-text", "said", said)
		return &problem{Title: v.say("portal.schedule.conflict"), Lines: []problemLine{{Name: pastedName, Text: text}}}, err
	}
	p := v.problemOf(titled(refusal, v.lang(), s.Section))
	p.Title = v.say("portal.schedule.problem")
	for i := range p.Lines {
		l := &p.Lines[i]
		if row, column := place(l.Name); column != "" {
			l.About = v.say("portal.schedule.in-column", "n", row, "column", column)
		} else if row > 0 {
			l.About = v.say("portal.schedule.in-row", "n", row)
		}
		if l.Name != "" {
			l.Name = pastedName
		}
	}
	return p, nil
}

package portal

import (
	"strconv"
	"strings"

	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/model"
)

// editPage is the form of a section.
type editPage struct {
	Help     string
	Paste    []link // where rows come in from a spreadsheet
	Conflict *conflict
	Form     form
}

// editSection shows the form of a section, made from the model.
func (v *visit) editSection() error {
	view, s, err := v.Dossiers.Section(v.ctx, v.by, v.ref("dossier"), v.sectionID())
	if err != nil {
		return err
	}
	if err := view.MayOn(access.EditSection, s).Err(); err != nil {
		return err
	}
	v.in(view.Account)
	g := filling{typed: typedOf(v.lang(), s.Fields, s.Values)}
	return v.editForm(200, view, s, g, s.Version, nil, nil)
}

// editForm shows g as a form that is to be saved over version.
func (v *visit) editForm(status int, view dossier.View, s dossier.Section, g filling, version int, p *problem, c *conflict) error {
	f, err := v.dossierFrame(view, "portal.section.title")
	if err != nil {
		return err
	}
	f.Title = s.Title.In(string(f.Lang))
	g.v, g.lang = v, f.Lang
	if g.persons == nil {
		if _, g.persons, err = v.reading(view, s); err != nil {
			return err
		}
	}
	f.Problem = p
	at := sectionPath(view.ID, s.ID)
	d := f.form(at+"/edit", "portal.save", g.controls(valuesPath, s.Fields)...)
	d.Hidden = []pair{{"version", strconv.Itoa(version)}}
	d.Cancel = &link{at, v.say("portal.cancel")}
	return v.show(status, "edit", f, editPage{Help: s.Help.In(string(f.Lang)), Paste: v.pasteLinks(at, s.Section), Conflict: c, Form: d.with(p)})
}

// saveSection saves the form, or changes its rows and shows it again with all
// that was typed.
func (v *visit) saveSection() error {
	d, id := v.ref("dossier"), v.sectionID()
	view, s, err := v.Dossiers.Section(v.ctx, v.by, d, id)
	if err != nil {
		return err
	}
	version, err := strconv.Atoi(v.value("version"))
	if err != nil {
		return fault.New(fault.Malformed, "malformed")
	}
	g := filling{typed: v.r.PostForm}
	if act := v.value("action"); act != "" {
		if err := view.MayOn(access.EditSection, s).Err(); err != nil {
			return err
		}
		v.typed = true
		g.act(act, s.Fields)
		return v.editForm(200, view, s, g, version, nil, nil)
	}
	saved, err := v.Dossiers.Save(v.ctx, v.by, d, id, version, valuesOf(v.lang(), s.Fields, g.typed))
	switch {
	case err == nil:
		return v.see(sectionPath(d, saved.ID) + "?done=saved")
	case fault.Is(err, "stale"):
		return v.conflicting(g)
	}
	return v.mend(titled(err, v.lang(), s.Section), func(status int, p *problem) error {
		return v.editForm(status, view, s, g, version, p, nil)
	})
}

// act adds or removes one row, and says where the focus goes. What is no such
// act changes nothing.
func (g *filling) act(act string, fields []model.Field) { g.actAt(act, valuesPath, fields) }

// actAt is act for fields whose controls are named under at.
func (g *filling) actAt(act, at string, fields []model.Field) {
	verb, list, _ := strings.Cut(act, ":")
	list, index, _ := strings.Cut(list, ":")
	f, ok := model.Section{Fields: fields}.Field(strings.TrimPrefix(list, at))
	if !ok || f.Type != model.Rows || at+f.ID != list {
		return
	}
	switch verb {
	case "add-row":
		if n := rowsIn(g.typed, list); n < model.MaxRows {
			addRow(g.typed, list)
			g.focus = rowPath(list, n) + "." + f.Fields[0].ID
		}
	case "remove-row":
		if i, err := strconv.Atoi(index); err == nil {
			dropRow(g.typed, list, f.Fields, i)
			g.focus = list
		}
	}
}

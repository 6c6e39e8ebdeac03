package portal

import (
	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/model"
)

// sectionPage is what the page of one section shows.
type sectionPage struct {
	Help           string
	Blocks         []block
	Edit, Why      string // the path of the form, or why there is none (ALL-4)
	Missing        string
	Changed        string    // by whom and when
	Made           *made     // simulations or reports, where they stand here
	Standing       *standing // signatures and submission
	Former, Latter *link     // the sections beside it
}

// block is a run of plain fields, or one list of rows.
type block struct {
	Lines []line
	Grid  *grid
	List  string // the id of the list
	Title string
	Empty string // what is said of a list without rows
	Paste *link  // where rows come in from a spreadsheet
	File  *form  // hands the rows out
}

// section shows one section.
func (v *visit) section() error {
	view, s, err := v.Dossiers.Section(v.ctx, v.by, v.ref("dossier"), v.sectionID())
	if err != nil {
		return err
	}
	f, err := v.dossierFrame(view, "portal.section.title")
	if err != nil {
		return err
	}
	f.Title = s.Title.In(string(f.Lang))
	r, _, err := v.reading(view, s)
	if err != nil {
		return err
	}
	d := sectionPage{Help: s.Help.In(string(f.Lang)), Blocks: blocks(r, s.Section, s.Values)}
	if edit := view.MayOn(access.EditSection, s); edit.Allowed {
		d.Edit = sectionPath(view.ID, s.ID) + "/edit"
	} else {
		d.Why = v.why(edit)
	}
	v.inAndOut(f, d, view.ID, s.ID)
	if missing := s.Missing(s.Values); len(missing) > 0 && s.Version > 0 {
		d.Missing = f.Count("portal.section.missing", len(missing)) + " · " + v.someLabels(s.Section, missing)
	}
	if d.Changed, err = v.changedBy(f, s); err != nil {
		return err
	}
	if err := v.belonging(f, view, s, &d); err != nil {
		return err
	}
	if d.Standing, err = v.standingOf(f, view, s); err != nil {
		return err
	}
	if d.Former, d.Latter, err = v.beside(view, s.ID); err != nil {
		return err
	}
	return v.ok("section", f, d)
}

// sectionID is the section that the address names; "" where none can have it.
func (v *visit) sectionID() string {
	if s := v.r.PathValue("section"); len(s) <= 40 {
		return s
	}
	return ""
}

func sectionPath(d, section string) string { return dossierPath(d) + "/sections/" + section }

// blocks puts each list of rows into a block of its own: a table needs the
// page's whole width.
func blocks(r reading, s model.Section, values map[string]any) []block {
	var list []block
	for i, l := range r.lines(s, values) {
		switch {
		case s.Fields[i].Type == model.Rows:
			b := block{List: s.Fields[i].ID, Title: l.Label, Grid: l.Table}
			if b.Grid == nil {
				b.Empty = l.Text
			}
			list = append(list, b)
		case len(list) == 0 || list[len(list)-1].Lines == nil:
			list = append(list, block{Lines: []line{l}})
		default:
			last := &list[len(list)-1]
			last.Lines = append(last.Lines, l)
		}
	}
	return list
}

// changedBy says who changed a section last, and when; "" for nobody yet.
func (v *visit) changedBy(f *frame, s dossier.Section) (string, error) {
	if s.Version == 0 {
		return "", nil
	}
	names, err := v.People.Names(v.ctx, s.By)
	if err != nil {
		return "", err
	}
	return v.say("portal.section.changed", "by", names[s.By], "at", f.Moment(s.At)), nil
}

// beside gives the readable sections before and after the one called id.
func (v *visit) beside(view dossier.View, id string) (former, latter *link, err error) {
	m, err := v.Models.Version(v.ctx, view.Model, view.Version)
	if err != nil {
		return nil, nil, err
	}
	passed := false
	for _, s := range m.Sections {
		if s.ID == id {
			passed = true
			continue
		}
		if !view.MaySection(access.ReadSection, s.ID).Allowed {
			continue
		}
		at := &link{sectionPath(view.ID, s.ID), s.Title.In(string(v.lang()))}
		if passed {
			return former, at, nil
		}
		former = at
	}
	return former, nil, nil
}

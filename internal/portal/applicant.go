package portal

import (
	"net/http"
	"slices"

	"tierce/internal/access"
	"tierce/internal/applicant"
	"tierce/internal/document"
	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/model"
)

// applicantHome is a dossier as its applicant finds it: where it stands, whom to
// write to, what is asked of them, and their documents (LOC-11).
type applicantHome struct {
	Reference, Status, Organization, Manager string
	Progress                                 string
	Tasks                                    []task
	Empty                                    string // what is said where the model has no applicant view
	Documents                                []documentLine
	Upload                                   *link
	Side                                     []link
}

func applicantAt(d, section string) string { return dossierPath(d) + "/applicant/" + section }

// applicantPage shows it.
func (v *visit) applicantPage() error {
	seen, err := v.Applicants.See(v.ctx, v.by, v.ref("dossier"))
	if err != nil {
		return err
	}
	f, err := v.dossierFrame(seen.View, "portal.applicant.title")
	if err != nil {
		return err
	}
	f.Title, f.Back = seen.Title, v.toDossiers()
	head, err := v.dossierHead(f, seen.View, seen.Model)
	if err != nil {
		return err
	}
	d := applicantHome{Reference: head.Reference, Status: head.Status, Organization: head.Organization, Manager: head.Manager}
	if d.Tasks = each(seen.Parts, v.partTask(seen.View)); len(d.Tasks) == 0 {
		d.Empty = v.say("portal.applicant.nothing", "organization", head.Organization)
	} else {
		whole := slices.DeleteFunc(slices.Clone(d.Tasks), func(t task) bool { return !t.Done })
		d.Progress = f.Count("portal.dossier.progress", len(whole), "of", len(d.Tasks))
	}
	if d.Documents, err = v.documentsOf(f, seen.View); err != nil {
		return err
	}
	if seen.May(access.AddDocument).Allowed {
		d.Upload = &link{documentsPath(seen.ID) + "/new", v.say("portal.documents.upload")}
	}
	if seen.May(access.ReadTrail).Allowed {
		d.Side = append(d.Side, link{dossierPath(seen.ID) + "/trail", v.say("portal.applicant.trail")})
	}
	return v.ok("applicant", f, d)
}

// partTask says how far each part is filled in.
func (v *visit) partTask(view dossier.View) func(p applicant.Part) task {
	return func(p applicant.Part) task {
		t := task{Title: p.Title.In(string(v.lang())), Path: applicantAt(view.ID, p.ID)}
		switch fills := p.Form(); {
		case len(fills.Fields) == 0:
			t.Done, t.State = true, v.say("portal.applicant.to-read")
		case len(p.Missing) > 0:
			t.State = v.lang().Count("portal.section.missing", len(p.Missing))
			t.Why = v.say("portal.section.missing-list", "fields", v.someLabels(fills, p.Missing))
		case len(p.Values) == 0:
			t.State = v.say("portal.section.empty")
		default:
			t.Done, t.State = true, v.say("portal.section.done")
		}
		return t
	}
}

// documentsOf lists what the visitor sees of a dossier's documents.
func (v *visit) documentsOf(f *frame, view dossier.View) (lines []documentLine, err error) {
	list, err := v.Documents.ListOn(v.ctx, view)
	if err != nil {
		return nil, err
	}
	list = slices.DeleteFunc(list, func(doc document.Document) bool { return !doc.Deleted.IsZero() })
	names, err := v.makers(each(list, func(doc document.Document) string { return doc.Now().By }))
	for _, doc := range list {
		lines = append(lines, v.documentLine(f, view, doc, names))
	}
	v.savesFrom()
	return lines, err
}

// part finds the part that the address names.
func (v *visit) part() (applicant.Seen, applicant.Part, error) {
	seen, err := v.Applicants.See(v.ctx, v.by, v.ref("dossier"))
	if err != nil {
		return seen, applicant.Part{}, err
	}
	p, there := seen.Part(v.sectionID())
	if !there {
		err = access.Nothing()
	}
	return seen, p, err
}

// partPage shows one part, with the way to its form.
func (v *visit) partPage() error {
	seen, p, err := v.part()
	if err != nil {
		return err
	}
	f, err := v.dossierFrame(seen.View, "portal.section.title")
	if err != nil {
		return err
	}
	f.Title = p.Title.In(string(f.Lang))
	words := reading{v: v, lang: f.Lang, persons: seen.Names}
	d := sectionPage{Help: p.Help.In(string(f.Lang)), Blocks: blocks(words, p.Section, p.Values)}
	if may := seen.MayFill(); may.Allowed && len(p.Form().Fields) > 0 {
		d.Edit = applicantAt(seen.ID, p.ID) + "/edit"
	} else {
		d.Why = v.why(may)
	}
	if len(p.Missing) > 0 {
		d.Missing = f.Count("portal.section.missing", len(p.Missing)) + " · " + v.someLabels(p.Section, p.Missing)
	}
	for i, other := range seen.Parts {
		at := &link{applicantAt(seen.ID, other.ID), other.Title.In(string(f.Lang))}
		switch {
		case i+1 < len(seen.Parts) && seen.Parts[i+1].ID == p.ID:
			d.Former = at
		case i > 0 && seen.Parts[i-1].ID == p.ID:
			d.Latter = at
		}
	}
	return v.ok("section", f, d)
}

// editPart shows the form of a part.
func (v *visit) editPart() error {
	seen, p, err := v.part()
	if err == nil {
		err = seen.MayFill().Err()
	}
	if err != nil {
		return err
	}
	return v.partForm(http.StatusOK, seen, p, filling{typed: typedOf(v.lang(), p.Form().Fields, p.Values)}, p.Tag, nil, nil)
}

// partForm shows g as a form that is to be saved over what tag names.
func (v *visit) partForm(status int, seen applicant.Seen, p applicant.Part, g filling, tag string, wrong *problem, c *conflict) error {
	f, err := v.dossierFrame(seen.View, "portal.section.title")
	if err != nil {
		return err
	}
	f.Title, f.Problem = p.Title.In(string(f.Lang)), wrong
	g.v, g.lang = v, f.Lang
	at := applicantAt(seen.ID, p.ID)
	d := f.form(at+"/edit", "portal.save", g.controls(valuesPath, p.Form().Fields)...)
	d.Hidden, d.Cancel = []pair{{"tag", tag}}, &link{at, v.say("portal.cancel")}
	return v.show(status, "edit", f, editPage{Help: p.Help.In(string(f.Lang)), Conflict: c, Form: d.with(wrong)})
}

// savePart saves the form, or changes its rows and shows it again with all that
// was typed.
func (v *visit) savePart() error {
	seen, p, err := v.part()
	if err == nil {
		err = seen.MayFill().Err()
	}
	if err != nil {
		return err
	}
	fields, g, tag := p.Form().Fields, filling{typed: v.r.PostForm}, v.value("tag")
	if act := v.value("action"); act != "" {
		v.typed = true
		g.act(act, fields)
		return v.partForm(http.StatusOK, seen, p, g, tag, nil, nil)
	}
	_, err = v.Applicants.Fill(v.ctx, v.by, seen.ID, p.ID, tag, valuesOf(v.lang(), fields, g.typed))
	switch {
	case err == nil:
		return v.see(applicantAt(seen.ID, p.ID) + "?done=saved")
	case fault.Is(err, "stale"):
		return v.partConflicts(g)
	}
	return v.mend(titled(err, v.lang(), p.Section), func(status int, wrong *problem) error {
		return v.partForm(status, seen, p, g, tag, wrong, nil)
	})
}

// partConflicts shows the form as it was typed, with what stands there by now.
func (v *visit) partConflicts(g filling) error {
	seen, p, err := v.part()
	if err != nil {
		return err
	}
	v.typed = true
	now := dossier.Section{Section: p.Form(), Values: onlyOf(p.Form().Fields, p.Values)}
	words := reading{v: v, lang: v.lang(), persons: seen.Names}
	c := &conflict{Text: v.say("portal.applicant.changed"), Lines: words.differences(now, g), Drop: applicantAt(seen.ID, p.ID) + "/edit"}
	if len(c.Lines) == 0 { // both typed the same
		return v.see(applicantAt(seen.ID, p.ID) + "?done=saved")
	}
	wrong := &problem{Title: v.say("portal.conflict.title"), Lines: []problemLine{{Text: v.say("portal.conflict.text")}}}
	return v.partForm(http.StatusPreconditionFailed, seen, p, g, p.Tag, wrong, c)
}

func onlyOf(fields []model.Field, values map[string]any) map[string]any {
	some := map[string]any{}
	for _, f := range fields {
		if value, there := values[f.ID]; there {
			some[f.ID] = value
		}
	}
	return some
}

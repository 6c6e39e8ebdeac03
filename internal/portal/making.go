package portal

import (
	"net/http"
	"slices"
	"strings"

	"tierce/internal/access"
	"tierce/internal/doctemplate"
	"tierce/internal/dossier"
	"tierce/internal/merge"
	"tierce/internal/placeholder"
)

// lackLine is something that a template asks for and the dossier does not have,
// with the page where it is filled in.
type lackLine struct{ Label, Path string }

// makePage asks for a document from a template (LOC-9).
func (v *visit) makePage() error { return v.askMake(http.StatusOK, nil, nil) }

func (v *visit) askMake(status int, p *problem, missing []placeholder.Missing) error {
	offer, err := v.Templates.Offered(v.ctx, v.by, v.ref("dossier"))
	if err != nil {
		return err
	}
	f, err := v.dossierFrame(offer.View, "portal.make.title")
	if err != nil {
		return err
	}
	f.Problem, f.Back = p, &link{documentsPath(offer.ID), v.say(documentsTitle(offer.View))}
	d := struct {
		None  bool
		Form  form
		Lacks []lackLine
	}{None: len(offer.List) == 0}
	var options []option
	for _, t := range offer.List {
		options = append(options, option{Value: t.ID, Label: t.Name.In(string(f.Lang))})
	}
	chosen := v.value("template")
	if v.r.Method == http.MethodGet {
		chosen = v.r.URL.Query().Get("template")
	}
	controls := []control{
		control{Kind: "radios", Name: "template", Label: v.say("portal.make.template"), Value: chosen}.options(options...),
		control{Kind: "radios", Name: "language", Label: v.say("portal.make.language"), Value: v.value("language")}.options(v.languages()...),
	}
	a, err := v.audienceOf(offer.View)
	if err != nil {
		return err
	}
	d.Form = f.form(documentsPath(offer.ID)+"/make", "portal.make.button", append(controls, a.controls(v.audienceTyped())...)...)
	d.Form.Cancel = &link{f.Back.Path, v.say("portal.cancel")}
	d.Form = d.Form.with(p)
	for _, m := range missing {
		d.Lacks = append(d.Lacks, lackLine{merge.Label(f.Lang, m), v.filledAt(offer.View, m)})
	}
	return v.show(status, "make", f, d)
}

// filledAt is the page where somebody fills in what is missing; "" where they
// may not.
func (v *visit) filledAt(view dossier.View, m placeholder.Missing) string {
	switch {
	case m.Persons() && view.May(access.EditPeople).Allowed:
		return dossierPath(view.ID) + "/people"
	case m.Word == placeholder.Reference && view.May(access.Describe).Allowed:
		return dossierPath(view.ID) + "/describe"
	case m.Word == "" && view.MaySection(access.EditSection, m.Section.ID).Allowed:
		return dossierPath(view.ID) + "/sections/" + m.Section.ID + "/edit"
	}
	return ""
}

// makeDocument asks for the document, or lists all that is missing first.
func (v *visit) makeDocument() error {
	d := v.ref("dossier")
	ask := doctemplate.Ask{Template: v.value("template"), Lang: v.value("language"), Audience: v.audienceTyped()}
	once := slices.Concat([]string{d, ask.Template, ask.Lang}, ask.Audience.Words())
	s, missing, err := v.Templates.Make(v.ctx, v.by, d, ask, v.once("made documents "+strings.Join(once, " ")))
	if err != nil {
		return v.mend(err, func(status int, p *problem) error { return v.askMake(status, p, nil) })
	}
	if len(missing) > 0 {
		v.typed = true
		return v.askMake(http.StatusUnprocessableEntity, &problem{Title: v.say("portal.problem"), Lines: []problemLine{{Text: v.say("error.template-lacks")}}}, missing)
	}
	return v.see(dossierPath(d) + "/uploads/" + s.ID)
}

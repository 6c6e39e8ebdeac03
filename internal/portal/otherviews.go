package portal

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"tierce/internal/access"
	"tierce/internal/fault"
	"tierce/internal/model"
	"tierce/internal/solicitation"
	"tierce/internal/view"
)

// drawOthers asks an Admin what applicants and clients see by a model, and in
// which statuses partners see a dossier (LOC-6, LOC-11, LEX-2).
func (v *visit) drawOthers() error { return v.askOthers(http.StatusOK, nil, 0, nil) }

type othersPage struct {
	Model     string
	Form      form
	Applicant *shownView // before it is saved
	Client    []string
	Statuses  string
}

// askOthers shows the form over version from, 0 for the latest.
func (v *visit) askOthers(status int, p *problem, from int, shown *model.Model) error {
	o, h, m, err := v.modelHere(access.ManageModels, from)
	if err != nil {
		return err
	}
	if from == 0 {
		from = h.Latest
	}
	f := v.orgFrame(o, v.say("portal.views.others"))
	f.Back, f.Problem = &link{viewsPath(o.ID, h.ID), v.say("portal.views.title")}, p
	d := m.Design()
	if v.r.Method != http.MethodGet {
		d = v.typedOthers(m)
	}
	page := othersPage{Model: v.say("portal.models.version-of", "name", h.Name.In(string(f.Lang)), "n", from)}
	page.Form = f.form(viewsPath(o.ID, h.ID)+"/others", "portal.views.preview-others", v.otherControls(m, d)...)
	page.Form.Hidden, page.Form.Cancel = []pair{{"from", strconv.Itoa(from)}}, &link{f.Back.Path, v.say("portal.cancel")}
	if shown != nil {
		seen := solicitation.Seen{Model: *shown}
		for _, part := range view.Applicant(*shown) {
			seen.Parts = append(seen.Parts, solicitation.SeenPart{Part: part})
		}
		words := v.shownView(f, seen)
		page.Applicant, page.Statuses = &words, v.labelsOf(*shown, d.Statuses)
		for _, id := range d.Views.Client {
			s, _ := shown.Section(id)
			page.Client = append(page.Client, s.Title.In(string(f.Lang)))
		}
		page.Form.Button = v.say("portal.views.save", "n", from+1)
		page.Form.Hidden = append(page.Form.Hidden, pair{"shown", drawnAs(*shown)})
	}
	page.Form = page.Form.with(p)
	return v.show(status, "otherviews", f, page)
}

const applicantPath = "applicant."

func (v *visit) otherControls(m model.Model, d model.Design) []control {
	lang := string(v.lang())
	statuses := control{Kind: "checks", Name: "statuses", Label: v.say("portal.views.statuses"), Help: v.say("portal.views.statuses-text")}.options(
		each(m.Statuses, func(s model.Status) option {
			return option{Value: s.ID, Label: s.Label.In(lang), On: slices.Contains(d.Statuses, s.ID)}
		})...)
	client := control{Kind: "checks", Name: "client", Label: v.say("portal.views.client"), Help: v.say("portal.views.client-text")}.options(
		each(m.Sections, func(s model.Section) option {
			return option{Value: s.ID, Label: s.Title.In(lang), On: slices.Contains(d.Views.Client, s.ID)}
		})...)
	list := []control{statuses, client, {Kind: "heading", Label: v.say("portal.views.applicant"), Help: v.say("portal.views.applicant-text")}}
	for _, s := range m.Sections {
		whole := slices.Contains(d.Views.Applicant, s.ID)
		fields := control{Kind: "checks", Name: applicantPath + s.ID, Label: s.Title.In(lang)}
		list = append(list, fields.options(each(s.Fields, func(f model.Field) option {
			return option{Value: f.ID, Label: f.Label.In(lang), On: whole || slices.Contains(d.Views.Applicant, s.ID+"."+f.ID)}
		})...))
	}
	return list
}

// typedOthers reads the form over the design of m. A section of which all is
// ticked is in the applicant view as a whole.
func (v *visit) typedOthers(m model.Model) model.Design {
	d := m.Design()
	d.Statuses, d.Views.Client, d.Views.Applicant = v.r.PostForm["statuses"], v.r.PostForm["client"], nil
	for _, s := range m.Sections {
		ticked := v.r.PostForm[applicantPath+s.ID]
		if len(ticked) == len(s.Fields) {
			d.Views.Applicant = append(d.Views.Applicant, s.ID)
			continue
		}
		for _, f := range ticked {
			d.Views.Applicant = append(d.Views.Applicant, s.ID+"."+f)
		}
	}
	return d
}

// saveOthers shows what the form draws, and saves it once it was shown.
func (v *visit) saveOthers() error {
	from, err := v.started()
	if err != nil {
		return err
	}
	o, h, m, err := v.modelHere(access.ManageModels, from)
	if err != nil {
		return err
	}
	err = v.redraw(o.ID, h, m, from, v.typedOthers(m), func(next model.Model) error { return v.askOthers(http.StatusOK, nil, from, &next) })
	if err == nil {
		return nil
	}
	return v.mend(inOthers(err), func(status int, p *problem) error {
		if v.staleDesign(err, p, h.Latest); fault.Is(err, "stale") {
			from = 0
		}
		return v.askOthers(status, p, from, nil)
	})
}

// inOthers names what is wrong by the controls of the form.
func inOthers(err error) error {
	f := fault.Of(err)
	if f == nil || len(f.Fields) == 0 {
		return err
	}
	mended := *f
	mended.Fields = nil
	for _, one := range f.Fields {
		one.Path = strings.TrimPrefix(one.Path, "views.")
		one.Path, _, _ = strings.Cut(one.Path, "[")
		mended.Fields = append(mended.Fields, one)
	}
	return &mended
}

package portal

import (
	"net/http"
	"strconv"

	"tierce/internal/dossier"
	"tierce/internal/model"
	"tierce/internal/report"
	"tierce/internal/simulation"
)

// shownReport is a report as its reader sees and prints it.
type shownReport struct {
	Dossier, Made, Hidden, Delete string
	Sections                      []shownSection
}

type shownSection struct {
	Title  string
	Blocks []block
}

// reportPage shows a report: what its sections held when it was made, those
// that the visitor may read now (ABB-8).
func (v *visit) reportPage() error {
	view, r, err := v.Reports.Read(v.ctx, v.by, v.ref("dossier"), v.ref("report"))
	if err != nil {
		return err
	}
	f, err := v.dossierFrame(view, "portal.report.list")
	if err != nil {
		return err
	}
	if f.Back, err = v.toSection(view, model.Reports); err != nil {
		return err
	}
	names, err := v.makers([]string{r.By})
	if err != nil {
		return err
	}
	f.Title = r.Title
	d := shownReport{Dossier: r.Dossier + " · " + r.Ref, Made: v.say("portal.made.by", "at", f.Moment(r.At), "by", names(r.By))}
	if len(r.Hidden) > 0 {
		d.Hidden = f.Count("portal.report.hidden", len(r.Hidden))
	}
	if r.MayDelete(view).Allowed {
		d.Delete = dossierPath(view.ID) + "/reports/" + r.ID + "/delete"
	}
	words := reading{v: v, lang: f.Lang, persons: map[string]string{}}
	for _, p := range r.People {
		words.persons[p.ID] = p.Name
	}
	for _, s := range r.Shown {
		one := shownSection{Title: s.Title.In(string(f.Lang)), Blocks: blocksOf(words, s.Section, s.Values)}
		if s.Kind == model.Family {
			one.Blocks = append([]block{v.familyBlock(r.People)}, one.Blocks...)
		}
		if s.Kind == model.Simulations && len(r.Simulations) > 0 {
			one.Blocks = append(one.Blocks, v.simulationsBlock(r.Simulations))
		}
		d.Sections = append(d.Sections, one)
	}
	return v.ok("report", f, d)
}

// simulationsBlock prints simulations one a line.
func (v *visit) simulationsBlock(list []simulation.Simulation) block {
	g := &grid{Caption: v.say("portal.simulation.list")}
	for _, head := range []string{"name", "years", "growth", "inflation", "given", "net", "later", "in-today"} {
		g.Heads = append(g.Heads, v.say("portal.simulation."+head))
	}
	for _, s := range list {
		figures := []string{strconv.Itoa(s.Years), v.lang().Number(s.Growth), v.lang().Number(s.Inflation)}
		for _, amount := range []string{orZero(s.Given), s.Net, s.Later, s.InToday} {
			figures = append(figures, v.lang().Money(amount, s.Currency))
		}
		g.Rows = append(g.Rows, append([]cell{{Text: s.Name}}, each(figures, func(text string) cell { return cell{text, true} })...))
	}
	return block{Title: g.Caption, Grid: g}
}

// newReport asks for a title and which sections to keep.
func (v *visit) newReport() error { return v.askReport(http.StatusOK, nil) }

func (v *visit) askReport(status int, p *problem) error {
	view, list, err := v.Reports.Choice(v.ctx, v.by, v.ref("dossier"))
	if err != nil {
		return err
	}
	f, err := v.dossierFrame(view, "portal.report.make")
	if err != nil {
		return err
	}
	if f.Back, err = v.toSection(view, model.Reports); err != nil {
		return err
	}
	f.Problem = p
	title := control{Kind: "text", Name: "title", Label: v.say("portal.report.title"), Value: v.value("title"), Most: report.TitleMost, Mark: v.say("portal.required")}
	sections := control{Kind: "checks", Name: "sections", Label: v.say("portal.report.sections"), Help: v.say("portal.report.sections-help"), Mark: v.say("portal.required")}
	chosen := map[string]bool{}
	for _, id := range v.r.PostForm["sections"] {
		chosen[id] = true
	}
	d := f.form(dossierPath(view.ID)+"/reports/new", "portal.report.make", title, sections.options(each(list, func(s model.Section) option {
		return option{Value: s.ID, Label: s.Title.In(string(f.Lang)), On: chosen[s.ID]}
	})...))
	d.Cancel = &link{f.Back.Path, v.say("portal.cancel")}
	return v.show(status, "form", f, simple{Form: d.with(p), Intro: []string{v.say("portal.report.text")}})
}

// makeReport makes one of what was chosen.
func (v *visit) makeReport() error {
	d := v.ref("dossier")
	r, err := v.Reports.Make(v.ctx, v.by, d, report.Draft{Title: v.value("title"), Sections: v.r.PostForm["sections"]}, v.once("reports "+d))
	if err != nil {
		return v.mend(err, v.askReport)
	}
	return v.see(dossierPath(d) + "/reports/" + r.ID + "?done=report-made")
}

// askDeleteReport asks once more before one is deleted.
func (v *visit) askDeleteReport() error { return v.confirmDeleteReport(http.StatusOK, nil) }

func (v *visit) confirmDeleteReport(status int, p *problem) error {
	view, r, err := v.report()
	if err != nil {
		return err
	}
	return v.confirmDelete(status, p, view, r.MayDelete(view), "report", r.ID, r.Title, model.Reports)
}

func (v *visit) report() (dossier.View, report.Report, error) {
	return v.Reports.Read(v.ctx, v.by, v.ref("dossier"), v.ref("report"))
}

func (v *visit) deleteReport() error {
	view, _, err := v.report()
	if err == nil {
		err = v.Reports.Delete(v.ctx, v.by, view.ID, v.ref("report"))
	}
	if err != nil {
		return v.mend(err, v.confirmDeleteReport)
	}
	back, err := v.toSection(view, model.Reports)
	if err != nil {
		return err
	}
	return v.see(back.Path + "?done=report-deleted")
}

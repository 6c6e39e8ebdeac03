package portal

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"tierce/internal/access"
	"tierce/internal/fault"
	"tierce/internal/id"
	"tierce/internal/model"
	"tierce/internal/people"
	"tierce/internal/view"
)

func viewsPath(org, model string) string { return modelsPath(org) + "/" + model + "/views" }

// viewLine is a partner view, in words.
type viewLine struct{ Name, Sees, Fills, Draw, Remove string }

// viewsPage tells what people outside the organisation see by the latest
// version of a model (LOC-10).
func (v *visit) viewsPage() error {
	o, h, m, err := v.modelHere(access.UseModels, 0)
	if err != nil {
		return err
	}
	f := v.orgFrame(o, v.say("portal.views.title"))
	f.Back = &link{modelsPath(o.ID), v.say("portal.models.title")}
	may := access.DecideOrg(v.account.Account, o.ID, access.ManageModels)
	at := viewsPath(o.ID, h.ID)
	d := struct {
		Model, Add, Others, Why, Applicant, Client, Statuses string
		Lines                                                []viewLine
	}{Model: v.say("portal.models.version-of", "name", h.Name.In(string(f.Lang)), "n", h.Latest), Why: v.why(may),
		Applicant: v.countFields(view.Applicant(m)), Client: v.titlesOf(m, m.Views.Client), Statuses: v.labelsOf(m, m.Design().Statuses)}
	if may.Allowed {
		d.Add, d.Others = at+"/partners/new", at+"/others"
	}
	for _, p := range m.Views.Partners {
		l := viewLine{Name: p.Name.In(string(f.Lang)), Sees: v.countFields(view.Partner(m, p, true)), Fills: v.countFills(m, p)}
		if may.Allowed {
			l.Draw = at + "/partners/" + p.ID
			l.Remove = l.Draw + "/remove"
		}
		d.Lines = append(d.Lines, l)
	}
	return v.ok("views", f, d)
}

// modelHere loads the model that the address names, in version n, 0 for the
// latest.
func (v *visit) modelHere(action access.Action, n int) (o people.Organization, h model.Head, m model.Model, err error) {
	if o, err = v.inOrg(action); err != nil {
		return o, h, m, err
	}
	if n == 0 {
		h, m, err = v.Models.Head(v.ctx, v.by, o.ID, v.ref("model"))
	} else {
		h, m, err = v.Models.Past(v.ctx, v.by, o.ID, v.ref("model"), n)
	}
	return o, h, m, err
}

func (v *visit) countFields(parts []view.Part) string {
	n := 0
	for _, p := range parts {
		n += len(p.Fields)
	}
	return v.lang().Count("portal.views.fields", n)
}

// countFills counts what a partner fills in by p: fields of the dossier, and
// their own.
func (v *visit) countFills(m model.Model, p model.PartnerView) string {
	n := len(p.Own)
	for _, part := range view.Partner(m, p, true) {
		n += len(part.Form().Fields)
	}
	return v.lang().Count("portal.views.fields", n)
}

// labelsOf names statuses, as a list in words.
func (v *visit) labelsOf(m model.Model, statuses []string) string {
	var labels []string
	for _, s := range statuses {
		labels = append(labels, v.statusLabel(m, s))
	}
	return strings.Join(labels, ", ")
}

// started is the version of the model that the form began with.
func (v *visit) started() (int, error) {
	n, err := strconv.Atoi(v.value("from"))
	if err != nil || n < 1 {
		return 0, fault.New(fault.Malformed, "malformed")
	}
	return n, nil
}

// drawnAs names a design, so that what is saved is what was shown (ALL-3).
func drawnAs(m model.Model) string { return id.Of("design", string(m.Export())) }

// redraw saves d over version from, once it was shown: else it shows it.
func (v *visit) redraw(org string, h model.Head, m model.Model, from int, d model.Design, shown func(model.Model) error) error {
	next, err := m.Redrawn(d)
	if err != nil {
		return err
	}
	if v.value("shown") != drawnAs(next) {
		v.typed = true
		return shown(next)
	}
	if _, err := v.Models.Redraw(v.ctx, v.by, org, h.ID, from, d); err != nil {
		return err
	}
	return v.see(viewsPath(org, h.ID) + "?done=views-saved")
}

// staleDesign says in the words of these forms that another Admin was faster.
func (v *visit) staleDesign(err error, p *problem, n int) {
	if fault.Is(err, "stale") {
		p.Lines = []problemLine{{Text: v.say("portal.views.stale", "n", n)}}
	}
}

// askRemoveView asks once more before a partner view goes.
func (v *visit) askRemoveView() error { return v.confirmRemoveView(http.StatusOK, nil) }

func (v *visit) confirmRemoveView(status int, p *problem) error {
	o, h, m, err := v.modelHere(access.ManageModels, 0)
	if err != nil {
		return err
	}
	of, there := view.Find(m, v.r.PathValue("view"))
	if !there {
		return access.Nothing()
	}
	f := v.orgFrame(o, v.say("portal.views.remove"))
	f.Back, f.Problem = &link{viewsPath(o.ID, h.ID), v.say("portal.views.title")}, p
	ask := f.form(viewsPath(o.ID, h.ID)+"/partners/"+of.ID+"/remove", "portal.views.remove")
	ask.Grave, ask.Hidden, ask.Cancel = true, []pair{{"from", strconv.Itoa(h.Latest)}}, &link{f.Back.Path, v.say("portal.cancel")}
	return v.show(status, "form", f, simple{Intro: []string{v.say("portal.views.remove-text", "name", of.Name.In(string(f.Lang)), "n", h.Latest+1)}, Form: ask})
}

// removeView makes a version without a partner view.
func (v *visit) removeView() error {
	from, err := v.started()
	if err != nil {
		return err
	}
	o, h, m, err := v.modelHere(access.ManageModels, from)
	if err != nil {
		return err
	}
	d := m.Design()
	d.Views.Partners = slices.DeleteFunc(slices.Clone(d.Views.Partners), func(p model.PartnerView) bool { return p.ID == v.r.PathValue("view") })
	if _, err := v.Models.Redraw(v.ctx, v.by, o.ID, h.ID, from, d); err != nil {
		return v.mend(err, func(status int, p *problem) error {
			v.staleDesign(err, p, h.Latest)
			return v.confirmRemoveView(status, p)
		})
	}
	return v.see(viewsPath(o.ID, h.ID) + "?done=views-saved")
}

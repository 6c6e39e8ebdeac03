package portal

import (
	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/model"
)

// moveForm sets another status of the model.
func (v *visit) moveForm(f *frame, view dossier.View, m model.Model) *form {
	var list []option
	for _, s := range m.Statuses {
		list = append(list, option{Value: s.ID, Label: s.Label.In(string(f.Lang))})
	}
	move := f.form(dossierPath(view.ID)+"/status", "portal.dossier.move",
		control{Kind: "select", Name: "status", Label: v.say("portal.dossier.move-to"), Value: view.Status}.options(list...))
	return &move
}

func (v *visit) setStatus() error {
	status := v.value("status")
	view, err := v.Dossiers.Change(v.ctx, v.by, v.ref("dossier"), dossier.Edit{Status: &status})
	if err != nil {
		return err
	}
	return v.see(dossierPath(view.ID) + "?done=status-set")
}

// described is the form of title and reference: what is in it, and what stood
// there when it was given, so that a change by somebody else since then is not
// written over unseen.
type described struct{ title, titleWas, reference, referenceWas string }

// describePage asks for another title or reference.
func (v *visit) describePage() error {
	view, err := v.Dossiers.Load(v.ctx, v.by, v.ref("dossier"), access.Describe, "")
	if err != nil {
		return err
	}
	return v.describeForm(200, nil, view, described{view.Title, view.Title, view.Reference, view.Reference})
}

func (v *visit) describeForm(status int, p *problem, view dossier.View, in described) error {
	f, err := v.dossierFrame(view, "portal.describe.title")
	if err != nil {
		return err
	}
	f.Problem = p
	d := f.form(dossierPath(view.ID)+"/edit", "portal.save",
		control{Kind: "text", Name: "title", Label: v.say("portal.dossier.title"), Help: v.say("portal.new.title-help"), Value: in.title},
		control{Kind: "text", Name: "reference", Label: v.say("portal.dossier.reference"), Value: in.reference})
	d.Hidden = []pair{{"title-was", in.titleWas}, {"reference-was", in.referenceWas}}
	d.Cancel = &link{dossierPath(view.ID), v.say("portal.cancel")}
	return v.show(status, "form", f, simple{Form: d.with(p)})
}

func (v *visit) describeDossier() error {
	in := described{v.value("title"), v.value("title-was"), v.value("reference"), v.value("reference-was")}
	view, err := v.Dossiers.Change(v.ctx, v.by, v.ref("dossier"), in.edit())
	if err == nil {
		return v.see(dossierPath(view.ID) + "?done=saved")
	}
	return v.mend(err, func(status int, p *problem) error {
		now, failed := v.Dossiers.Load(v.ctx, v.by, v.ref("dossier"), access.Describe, "")
		if failed != nil {
			return failed
		}
		if fault.Is(err, "stale") {
			p.Lines = []problemLine{{Text: v.say("portal.describe.stale", "title", now.Title, "reference", now.Reference)}}
			in = in.over(now)
		}
		return v.describeForm(status, p, now, in)
	})
}

// edit leaves alone what was not typed over.
func (in described) edit() dossier.Edit {
	e := dossier.Edit{TitleWas: &in.titleWas, ReferenceWas: &in.referenceWas}
	if in.title != in.titleWas {
		e.Title = &in.title
	}
	if in.reference != in.referenceWas {
		e.Reference = &in.reference
	}
	return e
}

// over is the same form given anew on what stands there now: what was typed
// stays, the rest is as it now is.
func (in described) over(now dossier.View) described {
	if in.title == in.titleWas {
		in.title = now.Title
	}
	if in.reference == in.referenceWas {
		in.reference = now.Reference
	}
	in.titleWas, in.referenceWas = now.Title, now.Reference
	return in
}

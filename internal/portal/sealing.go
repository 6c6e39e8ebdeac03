package portal

import (
	"net/http"
	"strconv"

	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/seal"
)

// sealing is a page that asks whether a section is to be signed or submitted,
// with all that it holds.
type sealing struct {
	Section, Missing string
	Text             []string
	Blocks           []block
	Form             form
}

// askSign shows what is to be signed, and asks for the full name (IND-6).
func (v *visit) askSign() error { return v.confirmSeal(http.StatusOK, nil, access.SignSection, "sign") }

// askSubmit shows what is to be handed in.
func (v *visit) askSubmit() error {
	return v.confirmSeal(http.StatusOK, nil, access.SubmitSection, "submit")
}

func (v *visit) confirmSeal(status int, p *problem, action access.Action, what string) error {
	view, s, err := v.Dossiers.SectionFor(v.ctx, v.by, v.ref("dossier"), v.sectionID(), action)
	if err == nil && s.Version == 0 {
		err = fault.New(fault.Conflict, "section-empty").By("IND-6")
	}
	if err != nil {
		return err
	}
	f, err := v.sectionFrame(view, s, "portal.seal."+what)
	if err != nil {
		return err
	}
	f.Problem = p
	r, _, err := v.reading(view, s)
	if err != nil {
		return err
	}
	d := sealing{Section: s.Title.In(string(f.Lang)), Blocks: blocksOf(r, s.Section, s.Values)}
	if missing := s.Missing(s.Values); len(missing) > 0 {
		d.Missing = f.Count("portal.section.missing", len(missing)) + " · " + v.someLabels(s.Section, missing)
	}
	at := sectionPath(view.ID, s.ID)
	d.Form = f.form(at+"/"+what, "portal.seal."+what+"-button")
	if action == access.SignSection {
		d.Text = []string{v.say("portal.seal.declare"), v.say("portal.seal.simple")}
		d.Form.Controls = []control{{Kind: "text", Name: "name", Label: v.say("portal.seal.name"), Help: v.say("portal.seal.name-help"),
			Value: v.value("name"), Most: seal.NameMost, Auto: "name", Mark: v.say("portal.required")}}
	} else {
		d.Text = []string{v.say("portal.seal.submit-text")}
	}
	d.Form.Hidden, d.Form.Cancel = []pair{{"version", strconv.Itoa(s.Version)}}, &link{at, v.say("portal.cancel")}
	d.Form = d.Form.with(p)
	return v.show(status, "sealing", f, d)
}

// sectionFrame begins a page that belongs to a section.
func (v *visit) sectionFrame(view dossier.View, s dossier.Section, title string) (*frame, error) {
	f, err := v.dossierFrame(view, title)
	if err == nil {
		f.Back = &link{sectionPath(view.ID, s.ID), s.Title.In(string(f.Lang))}
	}
	return f, err
}

// seenVersion is the version that the form showed.
func (v *visit) seenVersion() (int, error) {
	n, err := strconv.Atoi(v.value("version"))
	if err != nil {
		return 0, fault.New(fault.Malformed, "malformed")
	}
	return n, nil
}

func (v *visit) signSection() error {
	d, section := v.ref("dossier"), v.sectionID()
	version, err := v.seenVersion()
	if err != nil {
		return err
	}
	if _, err := v.Seals.Sign(v.ctx, v.by, d, section, version, v.value("name"), v.once("signatures "+d+" "+section)); err != nil {
		return v.mendSeal(err, access.SignSection, "sign")
	}
	return v.see(sectionPath(d, section) + "?done=section-signed")
}

func (v *visit) submitSection() error {
	d, section := v.ref("dossier"), v.sectionID()
	version, err := v.seenVersion()
	if err != nil {
		return err
	}
	if _, err := v.Seals.Submit(v.ctx, v.by, d, section, version, v.once("submission "+d+" "+section)); err != nil {
		return v.mendSeal(err, access.SubmitSection, "submit")
	}
	return v.see(sectionPath(d, section) + "?done=section-submitted")
}

// mendSeal shows the page again: what somebody changed meanwhile is shown as it
// is now, and only that can then be signed or submitted.
func (v *visit) mendSeal(err error, action access.Action, what string) error {
	return v.mend(err, func(status int, p *problem) error {
		if fault.Is(err, "stale") {
			p.Lines = []problemLine{{Text: v.say("portal.seal.stale")}}
		}
		return v.confirmSeal(status, p, action, what)
	})
}

// askReturn asks an agent for the note with which a section goes back.
func (v *visit) askReturn() error { return v.confirmReturn(http.StatusOK, nil) }

func (v *visit) confirmReturn(status int, p *problem) error {
	view, s, err := v.Dossiers.SectionFor(v.ctx, v.by, v.ref("dossier"), v.sectionID(), access.ReturnSection)
	if err == nil && s.Submitted == nil {
		err = fault.New(fault.Conflict, "not-submitted").By("IND-6")
	}
	if err != nil {
		return err
	}
	f, err := v.sectionFrame(view, s, "portal.seal.return")
	if err != nil {
		return err
	}
	f.Problem = p
	names, err := v.sealNames(s.State)
	if err != nil {
		return err
	}
	said, _ := v.handedIn(f, s.State, names)
	ask := f.form(sectionPath(view.ID, s.ID)+"/return", "portal.seal.return-button", control{Kind: "longtext", Name: "note", Label: v.say("portal.seal.note"),
		Help: v.say("portal.seal.note-help"), Value: v.value("note"), Most: seal.NoteMost, Mark: v.say("portal.required")})
	ask.Cancel = &link{f.Back.Path, v.say("portal.cancel")}
	return v.show(status, "form", f, simple{Form: ask.with(p), Intro: []string{said, v.say("portal.seal.return-text")}})
}

func (v *visit) returnSection() error {
	d, section := v.ref("dossier"), v.sectionID()
	if _, err := v.Seals.Return(v.ctx, v.by, d, section, v.value("note"), v.once("return "+d+" "+section)); err != nil {
		return v.mend(err, v.confirmReturn)
	}
	return v.see(sectionPath(d, section) + "?done=section-returned")
}

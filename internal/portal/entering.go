package portal

import (
	"net/http"
	"slices"
	"strings"

	"tierce/internal/behalf"
	"tierce/internal/guest"
	"tierce/internal/model"
	"tierce/internal/people"
	"tierce/internal/view"
)

// enterable are the links to what the visitor may enter on behalf of applicants,
// by organisation.
func (v *visit) enterable() ([]link, error) {
	if len(v.account.Behalf) == 0 {
		return nil, nil
	}
	offers, err := v.Behalf.Offers(v.ctx, v.account)
	if err != nil {
		return nil, err
	}
	orgs, err := v.organizations(each(offers, func(o behalf.Offer) string { return o.Organization })...)
	if err != nil {
		return nil, err
	}
	var links []link
	for _, o := range offers {
		for _, m := range o.Models {
			links = append(links, link{enterPath(o.Organization, m.ID),
				v.say("portal.entering.offer", "model", m.Name.In(string(v.lang())), "organization", orgs[o.Organization].Name)})
		}
	}
	slices.SortFunc(links, func(a, b link) int { return strings.Compare(a.Label, b.Label) })
	return links, nil
}

func enterPath(org, model string) string { return "/behalf/" + org + "/" + model }

// enterPage asks for a new dossier on behalf of an applicant: who they are, and
// what the applicant view asks.
func (v *visit) enterPage() error {
	o, head, parts, err := v.entered()
	if err != nil {
		return err
	}
	return v.enterForm(http.StatusOK, o, head, parts, filling{}, guest.Draft{}, nil)
}

// entered decides whether the visitor may, and reads what is asked.
func (v *visit) entered() (o people.Organization, head model.Head, parts []view.Part, err error) {
	a, head, parts, err := v.Behalf.Form(v.ctx, v.by, v.ref("org"), v.ref("model"))
	if err != nil {
		return o, head, parts, err
	}
	v.in(a)
	o, err = v.organization(v.ref("org"))
	return o, head, parts, err
}

func (v *visit) enterForm(status int, o people.Organization, head model.Head, parts []view.Part, g filling, who guest.Draft, p *problem) error {
	f := v.frame(v.say("portal.entering.title", "model", head.Name.In(string(v.lang()))))
	f.Problem, f.Back = p, v.toDossiers()
	g.v, g.lang = v, f.Lang
	list := append([]control{{Kind: "heading", Label: v.say("portal.entering.applicant"), Help: v.say("portal.entering.applicant-text")}}, v.guestControls(who)...)
	for _, part := range parts {
		if fields := part.Form().Fields; len(fields) > 0 {
			list = append(list, control{Kind: "heading", Label: part.Title.In(string(f.Lang)), Help: part.Help.In(string(f.Lang))})
			list = append(list, g.controls(partPath(part.ID), fields)...)
		}
	}
	ask := f.form(enterPath(o.ID, head.ID), "portal.entering.button", list...)
	ask.Cancel = &link{"/dossiers", v.say("portal.cancel")}
	return v.show(status, "form", f, simple{Intro: []string{v.say("portal.entering.lead", "organization", o.Name)}, Form: ask.with(p)})
}

// enterDossier makes the dossier, or changes the rows of the form and shows it
// again with all that was typed.
func (v *visit) enterDossier() error {
	o, head, parts, err := v.entered()
	if err != nil {
		return err
	}
	g, who := filling{typed: v.r.PostForm}, v.typedGuest()
	again := func(status int, p *problem) error { return v.enterForm(status, o, head, parts, g, who, p) }
	if act := v.value("action"); act != "" {
		v.typed = true
		for _, part := range parts {
			g.actAt(act, partPath(part.ID), part.Form().Fields)
		}
		return again(http.StatusOK, nil)
	}
	e := behalf.Entry{Organization: o.ID, Model: head.ID, Values: map[string]map[string]any{},
		Applicant: behalf.Applicant{Name: who.Name, Email: who.Email, Phone: who.Phone, Lang: who.Lang}}
	for _, part := range parts {
		if fields := part.Form().Fields; len(fields) > 0 {
			e.Values[part.ID] = columnsOf(v.lang(), partPath(part.ID), fields, g.typed)
		}
	}
	made, err := v.Behalf.Enter(v.ctx, v.by, e, v.once("behalf"))
	if err != nil {
		return v.mend(err, again)
	}
	return v.see(dossierPath(made.ID) + "?done=entered")
}

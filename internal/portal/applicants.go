package portal

import (
	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/invitation"
	"tierce/internal/right"
)

// applicantsList are those whom a dossier is about, on the access tab (LOC-11).
type applicantsList struct {
	Text  string
	Lines []advisorLine
	Add   string // path; "" where the visitor may not, or nobody can be let in
}

// applicantsOf gives the applicants of view's dossier; nil where it has none and
// its model knows none.
func (v *visit) applicantsOf(f *frame, view dossier.View, list []right.Right) (*applicantsList, error) {
	m, err := v.Models.Version(v.ctx, view.Model, view.Version)
	if err != nil {
		return nil, err
	}
	d := &applicantsList{Text: v.say("portal.applicant.list-text")}
	for _, r := range list {
		if r.Way == invitation.Applicant {
			d.Lines = append(d.Lines, advisorLine{Name: r.Person.Name, Badge: f.badge(view, r), Edit: rightPath(view.ID, r.Person.ID, r.Way)})
		}
	}
	switch {
	case len(m.Views.Applicant) == 0 && len(d.Lines) == 0:
		return nil, nil
	case len(m.Views.Applicant) == 0:
		d.Text = v.say("portal.applicant.no-view")
	case view.May(access.EditPeople).Allowed && view.MayTo(access.GiveAccess, access.Target{Applies: true}).Allowed:
		d.Add = peoplePath(view.ID) + "/new?as=applicant"
	}
	return d, nil
}

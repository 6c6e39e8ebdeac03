package portal

import (
	"tierce/internal/access"
	"tierce/internal/id"
	"tierce/internal/people"
)

// waiting is an invitation to become an agent, as its page and the list say it.
type waiting struct {
	Path         string
	Organization string
	By           string // who invites; "" for the first Admin's
	Admin        bool
	Expires      string
	Form         form
}

// invitationsWaiting finds what waits for the visitor's verified address.
func (v *visit) invitationsWaiting() ([]waiting, error) {
	found, err := v.People.Waiting(v.ctx, v.account)
	if err != nil {
		return nil, err
	}
	var list []waiting
	for _, i := range found {
		w, err := v.describe(i)
		if err != nil {
			return nil, err
		}
		list = append(list, w)
	}
	return list, nil
}

func (v *visit) describe(i people.Invitation) (waiting, error) {
	org, err := v.organization(i.Organization)
	if err != nil {
		return waiting{}, err
	}
	w := waiting{Path: "/invitations/" + i.Organization + "/" + i.ID, Organization: org.Name, Admin: i.Admin,
		Expires: v.lang().DateTime(i.Expires(), zoneOf(org.Zone))}
	if i.By != "" {
		names, err := v.People.Names(v.ctx, i.By)
		if err != nil {
			return w, err
		}
		w.By = names[i.By]
	}
	if v.admitted {
		w.Form = v.frame("").form(w.Path, "portal.invitation.accept")
	}
	return w, nil
}

// invitationPage says who invites whom to what. Looking changes nothing, and
// the address in it opens nothing: accepting takes an account with the
// verified e-mail that was invited.
func (v *visit) invitationPage() error {
	i, err := v.invitation()
	if err != nil {
		return err
	}
	if v.by.Account() != "" {
		_ = v.admit() // whose session is over sees what the signed-out see
	}
	w, err := v.describe(i)
	if err != nil {
		return err
	}
	f := v.frame(v.say("portal.invitation.title", "organization", w.Organization))
	return v.ok("invitation", f, struct {
		waiting
		State, Here, Masked string
		Mine, Unverified    bool
	}{w, i.StateAt(v.Clock()), v.r.URL.Path, people.Masked(i.Email), v.admitted && v.account.Email != "" && people.Fold(v.account.Email) == people.Fold(i.Email),
		v.admitted && v.account.Email == ""})
}

func (v *visit) invitation() (people.Invitation, error) {
	org, inv := v.r.PathValue("org"), v.r.PathValue("invitation")
	if !id.Valid(org) || !id.Valid(inv) {
		return people.Invitation{}, access.Nothing()
	}
	return v.People.Invitation(v.ctx, org, inv)
}

// accept makes the visitor an agent.
func (v *visit) accept() error {
	i, err := v.invitation()
	if err != nil {
		return err
	}
	if err := v.People.Accept(v.ctx, v.by, i.Organization, i.ID); err != nil {
		return err
	}
	return v.see("/dossiers?done=accepted")
}

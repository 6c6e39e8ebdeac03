package portal

import (
	"net/url"

	"tierce/internal/access"
	"tierce/internal/fault"
	"tierce/internal/invitation"
	"tierce/internal/right"
)

// invitedLine is one invitation of a list, in words (ABB-10).
type invitedLine struct {
	Name, Place, Email string
	Dossier            link // of an organisation's list
	Badge              badge
	Edit               string // path: correct the address, withdraw
	Resend             *form
}

type invitedList struct {
	Lines         []invitedLine
	Dossiers      bool // the list is of several dossiers
	Next          string
	Lead, Nothing string
}

// dossierInvitations lists what was offered to the people of a dossier.
func (v *visit) dossierInvitations() error {
	view, list, err := v.Rights.List(v.ctx, v.by, v.ref("dossier"))
	if err != nil {
		return err
	}
	f, err := v.dossierFrame(view, "portal.invitations.title")
	if err != nil {
		return err
	}
	f.Back = &link{rightsPath(view.ID), v.say("portal.rights.title")}
	d := invitedList{Lead: view.Title, Nothing: v.say("portal.invitations.none")}
	for _, r := range list {
		if r.State == invitation.None {
			continue
		}
		l := invitedLine{Name: r.Person.Name, Place: v.placeOf(r), Email: r.Email, Badge: f.badge(view, r), Edit: rightPath(view.ID, r.Person.ID, r.Way)}
		if r.State == invitation.Accepted {
			l.Badge.State, l.Badge.StateSign = v.say("portal.state.accepted"), "done"
		}
		if r.Resendable() && r.May.Allowed {
			resend := f.resendForm(view.ID, r.Invitation)
			l.Resend = &resend
		}
		d.Lines = append(d.Lines, l)
	}
	return v.ok("dossierinvitations", f, d)
}

// resendForm mails an invitation anew: its 60 days and both reminders begin
// again.
func (f *frame) resendForm(d string, i invitation.Invitation) form {
	form := f.form(rightsPath(d)+"/"+i.Person+"/resend", "portal.right.resend-button")
	form.Hidden = []pair{{"way", string(i.Way)}}
	return form
}

// resend does it.
func (v *visit) resend() error {
	d := v.ref("dossier")
	if _, err := v.Rights.Resend(v.ctx, v.by, d, v.ref("person"), invitation.Way(v.value("way")), v.once("resend "+d)); err != nil {
		return err
	}
	if v.value("way") == string(invitation.Contact) {
		return v.see(contactsPath(d) + "?done=invitation-sent")
	}
	return v.see(dossierPath(d) + "/invitations?done=invitation-sent")
}

// organizationInvitations lists those of an organisation's dossiers, as far as
// the visitor may see who has access to them.
func (v *visit) organizationInvitations() error {
	owner, err := v.inOrg(access.ListAgents)
	if err != nil {
		return err
	}
	list, next, err := v.Rights.OfOrganization(v.ctx, v.by, owner.ID, v.r.URL.Query().Get("after"), perPage)
	if err != nil {
		return err
	}
	f := v.orgFrame(owner, v.say("portal.invitations.of-dossiers"))
	d := invitedList{Dossiers: true, Lead: owner.Name, Nothing: v.say("portal.invitations.none")}
	if next != "" {
		d.Next = v.r.URL.Path + "?after=" + url.QueryEscape(next)
		d.Nothing = v.say("portal.dossiers.none-so-far")
	}
	for _, i := range list {
		l, err := v.invitedLine(f, i)
		if fault.Is(err, "hidden") {
			continue // ended meanwhile
		}
		if err != nil {
			return err
		}
		d.Lines = append(d.Lines, l)
	}
	return v.ok("dossierinvitations", f, d)
}

// invitedLine describes an invitation of whichever dossier.
func (v *visit) invitedLine(f *frame, i invitation.Invitation) (invitedLine, error) {
	view, err := v.Dossiers.Load(v.ctx, v.by, i.Dossier, access.ReadRights, "")
	if err != nil {
		return invitedLine{}, err
	}
	r := right.Right{Invitation: i, State: i.StateAt(view.Now)}
	l := invitedLine{Name: i.Name, Email: i.Email, Dossier: link{rightsPath(i.Dossier), view.Title}, Badge: f.badge(view, r),
		Place: v.say("portal.origin." + string(i.Way)), Edit: rightPath(i.Dossier, i.Person, i.Way)}
	if i.Way == invitation.Contact {
		l.Edit, l.Badge.Words = contactPath(i.Dossier, i.Person), v.say("portal.role.contact")
	}
	if r.State == invitation.Accepted {
		l.Badge.State, l.Badge.StateSign = v.say("portal.state.accepted"), "done"
	}
	may := view.MayTo(access.GiveAccess, access.Target{Family: i.Way != invitation.Applicant, Applies: i.Way == invitation.Applicant, Level: access.Read})
	if r.Resendable() && may.Allowed {
		resend := f.resendForm(i.Dossier, i)
		l.Resend = &resend
	}
	return l, nil
}

package portal

import (
	"net/http"

	"tierce/internal/invitation"
	"tierce/internal/people"
)

// offered is the page that the mail's link opens: who invites, and to what
// (ABB-10). The link is no secret, so that the page says no more to strangers
// than the mail's own words, and the address only masked.
type offered struct {
	Organization, By, Level, Dossier string // Dossier once the visitor is the one invited
	State                            invitation.State
	Masked, Here, Until              string
	Mine, Waits                      bool
	Unverified                       bool   // the visitor has no verified address yet
	Phone                            string // its last digits, to the one invited
	Open, NotMe                      string // paths
	ComeIn                           form
}

func offeredPath(i invitation.Invitation) string {
	return dossierPath(i.Dossier) + "/invitations/" + i.ID
}

// offer reads the invitation that the address names.
func (v *visit) offer() (invitation.Invitation, error) {
	return v.Rights.Offered(v.ctx, v.ref("dossier"), v.ref("invitation"))
}

// offeredPage shows it. Looking changes nothing, not even for the one invited.
func (v *visit) offeredPage() error {
	i, err := v.offer()
	if err != nil {
		return err
	}
	if v.by.Account() != "" {
		_ = v.admit() // whose session is over sees what the signed-out see
	}
	org, err := v.organization(i.Org)
	if err != nil {
		return err
	}
	names, err := v.People.Names(v.ctx, i.By)
	if err != nil {
		return err
	}
	f := v.frame(v.say("portal.offered.title", "organization", org.Name))
	f.Zone = zoneOf(org.Zone)
	now := v.Clock()
	var level string
	switch i.Way {
	case invitation.Contact:
		level = v.say("portal.offered.as-contact")
	case invitation.Applicant:
		level = v.say("portal.offered.as-applicant", "can", v.say("mail.can.applicant-view"))
	default:
		level = v.say("portal.offered.level", "level", v.say("portal.level."+string(i.Level)), "can", v.say("mail.can."+string(i.Way)+"-"+string(i.Level)))
	}
	d := offered{Organization: org.Name, By: names[i.By], Level: level, State: i.StateAt(now),
		Masked: people.Masked(i.Email), Here: v.r.URL.Path, Until: f.Day(i.Expires()), Waits: i.Waits(now), NotMe: offeredPath(i) + "/not-me"}
	if d.Mine = v.invited(i); d.State == invitation.Accepted && d.Mine {
		f.Title = v.say("portal.offered.in-title")
	} else if !d.Waits {
		f.Title = v.say("portal.offered.over-title", "organization", org.Name)
	}
	d.Unverified = v.admitted && v.account.Email == ""
	if d.Mine {
		if err := v.welcome(&d, i, f); err != nil {
			return err
		}
	}
	return v.ok("offered", f, d)
}

// invited tells whether the visitor is the one invited: after acceptance the
// account that came in, whatever its address is now (ALL-8).
func (v *visit) invited(i invitation.Invitation) bool {
	if i.State == invitation.Accepted {
		return v.admitted && i.Account == v.account.ID
	}
	return v.admitted && v.account.Email != "" && people.Fold(v.account.Email) == people.Fold(i.Email)
}

// welcome adds what only the one invited is told.
func (v *visit) welcome(d *offered, i invitation.Invitation, f *frame) error {
	_, header, err := v.Dossiers.PersonIn(v.ctx, i.Dossier, i.Person)
	if err != nil {
		return err
	}
	d.Dossier, d.Open = header.Title, dossierPath(i.Dossier)
	d.Phone = lastDigits(i.Phone)
	d.ComeIn = f.form(d.Here, "portal.offered.come-in")
	return nil
}

// comeIn gives the visitor what waits for their verified address and phone, as
// a sign-in does.
func (v *visit) comeIn() error {
	i, err := v.offer()
	if err != nil {
		return err
	}
	if _, err := v.Arrival.ComeIn(v.ctx, v.account.ID); err != nil {
		return err
	}
	now, err := v.Rights.Offered(v.ctx, i.Dossier, i.ID)
	if err == nil && now.State == invitation.Accepted && now.Account == v.account.ID {
		return v.see(dossierPath(i.Dossier) + "?done=came-in")
	}
	return v.see(offeredPath(i))
}

// awaited is access that opens once a telephone is verified.
type awaited struct{ Path, Organization, Digits string }

// lastDigits are enough for whoever has the number, and no use to others.
func lastDigits(phone string) string { return phone[max(0, len(phone)-2):] }

// offersWaiting finds what waits for the visitor's verified address and does
// not open yet: the telephone that was entered is not theirs, or not verified
// (ABB-5).
func (v *visit) offersWaiting() ([]awaited, error) {
	found, err := v.Rights.Waiting(v.ctx, v.account)
	if err != nil {
		return nil, err
	}
	var list []awaited
	for _, i := range found {
		org, err := v.organization(i.Org)
		if err != nil {
			return nil, err
		}
		list = append(list, awaited{offeredPath(i), org.Name, lastDigits(i.Phone)})
	}
	return list, nil
}

// notMePage asks whoever was not meant to say so. It needs no session.
func (v *visit) notMePage() error { return v.askNotMe(http.StatusOK, nil) }

func (v *visit) askNotMe(status int, p *problem) error {
	i, err := v.offer()
	if err != nil {
		return err
	}
	org, err := v.organization(i.Org)
	if err != nil {
		return err
	}
	f := v.frame(v.say("portal.not-me.title"))
	f.Problem, f.Back = p, &link{offeredPath(i), v.say("portal.offered.title", "organization", org.Name)}
	over := v.say("portal.not-me.over")
	if !i.Waits(v.Clock()) {
		return v.show(status, "notme", f, simple{Intro: []string{over}})
	}
	ask := f.form(offeredPath(i)+"/not-me", "portal.not-me.button",
		control{Kind: "email", Name: "email", Label: v.say("portal.not-me.email"), Help: v.say("portal.not-me.email-help", "address", people.Masked(i.Email)),
			Value: v.value("email"), Auto: "email"})
	ask.Grave, ask.Cancel = true, &link{f.Back.Path, v.say("portal.cancel")}
	return v.show(status, "notme", f, simple{Form: ask.with(p), Intro: []string{v.say("portal.not-me.text", "organization", org.Name)}})
}

// notMe stops an invitation that went to the wrong person, and has the manager
// told. The address must be typed: a program that opens links and sends forms
// does not know it.
func (v *visit) notMe() error {
	if err := v.readForm(); err != nil {
		return err
	}
	i, err := v.offer()
	if err != nil {
		return err
	}
	if err := v.Rights.Decline(v.ctx, i.Dossier, i.ID, v.value("email")); err != nil {
		return v.mend(err, v.askNotMe)
	}
	return v.see(offeredPath(i) + "/not-me?done=not-me")
}

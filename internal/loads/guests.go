package loads

import (
	"context"
	"time"

	"tierce/internal/access"
	"tierce/internal/fault"
	"tierce/internal/guest"
	"tierce/internal/invitation"
	"tierce/internal/mail"
	"tierce/internal/outbox"
	"tierce/internal/people"
	"tierce/internal/text"
)

// host writes the letters about the guests of one sort.
type host struct {
	post
	guests guest.Room
	as     string                                                                  // as package mail has it
	page   string                                                                  // of the guests of an organisation, below its own
	home   string                                                                  // where they find what they are given
	what   func(context.Context, guest.Guest, text.Lang) (words string, err error) // of it, as the letters say it
}

// portal is the host of clients; behalf that of partners who enter dossiers.
func (p post) portal() host {
	return host{p, p.rooms.Clients.Room, mail.ToPortal, "/clients", "/contracts", func(context.Context, guest.Guest, text.Lang) (string, error) { return "", nil }}
}

func (p post) behalf() host {
	return host{p, p.rooms.Behalf.Room, mail.ToEnter, "/behalf", "/dossiers", func(ctx context.Context, g guest.Guest, lang text.Lang) (string, error) {
		return p.rooms.Behalf.Named(ctx, g, string(lang))
	}}
}

// loads gives what the outbox does about the guests of h.
func (h host) loads(all map[string]outbox.Load) {
	all[h.guests.Mail] = h.invitation
	all[h.guests.Given] = h.given
	all[h.guests.Bounced] = h.lost(invitation.Bounced, func(e outbox.Entry) string { return e.Data["kind"] })
	all[h.guests.NotMe] = h.lost(invitation.Declined, func(outbox.Entry) string { return "not-me" })
}

// invitee is a guest with what every letter about their invitation says; the
// Admin who invited stands where a dossier's manager would.
type invitee struct {
	guest.Guest
	mail.Case
	admin people.Account
	what  string
}

// invitee reads what e speaks of; false where they were invited anew since, or
// are gone.
func (h host) invitee(ctx context.Context, e outbox.Entry) (c invitee, stands bool, err error) {
	c.Guest, err = h.guests.Offered(ctx, e.Data["organization"], e.Data[h.guests.Name])
	if fault.Is(err, access.HiddenCode) || err == nil && !c.Speaks(e) {
		return c, false, nil
	}
	if err != nil {
		return c, false, err
	}
	org, err := h.rooms.People.Organization(ctx, c.Org)
	if err != nil {
		return c, false, err
	}
	zone, err := time.LoadLocation(org.Zone)
	if err != nil {
		return c, false, err
	}
	if c.what, err = h.what(ctx, c.Guest, text.Lang(c.Lang)); err != nil {
		return c, false, err
	}
	c.admin, err = h.rooms.People.Get(ctx, c.By)
	c.Case = mail.Case{Organization: org.Name, Manager: who(c.admin), Zone: zone}
	return c, err == nil, err
}

// at is the page of a guest, for the Admin.
func (h host) at(g guest.Guest) string {
	return h.baseURL + "/organizations/" + g.Org + h.page + "/" + g.ID
}

// invitation mails a guest's invitation, then reminds 7 and 30 days after it
// was made, while it waits and nobody has an account with its address (LEX-4,
// LOC-1).
func (h host) invitation(ctx context.Context, e outbox.Entry, now time.Time) (time.Time, error) {
	c, stands, err := h.invitee(ctx, e)
	if err != nil || !stands || c.StateAt(now) != invitation.Pending {
		return time.Time{}, err
	}
	n, next := c.Step(e.Due)
	if e.Sent {
		return next, nil
	}
	if n > 0 {
		_, has, err := h.rooms.Invitations.Addressee(ctx, c.Email)
		if err != nil || has {
			return time.Time{}, err
		}
	}
	if n == 0 && c.Silent { // an address of theirs refused mail before
		if err := h.sender.Clear(ctx, c.Email); err != nil {
			return time.Time{}, err
		}
	}
	at := h.at(c.Guest) + "/invitation"
	return next, h.write(ctx, e, mail.GuestInvitation{Case: c.Case, As: h.as, What: c.what, To: c.Email, Name: c.Name, PhoneEnd: phoneEnd(c.Phone),
		Made: c.Made, Expires: c.Expires(), Reminder: n, URL: at, NotMeURL: at + "/not-me"}, text.Lang(c.Lang))
}

// given tells somebody with an account that they are a guest.
func (h host) given(ctx context.Context, e outbox.Entry, now time.Time) (time.Time, error) {
	c, stands, err := h.invitee(ctx, e)
	if err != nil || !stands || !c.In() && !c.Waits(now) {
		return time.Time{}, err
	}
	to, err := h.mailOf(ctx, c.Guest)
	if err != nil {
		return time.Time{}, err
	}
	l := mail.GuestGiven{Case: c.Case, As: h.as, What: c.what, To: to, Name: c.Name, PhoneToVerify: !c.In(), PhoneEnd: phoneEnd(c.Phone), URL: h.baseURL + h.home}
	if l.PhoneToVerify {
		l.URL = h.baseURL + "/account"
	}
	return time.Time{}, h.write(ctx, e, l, text.Lang(c.Lang))
}

// mailOf is where a guest is written to: the account that came in stays
// theirs, whatever its address is by now (ALL-8).
func (p post) mailOf(ctx context.Context, g guest.Guest) (string, error) {
	if !g.In() {
		return g.Email, nil
	}
	a, err := p.rooms.People.Get(ctx, g.Account)
	return a.Email, err
}

// lost gives a load that tells the Admin who invited what became of an
// invitation, while that is how it stands.
func (h host) lost(state invitation.State, how func(outbox.Entry) string) outbox.Load {
	return func(ctx context.Context, e outbox.Entry, _ time.Time) (time.Time, error) {
		c, stands, err := h.invitee(ctx, e)
		if err != nil || !stands || c.State != state || c.admin.Email == "" {
			return time.Time{}, err
		}
		return time.Time{}, h.write(ctx, e, mail.GuestLost{Case: c.Case, As: h.as, Guest: c.Name, How: how(e), URL: h.at(c.Guest)}, text.Lang(c.admin.Lang))
	}
}

// entered tells the manager that a dossier was entered on behalf of its
// applicant (LOC-1).
func (p post) entered(ctx context.Context, e outbox.Entry, _ time.Time) (time.Time, error) {
	d := e.Data["dossier"]
	o := offer{}
	var err error
	if o.header, err = p.rooms.Dossiers.Header(ctx, d); err != nil || !o.header.Live {
		return time.Time{}, err
	}
	if err := p.fill(ctx, &o); err != nil || o.manager.Email == "" {
		return time.Time{}, err
	}
	by, err := p.rooms.People.Get(ctx, o.header.EnteredBy)
	if err != nil {
		return time.Time{}, err
	}
	names, err := p.rooms.Dossiers.PersonNames(ctx, d, e.Data["person"])
	if err != nil {
		return time.Time{}, err
	}
	return time.Time{}, p.write(ctx, e, mail.Entered{Case: o.Case, By: who(by), Applicant: names[e.Data["person"]], URL: p.baseURL + "/dossiers/" + d}, text.Lang(o.manager.Lang))
}

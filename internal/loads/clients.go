package loads

import (
	"context"
	"time"

	"tierce/internal/access"
	"tierce/internal/client"
	"tierce/internal/fault"
	"tierce/internal/invitation"
	"tierce/internal/mail"
	"tierce/internal/outbox"
	"tierce/internal/people"
	"tierce/internal/text"
)

// invitee is a client with what every letter about their invitation says; the
// Admin who invited stands where a dossier's manager would.
type invitee struct {
	client.Client
	mail.Case
	admin people.Account
}

// invitee reads what e speaks of; false where they were invited anew since, or
// are gone.
func (p post) invitee(ctx context.Context, e outbox.Entry) (c invitee, stands bool, err error) {
	c.Client, err = p.rooms.Clients.Offered(ctx, e.Data["organization"], e.Data["client"])
	if fault.Is(err, access.HiddenCode) || err == nil && !c.Speaks(e) {
		return c, false, nil
	}
	if err != nil {
		return c, false, err
	}
	org, err := p.rooms.People.Organization(ctx, c.Org)
	if err != nil {
		return c, false, err
	}
	zone, err := time.LoadLocation(org.Zone)
	if err != nil {
		return c, false, err
	}
	c.admin, err = p.rooms.People.Get(ctx, c.By)
	c.Case = mail.Case{Organization: org.Name, Manager: who(c.admin), Zone: zone}
	return c, err == nil, err
}

func (p post) clientsPage(org string) string { return p.baseURL + "/organizations/" + org + "/clients" }

// clientInvitation mails a client's invitation, then reminds 7 and 30 days
// after it was made, while it waits and nobody has an account with its address
// (LEX-4).
func (p post) clientInvitation(ctx context.Context, e outbox.Entry, now time.Time) (time.Time, error) {
	c, stands, err := p.invitee(ctx, e)
	if err != nil || !stands || c.StateAt(now) != invitation.Pending {
		return time.Time{}, err
	}
	n, next := c.Step(e.Due)
	if e.Sent {
		return next, nil
	}
	if n > 0 {
		_, has, err := p.rooms.Invitations.Addressee(ctx, c.Email)
		if err != nil || has {
			return time.Time{}, err
		}
	}
	if n == 0 && c.Silent { // an address of theirs refused mail before
		if err := p.sender.Clear(ctx, c.Email); err != nil {
			return time.Time{}, err
		}
	}
	at := p.baseURL + "/organizations/" + c.Org + "/clients/" + c.ID + "/invitation"
	return next, p.write(ctx, e, mail.ClientInvitation{Case: c.Case, To: c.Email, Name: c.Name, PhoneEnd: phoneEnd(c.Phone),
		Made: c.Made, Expires: c.Expires(), Reminder: n, URL: at, NotMeURL: at + "/not-me"}, text.Lang(c.Lang))
}

// clientGiven tells somebody with an account that they are a client.
func (p post) clientGiven(ctx context.Context, e outbox.Entry, now time.Time) (time.Time, error) {
	c, stands, err := p.invitee(ctx, e)
	if err != nil || !stands || !c.In() && !c.Waits(now) {
		return time.Time{}, err
	}
	to, err := p.mailOf(ctx, c.Client)
	if err != nil {
		return time.Time{}, err
	}
	l := mail.ClientGiven{Case: c.Case, To: to, Name: c.Name, PhoneToVerify: !c.In(), PhoneEnd: phoneEnd(c.Phone), URL: p.baseURL + "/contracts"}
	if l.PhoneToVerify {
		l.URL = p.baseURL + "/account"
	}
	return time.Time{}, p.write(ctx, e, l, text.Lang(c.Lang))
}

// mailOf is where a client is written to: the account that came in stays
// theirs, whatever its address is by now (ALL-8).
func (p post) mailOf(ctx context.Context, c client.Client) (string, error) {
	if !c.In() {
		return c.Email, nil
	}
	a, err := p.rooms.People.Get(ctx, c.Account)
	return a.Email, err
}

// clientLost gives a load that tells the Admin who invited what became of an
// invitation, while that is how it stands.
func (p post) clientLost(state invitation.State, how func(outbox.Entry) string) outbox.Load {
	return func(ctx context.Context, e outbox.Entry, _ time.Time) (time.Time, error) {
		c, stands, err := p.invitee(ctx, e)
		if err != nil || !stands || c.State != state || c.admin.Email == "" {
			return time.Time{}, err
		}
		return time.Time{}, p.write(ctx, e, mail.ClientLost{Case: c.Case, Client: c.Name, How: how(e),
			URL: p.clientsPage(c.Org) + "/" + c.ID}, text.Lang(c.admin.Lang))
	}
}

// shown mails a client that a dossier is shown to them, where it still is
// (LEX-7).
func (p post) shown(ctx context.Context, e outbox.Entry, _ time.Time) (time.Time, error) {
	d, id := e.Data["dossier"], e.Data["client"]
	h, err := p.rooms.Dossiers.Header(ctx, d)
	if err != nil || !h.Live || h.Share.Kind(id) == "" {
		return time.Time{}, err
	}
	clients, err := p.rooms.Clients.Read(ctx, h.Org, id, h.Share.Requester)
	if err != nil {
		return time.Time{}, err
	}
	c := clients[id]
	if !c.In() {
		return time.Time{}, nil
	}
	v, err := p.rooms.Dossiers.Load(ctx, people.ByAccount(c.Account), d, access.Open, "")
	if v.Decision.Rule != nil {
		return time.Time{}, nil // another company, or the end, since
	}
	if err != nil {
		return time.Time{}, err
	}
	o := offer{header: h}
	if err := p.fill(ctx, &o); err != nil {
		return time.Time{}, err
	}
	l := mail.ShownToClient{Case: o.Case, To: v.Account.Email, Name: c.Name, Attachments: h.Share.Attachments, URL: p.baseURL + "/dossiers/" + d}
	if h.Share.Kind(id) == access.FromWatcher {
		l.Requester = clients[h.Share.Requester].Name
	}
	return time.Time{}, p.write(ctx, e, l, text.Lang(c.Lang))
}

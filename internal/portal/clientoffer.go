package portal

import (
	"net/http"

	"tierce/internal/client"
	"tierce/internal/invitation"
	"tierce/internal/people"
)

// clientOffer is the page that the mail to a client opens. The link is no
// secret: strangers are told no more than the mail's own words.
type clientOffer struct {
	Organization, By, Masked, Until, Here, NotMe, Phone string
	State                                               invitation.State
	Mine, Waits, Unverified                             bool
	ComeIn                                              form
}

func clientOfferPath(c client.Client) string {
	return clientsPath(c.Org) + "/" + c.ID + "/invitation"
}

func (v *visit) offeredClient() (client.Client, people.Organization, error) {
	c, err := v.Clients.Offered(v.ctx, v.ref("org"), v.ref("client"))
	if err != nil {
		return c, people.Organization{}, err
	}
	o, err := v.organization(c.Org)
	return c, o, err
}

// clientOfferPage shows it. Looking changes nothing.
func (v *visit) clientOfferPage() error {
	c, o, err := v.offeredClient()
	if err != nil {
		return err
	}
	if v.by.Account() != "" {
		_ = v.admit() // whose session is over sees what the signed-out see
	}
	names, err := v.People.Names(v.ctx, c.By)
	if err != nil {
		return err
	}
	f := v.frame(v.say("portal.offered.title", "organization", o.Name))
	f.Zone = zoneOf(o.Zone)
	now := v.Clock()
	d := clientOffer{Organization: o.Name, By: names[c.By], Masked: people.Masked(c.Email), Until: f.Day(c.Expires()), Here: v.r.URL.Path,
		NotMe: clientOfferPath(c) + "/not-me", State: c.StateAt(now), Waits: c.Waits(now)}
	d.Unverified = v.admitted && v.account.Email == ""
	d.Mine = v.admitted && (c.In() && c.Account == v.account.ID || !c.In() && v.account.Email != "" && people.Fold(v.account.Email) == people.Fold(c.Email))
	if d.Mine {
		d.Phone = lastDigits(c.Phone)
		d.ComeIn = f.form(d.Here, "portal.clientoffer.come-in")
	}
	return v.ok("clientoffer", f, d)
}

// comeInClient makes the visitor the client that waits for them, as a sign-in
// does.
func (v *visit) comeInClient() error {
	c, _, err := v.offeredClient()
	if err != nil {
		return err
	}
	if _, err := v.Arrival.ComeIn(v.ctx, v.account.ID); err != nil {
		return err
	}
	if now, err := v.Clients.Offered(v.ctx, c.Org, c.ID); err == nil && now.In() && now.Account == v.account.ID {
		return v.see("/contracts?done=came-in")
	}
	return v.see(clientOfferPath(c))
}

// clientNotMePage asks whoever was not meant to say so.
func (v *visit) clientNotMePage() error { return v.askClientNotMe(http.StatusOK, nil) }

func (v *visit) askClientNotMe(status int, p *problem) error {
	c, o, err := v.offeredClient()
	if err != nil {
		return err
	}
	f := v.frame(v.say("portal.not-me.title"))
	f.Problem, f.Back = p, &link{clientOfferPath(c), v.say("portal.offered.title", "organization", o.Name)}
	if !c.Waits(v.Clock()) {
		return v.show(status, "notme", f, simple{Intro: []string{v.say("portal.not-me.over")}})
	}
	ask := f.form(clientOfferPath(c)+"/not-me", "portal.not-me.button",
		control{Kind: "email", Name: "email", Label: v.say("portal.not-me.email"), Help: v.say("portal.not-me.email-help", "address", people.Masked(c.Email)),
			Value: v.value("email"), Auto: "email"})
	ask.Grave, ask.Cancel = true, &link{f.Back.Path, v.say("portal.cancel")}
	return v.show(status, "notme", f, simple{Form: ask.with(p), Intro: []string{v.say("portal.not-me.text", "organization", o.Name)}})
}

func (v *visit) clientNotMe() error {
	if err := v.readForm(); err != nil {
		return err
	}
	c, _, err := v.offeredClient()
	if err != nil {
		return err
	}
	if err := v.Clients.Decline(v.ctx, c.Org, c.ID, v.value("email")); err != nil {
		return v.mend(err, v.askClientNotMe)
	}
	return v.see(clientOfferPath(c) + "/not-me?done=not-me")
}

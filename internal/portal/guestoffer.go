package portal

import (
	"net/http"

	"tierce/internal/guest"
	"tierce/internal/invitation"
	"tierce/internal/people"
)

// host is how the pages of guests of one sort differ: the room that keeps them,
// where their pages are, how their words end, and where they go from here.
type host struct {
	guests guest.Room
	path   func(org string) string
	words  string
	home   link
}

func (v *visit) clients() host {
	return host{v.Clients.Room, clientsPath, "client", link{"/contracts", v.say("portal.contracts.title")}}
}

func (v *visit) partners() host {
	return host{v.Behalf.Room, behalfPath, "behalf", link{"/dossiers", v.say("portal.guestoffer.home")}}
}

func (h host) at(g guest.Guest) string { return h.path(g.Org) + "/" + g.ID + "/invitation" }

func (v *visit) clientOfferPage() error { return v.offerPage(v.clients()) }
func (v *visit) comeInClient() error    { return v.comeInGuest(v.clients()) }
func (v *visit) clientNotMePage() error { return v.askGuestNotMe(http.StatusOK, nil, v.clients()) }
func (v *visit) clientNotMe() error     { return v.guestNotMe(v.clients()) }

func (v *visit) behalfOfferPage() error { return v.offerPage(v.partners()) }
func (v *visit) comeInBehalf() error    { return v.comeInGuest(v.partners()) }
func (v *visit) behalfNotMePage() error { return v.askGuestNotMe(http.StatusOK, nil, v.partners()) }
func (v *visit) behalfNotMe() error     { return v.guestNotMe(v.partners()) }

// guestOffer is the page that the mail to a guest opens. The link is no secret:
// strangers are told no more than the mail's own words.
type guestOffer struct {
	Offered, In, By, Organization, Masked, Until, Here, NotMe, Phone string
	State                                                            invitation.State
	Mine, Waits, Unverified                                          bool
	ComeIn                                                           form
	Home                                                             link
}

func (v *visit) offeredGuest(h host) (guest.Guest, people.Organization, error) {
	c, err := h.guests.Offered(v.ctx, v.ref("org"), v.ref(h.guests.Name))
	if err != nil {
		return c, people.Organization{}, err
	}
	o, err := v.organization(c.Org)
	return c, o, err
}

// offerPage shows it. Looking changes nothing.
func (v *visit) offerPage(h host) error {
	c, o, err := v.offeredGuest(h)
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
	d := guestOffer{Offered: v.say("portal.guestoffer.by-"+h.words, "by", names[c.By], "organization", o.Name), In: v.say("portal.guestoffer.in-"+h.words, "organization", o.Name), Home: h.home,
		By: names[c.By], Organization: o.Name, Masked: people.Masked(c.Email), Until: f.Day(c.Expires()), Here: v.r.URL.Path,
		NotMe: h.at(c) + "/not-me", State: c.StateAt(now), Waits: c.Waits(now)}
	d.Unverified = v.admitted && v.account.Email == ""
	d.Mine = v.admitted && (c.In() && c.Account == v.account.ID || !c.In() && v.account.Email != "" && people.Fold(v.account.Email) == people.Fold(c.Email))
	if d.Mine {
		d.Phone = lastDigits(c.Phone)
		d.ComeIn = f.form(d.Here, "portal.guestoffer.come-in-"+h.words)
	}
	return v.ok("guestoffer", f, d)
}

// comeInGuest makes the visitor the guest that waits for them, as a sign-in
// does.
func (v *visit) comeInGuest(h host) error {
	c, _, err := v.offeredGuest(h)
	if err != nil {
		return err
	}
	if _, err := v.Arrival.ComeIn(v.ctx, v.account.ID); err != nil {
		return err
	}
	if now, err := h.guests.Offered(v.ctx, c.Org, c.ID); err == nil && now.In() && now.Account == v.account.ID {
		return v.see(h.home.Path + "?done=came-in")
	}
	return v.see(h.at(c))
}

// askGuestNotMe asks whoever was not meant to say so.
func (v *visit) askGuestNotMe(status int, p *problem, h host) error {
	c, o, err := v.offeredGuest(h)
	if err != nil {
		return err
	}
	f := v.frame(v.say("portal.not-me.title"))
	f.Problem, f.Back = p, &link{h.at(c), v.say("portal.offered.title", "organization", o.Name)}
	if !c.Waits(v.Clock()) {
		return v.show(status, "notme", f, simple{Intro: []string{v.say("portal.not-me.over")}})
	}
	ask := f.form(h.at(c)+"/not-me", "portal.not-me.button",
		control{Kind: "email", Name: "email", Label: v.say("portal.not-me.email"), Help: v.say("portal.not-me.email-help", "address", people.Masked(c.Email)),
			Value: v.value("email"), Auto: "email"})
	ask.Grave, ask.Cancel = true, &link{f.Back.Path, v.say("portal.cancel")}
	return v.show(status, "notme", f, simple{Form: ask.with(p), Intro: []string{v.say("portal.not-me.text", "organization", o.Name)}})
}

func (v *visit) guestNotMe(h host) error {
	if err := v.readForm(); err != nil {
		return err
	}
	c, _, err := v.offeredGuest(h)
	if err != nil {
		return err
	}
	if err := h.guests.Decline(v.ctx, c.Org, c.ID, v.value("email")); err != nil {
		return v.mend(err, func(status int, p *problem) error { return v.askGuestNotMe(status, p, h) })
	}
	return v.see(h.at(c) + "/not-me?done=not-me")
}

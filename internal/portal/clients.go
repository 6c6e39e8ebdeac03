package portal

import (
	"net/http"
	"slices"
	"strings"

	"tierce/internal/access"
	"tierce/internal/client"
	"tierce/internal/guest"
	"tierce/internal/invitation"
)

// clientLine is a client of the portal, in words.
type clientLine struct {
	Name, Email, Company string
	State, Class, Story  string
	Change               string // path; "" where the visitor may not
}

// clientsList is the page "Manage clients" (LEX-4).
type clientsList struct {
	Organization, Add, Why string
	Lines                  []clientLine
	Colleagues             bool
	Switch                 *form
}

func clientsPath(org string) string { return "/organizations/" + org + "/clients" }

// clientsPage lists the clients of the client portal, for any agent.
func (v *visit) clientsPage() error {
	o, err := v.inOrg(access.ListClients)
	if err != nil {
		return err
	}
	list, _, err := v.Clients.List(v.ctx, v.by, o.ID)
	if err != nil {
		return err
	}
	now, err := v.People.Organization(v.ctx, o.ID) // the switch as it is, not as it was kept
	if err != nil {
		return err
	}
	f := v.orgFrame(o, v.say("portal.clients.title"))
	may := access.DecideOrg(v.account.Account, o.ID, access.ManageClients)
	d := clientsList{Organization: o.Name, Why: v.why(may), Colleagues: now.Colleagues}
	if may.Allowed {
		d.Add = clientsPath(o.ID) + "/new"
		d.Switch = v.colleaguesForm(f, o.ID, now.Colleagues)
	}
	slices.SortStableFunc(list, func(a, b client.Listed) int { return strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)) })
	for _, c := range list {
		d.Lines = append(d.Lines, v.clientLine(f, c, may.Allowed))
	}
	return v.ok("clients", f, d)
}

func (v *visit) clientLine(f *frame, c client.Listed, manages bool) clientLine {
	l := clientLine{Name: c.Name, Email: c.Email, Company: c.CompanyName, State: v.say("portal.state." + string(c.Now)), Class: stateClass(c.Now),
		Story: v.guestStory(f, c.Client, c.Now)}
	if manages {
		l.Change = clientsPath(c.Org) + "/" + c.ID
	}
	return l
}

func stateClass(s invitation.State) string {
	switch s {
	case invitation.Accepted:
		return "done"
	case invitation.Expired, invitation.Bounced, invitation.Declined:
		return "over"
	}
	return ""
}

// guestStory says what became of the invitation, which is in state now.
func (v *visit) guestStory(f *frame, g guest.Guest, now invitation.State) string {
	return v.say("portal.state."+string(now)+"-text", "made", f.Day(g.Made), "expires", f.Day(g.Expires()))
}

func (v *visit) colleaguesForm(f *frame, org string, on bool) *form {
	button, to := "portal.clients.colleagues-on", "yes"
	if on {
		button, to = "portal.clients.colleagues-off", "no"
	}
	d := f.form(clientsPath(org)+"/colleagues", button)
	d.Hidden = []pair{{"colleagues", to}}
	return &d
}

// switchColleagues lets clients of one company see each other's requests, or
// not (LEX-5).
func (v *visit) switchColleagues() error {
	org := v.ref("org")
	if err := v.People.ShowColleagues(v.ctx, v.by, org, v.value("colleagues") == "yes"); err != nil {
		return err
	}
	return v.see(clientsPath(org) + "?done=colleagues-switched")
}

// newClient asks for a new client.
func (v *visit) newClient() error { return v.askClient(http.StatusOK, nil) }

func (v *visit) askClient(status int, p *problem) error {
	o, err := v.inOrg(access.ManageClients)
	if err != nil {
		return err
	}
	controls, err := v.clientControls(o.ID, v.typedClient())
	if err != nil {
		return err
	}
	f := v.orgFrame(o, v.say("portal.clients.add"))
	f.Problem, f.Back = p, &link{clientsPath(o.ID), v.say("portal.clients.title")}
	ask := f.form(clientsPath(o.ID)+"/new", "portal.clients.invite", controls...)
	ask.Cancel = &link{f.Back.Path, v.say("portal.cancel")}
	return v.show(status, "form", f, simple{Intro: []string{v.say("portal.clients.add-text", "organization", o.Name)}, Form: ask.with(p)})
}

// addClient adds and invites a client.
func (v *visit) addClient() error {
	org := v.ref("org")
	if _, err := v.Clients.Add(v.ctx, v.by, org, v.typedClient(), v.once("client "+org)); err != nil {
		return v.mend(err, v.askClient)
	}
	return v.see(clientsPath(org) + "?done=client-added")
}

func (v *visit) typedClient() client.Draft {
	g := v.typedGuest()
	return client.Draft{Name: g.Name, Email: g.Email, Phone: g.Phone, Lang: g.Lang, Company: v.value("company")}
}

// clientControls ask for what is known of a client. The companies that are
// there are named, so that nobody makes a second of one.
func (v *visit) clientControls(org string, d client.Draft) ([]control, error) {
	_, companies, err := v.Clients.List(v.ctx, v.by, org)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, c := range companies {
		names = append(names, c.Name)
	}
	slices.Sort(names)
	help := v.say("portal.clients.company-help")
	if len(names) > 0 {
		help += " " + v.say("portal.clients.company-list", "companies", strings.Join(names, ", "))
	}
	return append(v.guestControls(guest.Draft{Name: d.Name, Email: d.Email, Phone: d.Phone, Lang: d.Lang}),
		control{Kind: "text", Name: "company", Label: v.say("portal.clients.company"), Help: help, Value: d.Company, Most: client.NameMost}), nil
}

// guestControls ask how somebody is called and reached.
func (v *visit) guestControls(d guest.Draft) []control {
	lang := control{Kind: "radios", Name: "language", Label: v.say("portal.reach.language"), Help: v.say("portal.reach.language-help"), Value: d.Lang}
	return []control{
		{Kind: "text", Name: "name", Label: v.say("portal.account.name"), Value: d.Name, Most: guest.NameMost, Mark: v.say("portal.required")},
		{Kind: "email", Name: "email", Label: v.say("portal.reach.email"), Value: d.Email, Mark: v.say("portal.required")},
		{Kind: "text", Name: "phone", Label: v.say("portal.reach.phone"), Value: d.Phone, Help: v.say("portal.reach.phone-help"), Mark: v.say("portal.required")},
		lang.options(v.languages()...),
	}
}

// typedGuest is what guestControls were filled with.
func (v *visit) typedGuest() guest.Draft {
	return guest.Draft{Name: v.value("name"), Email: v.value("email"), Phone: v.value("phone"), Lang: v.value("language")}
}

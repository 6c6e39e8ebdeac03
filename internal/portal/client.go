package portal

import (
	"net/http"
	"strconv"

	"tierce/internal/access"
	"tierce/internal/client"
	"tierce/internal/clientshare"
	"tierce/internal/fault"
	"tierce/internal/people"
)

// guestView is the page of one guest of an organisation: a client, a partner who
// enters dossiers.
type guestView struct {
	State, Story, Warning string
	Form                  form
	Resend                *form
	Remove                link
}

// clientHere loads the client of the page, for an Admin.
func (v *visit) clientHere() (people.Organization, client.Listed, error) {
	o, err := v.inOrg(access.ManageClients)
	if err != nil {
		return o, client.Listed{}, err
	}
	c, err := v.Clients.Get(v.ctx, v.by, o.ID, v.ref("client"))
	return o, c, err
}

func draftOf(c client.Listed) client.Draft {
	return client.Draft{Name: c.Name, Email: c.Email, Phone: c.Phone, Lang: c.Lang, Company: c.CompanyName}
}

// clientPage shows a client, to be changed.
func (v *visit) clientPage() error {
	o, c, err := v.clientHere()
	if err != nil {
		return err
	}
	return v.changeClient(http.StatusOK, nil, o, c, draftOf(c), c.Version)
}

func (v *visit) changeClient(status int, p *problem, o people.Organization, c client.Listed, d client.Draft, version int) error {
	controls, err := v.clientControls(o.ID, d)
	if err != nil {
		return err
	}
	f := v.orgFrame(o, c.Name)
	f.Problem, f.Back = p, &link{clientsPath(o.ID), v.say("portal.clients.title")}
	at := clientsPath(o.ID) + "/" + c.ID
	page := guestView{State: v.say("portal.state." + string(c.Now)), Story: v.guestStory(f, c.Client, c.Now), Remove: link{at + "/remove", v.say("portal.clients.remove")}}
	page.Form = f.form(at, "portal.save", controls...).with(p)
	page.Form.Hidden = []pair{{"version", strconv.Itoa(version)}, {"step", "show"}}
	page.Form.Cancel = &link{f.Back.Path, v.say("portal.cancel")}
	if c.Resendable() {
		resend := f.form(at+"/resend", "portal.clients.resend")
		page.Resend = &resend
	}
	return v.show(status, "guest", f, page)
}

// saveClient saves a client; where another company would end what somebody
// sees, it says so before (LEX-8).
func (v *visit) saveClient() error {
	o, c, err := v.clientHere()
	if err != nil {
		return err
	}
	d := v.typedClient()
	version, err := strconv.Atoi(v.value("version"))
	if err != nil {
		return fault.New(fault.Malformed, "malformed")
	}
	again := func(status int, p *problem) error { return v.changeClient(status, p, o, c, d, version) }
	if v.value("step") != "save" {
		ends, err := v.Shares.WouldEnd(v.ctx, v.by, o.ID, c.ID, d.Company, false)
		if err != nil {
			return v.mend(err, again)
		}
		if len(ends) > 0 {
			return v.askEnds(o, c, d, version, ends)
		}
	}
	if _, err := v.Clients.Save(v.ctx, v.by, o.ID, c.ID, version, d); err != nil {
		return v.mend(err, again)
	}
	return v.see(clientsPath(o.ID) + "?done=client-saved")
}

// endsPage is the last page before something that clients see ends.
type endsPage struct {
	Text  string
	Lines []string
	Form  form
}

func (v *visit) askEnds(o people.Organization, c client.Listed, d client.Draft, version int, ends []clientshare.End) error {
	f := v.orgFrame(o, v.say("portal.clients.ends-title"))
	at := clientsPath(o.ID) + "/" + c.ID
	f.Back = &link{at, c.Name}
	text := v.say("portal.clients.ends-company", "name", c.Name, "company", d.Company)
	if d.Company == "" {
		text = v.say("portal.clients.ends-no-company", "name", c.Name)
	}
	ask := f.form(at, "portal.clients.ends-button")
	ask.Grave, ask.Cancel = true, &link{at, v.say("portal.cancel")}
	ask.Hidden = []pair{{"version", strconv.Itoa(version)}, {"step", "save"}, {"name", d.Name}, {"email", d.Email}, {"phone", d.Phone},
		{"language", d.Lang}, {"company", d.Company}}
	v.typed = true
	return v.ok("clientends", f, endsPage{text, v.endLines(ends), ask})
}

func (v *visit) endLines(ends []clientshare.End) []string {
	lines := make([]string, len(ends))
	for i, e := range ends {
		lines[i] = v.say("portal.clients.end-"+string(e.Kind), "name", e.Client.Name, "reference", e.Reference)
	}
	return lines
}

// askRemoveClient says what removing a client ends, and asks.
func (v *visit) askRemoveClient() error { return v.confirmRemoveClient(http.StatusOK, nil) }

func (v *visit) confirmRemoveClient(status int, p *problem) error {
	o, c, err := v.clientHere()
	if err != nil {
		return err
	}
	ends, err := v.Shares.WouldEnd(v.ctx, v.by, o.ID, c.ID, "", true)
	if err != nil {
		return err
	}
	f := v.orgFrame(o, v.say("portal.clients.remove"))
	at := clientsPath(o.ID) + "/" + c.ID
	f.Problem, f.Back = p, &link{at, c.Name}
	ask := f.form(at+"/remove", "portal.clients.remove-button")
	ask.Grave, ask.Cancel = true, &link{at, v.say("portal.cancel")}
	text := v.say("portal.clients.remove-text", "name", c.Name)
	if len(ends) == 0 {
		text = v.say("portal.clients.remove-nothing", "name", c.Name)
	}
	return v.show(status, "clientends", f, endsPage{text, v.endLines(ends), ask})
}

func (v *visit) removeClient() error {
	org := v.ref("org")
	if err := v.Clients.Remove(v.ctx, v.by, org, v.ref("client")); err != nil {
		return v.mend(err, v.confirmRemoveClient)
	}
	return v.see(clientsPath(org) + "?done=client-removed")
}

// resendClient mails an invitation anew.
func (v *visit) resendClient() error {
	org, id := v.ref("org"), v.ref("client")
	if _, err := v.Clients.Resend(v.ctx, v.by, org, id, v.once("resend client "+org+" "+id)); err != nil {
		return err
	}
	return v.see(clientsPath(org) + "?done=client-invited")
}

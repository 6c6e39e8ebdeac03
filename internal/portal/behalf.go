package portal

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"tierce/internal/access"
	"tierce/internal/behalf"
	"tierce/internal/fault"
	"tierce/internal/guest"
	"tierce/internal/people"
)

// behalfLine is a partner who enters dossiers on behalf of applicants, in words.
type behalfLine struct {
	Name, Email, Models, Agent string
	State, Class, Story        string
	Change                     string // path
}

// behalfList is the page of them (LOC-1).
type behalfList struct {
	Organization, Add string
	Lines             []behalfLine
}

func behalfPath(org string) string { return "/organizations/" + org + "/behalf" }

// behalfPage lists them, for an Admin.
func (v *visit) behalfPage() error {
	o, err := v.inOrg(access.ManageBehalf)
	if err != nil {
		return err
	}
	list, err := v.Behalf.List(v.ctx, v.by, o.ID)
	if err != nil {
		return err
	}
	f := v.orgFrame(o, v.say("portal.behalf.title"))
	d := behalfList{Organization: o.Name, Add: behalfPath(o.ID) + "/new"}
	slices.SortStableFunc(list, func(a, b behalf.Listed) int { return strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)) })
	for _, p := range list {
		d.Lines = append(d.Lines, v.behalfLine(f, p))
	}
	return v.ok("behalf", f, d)
}

func (v *visit) behalfLine(f *frame, p behalf.Listed) behalfLine {
	l := behalfLine{Name: p.Name, Email: p.Email, Agent: v.say("portal.behalf.who-manages", "name", p.AgentName),
		State: v.say("portal.state." + string(p.Now)), Class: stateClass(p.Now), Story: v.guestStory(f, p.Partner, p.Now), Change: behalfPath(p.Org) + "/" + p.ID}
	var names []string
	for _, name := range p.ModelNames {
		names = append(names, name.In(string(v.lang())))
	}
	l.Models = strings.Join(names, ", ")
	if p.AgentLeft {
		l.Agent = v.say("portal.behalf.agent-left", "name", p.AgentName)
	}
	return l
}

// behalfControls ask for what is known of a partner. No model is ticked
// beforehand.
func (v *visit) behalfControls(org string, d behalf.Draft) ([]control, error) {
	heads, agents, err := v.Behalf.Choices(v.ctx, v.by, org)
	if err != nil {
		return nil, err
	}
	models := control{Kind: "checks", Name: "models", Label: v.say("portal.behalf.models"), Help: v.say("portal.behalf.models-help")}
	if len(heads) == 0 {
		models.Help = v.say("portal.behalf.no-models")
	}
	var boxes []option
	for _, h := range heads {
		boxes = append(boxes, option{Value: h.ID, Label: h.Name.In(string(v.lang())), On: slices.Contains(d.Models, h.ID)})
	}
	agent := control{Kind: "select", Name: "agent", Label: v.say("portal.behalf.agent"), Help: v.say("portal.behalf.agent-help"), Value: d.Agent}
	choice := []option{{Label: v.say("portal.behalf.choose-agent")}}
	for _, a := range agents {
		choice = append(choice, option{Value: a.Account, Label: v.called(a)})
	}
	who := guest.Draft{Name: d.Name, Email: d.Email, Phone: d.Phone, Lang: d.Lang}
	return append(v.guestControls(who), models.options(boxes...), agent.options(choice...)), nil
}

func (v *visit) typedBehalf() behalf.Draft {
	g := v.typedGuest()
	return behalf.Draft{Name: g.Name, Email: g.Email, Phone: g.Phone, Lang: g.Lang, Models: v.r.PostForm["models"], Agent: v.value("agent")}
}

// newBehalf asks for a new partner.
func (v *visit) newBehalf() error { return v.askBehalf(http.StatusOK, nil) }

func (v *visit) askBehalf(status int, p *problem) error {
	o, err := v.inOrg(access.ManageBehalf)
	if err != nil {
		return err
	}
	controls, err := v.behalfControls(o.ID, v.typedBehalf())
	if err != nil {
		return err
	}
	f := v.orgFrame(o, v.say("portal.behalf.add"))
	f.Problem, f.Back = p, &link{behalfPath(o.ID), v.say("portal.behalf.title")}
	ask := f.form(behalfPath(o.ID)+"/new", "portal.behalf.invite", controls...)
	ask.Cancel = &link{f.Back.Path, v.say("portal.cancel")}
	return v.show(status, "form", f, simple{Intro: []string{v.say("portal.behalf.add-text")}, Form: ask.with(p)})
}

// addBehalf allows and invites a partner.
func (v *visit) addBehalf() error {
	org := v.ref("org")
	if _, err := v.Behalf.Add(v.ctx, v.by, org, v.typedBehalf(), v.once("behalf "+org)); err != nil {
		return v.mend(err, v.askBehalf)
	}
	return v.see(behalfPath(org) + "?done=behalf-added")
}

// behalfHere loads the partner of the page, for an Admin.
func (v *visit) behalfHere() (people.Organization, behalf.Listed, error) {
	o, err := v.inOrg(access.ManageBehalf)
	if err != nil {
		return o, behalf.Listed{}, err
	}
	p, err := v.Behalf.Get(v.ctx, v.by, o.ID, v.ref("partner"))
	return o, p, err
}

// onBehalfPage shows a partner, to be changed.
func (v *visit) onBehalfPage() error {
	o, p, err := v.behalfHere()
	if err != nil {
		return err
	}
	d := behalf.Draft{Name: p.Name, Email: p.Email, Phone: p.Phone, Lang: p.Lang, Models: p.Models, Agent: p.Agent}
	return v.changeBehalf(http.StatusOK, nil, o, p, d, p.Version)
}

func (v *visit) changeBehalf(status int, wrong *problem, o people.Organization, p behalf.Listed, d behalf.Draft, version int) error {
	controls, err := v.behalfControls(o.ID, d)
	if err != nil {
		return err
	}
	f := v.orgFrame(o, p.Name)
	f.Problem, f.Back = wrong, &link{behalfPath(o.ID), v.say("portal.behalf.title")}
	at := behalfPath(o.ID) + "/" + p.ID
	page := guestView{State: v.say("portal.state." + string(p.Now)), Story: v.guestStory(f, p.Partner, p.Now), Remove: link{at + "/remove", v.say("portal.behalf.remove")}}
	if p.AgentLeft {
		page.Warning = v.say("portal.behalf.agent-left", "name", p.AgentName)
	}
	page.Form = f.form(at, "portal.save", controls...).with(wrong)
	page.Form.Hidden = []pair{{"version", strconv.Itoa(version)}}
	page.Form.Cancel = &link{f.Back.Path, v.say("portal.cancel")}
	if p.Resendable() {
		resend := f.form(at+"/resend", "portal.behalf.resend")
		page.Resend = &resend
	}
	return v.show(status, "guest", f, page)
}

// saveBehalf saves a partner.
func (v *visit) saveBehalf() error {
	o, p, err := v.behalfHere()
	if err != nil {
		return err
	}
	version, err := strconv.Atoi(v.value("version"))
	if err != nil {
		return fault.New(fault.Malformed, "malformed")
	}
	d := v.typedBehalf()
	if _, err := v.Behalf.Save(v.ctx, v.by, o.ID, p.ID, version, d); err != nil {
		return v.mend(err, func(status int, wrong *problem) error { return v.changeBehalf(status, wrong, o, p, d, version) })
	}
	return v.see(behalfPath(o.ID) + "?done=behalf-saved")
}

// askRemoveBehalf says what taking the permission away ends, and asks.
func (v *visit) askRemoveBehalf() error { return v.confirmRemoveBehalf(http.StatusOK, nil) }

func (v *visit) confirmRemoveBehalf(status int, wrong *problem) error {
	o, p, err := v.behalfHere()
	if err != nil {
		return err
	}
	f := v.orgFrame(o, v.say("portal.behalf.remove"))
	at := behalfPath(o.ID) + "/" + p.ID
	f.Problem, f.Back = wrong, &link{at, p.Name}
	ask := f.form(at+"/remove", "portal.behalf.remove-button")
	ask.Grave, ask.Cancel = true, &link{at, v.say("portal.cancel")}
	return v.show(status, "form", f, simple{Intro: []string{v.say("portal.behalf.remove-text", "name", p.Name)}, Form: ask})
}

func (v *visit) removeBehalf() error {
	org := v.ref("org")
	if err := v.Behalf.Remove(v.ctx, v.by, org, v.ref("partner")); err != nil {
		return v.mend(err, v.confirmRemoveBehalf)
	}
	return v.see(behalfPath(org) + "?done=behalf-removed")
}

// resendBehalf mails an invitation anew.
func (v *visit) resendBehalf() error {
	org, id := v.ref("org"), v.ref("partner")
	if _, err := v.Behalf.Resend(v.ctx, v.by, org, id, v.once("resend behalf "+org+" "+id)); err != nil {
		return err
	}
	return v.see(behalfPath(org) + "?done=behalf-invited")
}

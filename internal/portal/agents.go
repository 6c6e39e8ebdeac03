package portal

import (
	"net/http"

	"tierce/internal/access"
	"tierce/internal/fault"
	"tierce/internal/people"
)

// agentLine is an agent, in words.
type agentLine struct {
	Name, Email, Role string
	Since             string // or when they left
	Managing          int
	Managed           string // path to what they manage; "" where nothing or not for the visitor
	Change            string // path; "" where the visitor may not
}

type inviteLine struct{ Email, Role, State, Class, Story, Revoke string }

// agentsPage lists who works for an organisation and who left, and for an
// Admin the invitations.
func (v *visit) agentsPage() error {
	o, err := v.inOrg(access.ListAgents)
	if err != nil {
		return err
	}
	all, invitations, err := v.People.Agents(v.ctx, v.by, o.ID)
	if err != nil {
		return err
	}
	f := v.orgFrame(o, v.say("portal.agents.title"))
	manages := access.DecideOrg(v.account.Account, o.ID, access.ManageAgents)
	d := struct {
		Organization, Invite, Why string
		Active, Left              []agentLine
		Invitations               []inviteLine
	}{Organization: o.Name, Why: v.why(manages)}
	if manages.Allowed {
		d.Invite = agentsPath(o.ID) + "/new"
	}
	for _, a := range all {
		line := v.agentLine(f, o.ID, a, manages.Allowed)
		if a.Left.IsZero() {
			d.Active = append(d.Active, line)
		} else {
			d.Left = append(d.Left, line)
		}
	}
	for _, i := range invitations {
		d.Invitations = append(d.Invitations, v.inviteLine(f, i))
	}
	return v.ok("agents", f, d)
}

func agentsPath(org string) string { return "/organizations/" + org + "/agents" }

func (v *visit) agentLine(f *frame, org string, a people.Agent, manages bool) agentLine {
	l := agentLine{Name: a.Name, Email: a.Email, Role: v.adminLabel(a.Admin), Since: day(f, a.Since), Managing: a.Managing}
	if !a.Left.IsZero() {
		l.Since = f.Day(a.Left)
		return l
	}
	if manages {
		l.Change = agentsPath(org) + "/" + a.Account
		if a.Managing > 0 {
			l.Managed = "/organizations/" + org + "/dossiers?manager=" + a.Account
		}
	}
	return l
}

func (v *visit) adminLabel(admin bool) string {
	if admin {
		return v.roleLabel(access.Admin)
	}
	return v.roleLabel(access.Agent)
}

func (v *visit) inviteLine(f *frame, i people.Invitation) inviteLine {
	state := i.StateAt(v.Clock())
	l := inviteLine{Email: i.Email, Role: v.adminLabel(i.Admin), State: v.say("portal.invite.state-" + state),
		Story: v.say("portal.invite.made", "at", f.Day(i.Made)),
		Class: map[string]string{people.Accepted: "done", people.Revoked: "over", people.Expired: "over"}[state]}
	if state == people.Pending {
		l.Story += " " + v.say("portal.invitation.until", "expires", f.Day(i.Expires()))
		l.Revoke = "/organizations/" + i.Organization + "/invitations/" + i.ID + "/revoke"
	}
	return l
}

// agentPage says what an Admin may change about an agent (ALL-9).
func (v *visit) agentPage() error { return v.changeAgent(http.StatusOK, nil) }

func (v *visit) changeAgent(status int, p *problem) error {
	o, a, others, err := v.agentHere()
	if err != nil {
		return err
	}
	f := v.orgFrame(o, v.called(a))
	f.Problem, f.Back = p, &link{agentsPath(o.ID), v.say("portal.agents.title")}
	at := agentsPath(o.ID) + "/" + a.Account
	promote := f.form(at, "portal.agent.promote")
	promote.Hidden = []pair{{"admin", "yes"}}
	if a.Admin {
		promote = f.form(at, "portal.agent.demote")
		promote.Hidden = []pair{{"admin", "no"}}
	}
	end := f.form(at+"/deactivate", "portal.agent.deactivate")
	end.Grave = true
	receives, err := v.Behalf.Receives(v.ctx, o.ID, a.Account)
	if err != nil {
		return err
	}
	if a.Managing > 0 || receives > 0 {
		end.Controls = []control{v.successors(others)}
	}
	return v.show(status, "agent", f, struct {
		Agent        people.Agent
		Role         string
		Organization string
		Promote, End form
	}{a, v.adminLabel(a.Admin), o.Name, promote, end.with(p)})
}

// successors is the choice of who takes a leaving agent's dossiers over.
func (v *visit) successors(others agents) control {
	c := control{Kind: "select", Name: "successor", Label: v.say("portal.agent.successor"), Help: v.say("portal.agent.successor-help"), Value: v.value("successor")}
	list := []option{{Label: v.say("portal.agent.choose")}}
	for _, a := range others {
		list = append(list, option{Value: a.Account, Label: v.called(a)})
	}
	return c.options(list...)
}

func (v *visit) called(a people.Agent) string {
	if a.Name != "" {
		return a.Name
	}
	return a.Email
}

// agentHere finds the active agent of the page, and the others.
func (v *visit) agentHere() (o people.Organization, a people.Agent, others agents, err error) {
	if o, err = v.inOrg(access.ManageAgents); err != nil {
		return o, a, nil, err
	}
	all, err := v.agentsBut(o.ID, nil)
	if err != nil {
		return o, a, nil, err
	}
	a, here := all.named(v.ref("account"))
	if !here {
		return o, a, nil, access.Nothing()
	}
	for _, other := range all {
		if other.Account != a.Account {
			others = append(others, other)
		}
	}
	return o, a, others, nil
}

// setAdmin makes an agent an Admin, or no longer one.
func (v *visit) setAdmin() error {
	admin := v.value("admin") == "yes"
	if err := v.People.SetAdmin(v.ctx, v.by, v.ref("org"), v.ref("account"), admin); err != nil {
		return v.mend(err, v.changeAgent)
	}
	done := "agent-demoted"
	if admin {
		done = "agent-promoted"
	}
	return v.see(agentsPath(v.ref("org")) + "?done=" + done)
}

// atSuccessor leads from a refusal that asks for a successor to the choice of
// one: whoever reads it is an Admin, and can change it here.
func atSuccessor(err error) error {
	if !fault.Is(err, "successor-needed") && !fault.Is(err, "successor-receives") {
		return err
	}
	f := fault.Of(err).For("")
	f.Fields = []fault.Field{{Path: "successor", Code: f.Code, Args: f.Args}}
	return f
}

// deactivate ends an agent's place at once; who manages dossiers has a
// successor named (ALL-9).
func (v *visit) deactivate() error {
	successor := v.value("successor")
	if successor != "" {
		var err error
		if successor, err = idIn(successor); err != nil {
			return err
		}
	}
	if err := v.Departure.Deactivate(v.ctx, v.by, v.ref("org"), v.ref("account"), successor); err != nil {
		return v.mend(atSuccessor(err), v.changeAgent)
	}
	if v.ref("account") == v.account.ID {
		return v.see("/organizations?done=agent-left")
	}
	return v.see(agentsPath(v.ref("org")) + "?done=agent-left")
}

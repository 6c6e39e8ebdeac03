package portal

import (
	"net/http"

	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/people"
)

// mateLine is somebody who works in a dossier, by one origin (ALL-2), in words.
type mateLine struct {
	Name, Organization, By string
	Over                   string // why it gives nothing any more
	End                    string // path; "" where there is nothing to end, or the visitor may not
}

func teamPath(d string) string { return dossierPath(d) + "/team" }

// teamPage lists who works in a dossier.
func (v *visit) teamPage() error {
	view, team, err := v.Dossiers.Team(v.ctx, v.by, v.ref("dossier"))
	if err != nil {
		return err
	}
	f, err := v.dossierFrame(view, "portal.team.title")
	if err != nil {
		return err
	}
	orgs, err := v.organizations(orgsOfTeam(team)...)
	if err != nil {
		return err
	}
	d := struct {
		Add, NewManager, Why string
		Lines                []mateLine
	}{}
	may := view.May(access.ManageTeam)
	if d.Why = v.why(may); may.Allowed {
		d.Add = teamPath(view.ID) + "/add"
	}
	if view.May(access.HandOver).Allowed {
		d.NewManager = dossierPath(view.ID) + "/manager"
	}
	for _, m := range team {
		l := mateLine{Name: m.Name, Organization: orgs[m.Org].Name, By: v.mateBy(m)}
		if !m.Present {
			l.Over = v.say("portal.team.over")
		}
		if may.Allowed && !m.Manager {
			l.End = teamPath(view.ID) + "/" + m.Account + "/" + string(m.Kind) + "/end"
		}
		d.Lines = append(d.Lines, l)
	}
	return v.ok("team", f, d)
}

func orgsOfTeam(team []dossier.Teammate) []string {
	var ids []string
	for _, m := range team {
		ids = append(ids, m.Org)
	}
	return ids
}

// mateBy says what somebody is here by one origin.
func (v *visit) mateBy(m dossier.Teammate) string {
	if m.Manager {
		return v.roleLabel(access.Manager)
	}
	return v.originLabel(string(m.Kind))
}

func (v *visit) originLabel(origin string) string { return v.say("portal.origin." + origin) }

// askTeammate asks whom to put on the team, then shows what they will see
// before anything is saved (ALL-3).
func (v *visit) askTeammate() error {
	return v.addTeammateForm(http.StatusOK, nil, v.r.URL.Query().Get("account"))
}

func (v *visit) addTeammateForm(status int, p *problem, acct string) error {
	view, team, err := v.Dossiers.Team(v.ctx, v.by, v.ref("dossier"))
	if err == nil {
		err = view.May(access.ManageTeam).Err()
	}
	if err != nil {
		return err
	}
	f, err := v.dossierFrame(view, "portal.team.add")
	if err != nil {
		return err
	}
	f.Problem, f.Back = p, &link{teamPath(view.ID), v.say("portal.team.title")}
	on := map[string]bool{}
	for _, m := range team {
		on[m.Account] = on[m.Account] || m.Kind == access.FromTeam && m.Present
	}
	choice, err := v.agentsBut(view.Org, on)
	if err != nil {
		return err
	}
	at := teamPath(view.ID) + "/add"
	agent, chosen := choice.named(acct)
	if !chosen {
		return v.chooseAgent(status, f, at, choice, v.say("portal.team.add-text"))
	}
	o, err := v.Dossiers.PreviewTeammate(v.ctx, v.by, view.ID, agent.Account)
	if err != nil {
		return err
	}
	seen, err := v.preview(f, "", view.ID, o)
	if err != nil {
		return err
	}
	add := f.form(at, "portal.team.add-button")
	add.Hidden, add.Cancel = []pair{{"account", agent.Account}}, &link{teamPath(view.ID), v.say("portal.cancel")}
	return v.show(status, "letin", f, letIn{Text: []string{v.say("portal.team.add-which", "name", agent.Name, "dossier", view.Title)}, Preview: &seen, Form: add})
}

// letIn is the last page before somebody gets access: who, and what they will
// see (ALL-3).
type letIn struct {
	Text    []string
	Preview *preview
	Form    form
}

// addTeammate puts an agent of the owner on the team.
func (v *visit) addTeammate() error {
	d := v.ref("dossier")
	acct, err := idIn(v.value("account"))
	if err != nil {
		return err
	}
	if err := v.Dossiers.AddToTeam(v.ctx, v.by, d, acct); err != nil {
		return v.mend(err, func(status int, p *problem) error { return v.addTeammateForm(status, p, acct) })
	}
	return v.see(teamPath(d) + "?done=team-added")
}

// agents are those of an organisation that may be chosen.
type agents []people.Agent

// agentsBut gives the active agents of org who are not among but.
func (v *visit) agentsBut(org string, but map[string]bool) (agents, error) {
	all, _, err := v.People.Agents(v.ctx, v.by, org)
	var list agents
	for _, a := range all {
		if a.Left.IsZero() && !but[a.Account] {
			list = append(list, a)
		}
	}
	return list, err
}

func (l agents) named(acct string) (people.Agent, bool) {
	for _, a := range l {
		if a.Account == acct {
			return a, true
		}
	}
	return people.Agent{}, false
}

// chooseAgent is the page before: it changes nothing and leads on by GET.
func (v *visit) chooseAgent(status int, f *frame, at string, list agents, text string) error {
	options := make([]option, len(list))
	for i, a := range list {
		options[i] = option{Value: a.Account, Label: a.Name, Help: a.Email}
	}
	c := control{Kind: "radios", Name: "account", Label: v.say("portal.team.who")}.options(options...)
	if v.r.URL.Query().Has("next") { // pressed with nobody chosen
		status, f.Problem = http.StatusUnprocessableEntity, v.problemOf(fault.Bad("account", "missing"))
	}
	d := form{Action: at, Controls: []control{c}, Cancel: f.Back}.with(f.Problem)
	return v.show(status, "choose", f, struct {
		Text string
		Form form
	}{text, d})
}

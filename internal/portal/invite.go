package portal

import (
	"net/http"
	"time"

	"tierce/internal/access"
	"tierce/internal/text"
)

// inviteAgent asks an Admin whom to invite, in which language, as what.
func (v *visit) inviteAgent() error { return v.inviteForm(http.StatusOK, nil) }

func (v *visit) inviteForm(status int, p *problem) error {
	o, err := v.inOrg(access.ManageAgents)
	if err != nil {
		return err
	}
	f := v.orgFrame(o, v.say("portal.invite.title"))
	f.Problem, f.Back = p, &link{agentsPath(o.ID), v.say("portal.agents.title")}
	lang := control{Kind: "radios", Name: "language", Label: v.say("portal.invite.language"), Value: v.value("language")}
	var langs []option
	for _, l := range text.Langs() {
		langs = append(langs, option{Value: string(l), Label: l.Say("portal.language")})
	}
	if lang.Value == "" {
		lang.Value = string(v.lang())
	}
	admin := control{Kind: "checks", Name: "admin", Label: v.say("portal.invite.as"), Value: v.value("admin")}.
		options(option{Value: "yes", Label: v.say("portal.role.admin"), Help: v.say("portal.invite.admin-help")})
	ask := f.form(agentsPath(o.ID)+"/new", "portal.invite.button",
		control{Kind: "email", Name: "email", Label: v.say("portal.account.email"), Help: v.say("portal.invite.email-help"), Value: v.value("email"), Most: 254},
		lang.options(langs...), admin)
	ask.Cancel = f.Back
	return v.show(status, "form", f, simple{Intro: []string{v.say("portal.invite.text", "organization", o.Name)}, Form: ask.with(p)})
}

// sendInvitation invites an agent; the mail leaves by itself.
func (v *visit) sendInvitation() error {
	org := v.ref("org")
	_, err := v.People.Invite(v.ctx, v.by, org, v.value("email"), v.value("language"), v.value("admin") == "yes", v.once("invite "+org))
	if err != nil {
		return v.mend(err, v.inviteForm)
	}
	return v.see(agentsPath(org) + "?done=agent-invited")
}

// askUninvite asks once more before an invitation is revoked.
func (v *visit) askUninvite() error { return v.confirmUninvite(http.StatusOK, nil) }

func (v *visit) confirmUninvite(status int, p *problem) error {
	o, err := v.inOrg(access.ManageAgents)
	if err != nil {
		return err
	}
	i, err := v.People.Invitation(v.ctx, o.ID, v.ref("invitation"))
	if err != nil {
		return err
	}
	f := v.orgFrame(o, v.say("portal.invite.revoke-title"))
	f.Problem, f.Back = p, &link{agentsPath(o.ID), v.say("portal.agents.title")}
	ask := f.form("/organizations/"+o.ID+"/invitations/"+i.ID+"/revoke", "portal.invite.revoke-button")
	ask.Grave, ask.Cancel = true, f.Back
	return v.show(status, "form", f, simple{Intro: []string{v.say("portal.invite.revoke-text", "email", i.Email)}, Form: ask})
}

func (v *visit) uninvite() error {
	if err := v.People.Uninvite(v.ctx, v.by, v.ref("org"), v.ref("invitation")); err != nil {
		return v.mend(err, v.confirmUninvite)
	}
	return v.see(agentsPath(v.ref("org")) + "?done=agent-uninvited")
}

// day writes since, a place's beginning as its row has it.
func day(f *frame, since string) string {
	t, err := time.Parse(time.RFC3339Nano, since)
	if err != nil {
		return ""
	}
	return f.Day(t)
}

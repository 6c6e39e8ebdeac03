package portal

import (
	"net/http"
	"strings"

	"tierce/internal/access"
	"tierce/internal/dossier"
)

// askEnd asks whether one origin of somebody's access is to end, and says
// before what remains (ALL-2).
func (v *visit) askEnd() error { return v.confirmEnd(http.StatusOK, nil) }

func (v *visit) confirmEnd(status int, p *problem) error {
	view, mate, err := v.mate()
	if err != nil {
		return err
	}
	f, err := v.dossierFrame(view, "portal.team.end")
	if err != nil {
		return err
	}
	f.Problem, f.Back = p, &link{teamPath(view.ID), v.say("portal.team.title")}
	left, err := v.Dossiers.Remaining(v.ctx, v.by, view.ID, mate.Account, string(mate.Kind))
	if err != nil {
		return err
	}
	owner, err := v.organization(mate.Org)
	if err != nil {
		return err
	}
	d := f.form(teamPath(view.ID)+"/"+mate.Account+"/"+string(mate.Kind)+"/end", "portal.team.end-button")
	d.Grave, d.Cancel = true, &link{f.Back.Path, v.say("portal.cancel")}
	return v.show(status, "form", f, simple{Form: d, Intro: []string{
		v.say("portal.team.end-which", "name", mate.Name, "organization", owner.Name, "dossier", view.Title, "origin", v.originLabel(string(mate.Kind))),
		v.remains(mate, left)}})
}

// mate finds whom and what the address names, for whoever may end it.
func (v *visit) mate() (dossier.View, dossier.Teammate, error) {
	view, team, err := v.Dossiers.Team(v.ctx, v.by, v.ref("dossier"))
	if err == nil {
		err = view.May(access.ManageTeam).Err()
	}
	if err != nil {
		return view, dossier.Teammate{}, err
	}
	for _, m := range team {
		if m.Account == v.ref("account") && string(m.Kind) == v.r.PathValue("origin") && !m.Manager {
			return view, m, nil
		}
	}
	return view, dossier.Teammate{}, access.Nothing()
}

// remains says what somebody could still do (ALL-2).
func (v *visit) remains(mate dossier.Teammate, left []string) string {
	if len(left) == 0 {
		return v.say("portal.team.nothing-remains", "name", mate.Name)
	}
	var words []string
	for _, origin := range left {
		words = append(words, v.originLabel(origin))
	}
	return v.say("portal.team.remains", "name", mate.Name, "origins", strings.Join(words, ", "))
}

// endAccess ends it, from the next request on (ALL-5).
func (v *visit) endAccess() error {
	d := v.ref("dossier")
	if err := v.Dossiers.EndOrigin(v.ctx, v.by, d, v.ref("account"), v.r.PathValue("origin")); err != nil {
		return v.mend(err, v.confirmEnd)
	}
	return v.see(teamPath(d) + "?done=access-ended")
}

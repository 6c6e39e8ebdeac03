package portal

import (
	"net/http"

	"tierce/internal/access"
)

// askManager asks who is to be the manager, then says what that changes. An
// Admin gets here without seeing content, not even the title (ALL-9, ABB-9).
func (v *visit) askManager() error {
	return v.newManagerForm(http.StatusOK, nil, v.r.URL.Query().Get("account"))
}

func (v *visit) newManagerForm(status int, p *problem, acct string) error {
	view, err := v.Dossiers.Load(v.ctx, v.by, v.ref("dossier"), access.HandOver, "")
	if err != nil {
		return err
	}
	f, err := v.dossierFrame(view, "portal.manager.title")
	if err != nil {
		return err
	}
	f.Problem = p
	called := view.Title
	if !view.May(access.Open).Allowed {
		f.Back, called = v.toDossiers(), view.Reference
	}
	names, err := v.People.Names(v.ctx, view.Manager)
	if err != nil {
		return err
	}
	now := names[view.Manager]
	choice, err := v.agentsBut(view.Org, map[string]bool{view.Manager: true})
	if err != nil {
		return err
	}
	at := dossierPath(view.ID) + "/manager"
	to, chosen := choice.named(acct)
	if !chosen {
		return v.chooseAgent(status, f, at, choice, v.say("portal.manager.text", "dossier", called, "name", now))
	}
	d := letIn{Text: []string{v.say("portal.manager.which", "to", to.Name, "dossier", called), v.say("portal.manager.stays", "name", now)}}
	if view.May(access.Open).Allowed {
		o, err := v.Dossiers.PreviewManager(v.ctx, v.by, view.ID, to.Account)
		if err != nil {
			return err
		}
		seen, err := v.preview(f, "", view.ID, o)
		if err != nil {
			return err
		}
		d.Preview = &seen
	}
	d.Form = f.form(at, "portal.manager.button")
	d.Form.Hidden, d.Form.Grave = []pair{{"account", to.Account}}, true
	d.Form.Cancel = &link{f.Back.Path, v.say("portal.cancel")}
	return v.show(status, "letin", f, d)
}

// nameManager hands the manager role over (ALL-9).
func (v *visit) nameManager() error {
	d := v.ref("dossier")
	acct, err := idIn(v.value("account"))
	if err != nil {
		return err
	}
	if err := v.Dossiers.HandOver(v.ctx, v.by, d, acct); err != nil {
		return v.mend(err, func(status int, p *problem) error { return v.newManagerForm(status, p, acct) })
	}
	if _, err := v.Dossiers.Load(v.ctx, v.by, d, access.Open, ""); err != nil {
		return v.see(dossierPath(d) + "/manager?done=manager-named") // an Admin sees no more of it
	}
	return v.see(dossierPath(d) + "?done=manager-named")
}

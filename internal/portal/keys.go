package portal

import (
	"net/http"

	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/people"
	"tierce/internal/sharekey"
)

// keyLine is one share key of a dossier and what became of it (EVO-7), in
// words.
type keyLine struct {
	Made, By, Mode string
	State, Class   string // Class colours the state
	Story          string // until when, or used by whom and when
	Revoke         string // path; "" where there is nothing to revoke, or the visitor may not
}

// keysPage lists the keys of a dossier.
func (v *visit) keysPage() error {
	view, keys, err := v.Keys.List(v.ctx, v.by, v.ref("dossier"))
	if err != nil {
		return err
	}
	f, err := v.dossierFrame(view, "portal.keys.title")
	if err != nil {
		return err
	}
	orgs, err := v.organizations(usedFor(keys)...)
	if err != nil {
		return err
	}
	d := struct {
		Dossier, Share, Others string
		Lines                  []keyLine
	}{Dossier: view.Title}
	if view.May(access.MakeKey).Allowed {
		d.Share = f.Back.Path + "/share"
	}
	for _, k := range keys {
		d.Lines = append(d.Lines, v.keyLine(f, view, k, orgs))
		if err := mayRevoke(view, k); k.State == sharekey.Pending && err != nil {
			d.Others = v.sentence(err) + " " + v.fix(fault.Of(err))
		}
	}
	return v.ok("keys", f, d)
}

func usedFor(keys []sharekey.Key) []string {
	var ids []string
	for _, k := range keys {
		ids = append(ids, k.UsedFor)
	}
	return ids
}

func (v *visit) keyLine(f *frame, view dossier.View, k sharekey.Key, orgs map[string]people.Organization) keyLine {
	classes := map[sharekey.State]string{sharekey.Used: "done", sharekey.Revoked: "over", sharekey.Expired: "over"}
	line := keyLine{Made: f.Moment(k.Made), By: k.MakerName, Mode: v.modeLabel(k.Mode),
		State: v.say("portal.keys.state-" + string(k.State)), Class: classes[k.State]}
	switch k.State {
	case sharekey.Pending:
		line.Story = v.say("portal.keys.until", "expires", f.Moment(k.Expires()))
		if mayRevoke(view, k) == nil {
			line.Revoke = f.Back.Path + "/keys/" + k.ID + "/revoke"
		}
	case sharekey.Used:
		line.Story = v.say("portal.keys.used", "by", v.orNobody(k.UserName), "organization", orgs[k.UsedFor].Name, "at", f.Moment(k.UsedAt))
	case sharekey.Expired:
		line.Story = v.say("portal.keys.expired", "at", f.Moment(k.Expires()))
	}
	return line
}

// orNobody stands in for the name of an account that has none.
func (v *visit) orNobody(name string) string {
	if name == "" {
		return v.say("portal.somebody")
	}
	return name
}

// mayRevoke asks the rules about one's own key, or another's.
func mayRevoke(view dossier.View, k sharekey.Key) error {
	if k.Maker == view.Account.ID {
		return view.May(access.RevokeOwnKey).Err()
	}
	return view.May(access.RevokeKey).Err()
}

// askRevoke asks once more before a key is revoked for good.
func (v *visit) askRevoke() error { return v.confirmRevoke(http.StatusOK, nil) }

func (v *visit) confirmRevoke(status int, p *problem) error {
	view, keys, err := v.Keys.List(v.ctx, v.by, v.ref("dossier"))
	if err != nil {
		return err
	}
	for _, k := range keys {
		if k.ID != v.ref("key") {
			continue
		}
		if err := mayRevoke(view, k); err != nil {
			return err
		}
		f, err := v.dossierFrame(view, "portal.keys.revoke-title")
		if err != nil {
			return err
		}
		list := f.Back.Path + "/keys"
		f.Problem, f.Back = p, &link{list, v.say("portal.keys.title")}
		form := f.form(list+"/"+k.ID+"/revoke", "portal.keys.revoke-button")
		form.Grave, form.Cancel = true, &link{list, v.say("portal.cancel")}
		return v.show(status, "form", f, simple{Form: form, Intro: []string{
			v.say("portal.keys.revoke-which", "dossier", view.Title, "at", f.Moment(k.Made), "by", v.orNobody(k.MakerName), "mode", v.modeLabel(k.Mode)),
			v.say("portal.keys.revoke-text")}})
	}
	return access.Nothing()
}

// revokeKey ends a pending key (EVO-7).
func (v *visit) revokeKey() error {
	d := v.ref("dossier")
	if err := v.Keys.Revoke(v.ctx, v.by, d, v.ref("key")); err != nil {
		return v.mend(err, v.confirmRevoke)
	}
	return v.see("/dossiers/" + d + "/keys?done=key-revoked")
}

package portal

import (
	"net/http"

	"tierce/internal/access"
	"tierce/internal/fault"
	"tierce/internal/people"
	"tierce/internal/sharekey"
)

// keyMost is what fits the field: a key with what mail programs put around it.
const keyMost = 400

// importPage asks for a share key (EVO-4).
func (v *visit) importPage() error {
	if err := v.admit(); err != nil {
		return err
	}
	return v.askKey(http.StatusOK, nil, "")
}

// askKey shows the form with the key typed so far.
func (v *visit) askKey(status int, p *problem, typed string) error {
	if err := access.DecideRedeem(v.account.Account).Err(); err != nil {
		return err
	}
	f := v.frame(v.say("portal.import.title"))
	f.Problem, f.Back = p, v.toDossiers()
	key := control{Kind: "key", Name: "key", Label: v.say("portal.import.key"), Help: v.say("portal.import.key-help"), Value: typed, Most: keyMost}
	form := f.form("/imports", "portal.import.button", key)
	orgs, err := v.ownOrganizations()
	if err != nil {
		return err
	}
	if len(orgs) > 1 {
		form.Controls = append(form.Controls, v.recipients(orgs))
	}
	form.Cancel = &link{"/dossiers", v.say("portal.cancel")}
	return v.show(status, "form", f, simple{Intro: []string{v.say("portal.import.text")}, Form: form.with(p)})
}

// recipients is the choice of whom the dossier is for (EVO-7).
func (v *visit) recipients(orgs []people.Organization) control {
	c := control{Kind: "radios", Name: "organization", Label: v.say("portal.import.organization"),
		Help: v.say("portal.import.organization-help"), Value: v.value("organization")}
	return c.options(each(orgs, func(o people.Organization) option { return option{Value: o.ID, Label: o.Name} })...)
}

// importDossier uses the key and opens the dossier. A key comes back into the
// page only with a value to mend: what was refused is not kept anywhere.
func (v *visit) importDossier() error {
	got, err := v.Keys.Redeem(v.ctx, v.by, v.value("key"), v.value("organization"), v.once("imports"))
	if err != nil {
		typed := ""
		if f := fault.Of(err); f != nil && f.Kind == fault.Invalid {
			typed = v.value("key")
		}
		return v.mend(err, func(status int, p *problem) error { return v.askKey(status, p, typed) })
	}
	done := "imported"
	if got.Mode == sharekey.Joining {
		done = "joined"
	}
	return v.see("/dossiers/" + got.Dossier + "?done=" + done)
}

package portal

import (
	"time"

	"tierce/internal/people"
	"tierce/internal/text"
)

// languageLasts is how long a browser remembers the language chosen in it.
const languageLasts = 365 * 24 * time.Hour

// language gives "fr" or "en" for what a token or a form calls a language; ""
// for any other.
func language(s string) string {
	l, _ := text.Parse(s)
	return string(l)
}

// setLanguage switches the language, for this browser and, for whoever is
// signed in, for good. Signed out there is no session whose form it could be.
func (v *visit) setLanguage() error {
	if err := v.readForm(); err != nil {
		return err
	}
	l, ok := text.Parse(v.value("language"))
	next := local(v.value("next"))
	if !ok {
		return v.see(next)
	}
	if v.by.Account() != "" && v.admit() == nil && v.by.Session().FromForm(v.value("token")) {
		if err := v.People.SetLang(v.ctx, v.account.ID, string(l)); err != nil {
			return err
		}
	}
	v.setCookie("lang", string(l), languageLasts)
	return v.see(next)
}

// home welcomes whoever is not signed in.
func (v *visit) home() error {
	if v.by.Account() != "" && v.admit() == nil {
		return v.see("/dossiers")
	}
	return v.ok("home", v.frame(v.say("portal.home.title")), nil)
}

// accountPage shows what is known of the visitor.
func (v *visit) accountPage() error {
	if err := v.admit(); err != nil {
		return err
	}
	orgs, err := v.ownOrganizations()
	if err != nil {
		return err
	}
	return v.ok("account", v.frame(v.say("portal.account.title")), struct {
		Account       any
		Organizations []string
	}{v.account, each(orgs, func(o people.Organization) string { return o.Name })})
}

package journeys

import (
	"tierce/internal/local/demo"
	"tierce/internal/text"
)

// signsUp signs up somebody whom nobody knows, with the code that came by mail
// and the one that came by SMS. The person stands at the issuer's first page.
func (p *person) signsUp(name, email, phone string) {
	p.t.Helper()
	p.follow(map[text.Lang]string{"fr": "Créer un compte", "en": "Create an account"}[p.lang])
	p.fill("name", name)
	p.fill("email", email)
	p.fill("phone", phone)
	p.fill("password", "a password for "+email)
	p.choose("locale", string(p.lang))
	p.pressMain()
	p.fill("email_code", p.on.message(email, `\b(\d{6})\b`))
	p.fill("phone_code", p.on.message(phone, `\b(\d{6})\b`))
	p.pressMain()
}

// signsIn answers the issuer's sign-in page.
func (p *person) signsIn(email, password string) {
	p.t.Helper()
	p.fill("email", email)
	p.fill("password", password)
	p.pressMain()
}

// pressMain presses the first button of the page's content: the issuer's pages
// are not the product's, and its words are its own.
func (p *person) pressMain() {
	p.t.Helper()
	p.leaving(func() { p.click("the page's button", `document.querySelector("main form button")`) })
}

// as opens a browser in which an agent of the demo is signed in, and reads in
// lang.
func (on *product) as(email string, lang text.Lang) *person {
	on.t.Helper()
	p := on.person(lang)
	p.goTo("/dossiers")
	p.signsIn(email, demo.Password)
	p.reads(lang)
	return p
}

// reads switches the language where the page is in the other.
func (p *person) reads(lang text.Lang) {
	p.t.Helper()
	p.lang = lang
	if read[string](p, `document.documentElement.lang`) != string(lang) {
		p.press(lang.Say("portal.language"))
	}
}

package journeys

import (
	"testing"

	"tierce/internal/local/demo"
	"tierce/internal/text"
)

func TestALL7SignUpWithBothCodesAndSwitchLanguage(t *testing.T) {
	bilingual(t, func(t *testing.T, on *product, lang text.Lang) {
		p := on.person(lang)
		p.goTo("/")
		p.picture("home")
		p.follow(p.say("portal.home.sign-in"))
		p.picture("issuer-sign-in")
		p.signsUp("Nadia Fauré", "nadia@etude.example", "+33 6 39 98 00 71")
		p.sees(p.say("portal.dossiers.no-organization"))
		p.seesNot(p.say("portal.dossiers.none"))
		p.follow(p.say("portal.nav.account"))
		p.sees("nadia@etude.example", "+33639980071", p.say("portal.account.no-organization"))
		p.picture("account")
		other := others(lang)
		p.press(other.Say("portal.language")) // the footer's, or the page's: the same
		p.sees(other.Say("portal.account.title"))
		if on.Mailbox.Messages("nadia@etude.example")[0].Subject != map[text.Lang]string{
			"fr": "Votre code de vérification Tierce", "en": "Your Tierce verification code"}[lang] {
			t.Error("the code came in another language than the page's")
		}
		p.goTo("/_local/mailbox/")
		p.picture("mailbox")
	})
}

func others(lang text.Lang) text.Lang {
	for _, l := range text.Langs() {
		if l != lang {
			return l
		}
	}
	return lang
}

func TestSignUpRefusesWrongCodes(t *testing.T) {
	bilingual(t, func(t *testing.T, on *product, lang text.Lang) {
		p := on.person(lang)
		p.goTo("/dossiers")
		p.follow(map[text.Lang]string{"fr": "Créer un compte", "en": "Create an account"}[lang])
		p.fill("email", "nadia")
		p.pressMain()
		p.picture("issuer-sign-up-problems")
		p.fill("name", "Nadia Fauré")
		p.fill("email", "nadia@etude.example")
		p.fill("phone", "+33639980071")
		p.fill("password", "a long enough password")
		p.pressMain()
		p.fill("email_code", p.on.message("nadia@etude.example", `\b(\d{6})\b`))
		p.fill("phone_code", "12345")
		p.pressMain()
		p.sees(map[text.Lang]string{"fr": "Ce n'est pas le code envoyé par SMS", "en": "This is not the code sent by SMS"}[lang])
		p.picture("issuer-codes")
	})
}

func TestALL5SignOutEverywhere(t *testing.T) {
	bilingual(t, func(t *testing.T, on *product, lang text.Lang) {
		office, phone := on.as("paul@cabinet.example", lang), on.as("paul@cabinet.example", lang)
		phone.follow(phone.say("portal.nav.account"))
		phone.press(phone.say("portal.account.end-all"))
		phone.sees(phone.say("portal.done.signed-out-everywhere"))
		office.follow(office.say("portal.nav.account")) // the very next click
		office.signsIn("paul@cabinet.example", demo.Password)
		office.sees(office.say("portal.account.title"))
		office.press(office.say("portal.nav.sign-out"))
		office.sees(office.say("portal.done.signed-out"))
	})
}

func TestSignInRefusesAWrongPassword(t *testing.T) {
	on := started(t)
	p := on.person("fr")
	p.goTo("/dossiers")
	p.signsIn("paul@cabinet.example", "not this one at all")
	p.sees("L'adresse e-mail ou le mot de passe est incorrect")
}

package journeys

import (
	"testing"

	"tierce/internal/text"
)

// Cognito's pages verify one of the two at sign-up. Camille verifies only her
// address there, and her telephone in the portal.
func TestABB5TheTelephoneIsVerifiedInThePortal(t *testing.T) {
	bilingual(t, func(t *testing.T, on *product, lang text.Lang) {
		p := on.as("claire@cabinet.example", lang)
		p.follow(estate)
		p.follow(p.say("portal.rights.title"))
		p.gives("Camille Vasseur,", "read")

		camille := on.person(lang)
		camille.goTo(on.message("camille@vasseur.example", `(/dossiers/[0-9a-z]+/invitations/[0-9a-z]+)`))
		camille.follow(camille.say("portal.invitation.sign-in"))
		camille.signsUpWithout("phone", "Camille Vasseur", "camille@vasseur.example", "+33 6 39 98 00 77")
		camille.sees(camille.say("portal.verify.awaits", "organization", "Cabinet Lefèvre Assurances & Patrimoine", "digits", "23"))
		camille.picture("verify")
		p.goTo(read[string](p, `location.pathname`))
		p.sees(p.say("portal.state.phone"))

		camille.follow(camille.say("portal.verify.change-phone"))
		camille.fill("value", "06 39 98 00 23")
		camille.press(camille.say("portal.verify.send-phone"))
		camille.sees(camille.say("portal.problem"))
		camille.fill("value", "+33 6 39 98 00 23")
		camille.press(camille.say("portal.verify.send-phone"))
		camille.sees(camille.say("portal.verify.code-title-phone"))
		camille.picture("verify-code")
		camille.fill("code", "12345")
		camille.press(camille.say("portal.verify.button"))
		camille.sees(camille.say("portal.error.code-wrong"))
		camille.fill("code", on.message("+33639980023", `\b(\d{6})\b`))
		camille.press(camille.say("portal.verify.button"))
		camille.sees(estate, camille.say("portal.done.came-in"))
	})
}

// signsUpWithout leaves one of the two unverified at the issuer's pages.
func (p *person) signsUpWithout(open, name, email, phone string) {
	p.t.Helper()
	only := map[string]string{"phone": "email", "email": "phone"}[open]
	p.follow(map[text.Lang]string{"fr": "Créer un compte", "en": "Create an account"}[p.lang])
	p.fill("name", name)
	p.fill("email", email)
	p.fill("phone", phone)
	p.fill("password", "a password for "+email)
	p.choose("locale", string(p.lang))
	p.pressMain()
	p.fill(only+"_code", p.on.message(map[string]string{"email": email, "phone": phone}[only], `\b(\d{6})\b`))
	p.leaving(func() { p.click("only "+only, `document.querySelector("button[name=only][value=`+only+`]")`) })
}

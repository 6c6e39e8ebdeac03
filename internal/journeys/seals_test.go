package journeys

import (
	"testing"

	"tierce/internal/text"
)

// The primary contact fills a form, signs and submits it; the agent, who is
// told by mail, sees it sealed and returns it; an edit voids the signature for
// everybody to see.
func TestIND6FilledSignedSubmittedReturnedAndVoided(t *testing.T) {
	shared(t, func(t *testing.T, on *product, lang text.Lang) {
		a := on.commercial()
		a.invites(lang, "yann")
		yann, name := a.arrives("yann", lang), a.contacts["yann"].name
		form := a.at("/sections/declaration")
		yann.goTo(form + "/edit")
		yann.choose("values.accurate", "true")
		yann.choose("values.changes", "true")
		yann.fill("values.signed-by", name)
		yann.press(yann.say("portal.save"))
		yann.sees(yann.say("portal.done.saved"))
		yann.picture("form-filled")
		yann.follow(yann.say("portal.seal.sign"))
		yann.picture("form-sign")
		yann.press(yann.say("portal.seal.sign-button")) // no name yet
		yann.sees(yann.say("portal.problem"))
		yann.picture("form-sign-problem")
		yann.fill("name", name)
		yann.press(yann.say("portal.seal.sign-button"))
		yann.sees(yann.say("portal.done.section-signed"), name)
		yann.picture("form-signed")
		yann.follow(yann.say("portal.seal.submit"))
		yann.picture("form-submit")
		yann.press(yann.say("portal.seal.submit-button"))
		yann.sees(yann.say("portal.done.section-submitted"))
		yann.picture("form-submitted")
		if yann.count(`a[href$="/edit"]`) != 0 {
			t.Error("IND-6: what was submitted may be edited by a contact")
		}

		claire := on.as(manager, lang)
		claire.goTo(form)
		claire.picture("form-submitted-agent")
		claire.follow(claire.say("portal.seal.see"))
		claire.sees(claire.say("portal.seal.holds-tag"), claire.say("portal.seal.holds"), name)
		claire.picture("form-seal")
		claire.goTo(form)
		claire.follow(claire.say("portal.seal.return"))
		claire.picture("form-return")
		note := claire.word("Ajoutez la date de la déclaration.", "Please add the date of the declaration.")
		claire.fill("note", note)
		claire.press(claire.say("portal.seal.return-button"))
		claire.sees(claire.say("portal.done.section-returned"))
		claire.picture("form-returned-agent")

		yann.goTo(form)
		yann.sees(note, "Claire Morel")
		yann.picture("form-returned")
		yann.follow(yann.say("portal.section.edit"))
		yann.fill("values.on", "26/11/2026")
		yann.press(yann.say("portal.save"))
		yann.sees(yann.say("portal.done.saved"))
		yann.picture("form-voided")
		claire.goTo(form + "/seal")
		claire.sees(claire.say("portal.seal.voided-tag"))
		claire.seesNot(claire.say("portal.seal.holds"))
		claire.picture("form-seal-voided")
	})
}

package journeys

import (
	"testing"
	"time"

	"tierce/internal/local/demo"
	"tierce/internal/text"
)

// A session ends after 30 idle minutes, in the middle of a form. What was typed
// waits in its tab until its author has signed in again in another.
func TestAnExpiredSessionKeepsWhatWasTyped(t *testing.T) {
	bilingual(t, func(t *testing.T, on *product, lang text.Lang) {
		p := on.as("claire@cabinet.example", lang)
		p.goTo("/dossiers?text=Rousseau")
		p.follow("Famille Rousseau")
		p.followTask(0)
		p.follow(p.say("portal.section.edit"))
		name := p.firstText()
		p.fill(name, "Typed before the session ended")
		on.advance(31 * time.Minute)
		p.press(p.say("portal.save"))
		p.sees(p.say("portal.resume.title"))
		p.picture("session-over")

		beside := p.otherTab()
		beside.goTo("/signin?next=/signin/again")
		beside.signsIn("claire@cabinet.example", demo.Password)
		beside.sees(p.say("portal.again.title"))

		p.press(p.say("portal.resume.again"))
		p.picture("session-confirm")
		p.press(p.say("portal.resume.send"))
		p.sees(p.say("portal.done.saved"), "Typed before the session ended")
	})
}

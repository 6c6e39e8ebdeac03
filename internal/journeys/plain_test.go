package journeys

import (
	"testing"

	"tierce/internal/local/demo"
	"tierce/internal/text"
)

// The whole hand-over without a script: the key stands in the window, to be
// copied by hand.
func TestEVO1EVO4WithoutJavaScript(t *testing.T) {
	bilingual(t, func(t *testing.T, on *product, lang text.Lang) {
		claire := on.person(lang).withoutScript()
		claire.goTo("/dossiers")
		claire.signsIn("claire@cabinet.example", demo.Password)
		claire.reads(lang)
		title := claire.firstToShare()
		claire.followBeside(title, claire.say("portal.share.link"))
		claire.press(claire.say("portal.share.button"))
		if claire.count("[data-copy]:not([hidden])") != 0 {
			t.Error("a button to copy shows that can do nothing")
		}
		key := read[string](claire, `document.querySelector(".key").value`)

		marc := on.person(lang).withoutScript()
		marc.goTo("/imports")
		marc.signsIn("marc@conseil.example", demo.Password)
		marc.reads(lang)
		marc.fill("key", key)
		marc.press(marc.say("portal.import.button"))
		marc.sees(marc.say("portal.done.imported"), title)
	})
}

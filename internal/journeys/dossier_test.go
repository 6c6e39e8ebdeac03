package journeys

import (
	"testing"

	"tierce/internal/text"
)

func TestEVO1MyDossiersAndANewOne(t *testing.T) {
	bilingual(t, func(t *testing.T, on *product, lang text.Lang) {
		p := on.as("claire@cabinet.example", lang)
		p.sees(p.say("portal.dossiers.title"))
		p.picture("dossiers")
		p.follow(p.say("portal.dossiers.new"))
		p.picture("new-dossier")
		p.press(p.say("portal.new.button"))
		p.sees(p.say("portal.problem"))
		p.picture("new-dossier-problem")
		p.choose("model", p.options("model")[0])
		p.fill("title", "Succession Aubry <b>")
		p.press(p.say("portal.new.button"))
		p.sees(p.say("portal.done.created"), "Succession Aubry <b>")
		p.goTo("/dossiers?text=aubry")
		p.sees("Succession Aubry <b>", p.say("portal.dossiers.all"))
	})
}

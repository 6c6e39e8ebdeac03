package journeys

import (
	"testing"

	"tierce/internal/text"
)

// A simulation and a report by the holder; the notary reads both, and is told
// who could make one.
func TestABB8TheHolderMakesWhatTheNotaryReads(t *testing.T) {
	shared(t, func(t *testing.T, on *product, lang text.Lang) {
		pl := on.plan()
		claire := on.as(manager, lang)
		claire.rights(pl)
		claire.gives("Bernard Vasseur,", "write")
		claire.gives("Maître Aubry", "write")

		bernard := pl.arrives("bernard", lang)
		bernard.goTo(pl.at("/sections/simulations"))
		bernard.follow(bernard.say("portal.simulation.make"))
		bernard.press(bernard.say("portal.simulation.make"))
		bernard.sees(bernard.say("portal.problem"))
		bernard.picture("simulation-problem")
		for _, name := range []string{"Sans rien changer", "Donner la maison"} {
			bernard.goTo(pl.at("/simulations/new"))
			bernard.fill("name", name)
			bernard.fill("years", "10")
			bernard.fill("growth", "2")
			if name == "Donner la maison" {
				bernard.fill("given", "100000")
			}
			bernard.press(bernard.say("portal.simulation.make"))
			bernard.sees(bernard.say("portal.done.simulation-made"), name)
		}
		bernard.goTo(pl.at("/sections/simulations"))
		bernard.picture("simulations")
		bernard.press(bernard.say("portal.simulation.compare"))
		bernard.sees("Sans rien changer", "Donner la maison", bernard.say("portal.simulation.in-today"))
		bernard.picture("simulations-compared")

		bernard.goTo(pl.at("/sections/reports"))
		bernard.follow(bernard.say("portal.report.make"))
		bernard.fill("title", "Point de départ")
		bernard.choose("sections", "family")
		bernard.choose("sections", "wealth")
		bernard.picture("report-new")
		bernard.press(bernard.say("portal.report.make"))
		bernard.sees(bernard.say("portal.done.report-made"), "Point de départ", "Odette Delage")
		bernard.picture("report")

		notary := pl.arrives("aubry", lang)
		for kind, made := range map[string]string{"simulation": "Donner la maison", "report": "Point de départ"} {
			notary.goTo(pl.at("/sections/" + kind + "s"))
			notary.sees(made, notary.say("error.refused-advisor-makes-nothing"))
			notary.seesNot(notary.say("portal." + kind + ".make"))
			notary.picture(kind + "s-advisor")
			notary.posts(pl.at("/"+kind+"s/new"), "name", "Mine", "years", "1", "title", "Mine", "sections", "wealth")
			notary.sees(notary.say("portal.refused.title-403"), notary.say("error.refused-advisor-makes-nothing"), "ABB-8")
		}
		notary.goTo(pl.at("/sections/simulations"))
		notary.followBeside("Donner la maison", notary.say("portal.made.open"))
		notary.sees("Donner la maison", notary.say("portal.simulation.handed"))
	})
}

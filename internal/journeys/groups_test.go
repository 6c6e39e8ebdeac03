package journeys

import (
	"context"
	"strings"
	"testing"

	"tierce/internal/dossier"
	"tierce/internal/id"
	"tierce/internal/invitation"
	"tierce/internal/right"
	"tierce/internal/text"
)

// An Admin makes an access group, and is told before changing it what its one
// contact gains and loses.
func TestIND5AnAccessGroupIsMadeAndItsChangeShownBefore(t *testing.T) {
	shared(t, func(t *testing.T, on *product, lang text.Lang) {
		claire := on.as(manager, lang)
		claire.goTo("/organizations/" + id.Of("demo", "cabinet") + "/models")
		claire.followBeside(starterName("commercial-insurance", lang), claire.say("portal.groups.title"))
		claire.picture("groups")
		claire.follow(claire.say("portal.groups.add"))
		claire.press(claire.say("portal.groups.add")) // nothing typed yet
		claire.sees(claire.say("portal.problem"))
		claire.fill("name.fr", "Parc automobile")
		claire.fill("name.en", "Fleet")
		claire.choose("sections", "vehicles")
		claire.press(claire.say("portal.groups.add"))
		name := claire.word("Parc automobile", "Fleet")
		claire.sees(claire.say("portal.done.group-made"), name)

		claire.followBeside(name, claire.say("portal.edit"))
		group := claire.at()[strings.LastIndex(claire.at(), "/")+1:]
		on.check(on.Rooms.Rights.SaveContact(context.Background(), clerk(manager), strings.Split(on.fleet(), "/")[2], id.New(), right.Contact{Name: "Lise Aubin",
			Reach: dossier.Reach{Email: "lise@fleet.example", Phone: "+33639987654", Lang: string(lang)}, Terms: invitation.Terms{Group: group}}, ""))
		claire.goTo(claire.at())
		claire.sees(lang.Count("portal.groups.touches", 1))
		claire.choose("level", "read")
		claire.choose("sections", "vehicles") // no longer
		claire.choose("sections", "drivers")
		claire.picture("group")
		claire.press(claire.say("portal.groups.preview"))
		claire.sees(lang.Count("portal.groups.touches", 1), claire.say("portal.groups.gained"), claire.say("portal.groups.ended"))
		claire.picture("group-preview")
		claire.press(claire.say("portal.groups.save"))
		claire.sees(claire.say("portal.done.group-changed"))
		claire.followBeside(name, claire.say("portal.edit"))
		claire.follow(claire.say("portal.groups.delete"))
		claire.press(claire.say("portal.groups.delete")) // with somebody in it
		claire.sees(claire.say("portal.problem"), "IND-5")
	})
}

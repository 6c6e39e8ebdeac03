package journeys

import (
	"testing"

	"tierce/internal/id"
	"tierce/internal/text"
)

// An Admin draws what a partner sees of the model's dossiers, and is shown it
// before anything is saved.
func TestLOC10AnAdminDrawsWhatAPartnerSees(t *testing.T) {
	shared(t, func(t *testing.T, on *product, lang text.Lang) {
		sophie := on.as(townHall, lang)
		sophie.goTo("/organizations/" + id.Of("demo", "mairie") + "/models")
		sophie.followBeside(starterName("public-request", lang), sophie.say("portal.views.title"))
		sophie.picture("views")
		sophie.followBeside(sophie.word("Avis financier", "Financial opinion"), sophie.say("portal.views.draw-it"))
		sophie.picture("view-drawn")
		sophie.press(sophie.say("portal.views.preview"))
		sophie.sees(sophie.say("portal.views.seen"), sophie.say("portal.views.seen-form"), sophie.say("portal.views.save", "n", 2))
		sophie.picture("view-seen")
		sophie.goTo(sophie.at()[:len(sophie.at())-len("partners/financial-opinion")] + "others")
		sophie.picture("views-others")
		sophie.press(sophie.say("portal.views.preview-others"))
		sophie.sees(sophie.say("portal.views.seen-others"))
		sophie.picture("views-others-seen")
	})
}

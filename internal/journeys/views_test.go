package journeys

import (
	"context"
	"testing"

	"tierce/internal/dossier"
	"tierce/internal/id"
	"tierce/internal/model"
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

// An Admin saves another view as version 2; a dossier moves to it, with what
// changes said first.
func TestLOC10ADossierMovesToTheViewThatWasDrawn(t *testing.T) {
	shared(t, func(t *testing.T, on *product, lang text.Lang) {
		ctx, town := context.Background(), id.Of("demo", "mairie")
		_, m, err := on.Rooms.Models.Head(ctx, clerk(townHall), town, model.StarterID(town, "public-request"))
		on.check(err)
		of, err := on.Rooms.Models.Import(ctx, clerk(townHall), town, "", m.Export(), id.New())
		on.check(err)
		d, err := on.Rooms.Dossiers.Create(ctx, clerk(townHall), dossier.Draft{Organization: town, Model: of.ID, Title: "Lavoir"}, id.New())
		on.check(err)
		sophie := on.as(townHall, lang)
		sophie.goTo("/organizations/" + town + "/models/" + of.ID + "/views/others")
		sophie.choose("client", "project")
		sophie.press(sophie.say("portal.views.preview-others"))
		sophie.press(sophie.say("portal.views.save", "n", 2))
		sophie.sees(sophie.say("portal.done.views-saved"))
		sophie.goTo("/dossiers/" + d.ID)
		sophie.follow(sophie.say("portal.moving.title"))
		sophie.sees(sophie.say("portal.moving.clients-more"))
		sophie.picture("moving")
		sophie.press(sophie.say("portal.moving.agree", "n", 2))
		sophie.sees(sophie.say("portal.done.dossier-moved"))
	})
}

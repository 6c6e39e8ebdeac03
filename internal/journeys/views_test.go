package journeys

import (
	"context"
	"testing"

	"tierce/internal/id"
	"tierce/internal/model"
	"tierce/internal/solicitation"
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

// fireService is a view that an Admin draws: the fire service reads of the
// applicant and the building, and fills in a choice of its own.
func (p *person) fireService() {
	p.t.Helper()
	p.fill("name.fr", "Service incendie")
	p.fill("name.en", "Fire service")
	p.fill("access.applicant", model.Visible)
	p.fill("access.building", model.Visible)
	p.press(p.say("portal.rows.add", "list", p.say("portal.views.own-fields")))
	p.fill("own[0].label-fr", "Accès des secours")
	p.fill("own[0].label-en", "Access for fire engines")
	p.fill("own[0].type", model.One)
	p.fill("own[0].required", "yes")
	p.fill("own[0].choices", "Suffisant | Sufficient\nÀ élargir | To be widened")
	p.picture("view-own-field")
}

// An Admin draws a view with a field of the partner's own, while another saves
// first. A dossier moves to it, with what changes said first; a partner is asked
// by it, and fills in their field alone. While they are asked, the dossier cannot
// move to a version without the view.
func TestLOC10ADossierMovesToTheViewThatWasDrawn(t *testing.T) {
	shared(t, func(t *testing.T, on *product, lang text.Lang) {
		ctx, town := context.Background(), id.Of("demo", "mairie")
		_, m, err := on.Rooms.Models.Head(ctx, clerk(townHall), town, model.StarterID(town, "public-request"))
		on.check(err)
		of, err := on.Rooms.Models.Import(ctx, clerk(townHall), town, "", m.Export(), id.New())
		on.check(err)
		a := on.petitionOf(of.ID)
		sophie := on.as(townHall, lang)
		views, name := "/organizations/"+town+"/models/"+of.ID+"/views", sophie.word("Service incendie", "Fire service")
		sophie.goTo(views)
		sophie.follow(sophie.say("portal.views.add"))
		sophie.fireService()
		sophie.press(sophie.say("portal.views.preview"))
		sophie.sees(sophie.word("Accès des secours", "Access for fire engines"), sophie.word("À élargir", "To be widened"))
		sophie.seesNot(sophie.say("portal.section.to-fill-in")) // by the applicant, not by them
		sophie.picture("view-own-seen")
		faster := m.Design()
		faster.Views.Client = []string{"project"}
		_, err = on.Rooms.Models.Redraw(ctx, clerk(townHall), town, of.ID, 1, faster)
		on.check(err)
		sophie.press(sophie.say("portal.views.save", "n", 2))
		sophie.sees(sophie.say("portal.views.stale", "n", 2))
		sophie.picture("view-stale")
		if got := sophie.value("own[0].label-en"); got != "Access for fire engines" {
			t.Errorf("what was typed is lost: %q", got)
		}
		sophie.press(sophie.say("portal.views.preview"))
		sophie.press(sophie.say("portal.views.save", "n", 3))
		sophie.sees(sophie.say("portal.done.views-saved"), name)

		sophie.goTo(a.at(""))
		sophie.follow(sophie.say("portal.moving.title"))
		sophie.sees(sophie.say("portal.moving.clients-more"))
		sophie.picture("moving")
		sophie.press(sophie.say("portal.moving.agree", "n", 3))
		sophie.sees(sophie.say("portal.done.dossier-moved"))

		fire := on.partner("Nora Guérin", lang)
		_, _, err = on.Rooms.Solicitations.Make(ctx, clerk(townHall), a.id, solicitation.Ask{Kind: solicitation.Complement, Scope: sophie.word("Secours", "Rescue"), View: "fire-service",
			Wished: "2031-03-20", Partner: solicitation.Partner{Name: sophie.word("Pompiers de Longny", "Longny fire brigade"), Email: fire, Lang: string(lang)}}, id.New())
		on.check(err)
		nora := on.comesAs(fire, lang)
		nora.attaches(fire)
		nora.sees("Aubry", "AB 0217", nora.word("Accès des secours", "Access for fire engines"))
		nora.seesNot(nora.word("38 640", "38,640")) // what the works cost
		if n := nora.count("main [name^='values.']"); n > 0 {
			t.Errorf("%d fields of the dossier can be changed", n)
		}
		nora.picture("answer-own")
		nora.press(nora.say("portal.answer.send")) // nothing chosen yet
		nora.sees(nora.say("portal.problem"))
		nora.fill("own.access-for-fire-engines", "to-be-widened")
		nora.press(nora.say("portal.answer.send"))
		nora.sees(nora.say("portal.done.answer-sent"), nora.word("À élargir", "To be widened"))
		nora.picture("answer-own-sent")

		sophie.goTo(views)
		sophie.followBeside(name, sophie.say("portal.views.remove-it"))
		sophie.picture("view-remove")
		sophie.press(sophie.say("portal.views.remove"))
		sophie.seesNot(name)
		sophie.goTo(a.at("/version"))
		sophie.sees(sophie.say("portal.moving.cannot", "n", 4), sophie.say("move.view-gone", "partner", sophie.word("Pompiers de Longny", "Longny fire brigade"), "what", name))
		sophie.seesNot(sophie.say("portal.moving.nothing"))
		sophie.picture("moving-refused")
		if n := sophie.count("main form"); n > 0 {
			t.Error("the dossier can be moved all the same")
		}
	})
}

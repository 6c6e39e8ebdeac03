package journeys

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"tierce/internal/dossier"
	"tierce/internal/id"
	"tierce/internal/model"
	"tierce/internal/text"
)

// habitat enters dossiers for residents at the town hall of the demo, for
// martin to manage.
const (
	habitat = "accueil@habitat-solidaire.example"
	martin  = "martin@longny.example"
)

// A town hall's Admin allows an association to enter requests for residents; the
// association enters one, the resident gets the mail and comes in, and when the
// agent takes the request up the association sees it no more.
func TestLOC1AnAssociationEntersARequestForAResident(t *testing.T) {
	bilingual(t, func(t *testing.T, on *product, lang text.Lang) {
		town := id.Of("demo", "mairie")
		grant := starterName("public-request", lang)
		sophie := on.as(townHall, lang)
		sophie.goTo("/organizations")
		sophie.follow(sophie.say("portal.behalf.settings"))
		sophie.sees("Habitat Solidaire", grant)
		sophie.picture("behalf")
		sophie.follow(sophie.say("portal.behalf.add"))
		if n := sophie.count("input[name=models]:checked"); n > 0 {
			t.Errorf("%d models are ticked beforehand", n)
		}
		sophie.fill("name", "Point Conseil")
		sophie.press(sophie.say("portal.behalf.invite"))
		sophie.picture("behalf-new-wrong")
		n := petitions.Add(1)
		sophie.fill("email", fmt.Sprintf("point@conseil-%d.example", n))
		sophie.fill("phone", fmt.Sprintf("+336397%05d", n))
		sophie.choose("language", string(lang))
		sophie.choose("models", model.StarterID(town, "public-request"))
		sophie.fill("agent", sophie.optionCalled("agent", "Martin Blandin"))
		sophie.picture("behalf-new")
		sophie.press(sophie.say("portal.behalf.invite"))
		sophie.sees(sophie.say("portal.done.behalf-added"), "Point Conseil")
		on.message(fmt.Sprintf("point@conseil-%d.example", n), `(/behalf/\S+/invitation)\s`)
		sophie.opensMail(fmt.Sprintf("point@conseil-%d.example", n), "mail-behalf-invitation")
		sophie.goTo("/organizations/" + town + "/behalf")
		sophie.followBeside("Point Conseil", sophie.say("portal.agents.change"))
		sophie.picture("behalf-one")
		sophie.follow(sophie.say("portal.behalf.remove"))
		sophie.picture("behalf-remove")
		sophie.press(sophie.say("portal.behalf.remove-button"))
		sophie.sees(sophie.say("portal.done.behalf-removed"))

		eva := fmt.Sprintf("eva@resident-%d.example", n)
		phone := fmt.Sprintf("+336398%05d", n)
		partner := on.as(habitat, lang)
		partner.picture("dossiers-of-a-partner")
		partner.follow(partner.say("portal.entering.offer", "model", grant, "organization", "Mairie de Longny"))
		partner.fill("name", "Eva Roux")
		partner.fill(partPath("building")+"parcel", "AB 12")
		partner.press(partner.say("portal.entering.button"))
		partner.picture("entering-wrong")
		if got := partner.value(partPath("building") + "parcel"); got != "AB 12" {
			t.Errorf("what was typed is lost: %q", got)
		}
		partner.fill("email", eva)
		partner.fill("phone", phone)
		partner.choose("language", string(lang))
		partner.picture("entering")
		partner.press(partner.say("portal.entering.button"))
		partner.sees(partner.say("portal.done.entered"), "Eva Roux")
		partner.picture("entered-by-a-partner")
		d, _, _ := strings.Cut(partner.at(), "?")

		link := on.invitation(eva)
		resident := on.person(lang)
		resident.opensMail(eva, "mail-entered-invitation")
		resident.goTo(link)
		resident.follow(resident.say("portal.invitation.sign-in"))
		resident.signsUp("Eva Roux", eva, phone)
		resident.reads(lang)
		resident.goTo(d)
		resident.sees("Eva Roux")

		on.message(martin, `(Eva Roux)`)
		agent := on.as(martin, lang)
		agent.opensMail(martin, "mail-entered")
		agent.goTo(d)
		agent.sees(agent.say("portal.dossier.entered-by", "name", "Habitat Solidaire"))
		agent.picture("dossier-entered-for")
		submitted := "submitted"
		_, err := on.Rooms.Dossiers.Change(context.Background(), clerk(martin), strings.TrimPrefix(d, "/dossiers/"), dossier.Edit{Status: &submitted})
		on.check(err)

		partner.goTo(d)
		partner.sees(partner.say("portal.refused.title-404"))
		partner.picture("entered-no-more")
		partner.goTo("/dossiers")
		partner.seesNot("Eva Roux")
		resident.goTo(d)
		resident.sees("Eva Roux")
	})
}

// partPath is what the fields of a section are called in a form of a view.
func partPath(section string) string { return "values." + section + "." }

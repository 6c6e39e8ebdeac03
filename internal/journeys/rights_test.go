package journeys

import (
	"testing"

	"tierce/internal/text"
)

// The manager of the Vasseur plan, in whichever language they read.
const estate = "Famille Vasseur-Delage"

func TestABB5FromTheFamilyTreeToTheDossier(t *testing.T) {
	bilingual(t, func(t *testing.T, on *product, lang text.Lang) {
		p := on.as("claire@cabinet.example", lang)
		p.follow(estate)
		p.follow(p.say("portal.rights.title"))
		p.sees("Camille Vasseur", p.say("portal.rights.add-advisor"))
		p.picture("rights")
		p.followBeside("Camille Vasseur,", p.say("portal.edit"))
		p.sees(p.say("portal.right.level"))
		p.choose("level", "read")
		p.picture("right")
		p.press(p.say("portal.right.preview"))
		p.sees(p.say("portal.right.reads-only"))
		p.picture("right-preview")
		p.follow(p.say("portal.right.as-them"))
		p.sees(p.say("portal.as.back"), "Mandat de protection future de Bernard confié à Camille")
		p.picture("right-as")
		p.goTo(read[string](p, `document.referrer`))
		p.follow(p.say("portal.rights.title"))
		p.followBeside("Camille Vasseur,", p.say("portal.edit"))
		p.choose("level", "read")
		p.press(p.say("portal.right.preview"))
		p.press(p.say("portal.right.save"))
		p.sees(p.say("portal.done.right-saved"), p.say("portal.state.pending"))
		p.picture("rights-pending")

		camille := on.person(lang)
		camille.goTo("/")
		camille.follow(camille.say("portal.home.sign-in"))
		camille.signsUp("Camille Vasseur", "camille@vasseur.example", "+33 6 39 98 00 23")
		camille.goTo("/dossiers")
		camille.follow(estate)
		camille.sees(camille.say("portal.role.family"))
		camille.seesNot(camille.say("portal.rights.title"))
		camille.picture("dossier-family")

		p.goTo("/dossiers")
		p.follow(estate)
		p.follow(p.say("portal.rights.title"))
		p.follow(p.say("portal.invitations.title"))
		p.sees(p.say("portal.state.accepted"))
		p.picture("dossier-invitations")
	})
}

func TestABB7AddAnAdvisorAndAMemberOfTheFamily(t *testing.T) {
	bilingual(t, func(t *testing.T, on *product, lang text.Lang) {
		p := on.as("claire@cabinet.example", lang)
		p.follow(estate)
		p.follow(p.say("portal.rights.title"))
		p.follow(p.say("portal.rights.add-advisor"))
		p.fill("name", "Solène Aubry")
		p.picture("advisor-new")
		p.press(p.say("portal.save"))
		p.sees(p.say("portal.problem"))
		p.fill("advisor", "lawyer")
		p.fill("email", "aubry@barreau.example")
		p.fill("phone", "+33 6 39 98 00 44")
		p.press(p.say("portal.save"))
		p.sees(p.say("portal.done.person-added"), "Solène Aubry")
		p.follow(p.say("portal.rights.add-family"))
		p.picture("family-new")
	})
}

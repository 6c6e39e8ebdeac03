package journeys

import (
	"testing"
	"time"

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

		link := on.message("camille@vasseur.example", `(/dossiers/[0-9a-z]+/invitations/[0-9a-z]+)`)
		other := on.as("ines@cabinet.example", lang)
		other.goTo(link)
		other.sees(other.say("portal.invitation.other-title"), "c••••••@vasseur.example")
		other.picture("invitation-wrong-account")

		camille := on.person(lang)
		camille.goTo(link)
		camille.sees("Claire Morel", "c••••••@vasseur.example")
		camille.seesNot(estate)
		camille.picture("invitation-dossier")
		camille.follow(camille.say("portal.invitation.sign-in"))
		camille.signsUp("Camille Vasseur", "camille@vasseur.example", "+33 6 39 98 00 23")
		camille.follow(camille.say("portal.offered.open"))
		camille.sees(estate, camille.say("portal.role.family"))
		camille.seesNot(camille.say("portal.rights.title"))
		camille.picture("dossier-family")

		p.goTo("/dossiers")
		p.follow(estate)
		p.follow(p.say("portal.rights.title"))
		p.follow(p.say("portal.invitations.title"))
		p.sees(p.say("portal.state.accepted"))
		p.picture("dossier-invitations")

		p.followBeside("Camille Vasseur", p.say("portal.edit"))
		p.choose("level", "none")
		p.press(p.say("portal.right.preview"))
		p.sees(p.say("portal.team.nothing-remains", "name", "Camille Vasseur"))
		p.picture("right-ends")
		p.press(p.say("portal.right.end"))
		camille.followTask(0) // the very next click (ALL-5)
		camille.sees(camille.say("portal.refused.title-404"))
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

func TestABB6AHolderLetsAChildIn(t *testing.T) {
	bilingual(t, func(t *testing.T, on *product, lang text.Lang) {
		p := on.as("claire@cabinet.example", lang)
		p.follow(estate)
		p.follow(p.say("portal.rights.title"))
		p.gives("Bernard Vasseur,", "write")

		bernard := on.person(lang)
		bernard.goTo(on.message("bernard@vasseur.example", `(/dossiers/[0-9a-z]+/invitations/[0-9a-z]+)`))
		bernard.follow(bernard.say("portal.invitation.sign-in"))
		bernard.signsUp("Bernard Vasseur", "bernard@vasseur.example", "+33 6 39 98 00 21")
		bernard.follow(bernard.say("portal.offered.open"))
		bernard.follow(bernard.say("portal.rights.title"))
		bernard.gives("Thomas Vasseur,", "read")
		bernard.sees(bernard.say("portal.state.pending"))
		bernard.followBeside("Odette Delage,", bernard.say("portal.edit"))
		bernard.sees(bernard.say("error.refused-holder-gives-family"), bernard.say("fix.manager"))
		bernard.picture("right-refused")

		p.goTo(read[string](p, `location.pathname`))
		p.followBeside("Bernard Vasseur,", p.say("portal.edit"))
		p.choose("level", "none")
		p.press(p.say("portal.right.preview"))
		p.sees(p.say("error.refused-holder-stays"), p.say("fix.nobody"))
	})
}

// gives changes somebody's level on the access tab, and saves it.
func (p *person) gives(name, level string) {
	p.t.Helper()
	p.followBeside(name, p.say("portal.edit"))
	p.choose("level", level)
	p.press(p.say("portal.right.preview"))
	p.press(p.say("portal.right.save"))
	p.sees(p.say("portal.done.right-saved"))
}

func TestABB10ThisIsNotMeAndTheSixtyDays(t *testing.T) {
	bilingual(t, func(t *testing.T, on *product, lang text.Lang) {
		p := on.as("claire@cabinet.example", lang)
		p.follow(estate)
		p.follow(p.say("portal.rights.title"))
		p.gives("Camille Vasseur,", "read")
		p.gives("Thomas Vasseur,", "read")
		link := `(/dossiers/[0-9a-z]+/invitations/[0-9a-z]+)`
		wrong := on.person(lang)
		wrong.goTo(on.message("thomas@vasseur.example", link))
		wrong.follow(wrong.say("portal.not-me.link"))
		wrong.picture("not-me")
		wrong.press(wrong.say("portal.not-me.button"))
		wrong.sees(wrong.say("portal.problem"))
		wrong.fill("email", "thomas@vasseur.example")
		wrong.press(wrong.say("portal.not-me.button"))
		wrong.sees(wrong.say("portal.done.not-me"))
		on.advance(61 * 24 * time.Hour)
		late := on.person(lang)
		late.goTo(on.message("camille@vasseur.example", link))
		late.sees(late.say("portal.offered.expired", "by", "Claire Morel"))
		back := on.as("claire@cabinet.example", lang)
		back.follow(estate)
		back.follow(back.say("portal.rights.title"))
		back.sees(back.say("portal.state.declined"), back.say("portal.state.expired"))
		back.picture("rights-over")
	})
}

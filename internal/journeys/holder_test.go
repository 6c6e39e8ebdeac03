package journeys

import (
	"strings"
	"testing"

	"tierce/internal/text"
)

// Bernard, the holder, reads only; Camille was let in by the manager.
func TestABB6AHolderLetsAChildInAtMostAsTheyAre(t *testing.T) {
	shared(t, func(t *testing.T, on *product, lang text.Lang) {
		pl := on.plan()
		claire := on.as(manager, lang)
		claire.rights(pl)
		claire.gives("Bernard Vasseur,", "read")
		claire.gives("Camille Vasseur,", "read")
		bernard := pl.arrives("bernard", lang)
		bernard.sees(pl.title, bernard.say("portal.role.holder"))
		bernard.follow(bernard.say("portal.rights.title"))
		bernard.sees(bernard.say("portal.rights.see"))
		bernard.picture("rights-holder")
		bernard.asks("Thomas Vasseur,", "write")
		bernard.sees(bernard.say("error.refused-holder-own-level"), "ABB-6")
		bernard.picture("right-refused-level")
		bernard.rights(pl)
		bernard.gives("Thomas Vasseur,", "read")
		bernard.sees(bernard.say("portal.state.pending"))
		pl.mail(pl.email("thomas"), text.FR.Say("mail.invitation.subject-first", "by", "Bernard Vasseur", "organization", cabinet))

		for key, why := range map[string]string{"camille": "error.refused-holder-own-gifts", "odette": "error.refused-holder-gives-family"} {
			bernard.goTo(pl.at("/rights/" + pl.members[key].ID))
			bernard.sees(bernard.say(why))
			if n := bernard.count("main form"); n != 0 {
				t.Errorf("a holder is shown %d forms about %s", n, key)
			}
			bernard.picture("right-not-theirs-" + key)
			bernard.posts(bernard.at(), "way", "family", "version", "1", "step", "save", "level", "none",
				"email", pl.email("camille"), "phone", "+33639980099", "language", "fr")
			bernard.sees(bernard.say("portal.refused.title-403"), bernard.say(why), "ABB-6")
		}
		thomas := pl.arrives("thomas", lang)
		thomas.sees(pl.title)
		thomas.readsOnly(pl)
	})
}

func TestABB6NobodyUndoesAHolderWhoCameIn(t *testing.T) {
	shared(t, func(t *testing.T, on *product, lang text.Lang) {
		pl := on.plan()
		claire := on.as(manager, lang)
		claire.rights(pl)
		claire.gives("Bernard Vasseur,", "write")
		bernard := pl.arrives("bernard", lang)
		bernard.sees(bernard.say("portal.role.holder"))

		claire.rights(pl)
		claire.asks("Bernard Vasseur,", "none")
		claire.sees(claire.say("error.refused-holder-stays"), claire.say("fix.nobody"))
		claire.picture("holder-stays")
		claire.goTo(pl.at("/people"))
		claire.followBeside("Bernard Vasseur", claire.say("portal.delete"))
		claire.sees(claire.say("portal.refused.title-403"), claire.say("error.refused-holder-stays"))
		claire.goTo(pl.at("/people/" + pl.members["bernard"].ID))
		claire.choose("holder", "")
		claire.press(claire.say("portal.save"))
		claire.sees(claire.say("error.refused-holder-stays"))

		claire.rights(pl)
		claire.gives("Bernard Vasseur,", "read") // which may still be swapped
		bernard.readsOnly(pl)
	})
}

func TestABB4ALevelChangesThenEndsOnTheNextClick(t *testing.T) {
	shared(t, func(t *testing.T, on *product, lang text.Lang) {
		pl := on.plan()
		claire := on.as(manager, lang)
		claire.rights(pl)
		claire.gives("Camille Vasseur,", "write")
		camille := pl.arrives("camille", lang)
		camille.goTo(pl.at("/sections/objectives"))
		camille.follow(camille.say("portal.section.edit"))
		camille.fill("values.wishes", "Odette souhaite garder la maison, Camille aussi.")

		claire.rights(pl)
		claire.asks("Camille Vasseur,", "read")
		claire.sees(claire.say("portal.right.means-changes", "name", "Camille Vasseur", "level", strings.ToLower(claire.say("portal.level.read")), "email", pl.email("camille")))
		claire.press(claire.say("portal.right.save"))
		camille.press(camille.say("portal.save")) // the page was open: the very next click
		camille.sees(camille.say("portal.refused.title-403"), camille.say("error.refused-read-only"))
		camille.readsOnly(pl)
		pl.mail(pl.email("camille"), text.FR.Say("mail.access-changed.subject", "organization", cabinet))

		claire.rights(pl)
		claire.ends("Camille Vasseur,", claire.say("portal.team.nothing-remains", "name", "Camille Vasseur"))
		camille.goTo(pl.at(""))
		camille.sees(camille.say("portal.refused.title-404"))
		camille.follow(camille.say("portal.nav.dossiers"))
		camille.seesNot(pl.title)
		camille.picture("dossiers-nothing")
		pl.mail(pl.email("camille"), text.FR.Say("mail.access-ended.subject", "organization", cabinet))
	})
}

// Élise is a daughter of the co-holder, and the family's lawyer.
func TestALL2OneOfTwoOriginsEnds(t *testing.T) {
	shared(t, func(t *testing.T, on *product, lang text.Lang) {
		pl := on.plan()
		claire := on.as(manager, lang)
		claire.goTo(pl.at("/people/" + pl.members["elise"].ID))
		claire.picture("person")
		claire.fill("advisor", "lawyer")
		claire.fill("office", "Cabinet Fontan")
		claire.press(claire.say("portal.save"))
		claire.sees(claire.say("portal.done.saved"))
		claire.rights(pl)
		claire.gives("Élise Fontan,", "read")
		claire.gives("Cabinet Fontan", "write")
		elise := pl.arrives("elise", lang)
		elise.goTo(pl.at("/sections/gifts"))
		elise.sees(elise.say("portal.section.edit"))

		claire.rights(pl)
		claire.ends("Cabinet Fontan", claire.say("portal.right.remains", "name", "Élise Fontan", "origins", firstLower(claire.say("portal.origin.family"))))
		elise.readsOnly(pl)
		told := pl.mail(pl.email("elise"), text.FR.Say("mail.access-ended.subject", "organization", cabinet))
		if want := text.FR.Say("mail.access-ended.remains", "remains", text.FR.Say("mail.level.read")); !strings.Contains(told, want) {
			t.Errorf("the mail does not say what remains, %q:\n%s", want, told)
		}
	})
}

// firstLower is how a label stands in the middle of a sentence.
func firstLower(s string) string { return strings.ToLower(s[:1]) + s[1:] }

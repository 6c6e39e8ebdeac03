package journeys

import (
	"strings"
	"testing"

	"tierce/internal/text"
)

func TestALL5ADossierIsDeletedAndComesBack(t *testing.T) {
	shared(t, func(t *testing.T, on *product, lang text.Lang) {
		pl := on.plan()
		claire := on.as(manager, lang)
		claire.rights(pl)
		claire.gives("Camille Vasseur,", "read")
		claire.gives("Bernard Vasseur,", "read")
		camille := pl.arrives("camille", lang)
		camille.sees(pl.title)
		camille.seesNot(camille.say("portal.deletion.title"))

		claire.goTo(pl.at(""))
		claire.follow(claire.say("portal.deletion.title"))
		claire.sees(pl.title, claire.say("portal.role.family"), claire.say("portal.deletion.invitations"))
		claire.picture("delete-dossier")
		claire.press(claire.say("portal.deletion.button"))
		claire.sees(claire.say("portal.done.dossier-deleted"), pl.title, claire.say("portal.deleted.restore"))
		claire.picture("deleted-dossiers")
		claire.goTo(pl.at(""))
		claire.sees(claire.say("portal.refused.title-404"))

		camille.goTo(pl.at("/sections/objectives"))
		camille.sees(camille.say("portal.refused.title-404"))
		camille.goTo("/dossiers")
		camille.seesNot(pl.title)
		told := pl.mail(pl.email("camille"), text.FR.Say("mail.dossier-deleted.subject", "organization", cabinet))
		if strings.Contains(told, "http") {
			t.Errorf("a link to what is gone:\n%s", told)
		}
		bernard := on.person(lang) // whose invitation is over
		bernard.goTo(on.invitation(pl.email("bernard")))
		bernard.sees(bernard.say("portal.offered.over", "by", "Claire Morel", "organization", cabinet))
		bernard.seesNot(pl.title)
		bernard.picture("offered-over")

		claire.goTo("/dossiers")
		claire.follow(claire.say("portal.deleted.title"))
		claire.press(claire.say("portal.deleted.restore"))
		claire.sees(claire.say("portal.done.dossier-restored"), pl.title)
		claire.follow(claire.say("portal.dossier.trail"))
		claire.sees(claire.say("trail.dossier-deleted"), claire.say("trail.dossier-restored"))

		camille.readsOnly(pl)
		pl.mail(pl.email("camille"), text.FR.Say("mail.dossier-back.subject", "organization", cabinet))
		bernard = pl.arrives("bernard", lang)
		bernard.sees(pl.title, bernard.say("portal.role.holder"))

		claire.goTo("/dossiers/deleted")
		claire.sees(claire.say("portal.deleted.none"))
		claire.picture("deleted-dossiers-none")
	})
}

package journeys

import (
	"testing"

	"tierce/internal/local/demo"
	"tierce/internal/text"
)

// agents opens the list of agents of the person's organisation.
func (p *person) agents() {
	p.t.Helper()
	p.follow(p.say("portal.nav.organizations"))
	p.picture("organizations")
	p.follow(p.say("portal.agents.title"))
}

// invites has an Admin invite somebody, and gives the address that the mail
// leads to.
func (p *person) invites(email string) string {
	p.t.Helper()
	p.agents()
	p.picture("agents")
	p.follow(p.say("portal.invite.title"))
	p.fill("email", email)
	p.choose("language", string(p.lang))
	p.picture("invite")
	p.press(p.say("portal.invite.button"))
	p.sees(p.say("portal.done.agent-invited"), email)
	return p.on.message(email, `(http://\S+/invitations/\S+)`)
}

func TestALL9AnInvitedNewcomerBecomesAnAgent(t *testing.T) {
	bilingual(t, func(t *testing.T, on *product, lang text.Lang) {
		link := on.as("claire@cabinet.example", lang).invites("nadia@cabinet.example")

		nadia := on.person(lang)
		nadia.goTo(link)
		nadia.sees("Claire Morel", "Cabinet Lefèvre Assurances & Patrimoine")
		nadia.seesNot("nadia@cabinet.example") // a link that goes astray tells no address
		nadia.picture("invitation")
		nadia.follow(nadia.say("portal.invitation.sign-in"))
		nadia.signsUp("Nadia Fauré", "nadia@cabinet.example", "+33 6 39 98 00 71")
		nadia.picture("invitation-accept")
		nadia.press(nadia.say("portal.invitation.accept"))
		nadia.sees(nadia.say("portal.done.accepted"), nadia.say("portal.dossiers.new"))
		nadia.goTo(link) // a second time
		nadia.sees(nadia.say("portal.invitation.accepted"))
	})
}

func TestALL8AnInvitationIsForItsAddressOnly(t *testing.T) {
	bilingual(t, func(t *testing.T, on *product, lang text.Lang) {
		link := on.as("claire@cabinet.example", lang).invites("nadia@cabinet.example")
		tom := on.as("tom@conseil.example", lang)
		tom.goTo(link)
		tom.sees(tom.say("portal.invitation.other-title"))
		tom.seesNot(tom.say("portal.invitation.accept"))
		tom.picture("invitation-other")
		tom.follow(tom.say("portal.invitation.switch"))
		tom.signsUp("Nadia Fauré", "nadia@cabinet.example", "+33 6 39 98 00 71")
		tom.press(tom.say("portal.invitation.accept"))
		tom.sees(tom.say("portal.done.accepted"))
	})
}

func TestALL9PromoteThenDeactivateWithASuccessor(t *testing.T) {
	bilingual(t, func(t *testing.T, on *product, lang text.Lang) {
		claire, paul := on.as("claire@cabinet.example", lang), on.as("paul@cabinet.example", lang)
		claire.agents()
		claire.followBeside("Inès Benali", claire.say("portal.agents.change"))
		claire.press(claire.say("portal.agent.promote"))
		claire.sees(claire.say("portal.done.agent-promoted"))

		claire.followBeside("Paul Nguyen", claire.say("portal.agents.change"))
		claire.picture("agent")
		claire.press(claire.say("portal.agent.deactivate")) // without a successor
		claire.sees("ALL-9")
		claire.picture("agent-no-successor")
		claire.fill("successor", claire.optionCalled("successor", "Inès Benali"))
		claire.press(claire.say("portal.agent.deactivate"))
		claire.sees(claire.say("portal.done.agent-left"))

		paul.follow("Northgate Cycles") // the page was open: the very next click
		paul.sees(paul.say("portal.refused.title-404"))
		paul.follow(paul.say("portal.nav.dossiers"))
		paul.seesNot("Northgate Cycles")
		ines := on.person(lang)
		ines.goTo("/dossiers?text=Northgate")
		ines.signsIn("ines@cabinet.example", demo.Password)
		ines.reads(lang)
		ines.sees("Northgate Cycles", ines.say("portal.role.manager"))
	})
}

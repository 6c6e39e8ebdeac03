package journeys

import (
	"strings"
	"testing"

	"tierce/internal/id"
	"tierce/internal/local/demo"
	"tierce/internal/model"
	"tierce/internal/text"
)

// A lawyer shows a contract to a client and a colleague in four clicks: the
// dots, the item, the requester, the button. They find it; another company ends
// it, and that is said before.
func TestLEX1AContractIsShownFoundAndEnded(t *testing.T) {
	bilingual(t, func(t *testing.T, on *product, lang text.Lang) {
		title := ""
		for _, d := range demo.Dossiers() {
			if strings.HasPrefix(d.Title, "Bail commercial") {
				title = d.Title
			}
		}
		at := "/dossiers/" + id.Of("demo", "cabinet", title)
		claire := on.as(manager, lang)
		claire.goTo(at + "/portal") // the demo shows it already
		claire.follow(claire.say("portal.showing.hide"))
		claire.picture("showing-hide")
		claire.press(claire.say("portal.showing.hide-button"))
		claire.sees(claire.say("portal.done.hidden-from-clients"))
		claire.goTo(at)
		claire.click("the three dots", `document.querySelector("details.more-acts > summary")`)
		claire.picture("contract-menu")
		claire.follow(claire.say("portal.showing.title"))
		claire.fill("requester", claire.optionCalled("requester", "Nadia Roussel"))
		claire.sees("Lise Fontan (Atelier Fontan)")
		claire.picture("showing-requester")
		claire.press(claire.say("portal.continue"))
		claire.sees(claire.say("portal.showing.will-see"), claire.say("portal.showing.others"), claire.say("portal.showing.manage"))
		claire.choose("watchers", claire.options("watchers")[0])
		claire.picture("showing-watchers")
		claire.press(claire.say("portal.showing.button"))
		claire.sees(claire.say("portal.done.shown-to-client"))

		nadia := on.as("nadia@rivage.example", lang)
		on.message("nadia@rivage.example", `(Bail commercial – agence de la rue Haute)`)
		nadia.opensMail("nadia@rivage.example", "mail-shown")
		nadia.goTo("/dossiers")
		nadia.picture("dossiers-of-a-client")
		nadia.follow(nadia.say("portal.contracts.title"))
		nadia.picture("contracts")
		nadia.follow(title)
		nadia.sees(nadia.say("portal.role.requester"))
		nadia.seesNot(starterSection("notes", lang))
		nadia.seesNot(nadia.say("portal.documents.mine"))
		nadia.picture("contract-of-a-client")

		claire.goTo("/organizations")
		claire.follow(claire.say("portal.clients.settings"))
		claire.picture("clients")
		claire.followBeside("Hugo Perrin", claire.say("portal.agents.change"))
		claire.fill("company", "Atelier Fontan")
		claire.press(claire.say("portal.save"))
		claire.sees(claire.say("portal.clients.ends-title"), "CTR-2026-021")
		claire.picture("client-ends")
		claire.press(claire.say("portal.clients.ends-button"))
		claire.sees(claire.say("portal.done.client-saved"))

		hugo := on.as("hugo@rivage.example", lang)
		hugo.goTo("/contracts")
		hugo.sees(hugo.say("portal.contracts.none"))
		hugo.goTo(at)
		hugo.sees(hugo.say("portal.refused.title-404"))
	})
}

// starterSection is what a section of the contract that ships is called.
func starterSection(section string, lang text.Lang) string {
	for _, s := range model.Starters() {
		if found, there := s.Model.Section(section); there && s.ID == "contract-matter" {
			return found.Title.In(string(lang))
		}
	}
	panic("no section " + section)
}

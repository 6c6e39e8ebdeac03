package journeys

import (
	"testing"

	"tierce/internal/invitation"
	"tierce/internal/text"
)

// What a contact is given is theirs in this dossier alone, and changes with
// the form (IND-2).
func TestIND2TermsAreSetPerContactAndDossier(t *testing.T) {
	shared(t, func(t *testing.T, on *product, lang text.Lang) {
		one, two := on.commercial(), on.commercial()
		two.contacts["anne"] = &contact{name: one.contacts["anne"].name, function: "Expert-comptable", email: one.contacts["anne"].email,
			phone: one.contacts["anne"].phone, terms: invitation.Terms{Group: "view", Sections: []string{"cover"}}}
		one.invites(lang, "anne")
		anne := one.arrives("anne", lang)
		two.invites(lang, "anne")
		one.findsAs(anne, true, "business", "claims")
		two.findsAs(anne, false, "cover")

		claire := on.as(manager, lang)
		claire.goTo(one.at("/contacts"))
		claire.followBeside("Anne", claire.say("portal.edit"))
		claire.picture("contact-edit")
		claire.choose("group", "view")
		claire.choose("sections", "claims") // no longer
		claire.press(claire.say("portal.contacts.preview"))
		claire.picture("contact-preview-changed")
		claire.press(claire.say("portal.contacts.save"))
		claire.sees(claire.say("portal.done.contact-saved"))
		one.findsAs(anne, false, "business")
		two.findsAs(anne, false, "cover")

		claire.followBeside("Anne", claire.say("portal.contacts.as"))
		claire.picture("contact-as")
		claire.goTo(one.at("/contacts"))
		claire.followBeside("Anne", claire.say("portal.delete"))
		claire.picture("contact-delete")
		claire.press(claire.say("portal.contacts.delete-button"))
		claire.sees(claire.say("portal.done.contact-deleted"))
		anne.goTo(one.at(""))
		anne.sees(anne.say("portal.refused.title-404"))
		two.findsAs(anne, false, "cover")
	})
}

// findsAs holds a contact to their sections, and to whether they complete the
// first.
func (a *commercial) findsAs(p *person, edits bool, ids ...string) {
	a.t.Helper()
	p.findsOnly(a, ids...)
	p.goTo(a.at("/sections/" + ids[0]))
	if p.count(`a[href$="/edit"]`) == 1 != edits {
		p.t.Errorf("IND-2: may edit %s: %t", ids[0], !edits)
	}
}

// The primary contact adds a colleague, and hands the place over when the agent
// names another.
func TestIND4ThePrimaryAddsAColleagueUntilAnotherIsNamed(t *testing.T) {
	shared(t, func(t *testing.T, on *product, lang text.Lang) {
		a := on.commercial()
		a.invites(lang, "yann", "anne")
		yann := a.arrives("yann", lang)
		yann.follow(yann.say("portal.contacts.create"))
		if yann.count(`[name=primary]`) != 0 {
			t.Error("IND-4: a contact is asked who is the primary")
		}
		yann.picture("contact-new-by-primary")
		yann.types(a.contacts["mathis"])
		yann.press(yann.say("portal.contacts.preview"))
		yann.picture("contact-preview-by-primary")
		yann.press(yann.say("portal.contacts.save"))
		yann.sees(yann.say("portal.done.contact-saved"), "Mathis")
		yann.picture("contacts-by-primary")
		a.arrives("mathis", lang).findsOnly(a, "vehicles", "drivers")

		anne, claire := a.arrives("anne", lang), on.as(manager, lang)
		claire.goTo(a.at("/contacts"))
		claire.followBeside("Anne", claire.say("portal.edit"))
		claire.choose("primary", "yes")
		claire.press(claire.say("portal.contacts.preview"))
		claire.sees(claire.say("portal.contacts.means-replaces", "name", "Anne Le Dantec", "former", "Yann Kerviel"))
		claire.picture("contact-preview-replaces")
		claire.press(claire.say("portal.contacts.save"))
		claire.sees(claire.say("portal.done.contact-saved"))
		claire.picture("contacts-replaced")
		if n := read[int](claire, `document.querySelectorAll("tbody th .tag.done").length`); n != 1 {
			t.Errorf("IND-4: %d primary contacts", n)
		}
		yann.findsOnly(a) // Full, from then on
		yann.seesNot(yann.say("portal.contacts.title"))
		yann.goTo(a.at("/contacts"))
		yann.sees(yann.say("portal.refused.title-403"))
		anne.findsOnly(a)
		anne.sees(anne.say("portal.contacts.create"))
	})
}

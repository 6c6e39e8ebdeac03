package journeys

import (
	"slices"
	"testing"

	"tierce/internal/text"
)

// titles are those of the sections of a commercial account, by their ids.
func titles(on *product, a *commercial, lang text.Lang, ids ...string) (list []string) {
	on.t.Helper()
	_, _, sections, err := on.Rooms.Dossiers.Contents(on.t.Context(), clerk(manager), a.id)
	on.check(err)
	for _, s := range sections {
		if len(ids) == 0 || slices.Contains(ids, s.ID) {
			list = append(list, s.Title.In(string(lang)))
		}
	}
	return list
}

// findsOnly holds a contact's page to the sections that are theirs; none given
// are all.
func (p *person) findsOnly(a *commercial, ids ...string) {
	p.t.Helper()
	p.goTo(a.at(""))
	if got, want := p.tasks(), titles(p.on, a, p.lang, ids...); !slices.Equal(got, want) {
		p.t.Errorf("sees the sections %q, want %q", got, want)
	}
}

// An agent sets up four contacts in the one form, from the side bar and from
// Manage account; each comes in by their mail and sees exactly theirs.
func TestIND1IND3FourContactsSeeExactlyTheirs(t *testing.T) {
	shared(t, func(t *testing.T, on *product, lang text.Lang) {
		a := on.commercial()
		claire := on.as(manager, lang)
		claire.goTo(a.at(""))
		claire.follow(claire.say("portal.contacts.create"))
		claire.picture("contact-new")
		claire.press(claire.say("portal.contacts.preview")) // nothing typed yet
		claire.sees(claire.say("portal.problem"))
		claire.picture("contact-problem")
		for _, key := range []string{"yann", "solene", "anne", "mathis"} {
			claire.goTo(a.at(""))
			if key != "yann" { // the other way to the same form
				claire.follow(claire.say("portal.manage.title"))
			}
			claire.follow(claire.say("portal.contacts.create"))
			claire.types(a.contacts[key])
			claire.picture("contact-typed-" + key)
			claire.press(claire.say("portal.contacts.preview"))
			claire.sees(a.contacts[key].email)
			claire.picture("contact-preview-" + key)
			claire.press(claire.say("portal.contacts.save"))
			claire.sees(claire.say("portal.done.contact-saved"), a.contacts[key].name)
		}
		claire.picture("contacts-invited")

		yann := on.person(lang)
		c := a.contacts["yann"]
		yann.goTo(on.invitation(c.email))
		yann.sees(yann.say("portal.offered.as-contact"))
		yann.picture("contact-offered")
		yann.opensMail(c.email, "mail-contact-invitation")
		yann.goTo(on.invitation(c.email))
		yann.follow(yann.say("portal.invitation.sign-in"))
		yann.signsUp(c.name, c.email, c.phone)
		yann.reads(lang)
		yann.sees(yann.say("portal.offered.in", "dossier", a.title))
		yann.picture("contact-came-in")
		yann.findsOnly(a)
		yann.picture("contact-dossier-primary")

		solene, anne, mathis := a.arrives("solene", lang), a.arrives("anne", lang), a.arrives("mathis", lang)
		solene.findsOnly(a)
		solene.sees(solene.say("portal.documents.title"))
		solene.picture("contact-dossier-full")
		anne.findsOnly(a, "business", "claims")
		anne.picture("contact-dossier-limited")
		anne.goTo(a.at("/sections/business"))
		anne.sees(anne.say("portal.section.edit"))
		anne.picture("contact-section-limited")
		mathis.findsOnly(a, "vehicles", "drivers")
		mathis.picture("contact-dossier-view")
		mathis.goTo(a.at("/sections/vehicles"))
		mathis.seesNot(mathis.say("portal.section.edit"))
		mathis.picture("contact-section-view")
		for _, p := range []*person{solene, anne, mathis} {
			p.goTo(a.at(""))
			p.seesNot(p.say("portal.contacts.title"))
		}
		for path, p := range map[string]*person{"/sections/claims": mathis, "/sections/vehicles": anne, "/contacts": solene, "/rights": solene, "/people": anne} {
			p.goTo(a.at(path))
			if title := read[string](p, `document.querySelector("h1").innerText`); title != p.say("portal.refused.title-403") && title != p.say("portal.refused.title-404") {
				t.Errorf("IND-3: %s is shown, %q", path, title)
			}
		}
		mathis.goTo(a.at("/sections/claims"))
		mathis.picture("contact-refused")

		claire.goTo(a.at("/contacts"))
		claire.picture("contacts")
		claire.goTo(a.at("/manage"))
		claire.picture("manage")
		claire.goTo(a.at(""))
		claire.picture("dossier-contacts")
		want := []string{"Yann Kerviel " + claire.say("portal.contacts.primary"), "Anne Le Dantec", "Mathis Oger", "Solène Kerviel"}
		if got := read[[]string](claire, `[...document.querySelectorAll(".side .names li")].map(words)`); !slices.Equal(got, want) {
			t.Errorf("IND-1: the side bar names %q, want %q", got, want)
		}
	})
}

package portal

import (
	"slices"

	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/model"
)

// besideMost is how many contacts the side bar names; the list has them all.
const besideMost = 6

// sideContact is a client contact as the side bar names them.
type sideContact struct {
	Name, Path string // no path where the visitor may not change them
	Primary    bool
}

// sideContacts gives the client contacts, the primary first.
func (v *visit) sideContacts(view dossier.View) ([]sideContact, error) {
	_, persons, err := v.Dossiers.Persons(v.ctx, v.by, view.ID)
	if err != nil {
		return nil, err
	}
	var list []sideContact
	for _, p := range byName(slices.DeleteFunc(persons, func(p dossier.Person) bool { return !p.Contact })) {
		c := sideContact{Name: p.Name, Primary: view.Primary == p.ID}
		if view.May(access.EditPeople).Allowed {
			c.Path = contactPath(view.ID, p.ID)
		}
		list = append(list, c)
	}
	slices.SortStableFunc(list, func(a, b sideContact) int { return primaryFirst(a.Primary, b.Primary) })
	return list[:min(len(list), besideMost)], nil
}

// contactsBeside is what the side bar has about client contacts: who they are,
// and the ways to the one form; nil to whoever may not see them (IND-1).
func (v *visit) contactsBeside(view dossier.View, m model.Model) (*sideGroup, error) {
	if !view.May(access.ReadContacts).Allowed {
		return nil, nil
	}
	contacts, err := v.sideContacts(view)
	g := &sideGroup{Title: v.say("portal.contacts.title"), Contacts: contacts}
	if view.May(access.EditPeople).Allowed {
		g.Links = append(g.Links, link{contactsPath(view.ID) + "/new", v.say("portal.contacts.create")})
	}
	g.Links = append(g.Links, link{contactsPath(view.ID), v.say("portal.contacts.all")}, link{dossierPath(view.ID) + "/manage", v.say(manageTitle(m))})
	return g, err
}

// manageTitle says what is managed: an account, as commercial insurance calls a
// dossier, or a dossier, as anybody does.
func manageTitle(m model.Model) string {
	if m.Noun.EN == "account" {
		return "portal.manage.title"
	}
	return "portal.manage.dossier"
}

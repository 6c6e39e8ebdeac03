package faults

import (
	"tierce/internal/accessgroup"
	"tierce/internal/dossier"
	"tierce/internal/id"
	"tierce/internal/invitation"
	"tierce/internal/right"
)

const (
	yann = "yann@client.example" // the primary contact, where there is one
	anne = "anne@client.example" // another contact
)

// pair is a dossier of Claire's with two contacts, who have come in.
type pair struct {
	d, yann, anne string // persons
}

// asked is a contact as the form has them.
func asked(email, group string, primary bool) right.Contact {
	return right.Contact{Name: "Contact " + email, Function: "Accounts", Reach: reach(email, ""), Primary: &primary,
		Terms: invitation.Terms{Group: group, Sections: []string{"needs"}, Sign: true}}
}

// pair furnishes them: Yann the primary, where primary says so.
func (h *house) pair(primary, comeIn bool) pair {
	h.T.Helper()
	_, _, d := h.offices()
	c := pair{d: d, yann: id.New(), anne: id.New()}
	h.must(h.Rights.SaveContact(background, h.As(claire), d, c.yann, asked(yann, accessgroup.Limited, primary), ""))
	h.must(h.Rights.SaveContact(background, h.As(claire), d, c.anne, asked(anne, accessgroup.Limited, false), ""))
	if comeIn {
		h.SignIn(yann)
		h.SignIn(anne)
	}
	return c
}

// tagOf is what a person's form is read at.
func (h *house) tagOf(d, person string) string {
	h.T.Helper()
	_, c, _, err := h.Rights.OneContact(background, h.As(claire), d, person)
	h.must(err)
	return c.Tag
}

// contacting are the acts on client contacts, and on who is the primary one.
func contacting() []act {
	on := func(primary, comeIn bool, do func(h *house, c pair, tag string) error) func(h *house) func(h *house) (any, error) {
		return func(h *house) func(h *house) (any, error) {
			c := h.pair(primary, comeIn)
			tag := h.tagOf(c.d, c.anne)
			return func(h *house) (any, error) { return nil, do(h, c, tag) }
		}
	}
	save := func(primary, comeIn bool, next right.Contact) func(h *house) func(h *house) (any, error) {
		return on(primary, comeIn, func(h *house, c pair, tag string) error {
			return h.Rights.SaveContact(background, h.As(claire), c.d, c.anne, next, tag)
		})
	}
	name := func(primary, comeIn bool) func(h *house) func(h *house) (any, error) {
		return on(primary, comeIn, func(h *house, c pair, _ string) error {
			return h.Rights.NamePrimary(background, h.As(claire), c.d, c.anne)
		})
	}
	remove := func(h *house, c pair, tag string) error {
		return h.Rights.DeleteContact(background, h.As(claire), c.d, c.anne, tag)
	}
	once := id.New()
	return []act{
		{name: "save a new contact", furnish: func(h *house) func(h *house) (any, error) {
			_, _, d := h.offices()
			return func(h *house) (any, error) {
				return nil, h.Rights.SaveContact(background, h.As(claire), d, once, asked(anne, accessgroup.Limited, true), "")
			}
		}},
		{name: "save a new contact with an account", furnish: func(h *house) func(h *house) (any, error) {
			_, _, d := h.offices()
			h.SignIn(anne)
			return func(h *house) (any, error) {
				return nil, h.Rights.SaveContact(background, h.As(claire), d, once, asked(anne, accessgroup.Limited, false), "")
			}
		}},
		{name: "save other terms of a contact", settle: later, furnish: save(false, true, asked(anne, accessgroup.ViewOnly, false))},
		{name: "save other terms of an invited contact", furnish: save(false, false, asked(anne, accessgroup.ViewOnly, false))},
		{name: "save a contact's other address", furnish: save(false, false, movedContact())},
		{name: "save a contact's other address after coming in", furnish: save(false, true, movedContact())},
		{name: "save a contact as the primary, in the place of another", settle: later, furnish: save(true, true, asked(anne, accessgroup.Limited, true))},
		{name: "make a person of the dossier a contact", furnish: func(h *house) func(h *house) (any, error) {
			k := h.kin()
			tag := h.tagOf(k.d, k.odile.ID)
			return func(h *house) (any, error) {
				return nil, h.Rights.SaveContact(background, h.As(claire), k.d, k.odile.ID, asked(odile, accessgroup.Limited, false), tag)
			}
		}},
		{name: "name the primary contact", settle: later, furnish: name(false, true)},
		{name: "name an invited contact the primary", furnish: name(false, false)},
		{name: "replace the primary contact", settle: later, furnish: name(true, true)},
		{name: "replace a primary contact who is invited", furnish: name(true, false)},
		{name: "remove the primary contact", settle: later, furnish: on(true, true, func(h *house, c pair, _ string) error {
			return h.Rights.RemovePrimary(background, h.As(claire), c.d)
		})},
		{name: "delete a contact", settle: later, furnish: on(true, true, remove)},
		{name: "delete an invited contact", furnish: on(true, false, remove)},
		{name: "delete the primary contact", settle: later, furnish: func(h *house) func(h *house) (any, error) {
			c := h.pair(true, true)
			tag := h.tagOf(c.d, c.yann)
			return func(h *house) (any, error) {
				return nil, h.Rights.DeleteContact(background, h.As(claire), c.d, c.yann, tag)
			}
		}},
	}
}

// movedContact is the other contact, at another address.
func movedContact() right.Contact {
	c := asked(anne, accessgroup.Limited, false)
	c.Reach = dossier.Reach{Email: "anne@autre.example", Phone: "+33639987777", Lang: "fr"}
	return c
}

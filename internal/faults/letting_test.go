package faults

import (
	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/id"
	"tierce/internal/invitation"
	"tierce/internal/outbox"
	"tierce/internal/people"
	"tierce/internal/rooms/roomstest"
)

const (
	odile = "odile@maison.example" // to be let in, as family and as a lawyer
	iris  = "iris@maison.example"  // her mother, the holder
)

// kin is a dossier of Claire's with a holder, and Odile whose access is at
// stake.
type kin struct {
	*house
	d           string
	iris, odile dossier.Person
}

func (h *house) kin() kin {
	_, _, d := h.offices()
	k := kin{house: h, d: d}
	k.iris = k.save(dossier.Person{ID: id.New(), Name: "Iris Garance", Holder: dossier.Holder, Reach: reach(iris, "")})
	k.odile = k.save(dossier.Person{ID: id.New(), Name: "Odile Garance", Family: true, Advisor: "lawyer", Reach: reach(odile, "")})
	return k
}

// reach is how email is reached, by another phone than they prove if given.
func reach(email, phone string) dossier.Reach {
	if phone == "" {
		phone = roomstest.Phone(email)
	}
	return dossier.Reach{Email: email, Phone: phone, Lang: "fr"}
}

func (k kin) save(p dossier.Person) dossier.Person {
	k.T.Helper()
	p, err := k.Rights.SavePerson(background, k.As(claire), k.d, p)
	k.must(err)
	return p
}

// set gives Odile a level by way, from whichever process.
func (k kin) set(h *house, way invitation.Way, level access.Level) (any, error) {
	return h.Rights.Set(background, h.As(claire), k.d, k.odile.ID, way, level)
}

// with furnishes what the ways give her, "" for what nobody gave, before or
// after she signs in.
func (k kin) with(family, advisor access.Level, signsIn bool) kin {
	k.T.Helper()
	for way, level := range map[invitation.Way]access.Level{invitation.Family: family, invitation.Advisor: advisor} {
		if level != "" {
			_, err := k.set(k.house, way, level)
			k.must(err)
		}
	}
	if signsIn {
		k.SignIn(odile)
	}
	return k
}

// moved is Odile as she is to be saved, with another address.
func (k kin) moved() dossier.Person {
	p := k.odile
	p.Reach = reach("odile@autre.example", "")
	return p
}

// arrives is a sign-in with Odile's address and a phone. Its two steps are two
// transactions, and only the account is answered alike by a repeat.
func arrives(h *house, phone string) (any, error) {
	a, _, err := h.Arrival.SignIn(background, people.Claims{Issuer: roomstest.Issuer, Subject: odile, Email: odile,
		Phone: phone, Name: "odile", Lang: "fr"})
	return a, err
}

// about gives an act on k once furnished, by the same caller from any process.
func about(name string, furnish func(h *house) kin, do func(h *house, k kin) (any, error)) act {
	return act{name: name, furnish: func(h *house) func(h *house) (any, error) {
		k := furnish(h)
		return func(h *house) (any, error) { return do(h, k) }
	}}
}

func plain(h *house) kin   { return h.kin() }
func pending(h *house) kin { return h.kin().with(access.Read, "", false) }
func entered(h *house) kin { return h.kin().with(access.Read, "", true) }
func twice(h *house) kin   { return h.kin().with(access.Read, access.Write, true) }
func account(h *house) kin { k := h.kin(); k.SignIn(odile); return k }
func phone(h *house) kin {
	k := h.kin()
	_, err := arrives(h, "+33639989999")
	k.must(err)
	return k
}

// letting are the acts of the access tab, and of those whom it lets in.
func letting() []act {
	give := func(level access.Level) func(h *house, k kin) (any, error) {
		return func(h *house, k kin) (any, error) { return k.set(h, invitation.Family, level) }
	}
	save := func(change func(k kin) dossier.Person) func(h *house, k kin) (any, error) {
		return func(h *house, k kin) (any, error) {
			return h.Rights.SavePerson(background, h.As(claire), k.d, change(k))
		}
	}
	remove := func(h *house, k kin) (any, error) {
		return nil, h.Rights.DeletePerson(background, h.As(claire), k.d, k.odile.ID, 0)
	}
	once, child := id.New(), id.New()
	acts := []act{
		about("give to somebody without an account", plain, give(access.Read)),
		about("give to an account with the phone", account, give(access.Write)),
		about("give to an account with another phone", phone, give(access.Read)),
		about("change a level that waits", pending, give(access.Write)),
		about("change a level that was taken", entered, give(access.Write)),
		about("withdraw what waits", pending, give("")),
		about("end what was taken", entered, give("")),
		about("end one of two origins", twice, give("")),
		about("send an invitation again", pending, func(h *house, k kin) (any, error) {
			return h.Rights.Resend(background, h.As(claire), k.d, k.odile.ID, invitation.Family, once)
		}),
		about("add a person with ties", plain, save(func(k kin) dossier.Person {
			return dossier.Person{ID: child, Name: "Noé Garance", Parents: []string{k.odile.ID}, Partners: []dossier.Partner{{Person: k.iris.ID}}, Reach: reach("noe@maison.example", "")}
		})),
		about("tie two persons", plain, save(func(k kin) dossier.Person {
			p := k.odile
			p.Partners = []dossier.Partner{{Person: k.iris.ID, Former: true}}
			return p
		})),
		about("move an address that waits", pending, save(kin.moved)),
		about("move to an address with an account", func(h *house) kin {
			h.SignIn("odile@autre.example")
			return pending(h)
		}, save(kin.moved)),
		about("move an address that waits by two ways", func(h *house) kin { return h.kin().with(access.Read, access.Write, false) }, save(kin.moved)),
		about("move two ways to an address with an account", func(h *house) kin {
			h.SignIn("odile@autre.example")
			return h.kin().with(access.Read, access.Write, false)
		}, save(kin.moved)),
		about("move an address after coming in", entered, save(kin.moved)),
		about("make somebody who came in a co-holder", entered, save(func(k kin) dossier.Person {
			p := k.odile
			p.Holder = dossier.CoHolder
			return p
		})),
		about("delete a person who waits", pending, remove),
		about("delete a person who came in twice", twice, remove),
		about("decline", pending, func(h *house, k kin) (any, error) {
			return nil, h.Invitations.Decline(background, k.d, invitation.ID(k.d, k.odile.ID, invitation.Family), odile)
		}),
		about("bounce", pending, func(h *house, k kin) (any, error) {
			return nil, h.Invitations.Bounced(background, outbox.Entry{Data: map[string]string{"dossier": k.d,
				"invitation": invitation.ID(k.d, k.odile.ID, invitation.Family), "round": "1"}}, "bounce")
		}),
	}
	comeIn := about("come in at sign-in", pending, func(h *house, k kin) (any, error) { return arrives(h, k.odile.Phone) })
	both := about("come in by two ways", func(h *house) kin { return h.kin().with(access.Read, access.Write, false) },
		func(h *house, k kin) (any, error) { return arrives(h, k.odile.Phone) })
	await := about("sign in without the phone", pending, func(h *house, k kin) (any, error) { return arrives(h, "+33639989999") })
	for _, a := range []act{comeIn, both, await} {
		a.steps = true
		acts = append(acts, a)
	}
	return acts
}

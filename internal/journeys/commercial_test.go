package journeys

import (
	"context"
	"fmt"
	"strings"
	"sync/atomic"

	"tierce/internal/dossier"
	"tierce/internal/id"
	"tierce/internal/invitation"
	"tierce/internal/local/demo"
	"tierce/internal/local/issuer"
	"tierce/internal/model"
	"tierce/internal/right"
	"tierce/internal/text"
)

// joinery begins the title of the demo's commercial account with contacts.
const joinery = "Menuiserie Kerviel"

// commercial is a commercial account with the content of the demo's, and four
// contacts to be with addresses of their own. Nobody but its manager has access
// yet.
type commercial struct {
	*product
	id, title string
	contacts  map[string]*contact // by their key in the demo
}

// contact is somebody at the client, as an agent types them.
type contact struct {
	name, function, email, phone string
	terms                        invitation.Terms
	primary                      bool
}

var commercials atomic.Int32

func (on *product) commercial() *commercial {
	on.t.Helper()
	like, n := joineryOfTheDemo(), commercials.Add(1)
	a := &commercial{product: on, title: like.Title, contacts: map[string]*contact{}}
	h, err := on.Rooms.Dossiers.Create(context.Background(), clerk(manager), dossier.Draft{Organization: id.Of("demo", "cabinet"),
		Model: model.StarterID(id.Of("demo", "cabinet"), like.Model), Title: like.Title}, id.New())
	on.check(err)
	a.id = h.ID
	for i, p := range like.People {
		local, _, _ := strings.Cut(p.Email, "@")
		a.contacts[p.ID] = &contact{name: p.Name, function: p.Contact.Function, primary: p.Contact.Primary,
			email: fmt.Sprintf("%s@kerviel-%d.example", local, n), phone: fmt.Sprintf("+336397%05d", 10*int(n)+i),
			terms: invitation.Terms{Group: p.Contact.Group, Sections: p.Contact.Sections, Sign: p.Contact.Sign, Documents: p.Contact.Documents}}
	}
	for _, section := range []string{"business", "locations", "vehicles", "drivers", "claims", "cover"} {
		_, err := on.Rooms.Dossiers.Save(context.Background(), clerk(manager), a.id, section, 0, like.Sections[section])
		on.check(err)
	}
	return a
}

func joineryOfTheDemo() demo.Dossier {
	for _, d := range demo.Dossiers() {
		if strings.HasPrefix(d.Title, joinery) {
			return d
		}
	}
	panic("the demo has no " + joinery)
}

// at is an address of the account's dossier.
func (a *commercial) at(path string) string { return "/dossiers/" + a.id + path }

// invites makes contacts of the account, before a journey begins.
func (a *commercial) invites(lang text.Lang, keys ...string) {
	a.t.Helper()
	for _, key := range keys {
		c := a.contacts[key]
		a.check(a.Rooms.Rights.SaveContact(context.Background(), clerk(manager), a.id, id.New(), right.Contact{Name: c.name, Function: c.function,
			Reach: dossier.Reach{Email: c.email, Phone: c.phone, Lang: string(lang)}, Terms: c.terms, Primary: &c.primary}, ""))
	}
}

// arrives opens a browser in which a contact signs in for the first time, with
// an address and a phone that the sign-in service knows.
func (a *commercial) arrives(key string, lang text.Lang) *person {
	a.t.Helper()
	c := a.contacts[key]
	_, err := a.Issuer.AddUser(issuer.User{Email: c.email, Phone: c.phone, Name: c.name, Locale: string(lang), Password: password})
	a.check(err)
	p := a.person(lang)
	p.goTo(a.invitation(c.email))
	p.follow(p.say("portal.invitation.sign-in"))
	p.signsIn(c.email, password)
	p.reads(lang)
	p.sees(p.say("portal.offered.in", "dossier", a.title))
	p.goTo(a.at(""))
	return p
}

// types fills in the form of a contact, and goes on to what saving would mean.
func (p *person) types(c *contact) {
	p.t.Helper()
	p.fill("name", c.name)
	p.fill("function", c.function)
	p.fill("email", c.email)
	p.fill("phone", c.phone)
	p.fill("language", string(p.lang))
	p.choose("group", c.terms.Group)
	for _, s := range c.terms.Sections {
		p.choose("sections", s)
	}
	for option, on := range map[string]bool{"sign": c.terms.Sign, "submit": c.terms.Submit, "documents": c.terms.Documents} {
		if on {
			p.choose("options", option)
		}
	}
	if c.primary {
		p.choose("primary", "yes")
	}
}

// tasks are the titles of the sections that the dossier's page lists.
func (p *person) tasks() []string {
	p.t.Helper()
	return read[[]string](p, `[...document.querySelectorAll(".tasks a")].map(words)`)
}

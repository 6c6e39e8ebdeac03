package journeys

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"

	"tierce/internal/dossier"
	"tierce/internal/id"
	"tierce/internal/local/demo"
	"tierce/internal/local/issuer"
	"tierce/internal/model"
	"tierce/internal/people"
	"tierce/internal/text"
)

// estate begins the title of the demo's wealth plan.
const estate = "Famille Vasseur-Delage"

// manager of every plan, an agent of the demo.
const manager = "claire@cabinet.example"

// plan is a wealth plan with the family and the content of the demo's, and
// addresses of its own: journeys that share a product do not meet. Nobody but
// its manager has access yet.
type plan struct {
	*product
	id      string
	title   string
	members map[string]dossier.Person // by their key in the demo
}

var plans atomic.Int32

// plan makes one, the product's clerk managing it.
func (on *product) plan() *plan {
	on.t.Helper()
	like := estateOfTheDemo()
	n := plans.Add(1)
	pl := &plan{product: on, title: like.Title, members: map[string]dossier.Person{}}
	h, err := on.Rooms.Dossiers.Create(context.Background(), clerk(manager), dossier.Draft{Organization: id.Of("demo", "cabinet"),
		Model: model.StarterID(id.Of("demo", "cabinet"), like.Model), Title: like.Title}, id.New())
	on.check(err)
	pl.id = h.ID
	for i, p := range like.People {
		local, domain, _ := strings.Cut(p.Email, "@")
		q := dossier.Person{Name: p.Name, BirthDate: p.BirthDate, Holder: p.Holder, Advisor: p.Advisor, Office: p.Office}
		if p.Email != "" {
			name, _, _ := strings.Cut(domain, ".")
			q.Reach = dossier.Reach{Email: fmt.Sprintf("%s@%s-%d.example", local, name, n), Phone: fmt.Sprintf("+336398%05d", 10*int(n)+i), Lang: p.Lang}
		}
		for _, parent := range p.Parents {
			q.Parents = append(q.Parents, pl.members[parent].ID)
		}
		for _, partner := range p.Partners {
			q.Partners = append(q.Partners, dossier.Partner{Person: pl.members[partner].ID})
		}
		pl.keep(p.ID, q)
	}
	for _, section := range []string{"family", "objectives", "wealth", "gifts", "tax"} {
		values, err := json.Marshal(like.Sections[section])
		on.check(err)
		var named map[string]any
		on.check(json.Unmarshal([]byte(pl.named(string(values))), &named))
		_, err = on.Rooms.Dossiers.Save(context.Background(), clerk(manager), pl.id, section, 0, named)
		on.check(err)
	}
	return pl
}

// keep adds a person to the plan, or saves another version of them.
func (pl *plan) keep(key string, p dossier.Person) {
	pl.t.Helper()
	if p.ID == "" {
		p.ID = id.New()
	}
	saved, err := pl.Rooms.Rights.SavePerson(context.Background(), clerk(manager), pl.id, p)
	pl.check(err)
	pl.members[key] = saved
}

// named puts the ids of the plan's own persons into a section of the demo.
func (pl *plan) named(values string) string {
	for key, p := range pl.members {
		values = strings.ReplaceAll(values, `"`+key+`"`, `"`+p.ID+`"`)
	}
	return values
}

// clerk is an agent of the demo, for what stands before a journey begins.
func clerk(email string) people.Caller { return people.ByToken("local", id.Of("demo", email)) }

func estateOfTheDemo() demo.Dossier {
	for _, d := range demo.Dossiers() {
		if strings.HasPrefix(d.Title, estate) {
			return d
		}
	}
	panic("the demo has no " + estate)
}

func (on *product) check(err error) {
	on.t.Helper()
	if err != nil {
		on.t.Fatal(err)
	}
}

// at is an address of the plan's dossier.
func (pl *plan) at(path string) string { return "/dossiers/" + pl.id + path }

// email is where a member of the plan is written to.
func (pl *plan) email(key string) string { return pl.members[key].Email }

// rights opens the access tab.
func (p *person) rights(pl *plan) {
	p.t.Helper()
	p.goTo(pl.at("/rights"))
}

// asks opens what somebody of the tab has, and asks for another level.
func (p *person) asks(name, level string) {
	p.t.Helper()
	p.followBeside(name, p.say("portal.edit"))
	p.choose("level", level)
	p.press(p.say("portal.right.preview"))
}

// ends asks for no access any more, is told what remains, and saves it.
func (p *person) ends(name, remains string) {
	p.t.Helper()
	p.asks(name, "none")
	p.sees(remains)
	p.picture("right-ends")
	p.press(p.say("portal.right.end"))
	p.sees(p.say("portal.done.right-saved"))
}

// gives asks for a level, and saves it.
func (p *person) gives(name, level string) {
	p.t.Helper()
	p.asks(name, level)
	p.press(p.say("portal.right.save"))
	p.sees(p.say("portal.done.right-saved"))
}

// invitation is the address of the page that the newest mail to an address
// leads to.
func (on *product) invitation(email string) string {
	on.t.Helper()
	return on.message(email, `(http://\S+/dossiers/[0-9a-z]+/invitations/[0-9a-z]+)\s`)
}

// linkIn is the first address in a mail.
func (p *person) linkIn(mail string) string {
	p.t.Helper()
	_, rest, found := strings.Cut(mail, "http://")
	if !found {
		p.t.Fatalf("no link in %s", mail)
	}
	return "http://" + strings.Fields(rest)[0]
}

// password is what everybody signs in with whom the sign-in service knows
// before they come.
const password = demo.Password

// known makes the sign-in service know a member of the plan.
func (pl *plan) known(key string, lang text.Lang) {
	pl.t.Helper()
	p := pl.members[key]
	_, err := pl.Issuer.AddUser(issuer.User{Email: p.Email, Phone: p.Phone, Name: p.Name, Locale: string(lang), Password: password})
	pl.check(err)
}

// arrives opens a browser in which a member of the plan signs in for the first
// time, with an address and a phone that the sign-in service knows.
func (pl *plan) arrives(key string, lang text.Lang) *person {
	pl.t.Helper()
	pl.known(key, lang)
	p := pl.person(lang)
	p.goTo(pl.at(""))
	p.signsIn(pl.email(key), password)
	p.reads(lang)
	return p
}

// subjects are those of all mails to an address about dossiers, the oldest
// first: the sign-in service's codes are not among them.
func (on *product) subjects(email string) (list []string) {
	for _, m := range on.Mailbox.Messages(email) {
		if m.HTML != "" {
			list = append([]string{m.Subject}, list...)
		}
	}
	return list
}

// mail waits for a mail of that subject to an address, and gives its text. To
// a manager, whom several plans write to, it is the one about pl.
func (pl *plan) mail(to, subject string) string {
	pl.t.Helper()
	var found string
	pl.until("a mail to "+to+": "+subject, func() bool {
		for _, m := range pl.Mailbox.Messages(to) {
			if m.Subject == subject && (to != manager || strings.Contains(m.Text, pl.id)) {
				found = m.Text
				return true
			}
		}
		return false
	})
	return found
}

// shared walks one journey in French and in English at the same time, each on
// the product of that language which all such journeys share.
func shared(t *testing.T, walk func(t *testing.T, on *product, lang text.Lang)) {
	for _, lang := range text.Langs() {
		t.Run(string(lang), func(t *testing.T) {
			t.Parallel()
			walk(t, &product{standing(t, lang), t}, lang)
		})
	}
}

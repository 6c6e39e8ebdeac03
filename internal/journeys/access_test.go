package journeys

import (
	"strconv"
	"strings"
	"testing"

	"tierce/internal/people"
	"tierce/internal/text"
)

// cabinet is the organisation of every plan.
const cabinet = "Cabinet Lefèvre Assurances & Patrimoine"

// The daughter reads and is written to in the other language (ALL-7): each walk
// sees both.
func TestABB1ABB5TheDaughterComesInReadOnly(t *testing.T) {
	shared(t, func(t *testing.T, on *product, lang text.Lang) {
		pl, hers := on.plan(), others(lang)
		daughter := pl.members["camille"]
		daughter.Lang = string(hers)
		pl.keep("camille", daughter)

		claire := on.as(manager, lang)
		claire.goTo(pl.at(""))
		claire.follow(claire.say("portal.rights.title"))
		if n := claire.count("figure.tree svg[role=img] .card"); n != 6 {
			t.Errorf("the tree shows %d persons", n)
		}
		claire.picture("rights")
		claire.followBeside("Camille Vasseur,", claire.say("portal.edit"))
		claire.choose("level", "read")
		claire.picture("right")
		claire.press(claire.say("portal.right.preview"))
		claire.sees(claire.say("portal.team.will-see"), claire.say("portal.right.reads-only"), daughter.Email)
		claire.seesNot(claire.say("portal.right.may-edit"))
		claire.picture("right-preview")
		claire.press(claire.say("portal.right.save"))
		claire.sees(claire.say("portal.done.right-saved"), claire.say("portal.state.pending"))
		claire.picture("rights-pending")

		pl.mail(daughter.Email, hers.Say("mail.invitation.subject-first", "by", "Claire Morel", "organization", cabinet))
		camille := on.person(hers)
		camille.opensMail(daughter.Email, "mail-invitation")
		camille.goTo(on.invitation(daughter.Email))
		camille.sees("Claire Morel", people.Masked(daughter.Email))
		camille.seesNot(pl.title)       // the link is no secret
		camille.seesNot(daughter.Email) // and goes astray
		camille.picture("offered")
		camille.follow(camille.say("portal.invitation.sign-in"))
		camille.signsUp("Camille Vasseur", daughter.Email, daughter.Phone)
		camille.sees(camille.say("portal.offered.in", "dossier", pl.title))
		camille.picture("offered-in")
		camille.follow(camille.say("portal.offered.open"))
		camille.sees(pl.title, camille.say("portal.role.family"))
		camille.seesNot(camille.say("portal.rights.title"))
		camille.picture("dossier-family")
		camille.readsOnly(pl)

		pl.mail(manager, claire.say("mail.came-in.subject", "person", "Camille Vasseur", "dossier", pl.title))
		claire.rights(pl)
		claire.seesNot(claire.say("portal.state.pending"))
		claire.follow(claire.say("portal.invitations.title"))
		claire.sees(claire.say("portal.state.accepted"))
		claire.picture("dossier-invitations")
	})
}

// readsOnly reads a section in which nothing leads to a change, and is refused
// the change that its page does not offer (ALL-2).
func (p *person) readsOnly(pl *plan) {
	p.t.Helper()
	p.goTo(pl.at("/sections/objectives"))
	p.sees("Odette souhaite garder la maison", p.say("error.refused-read-only"))
	p.seesNot(p.say("portal.section.edit"))
	if n := p.count("main form"); n != 0 {
		p.t.Errorf("a page to read has %d forms", n)
	}
	p.picture("section-read-only")
	p.posts(pl.at("/sections/objectives/edit"), "version", "1", "values.wishes", "Changed without a form")
	p.sees(p.say("portal.refused.title-403"), p.say("error.refused-read-only"), "ALL-2")
	p.goTo(pl.at("/sections/objectives"))
	p.seesNot("Changed without a form")
}

// posts sends what no page of theirs offers to send, as a program with their
// session would.
func (p *person) posts(path string, fields ...string) {
	p.t.Helper()
	p.leaving(func() {
		read[bool](p, `(fields => {
			const f = document.createElement("form"), given = document.querySelector("input[name=token]").value;
			f.method = "post"; f.action = %q;
			for (const [name, value] of [["token", given], ...fields]) {
				const i = document.createElement("input");
				i.type = "hidden"; i.name = name; i.value = value; f.append(i);
			}
			document.body.append(f); f.submit(); return true;
		})(%s)`, path, pairs(fields))
	})
}

func pairs(fields []string) string {
	var list []string
	for i := 0; i < len(fields); i += 2 {
		list = append(list, "["+strconv.Quote(fields[i])+","+strconv.Quote(fields[i+1])+"]")
	}
	return "[" + strings.Join(list, ",") + "]"
}

func TestABB7ABB8TheNotaryKeepsTheInventoriesAndNothingElse(t *testing.T) {
	shared(t, func(t *testing.T, on *product, lang text.Lang) {
		pl := on.plan()
		claire := on.as(manager, lang)
		claire.rights(pl)
		claire.follow(claire.say("portal.rights.add-advisor"))
		claire.fill("name", "Maître Solène Guérin")
		claire.picture("advisor-new")
		claire.press(claire.say("portal.save"))
		claire.sees(claire.say("portal.problem")) // what kind of advisor, first
		claire.picture("advisor-new-problem")
		claire.fill("advisor", "notary")
		claire.fill("office", "Étude Guérin")
		email := "guerin@" + strings.SplitN(pl.email("aubry"), "@", 2)[1]
		claire.fill("email", email)
		claire.fill("phone", "+33 6 39 98 77 88")
		claire.choose("language", string(lang))
		claire.press(claire.say("portal.save"))
		claire.sees(claire.say("portal.done.person-added"), "Maître Solène Guérin", "Étude Guérin")
		claire.asks("Maître Solène Guérin", "write")
		claire.sees(claire.say("portal.right.may-edit"), claire.say("portal.right.reads-only"))
		claire.picture("right-preview-advisor")
		claire.press(claire.say("portal.right.save"))
		claire.sees(claire.say("portal.state.pending"))

		notary := on.person(lang)
		notary.goTo(on.invitation(email))
		notary.follow(notary.say("portal.invitation.sign-in"))
		notary.signsUp("Solène Guérin", email, "+33 6 39 98 77 88")
		notary.follow(notary.say("portal.offered.open"))
		notary.sees(notary.say("portal.role.advisor"))
		notary.picture("dossier-advisor")
		notary.goTo(pl.at("/sections/gifts"))
		notary.follow(notary.say("portal.section.edit"))
		notary.fill("values.plans", "Donation-partage chez le notaire")
		notary.press(notary.say("portal.save"))
		notary.sees(notary.say("portal.done.saved"), "Donation-partage chez le notaire")

		notary.goTo(pl.at("/sections/tax"))
		notary.sees(notary.say("error.refused-advisor-edits"))
		notary.seesNot(notary.say("portal.section.edit"))
		notary.picture("section-advisor")
		notary.posts(pl.at("/sections/tax/edit"), "version", "1", "values.residence", "Changed by the notary")
		notary.sees(notary.say("portal.refused.title-403"), notary.say("error.refused-advisor-edits"), "ABB-8")
		notary.picture("refused-advisor")
		notary.goTo(pl.at("/rights")) // ALL-8: nor who has access, and by what address
		notary.sees(notary.say("portal.refused.title-403"), notary.say("error.refused-rights-hidden"))
	})
}

package journeys

import (
	"slices"
	"testing"
	"time"

	"tierce/internal/people"
	"tierce/internal/text"
)

const day = 24 * time.Hour

// Camille never comes, Thomas does. Both were invited on the same day.
func TestABB5ABB10RemindersThenTheSixtyDays(t *testing.T) {
	bilingual(t, func(t *testing.T, on *product, lang text.Lang) {
		pl := on.plan()
		camille, thomas := pl.email("camille"), pl.email("thomas")
		claire := on.as(manager, lang)
		claire.rights(pl)
		claire.gives("Camille Vasseur,", "read")
		claire.gives("Thomas Vasseur,", "read")
		link := on.invitation(camille)
		pl.arrives("thomas", "fr")

		fr := func(id string) string { return text.FR.Say(id, "by", "Claire Morel", "organization", cabinet) }
		invited := fr("mail.invitation.subject-first")
		want := []string{invited}
		for _, step := range []struct {
			after time.Duration
			adds  []string
		}{{6 * day, nil}, {day, []string{fr("mail.invitation.subject-reminder")}}, {22 * day, nil},
			{day, []string{fr("mail.invitation.subject-last")}}, {29 * day, nil}, {day, nil}} {
			on.advance(step.after)
			want = append(want, step.adds...)
			if got := on.subjects(camille); !slices.Equal(got, want) {
				t.Errorf("Camille has %q, want %q", got, want)
			}
			if got := on.subjects(thomas); !slices.Equal(got, []string{invited}) {
				t.Errorf("Thomas, who came, has %q", got)
			}
		}

		late := on.person(lang)
		late.goTo(link)
		late.sees(late.say("portal.offered.expired", "by", "Claire Morel"))
		late.picture("offered-expired")
		back := on.as(manager, lang)
		back.rights(pl)
		back.sees(back.say("portal.state.expired"))
		back.picture("rights-over")
		back.followBeside("Camille Vasseur,", back.say("portal.edit"))
		back.picture("right-expired")
		back.press(back.say("portal.right.resend-button"))
		back.sees(back.say("portal.done.invitation-sent"), back.say("portal.state.pending"))
		on.until("another invitation", func() bool { return slices.Equal(on.subjects(camille), append(want, invited)) })
		late.goTo(link) // the same page, alive again
		late.sees(late.say("portal.invitation.sign-in"))
	})
}

func TestABB10AnotherAccountIsToldSoAndSwitches(t *testing.T) {
	shared(t, func(t *testing.T, on *product, lang text.Lang) {
		pl := on.plan()
		claire := on.as(manager, lang)
		claire.rights(pl)
		claire.gives("Camille Vasseur,", "read")
		somebody := on.as("tom@conseil.example", lang)
		somebody.goTo(on.invitation(pl.email("camille")))
		somebody.sees(somebody.say("portal.invitation.other-title"), people.Masked(pl.email("camille")), "Tom Abernathy")
		somebody.seesNot(pl.email("camille"))
		somebody.seesNot(pl.title)
		somebody.picture("offered-other")
		pl.known("camille", lang)
		somebody.follow(somebody.say("portal.invitation.switch"))
		somebody.signsIn(pl.email("camille"), password)
		somebody.sees(somebody.say("portal.offered.in", "dossier", pl.title))
	})
}

// The page was open when the invitation was withdrawn, then when it was said
// to be somebody else's.
func TestABB10WithdrawnOrDeclinedWhileThePageIsOpen(t *testing.T) {
	shared(t, func(t *testing.T, on *product, lang text.Lang) {
		pl := on.plan()
		claire := on.as(manager, lang)
		claire.rights(pl)
		claire.gives("Camille Vasseur,", "read")
		claire.gives("Thomas Vasseur,", "write")
		camille, other := on.person(lang), on.person(lang)
		camille.goTo(on.invitation(pl.email("camille")))
		claire.ends("Camille Vasseur,", claire.say("portal.right.means-withdraws", "name", "Camille Vasseur", "dossier", pl.title, "email", pl.email("camille")))
		pl.mail(pl.email("camille"), text.FR.Say("mail.access-ended.subject-invited", "organization", cabinet))
		pl.known("camille", lang)
		camille.follow(camille.say("portal.invitation.sign-in"))
		camille.signsIn(pl.email("camille"), password)
		camille.sees(camille.say("portal.offered.over", "by", "Claire Morel", "organization", cabinet))
		camille.picture("offered-over")
		camille.goTo(pl.at(""))
		camille.sees(camille.say("portal.refused.title-404"))

		link := on.invitation(pl.email("thomas"))
		other.goTo(link)
		other.follow(other.say("portal.not-me.link"))
		other.picture("not-me")
		other.press(other.say("portal.not-me.button")) // as a program that sends forms would
		other.sees(other.say("portal.problem"))
		other.picture("not-me-problem")
		other.fill("email", pl.email("thomas"))
		other.press(other.say("portal.not-me.button"))
		other.sees(other.say("portal.done.not-me"))
		other.picture("not-me-done")
		pl.mail(manager, claire.say("mail.not-me.subject", "person", "Thomas Vasseur"))
		late := on.person(lang)
		late.goTo(link)
		late.sees(late.say("portal.offered.over", "by", "Claire Morel", "organization", cabinet))
		claire.rights(pl)
		claire.sees(claire.say("portal.state.declined"))
		claire.picture("rights-declined")
	})
}

func TestABB10ABouncedAddressIsCorrected(t *testing.T) {
	shared(t, func(t *testing.T, on *product, lang text.Lang) {
		pl := on.plan()
		right := pl.email("camille")
		wrong := "bounce-" + right
		claire := on.as(manager, lang)
		claire.rights(pl)
		claire.followBeside("Camille Vasseur,", claire.say("portal.edit"))
		claire.fill("email", wrong)
		claire.choose("level", "read")
		claire.press(claire.say("portal.right.preview"))
		claire.press(claire.say("portal.right.save"))
		claire.goTo(claire.linkIn(pl.mail(manager, claire.say("mail.bounced.subject-bounce", "person", "Camille Vasseur"))))
		claire.sees(claire.say("portal.state.bounced"))
		claire.picture("right-bounced")
		claire.fill("email", right)
		claire.choose("level", "read")
		claire.press(claire.say("portal.right.preview"))
		claire.picture("right-preview-corrected")
		claire.press(claire.say("portal.right.save"))
		claire.sees(claire.say("portal.state.pending"))
		claire.seesNot(claire.say("portal.state.bounced"))
		pl.mail(right, text.FR.Say("mail.invitation.subject-first", "by", "Claire Morel", "organization", cabinet))
		if n := len(on.subjects(wrong)); n != 1 {
			t.Errorf("%d mails to the address that refuses them", n)
		}
	})
}

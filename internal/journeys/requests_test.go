package journeys

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"tierce/internal/accessgroup"
	"tierce/internal/dossier"
	"tierce/internal/id"
	"tierce/internal/invitation"
	"tierce/internal/local/issuer"
	"tierce/internal/right"
	"tierce/internal/text"
)

// limited is a client contact of a dossier, in Limited.
func (on *product) limited(d, name string, lang text.Lang) (email string) {
	on.t.Helper()
	n := plans.Add(1)
	email, phone := fmt.Sprintf("lise@garage-%d.example", n), fmt.Sprintf("+336399%05d", n)
	on.check(on.Rooms.Rights.SaveContact(context.Background(), clerk(manager), d, id.New(), right.Contact{Name: name,
		Reach: dossier.Reach{Email: email, Phone: phone, Lang: string(lang)}, Terms: invitation.Terms{Group: accessgroup.Limited}}, ""))
	_, err := on.Issuer.AddUser(issuer.User{Email: email, Phone: phone, Name: name, Locale: string(lang), Password: password})
	on.check(err)
	return email
}

// An agent asks a contact, who finds it first of all, answers with words and a
// file, and is asked again; the agent fetches the file where it was asked for.
func TestIND3AnAgentAsksAndAContactAnswersWithAFile(t *testing.T) {
	shared(t, func(t *testing.T, on *product, lang text.Lang) {
		d := strings.Split(on.fleet(), "/")[2]
		at := "/dossiers/" + d
		email := on.limited(d, "Lise Aubin", lang)
		lise, claire := on.person(lang), on.as(manager, lang)
		lise.goTo(at)
		lise.signsIn(email, password)
		lise.reads(lang)
		asks := lise.word("Merci de nous envoyer la carte grise du fourgon.", "Please send us the registration papers of the van.")
		lise.seesNot(asks)

		claire.goTo(at + "/requests")
		claire.picture("requests-none")
		claire.follow(claire.say("portal.request.ask"))
		claire.press(claire.say("portal.request.ask-button")) // nothing yet
		claire.sees(claire.say("portal.problem"))
		claire.fill("text", asks)
		claire.fill("due", claire.word("31/03/2031", "31/03/2031"))
		claire.picture("request-new")
		claire.choose("for", claire.options("for")[0])
		claire.press(claire.say("portal.request.ask-button"))
		claire.sees(claire.say("portal.done.request-made"), asks, "Lise Aubin")
		claire.picture("request-agent")

		lise.goTo(at)
		if first := read[string](lise, `words(document.querySelector(".two a"))`); first != asks {
			t.Errorf("the first link of the page is %q", first)
		}
		lise.picture("dossier-asked")
		lise.follow(asks)
		lise.picture("request-contact")
		lise.attach("file", "logo.svg", []byte("<svg/>"))
		lise.fill("text", lise.word("La voici.\nLe double suit.", "Here it is.\nThe copy follows."))
		lise.press(lise.say("portal.request.answer-send"))
		lise.sees(lise.say("portal.problem"))
		lise.picture("request-bad-file")
		lise.attach("file", "Carte grise.pdf", []byte(lease))
		lise.click("button", `named("button", %q, "")`, lise.say("portal.request.answer-send"))
		lise.sees(lise.say("portal.done.request-answered"), "Carte grise.pdf", lise.say("portal.request.done"))
		lise.look()
		lise.picture("request-answered")

		claire.goTo(at + "/requests")
		claire.sees(claire.say("portal.request.done"))
		claire.picture("requests")
		claire.follow(asks)
		got := claire.takes("*.pdf", func(b []byte) bool { return string(b) == lease }, func() {
			claire.click("download", `named("button", %q, %q)`, claire.say("portal.documents.download"), "Carte grise.pdf")
		})
		if string(got) != lease {
			t.Errorf("fetched %q", got)
		}
		again := claire.word("La page 2 manque.", "Page 2 is missing.")
		claire.fill("note", again)
		claire.picture("request-done")
		claire.press(claire.say("portal.request.reopen-button"))
		claire.sees(claire.say("portal.done.request-reopened"), again)

		lise.goTo(at)
		lise.sees(lise.say("portal.request.mine"), asks, lise.say("portal.request.open"))
		lise.follow(asks)
		lise.sees(again)
		lise.picture("request-reopened")
	})
}

// Without a script the page of a file that is checked is pressed again.
func TestIND3AnAnswerWithAFileWithoutJavaScript(t *testing.T) {
	shared(t, func(t *testing.T, on *product, lang text.Lang) {
		d := strings.Split(on.fleet(), "/")[2]
		email := on.limited(d, "Lise Aubin", lang)
		claire := on.as(manager, lang)
		claire.goTo("/dossiers/" + d + "/requests/new")
		claire.fill("text", "Photo")
		claire.choose("for", claire.options("for")[0])
		claire.press(claire.say("portal.request.ask-button"))
		asked := read[string](claire, `location.pathname`)
		lise := on.person(lang).withoutScript()
		lise.goTo(asked)
		lise.signsIn(email, password)
		lise.goTo(asked)
		lise.fill("text", "Voilà")
		lise.attach("file", "Photo.pdf", []byte(lease))
		for lise.press(lise.say("portal.request.answer-send")); read[bool](lise, `document.querySelector("form[data-again]") !== null`); {
			lise.picture("answer-checked")
			lise.press(lise.say("portal.request.answer-send"))
		}
		lise.sees(lise.say("portal.done.request-answered"), "Photo.pdf", "Voilà")
	})
}

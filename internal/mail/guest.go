package mail

import (
	"time"

	"tierce/internal/text"
)

// The letters of this file speak to guests of an organisation, and of them.
// Manager of their Case is the Admin who invites.

// What a guest is invited to: each has its sentences.
const (
	ToPortal = "client" // an organisation's client portal (LEX-4)
	ToEnter  = "behalf" // to enter dossiers on behalf of applicants (LOC-1)
)

// The beginnings of the sentences of each letter, by what it invites to.
var (
	guestInvitation = map[string]string{ToPortal: "mail.client-invitation.", ToEnter: "mail.behalf-invitation."}
	guestGiven      = map[string]string{ToPortal: "mail.client-given.", ToEnter: "mail.behalf-given."}
	guestLost       = map[string]string{ToPortal: "mail.client-lost.", ToEnter: "mail.behalf-lost."}
)

// GuestInvitation invites somebody who has no account yet to an organisation,
// and reminds them (LEX-4, LOC-1). Neither link opens anything by itself.
type GuestInvitation struct {
	Case
	As       string // ToPortal or ToEnter
	What     string // the models that a partner may enter, in words
	To       string
	Name     string
	PhoneEnd string // the last digits of the phone that must be verified
	Made     time.Time
	Expires  time.Time
	Reminder int // 0 for the invitation itself, 1 and 2 for its reminders
	URL      string
	NotMeURL string // the page that says "this is not me" (ABB-10)
}

// Message says who invites, to what, what it takes, until when, and how to
// refuse.
func (g GuestInvitation) Message(lang text.Lang) (Message, error) {
	say := g.voice(lang, guestInvitation[g.As], "what", g.What, "by", g.Manager.short(), "inviter", g.Manager.full(), "to", g.To, "phone", g.PhoneEnd,
		"made", lang.Date(g.Made, g.Zone), "expires", lang.DateTime(g.Expires, g.Zone))
	kind := [...]string{"first", "reminder", "last"}[g.Reminder]
	l := Letter{Subject: say("subject-" + kind), Button: &Link{Label: lang.Say("mail.invitation.button"), URL: g.URL},
		Why: say("why-" + kind), Aside: &Link{Label: lang.Say("mail.invitation.not-me"), URL: g.NotMeURL}}
	switch g.Reminder {
	case 0:
		l.Paragraphs = []string{say("invited"), say("can"), say("accept"), say("until")}
	case 1:
		l.Paragraphs = []string{say("waits"), say("can"), say("accept"), say("until")}
	default:
		l.Paragraphs = []string{say("ends"), say("accept")}
	}
	return g.toPerson(lang, g.To, g.Name, l)
}

// GuestGiven tells somebody who has an account that they are a guest now, or
// will be once their phone is verified.
type GuestGiven struct {
	Case
	As            string // ToPortal or ToEnter
	What          string // the models that a partner may enter, in words
	To            string
	Name          string
	PhoneToVerify bool
	PhoneEnd      string
	URL           string // what is shown to them or offered, or where the phone is verified
}

// Message says what they are given, and what is left to do.
func (g GuestGiven) Message(lang text.Lang) (Message, error) {
	say := g.voice(lang, guestGiven[g.As], "what", g.What, "by", g.Manager.short(), "inviter", g.Manager.full(), "to", g.To, "phone", g.PhoneEnd)
	kind := "live"
	if g.PhoneToVerify {
		kind = "phone"
	}
	return g.toPerson(lang, g.To, g.Name, Letter{
		Subject:    say("subject-" + kind),
		Paragraphs: []string{say("given"), say("can"), say(kind)},
		Button:     &Link{Label: say("button-" + kind), URL: g.URL},
		Why:        say("why"),
	})
}

// GuestLost tells the Admin who invited a guest that the invitation reached
// nobody, was reported as unwanted, or reached somebody else (ABB-10).
type GuestLost struct {
	Case
	As    string // ToPortal or ToEnter
	Guest string
	How   string // bounce, complaint or not-me
	URL   string // where the address is corrected
}

// Message says whose invitation has stopped, and how to go on.
func (g GuestLost) Message(lang text.Lang) (Message, error) {
	say := g.voice(lang, guestLost[g.As], "client", g.Guest, "partner", g.Guest)
	return g.toManager(lang, Letter{
		Subject:    say("subject-" + g.How),
		Paragraphs: []string{say(g.How), say("stopped"), say("next")},
		Button:     &Link{Label: lang.Say("mail.bounced.button"), URL: g.URL},
		Why:        say("why"),
	})
}

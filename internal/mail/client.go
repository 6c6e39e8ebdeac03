package mail

import (
	"time"

	"tierce/internal/text"
)

// The letters of this file speak to clients of an organisation, and of them.
// Manager of their Case is the Admin who invites, or the dossier's manager.

// ClientInvitation invites somebody who has no account yet into an
// organisation's client portal, and reminds them (LEX-4). Neither link opens
// anything by itself.
type ClientInvitation struct {
	Case
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
func (c ClientInvitation) Message(lang text.Lang) (Message, error) {
	say := c.voice(lang, "mail.client-invitation.", "by", c.Manager.short(), "inviter", c.Manager.full(), "to", c.To, "phone", c.PhoneEnd,
		"made", lang.Date(c.Made, c.Zone), "expires", lang.DateTime(c.Expires, c.Zone))
	kind := [...]string{"first", "reminder", "last"}[c.Reminder]
	l := Letter{Subject: say("subject-" + kind), Button: &Link{Label: lang.Say("mail.invitation.button"), URL: c.URL},
		Why: say("why-" + kind), Aside: &Link{Label: lang.Say("mail.invitation.not-me"), URL: c.NotMeURL}}
	switch c.Reminder {
	case 0:
		l.Paragraphs = []string{say("invited"), say("can"), say("accept"), say("until")}
	case 1:
		l.Paragraphs = []string{say("waits"), say("can"), say("accept"), say("until")}
	default:
		l.Paragraphs = []string{say("ends"), say("accept")}
	}
	return c.toPerson(lang, c.To, c.Name, l)
}

// ClientGiven tells somebody who has an account that they are a client now, or
// will be once their phone is verified.
type ClientGiven struct {
	Case
	To            string
	Name          string
	PhoneToVerify bool
	PhoneEnd      string
	URL           string // what is shown to them, or where the phone is verified
}

// Message says in whose portal they are, and what is left to do.
func (c ClientGiven) Message(lang text.Lang) (Message, error) {
	say := c.voice(lang, "mail.client-given.", "by", c.Manager.short(), "inviter", c.Manager.full(), "to", c.To, "phone", c.PhoneEnd)
	kind := "live"
	if c.PhoneToVerify {
		kind = "phone"
	}
	return c.toPerson(lang, c.To, c.Name, Letter{
		Subject:    say("subject-" + kind),
		Paragraphs: []string{say("given"), say("can"), say(kind)},
		Button:     &Link{Label: say("button-" + kind), URL: c.URL},
		Why:        say("why"),
	})
}

// ShownToClient tells a requester or a watcher that a dossier is shown to them
// in the client portal (LEX-7).
type ShownToClient struct {
	Case
	To          string
	Name        string
	Requester   string // the name of whom it is shown to first, for a watcher; "" for the requester
	Attachments bool   // with its documents (LEX-6)
	URL         string // the dossier
}

// Message says what is shown, as whom, and where it is found again.
func (s ShownToClient) Message(lang text.Lang) (Message, error) {
	say := s.voice(lang, "mail.shown.", "requester", s.Requester)
	kind := "requester"
	if s.Requester != "" {
		kind = "watcher"
	}
	l := Letter{Subject: say("subject"), Paragraphs: []string{say("shown"), say("as-" + kind)},
		Button: &Link{Label: say("button"), URL: s.URL}, Why: say("why")}
	if s.Attachments {
		l.Paragraphs = append(l.Paragraphs, say("attachments"))
	}
	l.Paragraphs = append(l.Paragraphs, say("where"))
	return s.toPerson(lang, s.To, s.Name, l)
}

// ClientLost tells the Admin who invited a client that the invitation reached
// nobody, was reported as unwanted, or reached somebody else (ABB-10).
type ClientLost struct {
	Case
	Client string
	How    string // bounce, complaint or not-me
	URL    string // where the address is corrected
}

// Message says whose invitation has stopped, and how to go on.
func (c ClientLost) Message(lang text.Lang) (Message, error) {
	say := c.voice(lang, "mail.client-lost.", "client", c.Client)
	return c.toManager(lang, Letter{
		Subject:    say("subject-" + c.How),
		Paragraphs: []string{say(c.How), say("stopped"), say("next")},
		Button:     &Link{Label: lang.Say("mail.bounced.button"), URL: c.URL},
		Why:        say("why"),
	})
}

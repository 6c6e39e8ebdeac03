package mail

import (
	"time"

	"tierce/internal/text"
)

// What a mail to a partner is about (LOC-2 to LOC-8).
const (
	SolicitationAsked     = "asked"
	SolicitationReminder  = "reminder"
	SolicitationReopened  = "reopened"
	SolicitationWithdrawn = "withdrawn"
	SolicitationReceipt   = "receipt"
)

// Solicited is a mail to a partner. The instructions stand in the dossier, never
// in a mail; the key stands in the mail, and nowhere else (LOC-5).
type Solicited struct {
	Case
	To     string
	Name   string
	By     Who    // the agent who asks
	About  string // one of the constants above
	Kind   string // opinion, complement, both
	Scope  string
	Wished string    // a day, as 2026-11-24
	Key    string    // to type under "Attach a dossier"; "" where none is needed
	URL    string    // where it is typed, or the solicitation
	At     time.Time // of a receipt: when the answer was sent
}

// Message says who asks what, until when, and how to get there.
func (s Solicited) Message(lang text.Lang) (Message, error) {
	say := s.voice(lang, "mail.solicitation.", "by", s.By.short(), "asker", s.By.full(), "scope", s.Scope, "key", s.Key,
		"what", lang.Say("mail.solicitation.what-"+s.Kind), "wished", lang.Day(s.Wished), "at", lang.DateTime(s.At, s.Zone))
	l := Letter{Subject: say("subject-" + s.About), Paragraphs: []string{say(s.About)}, Why: say("why")}
	switch s.About {
	case SolicitationReceipt:
		l.Paragraphs = append(l.Paragraphs, say("frozen"))
	case SolicitationWithdrawn:
		l.Paragraphs = append(l.Paragraphs, say("nothing"))
	default:
		l.Paragraphs = append(l.Paragraphs, say("wished"))
		s.door(&l, say)
	}
	return s.toPerson(lang, s.To, s.Name, l)
}

// door says how to get there: with a key, or by a link alone.
func (s Solicited) door(l *Letter, say func(string) string) {
	if s.Key == "" {
		l.Button = &Link{Label: say("open"), URL: s.URL}
		return
	}
	l.Paragraphs = append(l.Paragraphs, say("attach"), say("key"), say("once"))
	l.Button = &Link{Label: say("button"), URL: s.URL}
}

// SolicitationSettled tells the agent who asks that a partner has answered, or
// declines. What they say stands in the dossier.
type SolicitationSettled struct {
	Case
	To       string
	Name     string
	Partner  string
	Scope    string
	Declined bool
	URL      string // the solicitation
}

// Message says who answered what, and where to read it.
func (s SolicitationSettled) Message(lang text.Lang) (Message, error) {
	say := s.voice(lang, "mail.solicitation.", "partner", s.Partner, "scope", s.Scope)
	kind := "answered"
	if s.Declined {
		kind = "declined"
	}
	l := Letter{
		Subject:    say("subject-" + kind),
		Paragraphs: []string{say(kind), say("read-" + kind)},
		Button:     &Link{Label: say("read"), URL: s.URL},
		Why:        say("why-agent"),
	}
	if s.To == s.Manager.Mail {
		return s.toManager(lang, l)
	}
	return s.toPerson(lang, s.To, s.Name, l)
}

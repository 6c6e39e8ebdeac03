package mail

import "tierce/internal/text"

// RequestAsked tells a client contact that something is asked of them (IND-3).
// What it is stands in the dossier, never in a mail.
type RequestAsked struct {
	Case
	To    string
	Name  string
	By    Who
	Due   string // the day on which an answer is wished, as 2026-11-24; "" for none
	Again bool   // it was done, and is asked again
	Soon  bool   // the day is near: a reminder
	URL   string // the request
}

// Message says who asks, until when, and where to answer.
func (r RequestAsked) Message(lang text.Lang) (Message, error) {
	say := r.voice(lang, "mail.request.", "by", r.By.short(), "asker", r.By.full(), "due", lang.Day(r.Due))
	kind := "asked"
	switch {
	case r.Soon:
		kind = "soon"
	case r.Again:
		kind = "again"
	}
	l := Letter{
		Subject:    say("subject-" + kind),
		Paragraphs: []string{say(kind)},
		Button:     &Link{Label: say("button"), URL: r.URL},
		Why:        say("why"),
	}
	if r.Due != "" {
		l.Paragraphs = append(l.Paragraphs, say("due"))
	}
	l.Paragraphs = append(l.Paragraphs, say("where"))
	return r.toPerson(lang, r.To, r.Name, l)
}

// RequestAnswered tells the agent who asked that a contact has answered.
type RequestAnswered struct {
	Case
	To     string
	Name   string
	Person string // who answered
	URL    string // the request
}

// Message says who answered, and where to read it.
func (r RequestAnswered) Message(lang text.Lang) (Message, error) {
	say := r.voice(lang, "mail.request-answered.", "person", r.Person)
	l := Letter{
		Subject:    say("subject"),
		Paragraphs: []string{say("answered"), say("done")},
		Button:     &Link{Label: say("button"), URL: r.URL},
		Why:        say("why"),
	}
	if r.To == r.Manager.Mail {
		return r.toManager(lang, l)
	}
	return r.toPerson(lang, r.To, r.Name, l)
}

package mail

import "tierce/internal/text"

// AccessGiven tells somebody who has an account that a dossier is open to
// them (ABB-5): at once, or as soon as they have verified the phone.
type AccessGiven struct {
	Case
	To            string
	Name          string
	By            Who
	Way           string   // Family, Advisor, Applicant or Contact
	Level         string   // Read or Write; View of an applicant; a contact's own
	Options       []string // of a contact
	Entered       bool     // By entered the dossier for them, and is nobody of the organisation (LOC-1)
	PhoneToVerify bool
	PhoneEnd      string // the last digits of that phone
	URL           string // the dossier; the account page where the phone is to verify
}

// Message says who gave access to what, how far it goes, and what is left to
// do, if something is.
func (a AccessGiven) Message(lang text.Lang) (Message, error) {
	say := a.voice(lang, "mail.access-given.", "by", a.By.short(), "inviter", a.By.full(), "to", a.To, "phone", a.PhoneEnd)
	kind := "live"
	if a.PhoneToVerify {
		kind = "phone"
	}
	given := "given"
	if a.Entered {
		given = "given-entered"
	}
	return a.toPerson(lang, a.To, a.Name, Letter{
		Subject:    say("subject-" + kind),
		Paragraphs: []string{say(given), canDo(lang, a.Way, a.Level, a.Options...), say(kind)},
		Button:     &Link{Label: say("button-" + kind), URL: a.URL},
		Why:        say("why"),
	})
}

// AccessChanged tells somebody that their level is another one (ABB-4).
type AccessChanged struct {
	Case
	To     string
	Name   string
	By     Who
	Way    string // Family or Advisor
	Before string // Read or Write
	Now    string // Read or Write
	URL    string // the dossier
}

// Message says from what to what the level went, and what that means.
func (a AccessChanged) Message(lang text.Lang) (Message, error) {
	say := a.voice(lang, "mail.access-changed.", "by", a.By.short(), "inviter", a.By.full(),
		"before", levelName(lang, a.Before), "now", levelName(lang, a.Now))
	return a.toPerson(lang, a.To, a.Name, Letter{
		Subject:    say("subject"),
		Paragraphs: []string{say("changed"), say("levels"), canDo(lang, a.Way, a.Now)},
		Button:     &Link{Label: lang.Say("mail.open-dossier"), URL: a.URL},
		Why:        say("why"),
	})
}

// AccessEnded tells somebody that what let them in has ended (ABB-4), and
// what another origin leaves them (ALL-2).
type AccessEnded struct {
	Case
	To      string
	Name    string
	By      Who
	Invited bool   // they had not come in yet: it was an invitation that ended
	Remains string // Read, Write or View by another origin; "" for nothing
	URL     string // the dossier, where something remains
}

// Message says who ended it, and what remains.
func (a AccessEnded) Message(lang text.Lang) (Message, error) {
	say := a.voice(lang, "mail.access-ended.", "by", a.By.short(), "inviter", a.By.full(), "remains", levelName(lang, a.Remains))
	l := Letter{Subject: say("subject"), Paragraphs: []string{say("ended"), say("nothing")}, Why: say("why")}
	switch {
	case a.Invited:
		l.Subject, l.Paragraphs, l.Why = say("subject-invited"), []string{say("withdrawn"), say("nothing-to-do")}, say("why-invited")
	case a.Remains != "":
		l.Paragraphs[1] = say("remains")
		l.Button = &Link{Label: lang.Say("mail.open-dossier"), URL: a.URL}
	}
	return a.toPerson(lang, a.To, a.Name, l)
}

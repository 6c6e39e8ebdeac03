package mail

import "tierce/internal/text"

// The letters of this file tell the manager what became of an invitation.
// Person is a name as the dossier has it; no letter repeats an address that
// somebody else may read by now.

// CameIn tells that somebody has taken up their access.
type CameIn struct {
	Case
	Person string
	Level  string // Read or Write; a contact's own
	URL    string // the access rights of the dossier, or its contacts
	Client bool   // they are a client contact
}

// Message says who came in, and how far.
func (c CameIn) Message(lang text.Lang) (Message, error) {
	say := c.voice(lang, "mail.came-in.", "person", c.Person, "level", levelName(lang, c.Level))
	return c.toManager(lang, Letter{
		Subject:    say("subject"),
		Paragraphs: []string{say("came")},
		Button:     &Link{Label: lang.Say("mail.see-" + of(c.Client)), URL: c.URL},
		Why:        lang.Say("mail.why-manager", "dossier", c.Dossier),
	})
}

// Bounced tells that an invitation reached nobody, or was called unwanted by
// whoever got it, and that no reminder follows (ABB-10).
type Bounced struct {
	Case
	Person    string
	Complaint bool   // it arrived, and was reported as spam
	URL       string // where the address is corrected
	Client    bool   // they are a client contact
}

// Message says whom it is about, what has stopped, and how to go on.
func (b Bounced) Message(lang text.Lang) (Message, error) {
	say := b.voice(lang, "mail.bounced.", "person", b.Person)
	kind := "bounce"
	if b.Complaint {
		kind = "complaint"
	}
	return b.toManager(lang, Letter{
		Subject:    say("subject-" + kind),
		Paragraphs: []string{say(kind), say("stopped"), say("next-" + kind + "-" + of(b.Client))},
		Button:     &Link{Label: say("button"), URL: b.URL},
		Why:        lang.Say("mail.why-manager", "dossier", b.Dossier),
	})
}

// NotMe tells that whoever got an invitation says it is not for them (ABB-10).
type NotMe struct {
	Case
	Person string
	URL    string // where the address is corrected
	Client bool   // they are a client contact
}

// Message says whose invitation has stopped, and how to go on.
func (n NotMe) Message(lang text.Lang) (Message, error) {
	say := n.voice(lang, "mail.not-me.", "person", n.Person)
	return n.toManager(lang, Letter{
		Subject:    say("subject"),
		Paragraphs: []string{say("said"), say("stopped"), say("next-" + of(n.Client))},
		Button:     &Link{Label: lang.Say("mail.bounced.button"), URL: n.URL},
		Why:        lang.Say("mail.why-manager", "dossier", n.Dossier),
	})
}

// of names the page that a letter speaks of.
func of(client bool) string {
	if client {
		return "contacts"
	}
	return "rights"
}

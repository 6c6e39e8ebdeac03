package mail

import "tierce/internal/text"

// TermsChanged tells a client contact that they may do something else than
// before (IND-2, ABB-4).
type TermsChanged struct {
	Case
	To      string
	Name    string
	By      Who
	Level   string // a contact's
	Options []string
	URL     string // the dossier
}

// Message says who changed it, and all that they may do now.
func (t TermsChanged) Message(lang text.Lang) (Message, error) {
	say := t.voice(lang, "mail.access-changed.", "by", t.By.short(), "inviter", t.By.full())
	return t.toPerson(lang, t.To, t.Name, Letter{
		Subject:    say("subject"),
		Paragraphs: []string{say("changed"), say("from-now-on"), canDo(lang, Contact, t.Level, t.Options...)},
		Button:     &Link{Label: lang.Say("mail.open-dossier"), URL: t.URL},
		Why:        say("why"),
	})
}

// PrimaryContact tells a client contact that they are the primary one, or that
// they are not any more (IND-4).
type PrimaryContact struct {
	Case
	To      string
	Name    string
	By      Who
	Is      bool
	Level   string // what they have now
	Options []string
	URL     string // the dossier
}

// Message says what they are now, and all that they may do.
func (p PrimaryContact) Message(lang text.Lang) (Message, error) {
	say := p.voice(lang, "mail.primary.", "by", p.By.short(), "inviter", p.By.full())
	kind := "no"
	if p.Is {
		kind = "yes"
	}
	return p.toPerson(lang, p.To, p.Name, Letter{
		Subject:    say("subject-" + kind),
		Paragraphs: []string{say(kind), canDo(lang, Contact, p.Level, p.Options...)},
		Button:     &Link{Label: lang.Say("mail.open-dossier"), URL: p.URL},
		Why:        say("why-" + kind),
	})
}

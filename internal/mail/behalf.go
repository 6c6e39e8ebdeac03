package mail

import "tierce/internal/text"

// Entered tells the manager that a partner has entered a dossier, which is
// theirs to handle, on behalf of its applicant (LOC-1).
type Entered struct {
	Case
	By        Who // the partner
	Applicant string
	URL       string // the dossier
}

// Message says who entered what for whom, and until when they see it.
func (e Entered) Message(lang text.Lang) (Message, error) {
	say := e.voice(lang, "mail.entered.", "partner", e.By.full(), "applicant", e.Applicant)
	return e.toManager(lang, Letter{
		Subject:    say("subject"),
		Paragraphs: []string{say("entered"), say("invited"), say("sees")},
		Button:     &Link{Label: say("button"), URL: e.URL},
		Why:        lang.Say("mail.why-manager", "dossier", e.Dossier),
	})
}

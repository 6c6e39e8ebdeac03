package mail

import "tierce/internal/text"

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

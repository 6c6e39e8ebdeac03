package mail

import "tierce/internal/text"

// DocumentThere tells whom a document was addressed to that it is there
// (LOC-9). What it is called, and is about, stands in the dossier, never in a
// mail.
type DocumentThere struct {
	Case
	To   string
	Name string
	URL  string // where they find it
}

// Message says where to find the document.
func (d DocumentThere) Message(lang text.Lang) (Message, error) {
	say := d.voice(lang, "mail.document.")
	return d.toPerson(lang, d.To, d.Name, Letter{
		Subject:    say("subject"),
		Paragraphs: []string{say("there"), say("where")},
		Button:     &Link{Label: say("button"), URL: d.URL},
		Why:        say("why"),
	})
}

package mail

import (
	"time"

	"tierce/internal/text"
)

// DossierDeleted tells somebody who had come in that their access has ended
// with the dossier (ABB-4, ALL-5).
type DossierDeleted struct {
	Case
	To    string
	Name  string
	Until time.Time // until then the manager may restore it
}

// Message says who deleted what, and until when it may come back.
func (d DossierDeleted) Message(lang text.Lang) (Message, error) {
	say := d.voice(lang, "mail.dossier-deleted.", "by", d.Manager.full(), "until", lang.DateTime(d.Until, d.Zone))
	return d.toPerson(lang, d.To, d.Name, Letter{
		Subject:    say("subject"),
		Paragraphs: []string{say("deleted"), say("nothing"), say("until")},
		Why:        say("why"),
	})
}

// DossierBack tells them that the deletion was undone: their access is what it
// was.
type DossierBack struct {
	Case
	To   string
	Name string
	URL  string // the dossier
}

// Message says who restored what.
func (d DossierBack) Message(lang text.Lang) (Message, error) {
	say := d.voice(lang, "mail.dossier-back.", "by", d.Manager.full())
	return d.toPerson(lang, d.To, d.Name, Letter{
		Subject:    say("subject"),
		Paragraphs: []string{say("back"), say("as-before")},
		Button:     &Link{Label: lang.Say("mail.open-dossier"), URL: d.URL},
		Why:        say("why"),
	})
}

package mail

import (
	"strings"
	"time"

	"tierce/internal/text"
)

// SectionSubmitted tells an agent that contacts have handed a section in
// (IND-6).
type SectionSubmitted struct {
	Case
	To, Name string
	By       string // the full name of whoever did
	Section  string // its title
	At       time.Time
	URL      string // of the section
}

// Message says what was handed in, by whom, and what follows.
func (s SectionSubmitted) Message(lang text.Lang) (Message, error) {
	say := s.voice(lang, "mail.section-submitted.", "by", s.By, "section", s.Section, "at", lang.DateTime(s.At, s.Zone))
	return s.compose(lang, s.To, s.Name, Letter{
		Subject:    say("subject"),
		Paragraphs: []string{say("submitted"), say("locked")},
		Button:     &Link{Label: say("button"), URL: s.URL},
		Why:        say("why"),
	})
}

// SectionReturned gives a section back to whoever handed it in, with the
// agent's note (IND-6).
type SectionReturned struct {
	Case
	To, Name string
	By       string
	Section  string
	Note     string // may have several lines
	URL      string
}

// Message says what came back, why, and that it can be edited again.
func (s SectionReturned) Message(lang text.Lang) (Message, error) {
	say := s.voice(lang, "mail.section-returned.", "by", s.By, "section", s.Section)
	l := Letter{Subject: say("subject"), Paragraphs: []string{say("returned"), say("note")},
		Button: &Link{Label: say("button"), URL: s.URL}, Why: say("why")}
	for _, line := range strings.FieldsFunc(strings.ReplaceAll(s.Note, "\t", " "), func(r rune) bool { return r == '\n' || r == '\r' }) {
		if line = strings.TrimSpace(line); line != "" {
			l.Paragraphs = append(l.Paragraphs, line)
		}
	}
	l.Paragraphs = append(l.Paragraphs, say("next"))
	return s.toPerson(lang, s.To, s.Name, l)
}

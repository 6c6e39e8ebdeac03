package mail

import (
	"time"

	"tierce/internal/text"
)

// Invitation invites a person who has no account yet into
// a dossier, and reminds them (ABB-5, ABB-7). Neither link opens anything by
// itself: coming in takes a sign-in with To and with the phone, both verified.
type Invitation struct {
	Case
	To       string
	Name     string   // the person's, as the dossier has it
	By       Who      // the manager, or the holder who lets family in (ABB-6)
	Way      string   // Family, Advisor, Applicant or Contact
	Level    string   // Read or Write; View of an applicant; a contact's own
	Options  []string // of a contact: sign, submit, documents
	PhoneEnd string   // the last digits of the phone that must be verified
	Made     time.Time
	Expires  time.Time
	Entered  bool // By entered the dossier for them, and is nobody of the organisation (LOC-1)
	Reminder int  // 0 for the invitation itself, 1 and 2 for its reminders
	URL      string
	NotMeURL string // the page that says "this is not me" (ABB-10)
}

// Message says who invites, to what, as what, what it takes, until when, and
// how to refuse. The reminders say less; the last one says first when the
// invitation ends.
func (i Invitation) Message(lang text.Lang) (Message, error) {
	say := i.voice(lang, "mail.invitation.", "by", i.By.short(), "inviter", i.By.full(), "to", i.To, "phone", i.PhoneEnd,
		"made", lang.Date(i.Made, i.Zone), "expires", lang.DateTime(i.Expires, i.Zone))
	kind := [...]string{"first", "reminder", "last"}[i.Reminder]
	subject, invited := "subject-"+kind, "invited"
	if i.Way == Applicant && i.Reminder == 0 { // in the words of a public service
		subject, invited = "subject-applicant", "invited-applicant"
	}
	if i.Entered && i.Reminder == 0 {
		invited = "invited-entered"
	}
	l := Letter{
		Subject: say(subject),
		Button:  &Link{Label: say("button"), URL: i.URL},
		Why:     say("why-" + kind),
		Aside:   &Link{Label: say("not-me"), URL: i.NotMeURL},
	}
	switch i.Reminder {
	case 0:
		l.Paragraphs = []string{say(invited), say("as-" + i.Way), canDo(lang, i.Way, i.Level, i.Options...), say("accept"), say("until")}
	case 1:
		l.Paragraphs = []string{say("waits"), canDo(lang, i.Way, i.Level, i.Options...), say("accept"), say("until")}
	default:
		l.Paragraphs = []string{say("ends"), say("accept")}
	}
	return i.toPerson(lang, i.To, i.Name, l)
}

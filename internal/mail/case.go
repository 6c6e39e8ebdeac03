package mail

import (
	"time"

	"tierce/internal/text"
)

// Who is somebody as a letter names them. Mail alone is enough; both empty is
// nobody.
type Who struct{ Name, Mail string }

// short is the name, or the address of whoever gave none.
func (w Who) short() string {
	if w.Name != "" {
		return w.Name
	}
	return w.Mail
}

// full is the name with the address, so that the reader can tell somebody
// they know from someone who only took the name.
func (w Who) full() string {
	if w.Name == "" || w.Mail == "" {
		return w.short()
	}
	return w.Name + " (" + w.Mail + ")"
}

// Case is what all letters about access to one dossier have in common: in
// whose name, about what, and who answers (ABB-10).
type Case struct {
	Organization string
	Dossier      string         // its title
	Manager      Who            // answers go there
	Zone         *time.Location // the organisation's (ALL-7)
}

// The ways in, and the levels (ABB-4), as letters name them: each has its
// sentences. An applicant has the applicant view (LOC-11); a contact one of the
// last five: the whole dossier or what is assigned to them, or the primary's
// (IND-4, IND-5).
const (
	Family    = "family"
	Advisor   = "advisor"
	Contact   = "contact"
	Applicant = "applicant"
	Read      = "read"
	Write     = "write"
	View      = "view"

	WholeWrite = "whole-write"
	WholeRead  = "whole-read"
	SomeWrite  = "some-write"
	SomeRead   = "some-read"
	Primary    = "primary"
)

// voice gives the function that says the sentence id+name, filled from args
// and what c is about.
func (c Case) voice(lang text.Lang, id string, args ...any) func(name string) string {
	args = append(args, "organization", c.Organization, "dossier", c.Dossier, "manager", c.Manager.short())
	return func(name string) string { return lang.Say(id+name, args...) }
}

// toPerson lays l out for a person who is not the manager, to whom answers go.
func (c Case) toPerson(lang text.Lang, to, name string, l Letter) (Message, error) {
	if c.Manager.Mail != "" {
		l.Paragraphs = append(l.Paragraphs, lang.Say("mail.reply", "who", c.Manager.short()))
	}
	m, err := c.compose(lang, to, name, l)
	m.ReplyTo = c.Manager.Mail
	return m, err
}

// toManager lays l out for the manager.
func (c Case) toManager(lang text.Lang, l Letter) (Message, error) {
	return c.compose(lang, c.Manager.Mail, c.Manager.Name, l)
}

func (c Case) compose(lang text.Lang, to, name string, l Letter) (Message, error) {
	l.Greeting, l.Organization = lang.Say("mail.hello"), c.Organization
	if name != "" {
		l.Greeting = lang.Say("mail.hello-name", "name", name)
	}
	return Compose(lang, to, l)
}

// canDo says what a level lets somebody do who comes in by way, with the
// options that they have besides: sign, submit, documents.
func canDo(lang text.Lang, way, level string, options ...string) string {
	words := lang.Say("mail.can." + way + "-" + level)
	for _, o := range options {
		words += " " + lang.Say("mail.can.option-"+o)
	}
	return words
}

// levelName names a level in the middle of a sentence.
func levelName(lang text.Lang, level string) string { return lang.Say("mail.level." + level) }

package mail

import (
	"time"

	"tierce/internal/text"
)

// AgentInvitation invites someone to become an agent of an organisation. URL
// carries an id that opens nothing: coming in takes a sign-in with the invited
// address. InvitedBy and InviterMail are both empty for the first Admin of an
// organisation, whom no person invites.
type AgentInvitation struct {
	To           string
	Organization string
	InvitedBy    string // the Admin's name; empty falls back on the address
	InviterMail  string // answers go there (ABB-10)
	URL          string
	Expires      time.Time
	Zone         *time.Location // the organisation's (ALL-7)
	Admin        bool           // invited as an Admin too
}

// Message says who invites, to what, why, until when, and that ignoring it is
// enough (ABB-10).
func (i AgentInvitation) Message(lang text.Lang) (Message, error) {
	id := "mail.agent-invitation."
	inviter := i.inviter()
	who, role := "invited", "agent"
	if inviter == "" {
		who = "first"
	}
	if i.Admin {
		role = "admin"
	}
	say := func(name string) string {
		return lang.Say(id+name, "by", i.name(), "inviter", inviter, "organization", i.Organization,
			"to", i.To, "expires", lang.DateTime(i.Expires, i.Zone))
	}
	l := Letter{
		Subject:      say("subject-" + who),
		Greeting:     lang.Say("mail.hello"),
		Paragraphs:   []string{say(who), say(role), say("accept")},
		Button:       &Link{Label: say("button"), URL: i.URL},
		Why:          say("why-" + who),
		Organization: i.Organization,
	}
	if i.InviterMail != "" {
		l.Paragraphs = append(l.Paragraphs, say("reply"))
	}
	m, err := Compose(lang, i.To, l)
	m.ReplyTo = i.InviterMail
	return m, err
}

func (i AgentInvitation) name() string {
	if i.InvitedBy != "" {
		return i.InvitedBy
	}
	return i.InviterMail
}

// inviter is the name with the address, so that the reader can tell a
// colleague from someone who only took a colleague's name.
func (i AgentInvitation) inviter() string {
	if i.InvitedBy == "" || i.InviterMail == "" {
		return i.name()
	}
	return i.InvitedBy + " (" + i.InviterMail + ")"
}

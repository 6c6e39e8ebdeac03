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
	by := Who{i.InvitedBy, i.InviterMail}
	who, role := "invited", "agent"
	if by.short() == "" {
		who = "first"
	}
	if i.Admin {
		role = "admin"
	}
	c := Case{Organization: i.Organization, Manager: by, Zone: i.Zone}
	say := c.voice(lang, "mail.agent-invitation.", "by", by.short(), "inviter", by.full(), "to", i.To,
		"expires", lang.DateTime(i.Expires, i.Zone))
	return c.toPerson(lang, i.To, "", Letter{
		Subject:    say("subject-" + who),
		Paragraphs: []string{say(who), say(role), say("accept")},
		Button:     &Link{Label: say("button"), URL: i.URL},
		Why:        say("why-" + who),
	})
}

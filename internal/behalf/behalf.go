// Package behalf holds the partners who may enter dossiers on behalf of
// applicants: guests of an organisation (package guest), whom an Admin allows
// that for named models, and what they enter (LOC-1).
//
// Keys:
//
//	O#org / N#partner         partner, with the models and who manages what they enter
//	E#sha256(mail) / N#org    which partner of org waits for that address
//
// The account of a partner who has come in repeats the models (behalf_<org>,
// package people): every decision reads that row, so that another choice of
// models, or the end, is one write that holds at once.
package behalf

import (
	"slices"

	"tierce/internal/access"
	"tierce/internal/fault"
	"tierce/internal/guest"
	"tierce/internal/people"
	"tierce/internal/table"
	"tierce/internal/trail"
)

// ModelsMost is how many models one partner may be allowed.
const ModelsMost = 40

// Partner is somebody who may, or is to be allowed to, enter dossiers for Org.
// Of its terms it has models and an agent.
type Partner = guest.Guest

// The outbox loads about a partner. An entry's data names the organisation, the
// partner and the round of the invitation; of EnteredLoad, the dossier and the
// applicant.
const (
	MailLoad    = "behalf-invitation" // the invitation, then reminders 7 and 30 days after it
	GivenLoad   = "behalf-given"      // to somebody who has an account
	BouncedLoad = "behalf-bounced"    // to the Admin who invited
	NotMeLoad   = "behalf-not-me"     // to the Admin who invited
	EnteredLoad = "behalf-entered"    // to the manager of what was entered
)

// partners is what partners are among guests.
var partners = guest.Sort{
	Prefix: "N#", Name: "partner", Taken: "already-behalf", Rule: "LOC-1", Manage: access.ManageBehalf,
	Mail: MailLoad, Given: GivenLoad, Bounced: BouncedLoad, NotMe: NotMeLoad,
	Added: trail.BehalfAllowed, Removed: trail.BehalfRemoved, Invited: trail.BehalfInvited, Came: trail.BehalfCame,
	Refused: trail.BehalfBounced, Declined: trail.BehalfDeclined,
	Changed: func(was, p Partner) trail.Verb { return trail.BehalfChanged },
	Is:      func(a people.Account, org string) bool { return a.Behalf[org].ID != "" },
	Enter: func(p Partner, a people.Account) table.Op {
		return people.Allow(a.ID, p.Org, allowance(p), a.Email, a.Phone)
	},
	Leave: func(p Partner) table.Op { return people.AllowNoMore(p.Account, p.Org, p.ID) },
}

func allowance(p Partner) access.Allowance { return access.Allowance{ID: p.ID, Models: p.Models} }

// Draft is what one says of a partner. Models are ids of models of the
// organisation that have an applicant view; Agent is the account of an active
// agent of it, who will manage what the partner enters.
type Draft struct {
	Name, Email, Phone, Lang string
	Models                   []string
	Agent                    string
}

// clean checks the form of everything at once. The models are in the order of
// their ids: choosing the same ones is the same choice.
func (d Draft) clean() (guest.Draft, error) {
	g, bad := guest.Draft{Name: d.Name, Email: d.Email, Phone: d.Phone, Lang: d.Lang}.Clean()
	g.Models = slices.Clone(d.Models)
	slices.Sort(g.Models)
	g.Models, g.Agent = slices.Compact(g.Models), d.Agent
	var worse error
	switch {
	case len(g.Models) == 0:
		worse = fault.Bad("models", "missing").By("LOC-1")
	case len(g.Models) > ModelsMost:
		worse = fault.Bad("models", "too-many-items", "max", ModelsMost)
	}
	if d.Agent == "" {
		worse = guest.Together(worse, fault.Bad("agent", "missing").By("LOC-1"))
	}
	return g, guest.Together(bad, worse)
}

// Package access answers one question: may this person do this here, and if
// not, which rule says so and who can change it. Nothing else in the code
// decides about access. The rules stand in rules.go as an ordered table; the
// rows that they are decided on are loaded by the caller. A page for
// compliance, docs/access-rules.md, is generated from the table.
package access

import (
	"slices"
	"time"

	"tierce/internal/fault"
)

// Request asks whether an account may act on a dossier at a moment.
type Request struct {
	Account Account
	Dossier Dossier
	Grant   Grant
	Groups  map[string]Group // the access groups that contacts are put in, by id
	Portal  Portal           // for a client of the owner
	Action  Action
	Section string
	Kind    string // of that section, as package model names them
	Target  Target // for the actions that concern somebody's access
	Item    Item   // for the actions that concern a document, a request, or a section's state
	Now     time.Time
}

// caseOf begins the case in which r's account has role.
func (r Request) caseOf(role Role, o Origin) Case {
	c := Case{Role: role, Account: r.Account.ID, Origin: o, Dossier: r.Dossier, Section: r.Section, Kind: r.Kind, Target: r.Target, Item: r.Item, View: r.Portal.View}
	switch role {
	case Primary:
		c.Group = Group{Level: Write, All: true}
		c.Origin.Sign, c.Origin.Submit, c.Origin.Documents = true, true, true
	case Contact:
		c.Group = r.Groups[o.Group]
	default:
		return c
	}
	c.Origin.Level = c.Group.Level
	return c
}

// Decision is the answer. Where it allows, Role and Origin (its name in the
// grant; "" where none) say by what. Where it refuses, Rule says why.
type Decision struct {
	Allowed bool
	Role    Role
	Origin  string
	Rule    *Rule
}

// Hidden tells whether the refusal must look like a dossier that does not
// exist: there is no relation at all (ALL-4).
func (d Decision) Hidden() bool { return !d.Allowed && d.Rule.ID == "ALL-4" }

// Unassigned tells whether the refusal is that of a section which is not a
// contact's, or of a section to whoever sees a dossier by a view: not even its
// name is shown to them (IND-3, LOC-10, LOC-11).
func (d Decision) Unassigned() bool {
	return !d.Allowed && (d.Rule.Text == "section-unassigned" || d.Rule.Text == "partner-view-only" || d.Rule.Text == "applicant-view-only")
}

// Err gives the refusal as a fault: Hidden, or Forbidden with the rule, its
// sentence and who can change it. nil where it allows.
func (d Decision) Err() error {
	if d.Allowed {
		return nil
	}
	if d.Hidden() {
		return Nothing()
	}
	return fault.New(fault.Forbidden, "refused-"+d.Rule.Text).By(d.Rule.ID).For(d.Rule.Fix)
}

// Nothing is the one answer for what does not exist and for what the caller
// has no relation to (ALL-4).
func Nothing() error { return fault.New(fault.Hidden, HiddenCode).By("ALL-4") }

// HiddenCode is the code of Nothing.
const HiddenCode = "hidden"

// Decide looks at each origin of the grant that holds now, and at the place
// in the owner's organisation. One that passes every rule allows: a
// prohibition binds its own origin only (ALL-2). Where none does, the refusal
// is that of the one which came furthest. Between two alike the stronger role
// speaks, then the origin whose name comes first, so that the same rows always
// give the same decision.
func Decide(r Request) Decision {
	best, reached := Decision{}, -1
	try := func(c Case, origin string) {
		n := firstFailing(c, r.Action)
		if n < reached || n == reached && !speaksBefore(c.Role, origin, best) {
			return
		}
		best, reached = Decision{Allowed: n == len(Rules), Role: c.Role, Origin: origin}, n
		if !best.Allowed {
			best.Rule = &Rules[n]
		}
	}
	bare := Outsider
	if r.Dossier.Live || r.Dossier.Deleted && r.Action == RestoreDossier {
		bare = bareRole(r.Account, r.Dossier.Org)
		for name, o := range r.Grant {
			if r.holds(o) {
				try(r.caseOf(roleOf(r.Account, r.Dossier, o), o), name)
			}
		}
		if r.Dossier.Requester != "" && r.Portal.Colleagues && r.Portal.together() {
			try(r.caseOf(Colleague, Origin{Level: Read}), "")
		}
	}
	try(r.caseOf(bare, Origin{}), "")
	return best
}

// speaksBefore orders two cases that came equally far.
func speaksBefore(role Role, origin string, best Decision) bool {
	if role != best.Role {
		return slices.Index(Roles, role) < slices.Index(Roles, best.Role)
	}
	return origin < best.Origin
}

// DecideOrg answers for the actions in an organisation.
func DecideOrg(a Account, org string, action Action) Decision {
	return alone(Case{Role: bareRole(a, org)}, action)
}

// DecideRedeem answers whether a may redeem share keys at all: an active
// agent of some organisation of this installation (EVO-3).
func DecideRedeem(a Account) Decision {
	c := Case{Role: Outsider}
	if len(a.Orgs) > 0 {
		c.Role = Agent
	}
	return alone(c, RedeemKey)
}

// DecideClaim answers whether a may attach a dossier with a solicitation's key:
// whoever has verified an address and a telephone (LOC-5).
func DecideClaim(a Account, verified bool) Decision {
	c := Case{Role: Outsider}
	if verified {
		c.Role = Partner
	}
	return alone(c, ClaimSolicitation)
}

// DecideBehalf answers whether somebody may enter a dossier of model on behalf
// of an applicant: where an Admin has allowed them that for the model (LOC-1).
func DecideBehalf(allowed []string, model string) Decision {
	c := Case{Role: Outsider}
	if has(allowed, model) {
		c.Role = Behalf
	}
	return alone(c, EnterOnBehalf)
}

func alone(c Case, action Action) Decision {
	n := firstFailing(c, action)
	if n == len(Rules) {
		return Decision{Allowed: true, Role: c.Role}
	}
	return Decision{Role: c.Role, Rule: &Rules[n]}
}

// firstFailing gives the place of the first rule that refuses c; the number
// of rules where none does. An action that no rule knows is refused by the
// first, as what does not exist: forgetting a rule lets nobody in.
func firstFailing(c Case, action Action) int {
	known := false
	for i := range Rules {
		if !slices.Contains(Rules[i].Actions, action) {
			continue
		}
		if !Rules[i].Needs(c) {
			return i
		}
		known = true
	}
	if !known {
		return 0
	}
	return len(Rules)
}

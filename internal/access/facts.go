package access

import "time"

// Account is what access knows of the account that asks: its id, and the
// organisations it is an active agent of. An account with no row has neither.
type Account struct {
	ID   string
	Orgs map[string]Member
}

// Member is an account's place in one organisation. Since is when it began,
// as the row has it: whatever hangs on an earlier stay does not revive when
// someone comes back.
type Member struct {
	Admin bool
	Since string
}

// Dossier is what access knows of a dossier, from its header.
type Dossier struct {
	ID           string
	Org          string // the owner
	Manager      string // account of the one agent responsible
	Status       string
	Live         bool // false while a copy is being made: it does not exist yet
	TeamMayShare bool // the model lets team members make share keys
}

// Grant is one account's access to one dossier: its origins by their names
// (ALL-2).
type Grant map[string]Origin

// Kind is what gave an origin.
type Kind string

// The kinds of origin.
const (
	FromTeam    Kind = "team"    // put on the team by the manager, or made the dossier
	FromKey     Kind = "join"    // redeemed a join key (EVO-7)
	FromHolder  Kind = "holder"  // a right on the access tab, of a holder or co-holder (ABB-6)
	FromFamily  Kind = "family"  // the same, of another member of the family
	FromAdvisor Kind = "advisor" // the same, of an outside advisor (ABB-7)
)

// Level is how far an origin goes.
type Level string

// The levels of ABB-4; "none" is having no origin.
const (
	Read  Level = "read"
	Write Level = "write"
)

// Origin is one reason for which a grant exists. That of an agent names the
// relation that it hangs on, the agent's place in an organisation, and holds
// only while that relation does; that of a person hangs on nothing else.
type Origin struct {
	Kind     Kind
	Level    Level
	Org      string    // the organisation that the account acts for; "" for a person
	Since    string    // Member.Since of that place; for a person, when it was given
	Sections []string  // which sections; nil for all
	Statuses []string  // in which statuses; nil for all
	From     time.Time // zero for at once
	Until    time.Time // zero for no end; the moment itself is already outside
}

// holds tells whether o gives anything at now, to a, in the dossier's status.
func (o Origin) holds(a Account, d Dossier, now time.Time) bool {
	if m, in := a.Orgs[o.Org]; o.hangsOnPlace() && (!in || m.Since != o.Since) {
		return false
	}
	if now.Before(o.From) || !o.Until.IsZero() && !now.Before(o.Until) {
		return false
	}
	return o.Statuses == nil || has(o.Statuses, d.Status)
}

// hangsOnPlace tells whether o is an agent's.
func (o Origin) hangsOnPlace() bool { return o.Kind == FromTeam || o.Kind == FromKey }

// Target is the person whose access an action concerns.
type Target struct {
	Holder  bool   // holder or co-holder, before the change or after it
	Family  bool   // it concerns what they may have as one of the family
	Advisor bool   // it concerns what they may have as an advisor
	Rights  bool   // they have access, or wait for it
	CameIn  bool   // they have come in as one of the family
	Giver   string // account that gave them what they have as family; "" for nothing given
	Level   Level  // the level wanted for them; "" for none
	Ends    bool   // it takes the access or the status of a holder away, or deletes the person
}

// whole tells whether o reaches everything, for writing, in every status and
// without an end.
func (o Origin) whole() bool {
	return o.Level == Write && o.Sections == nil && o.Statuses == nil && o.Until.IsZero()
}

func has(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

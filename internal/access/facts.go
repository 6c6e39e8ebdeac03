package access

import "time"

// Account is what access knows of the account that asks: its id, the
// organisations it is an active agent of, and those it may enter dossiers for on
// behalf of applicants. An account with no row has nothing but its id.
type Account struct {
	ID     string
	Orgs   map[string]Member
	Behalf map[string]Allowance // by organisation (LOC-1)
}

// Allowance is what an account may do in one organisation on behalf of
// applicants: enter dossiers of Models. ID tells it from an earlier one, which
// was taken away: what was entered under that does not revive.
type Allowance struct {
	ID     string
	Models []string
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
	Model        string
	Primary      string   // the person who is the primary contact; "" for nobody (IND-4)
	Requester    string   // the client whom it is shown to in the client portal; "" for nobody (LEX-2)
	Watchers     []string // the clients whom it is shown to besides (LEX-3)
	Attachments  bool     // shown there with all its documents (LEX-6)
	Live         bool     // false while a copy is being made, or after it was deleted: it does not exist
	Deleted      bool     // not live, and may still be restored
	TeamMayShare bool     // the model lets team members make share keys
	Begun        bool     // it has left its first status, for once and all (LOC-1)
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
	FromContact Kind = "contact" // a client contact, in an access group (IND-2, IND-5)

	FromRequester Kind = "requester" // shown to them in the client portal (LEX-2)
	FromWatcher   Kind = "watcher"   // to a colleague of the requester (LEX-3)

	FromSolicitation Kind = "partner"   // asked for an opinion or a complement (LOC-1)
	FromApplicant    Kind = "applicant" // whom it is about (LOC-11)
	FromBehalf       Kind = "on-behalf" // entered it on behalf of the applicant (LOC-1)
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
// only while that relation does; that of a contact hangs on an access group,
// which says how far it goes; that of a client on being one of the owner's, and
// a watcher's on having the requester's company; that of whoever entered it on
// somebody's behalf on their allowance, and on the dossier's first status; that
// of another person on nothing else.
type Origin struct {
	Kind     Kind
	Level    Level
	Org      string    // the organisation that the account acts for; "" for a person
	Since    string    // Member.Since of that place; for a person, when it was given
	Sections []string  // which sections; nil for all. Of a contact: those assigned to them alone, besides the group's
	Statuses []string  // in which statuses; nil for all
	From     time.Time // zero for at once
	Until    time.Time // zero for no end; the moment itself is already outside

	Person    string // a contact or an applicant: which person of the dossier; a client: which client of the owner; a partner: which solicitation, or which Allowance they entered it under
	Group     string // a contact: their access group
	Sign      bool   // a contact: may sign (IND-5)
	Submit    bool   // a contact: may submit
	Documents bool   // a contact: has the documents tab
}

// Group is an access group, as access knows it (IND-5): a level, and all of a
// dossier or only what is assigned to the group or to the contact.
type Group struct {
	Level    Level
	All      bool
	Sections []string // assigned to the group
}

// Portal is what the decision about a client of the owner rests on, read in one
// transaction: what the account and the requester are now, and what the model
// and the owner show.
type Portal struct {
	Self, Requester Client
	Colleagues      bool     // the owner shows clients the requests of their company (LEX-5)
	View            []string // sections of the model's client view (LEX-2)
}

// Client is a client of an organisation; the zero Client is none.
type Client struct {
	ID      string
	Company string // "" for none: never a watcher (LEX-8)
}

// together tells whether both are clients of one company.
func (p Portal) together() bool {
	return p.Self.Company != "" && p.Self.Company == p.Requester.Company
}

// Item is a document, a request or a section's state, for the actions that
// concern one: whose it is and whom it is for. The zero Item is nobody's and
// for nobody.
type Item struct {
	By        string   // account that brought it
	Everybody bool     // for whoever has access
	Groups    []string // access groups that it is for
	Persons   []string // persons of the dossier that it is for
	Submitted bool     // a section that contacts have submitted, until it is returned (IND-6)

	Solicitation string // the solicitation that an answer is to; "" for any
	Answered     bool   // the answer, or one that has the document, was sent, and not reopened since (LOC-7)
}

// holds tells whether o makes r's account anything to the dossier now, in its
// status. A contact whose group is gone has nothing.
func (r Request) holds(o Origin) bool {
	if m, in := r.Account.Orgs[o.Org]; o.hangsOnPlace() && (!in || m.Since != o.Since) {
		return false
	}
	if o.ofClient() && !r.clientHolds(o) {
		return false
	}
	if o.Kind == FromBehalf && (r.Dossier.Begun || !r.Account.enters(r.Dossier, o)) {
		return false
	}
	if _, in := r.Groups[o.Group]; o.Kind == FromContact && !in && !r.Dossier.primary(o) {
		return false
	}
	if r.Now.Before(o.From) || !o.Until.IsZero() && !r.Now.Before(o.Until) {
		return false
	}
	return o.Kind == FromSolicitation || o.shownIn(r.Dossier.Status) // a partner's goes on meanwhile: the rules say what is refused (LOC-6)
}

// enters tells whether the allowance under which o was given stands, for d's
// model too.
func (a Account) enters(d Dossier, o Origin) bool {
	allowed := a.Behalf[d.Org]
	return allowed.ID != "" && allowed.ID == o.Person && has(allowed.Models, d.Model)
}

// shownIn tells whether o's statuses have status among them.
func (o Origin) shownIn(status string) bool { return o.Statuses == nil || has(o.Statuses, status) }

func (o Origin) ofClient() bool { return o.Kind == FromRequester || o.Kind == FromWatcher }

// clientHolds tells whether what o, a client's, hangs on is so now.
func (r Request) clientHolds(o Origin) bool {
	if r.Dossier.Requester == "" || r.Portal.Self.ID == "" || r.Portal.Self.ID != o.Person {
		return false
	}
	if o.Kind == FromWatcher {
		return has(r.Dossier.Watchers, o.Person) && r.Portal.together()
	}
	return r.Dossier.Requester == o.Person
}

// primary tells whether o is that of the primary contact.
func (d Dossier) primary(o Origin) bool {
	return o.Kind == FromContact && d.Primary != "" && d.Primary == o.Person
}

// hangsOnPlace tells whether o is an agent's.
func (o Origin) hangsOnPlace() bool {
	return o.Kind == FromTeam || o.Kind == FromKey || o.Kind == FromSolicitation && o.Org != "" // an internal partner's (LOC-3)
}

// Target is the person whose access an action concerns.
type Target struct {
	Holder  bool   // holder or co-holder, before the change or after it
	Family  bool   // it concerns what they may have as one of the family
	Advisor bool   // it concerns what they may have as an advisor
	Contact bool   // it concerns what they may have as a client contact
	Applies bool   // it concerns what they may have as the applicant
	Primary bool   // they are the primary contact (IND-4)
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

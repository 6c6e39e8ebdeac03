package access

// Action is something that somebody may want to do. What has no rule below is
// refused to everybody; a test keeps that list empty.
type Action string

// The actions on a dossier.
const (
	Open         Action = "open"          // see that it exists, its title, status, sections' names
	ReadSection  Action = "read-section"  // read one section
	EditSection  Action = "edit-section"  // replace one section
	ReadPeople   Action = "read-people"   // the persons named in it
	EditPeople   Action = "edit-people"   // add, change, delete one
	Describe     Action = "describe"      // change title or reference
	SetStatus    Action = "set-status"    // move it along
	ManageTeam   Action = "manage-team"   // put agents of the organisation on the team, take them off, end a join
	HandOver     Action = "hand-over"     // name another manager
	MakeKey      Action = "make-key"      // hand it over with a share key
	ListKeys     Action = "list-keys"     // see the state of its keys
	RevokeKey    Action = "revoke-key"    // revoke somebody's pending key
	RevokeOwnKey Action = "revoke-my-key" // revoke a pending key of one's own
	ReadTrail    Action = "read-trail"    // the timeline; an outsider's shows only their own acts (ALL-6)
	ExportTrail  Action = "export-trail"  // the timeline as a file

	ReadRights     Action = "read-rights"     // who has access by the access tab, and everybody's address
	GiveAccess     Action = "give-access"     // give, change or end the access of a person (a Target)
	EditAddress    Action = "edit-address"    // a person's e-mail, phone, language, holder status (ALL-8)
	DeletePerson   Action = "delete-person"   // delete a person, and their access with them
	MakeSimulation Action = "make-simulation" // named assumptions, with totals from the inventories
	MakeReport     Action = "make-report"     // a dated snapshot of chosen sections
	DeleteMade     Action = "delete-made"     // delete a simulation or a report that somebody else made
)

// The actions in an organisation, and in the installation.
const (
	CreateDossier Action = "create-dossier"
	UseModels     Action = "use-models" // list and export
	ManageModels  Action = "manage-models"
	ListAgents    Action = "list-agents"
	ManageAgents  Action = "manage-agents"
	ListManaged   Action = "list-managed" // who manages what, without content (ALL-9)
	RedeemKey     Action = "redeem-key"
)

// DossierActions, PersonActions and OrgActions list the actions, for the page,
// the matrix and the description of the API. PersonActions are those that have
// a Target.
var (
	DossierActions = []Action{Open, ReadSection, EditSection, ReadPeople, EditPeople, Describe, SetStatus, ManageTeam,
		HandOver, MakeKey, ListKeys, RevokeKey, RevokeOwnKey, ReadTrail, ExportTrail,
		ReadRights, MakeSimulation, MakeReport, DeleteMade}
	PersonActions = []Action{GiveAccess, EditAddress, DeletePerson}
	OrgActions    = []Action{CreateDossier, UseModels, ManageModels, ListAgents, ManageAgents, ListManaged}
)

// content are the actions that show or change what is in a dossier.
var content = []Action{Open, ReadSection, EditSection, ReadPeople, EditPeople, Describe, SetStatus, ManageTeam,
	MakeKey, ListKeys, RevokeKey, RevokeOwnKey, ReadTrail, ExportTrail,
	ReadRights, GiveAccess, EditAddress, DeletePerson, MakeSimulation, MakeReport, DeleteMade}

// The groups of actions that one rule speaks of.
var (
	writing = []Action{EditSection, EditPeople, DeletePerson, Describe, SetStatus, MakeSimulation, MakeReport, DeleteMade}
	sharing = []Action{ManageTeam, MakeKey, ListKeys, RevokeKey, RevokeOwnKey}
)

// A Rule is one line of the table: for these actions Needs must hold, or the
// refusal is this rule's. Text names its sentence (`error.refused-<Text>` in
// package text) and Fix who can change it (`fix.<Fix>`).
type Rule struct {
	ID      string
	Text    string
	Actions []Action
	Needs   func(Case) bool
	Fix     string
}

// Case is one way in which an account meets a dossier: by one origin, or by
// belonging to the owner alone.
type Case struct {
	Role    Role
	Account string
	Origin  Origin // zero where the role hangs on none
	Dossier Dossier
	Section string // for what concerns one; "" asks for none in particular
	Kind    string // of that section
	Target  Target
}

// Rules is the table, in order. The first rule of a case that fails is its
// refusal; any case that passes all of them allows.
var Rules = []Rule{
	{ID: "ALL-4", Text: "related", Actions: append([]Action{HandOver}, content...), Needs: related, Fix: "nobody"},
	{ID: "ALL-9", Text: "hand-over", Actions: []Action{HandOver}, Needs: managerOrAdmin, Fix: "manager-or-admin"},
	{ID: "ABB-9", Text: "admin-no-content", Actions: content, Needs: not(Admin), Fix: "manager"},
	{ID: "ALL-2", Text: "no-grant", Actions: content, Needs: not(Agent), Fix: "manager"},
	{ID: "ALL-2", Text: "section-out-of-scope", Actions: []Action{ReadSection, EditSection, MakeSimulation, MakeReport}, Needs: inScope, Fix: "manager"},
	{ID: "ABB-8", Text: "advisor-edits", Actions: []Action{EditSection}, Needs: advisorKeepsToInventories, Fix: "nobody"},
	{ID: "ABB-8", Text: "advisor-makes-nothing", Actions: []Action{MakeSimulation, MakeReport, DeleteMade}, Needs: not(Advisor), Fix: "nobody"},
	{ID: "ABB-4", Text: "agents-describe", Actions: []Action{Describe, SetStatus}, Needs: agent, Fix: "manager"},
	{ID: "ALL-2", Text: "read-only", Actions: writing, Needs: mayWrite, Fix: "manager"},
	{ID: "ABB-8", Text: "others-work", Actions: []Action{DeleteMade}, Needs: only(Manager), Fix: "manager"},
	{ID: "ALL-1", Text: "joined-lets-nobody-in", Actions: append([]Action{ReadRights, GiveAccess}, sharing...), Needs: not(Joined), Fix: "manager"},
	{ID: "ALL-1", Text: "agents-share", Actions: sharing, Needs: agent, Fix: "manager"},
	{ID: "ALL-1", Text: "manager-makes-keys", Actions: []Action{MakeKey}, Needs: mayShare, Fix: "manager"},
	{ID: "ALL-1", Text: "manager-lets-in", Actions: []Action{ManageTeam}, Needs: only(Manager), Fix: "manager"},
	{ID: "EVO-7", Text: "others-key", Actions: []Action{RevokeKey}, Needs: only(Manager), Fix: "manager"},

	{ID: "ABB-1", Text: "rights-hidden", Actions: []Action{ReadRights}, Needs: mayReadRights, Fix: "manager"},
	{ID: "ABB-1", Text: "manager-gives", Actions: []Action{GiveAccess}, Needs: managerOrHolder, Fix: "manager"},
	{ID: "ABB-6", Text: "holder-gives-family", Actions: []Action{GiveAccess}, Needs: holderGivesFamily, Fix: "manager"},
	{ID: "ABB-6", Text: "holder-own-level", Actions: []Action{GiveAccess}, Needs: holderOwnLevel, Fix: "manager"},
	{ID: "ABB-6", Text: "holder-own-gifts", Actions: []Action{GiveAccess}, Needs: holderOwnGifts, Fix: "manager"},
	{ID: "ALL-8", Text: "address", Actions: []Action{EditAddress}, Needs: mayLetIn, Fix: "manager"},
	{ID: "ABB-1", Text: "deleting-ends-access", Actions: []Action{DeletePerson}, Needs: mayEndBeforeDeleting, Fix: "manager"},
	{ID: "ABB-6", Text: "holder-stays", Actions: []Action{GiveAccess, EditAddress, DeletePerson}, Needs: holderStays, Fix: "nobody"},
	{ID: "ALL-6", Text: "owners-trail", Actions: []Action{ExportTrail}, Needs: ofOwner, Fix: "manager"},

	{ID: "ALL-4", Text: "related-organization", Actions: OrgActions, Needs: related, Fix: "nobody"},
	{ID: "ALL-9", Text: "admin-manages-agents", Actions: []Action{ManageAgents, ListManaged}, Needs: only(Admin), Fix: "admin"},
	{ID: "LOC-10", Text: "admin-manages-models", Actions: []Action{ManageModels}, Needs: only(Admin), Fix: "admin"},

	{ID: "EVO-3", Text: "agents-redeem", Actions: []Action{RedeemKey}, Needs: related, Fix: "admin"},
}

func related(c Case) bool        { return c.Role != Outsider }
func managerOrAdmin(c Case) bool { return c.Role == Manager || c.Role == Admin }
func mayWrite(c Case) bool       { return c.Origin.Level == Write }

// mayShare lets a team member make keys only where their own access is whole:
// a key hands over everything, and nobody gives more than they have.
func mayShare(c Case) bool {
	return c.Role == Manager || c.Role == Team && c.Dossier.TeamMayShare && c.Origin.whole()
}

func inScope(c Case) bool {
	return c.Section == "" || c.Origin.Sections == nil || has(c.Origin.Sections, c.Section)
}

// inventories are the kinds of section that an advisor may change (ABB-8).
var inventories = []string{"family", "wealth", "gifts"}

func advisorKeepsToInventories(c Case) bool {
	return c.Role != Advisor || c.Section == "" || has(inventories, c.Kind)
}

func agent(c Case) bool           { return !c.Role.person() }
func ofOwner(c Case) bool         { return c.Role == Manager || c.Role == Team }
func mayReadRights(c Case) bool   { return ofOwner(c) || c.Role == Holder }
func managerOrHolder(c Case) bool { return c.Role == Manager || c.Role == Holder }

// The three limits of what a holder gives (ABB-6).
func holderGivesFamily(c Case) bool {
	return c.Role != Holder || !c.Target.Advisor && !c.Target.Holder
}
func holderOwnLevel(c Case) bool {
	return c.Role != Holder || c.Target.Level != Write || c.Origin.Level == Write
}
func holderOwnGifts(c Case) bool {
	return c.Role != Holder || c.Target.Giver == "" || c.Target.Giver == c.Account
}

// mayLetIn tells who may let the target in, at some level.
func mayLetIn(c Case) bool {
	return managerOrHolder(c) && holderGivesFamily(c) && holderOwnGifts(c)
}

func mayEndBeforeDeleting(c Case) bool {
	return !c.Target.Rights && !c.Target.Holder || mayLetIn(c)
}

// holderStays: nobody undoes the access of a holder who has come in (ABB-6).
func holderStays(c Case) bool { return !(c.Target.Holder && c.Target.CameIn && c.Target.Ends) }

func not(r Role) func(Case) bool  { return func(c Case) bool { return c.Role != r } }
func only(r Role) func(Case) bool { return func(c Case) bool { return c.Role == r } }

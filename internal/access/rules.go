package access

import "slices"

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
	MoveVersion  Action = "move-version"  // to a newer version of its model (LOC-10)
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

	DeleteDossier  Action = "delete-dossier"  // for everybody; undone for 30 days
	RestoreDossier Action = "restore-dossier" // undo that

	ReadContacts  Action = "read-contacts"  // the client contacts, their groups and addresses
	NamePrimary   Action = "name-primary"   // name, replace or remove the primary contact
	SignSection   Action = "sign-section"   // sign what a section holds
	SubmitSection Action = "submit-section" // hand it in: contacts edit it no more
	ReturnSection Action = "return-section" // give it back to contacts, with a note

	AddDocument    Action = "add-document"    // upload one
	FillTemplate   Action = "fill-template"   // make a document from a template that shows a section
	ManageRequests Action = "manage-requests" // ask contacts for something, change it, call it done or open
	ShowToClient   Action = "show-to-client"  // show it in the client portal, change that, hide it again (LEX-1)

	Solicit           Action = "solicit"            // ask a partner, change or withdraw that, notify, reopen an answer
	ReadSolicitations Action = "read-solicitations" // what partners were asked and have answered
	ReadView          Action = "read-view"          // read by a view of the model (an Item)
	AnswerSolicited   Action = "answer-solicited"   // write, send or decline an answer (an Item)

	ReadApplicantView Action = "read-applicant-view" // read what the applicant view shows (LOC-11)
	FillApplicantView Action = "fill-applicant-view" // change that

	ReadDocument  Action = "read-document"  // see and download one (an Item)
	EditDocument  Action = "edit-document"  // rename, replace, delete, undo
	ShareDocument Action = "share-document" // choose whom it is for
	ReadRequest   Action = "read-request"
	AnswerRequest Action = "answer-request"
)

// The actions in an organisation, and in the installation.
const (
	CreateDossier Action = "create-dossier"
	UseModels     Action = "use-models" // list and export
	ManageModels  Action = "manage-models"
	ListAgents    Action = "list-agents"
	ManageAgents  Action = "manage-agents"
	ListManaged   Action = "list-managed"  // who manages what, without content (ALL-9)
	ManageGroups  Action = "manage-groups" // the access groups of contacts (IND-5)
	ListClients   Action = "list-clients"  // the clients of the client portal
	ManageClients Action = "manage-clients"
	RedeemKey     Action = "redeem-key"

	ClaimSolicitation Action = "claim-solicitation"

	ManageBehalf  Action = "manage-behalf"   // who may enter dossiers on behalf of applicants (LOC-1)
	EnterOnBehalf Action = "enter-on-behalf" // enter one
)

// DossierActions, PersonActions and OrgActions list the actions, for the page,
// the matrix and the description of the API. PersonActions are those that have
// a Target, ItemActions those that have an Item.
var (
	DossierActions = []Action{Open, ReadSection, EditSection, ReadPeople, EditPeople, Describe, SetStatus, MoveVersion, ManageTeam,
		HandOver, MakeKey, ListKeys, RevokeKey, RevokeOwnKey, ReadTrail, ExportTrail,
		ReadRights, MakeSimulation, MakeReport, DeleteMade, DeleteDossier, RestoreDossier,
		ReadContacts, NamePrimary, SignSection, SubmitSection, ReturnSection, FillTemplate, AddDocument, ManageRequests, ShowToClient,
		Solicit, ReadSolicitations, ReadApplicantView, FillApplicantView}
	PersonActions = []Action{GiveAccess, EditAddress, DeletePerson}
	ItemActions   = []Action{ReadDocument, EditDocument, ShareDocument, ReadRequest, AnswerRequest, ReadView, AnswerSolicited}
	OrgActions    = []Action{CreateDossier, UseModels, ManageModels, ListAgents, ManageAgents, ListManaged, ManageGroups, ListClients, ManageClients, ManageBehalf}
)

// content are the actions that show or change what is in a dossier.
var content = []Action{Open, ReadSection, EditSection, ReadPeople, EditPeople, Describe, SetStatus, MoveVersion, ManageTeam,
	MakeKey, ListKeys, RevokeKey, RevokeOwnKey, ReadTrail, ExportTrail,
	ReadRights, GiveAccess, EditAddress, DeletePerson, MakeSimulation, MakeReport, DeleteMade, DeleteDossier, RestoreDossier,
	ReadContacts, NamePrimary, SignSection, SubmitSection, ReturnSection, FillTemplate, AddDocument, ManageRequests, ShowToClient,
	ReadDocument, EditDocument, ShareDocument, ReadRequest, AnswerRequest,
	Solicit, ReadSolicitations, ReadView, AnswerSolicited, ReadApplicantView, FillApplicantView}

// The groups of actions that one rule speaks of.
var (
	writing = []Action{EditSection, EditPeople, DeletePerson, Describe, SetStatus, MoveVersion, MakeSimulation, MakeReport, DeleteMade,
		ReturnSection, FillTemplate, AddDocument, EditDocument, ShareDocument, ManageRequests}
	sharing = []Action{ManageTeam, MakeKey, ListKeys, RevokeKey, RevokeOwnKey}
	// beyondClients is all content but what a client may see (LEX-2).
	beyondClients = slices.DeleteFunc(slices.Clone(content), func(a Action) bool {
		return a == Open || a == ReadSection || a == ReadDocument || a == ReadTrail
	})
	// beyondViews is all content but what whoever sees a view may ask for;
	// partners and applicants have actions of their own besides.
	beyondViews = slices.DeleteFunc(slices.Clone(content), func(a Action) bool {
		return slices.Contains([]Action{Open, ReadDocument, AddDocument, EditDocument, ReadTrail}, a) ||
			slices.Contains(ofPartner, a) || slices.Contains(ofApplicant, a)
	})
	ofPartner   = []Action{ReadView, AnswerSolicited}
	ofApplicant = []Action{ReadApplicantView, FillApplicantView}
	ofSection   = []Action{ReadSection, EditSection, MakeSimulation, MakeReport, ReturnSection, FillTemplate}
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
	Item    Item
	Group   Group    // of a contact
	View    []string // the sections that a client sees
}

// Rules is the table, in order. The first rule of a case that fails is its
// refusal; any case that passes all of them allows.
var Rules = []Rule{
	{ID: "ALL-4", Text: "related", Actions: append([]Action{HandOver}, content...), Needs: related, Fix: "nobody"},
	{ID: "ALL-9", Text: "hand-over", Actions: []Action{HandOver}, Needs: managerOrAdmin, Fix: "manager-or-admin"},
	{ID: "ABB-9", Text: "admin-no-content", Actions: content, Needs: not(Admin), Fix: "manager"},
	{ID: "ALL-2", Text: "no-grant", Actions: content, Needs: not(Agent), Fix: "manager"},
	{ID: "LEX-2", Text: "clients-read", Actions: beyondClients, Needs: notClient, Fix: "agent"},
	{ID: "LOC-6", Text: "hidden-from-partners", Actions: content, Needs: shownToPartner, Fix: "agent"},
	{ID: "LOC-10", Text: "partner-view-only", Actions: slices.Concat(beyondViews, ofApplicant), Needs: not(Partner), Fix: "admin"},
	{ID: "LOC-11", Text: "applicant-view-only", Actions: slices.Concat(beyondViews, ofPartner), Needs: notApplicant, Fix: "admin"},
	{ID: "LOC-11", Text: "applicants-only", Actions: ofApplicant, Needs: applicant, Fix: "nobody"},
	{ID: "LOC-10", Text: "views-for-others", Actions: []Action{ReadView}, Needs: viewer, Fix: "nobody"},
	{ID: "LOC-7", Text: "partners-only", Actions: []Action{AnswerSolicited}, Needs: only(Partner), Fix: "nobody"},
	{ID: "LOC-8", Text: "others-answer", Actions: []Action{ReadView, AnswerSolicited}, Needs: ownSolicitation, Fix: "nobody"},
	{ID: "LOC-7", Text: "answer-sent", Actions: []Action{AnswerSolicited}, Needs: notAnswered, Fix: "agent"},
	{ID: "LEX-2", Text: "client-view", Actions: []Action{ReadSection}, Needs: inClientView, Fix: "admin"},
	{ID: "LEX-6", Text: "attachments-hidden", Actions: []Action{ReadDocument}, Needs: attachmentsShown, Fix: "agent"},
	{ID: "ALL-5", Text: "manager-deletes", Actions: []Action{DeleteDossier, RestoreDossier}, Needs: only(Manager), Fix: "manager"},
	{ID: "IND-3", Text: "people-unassigned", Actions: []Action{ReadPeople, EditPeople, DeletePerson}, Needs: whole, Fix: "agent"},
	{ID: "IND-3", Text: "section-unassigned", Actions: []Action{ReadSection, EditSection, SignSection, SubmitSection}, Needs: assigned, Fix: "agent"},
	{ID: "ALL-2", Text: "section-out-of-scope", Actions: ofSection, Needs: inScope, Fix: "manager"},
	{ID: "LOC-9", Text: "agents-fill", Actions: []Action{FillTemplate}, Needs: agent, Fix: "agent"},
	{ID: "IND-6", Text: "agents-return", Actions: []Action{ReturnSection}, Needs: agent, Fix: "agent"},
	{ID: "IND-6", Text: "contacts-sign", Actions: []Action{SignSection, SubmitSection}, Needs: contact, Fix: "nobody"},
	{ID: "IND-5", Text: "no-sign", Actions: []Action{SignSection}, Needs: maySign, Fix: "agent"},
	{ID: "IND-5", Text: "no-submit", Actions: []Action{SubmitSection}, Needs: maySubmit, Fix: "agent"},
	{ID: "ABB-8", Text: "advisor-edits", Actions: []Action{EditSection}, Needs: advisorKeepsToInventories, Fix: "nobody"},
	{ID: "ABB-8", Text: "advisor-brings-nothing", Actions: []Action{AddDocument, EditDocument}, Needs: not(Advisor), Fix: "nobody"},
	{ID: "ABB-8", Text: "advisor-makes-nothing", Actions: []Action{MakeSimulation, MakeReport, DeleteMade}, Needs: notAdvisorNorContact, Fix: "nobody"},
	{ID: "LOC-10", Text: "owner-moves", Actions: []Action{MoveVersion}, Needs: ofOwner, Fix: "manager"},
	{ID: "ALL-2", Text: "moves-whole", Actions: []Action{MoveVersion}, Needs: everySection, Fix: "manager"},
	{ID: "ABB-4", Text: "agents-describe", Actions: []Action{Describe, SetStatus}, Needs: agent, Fix: "manager"},

	{ID: "IND-3", Text: "requests-for-contacts", Actions: []Action{ReadRequest, AnswerRequest}, Needs: agentOrContact, Fix: "agent"},
	{ID: "IND-3", Text: "request-not-assigned", Actions: []Action{ReadRequest, AnswerRequest}, Needs: isFor, Fix: "agent"},
	{ID: "IND-3", Text: "contacts-answer", Actions: []Action{AnswerRequest}, Needs: contact, Fix: "nobody"},
	{ID: "IND-3", Text: "agents-ask", Actions: []Action{ManageRequests}, Needs: agent, Fix: "agent"},
	{ID: "IND-5", Text: "no-documents-tab", Actions: []Action{ReadDocument, EditDocument}, Needs: hasTab, Fix: "agent"},
	{ID: "ALL-2", Text: "document-not-shown", Actions: []Action{ReadDocument, EditDocument}, Needs: isFor, Fix: "agent"},
	{ID: "ALL-2", Text: "others-document", Actions: []Action{EditDocument}, Needs: ownOrWhole, Fix: "agent"},
	{ID: "LOC-7", Text: "document-sent", Actions: []Action{EditDocument}, Needs: notSent, Fix: "agent"},
	{ID: "IND-3", Text: "agents-assign", Actions: []Action{ShareDocument}, Needs: agentOrPrimary, Fix: "agent"},

	{ID: "IND-5", Text: "group-reads", Actions: []Action{EditSection, EditPeople, DeletePerson, AddDocument, EditDocument, AnswerRequest}, Needs: groupWrites, Fix: "agent"},
	{ID: "IND-6", Text: "submitted", Actions: []Action{EditSection, SignSection}, Needs: notSubmitted, Fix: "agent"},
	{ID: "ALL-2", Text: "read-only", Actions: writing, Needs: mayWrite, Fix: "manager"},
	{ID: "ABB-8", Text: "others-work", Actions: []Action{DeleteMade}, Needs: only(Manager), Fix: "manager"},
	{ID: "ALL-1", Text: "joined-lets-nobody-in", Actions: append([]Action{ReadRights, GiveAccess, ReadContacts, NamePrimary, ShowToClient, Solicit}, sharing...), Needs: not(Joined), Fix: "manager"},
	{ID: "ALL-1", Text: "agents-share", Actions: sharing, Needs: agent, Fix: "manager"},
	{ID: "ALL-1", Text: "manager-makes-keys", Actions: []Action{MakeKey}, Needs: mayShare, Fix: "manager"},
	{ID: "ALL-1", Text: "manager-lets-in", Actions: []Action{ManageTeam}, Needs: only(Manager), Fix: "manager"},
	{ID: "EVO-7", Text: "others-key", Actions: []Action{RevokeKey}, Needs: only(Manager), Fix: "manager"},

	{ID: "ABB-1", Text: "rights-hidden", Actions: []Action{ReadRights}, Needs: mayReadRights, Fix: "manager"},
	{ID: "IND-1", Text: "contacts-hidden", Actions: []Action{ReadContacts}, Needs: managesContacts, Fix: "agent"},
	{ID: "IND-4", Text: "agents-name-primary", Actions: []Action{NamePrimary}, Needs: ofOwner, Fix: "agent"},
	{ID: "IND-4", Text: "primary-by-agents", Actions: []Action{GiveAccess, EditAddress, DeletePerson}, Needs: primaryByAgents, Fix: "agent"},
	{ID: "ALL-1", Text: "agents-let-contacts-in", Actions: []Action{GiveAccess}, Needs: letsContactsIn, Fix: "agent"},
	{ID: "ALL-1", Text: "agents-invite-applicant", Actions: []Action{GiveAccess}, Needs: letsApplicantIn, Fix: "agent"},
	{ID: "ABB-1", Text: "manager-gives", Actions: []Action{GiveAccess}, Needs: managerOrHolderGives, Fix: "manager"},
	{ID: "ABB-6", Text: "holder-gives-family", Actions: []Action{GiveAccess}, Needs: holderGivesFamily, Fix: "manager"},
	{ID: "ABB-6", Text: "holder-own-level", Actions: []Action{GiveAccess}, Needs: holderOwnLevel, Fix: "manager"},
	{ID: "ABB-6", Text: "holder-own-gifts", Actions: []Action{GiveAccess}, Needs: holderOwnGifts, Fix: "manager"},
	{ID: "ALL-8", Text: "address", Actions: []Action{EditAddress}, Needs: mayLetIn, Fix: "manager"},
	{ID: "ABB-1", Text: "deleting-ends-access", Actions: []Action{DeletePerson}, Needs: mayEndBeforeDeleting, Fix: "manager"},
	{ID: "ABB-6", Text: "holder-stays", Actions: []Action{GiveAccess, EditAddress, DeletePerson}, Needs: holderStays, Fix: "nobody"},
	{ID: "ALL-1", Text: "agents-show", Actions: []Action{ShowToClient}, Needs: ofOwner, Fix: "agent"},
	{ID: "ALL-1", Text: "agents-solicit", Actions: []Action{Solicit}, Needs: ofOwner, Fix: "agent"},
	{ID: "LOC-8", Text: "answers-hidden", Actions: []Action{ReadSolicitations}, Needs: agent, Fix: "agent"},
	{ID: "ALL-6", Text: "owners-trail", Actions: []Action{ExportTrail}, Needs: ofOwner, Fix: "manager"},

	{ID: "ALL-4", Text: "related-organization", Actions: OrgActions, Needs: related, Fix: "nobody"},
	{ID: "ALL-9", Text: "admin-manages-agents", Actions: []Action{ManageAgents, ListManaged}, Needs: only(Admin), Fix: "admin"},
	{ID: "IND-5", Text: "admin-manages-groups", Actions: []Action{ManageGroups}, Needs: only(Admin), Fix: "admin"},
	{ID: "LEX-4", Text: "admin-manages-clients", Actions: []Action{ManageClients}, Needs: only(Admin), Fix: "admin"},
	{ID: "LOC-1", Text: "admin-manages-behalf", Actions: []Action{ManageBehalf}, Needs: only(Admin), Fix: "admin"},
	{ID: "LOC-10", Text: "admin-manages-models", Actions: []Action{ManageModels}, Needs: only(Admin), Fix: "admin"},

	{ID: "LOC-5", Text: "verified-claims", Actions: []Action{ClaimSolicitation}, Needs: related, Fix: "oneself"},
	{ID: "LOC-1", Text: "behalf-allowed", Actions: []Action{EnterOnBehalf}, Needs: related, Fix: "admin"},
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
	return c.Role.contact() || c.Section == "" || c.Origin.Sections == nil || has(c.Origin.Sections, c.Section)
}

// inventories are the kinds of section that an advisor may change (ABB-8).
var inventories = []string{"family", "wealth", "gifts"}

func advisorKeepsToInventories(c Case) bool {
	return c.Role != Advisor || c.Section == "" || has(inventories, c.Kind)
}

// everySection: who moves a dossier to another version sees what that does to
// every section.
func everySection(c Case) bool { return c.Origin.Sections == nil }

// shownToPartner: the status says whether partners see the dossier; who was asked
// and may not see it now is told so, and nothing else (LOC-6).
func shownToPartner(c Case) bool { return c.Role != Partner || c.Origin.shownIn(c.Dossier.Status) }

func viewer(c Case) bool       { return c.Role.viewer() }
func applicant(c Case) bool    { return c.Role.applies() }
func notApplicant(c Case) bool { return !c.Role.applies() }
func notAnswered(c Case) bool  { return !c.Item.Answered }

// notSent: what went with an answer stays as it is for its author, as the answer
// does (LOC-7).
func notSent(c Case) bool { return !c.Item.Answered || c.Role != Partner }

// ownSolicitation: an answer is seen by agents and its author only (LOC-8).
func ownSolicitation(c Case) bool {
	return c.Item.Solicitation == "" || c.Item.Solicitation == c.Origin.Person
}

func notClient(c Case) bool { return !c.Role.client() }

// inClientView: clients read only what the model's client view shows (LEX-2).
func inClientView(c Case) bool {
	return notClient(c) || c.Section == "" || has(c.View, c.Section)
}

// attachmentsShown: one switch makes all documents visible (LEX-6).
func attachmentsShown(c Case) bool { return notClient(c) || c.Dossier.Attachments }

// whole tells whether c is nobody's of whom only some items are shown.
func whole(c Case) bool { return !c.Role.contact() || c.Group.All }

// assigned: contacts see only what is assigned to them or to their group
// (IND-3).
func assigned(c Case) bool {
	return whole(c) || c.Section == "" || has(c.Origin.Sections, c.Section) || has(c.Group.Sections, c.Section)
}

func notSubmitted(c Case) bool { return !c.Role.contact() || !c.Item.Submitted }
func maySign(c Case) bool      { return c.Origin.Sign }
func maySubmit(c Case) bool    { return c.Origin.Submit }
func groupWrites(c Case) bool  { return !c.Role.contact() || c.Group.Level == Write }

// isFor: agents see every document and request, the primary and whoever is in
// a group that sees everything too; others see their own and what is for them.
// For everybody is not for a partner or an applicant, whom an agent names
// (LOC-9).
func isFor(c Case) bool {
	if !c.Role.person() || c.Group.All || c.own() || c.Role.client() {
		return true
	}
	return c.Item.Everybody && !c.Role.viewer() || c.Origin.Person != "" && has(c.Item.Persons, c.Origin.Person) ||
		c.Origin.Group != "" && has(c.Item.Groups, c.Origin.Group)
}

func (c Case) own() bool { return c.Item.By != "" && c.Item.By == c.Account }

// hasTab: without the documents tab a contact still sees their own uploads
// (IND-5). A group that sees everything has it.
func hasTab(c Case) bool {
	return !c.Role.contact() || c.Origin.Documents || c.Group.All || c.own()
}

func ownOrWhole(c Case) bool     { return !c.Role.person() || c.Group.All || c.own() }
func contact(c Case) bool        { return c.Role.contact() }
func agentOrContact(c Case) bool { return agent(c) || contact(c) }
func agentOrPrimary(c Case) bool { return agent(c) || c.Role == Primary }

// managesContacts: any agent of the owner who works here, and the primary
// contact (IND-1, IND-4).
func managesContacts(c Case) bool { return ofOwner(c) || c.Role == Primary }
func letsContactsIn(c Case) bool  { return !c.Target.Contact || managesContacts(c) }

// letsApplicantIn: an agent of the owner invites the applicant (LOC-11).
func letsApplicantIn(c Case) bool { return !c.Target.Applies || ofOwner(c) }

// primaryByAgents: only an agent names, replaces or removes the primary.
func primaryByAgents(c Case) bool { return !c.Target.Primary || !contact(c) }

func managerOrHolderGives(c Case) bool {
	return c.Target.Contact || c.Target.Applies || managerOrHolder(c)
}

func notAdvisorNorContact(c Case) bool { return c.Role != Advisor && !contact(c) }

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

// mayLetIn tells who may let the target in, at some level, in every way that
// concerns them.
func mayLetIn(c Case) bool {
	if c.Target.Contact && !managesContacts(c) || !letsApplicantIn(c) {
		return false
	}
	byAgents := (c.Target.Contact || c.Target.Applies) && !c.Target.Family && !c.Target.Advisor && !c.Target.Holder
	return byAgents || managerOrHolder(c) && holderGivesFamily(c) && holderOwnGifts(c)
}

func mayEndBeforeDeleting(c Case) bool {
	return !c.Target.Rights && !c.Target.Holder || mayLetIn(c)
}

// holderStays: nobody undoes the access of a holder who has come in (ABB-6).
func holderStays(c Case) bool { return !(c.Target.Holder && c.Target.CameIn && c.Target.Ends) }

func not(r Role) func(Case) bool  { return func(c Case) bool { return c.Role != r } }
func only(r Role) func(Case) bool { return func(c Case) bool { return c.Role == r } }

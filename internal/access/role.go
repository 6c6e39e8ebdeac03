package access

// Role is what somebody is to a dossier, by one origin or by none.
type Role string

// The roles. Manager to Contact hang on an origin of the grant; Admin and
// Agent on belonging to the organisation that owns the dossier; Outsider is
// everybody else, agents of other organisations included.
const (
	Manager Role = "manager"
	Team    Role = "team"
	Joined  Role = "joined"
	Holder  Role = "holder"  // holder or co-holder
	Family  Role = "family"  // another member of the family
	Advisor Role = "advisor" // outside advisor: banker, notary, lawyer…
	Primary Role = "primary" // the primary contact on the client's side
	Contact Role = "contact" // another client contact

	Requester Role = "requester" // a client whom it is shown to in the client portal
	Watcher   Role = "watcher"   // a colleague of theirs, to whom it is shown too
	Colleague Role = "colleague" // another colleague, where the owner shows clients their company's requests
	Partner   Role = "partner"   // asked for an opinion or a complement, from inside the owner or outside
	Applicant Role = "applicant" // whom a public-service dossier is about
	Behalf    Role = "on-behalf" // entered it on behalf of the applicant
	Admin     Role = "admin"
	Agent     Role = "agent"
	Outsider  Role = "outsider"
)

// Roles lists every role, the strongest first.
var Roles = []Role{Manager, Team, Joined, Holder, Family, Advisor, Primary, Contact, Requester, Watcher, Colleague, Partner, Applicant, Behalf, Admin, Agent, Outsider}

// Outside tells whether r is that of somebody let in from outside the owner:
// their openings are recorded, and of the trail they see their own acts
// (ALL-6).
func (r Role) Outside() bool { return r == Joined || r.person() }

// person tells whether r is that of a person of the dossier.
func (r Role) person() bool {
	return r == Holder || r == Family || r == Advisor || r.contact() || r.client() || r.viewer()
}

// InPortal tells whether r is that of a client in the client portal.
func (r Role) InPortal() bool { return r.client() }

// viewer tells whether r sees a dossier by a view of its model only.
func (r Role) viewer() bool { return r == Partner || r.applies() }

// applies tells whether r is that of the applicant, or of who enters for them.
func (r Role) applies() bool { return r == Applicant || r == Behalf }

// client tells whether r is that of a client in the client portal.
func (r Role) client() bool { return r == Requester || r == Watcher || r == Colleague }

// contact tells whether r is that of a client contact, the primary or another.
func (r Role) contact() bool { return r == Primary || r == Contact }

// roleOf gives the role of a by origin o of its grant on d. Only an agent of
// the owner can be the manager or on its team, whatever the header or the
// grant says.
func roleOf(a Account, d Dossier, o Origin) Role {
	switch {
	case o.Kind == FromHolder:
		return Holder
	case o.Kind == FromFamily:
		return Family
	case o.Kind == FromAdvisor:
		return Advisor
	case d.primary(o):
		return Primary
	case o.Kind == FromContact:
		return Contact
	case o.Kind == FromSolicitation:
		return Partner
	case o.Kind == FromApplicant:
		return Applicant
	case o.Kind == FromBehalf:
		return Behalf
	case o.Kind == FromRequester:
		return Requester
	case o.Kind == FromWatcher:
		return Watcher
	case o.Kind == FromKey || o.Org != d.Org:
		return Joined
	case d.Manager == a.ID:
		return Manager
	}
	return Team
}

// bareRole gives the role of a in org where no origin counts.
func bareRole(a Account, org string) Role {
	m, in := a.Orgs[org]
	switch {
	case !in:
		return Outsider
	case m.Admin:
		return Admin
	}
	return Agent
}

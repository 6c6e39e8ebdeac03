package access

import "time"

// Standing is a kind of person, by what they are and hold, for the pages that
// say who may do what: those ask the rules, and are no copy of them. ID names
// its words (`standing.<ID>` in package text).
type Standing struct {
	ID      string
	places  map[string]Member
	manager bool
	grant   Grant
	bare    Grant // the same without what is an option of a contact; nil for no difference
}

const ours, theirs = "owner", "other"

func holding(kind Kind, level Level, org string, sections ...string) Grant {
	return Grant{"one": {Kind: kind, Level: level, Org: org, Sections: sections}}
}

// surveyed are access groups as they come ready-made (IND-5).
var surveyed = map[string]Group{"full": {Level: Write, All: true}, "limited": {Level: Write}, "view": {Level: Read}}

// client is a contact in a group, with every option and with none.
func client(id, person, group string) Standing {
	o := Origin{Kind: FromContact, Person: person, Group: group, Sections: []string{"in"}}
	s := Standing{ID: id, bare: Grant{"one": o}}
	o.Sign, o.Submit, o.Documents = true, true, true
	s.grant = Grant{"one": o}
	return s
}

// Standings lists the kinds of person that a dossier knows.
func Standings() []Standing {
	place, away := map[string]Member{ours: {}}, map[string]Member{theirs: {}}
	return []Standing{
		{ID: "manager", places: place, manager: true, grant: holding(FromTeam, Write, ours)},
		{ID: "team", places: place, grant: holding(FromTeam, Write, ours)},
		{ID: "team-read", places: place, grant: holding(FromTeam, Read, ours)},
		{ID: "team-some", places: place, grant: holding(FromTeam, Write, ours, "in")},
		{ID: "joined", places: away, grant: holding(FromKey, Write, theirs)},
		{ID: "holder", grant: holding(FromHolder, Write, "")},
		{ID: "holder-read", grant: holding(FromHolder, Read, "")},
		{ID: "family", grant: holding(FromFamily, Write, "")},
		{ID: "family-read", grant: holding(FromFamily, Read, "")},
		{ID: "advisor", grant: holding(FromAdvisor, Write, "")},
		{ID: "advisor-read", grant: holding(FromAdvisor, Read, "")},
		client("primary", "primary", "full"),
		client("contact-full", "they", "full"),
		client("contact-limited", "they", "limited"),
		client("contact-view", "they", "view"),
		{ID: "partner", grant: Grant{"one": {Kind: FromSolicitation, Level: Write, Person: "asked"}}},
		{ID: "partner-hidden", grant: Grant{"one": {Kind: FromSolicitation, Level: Write, Person: "asked", Statuses: []string{"another"}}}},
		{ID: "applicant", grant: Grant{"one": {Kind: FromApplicant, Level: Write, Person: "they"}}},
		{ID: "on-behalf", grant: Grant{"one": {Kind: FromBehalf, Level: Write, Person: "allowed"}}},
		{ID: "client", grant: Grant{"one": {Kind: FromRequester, Level: Read, Person: "client"}}},
		{ID: "admin", places: map[string]Member{ours: {Admin: true}}},
		{ID: "owners-agent", places: place},
		{ID: "anybody", places: away},
	}
}

// OrgStandings lists the kinds of person that an organisation knows.
func OrgStandings() []Standing {
	return []Standing{
		{ID: "admin", places: map[string]Member{ours: {Admin: true}}},
		{ID: "agent", places: map[string]Member{ours: {}}},
		{ID: "others-agent", places: map[string]Member{theirs: {}}},
		{ID: "anybody"},
	}
}

// Answer is what the rules say to a standing in every variation: Allowed where
// one allows, Rule where one refuses ("" where none does).
type Answer struct {
	Allowed bool
	Rule    string
}

// InDossier asks every variation: a section in scope and out of it, of an
// inventory and of none, a model that lets the team share and one that does
// not, a contact with every option and with none.
func (s Standing) InDossier(action Action) Answer {
	var a Answer
	for _, section := range []string{"in", "out"} {
		for _, share := range []bool{true, false} {
			for _, kind := range []string{"form", inventories[0]} {
				r := s.request(action)
				r.Section, r.Kind, r.Dossier.TeamMayShare = section, kind, share
				a = a.and(Decide(r))
				if s.bare != nil {
					r.Grant = s.bare
					a = a.and(Decide(r))
				}
			}
		}
	}
	return a
}

// About asks about an action that concerns the access of a person.
func (s Standing) About(action Action, t Target) Answer {
	r := s.request(action)
	r.Target = t
	return Answer{}.and(Decide(r))
}

// With asks about an action that concerns a document, a request, or a section
// in scope in some state, with every option and with none, and to a client with
// the attachments shown and not.
func (s Standing) With(action Action, item Item) Answer {
	r := s.request(action)
	r.Section, r.Item = "in", item
	a := Answer{}.and(Decide(r))
	r.Dossier.Attachments = true
	a = a.and(Decide(r))
	r.Dossier.Attachments = false
	if s.bare != nil {
		r.Grant = s.bare
		a = a.and(Decide(r))
	}
	return a
}

func (s Standing) request(action Action) Request {
	d := Dossier{ID: "d", Org: ours, Model: "m", Primary: "primary", Requester: "client", Live: true}
	if s.manager {
		d.Manager = "me"
	}
	return Request{Account: s.account(), Dossier: d, Grant: s.grant, Groups: surveyed, Portal: Portal{Self: Client{ID: "client"}, View: []string{"in"}}, Action: action, Now: time.Unix(0, 0)}
}

// Situation is a person whose access an action concerns. ID names its words
// (`situation.<ID>` in package text).
type Situation struct {
	ID string
	Target
}

// Situations lists those that make a difference to one of PersonActions.
func Situations(action Action) []Situation {
	child, mine := Target{Family: true, Level: Write}, Target{Family: true, Rights: true, Giver: "me", Ends: true}
	others, holder := mine, Target{Family: true, Holder: true, Rights: true, Giver: "somebody", Ends: true}
	others.Giver = "somebody"
	in := holder
	in.CameIn = true
	swapped := in
	swapped.Level, swapped.Ends = Read, false
	advisor, contact := Target{Advisor: true, Rights: true, Level: Read}, Target{Contact: true, Rights: true}
	primary, cousin := contact, contact
	primary.Primary, cousin.Family, cousin.Giver = true, true, "somebody"
	clients := []Situation{{"contact", contact}, {"primary", primary}, {"applicant", Target{Applies: true, Rights: true}}}
	switch action {
	case GiveAccess:
		return append([]Situation{{"child", child}, {"child-read", Target{Family: true, Level: Read}}, {"mine", mine}, {"others", others},
			{"holder", holder}, {"holder-level", swapped}, {"holder-none", in}, {"advisor", advisor}}, clients...)
	case EditAddress:
		return append([]Situation{{"nobody", child}, {"others", others}, {"holder", holder}, {"holder-none", in}, {"advisor", advisor},
			{"contact-cousin", cousin}}, clients...)
	}
	return append([]Situation{{"nobody", Target{Ends: true}}, {"others", others}, {"holder-none", in}, {"advisor", advisor}}, clients...)
}

// Thing is a document or a request, or a section in some state, that an action
// concerns. ID names its words (`thing.<ID>` in package text).
type Thing struct {
	ID string
	Item
}

// Things lists those that make a difference to an action; nil for one that
// concerns none.
func Things(action Action) []Thing {
	others := Thing{"others", Item{By: "somebody"}}
	mine := Thing{"mine", Item{By: "me"}}
	shown := Thing{"shown", Item{By: "somebody", Persons: []string{"they"}, Everybody: true}}
	switch action {
	case ReadDocument:
		return []Thing{others, mine, shown}
	case EditDocument:
		return []Thing{others, mine, shown, {"sent", Item{By: "me", Answered: true}}}
	case ShareDocument:
		return []Thing{others}
	case ReadRequest, AnswerRequest:
		return []Thing{others, shown}
	case ReadView:
		return []Thing{{"asked", Item{Solicitation: "asked"}}}
	case AnswerSolicited:
		return []Thing{{"asked", Item{Solicitation: "asked"}}, {"answered", Item{Solicitation: "asked", Answered: true}}}
	case EditSection, SignSection:
		return []Thing{{"submitted", Item{Submitted: true}}}
	}
	return nil
}

// InOrganization asks about an action in the organisation, or RedeemKey.
func (s Standing) InOrganization(action Action) Answer {
	if action == RedeemKey {
		return Answer{}.and(DecideRedeem(s.account()))
	}
	return Answer{}.and(DecideOrg(s.account(), ours, action))
}

func (s Standing) account() Account {
	return Account{ID: "me", Orgs: s.places, Behalf: map[string]Allowance{ours: {ID: "allowed", Models: []string{"m"}}}}
}

func (a Answer) and(d Decision) Answer {
	if d.Allowed {
		a.Allowed = true
	} else {
		a.Rule = d.Rule.ID
	}
	return a
}

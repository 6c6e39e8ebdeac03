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
}

const ours, theirs = "owner", "other"

func holding(kind Kind, level Level, org string, sections ...string) Grant {
	return Grant{"one": {Kind: kind, Level: level, Org: org, Sections: sections}}
}

// Standings lists the kinds of person that a dossier knows.
func Standings() []Standing {
	place, away := map[string]Member{ours: {}}, map[string]Member{theirs: {}}
	return []Standing{
		{"manager", place, true, holding(FromTeam, Write, ours)},
		{"team", place, false, holding(FromTeam, Write, ours)},
		{"team-read", place, false, holding(FromTeam, Read, ours)},
		{"team-some", place, false, holding(FromTeam, Write, ours, "in")},
		{"joined", away, false, holding(FromKey, Write, theirs)},
		{"holder", nil, false, holding(FromHolder, Write, "")},
		{"holder-read", nil, false, holding(FromHolder, Read, "")},
		{"family", nil, false, holding(FromFamily, Write, "")},
		{"family-read", nil, false, holding(FromFamily, Read, "")},
		{"advisor", nil, false, holding(FromAdvisor, Write, "")},
		{"advisor-read", nil, false, holding(FromAdvisor, Read, "")},
		{"admin", map[string]Member{ours: {Admin: true}}, false, nil},
		{"owners-agent", place, false, nil},
		{"anybody", away, false, nil},
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
// not.
func (s Standing) InDossier(action Action) Answer {
	var a Answer
	for _, section := range []string{"in", "out"} {
		for _, share := range []bool{true, false} {
			for _, kind := range []string{"form", inventories[0]} {
				r := s.request(action)
				r.Section, r.Kind, r.Dossier.TeamMayShare = section, kind, share
				a = a.and(Decide(r))
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

func (s Standing) request(action Action) Request {
	d := Dossier{ID: "d", Org: ours, Live: true}
	if s.manager {
		d.Manager = "me"
	}
	return Request{Account: s.account(), Dossier: d, Grant: s.grant, Action: action, Now: time.Unix(0, 0)}
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
	advisor := Target{Advisor: true, Rights: true, Level: Read}
	switch action {
	case GiveAccess:
		return []Situation{{"child", child}, {"child-read", Target{Family: true, Level: Read}}, {"mine", mine}, {"others", others},
			{"holder", holder}, {"holder-level", swapped}, {"holder-none", in}, {"advisor", advisor}}
	case EditAddress:
		return []Situation{{"nobody", child}, {"others", others}, {"holder", holder}, {"holder-none", in}, {"advisor", advisor}}
	}
	return []Situation{{"nobody", Target{Ends: true}}, {"others", others}, {"holder-none", in}, {"advisor", advisor}}
}

// InOrganization asks about an action in the organisation, or RedeemKey.
func (s Standing) InOrganization(action Action) Answer {
	if action == RedeemKey {
		return Answer{}.and(DecideRedeem(s.account()))
	}
	return Answer{}.and(DecideOrg(s.account(), ours, action))
}

func (s Standing) account() Account { return Account{ID: "me", Orgs: s.places} }

func (a Answer) and(d Decision) Answer {
	if d.Allowed {
		a.Allowed = true
	} else {
		a.Rule = d.Rule.ID
	}
	return a
}

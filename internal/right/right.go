// Package right is the access of a dossier's persons: what its family members,
// advisors and applicants have by the access tab, what its client contacts are
// given, who gave it, and what saving or deleting a person means for it (ABB-1
// to ABB-7, IND-1 to IND-4, LOC-11, ALL-8). What a right gives is an origin of a grant; what
// waits to be accepted is an invitation.
package right

import (
	"context"
	"slices"
	"time"

	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/invitation"
	"tierce/internal/people"
	"tierce/internal/table"
	"tierce/internal/trail"
)

// Room gives access to persons.
type Room struct {
	Table       *table.Table
	Dossiers    dossier.Room
	Invitations invitation.Room
	Clock       func() time.Time
}

// ways are all of them; the access tab has the first three.
var ways = []invitation.Way{invitation.Family, invitation.Advisor, invitation.Applicant, invitation.Contact}

var tab = ways[:3]

// subject is a person of a dossier with what they were offered, as loaded for
// a caller who may want to change it.
type subject struct {
	dossier.View
	person  dossier.Person
	offered map[invitation.Way]invitation.Invitation
}

// load reads the dossier for action, a person of it and their invitations, in
// one call.
func (r Room) load(ctx context.Context, by people.Caller, d, person string, action access.Action) (subject, error) {
	keys := make([]table.Key, len(ways))
	for n, way := range ways {
		keys[n] = invitation.KeyOf(d, person, way)
	}
	v, p, err := r.Dossiers.LoadPerson(ctx, by, d, person, action, keys...)
	s := subject{View: v, person: p, offered: map[invitation.Way]invitation.Invitation{}}
	if err != nil {
		return s, err
	}
	for n, way := range ways {
		i, err := invitation.Of(v.Row(n))
		if err != nil {
			return s, err
		}
		s.offered[way] = i
	}
	return s, nil
}

// target tells the access rules whose access an action concerns.
func (s subject) target() access.Target {
	family := s.offered[invitation.Family]
	t := access.Target{Holder: s.person.Holder != "", CameIn: family.State == invitation.Accepted}
	for _, i := range s.offered {
		t.Rights = t.Rights || i.Stands(s.Now)
	}
	if family.Stands(s.Now) {
		t.Giver = family.By
	}
	return t
}

// about is target where the action concerns what the person has by way, and
// wants level for them ("" for none).
func (s subject) about(way invitation.Way, level access.Level) access.Target {
	t := s.target()
	t.Family, t.Advisor, t.Contact = way == invitation.Family, way == invitation.Advisor, way == invitation.Contact
	t.Primary, t.Applies = t.Contact && s.primary(), way == invitation.Applicant
	t.Level, t.Ends = level, way == invitation.Family && level == ""
	return t
}

// address is target where the action concerns how the person is reached, or
// whether they are there at all: every way in that is theirs.
func (s subject) address(losesHolder bool) access.Target {
	t := s.target()
	t.Advisor = s.person.Advisor != "" || s.offered[invitation.Advisor].Stands(s.Now)
	t.Contact = s.person.Contact || s.offered[invitation.Contact].Stands(s.Now)
	t.Applies = s.person.Applicant || s.offered[invitation.Applicant].Stands(s.Now)
	t.Primary = s.primary()
	t.Family, t.Ends = !t.Advisor && !t.Contact && !t.Applies || s.person.Family, losesHolder
	return t
}

// primary tells whether the person is the primary contact (IND-4).
func (s subject) primary() bool { return s.Primary != "" && s.Primary == s.person.ID }

// kind is what the origin of a grant is for a person by way.
func kind(way invitation.Way, holder string) access.Kind {
	switch {
	case way == invitation.Advisor:
		return access.FromAdvisor
	case way == invitation.Contact:
		return access.FromContact
	case way == invitation.Applicant:
		return access.FromApplicant
	case holder != "":
		return access.FromHolder
	}
	return access.FromFamily
}

// fits refuses a way that is not the person's: nobody is given the family's
// access who is not in the tree, nor an advisor's, a contact's or an applicant's
// who is not registered as one (ABB-2, ABB-7, IND-1, LOC-11).
func (s subject) fits(way invitation.Way) error {
	switch {
	case s.person.Version == 0:
		return access.Nothing()
	case way == invitation.Family && !s.person.Family:
		return fault.Bad("way", "not-of-the-family").By("ABB-2")
	case way == invitation.Advisor && s.person.Advisor == "":
		return fault.Bad("way", "not-an-advisor").By("ABB-7")
	case way == invitation.Contact && !s.person.Contact:
		return fault.Bad("way", "not-a-contact").By("IND-1")
	case way == invitation.Applicant && !s.person.Applicant:
		return fault.Bad("way", "not-an-applicant").By("LOC-11")
	case !slices.Contains(ways, way):
		return fault.Bad("way", "bad-way")
	}
	return nil
}

func (s subject) record(verb trail.Verb, args ...string) table.Op {
	e := trail.Entry{On: s.ID, At: s.Now, By: s.Account.ID, For: s.For(), Verb: verb, Args: map[string]string{"person": s.person.ID}}
	for n := 0; n < len(args); n += 2 {
		e.Args[args[n]] = args[n+1]
	}
	return trail.Op(e)
}

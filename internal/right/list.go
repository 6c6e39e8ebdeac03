package right

import (
	"context"
	"maps"
	"slices"

	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/invitation"
	"tierce/internal/people"
)

// Right is a person of the access tab with what they have by one way. State is
// as of now; None where nothing was offered yet.
type Right struct {
	invitation.Invitation
	Person dossier.Person
	State  invitation.State
	Giver  string          // name of the account that gave it
	May    access.Decision // whether the caller may change it
}

// List gives the access tab: every member of the family, then every advisor
// (ABB-2), then every applicant (LOC-11). Somebody who is both stands twice.
func (r Room) List(ctx context.Context, by people.Caller, d string) (dossier.View, []Right, error) {
	v, err := r.Dossiers.Load(ctx, by, d, access.ReadRights, "")
	if err != nil {
		return v, nil, err
	}
	_, persons, err := r.Dossiers.Persons(ctx, by, d)
	if err != nil {
		return v, nil, err
	}
	offered, err := r.Invitations.Of(ctx, d)
	if err != nil {
		return v, nil, err
	}
	byOrigin := map[string]invitation.Invitation{}
	var givers []string
	for _, i := range offered {
		byOrigin[i.Origin()] = i
		givers = append(givers, i.By)
	}
	names, err := r.Dossiers.People.Names(ctx, givers...)
	if err != nil {
		return v, nil, err
	}
	var list []Right
	for _, way := range tab {
		for _, p := range persons {
			if way == invitation.Family && !p.Family || way == invitation.Advisor && p.Advisor == "" || way == invitation.Applicant && !p.Applicant {
				continue
			}
			list = append(list, rightOf(v, p, way, byOrigin, names))
		}
	}
	return v, list, nil
}

func rightOf(v dossier.View, p dossier.Person, way invitation.Way, offered map[string]invitation.Invitation, names map[string]string) Right {
	s := subjectOf(v, p, offered)
	i := s.offered[way]
	i.Way = way
	return Right{Invitation: i, Person: p, State: i.StateAt(v.Now), Giver: names[i.By],
		May: v.MayTo(access.GiveAccess, s.about(way, access.Read))}
}

// subjectOf finds what p was offered, by the names of its origins.
func subjectOf(v dossier.View, p dossier.Person, offered map[string]invitation.Invitation) subject {
	s := subject{View: v, person: p, offered: map[invitation.Way]invitation.Invitation{}}
	for _, way := range ways {
		s.offered[way] = offered[invitation.Invitation{Way: way, Person: p.ID}.Origin()]
	}
	return s
}

// Preview is what saving a level, or a contact's terms, would mean, shown before
// it is saved (ALL-3).
type Preview struct {
	dossier.View
	Person    dossier.Person
	Terms     invitation.Terms // of a contact, as they would be kept
	Seen      dossier.Seen
	Remaining []string // the other origins of the person's access, by their names (ALL-2)
}

// Preview shows who would see exactly what if a person had level by way; with
// the level that they have, it is "view as".
func (r Room) Preview(ctx context.Context, by people.Caller, d, person string, way invitation.Way, level access.Level) (Preview, error) {
	s, err := r.load(ctx, by, d, person, access.Open)
	if err != nil {
		return Preview{}, err
	}
	if err := s.MayTo(access.GiveAccess, s.about(way, level)).Err(); err != nil {
		return Preview{}, err
	}
	if err := onTab(way, level); err != nil {
		return Preview{}, err
	}
	if err := r.fits(ctx, s, way, level); err != nil {
		return Preview{}, err
	}
	a, g, err := r.grantOf(ctx, s)
	if err != nil {
		return Preview{}, err
	}
	p := Preview{View: s.View, Person: s.person}
	name := invitation.Invitation{Way: way, Person: person}.Origin()
	delete(g, name)
	p.Remaining = besides(g, name)
	if level != "" {
		g[name] = access.Origin{Kind: kind(way, s.person.Holder), Level: level, Person: person}
	}
	p.Seen, err = r.Dossiers.SeenBy(ctx, s.View, a, g)
	return p, err
}

// besides gives the origins of g but the one called name, in order.
func besides(g access.Grant, name string) []string {
	return slices.DeleteFunc(slices.Sorted(maps.Keys(g)), func(other string) bool { return other == name })
}

// grantOf gives the account and the grant of a person who has come in by
// any way, or would at once; else nobody's, with nothing.
func (r Room) grantOf(ctx context.Context, s subject) (access.Account, access.Grant, error) {
	for _, way := range ways {
		if i := s.offered[way]; i.State == invitation.Accepted {
			a, g, err := r.Dossiers.Grant(ctx, s.ID, i.Account)
			return a.Account, g, err
		}
	}
	if s.person.Email == "" {
		return access.Account{}, access.Grant{}, nil
	}
	a, found, err := r.Invitations.Addressee(ctx, s.person.Email)
	if err != nil || !found || a.Phone != s.person.Phone {
		return access.Account{}, access.Grant{}, err
	}
	_, g, err := r.Dossiers.Grant(ctx, s.ID, a.ID)
	return a.Account, g, err
}

// OfOrganization lists the invitations of an organisation's dossiers, the
// newest first: those of the dossiers whose access tab the caller may see. A
// page may be short, even empty, while a cursor is left.
func (r Room) OfOrganization(ctx context.Context, by people.Caller, org, cursor string, limit int) ([]invitation.Invitation, string, error) {
	a, _, err := people.Load(ctx, r.Table, by, r.Clock())
	if err != nil {
		return nil, "", err
	}
	if err := access.DecideOrg(a.Account, org, access.ListAgents).Err(); err != nil {
		return nil, "", err
	}
	candidates, next, err := r.Invitations.OfOrganization(ctx, org, cursor, min(max(limit, 1), dossier.PageMost))
	if err != nil {
		return nil, "", err
	}
	var list []invitation.Invitation
	may := map[string]bool{}
	for _, i := range candidates {
		if _, known := may[i.Dossier]; !known {
			v, err := r.Dossiers.Load(ctx, by, i.Dossier, access.ReadRights, "")
			if f := fault.Of(err); err != nil && (f == nil || f.Kind == fault.Unavailable) {
				return nil, "", err
			}
			may[i.Dossier] = err == nil && v.Org == org
		}
		if may[i.Dossier] {
			list = append(list, i)
		}
	}
	return list, next, nil
}

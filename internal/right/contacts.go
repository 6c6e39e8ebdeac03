package right

import (
	"context"

	"tierce/internal/access"
	"tierce/internal/accessgroup"
	"tierce/internal/dossier"
	"tierce/internal/id"
	"tierce/internal/invitation"
	"tierce/internal/people"
)

// Client is a client contact of a list, or a person of the dossier who may
// become one. State is as of now; None where nothing was offered yet. Primary is
// the primary contact's. Tag is for SaveContact and DeleteContact.
type Client struct {
	invitation.Invitation
	Person  dossier.Person
	State   invitation.State
	Giver   string          // name of the account that gave it
	May     access.Decision // whether the caller may change it
	Primary bool
	Tag     string
}

// Listed tells whether the person is a contact.
func (c Client) Listed() bool { return c.Person.Contact }

// Contacts lists the client contacts of d, for whoever manages them (IND-1,
// IND-4), the primary first, and the access groups that they may be put in.
func (r Room) Contacts(ctx context.Context, by people.Caller, d string) (dossier.View, []Client, accessgroup.Groups, error) {
	v, everybody, groups, err := r.clients(ctx, by, d)
	var list []Client
	for _, c := range everybody {
		switch {
		case c.Primary:
			list = append([]Client{c}, list...)
		case c.Listed():
			list = append(list, c)
		}
	}
	return v, list, groups, err
}

// OneContact gives one person of d as a contact, whether they are one or not.
func (r Room) OneContact(ctx context.Context, by people.Caller, d, person string) (dossier.View, Client, accessgroup.Groups, error) {
	v, everybody, groups, err := r.clients(ctx, by, d)
	if err != nil {
		return v, Client{}, groups, err
	}
	for _, c := range everybody {
		if c.Person.ID == person {
			return v, c, groups, nil
		}
	}
	return v, Client{}, groups, access.Nothing()
}

// Candidates gives the persons of d who are no contact yet.
func (r Room) Candidates(ctx context.Context, by people.Caller, d string) (list []dossier.Person, err error) {
	_, everybody, _, err := r.clients(ctx, by, d)
	for _, c := range everybody {
		if !c.Listed() {
			list = append(list, c.Person)
		}
	}
	return list, err
}

// clients gives every person of d as a contact.
func (r Room) clients(ctx context.Context, by people.Caller, d string) (dossier.View, []Client, accessgroup.Groups, error) {
	v, err := r.Dossiers.Load(ctx, by, d, access.ReadContacts, "")
	if err != nil {
		return v, nil, accessgroup.Groups{}, err
	}
	groups, err := r.Dossiers.GroupsOf(ctx, v)
	if err != nil {
		return v, nil, groups, err
	}
	_, persons, err := r.Dossiers.Persons(ctx, by, d)
	if err != nil {
		return v, nil, groups, err
	}
	offered, err := r.Invitations.Of(ctx, d)
	if err != nil {
		return v, nil, groups, err
	}
	byOrigin := map[string]invitation.Invitation{}
	var givers []string
	for _, i := range offered {
		if byOrigin[i.Origin()] = i; i.Way == invitation.Contact {
			givers = append(givers, i.By)
		}
	}
	names, err := r.Dossiers.People.Names(ctx, givers...)
	if err != nil {
		return v, nil, groups, err
	}
	list := make([]Client, len(persons))
	for n, p := range persons {
		s := subjectOf(v, p, byOrigin)
		i := s.offered[invitation.Contact]
		list[n] = Client{Invitation: i, Person: p, State: i.StateAt(v.Now), Giver: names[i.By], Primary: s.primary(), Tag: s.contactTag(),
			May: v.MayTo(access.GiveAccess, s.about(invitation.Contact, ""))}
	}
	return v, list, groups, nil
}

// PreviewContact shows who would see exactly what if c were saved for person,
// "" for somebody new: before saving, and as "view as" (ALL-3). It checks c as
// saving does.
func (r Room) PreviewContact(ctx context.Context, by people.Caller, d, person string, c Contact) (Preview, error) {
	fresh := person == ""
	if fresh {
		person = id.New()
	}
	s, err := r.load(ctx, by, d, person, access.Open)
	if err != nil {
		return Preview{}, err
	}
	if err := s.MayTo(access.GiveAccess, s.about(invitation.Contact, "")).Err(); err != nil {
		return Preview{}, err
	}
	if !fresh && s.person.Version == 0 {
		return Preview{}, access.Nothing()
	}
	w, err := r.supposed(ctx, s, fresh, c)
	if err != nil {
		return Preview{}, err
	}
	if w.primary != s.primary() {
		if err := s.May(access.NamePrimary).Err(); err != nil {
			return Preview{}, err
		}
	}
	s.person = w.person
	a, g, err := r.grantOf(ctx, s)
	if err != nil {
		return Preview{}, err
	}
	p, name := Preview{View: s.View, Person: s.person, Terms: w.terms}, invitation.Invitation{Way: invitation.Contact, Person: person}.Origin()
	p.Remaining = besides(g, name)
	g[name] = w.terms.In(access.Origin{Kind: access.FromContact, Person: s.person.ID})
	p.Seen, err = r.Dossiers.SeenBy(ctx, s.withPrimary(w.primary), a, g)
	return p, err
}

// supposed is c, checked; of whomever, of whom nothing is said yet, the terms
// alone.
func (r Room) supposed(ctx context.Context, s subject, fresh bool, c Contact) (wanted, error) {
	if !fresh || c.Name != "" || c.Reach != (dossier.Reach{}) {
		return r.wanted(ctx, s, s.person, c)
	}
	var bad error
	w := wanted{person: s.person, primary: c.Primary != nil && *c.Primary}
	if err := r.terms(ctx, s, c.Terms, &w, &bad); err != nil {
		return w, err
	}
	return w, bad
}

// PreviewEnd tells what remains of a contact's access where it ends as such.
func (r Room) PreviewEnd(ctx context.Context, by people.Caller, d, person string) (Preview, error) {
	s, err := r.load(ctx, by, d, person, access.Open)
	if err != nil {
		return Preview{}, err
	}
	if err := s.MayTo(access.GiveAccess, s.about(invitation.Contact, "")).Err(); err != nil {
		return Preview{}, err
	}
	a, g, err := r.grantOf(ctx, s)
	if err != nil {
		return Preview{}, err
	}
	name := invitation.Invitation{Way: invitation.Contact, Person: person}.Origin()
	p := Preview{View: s.View, Person: s.person, Remaining: besides(g, name)}
	delete(g, name)
	p.Seen, err = r.Dossiers.SeenBy(ctx, s.withPrimary(false), a, g)
	return p, err
}

// withPrimary is the dossier as it would be with the person as its primary, or
// without.
func (s subject) withPrimary(primary bool) dossier.View {
	v := s.View
	switch {
	case primary:
		v.Primary = s.person.ID
	case s.primary():
		v.Primary = ""
	}
	return v
}

package people

import (
	"context"
	"net/mail"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"tierce/internal/fault"
	"tierce/internal/id"
	"tierce/internal/outbox"
	"tierce/internal/table"
	"tierce/internal/trail"
)

// Organization owns dossiers. Zone is its time zone by IANA name: dates are
// shown in it (ALL-7).
type Organization struct {
	ID   string
	Name string
	Zone string
	Made time.Time
	// Colleagues shows clients of one company each other's requests in the
	// client portal (LEX-5).
	Colleagues bool
}

type organizationRow struct {
	table.Key
	Name   string    `dynamodbav:"name"`
	Zone   string    `dynamodbav:"zone"`
	Made   time.Time `dynamodbav:"made"`
	Admins int       `dynamodbav:"admins"`

	Colleagues bool `dynamodbav:"colleagues,omitempty"`
}

func organizationKey(org string) table.Key { return table.Key{PK: "O#" + org, SK: "O"} }

// DefaultZone is where an organisation is until it says otherwise.
const DefaultZone = "Europe/Paris"

// MakeOrganization makes the organisation org (an id, so that models may be
// put into it before) called name, with an invitation for its first Admin. It
// is what `make organization` does; no request can.
func (r Room) MakeOrganization(ctx context.Context, org, name, zone, adminMail, lang string) (Organization, error) {
	now := r.Clock().UTC()
	name, err := Line("name", name, 120)
	if err != nil {
		return Organization{}, err
	}
	if _, err := time.LoadLocation(zone); err != nil || zone == "" {
		return Organization{}, fault.Bad("zone", "bad-zone")
	}
	o := Organization{ID: org, Name: name, Zone: zone, Made: now}
	inv, err := newInvitation(o.ID, adminMail, lang, true, "", id.New(), now)
	if err != nil {
		return o, err
	}
	ops := append(inv.ops(now),
		table.Insert(organizationRow{Key: organizationKey(o.ID), Name: name, Zone: zone, Made: now}),
		trail.Op(trail.Entry{On: trail.Organization(o.ID), At: now, Verb: trail.OrganizationMade}))
	return o, r.Table.Commit(ctx, ops...)
}

// Organization gives one organisation; hidden where there is none.
func (r Room) Organization(ctx context.Context, org string) (Organization, error) {
	found, err := r.Organizations(ctx, org)
	if err != nil {
		return Organization{}, err
	}
	o, ok := found[org]
	if !ok {
		return Organization{}, fault.New(fault.Hidden, "hidden").By("ALL-4")
	}
	return o, nil
}

// Organizations gives the organisations of ids (100 at most), by id.
func (r Room) Organizations(ctx context.Context, ids ...string) (map[string]Organization, error) {
	keys := make([]table.Key, len(ids))
	for i, o := range ids {
		keys[i] = organizationKey(o)
	}
	found := map[string]Organization{}
	if len(keys) == 0 {
		return found, nil
	}
	rows, err := r.Table.BatchGet(ctx, keys...)
	if err != nil {
		return nil, err
	}
	for i, row := range rows {
		if row == nil {
			continue
		}
		if found[ids[i]], err = OrganizationOf(ids[i], row); err != nil {
			return nil, err
		}
	}
	return found, nil
}

// OrganizationNames gives the names of organisations, by id.
func (r Room) OrganizationNames(ctx context.Context, ids ...string) (map[string]string, error) {
	names := map[string]string{}
	for some := range slices.Chunk(ids, 100) {
		found, err := r.Organizations(ctx, some...)
		if err != nil {
			return nil, err
		}
		for id, o := range found {
			names[id] = o.Name
		}
	}
	return names, nil
}

// Line cleans one line that a person typed into field: 1 to most characters,
// no control characters.
func Line(field, s string, most int) (string, error) {
	s = strings.TrimSpace(s)
	switch {
	case s == "":
		return "", fault.Bad(field, "missing")
	case !utf8.ValidString(s) || strings.ContainsFunc(s, unicode.IsControl):
		return "", fault.Bad(field, "control-characters")
	case utf8.RuneCountInString(s) > most:
		return "", fault.Bad(field, "too-long", "max", most)
	}
	return s, nil
}

// Mail checks the form of an e-mail address typed into field, and gives it as
// it is to be written to. One that is not of ASCII is refused where it is typed:
// SES takes none, and whoever typed it would never hear.
func Mail(field, s string) (string, error) {
	s, err := Line(field, s, 254)
	if err != nil {
		return "", err
	}
	local, domain, _ := strings.Cut(s, "@")
	a, err := mail.ParseAddress(s) // what the mailer will want of it
	bad := err != nil || a.Address != s || len(local) > 64 || strings.ContainsFunc(s, func(r rune) bool { return r > '~' }) || strings.ContainsAny(s, " ,;:<>()[]\\\"") ||
		strings.Contains(domain, "@") || !strings.Contains(domain, ".")
	if bad {
		return "", fault.Bad(field, "bad-mail")
	}
	return s, nil
}

// entryFor is the outbox entry that mails an invitation.
func entryFor(inv Invitation, now time.Time) table.Op {
	return outbox.Op(outbox.Entry{ID: id.New(), Load: InvitationLoad, Due: now,
		Data: map[string]string{"organization": inv.Organization, "invitation": inv.ID}}, now)
}

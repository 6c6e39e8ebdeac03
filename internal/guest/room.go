package guest

import (
	"context"
	"time"

	"tierce/internal/access"
	"tierce/internal/fault"
	"tierce/internal/id"
	"tierce/internal/invitation"
	"tierce/internal/people"
	"tierce/internal/table"
	"tierce/internal/trail"
)

// Room keeps the guests of one sort.
type Room struct {
	Sort
	Table       *table.Table
	Invitations invitation.Room
	Clock       func() time.Time
}

// Of gives the guests of org, for rooms that have decided.
func (r Room) Of(ctx context.Context, org string) ([]Guest, error) {
	return table.ReadAll(ctx, r.Table, table.Query{PK: "O#" + org}.Within(r.Prefix), r.Sort.Of)
}

// Managed gives one guest to an Admin of org who is about to change them.
func (r Room) Managed(ctx context.Context, by people.Caller, org, guest string) (Guest, error) {
	s, err := r.Load(ctx, by, org, r.Manage, guest)
	if err == nil && s.Guest.ID == "" {
		err = access.Nothing()
	}
	return s.Guest, err
}

// Offered gives one guest for their invitation's page and mails, which need
// no account; hidden where there is none.
func (r Room) Offered(ctx context.Context, org, guest string) (Guest, error) {
	if !id.Valid(org) || !id.Valid(guest) {
		return Guest{}, access.Nothing()
	}
	row, err := r.Table.Get(ctx, r.Key(org, guest))
	if err != nil {
		return Guest{}, err
	}
	g, err := r.Sort.Of(row)
	if err == nil && g.ID == "" {
		err = access.Nothing()
	}
	return g, err
}

// Read gives some guests of org by their ids, for rooms that have decided; a
// guest that is gone has no entry.
func (r Room) Read(ctx context.Context, org string, ids ...string) (map[string]Guest, error) {
	keys := make([]table.Key, len(ids))
	for i, g := range ids {
		keys[i] = r.Key(org, g)
	}
	found := map[string]Guest{}
	if len(keys) == 0 {
		return found, nil
	}
	rows, err := r.Table.BatchGet(ctx, keys...)
	if err != nil {
		return nil, err
	}
	for i, row := range rows {
		g, err := r.Sort.Of(row)
		if err != nil {
			return nil, err
		}
		if g.ID != "" {
			found[ids[i]] = g
		}
	}
	return found, nil
}

// Setting is what an act on a guest of an organisation starts from.
type Setting struct {
	Account people.Account
	Org     string
	Now     time.Time
	Guest   Guest       // zero where there is none
	Rows    []table.Row // what was read besides
	sort    Sort
}

// Load reads a guest of org ("" for none) and the rows of more for action.
func (r Room) Load(ctx context.Context, by people.Caller, org string, action access.Action, guest string, more ...table.Key) (Setting, error) {
	s := Setting{Org: org, Now: r.Clock().UTC(), sort: r.Sort}
	keys := more
	if guest != "" {
		keys = append([]table.Key{r.Key(org, guest)}, more...)
	}
	a, rows, err := people.Load(ctx, r.Table, by, s.Now, keys...)
	if err != nil {
		return s, err
	}
	if err := access.DecideOrg(a.Account, org, action).Err(); err != nil {
		return s, err
	}
	s.Account = a
	if guest != "" {
		s.Guest, err = r.Sort.Of(rows[0])
		rows = rows[1:]
	}
	s.Rows = rows
	return s, err
}

// grounds checks what the decision rests on, and records verb.
func (s Setting) grounds(verb trail.Verb, guest string) []table.Op {
	return []table.Op{people.StillAdmin(s.Account.ID, s.Org, s.Account.Orgs[s.Org].Since),
		trail.Op(trail.Entry{On: trail.Organization(s.Org), At: s.Now, By: s.Account.ID, For: s.Org, Verb: verb, Args: map[string]string{s.sort.Name: guest}})}
}

func stale() error { return fault.New(fault.Stale, "stale") }

package client

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

// Room keeps clients.
type Room struct {
	Table       *table.Table
	Invitations invitation.Room
	Clock       func() time.Time
}

// Listed is a client with the words that go with them.
type Listed struct {
	Client
	CompanyName string
	Now         invitation.State // the invitation's
}

// List gives the clients and the companies of org, for any agent of it.
func (r Room) List(ctx context.Context, by people.Caller, org string) ([]Listed, []Company, error) {
	s, err := r.load(ctx, by, org, access.ListClients, "")
	if err != nil {
		return nil, nil, err
	}
	clients, err := r.Of(ctx, org)
	if err != nil {
		return nil, nil, err
	}
	companies, err := r.companies(ctx, org)
	if err != nil {
		return nil, nil, err
	}
	names := map[string]string{}
	for _, c := range companies {
		names[c.ID] = c.Name
	}
	list := make([]Listed, len(clients))
	for i, c := range clients {
		list[i] = Listed{c, names[c.Company], c.StateAt(s.now)}
	}
	return list, companies, nil
}

// Of gives the clients of org, for rooms that have decided.
func (r Room) Of(ctx context.Context, org string) ([]Client, error) {
	rows, err := r.Table.All(ctx, table.Query{PK: "O#" + org}.Within("C#"))
	if err != nil {
		return nil, err
	}
	list := make([]Client, len(rows))
	for i, row := range rows {
		if list[i], err = Of(row); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// Get gives one client of org, for an agent of it; hidden where there is none.
func (r Room) Get(ctx context.Context, by people.Caller, org, client string) (Listed, error) {
	s, err := r.load(ctx, by, org, access.ListClients, client)
	if err != nil {
		return Listed{}, err
	}
	if s.client.ID == "" {
		return Listed{}, access.Nothing()
	}
	name, err := r.companyName(ctx, org, s.client.Company)
	return Listed{s.client, name, s.client.StateAt(s.now)}, err
}

// Managed gives one client to an Admin of org who is about to change them.
func (r Room) Managed(ctx context.Context, by people.Caller, org, client string) (Client, error) {
	s, err := r.load(ctx, by, org, access.ManageClients, client)
	if err == nil && s.client.ID == "" {
		err = access.Nothing()
	}
	return s.client, err
}

// Offered gives one client for their invitation's page and mails, which need
// no account; hidden where there is none.
func (r Room) Offered(ctx context.Context, org, client string) (Client, error) {
	if !id.Valid(org) || !id.Valid(client) {
		return Client{}, access.Nothing()
	}
	row, err := r.Table.Get(ctx, KeyOf(org, client))
	if err != nil {
		return Client{}, err
	}
	c, err := Of(row)
	if err == nil && c.ID == "" {
		err = access.Nothing()
	}
	return c, err
}

// Read gives some clients of org by their ids, for rooms that have decided; a
// client that is gone has no entry.
func (r Room) Read(ctx context.Context, org string, ids ...string) (map[string]Client, error) {
	keys := make([]table.Key, len(ids))
	for i, c := range ids {
		keys[i] = KeyOf(org, c)
	}
	found := map[string]Client{}
	if len(keys) == 0 {
		return found, nil
	}
	rows, err := r.Table.BatchGet(ctx, keys...)
	if err != nil {
		return nil, err
	}
	for i, row := range rows {
		c, err := Of(row)
		if err != nil {
			return nil, err
		}
		if c.ID != "" {
			found[ids[i]] = c
		}
	}
	return found, nil
}

// setting is what an act on a client of an organisation starts from.
type setting struct {
	account people.Account
	org     string
	now     time.Time
	client  Client // zero where there is none
	rows    []table.Row
}

func (r Room) load(ctx context.Context, by people.Caller, org string, action access.Action, client string, more ...table.Key) (setting, error) {
	s := setting{org: org, now: r.Clock().UTC()}
	keys := more
	if client != "" {
		keys = append([]table.Key{KeyOf(org, client)}, more...)
	}
	a, rows, err := people.Load(ctx, r.Table, by, s.now, keys...)
	if err != nil {
		return s, err
	}
	if err := access.DecideOrg(a.Account, org, action).Err(); err != nil {
		return s, err
	}
	s.account = a
	if client != "" {
		s.client, err = Of(rows[0])
		rows = rows[1:]
	}
	s.rows = rows
	return s, err
}

// grounds checks what the decision rests on, and records verb.
func (s setting) grounds(verb trail.Verb, client string) []table.Op {
	return []table.Op{people.StillAdmin(s.account.ID, s.org, s.account.Orgs[s.org].Since),
		trail.Op(trail.Entry{On: trail.Organization(s.org), At: s.now, By: s.account.ID, For: s.org, Verb: verb, Args: map[string]string{"client": client}})}
}

func stale() error { return fault.New(fault.Stale, "stale") }

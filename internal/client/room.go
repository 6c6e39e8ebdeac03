package client

import (
	"context"
	"time"

	"tierce/internal/access"
	"tierce/internal/guest"
	"tierce/internal/invitation"
	"tierce/internal/people"
	"tierce/internal/table"
)

// Room keeps clients.
type Room struct{ guest.Room }

// On gives the room of clients on t.
func On(t *table.Table, invitations invitation.Room, clock func() time.Time) Room {
	return Room{guest.Room{Sort: clients, Table: t, Invitations: invitations, Clock: clock}}
}

// Listed is a client with the words that go with them.
type Listed struct {
	Client
	CompanyName string
	Now         invitation.State // the invitation's
}

// List gives the clients and the companies of org, for any agent of it.
func (r Room) List(ctx context.Context, by people.Caller, org string) ([]Listed, []Company, error) {
	s, err := r.Load(ctx, by, org, access.ListClients, "")
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
		list[i] = Listed{c, names[c.Company], c.StateAt(s.Now)}
	}
	return list, companies, nil
}

// Get gives one client of org, for an agent of it; hidden where there is none.
func (r Room) Get(ctx context.Context, by people.Caller, org, client string) (Listed, error) {
	s, err := r.Load(ctx, by, org, access.ListClients, client)
	if err != nil {
		return Listed{}, err
	}
	if s.Guest.ID == "" {
		return Listed{}, access.Nothing()
	}
	return r.listed(ctx, s.Guest, nil)
}

func (r Room) listed(ctx context.Context, c Client, err error) (Listed, error) {
	if err != nil {
		return Listed{}, err
	}
	name, err := r.companyName(ctx, c.Org, c.Company)
	return Listed{c, name, c.StateAt(r.Clock())}, err
}

// Add names somebody a client of org, by an Admin of it, and invites them
// (LEX-4), as guest.Room does.
func (r Room) Add(ctx context.Context, by people.Caller, org string, d Draft, once string) (Listed, error) {
	d, g, bad := d.clean(org)
	c, err := r.Room.Add(ctx, by, org, once, g, bad, d.company(org), companyKey(org, orNone(g.Company)))
	return r.listed(ctx, c, err)
}

// company writes the company of d where there is none yet.
func (d Draft) company(org string) guest.Also {
	return func(s guest.Setting) ([]table.Op, error) { return companyOps(org, d.Company, s.Rows[0]), nil }
}

// orNone keeps a key from being empty: no company has this id.
func orNone(company string) string {
	if company == "" {
		return "none"
	}
	return company
}

// Save makes a client what d says, where they were read at version, as
// guest.Room does. Another company is in force with this one write (LEX-8).
func (r Room) Save(ctx context.Context, by people.Caller, org, client string, version int, d Draft) (Listed, error) {
	d, g, bad := d.clean(org)
	company := d.company(org)
	c, err := r.Room.Save(ctx, by, org, client, version, g, bad, func(s guest.Setting) ([]table.Op, error) {
		ops, err := company(s)
		if now := s.Guest; now.Company != g.Company {
			now.Terms = g.Terms
			ops = append(ops, moved(now, s.Now))
		}
		return ops, err
	}, companyKey(org, orNone(g.Company)))
	return r.listed(ctx, c, err)
}

// Resend invites a client anew who has not come in.
func (r Room) Resend(ctx context.Context, by people.Caller, org, client, once string) (Listed, error) {
	c, err := r.Room.Resend(ctx, by, org, client, once)
	return r.listed(ctx, c, err)
}

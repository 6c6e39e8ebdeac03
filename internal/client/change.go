package client

import (
	"context"

	"tierce/internal/access"
	"tierce/internal/people"
	"tierce/internal/table"
	"tierce/internal/trail"
)

// Save makes a client what d says, where they were read at version. Before
// they have come in, another address or phone moves the invitation there;
// after it the access stays with the account (ALL-8). Another company is in
// force with this one write (LEX-8).
func (r Room) Save(ctx context.Context, by people.Caller, org, client string, version int, d Draft) (Listed, error) {
	var c Client
	d, bad := d.clean()
	err := table.Again(ctx, func() error {
		s, err := r.load(ctx, by, org, access.ManageClients, client, companyKey(org, orNone(CompanyID(org, d.Company))))
		if err != nil {
			return err
		}
		was := s.client
		if c = was; was.ID == "" {
			return access.Nothing()
		}
		if bad != nil {
			return bad
		}
		switch {
		case d.same(was) && (was.Version == version || was.Version == version+1):
			return nil
		case was.Version != version:
			return stale()
		}
		ops, err := r.changeOps(ctx, s, d, &c)
		if err != nil {
			return err
		}
		return table.Anew(r.Table.Commit(ctx, append(ops, companyOps(org, d.Company, s.rows[0])...)...))
	})
	return r.listed(ctx, c, err)
}

// changeOps makes c what d says, and gives the writes.
func (r Room) changeOps(ctx context.Context, s setting, d Draft, c *Client) (ops []table.Op, err error) {
	was := *c
	*c = d.in(was)
	verb := trail.ClientChanged
	if was.Company != c.Company {
		verb, ops = trail.ClientMoved, append(ops, moved(*c, s.now))
	}
	if was.In() || people.Fold(was.Email) == people.Fold(c.Email) && was.Phone == c.Phone {
		c.Version++
		return append(append(ops, save(was, *c)), s.grounds(verb, c.ID)...), nil
	}
	*c = s.offer(*c)
	place, err := r.placeOps(ctx, s, was, c)
	return append(append(ops, place...), s.grounds(verb, c.ID)...), err
}

// Remove ends everything that somebody had as a client of org, from the next
// request on. Somebody who is gone already stays so.
func (r Room) Remove(ctx context.Context, by people.Caller, org, client string) error {
	return table.Again(ctx, func() error {
		s, err := r.load(ctx, by, org, access.ManageClients, client)
		if err != nil || s.client.ID == "" {
			return err
		}
		c := s.client
		ops := append(s.grounds(trail.ClientRemoved, c.ID), table.Delete(KeyOf(org, c.ID), table.Equal("v", c.Version)), moved(c, s.now))
		if c.In() {
			ops = append(ops, people.NoClientMore(c.Account, org, c.ID))
		} else {
			ops = append(ops, awaitNoMore(c))
		}
		return table.Anew(r.Table.Commit(ctx, ops...))
	})
}

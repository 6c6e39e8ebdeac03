package client

import (
	"context"

	"tierce/internal/access"
	"tierce/internal/fault"
	"tierce/internal/invitation"
	"tierce/internal/people"
	"tierce/internal/table"
	"tierce/internal/trail"
)

// Add names somebody a client of org, by an Admin of it, and invites them
// (LEX-4): a mail, and reminders 7 and 30 days after it. Whoever has an
// account with both the address and the phone verified is in at once. The
// client is named by once: the same request again gives the first answer.
func (r Room) Add(ctx context.Context, by people.Caller, org string, d Draft, once string) (Listed, error) {
	var c Client
	d, bad := d.clean()
	err := table.Again(ctx, func() error {
		s, err := r.load(ctx, by, org, access.ManageClients, once, companyKey(org, orNone(CompanyID(org, d.Company))))
		if err == nil {
			err = bad
		}
		if err != nil {
			return err
		}
		if c = s.client; c.ID != "" {
			if !d.same(c) {
				return fault.New(fault.Invalid, "idempotency-key-reused")
			}
			return nil
		}
		c = s.offer(d.in(Client{ID: once, Org: org}))
		ops, err := r.placeOps(ctx, s, Client{}, &c)
		if err != nil {
			return err
		}
		ops = append(append(ops, companyOps(org, d.Company, s.rows[0])...), s.grounds(trail.ClientAdded, c.ID)...)
		return table.Anew(r.Table.Commit(ctx, ops...))
	})
	return r.listed(ctx, c, err)
}

// orNone keeps a key from being empty: no company has this id.
func orNone(company string) string {
	if company == "" {
		return "none"
	}
	return company
}

func (r Room) listed(ctx context.Context, c Client, err error) (Listed, error) {
	if err != nil {
		return Listed{}, err
	}
	name, err := r.companyName(ctx, c.Org, c.Company)
	return Listed{c, name, c.StateAt(r.Clock())}, err
}

// offer is c as invited now.
func (s setting) offer(c Client) Client {
	c.Version++
	c.Round++
	c.By, c.Made = s.account.ID, s.now
	return c
}

// placeOps puts c where it belongs: in, where an account has proven both
// address and phone; waiting for the phone, where it has proven the address
// only; else waiting, with a mail and reminders. It sets the state of c.
func (r Room) placeOps(ctx context.Context, s setting, was Client, c *Client) ([]table.Op, error) {
	a, found, err := r.Invitations.Addressee(ctx, c.Email)
	if err != nil {
		return nil, err
	}
	if found && a.Clients[c.Org] != "" {
		return nil, alreadyClient()
	}
	var ops []table.Op
	live := found && a.Phone == c.Phone
	if was.offer().Parked() && (live || people.Fold(was.Email) != people.Fold(c.Email)) {
		ops = append(ops, awaitNoMore(was))
	}
	switch {
	case live:
		c.State, c.Account = invitation.Accepted, a.ID
		ops = append(ops, people.BecomesClient(a.ID, c.Org, c.ID, a.Email, a.Phone), Tell(GivenLoad, *c, s.now), arrived(*c, s.now))
	case found:
		c.State = invitation.Phone
		ops = append(ops, invitation.AccountHas(c.Email, a.ID), Tell(GivenLoad, *c, s.now))
	default:
		c.State = invitation.Pending
		ops = append(ops, invitation.NoAccountHas(c.Email), Tell(MailLoad, *c, s.now))
	}
	if !live {
		await, err := r.await(ctx, *c)
		if err != nil {
			return nil, err
		}
		ops = append(ops, await)
	}
	return append(ops, save(was, *c)), nil
}

// await gives the write by which a sign-in with c's address finds c; an
// address waits for one client of an organisation only.
func (r Room) await(ctx context.Context, c Client) (table.Op, error) {
	key := waitingKey(c.Email, c.Org)
	row, err := r.Table.Get(ctx, key)
	if err != nil {
		return table.Op{}, err
	}
	switch table.Text(row, "client") {
	case "":
		return table.Insert(waitingRow{key, c.ID}), nil
	case c.ID:
		return table.Put(waitingRow{key, c.ID}, table.Equal("client", c.ID)), nil
	}
	return table.Op{}, alreadyClient()
}

func awaitNoMore(c Client) table.Op {
	return table.Delete(waitingKey(c.Email, c.Org), table.Either(table.Absent("pk"), table.Equal("client", c.ID)))
}

func alreadyClient() error {
	return fault.Bad("email", "already-client").By("LEX-4")
}

// save gives the write of c over was, which must stand as it was read.
func save(was, c Client) table.Op {
	cond := table.Absent("pk")
	if was.ID != "" {
		cond = table.Equal("v", was.Version)
	}
	return table.Put(c.row(), cond)
}

// Resend invites a client anew who has not come in: the 60 days and both
// reminders begin again. once names the request: repeated, it sends nothing.
func (r Room) Resend(ctx context.Context, by people.Caller, org, client, once string) (Listed, error) {
	var c Client
	err := table.Again(ctx, func() error {
		s, err := r.load(ctx, by, org, access.ManageClients, client)
		if err != nil {
			return err
		}
		was := s.client
		switch {
		case was.ID == "":
			return access.Nothing()
		case was.Once == once:
			c = was
			return nil
		case !was.Resendable():
			return fault.New(fault.Conflict, "not-to-resend").By("ABB-10").For("nobody")
		}
		c = s.offer(was)
		c.Once = once
		ops, err := r.placeOps(ctx, s, was, &c)
		if err != nil {
			return err
		}
		return table.Anew(r.Table.Commit(ctx, append(ops, s.grounds(trail.ClientInvited, c.ID)...)...))
	})
	return r.listed(ctx, c, err)
}

package client

import (
	"context"
	"strings"

	"tierce/internal/access"
	"tierce/internal/fault"
	"tierce/internal/invitation"
	"tierce/internal/outbox"
	"tierce/internal/people"
	"tierce/internal/table"
	"tierce/internal/trail"
)

// ComeIn makes an account the client that waits for its verified address,
// where its phone is the one that was entered too; it gives the clients that
// the account has just become. It is part of every sign-in.
func (r Room) ComeIn(ctx context.Context, a people.Account) ([]Client, error) {
	waiting, err := r.Waiting(ctx, a)
	if err != nil {
		return nil, err
	}
	var in []Client
	for _, w := range waiting {
		c, err := r.admit(ctx, a.ID, w.Org, w.ID)
		if err != nil {
			return in, err
		}
		if c.ID != "" {
			in = append(in, c)
		}
	}
	return in, nil
}

// Waiting gives the clients that wait for a's verified address, expired or not.
func (r Room) Waiting(ctx context.Context, a people.Account) ([]Client, error) {
	if a.Email == "" {
		return nil, nil
	}
	rows, err := r.Table.All(ctx, table.Query{PK: people.MailKey(a.Email)}.Within("C#"))
	if err != nil {
		return nil, err
	}
	var waiting []Client
	for _, row := range rows {
		c, err := r.Offered(ctx, strings.TrimPrefix(table.KeyOf(row).SK, "C#"), table.Text(row, "client"))
		if fault.Is(err, access.HiddenCode) {
			continue
		}
		if err != nil {
			return nil, err
		}
		if people.Fold(c.Email) == people.Fold(a.Email) {
			waiting = append(waiting, c)
		}
	}
	return waiting, nil
}

func (r Room) admit(ctx context.Context, acct, org, client string) (in Client, err error) {
	err = table.Again(ctx, func() error {
		now := r.Clock().UTC()
		row, err := r.Table.Get(ctx, people.AccountKey(acct))
		if err != nil {
			return err
		}
		a, err := people.FromRow(acct, row)
		if err != nil {
			return err
		}
		was, err := r.Offered(ctx, org, client)
		if fault.Is(err, access.HiddenCode) {
			return nil
		}
		if err != nil || !was.Waits(now) || a.Clients[org] != "" || people.Fold(was.Email) != people.Fold(a.Email) {
			return err
		}
		c := was
		c.Version++
		if a.Phone != was.Phone {
			if was.State == invitation.Phone {
				return nil
			}
			c.State = invitation.Phone // an account has the address: reminders stop
			return table.Anew(r.Table.Write(ctx, save(was, c)))
		}
		c.State, c.Account = invitation.Accepted, a.ID
		err = table.Anew(r.Table.Commit(ctx, save(was, c), awaitNoMore(was), people.BecomesClient(a.ID, org, client, a.Email, a.Phone), arrived(c, now),
			trail.Op(trail.Entry{On: trail.Organization(org), At: now, By: a.ID, Verb: trail.ClientCame, Args: map[string]string{"client": client}})))
		if err == nil {
			in = c
		}
		return err
	})
	return in, err
}

// Bounced notes that the address of the mail that e asked for takes no mail, or
// that its owner complained: reminders stop, and the Admin who invited is told.
func (r Room) Bounced(ctx context.Context, e outbox.Entry, kind string) error {
	return r.settle(ctx, e.Data["organization"], e.Data["client"], invitation.Bounced, trail.ClientBounced, BouncedLoad,
		func(c Client) bool { return c.Speaks(e) }, "kind", kind)
}

// Decline is what "this is not me" does: whoever holds the link and types the
// address that it was sent to stops the invitation (ABB-10).
func (r Room) Decline(ctx context.Context, org, client, typed string) error {
	c, err := r.Offered(ctx, org, client)
	if err != nil {
		return err
	}
	if people.Fold(typed) != people.Fold(c.Email) {
		return fault.Bad("email", "not-the-invited-address").By("ABB-10")
	}
	return r.settle(ctx, org, client, invitation.Declined, trail.ClientDeclined, NotMeLoad, func(Client) bool { return true })
}

// settle ends a waiting invitation; one that waits no more stays as it is.
func (r Room) settle(ctx context.Context, org, client string, to invitation.State, verb trail.Verb, load string, still func(Client) bool, data ...string) error {
	return table.Again(ctx, func() error {
		now := r.Clock().UTC()
		was, err := r.Offered(ctx, org, client)
		if fault.Is(err, access.HiddenCode) || err == nil && (!was.Waits(now) || !still(was)) {
			return nil
		}
		if err != nil {
			return err
		}
		c := was
		c.Version++
		c.State, c.Silent = to, was.Silent || to == invitation.Bounced
		return table.Anew(r.Table.Commit(ctx, save(was, c), awaitNoMore(was), Tell(load, c, now, data...),
			trail.Op(trail.Entry{On: trail.Organization(org), At: now, Verb: verb, Args: map[string]string{"client": client}})))
	})
}

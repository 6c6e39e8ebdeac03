package guest

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

// ComeIn makes an account the guest that waits for its verified address, where
// its phone is the one that was entered too; it gives the guests that the
// account has just become. It is part of every sign-in.
func (r Room) ComeIn(ctx context.Context, a people.Account) ([]Guest, error) {
	waiting, err := r.Waiting(ctx, a)
	if err != nil {
		return nil, err
	}
	var in []Guest
	for _, w := range waiting {
		g, err := r.admit(ctx, a.ID, w.Org, w.ID)
		if err != nil {
			return in, err
		}
		if g.ID != "" {
			in = append(in, g)
		}
	}
	return in, nil
}

// Waiting gives the guests that wait for a's verified address, expired or not.
func (r Room) Waiting(ctx context.Context, a people.Account) ([]Guest, error) {
	if a.Email == "" {
		return nil, nil
	}
	rows, err := r.Table.All(ctx, table.Query{PK: people.MailKey(a.Email)}.Within(r.Prefix))
	if err != nil {
		return nil, err
	}
	var waiting []Guest
	for _, row := range rows {
		g, err := r.Offered(ctx, strings.TrimPrefix(table.KeyOf(row).SK, r.Prefix), table.Text(row, "guest"))
		if fault.Is(err, access.HiddenCode) {
			continue
		}
		if err != nil {
			return nil, err
		}
		if people.Fold(g.Email) == people.Fold(a.Email) {
			waiting = append(waiting, g)
		}
	}
	return waiting, nil
}

func (r Room) admit(ctx context.Context, acct, org, guest string) (in Guest, err error) {
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
		was, err := r.Offered(ctx, org, guest)
		if fault.Is(err, access.HiddenCode) {
			return nil
		}
		if err != nil || !was.Waits(now) || r.Is(a, org) || people.Fold(was.Email) != people.Fold(a.Email) {
			return err
		}
		g := was
		g.Version++
		if a.Phone != was.Phone {
			if was.State == invitation.Phone {
				return nil
			}
			g.State = invitation.Phone // an account has the address: reminders stop
			return table.Anew(r.Table.Write(ctx, r.save(was, g)))
		}
		g.State, g.Account = invitation.Accepted, a.ID
		ops := append(r.besides(r.Arrived, g, now), r.save(was, g), r.awaitNoMore(was), r.Enter(g, a),
			trail.Op(trail.Entry{On: trail.Organization(org), At: now, By: a.ID, Verb: r.Came, Args: map[string]string{r.Name: guest}}))
		err = table.Anew(r.Table.Commit(ctx, ops...))
		if err == nil {
			in = g
		}
		return err
	})
	return in, err
}

// Bounces notes that the address of the mail that e asked for takes no mail, or
// that its owner complained: reminders stop, and the Admin who invited is told.
func (r Room) Bounces(ctx context.Context, e outbox.Entry, kind string) error {
	return r.settle(ctx, e.Data["organization"], e.Data[r.Name], invitation.Bounced, r.Refused, r.Bounced,
		func(g Guest) bool { return g.Speaks(e) }, "kind", kind)
}

// Decline is what "this is not me" does: whoever holds the link and types the
// address that it was sent to stops the invitation (ABB-10).
func (r Room) Decline(ctx context.Context, org, guest, typed string) error {
	g, err := r.Offered(ctx, org, guest)
	if err != nil {
		return err
	}
	if people.Fold(typed) != people.Fold(g.Email) {
		return fault.Bad("email", "not-the-invited-address").By("ABB-10")
	}
	return r.settle(ctx, org, guest, invitation.Declined, r.Declined, r.NotMe, func(Guest) bool { return true })
}

// settle ends a waiting invitation; one that waits no more stays as it is.
func (r Room) settle(ctx context.Context, org, guest string, to invitation.State, verb trail.Verb, load string, still func(Guest) bool, data ...string) error {
	return table.Again(ctx, func() error {
		now := r.Clock().UTC()
		was, err := r.Offered(ctx, org, guest)
		if fault.Is(err, access.HiddenCode) || err == nil && (!was.Waits(now) || !still(was)) {
			return nil
		}
		if err != nil {
			return err
		}
		g := was
		g.Version++
		g.State, g.Silent = to, was.Silent || to == invitation.Bounced
		return table.Anew(r.Table.Commit(ctx, r.save(was, g), r.awaitNoMore(was), r.Tell(load, g, now, data...),
			trail.Op(trail.Entry{On: trail.Organization(org), At: now, Verb: verb, Args: map[string]string{r.Name: guest}})))
	})
}

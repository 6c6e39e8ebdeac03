package guest

import (
	"context"

	"tierce/internal/fault"
	"tierce/internal/invitation"
	"tierce/internal/people"
	"tierce/internal/table"
)

// Also is what a sort of guests adds to saving one: it checks the terms, and
// gives what is to be written with them.
type Also func(s Setting) ([]table.Op, error)

// Add names a guest of org, by an Admin of it, and invites them: a mail, and
// reminders 7 and 30 days after it. Whoever has an account with both the
// address and the phone verified is in at once. bad is what is wrong with d
// already, told once the Admin may. The guest is named by once: the same
// request again gives the first answer. The rows of more are read for also.
func (r Room) Add(ctx context.Context, by people.Caller, org, once string, d Draft, bad error, also Also, more ...table.Key) (Guest, error) {
	var g Guest
	err := table.Again(ctx, func() error {
		s, err := r.Load(ctx, by, org, r.Manage, once, more...)
		if err != nil {
			return err
		}
		if g = s.Guest; g.ID != "" && bad == nil {
			if !d.same(g) {
				return fault.New(fault.Invalid, "idempotency-key-reused")
			}
			return nil
		}
		besides, err := also(s)
		if err := Together(bad, err); err != nil {
			return err
		}
		g = s.offer(d.in(Guest{ID: once, Org: org}))
		ops, err := r.placeOps(ctx, s, Guest{}, &g)
		if err != nil {
			return err
		}
		return table.Anew(r.Table.Commit(ctx, append(append(ops, besides...), s.grounds(r.Added, g.ID)...)...))
	})
	return g, err
}

// offer is g as invited now.
func (s Setting) offer(g Guest) Guest {
	g.Version++
	g.Round++
	g.By, g.Made = s.Account.ID, s.Now
	return g
}

// placeOps puts g where it belongs: in, where an account has proven both
// address and phone; waiting for the phone, where it has proven the address
// only; else waiting, with a mail and reminders. It sets the state of g.
func (r Room) placeOps(ctx context.Context, s Setting, was Guest, g *Guest) ([]table.Op, error) {
	a, found, err := r.Invitations.Addressee(ctx, g.Email)
	if err != nil {
		return nil, err
	}
	if found && r.Is(a, g.Org) {
		return nil, r.taken()
	}
	var ops []table.Op
	live := found && a.Phone == g.Phone
	if was.offer().Parked() && (live || people.Fold(was.Email) != people.Fold(g.Email)) {
		ops = append(ops, r.awaitNoMore(was))
	}
	switch {
	case live:
		g.State, g.Account = invitation.Accepted, a.ID
		ops = append(ops, r.Enter(*g, a), r.Tell(r.Given, *g, s.Now))
		ops = append(ops, r.besides(r.Arrived, *g, s.Now)...)
	case found:
		g.State = invitation.Phone
		ops = append(ops, invitation.AccountHas(g.Email, a.ID), r.Tell(r.Given, *g, s.Now))
	default:
		g.State = invitation.Pending
		ops = append(ops, invitation.NoAccountHas(g.Email), r.Tell(r.Mail, *g, s.Now))
	}
	if !live {
		await, err := r.await(ctx, *g)
		if err != nil {
			return nil, err
		}
		ops = append(ops, await)
	}
	return append(ops, r.save(was, *g)), nil
}

// await gives the write by which a sign-in with g's address finds g; an
// address waits for one guest of an organisation only.
func (r Room) await(ctx context.Context, g Guest) (table.Op, error) {
	key := r.waitingKey(g.Email, g.Org)
	row, err := r.Table.Get(ctx, key)
	if err != nil {
		return table.Op{}, err
	}
	switch table.Text(row, "guest") {
	case "":
		return table.Insert(waitingRow{key, g.ID}), nil
	case g.ID:
		return table.Put(waitingRow{key, g.ID}, table.Equal("guest", g.ID)), nil
	}
	return table.Op{}, r.taken()
}

func (s Sort) awaitNoMore(g Guest) table.Op {
	return table.Delete(s.waitingKey(g.Email, g.Org), table.Either(table.Absent("pk"), table.Equal("guest", g.ID)))
}

func (s Sort) taken() error { return fault.Bad("email", s.Taken).By(s.Rule) }

// save gives the write of g over was, which must stand as it was read.
func (s Sort) save(was, g Guest) table.Op {
	cond := table.Absent("pk")
	if was.ID != "" {
		cond = table.Equal("v", was.Version)
	}
	return table.Put(s.row(g), cond)
}

package guest

import (
	"context"

	"tierce/internal/access"
	"tierce/internal/fault"
	"tierce/internal/people"
	"tierce/internal/table"
	"tierce/internal/trail"
)

// Save makes a guest what d says, where they were read at version; bad, also
// and more are as in Add. Before they have come in, another address or phone
// moves the invitation there; after it what they have stays with the account
// (ALL-8). Other terms are in force with this one write.
func (r Room) Save(ctx context.Context, by people.Caller, org, guest string, version int, d Draft, bad error, also Also, more ...table.Key) (Guest, error) {
	var g Guest
	err := table.Again(ctx, func() error {
		s, err := r.Load(ctx, by, org, r.Manage, guest, more...)
		if err != nil {
			return err
		}
		was := s.Guest
		if g = was; was.ID == "" {
			return access.Nothing()
		}
		switch {
		case bad == nil && d.same(was) && (was.Version == version || was.Version == version+1):
			return nil
		case bad == nil && was.Version != version:
			return stale()
		}
		besides, err := also(s)
		if err := Together(bad, err); err != nil {
			return err
		}
		ops, err := r.changeOps(ctx, s, d, &g)
		if err != nil {
			return err
		}
		return table.Anew(r.Table.Commit(ctx, append(ops, besides...)...))
	})
	return g, err
}

// changeOps makes g what d says, and gives the writes.
func (r Room) changeOps(ctx context.Context, s Setting, d Draft, g *Guest) (ops []table.Op, err error) {
	was := *g
	*g = d.in(was)
	verb := r.Changed(was, *g)
	if was.In() || people.Fold(was.Email) == people.Fold(g.Email) && was.Phone == g.Phone {
		g.Version++
		return append([]table.Op{r.save(was, *g)}, s.grounds(verb, g.ID)...), nil
	}
	*g = s.offer(*g)
	place, err := r.placeOps(ctx, s, was, g)
	return append(place, s.grounds(verb, g.ID)...), err
}

// Reterm gives the guest of s other terms, and records verb. What else an
// account has by the terms is the caller's to write.
func (s Setting) Reterm(t Terms, verb trail.Verb) []table.Op {
	g := s.Guest
	g.Terms = t
	g.Version++
	return append([]table.Op{s.sort.save(s.Guest, g)}, s.grounds(verb, g.ID)...)
}

// Remove ends everything that somebody had as a guest of org, from the next
// request on. Somebody who is gone already stays so.
func (r Room) Remove(ctx context.Context, by people.Caller, org, guest string) error {
	return table.Again(ctx, func() error {
		s, err := r.Load(ctx, by, org, r.Manage, guest)
		if err != nil || s.Guest.ID == "" {
			return err
		}
		g := s.Guest
		ops := append(s.grounds(r.Removed, g.ID), table.Delete(r.Key(org, g.ID), table.Equal("v", g.Version)))
		ops = append(ops, r.besides(r.Gone, g, s.Now)...)
		if g.In() {
			ops = append(ops, r.Leave(g))
		} else {
			ops = append(ops, r.awaitNoMore(g))
		}
		return table.Anew(r.Table.Commit(ctx, ops...))
	})
}

// Resend invites a guest anew who has not come in: the 60 days and both
// reminders begin again. once names the request: repeated, it sends nothing.
func (r Room) Resend(ctx context.Context, by people.Caller, org, guest, once string) (Guest, error) {
	var g Guest
	err := table.Again(ctx, func() error {
		s, err := r.Load(ctx, by, org, r.Manage, guest)
		if err != nil {
			return err
		}
		was := s.Guest
		switch {
		case was.ID == "":
			return access.Nothing()
		case was.Once == once:
			g = was
			return nil
		case !was.Resendable():
			return fault.New(fault.Conflict, "not-to-resend").By("ABB-10").For("nobody")
		}
		g = s.offer(was)
		g.Once = once
		ops, err := r.placeOps(ctx, s, was, &g)
		if err != nil {
			return err
		}
		return table.Anew(r.Table.Commit(ctx, append(ops, s.grounds(r.Invited, g.ID)...)...))
	})
	return g, err
}

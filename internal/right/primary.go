package right

import (
	"context"

	"tierce/internal/access"
	"tierce/internal/accessgroup"
	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/invitation"
	"tierce/internal/people"
	"tierce/internal/table"
	"tierce/internal/trail"
)

// NamePrimary makes a client contact of d the primary one, in the place of
// whoever is, who stays in the group Full with their options (IND-4). Doing it
// again changes nothing. Of two at once one is before the other, and the last
// one named stays.
func (r Room) NamePrimary(ctx context.Context, by people.Caller, d, person string) error {
	return table.Again(ctx, func() error {
		s, err := r.load(ctx, by, d, person, access.NamePrimary)
		if err != nil {
			return err
		}
		before := s.offered[invitation.Contact]
		switch {
		case s.person.Version == 0:
			return access.Nothing()
		case s.primary():
			return nil
		case !before.Stands(s.Now):
			return fault.New(fault.Conflict, "primary-without-access").By("IND-4").For("agent")
		}
		w := wanted{person: s.person, terms: before.Terms, primary: true}
		w.terms.Group = accessgroup.Full
		if w.groups, err = r.Dossiers.GroupsOf(ctx, s.View); err != nil {
			return err
		}
		ops, err := r.wantedOps(ctx, s, w)
		if err != nil {
			return err
		}
		return table.Anew(r.Table.Commit(ctx, ops...))
	})
}

// RemovePrimary leaves d without a primary contact: whoever was stays in Full
// (IND-4). Doing it again changes nothing.
func (r Room) RemovePrimary(ctx context.Context, by people.Caller, d string) error {
	return table.Again(ctx, func() error {
		v, err := r.Dossiers.Load(ctx, by, d, access.NamePrimary, "")
		if err != nil || v.Primary == "" {
			return err
		}
		s, err := r.load(ctx, by, d, v.Primary, access.NamePrimary)
		if err != nil {
			return err
		}
		if !s.primary() {
			return table.ErrConflict // another one meanwhile
		}
		ops, err := r.primaryOps(ctx, s, s.offered[invitation.Contact], true, false)
		if err != nil {
			return err
		}
		return table.Anew(r.Table.Commit(ctx, append(s.StillAllows(s.Decision), ops...)...))
	})
}

// primaryOps makes the person the primary, or nobody where they were. i is
// what they have as a contact; tell says whether a mail of its own is to speak
// of it, besides an invitation.
func (r Room) primaryOps(ctx context.Context, s subject, i invitation.Invitation, tell, primary bool) ([]table.Op, error) {
	if !primary {
		ops := []table.Op{s.PrimaryOp(""), s.record(trail.PrimaryRemoved)}
		if tell && hears(i) {
			ops = append(ops, s.tellPrimary(i, false))
		}
		return ops, nil
	}
	ops := []table.Op{s.PrimaryOp(s.person.ID), s.record(trail.PrimaryNamed)}
	if tell && hears(i) {
		ops = append(ops, s.tellPrimary(i, true))
	}
	if s.Primary == "" {
		return ops, nil
	}
	former, err := r.Invitations.Get(ctx, s.ID, invitation.ID(s.ID, s.Primary, invitation.Contact))
	if fault.Is(err, "hidden") {
		return ops, nil
	}
	return append(ops, s.formerOps(former)...), err
}

// formerOps turns a former primary, whom was speaks of, into Full.
func (s subject) formerOps(was invitation.Invitation) []table.Op {
	if !was.Stands(s.Now) {
		return nil
	}
	var ops []table.Op
	i := was
	if was.Terms.Group != accessgroup.Full {
		i = was.Next()
		i.Terms.Group = accessgroup.Full
		if was.State == invitation.Accepted {
			i.Since = since(s.Now)
			ops = append(ops, dossier.ReplaceOrigin(s.ID, i.Account, i.Origin(), was.Since, originOf(i, ""), i.By, s.Now))
		}
		ops = append(ops, invitation.Save(was, i))
	}
	if hears(i) {
		ops = append(ops, s.tellPrimary(i, false))
	}
	return ops
}

// hears tells whether whoever was offered i has an account to hear of changes
// by; an invitation speaks for itself.
func hears(i invitation.Invitation) bool {
	return i.State == invitation.Accepted || i.State == invitation.Phone
}

func (s subject) tellPrimary(i invitation.Invitation, is bool) table.Op {
	word := "no"
	if is {
		word = "yes"
	}
	return invitation.Tell(invitation.PrimaryLoad, i, s.Now, "is", word, "by", s.Account.ID)
}

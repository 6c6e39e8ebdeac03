package right

import (
	"context"
	"slices"
	"time"

	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/id"
	"tierce/internal/invitation"
	"tierce/internal/people"
	"tierce/internal/table"
	"tierce/internal/trail"
)

// admitOps makes i an origin of acct's grant, and sets its state.
func admitOps(i *invitation.Invitation, acct, holder string, now time.Time) []table.Op {
	i.State, i.Account, i.Since = invitation.Accepted, acct, since(now)
	return []table.Op{dossier.GiveOrigin(i.Dossier, acct, i.Origin(), originOf(*i, holder), i.By, now)}
}

// originOf is the origin that i gives to a person of that holder status.
func originOf(i invitation.Invitation, holder string) access.Origin {
	return i.Terms.In(access.Origin{Kind: kind(i.Way, holder), Level: i.Level, Since: i.Since, Person: i.Person})
}

// since names an origin that is given now.
func since(now time.Time) string { return now.Format(time.RFC3339Nano) + "#" + id.New() }

// changeOps gives another level to what stands, and mails it (ABB-4).
func (s subject) changeOps(i *invitation.Invitation, level access.Level) []table.Op {
	was := *i
	*i = was.Next()
	i.Level = level
	ops := []table.Op{invitation.Save(was, *i),
		invitation.Tell(invitation.ChangedLoad, *i, s.Now, "from", string(was.Level), "to", string(level), "by", s.Account.ID),
		s.record(trail.AccessChanged, "way", string(i.Way), "from", string(was.Level), "to", string(level))}
	if was.State == invitation.Accepted {
		ops = append(ops, dossier.ChangeOrigin(s.ID, i.Account, i.Origin(), originOf(*i, s.person.Holder)))
	}
	return ops
}

// endOps ends what stands of list, all of one person: it is withdrawn, or the
// origin goes. The person is told.
func (r Room) endOps(ctx context.Context, s subject, list ...*invitation.Invitation) ([]table.Op, error) {
	var ops []table.Op
	origins := map[string][]string{} // by account: two addresses, two accounts
	for _, i := range list {
		was := *i
		*i = was.Next()
		i.State = invitation.Revoked
		ops = append(ops, invitation.Save(was, *i), invitation.Tell(invitation.EndedLoad, *i, s.Now, "from", string(was.Level), "by", s.Account.ID),
			s.record(trail.AccessEnded, "way", string(i.Way)))
		if was.State == invitation.Accepted {
			origins[was.Account] = append(origins[was.Account], was.Origin())
		} else {
			ops = append(ops, invitation.AwaitNoMore(was))
		}
	}
	for acct, names := range origins {
		_, g, err := r.Dossiers.Grant(ctx, s.ID, acct)
		if err != nil {
			return nil, err
		}
		names = slices.DeleteFunc(names, func(name string) bool { _, has := g[name]; return !has })
		if len(names) > 0 {
			ops = append(ops, dossier.EndOrigins(s.ID, acct, g, names...))
		}
	}
	return ops, nil
}

// Resend mails an invitation anew: its 60 days and both reminders begin again
// (ABB-10). One that has ended must be given again instead. once names the
// request: repeated, it sends nothing more.
func (r Room) Resend(ctx context.Context, by people.Caller, d, person string, way invitation.Way, once string) (invitation.Invitation, error) {
	var i invitation.Invitation
	err := table.Again(ctx, func() error {
		s, err := r.load(ctx, by, d, person, access.Open)
		if err != nil {
			return err
		}
		was := s.offered[way]
		may := s.MayTo(access.GiveAccess, s.about(way, was.Level))
		if err := may.Err(); err != nil {
			return err
		}
		if err := r.fits(ctx, s, way, was.Level); err != nil {
			return err
		}
		for _, other := range s.offered {
			if other.Once == once && other.Way != way {
				return fault.New(fault.Invalid, "idempotency-key-reused")
			}
		}
		if i = was; was.Once == once {
			return nil
		}
		if !was.Resendable() {
			return fault.New(fault.Conflict, "not-to-resend").By("ABB-10").For("nobody")
		}
		i = s.offer(was, way, was.Level, was.Terms)
		i.By, i.Once = was.By, once
		ops, err := r.placeOps(ctx, s, was, &i)
		if err != nil {
			return err
		}
		ops = append(ops, dossier.StillPerson(s.ID, s.person), s.record(trail.InvitationSent, "way", string(way)))
		return table.Anew(r.Table.Commit(ctx, append(ops, s.StillAllows(may)...)...))
	})
	return i, err
}

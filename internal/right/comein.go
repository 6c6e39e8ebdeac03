package right

import (
	"context"

	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/invitation"
	"tierce/internal/people"
	"tierce/internal/table"
	"tierce/internal/trail"
)

// ComeIn gives an account what waits for its verified address, where its phone
// is the one that was entered too (ABB-3); where it is not yet, the manager
// sees "phone to verify" and no reminder follows (ABB-5). It is what every
// sign-in does, after it has written the address. It gives the dossiers that
// the account has come into.
func (r Room) ComeIn(ctx context.Context, acct string) ([]string, error) {
	a, err := r.Dossiers.People.Get(ctx, acct)
	if err != nil {
		return nil, err
	}
	waiting, err := r.Invitations.Waiting(ctx, a)
	if err != nil {
		return nil, err
	}
	var entered []string
	for _, i := range waiting {
		in, err := r.admit(ctx, acct, i.Dossier, i.ID)
		if err != nil {
			return entered, err
		}
		if in {
			entered = append(entered, i.Dossier)
		}
	}
	return entered, nil
}

func (r Room) admit(ctx context.Context, acct, d, inv string) (in bool, err error) {
	err = table.Again(ctx, func() error {
		now := r.Clock().UTC()
		a, err := r.Dossiers.People.Get(ctx, acct)
		if err != nil {
			return err
		}
		was, err := r.Invitations.Get(ctx, d, inv)
		if fault.Is(err, "hidden") || err == nil && (!was.Waits(now) || people.Fold(was.Email) != people.Fold(a.Email)) {
			return nil
		}
		if err != nil {
			return err
		}
		if a.Phone != was.Phone {
			return r.awaitPhone(ctx, was)
		}
		p, h, err := r.Dossiers.PersonIn(ctx, d, was.Person)
		if err != nil || p.Version == 0 || !h.Live {
			return err
		}
		i := was.Next()
		ops := append(admitOps(&i, a.ID, p.Holder, now), invitation.Save(was, i), invitation.AwaitNoMore(was),
			invitation.Proven(a.ID, a.Email, a.Phone), dossier.SamePlace(d, was.Person, p.Holder), dossier.StillLive(d),
			invitation.Tell(invitation.CameInLoad, i, now),
			trail.Op(trail.Entry{On: d, At: now, By: a.ID, Verb: trail.CameIn, Args: map[string]string{"person": was.Person, "way": string(was.Way)}}))
		if err := table.Anew(r.Table.Commit(ctx, ops...)); err != nil {
			return err
		}
		in = true
		return nil
	})
	return in, err
}

// awaitPhone notes that an account has the address: reminders stop.
func (r Room) awaitPhone(ctx context.Context, was invitation.Invitation) error {
	if was.State == invitation.Phone {
		return nil
	}
	i := was.Next()
	i.State = invitation.Phone
	return table.Anew(r.Table.Write(ctx, invitation.Save(was, i)))
}

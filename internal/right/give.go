package right

import (
	"context"

	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/invitation"
	"tierce/internal/people"
	"tierce/internal/table"
	"tierce/internal/trail"
)

// Set gives a person access of level by way, changes it, or ends it (level
// ""): the level as it is to be, so that the same request again changes
// nothing (ABB-4). What is given goes to the person's e-mail address and
// phone, which must both be there (ABB-3); without an account it waits, and
// mails say so (ABB-5).
func (r Room) Set(ctx context.Context, by people.Caller, d, person string, way invitation.Way, level access.Level) (invitation.Invitation, error) {
	var i invitation.Invitation
	if err := onTab(way, level); err != nil {
		return i, err
	}
	err := table.Again(ctx, func() error {
		s, err := r.load(ctx, by, d, person, access.Open)
		if err != nil {
			return err
		}
		may := s.MayTo(access.GiveAccess, s.about(way, level))
		if err := may.Err(); err != nil {
			return err
		}
		if err := r.fits(ctx, s, way, level); err != nil {
			return err
		}
		i = s.offered[way]
		ops, err := r.set(ctx, s, &i, way, level)
		if err != nil || ops == nil {
			return err
		}
		return table.Anew(r.Table.Commit(ctx, append(ops, s.StillAllows(may)...)...))
	})
	return i, err
}

// onTab refuses what the access tab does not have: contacts, who have terms
// (SaveContact, PreviewContact), and for an applicant another level than the
// one, which fills the applicant view (LOC-11).
func onTab(way invitation.Way, level access.Level) error {
	switch {
	case level != "" && level != access.Read && level != access.Write, way == invitation.Applicant && level == access.Read:
		return fault.Bad("level", "bad-level")
	case way == invitation.Contact:
		return fault.Bad("way", "bad-way")
	}
	return nil
}

// set changes i and gives the writes; none where nothing changes.
func (r Room) set(ctx context.Context, s subject, i *invitation.Invitation, way invitation.Way, level access.Level) ([]table.Op, error) {
	was := *i
	switch {
	case level == "" && !was.Stands(s.Now), level == was.Level && was.Stands(s.Now):
		return nil, nil
	case level == "":
		return r.endOps(ctx, s, i)
	case was.Stands(s.Now):
		return s.changeOps(i, level), nil
	}
	*i = s.offer(was, way, level, invitation.Terms{})
	ops, err := r.placeOps(ctx, s, was, i)
	return append(ops, dossier.StillPerson(s.ID, s.person), s.record(trail.AccessGiven, "way", string(way), "level", string(level))), err
}

// offer is what the person is offered anew.
func (s subject) offer(was invitation.Invitation, way invitation.Way, level access.Level, terms invitation.Terms) invitation.Invitation {
	i := was.Next()
	i.Round++
	i.ID, i.Dossier, i.Org = invitation.ID(s.ID, s.person.ID, way), s.ID, s.Org
	i.Person, i.Name, i.Way, i.Level, i.By, i.Made = s.person.ID, s.person.Name, way, level, s.Account.ID, s.Now
	i.Terms = terms
	i.Account, i.Since = "", ""
	i.Email, i.Phone, i.Lang = s.person.Email, s.person.Phone, s.person.Lang
	return i
}

// placeOps puts i where it belongs now: accepted where an account has proven
// both address and phone, waiting for the phone where it has proven the
// address only, else waiting, with a mail and reminders (ABB-5). It sets the
// state of i.
func (r Room) placeOps(ctx context.Context, s subject, was invitation.Invitation, i *invitation.Invitation) ([]table.Op, error) {
	if err := Reachable(dossier.Reach{Email: i.Email, Phone: i.Phone}); err != nil {
		return nil, err
	}
	a, found, err := r.Invitations.Addressee(ctx, i.Email)
	if err != nil {
		return nil, err
	}
	var ops []table.Op
	if was.Parked() && (people.Fold(was.Email) != people.Fold(i.Email) || found && a.Phone == i.Phone) {
		ops = append(ops, invitation.AwaitNoMore(was))
	}
	switch {
	case found && a.Phone == i.Phone:
		ops = append(ops, admitOps(i, a.ID, s.person.Holder, s.Now)...)
		ops = append(ops, invitation.Proven(a.ID, a.Email, a.Phone), invitation.Tell(invitation.GivenLoad, *i, s.Now))
	case found:
		i.State = invitation.Phone
		ops = append(ops, invitation.Await(*i), invitation.AccountHas(i.Email, a.ID), invitation.Tell(invitation.GivenLoad, *i, s.Now))
	default:
		i.State = invitation.Pending
		ops = append(ops, invitation.Await(*i), invitation.NoAccountHas(i.Email), invitation.Mails(*i, s.Now))
	}
	return append(ops, invitation.Save(was, *i)), nil
}

// Reachable wants what access is given to: an e-mail address and a phone
// (ABB-3).
func Reachable(reach dossier.Reach) error {
	f := fault.Fault{Kind: fault.Invalid, Code: "invalid", Rule: "ABB-3"}
	if reach.Email == "" {
		f.Fields = append(f.Fields, fault.Field{Path: "email", Code: "missing"})
	}
	if reach.Phone == "" {
		f.Fields = append(f.Fields, fault.Field{Path: "phone", Code: "missing"})
	}
	if len(f.Fields) == 0 {
		return nil
	}
	return &f
}

package right

import (
	"context"
	"strconv"

	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/id"
	"tierce/internal/invitation"
	"tierce/internal/people"
	"tierce/internal/table"
	"tierce/internal/trail"
)

// Contact is a client contact as one form has them (IND-1, IND-2). Primary says
// whether they are the primary contact (IND-4); nil leaves that as it is.
type Contact struct {
	Name     string
	Function string
	dossier.Reach
	Terms   invitation.Terms
	Primary *bool
}

// SaveContact makes a person of d a client contact as c has them, in one
// transaction: the person, what they are given or offered, and who is the
// primary. tag "" adds somebody new, whom person names: the same request
// repeated changes nothing. Else it is the tag that the contact was read at, of
// whichever person of d; a change since then is refused as stale. Invitation,
// mails and reminders are those of the access tab; what a contact has already
// is replaced, so that a write decided on it does not commit any more.
func (r Room) SaveContact(ctx context.Context, by people.Caller, d, person string, c Contact, tag string) error {
	return table.Again(ctx, func() error {
		s, err := r.load(ctx, by, d, person, access.Open)
		if err != nil {
			return err
		}
		if err := s.MayTo(access.GiveAccess, s.about(invitation.Contact, "")).Err(); err != nil {
			return err
		}
		base := s.person
		if tag == "" {
			base = dossier.Person{ID: person}
		}
		w, err := r.wanted(ctx, s, base, c)
		switch {
		case err != nil:
			return err
		case tag == "" && s.person.Version > 0:
			return repeated(s.person.AddedAs(w.person))
		case tag != "" && s.person.Version == 0:
			return access.Nothing()
		case s.isAlready(w):
			return nil
		case tag != "" && tag != s.contactTag():
			return fault.New(fault.Stale, "stale")
		}
		ops, err := r.wantedOps(ctx, s, w)
		if err != nil {
			return err
		}
		return table.Anew(r.Table.Commit(ctx, ops...))
	})
}

// contactTag names the present state of all that the form of a contact has.
func (s subject) contactTag() string {
	return id.Of("contact", strconv.Itoa(s.person.Version), strconv.Itoa(s.offered[invitation.Contact].Version), strconv.FormatBool(s.primary()))
}

// isAlready tells whether saving w would change nothing.
func (s subject) isAlready(w wanted) bool {
	i := s.offered[invitation.Contact]
	return same(s.person, w.person) && i.Stands(s.Now) && i.Terms.Same(w.terms) && s.primary() == w.primary
}

// wantedOps gives the writes that make w true, or the refusal.
func (r Room) wantedOps(ctx context.Context, s subject, w wanted) ([]table.Op, error) {
	was, moved, touched := s.person, s.person.Reach != w.person.Reach, !same(s.person, w.person)
	decisions := []access.Decision{s.MayTo(access.GiveAccess, s.about(invitation.Contact, ""))}
	if touched {
		decisions = append(decisions, s.decisions(w.person, moved)...)
	}
	if w.primary != s.primary() {
		decisions = append(decisions, s.May(access.NamePrimary))
	}
	if err := firstRefusal(decisions); err != nil {
		return nil, err
	}
	ops := append(s.StillAllows(decisions...), w.groups.Still())
	if touched {
		more, err := r.Dossiers.SavePersonOps(ctx, s.View, was, w.person)
		if err != nil {
			return nil, err
		}
		if ops = append(append(ops, more...), s.record(trail.PersonSaved)); moved && was.Version > 0 {
			ops = append(ops, s.record(trail.AddressSaved))
		}
		s.person = w.person
		if more, err = r.moveOps(ctx, s, was, tab...); err != nil {
			return nil, err
		}
		ops = append(ops, more...)
	} else {
		ops = append(ops, dossier.StillPerson(s.ID, was))
	}
	more, err := r.termsOps(ctx, s, was, w)
	return append(ops, more...), err
}

func firstRefusal(decisions []access.Decision) error {
	for _, may := range decisions {
		if err := may.Err(); err != nil {
			return err
		}
	}
	return nil
}

// termsOps gives the person the terms of w, and the place of the primary.
func (r Room) termsOps(ctx context.Context, s subject, was dossier.Person, w wanted) ([]table.Op, error) {
	before := s.offered[invitation.Contact]
	i, ops, err := r.invited(ctx, s, was, w.terms)
	if err != nil {
		return nil, err
	}
	offered, changed, swapped := i.Round != before.Round, !i.Terms.Same(before.Terms), w.primary != s.primary()
	switch {
	case !before.Stands(s.Now):
		ops = append(ops, s.record(trail.ContactGiven, "group", w.terms.Group))
	case changed:
		ops = append(ops, s.record(trail.ContactChanged, "group", w.terms.Group))
	}
	if changed && !offered && !swapped {
		ops = append(ops, invitation.Tell(invitation.ChangedLoad, i, s.Now, "by", s.Account.ID))
	}
	if !swapped {
		return ops, nil
	}
	more, err := r.primaryOps(ctx, s, i, !offered, w.primary)
	return append(ops, more...), err
}

// invited makes what the person is offered as a contact give terms, and follow
// the person, who was was: offered anew where nothing stands or it moves to
// another address, else changed as it stands.
func (r Room) invited(ctx context.Context, s subject, was dossier.Person, terms invitation.Terms) (invitation.Invitation, []table.Op, error) {
	before := s.offered[invitation.Contact]
	if !before.Stands(s.Now) || before.Parked() && people.Fold(before.Email) != people.Fold(s.person.Email) ||
		before.State == invitation.Phone && before.Phone != s.person.Phone {
		i := s.offer(before, invitation.Contact, "", terms)
		if before.Stands(s.Now) {
			i.By = before.By
		}
		ops, err := r.placeOps(ctx, s, before, &i)
		return i, ops, err
	}
	i := before.Next()
	i.Terms, i.Name, i.Lang = terms, s.person.Name, s.person.Lang
	if before.State == invitation.Pending {
		i.Phone = s.person.Phone
	}
	if i.Terms.Same(before.Terms) && i.Name == before.Name && i.Lang == before.Lang && i.Phone == before.Phone {
		if concernsAccess(was, s.person) {
			return before, []table.Op{invitation.Still(s.ID, s.person.ID, invitation.Contact, before)}, nil
		}
		return before, nil, nil
	}
	var ops []table.Op
	if before.State == invitation.Accepted && !i.Terms.Same(before.Terms) {
		i.Since = since(s.Now)
		ops = append(ops, dossier.ReplaceOrigin(s.ID, i.Account, i.Origin(), before.Since, originOf(i, ""), i.By, s.Now))
	}
	return i, append(ops, invitation.Save(before, i)), nil
}

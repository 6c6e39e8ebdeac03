package right

import (
	"context"

	"tierce/internal/access"
	"tierce/internal/fault"
	"tierce/internal/invitation"
	"tierce/internal/people"
	"tierce/internal/table"
	"tierce/internal/trail"
)

// DeleteContact ends what a person has as a client contact, and takes them off
// the list; whoever was the primary is it no more. The person themself goes too
// where they are nothing else here: neither family, advisor nor applicant, and no
// section names them. What another way gives stays (ALL-2). Doing it again changes
// nothing. tag is as in SaveContact; "" asks nothing.
func (r Room) DeleteContact(ctx context.Context, by people.Caller, d, person, tag string) error {
	return table.Again(ctx, func() error {
		s, err := r.load(ctx, by, d, person, access.ReadContacts)
		if err != nil {
			return err
		}
		if !s.person.Contact {
			return nil // deleted already: a repeat
		}
		if err := s.MayTo(access.GiveAccess, s.about(invitation.Contact, "")).Err(); err != nil {
			return err
		}
		if tag != "" && tag != s.contactTag() {
			return fault.New(fault.Stale, "stale")
		}
		ops, err := r.goneOps(ctx, s)
		if err != nil {
			return err
		}
		return table.Anew(r.Table.Commit(ctx, ops...))
	})
}

// goneOps takes the person off the contacts, and off the dossier where they are
// nothing else.
func (r Room) goneOps(ctx context.Context, s subject) ([]table.Op, error) {
	decisions := []access.Decision{s.MayTo(access.GiveAccess, s.about(invitation.Contact, "")), s.May(access.EditPeople)}
	if s.primary() {
		decisions = append(decisions, s.May(access.NamePrimary))
	}
	ops, whole, err := r.withoutContact(ctx, s)
	if err != nil {
		return nil, err
	}
	verb := trail.PersonSaved
	if whole {
		verb = trail.PersonDeleted
		decisions = append(decisions, s.MayTo(access.DeletePerson, s.address(true)))
	}
	if err := firstRefusal(decisions); err != nil {
		return nil, err
	}
	ops = append(append(ops, s.StillAllows(decisions...)...), s.record(verb))
	for _, way := range ways {
		i := s.offered[way]
		switch {
		case way != invitation.Contact || !i.Stands(s.Now):
			ops = append(ops, invitation.Still(s.ID, s.person.ID, way, i))
		default:
			more, err := r.endOps(ctx, s, &i)
			if err != nil {
				return nil, err
			}
			ops = append(ops, more...)
		}
	}
	if s.primary() {
		ops = append(ops, s.PrimaryOp(""), s.record(trail.PrimaryRemoved))
	}
	return ops, nil
}

// withoutContact gives the writes of the person's own row: gone, where whole,
// else as somebody who is no contact.
func (r Room) withoutContact(ctx context.Context, s subject) (ops []table.Op, whole bool, err error) {
	if whole = s.nothingElse(); whole {
		ops, err = r.Dossiers.DeletePersonOps(ctx, s.View, s.person)
		if !fault.Is(err, "person-in-use") {
			return ops, true, err
		}
	}
	next := s.person
	next.Contact, next.Function = false, ""
	ops, err = r.Dossiers.SavePersonOps(ctx, s.View, s.person, next)
	return ops, false, err
}

// nothingElse tells whether the person stands in the dossier as a contact only.
func (s subject) nothingElse() bool {
	return !s.person.Family && s.person.Advisor == "" && s.person.Holder == "" && !s.person.Applicant
}

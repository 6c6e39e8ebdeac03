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

// SavePerson adds p (Version 0) or replaces the one read at p.Version. The
// repeat of a save that already happened changes nothing. How the person is
// reached, and whether they are a holder, is for those who may let them in
// (ALL-8): changed before acceptance the invitation moves to the new address;
// after it the access stays with the account.
func (r Room) SavePerson(ctx context.Context, by people.Caller, d string, p dossier.Person) (dossier.Person, error) {
	p, err := dossier.CleanPerson(p)
	if err != nil {
		return p, err
	}
	err = table.Again(ctx, func() error {
		s, err := r.load(ctx, by, d, p.ID, access.Open)
		if err != nil {
			return err
		}
		was, p := s.person, p
		if p.Reach == (dossier.Reach{}) && !s.ShowsReach(was) {
			p.Reach = was.Reach // whoever does not see it leaves it alone
		}
		switch {
		case same(was, p) && was.Version == p.Version+1:
			return nil
		case p.Version == 0 && was.Version > 0:
			return repeated(was.AddedAs(p))
		case was.Version == 0 && p.Version != 0:
			return access.Nothing()
		case was.Version != p.Version:
			return fault.New(fault.Stale, "stale")
		}
		ops, err := r.saveOps(ctx, s, p)
		if err != nil {
			return err
		}
		return table.Anew(r.Table.Commit(ctx, ops...))
	})
	p.Version++
	return p, err
}

// repeated answers a request to add a person who is there already.
func repeated(alike bool) error {
	if alike {
		return nil
	}
	return fault.New(fault.Invalid, "idempotency-key-reused")
}

// same tells whether nothing differs that a person typed.
func same(a, b dossier.Person) bool {
	return a.Typed() == b.Typed()
}

// decisions are those that saving p needs: about the content, about how the
// person is reached, or both.
func (s subject) decisions(p dossier.Person, moved bool) []access.Decision {
	was, content := s.person, p
	content.Reach, content.Holder = was.Reach, was.Holder
	var needed []access.Decision
	if was.Version == 0 || !same(was, content) || !moved {
		needed = append(needed, s.May(access.EditPeople))
	}
	if moved {
		s.person.Advisor, s.person.Family, s.person.Contact = p.Advisor, p.Family || was.Family, p.Contact || was.Contact
		s.person.Applicant = p.Applicant || was.Applicant
		target := s.address(was.Holder != "" && p.Holder == "")
		target.Holder = was.Holder != "" || p.Holder != ""
		needed = append(needed, s.MayTo(access.EditAddress, target))
	}
	return needed
}

func (r Room) saveOps(ctx context.Context, s subject, p dossier.Person) ([]table.Op, error) {
	was := s.person
	moved := was.Reach != p.Reach || was.Holder != p.Holder
	decisions := s.decisions(p, moved)
	if err := firstRefusal(decisions); err != nil {
		return nil, err
	}
	if err := s.endsFirst(p); err != nil {
		return nil, err
	}
	grounds, header := s.GroundsOf(decisions...)
	ops, err := r.Dossiers.SavePersonOps(ctx, s.View, was, p, header...)
	if err != nil {
		return nil, err
	}
	ops = append(append(ops, grounds...), s.record(trail.PersonSaved))
	if moved && was.Version > 0 {
		ops = append(ops, s.record(trail.AddressSaved))
	}
	s.person = p
	more, err := r.moveOps(ctx, s, was, ways...)
	return append(ops, more...), err
}

// endsFirst refuses to take somebody out of the family, or off the advisors,
// who has access as such: it is ended first, so that it is said.
func (s subject) endsFirst(p dossier.Person) error {
	switch {
	case !p.Family && s.offered[invitation.Family].Stands(s.Now):
		return fault.New(fault.Conflict, "end-access-first").By("ABB-2").For("manager")
	case p.Advisor == "" && s.offered[invitation.Advisor].Stands(s.Now):
		return fault.New(fault.Conflict, "end-access-first").By("ABB-7").For("manager")
	case !p.Contact && s.offered[invitation.Contact].Stands(s.Now):
		return fault.New(fault.Conflict, "end-access-first").By("IND-1").For("agent")
	case !p.Applicant && s.offered[invitation.Applicant].Stands(s.Now):
		return fault.New(fault.Conflict, "end-access-first").By("LOC-11").For("agent")
	}
	return nil
}

// moveOps makes what the person was offered follow the person. Where that, or
// what they are, changes, nothing may be offered, taken or ended meanwhile.
func (r Room) moveOps(ctx context.Context, s subject, was dossier.Person, by ...invitation.Way) ([]table.Op, error) {
	var ops []table.Op
	for _, way := range by {
		more, err := r.moveWay(ctx, s, was, s.offered[way], way)
		if err != nil {
			return nil, err
		}
		if len(more) == 0 && was.Version > 0 && concernsAccess(was, s.person) {
			more = []table.Op{invitation.Still(s.ID, was.ID, way, s.offered[way])}
		}
		ops = append(ops, more...)
	}
	return ops, nil
}

// concernsAccess tells whether p differs from was in what access depends on.
func concernsAccess(was, p dossier.Person) bool {
	return was.Reach != p.Reach || was.Holder != p.Holder || was.Family != p.Family || (was.Advisor == "") != (p.Advisor == "") || was.Contact != p.Contact || was.Applicant != p.Applicant
}

// moveWay is moveOps for one way, and gives no operation but with the write of
// before.
func (r Room) moveWay(ctx context.Context, s subject, was dossier.Person, before invitation.Invitation, way invitation.Way) ([]table.Op, error) {
	switch k := kind(way, s.person.Holder); {
	case before.State == invitation.Accepted && k != kind(way, was.Holder):
		i := before.Next()
		i.Lang, i.Name = s.person.Lang, s.person.Name
		return []table.Op{invitation.Save(before, i),
			dossier.ChangeOrigin(s.ID, before.Account, before.Origin(), access.Origin{Kind: k, Level: before.Level, Since: before.Since})}, nil
	case before.State == invitation.Accepted:
		return follow(before, s.person), nil
	case !before.Resendable() || before.StateAt(s.Now) == invitation.Expired:
		return nil, nil
	case people.Fold(before.Email) != people.Fold(s.person.Email) || before.Phone != s.person.Phone:
		return r.moved(ctx, s, before)
	}
	return follow(before, s.person), nil
}

// follow keeps name and language of the row in step with the person.
func follow(before invitation.Invitation, p dossier.Person) []table.Op {
	if before.Lang == p.Lang && before.Name == p.Name {
		return nil
	}
	i := before.Next()
	i.Lang, i.Name = p.Lang, p.Name
	return []table.Op{invitation.Save(before, i)}
}

// moved offers the same to the new address or phone. A new phone alone, for an
// address that has no account yet, restarts nothing.
func (r Room) moved(ctx context.Context, s subject, before invitation.Invitation) ([]table.Op, error) {
	if before.State == invitation.Pending && people.Fold(before.Email) == people.Fold(s.person.Email) && s.person.Phone != "" {
		i := before.Next()
		i.Phone, i.Lang, i.Name = s.person.Phone, s.person.Lang, s.person.Name
		return []table.Op{invitation.Save(before, i)}, nil
	}
	i := s.offer(before, before.Way, before.Level, before.Terms)
	i.By = before.By
	return r.placeOps(ctx, s, before, &i)
}

// DeletePerson removes a person whom no section names any more, and ends the
// access that they have or wait for. Doing it again changes nothing. Where
// version is that at which they were read, somebody else's change since then
// is refused as stale; 0 asks nothing.
func (r Room) DeletePerson(ctx context.Context, by people.Caller, d, person string, version int) error {
	return table.Again(ctx, func() error {
		s, err := r.load(ctx, by, d, person, access.EditPeople)
		if err != nil {
			return err
		}
		if s.person.Version == 0 {
			return nil // deleted already: a repeat
		}
		if version != 0 && s.person.Version != version {
			return fault.New(fault.Stale, "stale")
		}
		target := s.address(true)
		may := s.MayTo(access.DeletePerson, target)
		if err := may.Err(); err != nil {
			return err
		}
		grounds, header := s.GroundsOf(may)
		ops, err := r.Dossiers.DeletePersonOps(ctx, s.View, s.person, header...)
		if err != nil {
			return err
		}
		var standing []*invitation.Invitation
		for _, way := range ways {
			if i := s.offered[way]; i.Stands(s.Now) {
				standing = append(standing, &i)
			} else { // nothing is offered meanwhile either
				ops = append(ops, invitation.Still(d, person, way, i))
			}
		}
		more, err := r.endOps(ctx, s, standing...)
		if err != nil {
			return err
		}
		if ops = append(ops, more...); s.primary() {
			ops = append(ops, s.PrimaryOp(""), s.record(trail.PrimaryRemoved))
		}
		return table.Anew(r.Table.Commit(ctx, append(append(ops, grounds...), s.record(trail.PersonDeleted))...))
	})
}

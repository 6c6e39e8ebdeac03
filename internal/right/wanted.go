package right

import (
	"context"
	"fmt"

	"tierce/internal/accessgroup"
	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/invitation"
	"tierce/internal/model"
)

// wanted is a client contact as they are to be, checked.
type wanted struct {
	person  dossier.Person
	terms   invitation.Terms
	primary bool
	groups  accessgroup.Groups // those that the terms' was found in
}

// wanted checks c, for base as they are now, and gives it as it is kept. Every
// bad value is in one fault.
func (r Room) wanted(ctx context.Context, s subject, base dossier.Person, c Contact) (wanted, error) {
	w := wanted{person: base, primary: s.primary()}
	if c.Primary != nil {
		w.primary = *c.Primary
	}
	w.person.Name, w.person.Function, w.person.Contact = c.Name, c.Function, true
	if c.Reach != (dossier.Reach{}) || s.ShowsReach(base) {
		w.person.Reach = c.Reach // whoever does not see it leaves it alone
	}
	var bad [3]error
	bad[1] = Reachable(w.person.Reach)
	w.person, bad[0] = dossier.CleanPerson(w.person)
	if err := r.terms(ctx, s, c.Terms, &w, &bad[2]); err != nil {
		return w, err
	}
	if base.Version == 0 {
		w.person.Besides = fmt.Sprint(w.terms, w.primary)
	}
	return w, together(bad[:]...)
}

// terms puts t into w, as it is kept; what is wrong with it into bad. The
// primary's own group is Full, so that the former is in Full afterwards (IND-4).
func (r Room) terms(ctx context.Context, s subject, t invitation.Terms, w *wanted, bad *error) (err error) {
	if w.groups, err = r.Dossiers.GroupsOf(ctx, s.View); err != nil {
		return err
	}
	m, err := r.Dossiers.Models.Version(ctx, s.View.Model, s.View.Version)
	if err != nil {
		return err
	}
	if w.primary {
		t.Group = accessgroup.Full
	}
	_, there := w.groups.Find(t.Group)
	switch {
	case t.Group == "":
		*bad = fault.Bad("group", "missing").By("IND-2")
	case !there:
		*bad = fault.Bad("group", "wrong-choice").By("IND-5")
	}
	t.Model = s.View.Model
	if t.Sections, err = inOrder(m, t.Sections); err != nil {
		*bad = together(*bad, err)
	}
	w.terms = t
	return nil
}

// inOrder gives ids of sections in the order of m, each once; nil for none.
func inOrder(m model.Model, ids []string) (list []string, err error) {
	chosen := map[string]bool{}
	for _, id := range ids {
		if _, there := m.Section(id); !there {
			return nil, fault.Bad("sections", "wrong-choice").By("IND-2")
		}
		chosen[id] = true
	}
	for _, s := range m.Sections {
		if chosen[s.ID] {
			list = append(list, s.ID)
		}
	}
	return list, nil
}

// together makes one fault of all bad values, each path once.
func together(errs ...error) error {
	all := fault.Fault{Kind: fault.Invalid, Code: "invalid"}
	met := map[string]bool{}
	for _, err := range errs {
		f := fault.Of(err)
		if f == nil {
			continue
		}
		if all.Rule == "" {
			all.Rule = f.Rule
		}
		for _, field := range f.Fields {
			if !met[field.Path] {
				met[field.Path] = true
				all.Fields = append(all.Fields, field)
			}
		}
	}
	if len(all.Fields) == 0 {
		return nil
	}
	return &all
}

package dossier

import (
	"slices"

	"tierce/internal/fault"
	"tierce/internal/people"
	"tierce/internal/table"
)

// tied tells whether next has other ties than was.
func tied(was, next Person) bool {
	return !slices.Equal(was.Parents, next.Parents) || !slices.Equal(was.Partners, next.Partners)
}

// tiesAlone checks what a person's ties show without the other persons.
func (p Person) tiesAlone() error {
	seen := map[string]bool{p.ID: true}
	again := func(id string) bool { was := seen[id]; seen[id] = true; return was }
	switch {
	case len(p.Parents) > parentsMost:
		return fault.Bad("parents", "too-many-items", "max", parentsMost)
	case len(p.Partners) > partnersMost:
		return fault.Bad("partners", "too-many-items", "max", partnersMost)
	case slices.ContainsFunc(p.Parents, again):
		return fault.Bad("parents", "bad-tie")
	case slices.ContainsFunc(p.Partners, func(q Partner) bool { return again(q.Person) }):
		return fault.Bad("partners", "bad-tie")
	}
	return nil
}

// fitsAmong checks p against the other persons of its dossier: its ties lead
// to them, nobody becomes their own ancestor, and no other has its e-mail
// address (ABB-3).
func fitsAmong(p Person, all []Person) error {
	by := map[string]Person{}
	for _, q := range all {
		by[q.ID] = q
		if q.ID != p.ID && p.Email != "" && people.Fold(q.Email) == people.Fold(p.Email) {
			return fault.Bad("email", "email-of-another", "name", q.Name).By("ABB-3")
		}
	}
	for _, q := range p.Partners {
		if _, there := by[q.Person]; !there {
			return fault.Bad("partners", "wrong-person")
		}
	}
	by[p.ID] = p
	for _, q := range p.Parents {
		if _, there := by[q]; !there {
			return fault.Bad("parents", "wrong-person")
		}
		if descends(by, q, p.ID, map[string]bool{}) {
			return fault.Bad("parents", "own-ancestor")
		}
	}
	return nil
}

// descends tells whether person has ancestor among their ancestors.
func descends(by map[string]Person, person, ancestor string, seen map[string]bool) bool {
	if seen[person] {
		return false
	}
	seen[person] = true
	return slices.ContainsFunc(by[person].Parents, func(q string) bool {
		return q == ancestor || descends(by, q, ancestor, seen)
	})
}

// mirrored writes the other half of p's ties to partners, where it is not so
// already, and takes it off those who are partners no more.
func mirrored(d string, p Person, all []Person) []table.Op {
	var ops []table.Op
	for _, q := range all {
		if q.ID == p.ID {
			continue
		}
		at := slices.IndexFunc(p.Partners, func(t Partner) bool { return t.Person == q.ID })
		want := without(q.Partners, p.ID)
		if at >= 0 {
			want = append(want, Partner{Person: p.ID, Former: p.Partners[at].Former})
		}
		if !sameTies(want, q.Partners) {
			q.Partners, q.Family = want, q.Family || len(want) > 0
			ops = append(ops, q.rewritten(d))
		}
	}
	return ops
}

// untied takes a person who goes out of the ties of all others.
func untied(d, person string, all []Person) []table.Op {
	var ops []table.Op
	for _, q := range all {
		was := q
		q.Partners = without(q.Partners, person)
		q.Parents = slices.DeleteFunc(slices.Clone(q.Parents), func(id string) bool { return id == person })
		if q.ID != person && tied(was, q) {
			ops = append(ops, q.rewritten(d))
		}
	}
	return ops
}

// rewritten is a write of p over the one that was read.
func (p Person) rewritten(d string) table.Op {
	was := p.Version
	p.Version++
	return table.Put(p.row(d), table.Equal("v", was))
}

func without(list []Partner, person string) []Partner {
	return slices.DeleteFunc(slices.Clone(list), func(t Partner) bool { return t.Person == person })
}

func sameTies(a, b []Partner) bool {
	return len(a) == len(b) && !slices.ContainsFunc(a, func(t Partner) bool { return !slices.Contains(b, t) })
}

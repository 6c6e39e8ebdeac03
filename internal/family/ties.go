package family

import (
	"cmp"
	"slices"
)

// person is a member among the others.
type person struct {
	id, born string
	at       int // place in the input; those of the focus come before all
	row      int
	parents  []*person
	unions   []*union
	chain    *chain
	x        int // left edge
}

// union is one or two people with their children, oldest first.
type union struct {
	kind     Kind // of two
	of       []*person
	children []*person
}

// household is everybody, by connected part.
type household struct {
	people  []*person
	parts   [][]*person
	alone   []*person
	leftOut []Tie
}

func gather(members []Member, focus []string) *household {
	f := &household{}
	byID := map[string]*person{}
	var known []Member
	for _, m := range members {
		if m.ID == "" || byID[m.ID] != nil {
			continue
		}
		at := len(known)
		if i := slices.Index(focus, m.ID); i >= 0 {
			at = i - len(focus)
		}
		p := &person{id: m.ID, born: m.Born, at: at}
		byID[m.ID], f.people, known = p, append(f.people, p), append(known, m)
	}
	slices.SortStableFunc(f.people, func(a, b *person) int { return cmp.Compare(a.at, b.at) })
	levels := newLevels(f.people)
	f.tieParents(known, byID, levels)
	f.tiePartners(known, byID, levels)
	f.haveChildren()
	f.divide(levels)
	return f
}

// tieParents goes first: whose child somebody is, is surer than with whom they
// live.
func (f *household) tieParents(known []Member, byID map[string]*person, levels levels) {
	for _, m := range known {
		child := byID[m.ID]
		for _, id := range m.Parents {
			parent := byID[id]
			if parent == nil || parent == child || slices.Contains(child.parents, parent) {
				continue
			}
			if len(child.parents) == 2 || !levels.tie(parent, child, 1) {
				f.leftOut = append(f.leftOut, Tie{Kind: Child, Person: m.ID, Parent: id})
				continue
			}
			child.parents = append(child.parents, parent)
		}
	}
}

func (f *household) tiePartners(known []Member, byID map[string]*person, levels levels) {
	for _, m := range known {
		for _, tie := range m.Partners {
			a, b := byID[m.ID], byID[tie.Person]
			if b == nil || a == b {
				continue
			}
			if !levels.tie(a, b, 0) {
				f.leftOut = append(f.leftOut, Tie{Kind: Couple, Person: m.ID, Parent: tie.Person})
				continue
			}
			u := unionOf(Couple, a, b)
			if tie.Former {
				u.kind = Former
			}
		}
	}
}

// unionOf finds the union of people, or begins it as one of kind.
func unionOf(kind Kind, people ...*person) *union {
	for _, u := range people[0].unions {
		if len(u.of) == len(people) && slices.Contains(u.of, people[len(people)-1]) {
			return u
		}
	}
	u := &union{kind: kind, of: people}
	for _, p := range people {
		p.unions = append(p.unions, u)
	}
	return u
}

func (f *household) haveChildren() {
	byAge := slices.Clone(f.people)
	slices.SortStableFunc(byAge, func(a, b *person) int {
		if (a.born == "") != (b.born == "") {
			return -cmp.Compare(a.born, b.born) // the unknown last
		}
		return cmp.Or(cmp.Compare(a.born, b.born), cmp.Compare(a.at, b.at))
	})
	for _, p := range byAge {
		if len(p.parents) > 0 {
			u := unionOf(Parents, p.parents...)
			u.children = append(u.children, p)
		}
	}
}

// divide finds who is connected with whom, and in which row of their part.
func (f *household) divide(levels levels) {
	at := map[*person]int{}
	for _, p := range f.people {
		root, _ := levels.find(p)
		if _, begun := at[root]; !begun {
			at[root] = len(f.parts)
			f.parts = append(f.parts, nil)
		}
		f.parts[at[root]] = append(f.parts[at[root]], p)
	}
	f.parts = slices.DeleteFunc(f.parts, func(part []*person) bool {
		if len(part) == 1 {
			f.alone = append(f.alone, part...)
		}
		return len(part) == 1
	})
	for _, part := range f.parts {
		top := 0
		for _, p := range part {
			_, p.row = levels.find(p)
			top = min(top, p.row)
		}
		for _, p := range part {
			p.row -= top
		}
	}
}

// levels keeps how many generations below another each person stands: a
// union-find whose edges have a height. A tie that contradicts what stands is
// refused, and with it every circle of parents.
type levels map[*person]*level

type level struct {
	up    *person // nil at the root
	below int     // generations below up
}

func newLevels(people []*person) levels {
	l := levels{}
	for _, p := range people {
		l[p] = &level{}
	}
	return l
}

// find gives the root of p's part, and how many generations p stands below it.
func (l levels) find(p *person) (root *person, below int) {
	at := l[p]
	if at.up == nil {
		return p, 0
	}
	root, above := l.find(at.up)
	at.up, at.below = root, at.below+above
	return root, at.below
}

// tie puts b so many generations below a, unless they stand otherwise already.
func (l levels) tie(a, b *person, generations int) bool {
	rootA, belowA := l.find(a)
	rootB, belowB := l.find(b)
	if rootA == rootB {
		return belowB-belowA == generations
	}
	*l[rootB] = level{up: rootA, below: belowA + generations - belowB}
	return true
}

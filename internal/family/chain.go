package family

import (
	"cmp"
	"slices"
)

// chain is people of one generation whom unions tie together: a couple, most
// often; somebody alone; somebody between a former and a present partner.
type chain struct {
	members []*person // in the order of the input
	people  []*person // left to right, once lined up
	key     *person   // whose partners the others are
	row     int
	x       int
	below   []brood // what hangs from it in its tree
	kin     map[*union]bool
}

// brood is the children of a union, as far as they hang from it in the tree.
type brood struct {
	union  *union
	chains []*chain
}

// chainOf finds the chain that p stands in.
func chainOf(p *person) *chain {
	if p.chain != nil {
		return p.chain
	}
	c := &chain{row: p.row, kin: map[*union]bool{}}
	p.chain = c
	for next := []*person{p}; len(next) > 0; next = next[1:] {
		c.members = append(c.members, next[0])
		if parents := next[0].parents; len(parents) > 0 {
			c.kin[unionOf(Parents, parents...)] = true
		}
		for _, other := range next[0].partners() {
			if other.chain == nil {
				other.chain = c
				next = append(next, other)
			}
		}
	}
	slices.SortStableFunc(c.members, func(a, b *person) int { return cmp.Compare(a.at, b.at) })
	return c
}

// partners lists those of p, who they are with now last.
func (p *person) partners() (list []*person) {
	for _, now := range []bool{false, true} {
		for _, u := range p.unions {
			if len(u.of) == 2 && (u.kind == Couple) == now {
				list = append(list, u.other(p))
			}
		}
	}
	return list
}

func (u *union) other(p *person) *person {
	if u.of[0] == p {
		return u.of[1]
	}
	return u.of[0]
}

// lineUp puts the last partner of key on the right and those before on the
// left, the nearest last; theirs stand further out. A lone partner may be put
// on the left instead.
func (c *chain) lineUp(key *person, left bool) {
	c.key = key
	placed := map[*person]bool{key: true}
	partners := key.partners()
	for _, p := range partners {
		placed[p] = true
	}
	var before, after []*person
	for i, p := range partners {
		side := outward(p, placed)
		if i == len(partners)-1 {
			after = side
		} else {
			slices.Reverse(side)
			before = append(before, side...)
		}
	}
	c.people = slices.Concat(before, []*person{key}, after)
	if left && len(c.people) == 2 {
		slices.Reverse(c.people)
	}
}

// outward gives p and then the partners that p has beside.
func outward(p *person, placed map[*person]bool) []*person {
	line := []*person{p}
	for _, other := range p.partners() {
		if !placed[other] {
			placed[other] = true
			line = append(line, outward(other, placed)...)
		}
	}
	return line
}

func (c *chain) index(p *person) int { return slices.Index(c.people, p) }

func (c *chain) width(m Measures) int {
	return len(c.people)*(m.Width+m.Couple) - m.Couple
}

// centre is the middle of p's box, from the chain's left edge.
func (c *chain) centre(p *person, m Measures) int {
	return c.index(p)*(m.Width+m.Couple) + m.Width/2
}

// attach is where the children of u hang, from the chain's left edge.
func (c *chain) attach(u *union, m Measures) int {
	a := c.centre(u.of[0], m)
	if len(u.of) == 1 {
		return a
	}
	b := c.centre(u.of[1], m)
	if u.adjacent() {
		return min(a, b) - m.Width/2 + m.Width + m.Couple/2
	}
	return (a + b) / 2
}

// adjacent tells whether the two stand side by side.
func (u *union) adjacent() bool {
	if len(u.of) < 2 {
		return false
	}
	c := u.of[0].chain
	gap := c.index(u.of[0]) - c.index(u.of[1])
	return gap == 1 || gap == -1
}

// unions lists those of the chain that have children, left to right.
func (c *chain) unions(m Measures) (list []*union) {
	for _, p := range c.people {
		for _, u := range p.unions {
			if len(u.children) > 0 && !slices.Contains(list, u) {
				list = append(list, u)
			}
		}
	}
	slices.SortStableFunc(list, func(a, b *union) int { return cmp.Compare(c.attach(a, m), c.attach(b, m)) })
	return list
}

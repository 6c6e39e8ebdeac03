package family

// tree is a chain without parents in it, and all that hangs from it.
type tree struct {
	root   *chain
	chains []*chain // each before those below it, left to right within a row
}

// arrange lays one connected part out and gives its chains by row, left to
// right, each with its x from 0.
func (f *household) arrange(part []*person, m Measures) [][]*chain {
	for _, p := range part {
		chainOf(p)
	}
	trees := around(climb(chainOf(part[0])), m)
	var rows [][]*chain
	for _, t := range trees {
		for _, c := range t.chains {
			for len(rows) <= c.row {
				rows = append(rows, nil)
			}
			rows[c.row] = append(rows[c.row], c)
		}
	}
	m.tidy(trees, len(rows))
	m.settle(rows)
	return rows
}

// climb goes up from c as long as there are parents to draw, those of the
// first member that has any.
func climb(c *chain) *chain {
	for _, p := range c.members {
		if len(p.parents) > 0 && p.parents[0].chain.people == nil {
			return climb(p.parents[0].chain)
		}
	}
	return c
}

// around grows the tree of root, and on either side of it the trees of those
// whom its people married.
func around(root *chain, m Measures) []*tree {
	t := &tree{root: root}
	t.grow(root, root.members[0], false, m)
	var left, right []*tree
	for _, c := range t.chains {
		for i, p := range c.people {
			if len(p.parents) == 0 || p.parents[0].chain.people != nil {
				continue
			}
			family := around(climb(p.parents[0].chain), m)
			if i < c.index(c.key) {
				left = append(left, family...)
			} else {
				right = append(right, family...)
			}
		}
	}
	return append(append(left, t), right...)
}

// grow lines c up about key and hangs from it whoever is not drawn yet. The
// oldest of several turns a partner who has a family to the left, so that it
// can stand there without parting the siblings.
func (t *tree) grow(c *chain, key *person, left bool, m Measures) {
	c.lineUp(key, left)
	t.chains = append(t.chains, c)
	for _, u := range c.unions(m) {
		b := brood{union: u}
		for i, child := range u.children {
			if below := child.chain; below.people == nil {
				b.chains = append(b.chains, below)
				t.grow(below, child, i == 0 && len(u.children) > 1 && len(below.kin) > 1, m)
			}
		}
		if len(b.chains) > 0 {
			c.below = append(c.below, b)
		}
	}
}

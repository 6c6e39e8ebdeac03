package family

import "slices"

// outline is how far something reaches in each row, left and right; nothing
// where left is greater.
type outline []reach

type reach struct{ left, right int }

func (m Measures) empty(rows int) outline {
	o := make(outline, rows)
	for i := range o {
		o[i] = reach{1, 0}
	}
	return o
}

func (r reach) none() bool { return r.left > r.right }

// join adds other, moved by dx, to o.
func (o outline) join(other outline, dx int) {
	for i, r := range other {
		switch {
		case r.none():
		case o[i].none():
			o[i] = reach{r.left + dx, r.right + dx}
		default:
			o[i] = reach{min(o[i].left, r.left+dx), max(o[i].right, r.right+dx)}
		}
	}
}

// clear is the least move to the right that keeps other off o: sibling apart
// in row first, family apart in the others.
func (o outline) clear(other outline, first, sibling, family int) (dx int, touch bool) {
	for i, r := range other {
		if r.none() || o[i].none() {
			continue
		}
		gap := family
		if i == first {
			gap = sibling
		}
		if d := o[i].right + gap - r.left; !touch || d > dx {
			dx, touch = d, true
		}
	}
	return dx, touch
}

// tidy gives every chain its x: each family as narrow as it can be, parents
// over the middle of their children.
func (m Measures) tidy(trees []*tree, rows int) {
	all := m.empty(rows)
	for _, t := range trees {
		o := m.hang(t.root, rows)
		dx, _ := all.clear(o, -1, 0, m.Family)
		all.join(o, dx)
		t.root.move(dx)
	}
}

// move shifts c and all that hangs from it.
func (c *chain) move(dx int) {
	c.x += dx
	for _, b := range c.below {
		for _, child := range b.chains {
			child.move(dx)
		}
	}
}

// hang places what hangs from c, with c at 0, and outlines all of it.
func (m Measures) hang(c *chain, rows int) outline {
	o, sum, last := m.empty(rows), 0, 0
	for i, b := range c.below {
		brood, middle := m.spread(b, rows)
		// How far the middle of the children is from where they hang.
		off := middle - c.attach(b.union, m)
		dx := -off
		if i > 0 {
			dx = last - off
			if least, touch := o.clear(brood, -1, 0, m.Family); touch {
				dx = max(dx, least)
			}
		}
		last = dx + off
		sum += last
		o.join(brood, dx)
		for _, child := range b.chains {
			child.move(dx)
		}
	}
	if n := len(c.below); n > 0 {
		back := -floor(sum, n)
		c.move(back)
		o = m.moved(o, back)
	}
	c.x = 0
	o.join(m.alone(c, rows), 0)
	return o
}

func (m Measures) alone(c *chain, rows int) outline {
	o := m.empty(rows)
	o[c.row] = reach{0, c.width(m)}
	return o
}

func (m Measures) moved(o outline, dx int) outline {
	n := m.empty(len(o))
	n.join(o, dx)
	return n
}

// spread places the children of one union beside each other, evenly between
// the leftmost and the rightmost that each can stand, and gives their outline
// and the middle between the first and the last of them.
func (m Measures) spread(b brood, rows int) (outline, int) {
	n := len(b.chains)
	outlines := make([]outline, n)
	for i, c := range b.chains {
		outlines[i] = m.hang(c, rows)
	}
	row := b.chains[0].row
	least, most := make([]int, n), make([]int, n)
	seen := m.empty(rows)
	for i, o := range outlines {
		least[i], _ = seen.clear(o, row, m.Sibling, m.Family)
		seen.join(o, least[i])
	}
	seen = m.empty(rows)
	for i := n - 1; i >= 0; i-- {
		most[i] = least[n-1]
		if d, touch := outlines[i].clear(seen, row, m.Sibling, m.Family); touch {
			most[i] = -d
		}
		seen.join(outlines[i], most[i])
	}
	all := m.empty(rows)
	for i, c := range b.chains {
		dx := floor(least[i]+most[i], 2)
		c.move(dx)
		all.join(outlines[i], dx)
	}
	return all, m.middle(b.union, func(p *person) bool { return slices.Contains(b.chains, p.chain) })
}

// middle is between the first and the last of the children of u that count.
func (m Measures) middle(u *union, counts func(*person) bool) int {
	lo, hi, any := 0, 0, false
	for _, p := range u.children {
		if !counts(p) {
			continue
		}
		x := p.chain.x + p.chain.centre(p, m)
		if !any {
			lo, hi, any = x, x, true
		}
		lo, hi = min(lo, x), max(hi, x)
	}
	return floor(lo+hi, 2)
}

// settle moves parents, from the bottom row up, as near to the middle of all
// their children as their neighbours let them: where two families meet in a
// couple, both give way alike.
func (m Measures) settle(rows [][]*chain) {
	for i := len(rows) - 1; i >= 0; i-- {
		m.settleRow(rows[i])
	}
}

// settleRow is a least-squares fit that keeps order and distances: neighbours
// that want to stand in each other's place form a block, which stands at the
// mean of what its members want.
func (m Measures) settleRow(row []*chain) {
	type block struct{ sum, n int }
	var blocks []block
	taken := make([]int, len(row)) // by the widths and gaps on the left
	for i, c := range row {
		if i > 0 {
			taken[i] = taken[i-1] + row[i-1].width(m) + m.between(row[i-1], c)
		}
		blocks = append(blocks, block{m.wish(c) - taken[i], 1})
		for n := len(blocks); n > 1 && blocks[n-2].sum*blocks[n-1].n > blocks[n-1].sum*blocks[n-2].n; n-- {
			blocks[n-2] = block{blocks[n-2].sum + blocks[n-1].sum, blocks[n-2].n + blocks[n-1].n}
			blocks = blocks[:n-1]
		}
	}
	i := 0
	for _, b := range blocks {
		for range b.n {
			row[i].x = floor(b.sum, b.n) + taken[i]
			i++
		}
	}
}

// wish is where c would stand if it were alone in its row.
func (m Measures) wish(c *chain) int {
	unions := c.unions(m)
	if len(unions) == 0 {
		return c.x
	}
	sum := 0
	for _, u := range unions {
		sum += m.middle(u, func(*person) bool { return true }) - c.attach(u, m)
	}
	return floor(sum, len(unions))
}

func (m Measures) between(a, b *chain) int {
	for u := range a.kin {
		if b.kin[u] {
			return m.Sibling
		}
	}
	return m.Family
}

// floor divides downwards, so that moving everything changes nothing.
func floor(a, b int) int {
	if a < 0 {
		return -((-a + b - 1) / b)
	}
	return a / b
}

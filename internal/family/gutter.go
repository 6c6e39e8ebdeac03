package family

import (
	"cmp"
	"slices"
)

// gutter is the space under a row, with the lines from its people to their
// children. Level lines run in tracks: first those that join partners who do
// not stand side by side, then those above children.
type gutter struct {
	Measures
	top, bottom int
	first       int // y of the first track
	nets        []*net
}

// net is one union's lines.
type net struct {
	*union
	legs     []int // x of both partners' feet, where they do not stand side by side
	legTrack int
	drop     int // x at which the children hang
	room     int // how far that may be moved
	track    int
	straight bool // a line straight down needs no track
}

// plan decides where lines run and gives the gutter's height.
func (g *gutter) plan(unions []*union) int {
	feet := map[*person]int{}
	for _, u := range unions {
		n := &net{union: u, drop: g.center(u.of[0]), room: g.Width / 2}
		switch {
		case len(u.of) == 2 && !u.adjacent():
			n.legs = []int{g.foot(u.of[0], u.of[1], feet), g.foot(u.of[1], u.of[0], feet)}
			n.drop = (n.legs[0] + n.legs[1]) / 2
		case len(u.of) == 2:
			n.drop, n.room = max(u.of[0].x, u.of[1].x)-g.Couple+g.Couple/2, g.Couple/2
		}
		n.drop = g.straighten(n)
		g.nets = append(g.nets, n)
	}
	upper := g.assign(0, func(n *net) (span reach, ok bool) {
		return spanOf(n.legs...), n.legs != nil
	}, func(n *net, track int) { n.legTrack = track })
	g.part(g.clearOfFeet)
	tracks := g.assign(upper, func(n *net) (span reach, ok bool) {
		span = spanOf(append(g.centers(n.children), n.drop)...)
		n.straight = span.left == span.right
		return span, len(n.children) > 0 && !n.straight
	}, func(n *net, track int) { n.track = track })
	g.part(func(n *net) bool { return n.straight || g.clearOfFeet(n) && g.clearOfChildren(n) })
	between := max(tracks-1, 0) * g.Track
	height := max(g.Gutter, between+g.Gutter/2)
	g.first = g.top + (height-between)/2
	return height
}

func (g *gutter) center(p *person) int { return p.x + g.Width/2 }

func (g *gutter) centers(people []*person) (list []int) {
	for _, p := range people {
		list = append(list, g.center(p))
	}
	return list
}

// straighten gives where children of n hang once a child that stands nearly
// below hangs quite straight.
func (g *gutter) straighten(n *net) int {
	for _, x := range g.centers(n.children) {
		if near(n.drop, x, g.Couple/3) {
			return x
		}
	}
	return n.drop
}

// foot is where the line to other leaves p's box below: beside the middle, the
// second one further out.
func (g *gutter) foot(p, other *person, feet map[*person]int) int {
	feet[p]++
	out := min(feet[p]*g.Track, g.Width/2)
	if other.x < p.x {
		out = -out
	}
	return g.center(p) + out
}

func spanOf(xs ...int) reach {
	if len(xs) == 0 {
		return reach{}
	}
	return reach{slices.Min(xs), slices.Max(xs)}
}

// assign gives every net that wants one a track from first on, so that no two
// on a track come near each other, and tells how many tracks there are then.
func (g *gutter) assign(first int, wants func(*net) (reach, bool), give func(*net, int)) int {
	type wish struct {
		*net
		reach
	}
	var list []wish
	for _, n := range g.nets {
		if span, ok := wants(n); ok {
			list = append(list, wish{n, span})
		}
	}
	slices.SortStableFunc(list, func(a, b wish) int { return cmp.Compare(a.left, b.left) })
	var ends []int // by track
	for _, w := range list {
		i := slices.IndexFunc(ends, func(end int) bool { return end+4*g.Track < w.left })
		if i < 0 {
			i, ends = len(ends), append(ends, 0)
		}
		ends[i] = w.right
		give(w.net, first+i)
	}
	return first + len(ends)
}

// part moves a drop a little where it would run along the line of another
// union.
func (g *gutter) part(clear func(*net) bool) {
	for _, n := range g.nets {
		at := n.drop
		for _, off := range []int{0, 1, -1, 2, -2} {
			n.drop = at + off*g.Track
			if off == 0 && len(n.children) == 0 || near(n.drop, at, n.room) && clear(n) {
				at = n.drop
				break
			}
		}
		n.drop = at
	}
}

// clearOfFeet tells whether n's drop keeps off those of the others, and off
// their partners' feet.
func (g *gutter) clearOfFeet(n *net) bool {
	return !slices.ContainsFunc(g.nets, func(other *net) bool {
		return other != n && (len(other.children) > 0 && near(n.drop, other.drop, g.Track) ||
			slices.ContainsFunc(other.legs, func(x int) bool { return near(n.drop, x, g.Track) }))
	})
}

// clearOfChildren tells whether n's drop keeps off the lines of the others that
// come down to children from a track above n's.
func (g *gutter) clearOfChildren(n *net) bool {
	return !slices.ContainsFunc(g.nets, func(other *net) bool {
		return other != n && other.track < n.track && slices.ContainsFunc(g.centers(other.children), func(x int) bool { return near(n.drop, x, g.Track) })
	})
}

func near(a, b, than int) bool { return a-b < than && b-a < than }

func (g *gutter) lines() (list []Line) {
	for _, n := range g.nets {
		if len(n.of) == 2 {
			list = append(list, g.tie(n))
		}
		for _, child := range n.children {
			list = append(list, g.descent(n, child))
		}
	}
	return list
}

// tie is the line between two partners.
func (g *gutter) tie(n *net) Line {
	a, b := n.of[0], n.of[1]
	l := Line{Kind: n.kind, People: []string{a.id, b.id}}
	if n.legs == nil {
		if a.x > b.x {
			a, b = b, a
		}
		y := g.middle()
		l.Points = []Point{{a.x + g.Width, y}, {b.x, y}}
		return l
	}
	y := g.at(n.legTrack)
	l.Points = []Point{{n.legs[0], g.top}, {n.legs[0], y}, {n.legs[1], y}, {n.legs[1], g.top}}
	return l
}

// descent is the line from a union, or a lone parent, to a child.
func (g *gutter) descent(n *net, child *person) Line {
	l := Line{Kind: Child}
	for _, p := range n.of {
		l.People = append(l.People, p.id)
	}
	l.People = append(l.People, child.id)
	start := Point{n.drop, g.top}
	switch {
	case n.legs != nil:
		start.Y = g.at(n.legTrack)
	case len(n.of) == 2:
		start.Y = g.middle()
	}
	x, y := g.center(child), g.at(n.track)
	l.Points = []Point{start, {x, g.bottom}}
	if x != n.drop {
		l.Points = []Point{start, {n.drop, y}, {x, y}, {x, g.bottom}}
	}
	return l
}

func (g *gutter) at(track int) int { return g.first + track*g.Track }

// middle is the middle of the row's height.
func (g *gutter) middle() int { return g.top - g.Height + g.Height/2 }

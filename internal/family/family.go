// Package family lays out a family as a drawing: a box for everyone, a line for
// every tie. It knows ids, ties and dates of birth and nothing else of anybody;
// who draws it adds the words.
//
// One row a generation. Partners stand side by side, a person with a former and
// a present partner between the two, and the children of each union hang from
// that union: half-siblings therefore from different ones. Siblings stand from
// the oldest to the youngest, those of unknown age last. Where the families of
// both partners are drawn, they stand on either side of the couple, and whoever
// of the second family is in it stands at the family's edge.
//
// All figures are whole, in the unit of Measures. Lines run in the spaces
// between rows and between partners only, so that none crosses a box. The same
// members in the same order give the same drawing.
package family

// Member is one person with their ties. Born is YYYY-MM-DD or empty.
type Member struct {
	ID       string
	Parents  []string // none, one or two ids; whatever follows is left out
	Partners []Partner
	Born     string
}

// Partner is a tie to a partner, or a former one. Either of the two may have
// it; what one of them calls former is former.
type Partner struct {
	Person string
	Former bool
}

// Measures are the sizes of what is drawn.
type Measures struct {
	Width, Height int // of a box
	Couple        int // between two partners
	Sibling       int // between two siblings
	Family        int // between people who are neither
	Gutter        int // least height between two rows
	Track         int // between two lines side by side
	Margin        int // around the drawing
}

// Drawing is a family laid out. Boxes go row by row, left to right.
type Drawing struct {
	Width, Height int
	Boxes         []Box
	Lines         []Line
	LeftOut       []Tie
}

// Box is where somebody stands. Row counts generations from the top. Alone is
// somebody without any drawn tie.
type Box struct {
	ID                  string
	X, Y, Width, Height int
	Row                 int
	Alone               bool
}

// Kind is what a line says.
type Kind string

// The kinds of line. Parents joins two people who have a child and are not said
// to be partners.
const (
	Couple  Kind = "couple"
	Former  Kind = "former"
	Parents Kind = "parents"
	Child   Kind = "child"
)

// Line is drawn from point to point, always level or upright. People are the
// two partners, or the parents (one or two) and then the child.
type Line struct {
	Kind   Kind
	People []string
	Points []Point
}

// Point is a place in the drawing.
type Point struct{ X, Y int }

// Tie is one that could not be drawn: it would make somebody their own
// ancestor, put them in two generations at once, or be a third parent's.
type Tie struct {
	Kind           Kind // Couple or Child
	Person, Parent string
}

// Draw lays members out around focus, the ids of holder and co-holder, whose
// family comes first. Ties to oneself and to unknown ids count for nothing.
func Draw(members []Member, focus []string, m Measures) Drawing {
	f := gather(members, focus)
	d := &draft{Measures: m, right: m.Margin}
	for _, part := range f.parts {
		d.add(f.arrange(part, m))
	}
	d.addAlone(f.alone)
	d.route()
	d.out.LeftOut = f.leftOut
	return d.out
}

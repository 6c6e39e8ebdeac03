package family

import "strings"

// small are the measures of the pictures in tests: one unit is one character.
var small = Measures{Width: 5, Height: 1, Couple: 3, Sibling: 1, Family: 3, Gutter: 3, Track: 1}

// picture writes d down, one character a unit. A former union is dotted.
func picture(d Drawing) string {
	p := paper{}
	for range d.Height {
		p = append(p, make([]cell, d.Width))
	}
	for _, l := range d.Lines {
		for i := 1; i < len(l.Points); i++ {
			p.line(l.Points[i-1], l.Points[i], l.Kind)
		}
	}
	for _, b := range d.Boxes {
		p.box(b)
	}
	var out strings.Builder
	for _, row := range p {
		line := ""
		for _, c := range row {
			line += c.String()
		}
		out.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	return out.String()
}

// cell is one character: a letter, or the directions that lines leave it in.
type cell struct {
	letter                string
	up, down, left, right bool
	kind                  Kind
}

type paper [][]cell

func (p paper) line(a, b Point, kind Kind) {
	if a.X > b.X || a.Y > b.Y {
		a, b = b, a
	}
	for x := a.X; x <= b.X; x++ {
		for y := a.Y; y <= b.Y; y++ {
			if y >= len(p) || x >= len(p[y]) {
				continue // a line may end at the edge of a box
			}
			c := &p[y][x]
			c.left, c.right = c.left || x > a.X, c.right || x < b.X
			c.up, c.down = c.up || y > a.Y, c.down || y < b.Y
			if c.kind == "" || c.kind == Child {
				c.kind = kind
			}
		}
	}
}

func (p paper) box(b Box) {
	name := "[" + b.ID + strings.Repeat(" ", b.Width-2-len(b.ID)) + "]"
	for i := range name {
		p[b.Y][b.X+i] = cell{letter: name[i : i+1]}
	}
}

func (c cell) String() string {
	if c.letter != "" {
		return c.letter
	}
	key := ""
	for _, d := range []struct {
		on   bool
		name string
	}{{c.up, "u"}, {c.down, "d"}, {c.left, "l"}, {c.right, "r"}} {
		if d.on {
			key += d.name
		}
	}
	if dotted := map[string]string{"lr": "┄", "ud": "┆", "r": "┄", "l": "┄"}[key]; dotted != "" && c.kind == Former {
		return dotted
	}
	return map[string]string{"": " ", "ud": "│", "u": "│", "d": "│", "lr": "─", "l": "─", "r": "─", "ur": "└", "ul": "┘", "dr": "┌", "dl": "┐",
		"udr": "├", "udl": "┤", "dlr": "┬", "ulr": "┴", "udlr": "┼"}[key]
}

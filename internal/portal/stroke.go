package portal

import (
	"strconv"
	"strings"

	"tierce/internal/family"
)

// bend is the radius of a line's bends, in pixels.
const bend = 9

// rounded writes a line as the data of an SVG path, its corners bent.
func rounded(points []family.Point) string {
	var b strings.Builder
	for i, p := range points {
		switch {
		case i == 0:
			write(&b, "M", p)
		case i == len(points)-1:
			write(&b, "L", p)
		default:
			r := min(bend, distance(points[i-1], p)/2, distance(p, points[i+1])/2)
			write(&b, "L", toward(p, points[i-1], r))
			write(&b, "Q", p)
			write(&b, " ", toward(p, points[i+1], r))
		}
	}
	return b.String()
}

func write(b *strings.Builder, command string, p family.Point) {
	b.WriteString(command + strconv.Itoa(p.X) + " " + strconv.Itoa(p.Y))
}

// distance of two points on a level or an upright line.
func distance(a, b family.Point) int {
	return max(a.X-b.X, b.X-a.X) + max(a.Y-b.Y, b.Y-a.Y)
}

// toward gives the point at r from p on the way to q.
func toward(p, q family.Point, r int) family.Point {
	d := max(distance(p, q), 1)
	return family.Point{X: p.X + (q.X-p.X)*r/d, Y: p.Y + (q.Y-p.Y)*r/d}
}

package family

// draft is a drawing under way.
type draft struct {
	Measures
	out    Drawing
	rows   [][]*person // left to right
	unions [][]*union  // by the row of the parents
	alone  map[*person]bool
	right  int // where the next part begins
}

// add takes the chains of one part, beside what is there.
func (d *draft) add(rows [][]*chain) {
	left := rows[0][0].x
	for _, row := range rows {
		left = min(left, row[0].x)
	}
	dx, right := d.right-left, 0
	for i, row := range rows {
		d.reach(i)
		for _, c := range row {
			for j, p := range c.people {
				p.x = c.x + dx + j*(d.Width+d.Couple)
				d.rows[i] = append(d.rows[i], p)
			}
			right = max(right, c.x+dx+c.width(d.Measures))
			d.unions[i] = append(d.unions[i], unionsOf(c.people)...)
		}
	}
	d.right = right + d.Family
}

func (d *draft) reach(row int) {
	for len(d.rows) <= row {
		d.rows, d.unions = append(d.rows, nil), append(d.unions, nil)
	}
}

func unionsOf(people []*person) (list []*union) {
	for _, p := range people {
		for _, u := range p.unions {
			if u.of[0] == p && (len(u.of) == 2 || len(u.children) > 0) {
				list = append(list, u)
			}
		}
	}
	return list
}

// addAlone puts those without ties at the end: under each other as far as the
// drawing is high anyway, else about twice as wide as high.
func (d *draft) addAlone(people []*person) {
	high := max(len(d.rows), 1)
	for 2*high*high < len(people) {
		high++
	}
	wide := (len(people) + high - 1) / high
	d.alone = map[*person]bool{}
	for i, p := range people {
		p.row, p.x = i/wide, d.right+i%wide*(d.Width+d.Sibling)
		d.reach(p.row)
		d.rows[p.row] = append(d.rows[p.row], p)
		d.alone[p] = true
	}
}

// route gives rows their heights, and draws boxes and lines.
func (d *draft) route() {
	y := d.Margin
	for i, row := range d.rows {
		for _, p := range row {
			d.out.Boxes = append(d.out.Boxes, Box{ID: p.id, X: p.x, Y: y, Width: d.Width, Height: d.Height, Row: i, Alone: d.alone[p]})
			d.out.Width = max(d.out.Width, p.x+d.Width+d.Margin)
		}
		g := gutter{Measures: d.Measures, top: y + d.Height}
		y = g.top + g.plan(d.unions[i])
		g.bottom = y
		d.out.Lines = append(d.out.Lines, g.lines()...)
	}
	if n := len(d.rows); n > 0 && len(d.out.Boxes) > 0 {
		d.out.Height = y - d.Gutter + d.Margin
	}
}

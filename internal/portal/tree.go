package portal

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"tierce/internal/family"
	"tierce/internal/text"
)

// relative is one person of a family tree, all words ready.
type relative struct {
	family.Member
	Name  string
	Role  string // holder, co-holder; "" for the others
	Badge badge
	Edit  string // path; "" where there is no page of theirs
	May   bool   // the visitor may change what they have
}

// badge says somebody's access: a sign, which is a shape and not only a
// colour, and words; and beside it what is still to come.
type badge struct {
	Level     string // write, read, none: the sign and the style
	Words     string
	State     string // in two or three words; "" where there is nothing to add
	Detail    string // the same with its dates
	StateSign string // waiting, alert, ended
}

// cards are the measures of the drawing, in pixels.
var cards = family.Measures{Width: 200, Height: 130, Couple: 40, Sibling: 22, Family: 44, Gutter: 64, Track: 12, Margin: 6}

// The parts of a card, from its left and top edge.
const (
	cardInset = 14
	cardText  = 200 - 2*cardInset
	bandTop   = 82
)

// tree is a family drawn, and the same in words.
type tree struct {
	family.Drawing
	Size        string // how the page scales it
	Desc        string
	Cards       []card
	Paths       []stroke
	Knots       []family.Point
	Legend      []legend
	Generations []generation
	LeftOut     []string
}

// card is one person's box. All heights are from its top edge.
type card struct {
	X, Y           int
	Style          string
	Role           string
	RoleY          int
	Name           []nameLine
	Born           string
	BornY          int
	Badge          badge
	BadgeY, StateY int
}

// Paper and Band are the outlines of a card, and of its lower part.
func (tree) Paper() string { return outline(0) }
func (tree) Band() string  { return outline(bandTop) }

// outline draws a card below top, its corners round.
func outline(top int) string {
	const r = 8
	w, h := cards.Width, cards.Height
	foot := fmt.Sprintf("V%dA%d %d 0 0 1 %d %dH%dA%d %d 0 0 1 0 %dZ", h-r, r, r, w-r, h, r, r, r, h-r)
	if top > 0 {
		return fmt.Sprintf("M0 %dH%d", top, w) + foot
	}
	return fmt.Sprintf("M0 %dA%d %d 0 0 1 %d 0H%dA%d %d 0 0 1 %d %d", r, r, r, r, w-r, r, r, w, r) + foot
}

type stroke struct{ Kind, Path string }

type legend struct{ Kind, Words string }

// generation is a row of the drawing as a list.
type generation struct {
	Title  string
	People []spoken
}

// spoken is a person in words.
type spoken struct {
	relative
	About string
}

// tree draws people around focus.
func (f *frame) tree(people []relative, focus ...string) tree {
	members, byID := make([]family.Member, len(people)), map[string]relative{}
	for i, p := range people {
		members[i], byID[p.ID] = p.Member, p
	}
	t := tree{Drawing: family.Draw(members, focus, cards)}
	t.Size = sizeOf(t.Width)
	for _, b := range t.Boxes {
		t.Cards = append(t.Cards, f.card(b, byID[b.ID]))
	}
	t.strokes(f)
	t.Generations = f.generations(t.Drawing, people)
	t.Desc = f.Count("portal.tree.desc", len(t.Boxes), "generations", rowsOf(t.Drawing))
	for _, tie := range t.Drawing.LeftOut {
		t.LeftOut = append(t.LeftOut, f.Say("portal.tree.left-out-"+string(tie.Kind), "person", byID[tie.Person].Name, "other", byID[tie.Parent].Name))
	}
	return t
}

func rowsOf(d family.Drawing) (rows int) {
	for _, b := range d.Boxes {
		rows = max(rows, b.Row+1)
	}
	return rows
}

// sizeOf tells a drawing that fits the page from one that fits when drawn a
// little smaller, and from one to be scrolled.
func sizeOf(width int) string {
	switch {
	case width <= 1040:
		return "fits"
	case width <= 1250:
		return "wide"
	}
	return "vast"
}

func (f *frame) card(b family.Box, p relative) card {
	c := card{X: b.X, Y: b.Y, Style: "level-" + p.Badge.Level, Role: p.Role, Name: nameLines(p.Name), Badge: p.Badge, BadgeY: bandTop + 29}
	if p.Role != "" {
		c.Style += " central"
	}
	if p.Badge.State != "" {
		c.BadgeY, c.StateY = bandTop+20, bandTop+39
	}
	y := 36
	switch {
	case p.Role != "" && len(c.Name) > 1:
		c.RoleY, y = 19, 37
	case p.Role != "":
		c.RoleY, y = 25, 46
	case len(c.Name) > 1:
		y = 29
	}
	for i := range c.Name {
		c.Name[i].Y = y
		y += 17
	}
	if year := yearOf(p.Born); year != "" {
		c.Born, c.BornY = f.Say("portal.tree.born", "year", year), y
	}
	return c
}

func yearOf(born string) string {
	year, _, _ := strings.Cut(born, "-")
	return year
}

// strokes draws the lines, a knot where children or a couple hang together,
// and the key to what is there.
func (t *tree) strokes(f *frame) {
	seen, knots := map[family.Kind]bool{}, map[string]bool{}
	for _, l := range t.Lines {
		t.Paths = append(t.Paths, stroke{string(l.Kind), rounded(l.Points)})
		if of := strings.Join(l.People[:2], " "); !knots[of] && l.Kind == family.Child && len(l.People) == 3 {
			knots[of] = true
			t.Knots = append(t.Knots, l.Points[0])
		}
		seen[l.Kind] = true
	}
	for _, kind := range []family.Kind{family.Couple, family.Former, family.Parents} {
		if seen[kind] {
			t.Legend = append(t.Legend, legend{string(kind), f.Say("portal.tree.line-" + string(kind))})
		}
	}
}

func (f *frame) generations(d family.Drawing, people []relative) (list []generation) {
	names := namesOf(people)
	byID := map[string]relative{}
	for _, p := range people {
		byID[p.ID] = p
	}
	var alone generation
	for _, b := range d.Boxes {
		p := spoken{byID[b.ID], f.about(byID[b.ID], names[b.ID])}
		if b.Alone {
			alone.People = append(alone.People, p)
			continue
		}
		for len(list) <= b.Row {
			list = append(list, generation{Title: f.Say("portal.tree.generation", "n", len(list)+1)})
		}
		list[b.Row].People = append(list[b.Row].People, p)
	}
	if len(alone.People) > 0 {
		alone.Title = f.Say("portal.tree.alone")
		list = append(list, alone)
	}
	return list
}

// about says of p all that the drawing shows: "born 1983, child of Bernard
// Vasseur and Odette Delage, read only".
func (f *frame) about(p relative, ties map[family.Kind][]string) string {
	words := []string{lowerFirst(p.Role)}
	if year := yearOf(p.Born); year != "" {
		words = append(words, f.Say("portal.tree.born", "year", year))
	}
	for _, kind := range []family.Kind{family.Child, family.Couple, family.Former} {
		if names := ties[kind]; len(names) > 0 {
			words = append(words, f.Say("portal.tree."+string(kind)+"-of", "names", joined(f.Lang, names)))
		}
	}
	words = append(words, lowerFirst(p.Badge.Words), lowerFirst(cmp.Or(p.Badge.Detail, p.Badge.State)))
	return strings.Join(slices.DeleteFunc(words, func(s string) bool { return s == "" }), ", ")
}

// namesOf gives whom each person is tied to, by the kind of tie. A partner may
// be written down with one of the two only.
func namesOf(people []relative) map[string]map[family.Kind][]string {
	name, of := map[string]string{}, map[string]map[family.Kind][]string{}
	for _, p := range people {
		name[p.ID], of[p.ID] = p.Name, map[family.Kind][]string{}
	}
	add := func(id string, kind family.Kind, other string) {
		if of[id] != nil && name[other] != "" && !slices.Contains(of[id][kind], name[other]) {
			of[id][kind] = append(of[id][kind], name[other])
		}
	}
	for _, p := range people {
		for _, id := range p.Parents {
			add(p.ID, family.Child, id)
		}
		for _, tie := range p.Partners {
			kind := family.Couple
			if tie.Former {
				kind = family.Former
			}
			add(p.ID, kind, tie.Person)
			add(tie.Person, kind, p.ID)
		}
	}
	return of
}

// joined writes names as an enumeration: "Ana, Bo and Cy".
func joined(l text.Lang, names []string) string {
	if n := len(names); n > 1 {
		return strings.Join(names[:n-1], ", ") + " " + l.Say("portal.and") + " " + names[n-1]
	}
	return strings.Join(names, "")
}

func lowerFirst(s string) string {
	for i := range s {
		if i > 0 {
			return strings.ToLower(s[:i]) + s[i:]
		}
	}
	return strings.ToLower(s)
}

func upperFirst(s string) string {
	for i := range s {
		if i > 0 {
			return strings.ToUpper(s[:i]) + s[i:]
		}
	}
	return strings.ToUpper(s)
}

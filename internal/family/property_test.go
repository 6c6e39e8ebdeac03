package family

import (
	"fmt"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// large are measures in pixels, about those of the portal.
var large = Measures{Width: 184, Height: 92, Couple: 36, Sibling: 24, Family: 44, Gutter: 56, Track: 12, Margin: 8}

// wild makes members with any ties at all: circles, strangers, oneself, three
// parents, the same person twice.
func wild(t *rapid.T) ([]Member, []string) {
	id := rapid.Custom(func(t *rapid.T) string { return fmt.Sprint(rapid.IntRange(0, 14).Draw(t, "id")) })
	list := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Member {
		return Member{
			ID:      id.Draw(t, "who"),
			Parents: rapid.SliceOfN(id, 0, 3).Draw(t, "parents"),
			Partners: rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Partner {
				return Partner{id.Draw(t, "partner"), rapid.Bool().Draw(t, "former")}
			}), 0, 3).Draw(t, "partners"),
			Born: rapid.SampledFrom([]string{"", "1950-01-01", "1980-02-03", "2010-05-06"}).Draw(t, "born"),
		}
	}), 0, 16).Draw(t, "members")
	return list, rapid.SliceOfN(id, 0, 2).Draw(t, "focus")
}

// lifelike makes a family as they are: each person the child of an earlier
// couple or a lone parent, or somebody who married in, without parents here; at
// most five partners for one.
func lifelike(t *rapid.T) ([]Member, []string) {
	list, partners := []Member{{ID: "0"}}, map[int]int{}
	for i := range rapid.IntRange(1, 60).Draw(t, "many") {
		if i == 0 {
			continue
		}
		m := Member{ID: fmt.Sprint(i), Born: fmt.Sprintf("%d-06-15", 1900+rapid.IntRange(0, 120).Draw(t, "year"))}
		other := rapid.IntRange(0, i-1).Draw(t, "other")
		switch rapid.IntRange(0, 4).Draw(t, "how") {
		case 0, 1:
			if partners[other]++; partners[other] > 4 {
				break
			}
			m.Partners = []Partner{{list[other].ID, rapid.Bool().Draw(t, "former")}}
		case 2:
			m.Parents = []string{list[other].ID}
		default:
			m.Parents = []string{list[other].ID}
			for _, p := range list {
				if slices.ContainsFunc(p.Partners, func(q Partner) bool { return q.Person == list[other].ID }) {
					m.Parents = append(m.Parents, p.ID)
					break
				}
			}
		}
		list = append(list, m)
	}
	return list, []string{"0"}
}

func each(t *testing.T, check func(t *rapid.T, list []Member, d Drawing)) {
	for name, family := range map[string]func(*rapid.T) ([]Member, []string){"wild": wild, "lifelike": lifelike} {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				list, focus := family(t)
				check(t, list, Draw(list, focus, large))
			})
		})
	}
}

func TestEveryMemberIsDrawnOnceAndInside(t *testing.T) {
	each(t, func(t *rapid.T, list []Member, d Drawing) {
		seen, known := map[string]int{}, map[string]bool{}
		for _, b := range d.Boxes {
			seen[b.ID]++
			if b.X < 8 || b.Y < 8 || b.X+b.Width+8 > d.Width || b.Y+b.Height+8 > d.Height {
				t.Errorf("%+v is outside %d × %d", b, d.Width, d.Height)
			}
		}
		for _, m := range list {
			known[m.ID] = true
			if seen[m.ID] != 1 {
				t.Errorf("%s is drawn %d times", m.ID, seen[m.ID])
			}
		}
		if len(d.Boxes) != len(known) {
			t.Errorf("%d boxes for %d people", len(d.Boxes), len(known))
		}
	})
}

func TestBoxesNeverOverlapAndLinesNeverCrossThem(t *testing.T) {
	each(t, func(t *rapid.T, _ []Member, d Drawing) {
		for i, a := range d.Boxes {
			for _, b := range d.Boxes[:i] {
				if a.X < b.X+b.Width && b.X < a.X+a.Width && a.Y < b.Y+b.Height && b.Y < a.Y+a.Height {
					t.Errorf("%+v lies on %+v", a, b)
				}
			}
			for _, l := range d.Lines {
				for j := 1; j < len(l.Points); j++ {
					if p, q := l.Points[j-1], l.Points[j]; p.X != q.X && p.Y != q.Y {
						t.Errorf("%+v is not level or upright", l)
					} else if min(p.X, q.X) < a.X+a.Width && max(p.X, q.X) > a.X && min(p.Y, q.Y) < a.Y+a.Height && max(p.Y, q.Y) > a.Y {
						t.Errorf("%+v crosses %+v", l, a)
					}
				}
			}
		}
	})
}

// Every tie is a line between the right boxes or said to be left out.
func TestGenerationsFollowEachOther(t *testing.T) {
	each(t, func(t *rapid.T, _ []Member, d Drawing) {
		boxes := map[string]Box{}
		for _, b := range d.Boxes {
			boxes[b.ID] = b
		}
		for _, l := range d.Lines {
			first, last := boxes[l.People[0]], boxes[l.People[len(l.People)-1]]
			if below := map[bool]int{true: 1}[l.Kind == Child]; last.Row-first.Row != below || (last.Y > first.Y) != (l.Kind == Child) {
				t.Errorf("%+v joins rows %d and %d", l, first.Row, last.Row)
			}
			if end := l.Points[len(l.Points)-1]; l.Kind == Child && end != (Point{last.X + last.Width/2, last.Y}) {
				t.Errorf("%+v does not end on %+v", l, last)
			}
		}
	})
}

func TestSiblingsStandByAge(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list, focus := lifelike(t)
		at, born := map[string]int{}, map[string]string{}
		d := Draw(list, focus, small)
		for _, b := range d.Boxes {
			at[b.ID] = b.X
		}
		for _, m := range list {
			born[m.ID] = m.Born
		}
		for i, l := range d.Lines {
			for _, k := range d.Lines[:i] {
				n := len(l.People) - 1
				if l.Kind != Child || k.Kind != Child || !slices.Equal(l.People[:n], k.People[:len(k.People)-1]) {
					continue
				}
				older, younger := k.People[n], l.People[n]
				if born[older] > born[younger] || at[older] > at[younger] {
					t.Errorf("%s, born %s, at %d; %s, born %s, at %d", older, born[older], at[older], younger, born[younger], at[younger])
				}
			}
		}
	})
}

// Lines of different unions may cross; none runs along another.
func TestLinesOfTwoUnionsNeverRunTogether(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list, focus := lifelike(t)
		d := Draw(list, focus, large)
		for i, l := range d.Lines {
			for _, k := range d.Lines[:i] {
				if l.Kind == Child && k.Kind == Child && slices.Equal(l.People[:len(l.People)-1], k.People[:len(k.People)-1]) {
					continue
				}
				if p, together := sharing(l, k); together {
					t.Errorf("%+v and %+v run together at %+v", l, k, p)
				}
			}
		}
	})
}

func sharing(l, k Line) (Point, bool) {
	for i := 1; i < len(l.Points); i++ {
		a, b := l.Points[i-1], l.Points[i]
		for j := 1; j < len(k.Points); j++ {
			p, q := k.Points[j-1], k.Points[j]
			upright := a.X == b.X && p.X == q.X && a.X == p.X && max(min(a.Y, b.Y), min(p.Y, q.Y)) < min(max(a.Y, b.Y), max(p.Y, q.Y))
			level := a.Y == b.Y && p.Y == q.Y && a.Y == p.Y && max(min(a.X, b.X), min(p.X, q.X)) < min(max(a.X, b.X), max(p.X, q.X))
			if upright || level {
				return p, true
			}
		}
	}
	return Point{}, false
}

func TestTheSameFamilyGivesTheSameDrawing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list, focus := wild(t)
		if a, b := Draw(list, focus, small), Draw(slices.Clone(list), focus, small); !reflect.DeepEqual(a, b) {
			t.Errorf("%+v\n%+v", a, b)
		}
	})
}

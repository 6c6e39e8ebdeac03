package family

import (
	"fmt"
	"reflect"
	"testing"
)

func TestTiesThatCannotBeDrawnAreLeftOut(t *testing.T) {
	for _, c := range []struct {
		name, family string
		want         []Tie
	}{
		{"strangers and oneself", "ann = ann, ghost\nbob < bob, ghost", nil},
		{"one's own ancestor", "a < c\nb < a\nc < b", []Tie{{Child, "c", "b"}}},
		{"a third parent", "a\nb\nc\nd < a b c", []Tie{{Child, "d", "c"}}},
		{"partner of one's parent's generation", "a\nb < a\nc < a\nd < c = b", []Tie{{Couple, "d", "b"}}},
		{"partner and child", "a = b\nb < a", []Tie{{Couple, "a", "b"}}},
		{"two parents of different generations", "a\nb < a\nc < a b", []Tie{{Child, "c", "b"}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			members := told(c.family)
			for i, m := range members {
				if m.ID == "ghost" {
					members = members[:i]
					break
				}
			}
			if got := Draw(members, nil, small).LeftOut; !reflect.DeepEqual(got, c.want) {
				t.Errorf("%v, want %v", got, c.want)
			}
		})
	}
}

// What one of two calls former is former, whoever says so and whoever is first.
func TestFormerIsFormerForBoth(t *testing.T) {
	for _, s := range []string{"a = b\nb - a", "a - b\nb = a", "a\nb - a"} {
		d := Draw(told(s), nil, small)
		if len(d.Lines) != 1 || d.Lines[0].Kind != Former {
			t.Errorf("%q: %+v", s, d.Lines)
		}
	}
}

func TestNobodyIsDrawnAsNothing(t *testing.T) {
	if d := Draw(nil, []string{"a"}, large); !reflect.DeepEqual(d, Drawing{}) {
		t.Errorf("%+v", d)
	}
}

// many is four generations of 200 people: everyone has a partner, every couple
// three children or so.
func many() (list []Member) {
	for i := range 100 {
		m := Member{ID: fmt.Sprint(i), Born: fmt.Sprintf("19%02d-01-01", i%100), Partners: []Partner{{Person: fmt.Sprint(100 + i)}}}
		if i > 0 {
			m.Parents = []string{fmt.Sprint((i - 1) / 3), fmt.Sprint(100 + (i-1)/3)}
		}
		list = append(list, m)
	}
	for i := range 100 {
		list = append(list, Member{ID: fmt.Sprint(100 + i)})
	}
	return list
}

func BenchmarkDraw200(b *testing.B) {
	list := many()
	for b.Loop() {
		Draw(list, []string{"0", "100"}, large)
	}
}

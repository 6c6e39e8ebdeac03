package family

import (
	"strings"
	"testing"
)

// told reads a family from lines such as
//
//	ann 1950 = bob, - cy
//	dan 1980 < ann bob
//
// where = is a partner, - a former one, and < comes before parents. Who is only
// mentioned comes after all others.
func told(s string) (list []Member) {
	var mentioned []string
	for line := range strings.SplitSeq(s, "\n") {
		words := strings.Fields(strings.ReplaceAll(line, ",", " "))
		if len(words) == 0 {
			continue
		}
		m, sign := Member{ID: words[0]}, ""
		for _, w := range words[1:] {
			switch {
			case strings.Contains("=-<", w):
				sign = w
			case sign == "":
				m.Born = w
			case sign == "<":
				mentioned = append(mentioned, w)
				m.Parents = append(m.Parents, w)
			default:
				mentioned = append(mentioned, w)
				m.Partners = append(m.Partners, Partner{Person: w, Former: sign == "-"})
			}
		}
		list = append(list, m)
	}
	for _, id := range mentioned {
		list = append(list, Member{ID: id}) // the second of an id counts for nothing
	}
	return list
}

func TestPictures(t *testing.T) {
	for _, c := range []struct{ name, family, focus, want string }{
		{"a couple and their children, oldest first", `
			hal = wen
			wen
			c < hal wen
			b 1990 < wen hal
			a 1985 < hal wen`, "hal", `
  [hal]─┬─[wen]
        │
  ┌─────┼─────┐
  │     │     │
[a  ] [b  ] [c  ]
`},
		{"a former and a present partner", `
			hal - fay = wen
			a 1985 < hal fay
			b 2000 < hal wen
			c 2003 < hal wen`, "hal", `
[fay]┄┬┄[hal]─┬─[wen]
      │       │
     ┌┘      ┌┴────┐
     │       │     │
   [a  ]   [b  ] [c  ]
`},
		{"three unions", `
			hal - eva, - fay = wen
			a 1985 < hal eva
			b 1990 < hal fay
			c 2003 < hal wen`, "hal", `
[eva]   [fay]┄┬┄[hal]─┬─[wen]
   ┄┄┄┄┄┄┄┬┄┄┄┼┄┄┄    │
        ┌─┘   │       └─┐
        │     └─┐       │
      [a  ]   [b  ]   [c  ]
`},
		{"a lone parent, and a child whose other parent is unknown", `
			hal = wen
			a < hal wen
			b < hal
			c < b`, "hal", `
  [hal]─┬─[wen]
    │   │
  ┌─┘   │
  │     └─┐
[b  ]   [a  ]
  │
  │
  │
[c  ]
`},
		{"in-laws without parents, grandchildren", `
			hal = wen
			ann 1980 < hal wen = tim
			bea 1985 < hal wen
			cat 1987 < hal wen = sam
			x 2010 < ann tim
			y 2012 < ann tim
			z 2015 < cat sam`, "hal", `
      [hal]─┬─[wen]
            │
  ┌─────────┴───┬─────┐
  │             │     │
[ann]─┬─[tim] [bea] [cat]─┬─[sam]
      │                   │
   ┌──┴──┐                │
   │     │                │
 [x  ] [y  ]            [z  ]
`},
		{"the parents of both", `
			hal 1950 < hf hm = wen
			wen 1955 < wf wm
			hf = hm
			wf = wm
			ann 1980 < hal wen`, "hal", `
[hf ]─┬─[hm ]   [wf ]─┬─[wm ]
      │               │
      └───┐       ┌───┘
          │       │
        [hal]─┬─[wen]
              │
              │
              │
            [ann]
`},
		{"both families with brothers and sisters", `
			hal 1950 < hf hm = wen
			wen 1955 < wf wm
			hb 1948 < hf hm
			wb 1958 < wf wm
			wc 1952 < wf wm
			hf = hm
			wf = wm
			ann 1980 < hal wen`, "hal", `
[hf ]─┬─[hm ]     [wf ]─┬─[wm ]
      │                 │
   ┌──┴──┐       ┌──────┴┬─────┐
   │     │       │       │     │
 [hb ] [hal]─┬─[wen]   [wc ] [wb ]
             │
             │
             │
           [ann]
`},
		{"the oldest's partner has a family", `
			hal 1950 < hf hm = wen
			wen 1955 < wf wm
			hb 1958 < hf hm
			hf = hm
			wf = wm`, "hal", `
[wf ]─┬─[wm ]   [hf ]─┬─[hm ]
      │               │
      └──┐       ┌────┴┐
         │       │     │
       [wen]───[hal] [hb ]
`},
		{"two families and two people alone", `
			zoe
			hal = wen
			ann < bob
			bob
			yan`, "bob", `
[bob]   [hal]───[wen]   [zoe]
  │
  │
  │
[ann]                   [yan]
`},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := picture(Draw(told(c.family), strings.Fields(c.focus), small))
			if got != c.want[1:] {
				t.Errorf("got\n%swant%s", got, c.want)
			}
		})
	}
}

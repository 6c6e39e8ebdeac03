package journeys

import (
	"slices"
	"testing"

	"tierce/internal/text"
)

// What the manager is shown of somebody's view is, word for word, what that
// person's own pages then show.
func TestALL3ViewAsIsWhatThatPersonSees(t *testing.T) {
	shared(t, func(t *testing.T, on *product, lang text.Lang) {
		pl := on.plan()
		claire := on.as(manager, lang)
		claire.goTo(pl.at("/simulations/new"))
		claire.fill("name", "Donner la maison")
		claire.fill("years", "10")
		claire.press(claire.say("portal.simulation.make"))
		for name, key := range map[string]string{"Camille Vasseur,": "camille", "Maître Aubry": "aubry"} {
			claire.rights(pl)
			claire.asks(name, "write")
			claire.follow(claire.say("portal.right.as-them"))
			claire.sees(claire.say("portal.as.back"))
			claire.picture("right-as-" + key)
			shown := read[[]seen](claire, `[...document.querySelectorAll("section.seen:has(h3 .tag)")].map(s => (%s)(s, s.querySelector("h3").firstChild))`, readSection)
			claire.rights(pl)
			claire.gives(name, "write")

			them := pl.arrives(key, lang)
			if !slices.ContainsFunc(shown, func(s seen) bool { return len(s.Made) == 3 }) {
				t.Errorf("%s is shown without the simulation", name)
			}
			titles := read[[]string](them, `[...document.querySelectorAll(".tasks a")].map(words)`)
			if want := titlesOf(shown); !slices.Equal(titles, want) {
				t.Errorf("%s sees the sections %q, the view shows %q", name, titles, want)
			}
			for i, at := range read[[]string](them, `[...document.querySelectorAll(".tasks a")].map(a => a.getAttribute("href"))`) {
				them.goTo(at)
				own := read[seen](them, `(%s)(document.querySelector("main"), document.querySelector("h1"))`, readSection)
				own.Edits = them.count(`a[href$="/edit"]`) == 1
				if len(shown[i].Lines) == 0 && emptySection(own, them.say("portal.none-given")) {
					own.Lines = nil // the view says of an empty section only that it is one
				}
				if !same(own, shown[i]) {
					t.Errorf("%s sees at %s\n%+v\nthe view shows\n%+v", name, at, own, shown[i])
				}
			}
		}
	})
}

// seen is a section as a page shows it.
type seen struct {
	Title string
	Lines []string
	Made  []string // simulations and reports
	Edits bool
}

// readSection reads what stands in the lists and tables of part of a page.
const readSection = `(part, title) => ({Title: flat(title.textContent),
	Lines: [...part.querySelectorAll("dl.summary dt, dl.summary dd, .values :is(th, td)")].map(e => flat(e.textContent)),
	Made: [...part.querySelectorAll("table:not(.values) tbody :is(th, td:not(.act))")].map(e => flat(e.textContent)),
	Edits: part.querySelector("h3 .tag:not(.over)") !== null})`

func same(a, b seen) bool {
	return a.Title == b.Title && a.Edits == b.Edits && slices.Equal(a.Lines, b.Lines) && slices.Equal(a.Made, b.Made)
}

// emptySection tells whether a section's page shows labels and no value.
func emptySection(s seen, none string) bool {
	for i, line := range s.Lines {
		if i%2 == 1 && line != none {
			return false
		}
	}
	return true
}

func titlesOf(list []seen) (titles []string) {
	for _, s := range list {
		titles = append(titles, s.Title)
	}
	return titles
}

package journeys

import (
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"tierce/internal/text"
)

// tabTo presses Tab until something called name has the focus. Whatever has it
// on the way must be in view and show that it has it.
func (p *person) tabTo(name string) {
	p.t.Helper()
	for range 200 {
		p.keys(kb.Tab)
		at := read[struct {
			Name  string
			Shown bool
		}](p, `(e => ({name: e.id || e.name ? (document.querySelector("label[for='" + e.id + "']")?.innerText ?? words(e)) : words(e),
			shown: getComputedStyle(e).outlineStyle !== "none" && e.getClientRects().length > 0}))(document.activeElement)`)
		if !at.Shown {
			p.t.Errorf("%s: %q has the focus and does not show it", p.at(), at.Name)
		}
		if len(at.Name) >= len(name) && at.Name[:len(name)] == name {
			return
		}
	}
	p.t.Fatalf("Tab never comes to %s, at %s", quote(name), p.at())
}

func (p *person) keys(keys string) {
	p.t.Helper()
	p.check(chromedp.Do(p.tab, chromedp.KeyEvent(keys)))
}

// enter presses Enter on what has the focus, and waits for the next page.
func (p *person) enter() { p.t.Helper(); p.leaving(func() { p.keys(kb.Enter) }) }

// The whole hand-over without a mouse, from one end to the other.
func TestEVO1EVO4ByKeyboardAlone(t *testing.T) {
	bilingual(t, func(t *testing.T, on *product, lang text.Lang) {
		claire, marc := on.as("claire@cabinet.example", lang), on.as("marc@conseil.example", lang)
		claire.goTo("/dossiers")
		claire.tabTo(claire.say("portal.share.link"))
		claire.enter()
		claire.tabTo(claire.say("portal.share.button"))
		claire.enter()
		claire.tabTo(claire.say("portal.share.copy"))
		key := claire.copies(func() { claire.keys(" ") })

		marc.goTo("/dossiers")
		marc.tabTo(marc.say("portal.import.title"))
		marc.enter()
		marc.tabTo(marc.say("portal.import.key"))
		marc.keys(key)
		marc.enter()
		marc.sees(marc.say("portal.done.imported"))
	})
}

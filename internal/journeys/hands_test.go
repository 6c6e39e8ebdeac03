package journeys

import (
	"strings"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// library is what the tests know to do in a page: find what a person would
// find, by the words on it.
const library = `
const seen = e => e.getClientRects().length > 0 && getComputedStyle(e).visibility !== "hidden" && !e.closest("[aria-hidden=true]");
const words = e => (e.innerText || e.value || "").replace(/\s+/g, " ").trim();
const flat = s => s.replace(/\s+/g, " ").trim();
const named = (css, text, near) => {
  const name = flat(text), beside = near && flat(near); // some spaces do not break, and count as any
  const all = [...document.querySelectorAll(css)].filter(e => seen(e) &&
    (!beside || words(e.closest("tr, li, dd, .row, section, form, fieldset, article, .window") || document.body).includes(beside)));
  const shown = e => words(e) || e.getAttribute("aria-label") || "";
  return all.find(e => shown(e) === name) || all.find(e => shown(e).startsWith(name));
};
const spot = e => {
  if (!e) return null;
  e.scrollIntoView({block: "center", inline: "nearest", behavior: "instant"});
  const r = e.getClientRects()[0], x = r.left + r.width / 2, y = r.top + r.height / 2;
  const hit = document.elementFromPoint(x, y);
  return {x, y, covered: !(hit && (e.contains(hit) || hit.contains(e)))};
};
const field = name => [...document.querySelectorAll("main [name], [name]")].find(e => e.name === name && e.type !== "hidden");
const set = (e, v) => { e.value = v; e.dispatchEvent(new Event("change", {bubbles: true})); return e.value === v };
const grip = e => { e.focus(); e.select(); return true };
const option = (name, value) => [...document.querySelectorAll("input")].find(e => e.name === name && e.value === value);
`

type place struct {
	X, Y    float64
	Covered bool
}

// goTo types an address.
func (p *person) goTo(path string) {
	p.t.Helper()
	if !strings.HasPrefix(path, "http") {
		path = p.on.URL + path
	}
	p.leaving(func() { p.check(chromedp.Do(p.tab, chromedp.Navigate(path))) })
}

// press clicks the button of that name, and waits for the next page.
func (p *person) press(name string) { p.t.Helper(); p.pressBeside("", name) }

// pressBeside clicks the button in the row, or the box, that holds the words
// beside.
func (p *person) pressBeside(beside, name string) {
	p.t.Helper()
	p.leaving(func() { p.click("button "+quote(name), `named("button", %q, %q)`, name, beside) })
}

// tap clicks a button that leads nowhere.
func (p *person) tap(name string) {
	p.t.Helper()
	p.click("button "+quote(name), `named("button", %q)`, name)
}

// follow clicks the link of that name.
func (p *person) follow(name string) { p.t.Helper(); p.followBeside("", name) }

func (p *person) followBeside(beside, name string) {
	p.t.Helper()
	p.leaving(func() { p.click("link "+quote(name), `named("a[href]", %q, %q)`, name, beside) })
}

// fill types into the field of that name, over what it holds.
func (p *person) fill(name, value string) {
	p.t.Helper()
	p.until("a field "+name, `field(%q) && seen(field(%q))`, name, name)
	switch read[string](p, `field(%q).tagName + " " + field(%q).type`, name, name) {
	case "INPUT radio", "INPUT checkbox":
		p.choose(name, value)
	case "SELECT select-one": // no page can tell its list's keys and clicks apart
		read[bool](p, `set(field(%q), %q)`, name, value)
	default:
		read[bool](p, `grip(field(%q))`, name)
		p.replace(value)
	}
}

// replace types over what is selected.
func (p *person) replace(value string) {
	p.t.Helper()
	if value == "" {
		p.check(chromedp.Do(p.tab, chromedp.KeyEvent("\b")))
		return
	}
	call(p, input.InsertText, input.InsertTextParams{Text: value})
}

// choose clicks one radio button or checkbox.
func (p *person) choose(name, value string) {
	p.t.Helper()
	p.click("option "+name+" "+value, `option(%q, %q)`, name, value)
}

// options are the values that a list, or a group of buttons, offers.
func (p *person) options(name string) []string {
	p.t.Helper()
	return read[[]string](p, `[...document.querySelectorAll("input, select")].filter(e => e.name === %q && e.type !== "hidden")
		.flatMap(e => e.options ? [...e.options].map(o => o.value) : [e.value]).filter(v => v)`, name)
}

// value is what a field holds.
func (p *person) value(name string) string {
	p.t.Helper()
	return read[string](p, `field(%q)?.value ?? "there is no such field"`, name)
}

// click waits for something to click on, and clicks in the middle of it.
func (p *person) click(what, expression string, args ...any) {
	p.t.Helper()
	p.until(what, expression+` != null`, args...)
	to := read[place](p, `spot(`+expression+`)`, args...)
	if to.Covered {
		p.t.Fatalf("%s is covered by something else, at %s", what, p.at())
	}
	p.check(chromedp.Do(p.tab, chromedp.MouseClickXY(to.X, to.Y)))
}

// leaving does something that leads to another page, waits until that page is
// there whole, and looks at it.
func (p *person) leaving(act func()) {
	p.t.Helper()
	if _, err := js[bool](p, `window.beingLeft = true`); err != nil {
		p.check(err)
	}
	act()
	p.until("another page", `!window.beingLeft && document.readyState === "complete" && location.protocol === "http:"`)
	p.look()
}

// sees waits until the page shows the words.
func (p *person) sees(all ...string) {
	p.t.Helper()
	for _, what := range all {
		p.until("the words "+quote(what), `flat(document.body.innerText).includes(flat(%q))`, what)
	}
}

// seesNot looks once: the page is whole.
func (p *person) seesNot(what string) {
	p.t.Helper()
	if read[bool](p, `flat(document.body.innerText).includes(flat(%q))`, what) {
		p.t.Errorf("%s shows %q:\n%s", p.at(), what, p.screen())
	}
}

// count is how many elements a selector finds.
func (p *person) count(css string) int {
	p.t.Helper()
	return read[int](p, `document.querySelectorAll(%q).length`, css)
}

func quote(s string) string { return "« " + s + " »" }

// followTask opens a section from the dossier's page, counted from 0.
func (p *person) followTask(i int) {
	p.t.Helper()
	p.leaving(func() { p.click("a section", `document.querySelectorAll(".tasks a")[%d]`, i) })
}

// firstText is the name of the first field of one line of text in the page's
// form.
func (p *person) firstText() string {
	p.t.Helper()
	return read[string](p, `document.querySelector("main form input[type=text]").name`)
}

// optionCalled is the value of the option of a list that is called so.
func (p *person) optionCalled(name, label string) string {
	p.t.Helper()
	return read[string](p, `[...field(%q).options].find(o => flat(o.text).includes(%q))?.value ?? ""`, name, label)
}

package journeys

import (
	"crypto/sha256"
	"encoding/base64"
	"os"
	"path/filepath"
	"sync"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// axeSource is axe-core, as package-lock.json pins it.
var axeSource = sync.OnceValues(func() (string, error) {
	b, err := os.ReadFile("../../node_modules/axe-core/axe.min.js")
	return string(b), err
})

// axe looks for everything that an automatic check can find of WCAG 2.2 A and
// AA, and of good practice.
const axe = `axe.run(document, {iframes: false, resultTypes: ["violations"],
  runOnly: {type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}})
  .then(r => r.violations.map(v => v.id + ": " + v.help + "\n" + v.nodes.map(n => "    " + n.html + "\n    " + n.failureSummary).join("\n")))`

// looked and axed hold the pages that were looked at, by what they are made of,
// and those that axe went through, by how they are built: what comes again as it
// was costs nothing.
var looked, axed sync.Map

// made is the page without what is drawn by lot: ids, tokens, request numbers,
// and the addresses and numbers of each plan.
const made = `document.documentElement.outerHTML.replace(/\b[0-9a-z_-]{16,}\b/gi, "").replace(/\d\d:\d\d(:\d\d)?/g, "").replace(/-\d+\.example|\+33\d+/g, "")`

// built is what axe judges of the page: its elements, in which language, with
// which attributes and classes, and which of them hold words, whatever these
// say; of rows that are built alike, one.
const built = `(function build(e) {
  const said = ["class", "role", "type", "lang", "autocomplete", "scope", "aria-current", "aria-live"];
  const attributes = [...e.attributes].map(a => said.includes(a.name) ? a.name + "=" + a.value : a.name + (a.value === "" ? "" : "="));
  const words = [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim() !== "");
  const inside = [...e.children].map(build).filter((one, i, all) => one !== all[i - 1]);
  return "<" + e.localName + " " + attributes.sort().join(" ") + (words ? " words" : "") + ">" + inside.join("");
})(document.documentElement)`

// look holds the page to what every page is held to: its language, no
// violation, and no scrolling to the side on a small screen.
func (p *person) look() {
	p.t.Helper()
	if p.before(&looked, made) {
		return
	}
	if lang := read[string](p, `document.documentElement.lang`); lang != "fr" && lang != "en" {
		p.t.Errorf("%s has the language %q", p.at(), lang)
	}
	p.narrow()
	if p.noScript || p.before(&axed, built) {
		return // pages without scripts are looked at with them
	}
	p.axe()
}

// before tells whether a page that is the same by expression was there already.
func (p *person) before(pages *sync.Map, expression string) bool {
	p.t.Helper()
	_, again := pages.LoadOrStore(sha256.Sum256([]byte(read[string](p, "%s", expression))), true)
	return again
}

// narrow looks at the page on a small screen.
func (p *person) narrow() {
	p.t.Helper()
	p.width(phone)
	if w := read[int](p, `document.scrollingElement.scrollWidth`); w > phone {
		p.t.Errorf("%s is %d pixels wide on a screen of %d: %s", p.at(), w, phone, read[string](p,
			`[...document.querySelectorAll("body *")].filter(e => e.getBoundingClientRect().right > %d + 1).map(e => e.outerHTML.slice(0, 120)).slice(0, 5).join("\n")`, phone))
	}
	p.width(desktop)
}

func (p *person) axe() {
	p.t.Helper()
	source, err := axeSource()
	if err != nil {
		p.t.Fatal("axe-core is missing: run make tools")
	}
	_, err = chromedp.Run(p.tab, chromedp.Evaluate[bool](source+"; true"))
	p.check(err)
	for _, violation := range read[[]string](p, axe) {
		p.t.Errorf("%s: axe finds %s", p.at(), violation)
	}
}

// opensMail shows the newest mail to an address as a mail program does, on both
// screens.
func (p *person) opensMail(to, name string) {
	p.t.Helper()
	html := p.on.Mailbox.Messages(to)[0].HTML
	p.check(chromedp.Do(p.tab, chromedp.Navigate("data:text/html;charset=utf-8;base64,"+base64.StdEncoding.EncodeToString([]byte(html)))))
	p.narrow()
	p.picture(name)
}

// picture writes the page as it looks on both screens, where asked.
func (p *person) picture(name string) {
	p.t.Helper()
	if *documenting {
		p.illustrate(name)
	}
	if *screenshots == "" {
		return
	}
	p.check(os.MkdirAll(*screenshots, 0o755))
	for w, suffix := range map[int64]string{desktop: "", phone: "-320"} {
		p.width(w)
		whole := true
		height := read[float64](p, `document.documentElement.scrollHeight`)
		if w == desktop {
			height = min(height, 1100) // as much as a large screen shows
		}
		shot := call(p, page.CaptureScreenshot, page.CaptureScreenshotParams{CaptureBeyondViewport: &whole,
			Clip: &page.Viewport{Width: float64(w), Height: height, Scale: 1}})
		p.check(os.WriteFile(filepath.Join(*screenshots, name+"-"+string(p.lang)+suffix+".png"), shot.Data, 0o644))
	}
	p.width(desktop)
}

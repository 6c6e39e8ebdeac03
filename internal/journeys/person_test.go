package journeys

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"tierce/internal/text"
)

// person is somebody in front of a tab of their own browser.
type person struct {
	on       *product
	t        *testing.T
	tab      context.Context
	lang     text.Lang
	noScript bool
}

// person opens a browser that asks for pages in lang.
func (on *product) person(lang text.Lang) *person {
	on.t.Helper()
	tab, end := chromedp.NewContext(chromium, chromedp.WithNewBrowserContext())
	on.t.Cleanup(end)
	p := &person{on: on, t: on.t, tab: tab, lang: lang}
	p.prepare()
	return p
}

// otherTab opens a second tab in the same browser: the same cookies.
func (p *person) otherTab() *person {
	p.t.Helper()
	tab, end := chromedp.NewContext(p.tab)
	p.t.Cleanup(end)
	second := &person{on: p.on, t: p.t, tab: tab, lang: p.lang}
	second.prepare()
	return second
}

// withoutScript turns JavaScript off for every page to come.
func (p *person) withoutScript() *person {
	p.t.Helper()
	p.noScript = true
	call(p, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	return p
}

// prepare makes the tab behave as one in front of somebody: it has the focus
// and the clipboard. Without motion, a scroll is over as soon as it begins.
func (p *person) prepare() {
	p.t.Helper()
	p.check(chromedp.Do(p.tab)) // opens the tab, for as long as its own context lives
	call(p, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true})
	still := []*emulation.MediaFeature{{Name: "prefers-reduced-motion", Value: "reduce"}}
	call(p, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: still})
	call(p, network.SetExtraHTTPHeaders, network.SetExtraHTTPHeadersParams{Headers: network.Headers{"Accept-Language": string(p.lang)}})
	for _, name := range []string{"clipboard-read", "clipboard-write"} {
		_, err := chromedp.CallBrowser(p.tab, browser.SetPermission, browser.SetPermissionParams{
			Permission: &browser.PermissionDescriptor{Name: name}, Setting: browser.PermissionSettingGranted,
			Origin: p.on.URL, BrowserContextID: chromedp.FromContext(p.tab).BrowserContextID})
		p.check(err)
	}
	p.width(desktop)
}

// Widths of the two screens that every page is looked at on.
const (
	desktop = 1280
	phone   = 320
)

func (p *person) width(w int64) {
	p.t.Helper()
	height := int64(900)
	if w == phone {
		height = 640
	}
	call(p, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: w, Height: height, DeviceScaleFactor: 1})
}

func (p *person) check(err error) {
	p.t.Helper()
	if err != nil {
		p.t.Fatalf("browser: %v", err)
	}
}

// say gives a sentence of the product in the person's language.
func (p *person) say(id string, args ...any) string { return p.lang.Say(id, args...) }

// call runs one command of the DevTools protocol in the person's tab.
func call[P, R any](p *person, command cdp.Command[P, R], params P) R {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.tab, *patience)
	defer cancel()
	answer, err := chromedp.Call(ctx, command, params)
	p.check(err)
	return answer
}

// js evaluates an expression in the page, on top of what library defines. A
// promise is waited for.
func js[T any](p *person, expression string, args ...any) (T, error) {
	ctx, cancel := context.WithTimeout(p.tab, *patience)
	defer cancel()
	options := []chromedp.EvaluateOption{chromedp.EvalAwaitPromise}
	if p.noScript {
		options = nil // without scripts no promise is ever kept
	}
	return chromedp.Run(ctx, chromedp.Evaluate[T]("(() => {"+library+"; return "+fmt.Sprintf(expression, args...)+"})()", options...))
}

// read is js that cannot fail.
func read[T any](p *person, expression string, args ...any) T {
	p.t.Helper()
	v, err := js[T](p, expression, args...)
	p.check(err)
	return v
}

// until looks at the page again and again. A page that is being left cannot
// answer: that is not yet.
func (p *person) until(what, condition string, args ...any) {
	p.t.Helper()
	end := time.Now().Add(*patience)
	for {
		if is, err := js[bool](p, condition, args...); err == nil && is {
			return
		}
		if time.Now().After(end) {
			p.t.Fatalf("it never came to %s, at %s:\n%s", what, p.at(), p.screen())
		}
		time.Sleep(10 * time.Millisecond)
	}
}

// at is the address that the person sees, without the host.
func (p *person) at() string {
	at, _ := js[string](p, `location.pathname + location.search`)
	return at
}

// screen is all the text of the page, for messages.
func (p *person) screen() string {
	all, _ := js[string](p, `document.body ? document.body.innerText : ""`)
	return all
}

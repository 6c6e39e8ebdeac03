// Package journeys walks through the product as people do: the whole of it runs
// on this machine and a real browser signs up, shares, imports and reads. Every
// page on the way is held to axe-core and to a screen of 320 pixels. It is a
// test and nothing else.
package journeys

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"testing"

	"github.com/chromedp/chromedp"
)

var screenshots = flag.String("screenshots", "", "write a PNG of each main page, at 1280 and 320 pixels, to this folder")

// chromium is the one Chromium of all journeys; each person gets a profile of
// their own in it.
var chromium context.Context

func TestMain(m *testing.M) {
	flag.Parse()
	stop, err := launch()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	code := m.Run()
	stop()
	stopStandings()
	os.Exit(code)
}

// launch starts the browser of the system, without a window. It runs without a
// sandbox because tests run as root in most build machines; it opens nothing
// but 127.0.0.1.
func launch() (stop func(), err error) {
	path, err := executable("chromium", "google-chrome")
	if err != nil {
		return nil, err
	}
	options := []chromedp.ExecAllocatorOption{chromedp.ExecPath(path), chromedp.Headless, chromedp.NoSandbox,
		chromedp.DisableGPU, chromedp.NoFirstRun, chromedp.NoDefaultBrowserCheck}
	for _, name := range []string{"disable-quic", "disable-background-networking", "disable-component-update", "disable-sync",
		"disable-dev-shm-usage", "disable-background-timer-throttling", "disable-renderer-backgrounding",
		"disable-backgrounding-occluded-windows"} {
		options = append(options, chromedp.Flag(name, true))
	}
	ctx, stopProcess := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, closeTab := chromedp.NewContext(ctx)
	chromium = ctx
	return func() { closeTab(); stopProcess() }, chromedp.Do(ctx)
}

func executable(names ...string) (string, error) {
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", fmt.Errorf("a browser is missing: install %s (`make browser` does on Debian)", names[0])
}

package journeys

import (
	"context"
	"flag"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"tierce/internal/local/host"
	"tierce/internal/text"
)

// patience is how long a journey waits for one thing to happen. It is reached
// only where the thing never does, so it may be long.
var patience = flag.Duration("patience", 40*time.Second, "how long to wait for one thing to happen")

// product is the whole of Tierce on a free port, in memory, with the demo.
type product struct {
	*host.Host
	t *testing.T
}

func started(t *testing.T) *product {
	t.Helper()
	h, err := host.Start(t.Context(), host.Config{Addr: "127.0.0.1:0", Demo: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(h.Stop)
	return &product{h, t}
}

// standings are the products that journeys share, one a language: what an agent
// reads in is kept with their account.
var standings = struct {
	sync.Mutex
	of map[text.Lang]*host.Host
}{of: map[text.Lang]*host.Host{}}

// standing gives the one of lang, which runs until all journeys are over.
func standing(t *testing.T, lang text.Lang) *host.Host {
	t.Helper()
	standings.Lock()
	defer standings.Unlock()
	if standings.of[lang] == nil {
		h, err := host.Start(context.Background(), host.Config{Addr: "127.0.0.1:0", Demo: true})
		if err != nil {
			t.Fatal(err)
		}
		standings.of[lang] = h
	}
	return standings.of[lang]
}

func stopStandings() {
	for _, h := range standings.of {
		h.Stop()
	}
}

// bilingual walks one journey in French and in English at the same time, each
// on a product of its own.
func bilingual(t *testing.T, walk func(t *testing.T, on *product, lang text.Lang)) {
	for _, lang := range text.Langs() {
		t.Run(string(lang), func(t *testing.T) {
			t.Parallel()
			walk(t, started(t), lang)
		})
	}
}

// advance moves the product's clock, and lets what fell due happen.
func (on *product) advance(by time.Duration) {
	on.t.Helper()
	res, err := http.Post(on.URL+"/_local/clock", "application/json", strings.NewReader(`{"advance":"`+by.String()+`"}`))
	if err != nil {
		on.t.Fatal(err)
	}
	res.Body.Close()
	if res.StatusCode != http.StatusOK {
		on.t.Fatalf("the clock answers %s", res.Status)
	}
}

// message waits for a message to an address or a phone number that matches
// pattern, and gives what its first group holds.
func (on *product) message(to, pattern string) string {
	on.t.Helper()
	find := regexp.MustCompile(pattern)
	var found string
	on.until("a message to "+to+" like "+pattern, func() bool {
		for _, m := range on.Mailbox.Messages(strings.ReplaceAll(to, " ", "")) { // newest first
			if got := find.FindStringSubmatch(m.Text); got != nil {
				found = got[1]
				return true
			}
		}
		return false
	})
	return found
}

// until looks again and again whether something has come about.
func (on *product) until(what string, is func() bool) {
	on.t.Helper()
	for end := time.Now().Add(*patience); !is(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			on.t.Fatalf("it never came to %s", what)
		}
	}
}

// paris is the zone of the demo's organisations.
var paris = func() *time.Location {
	zone, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		panic(err)
	}
	return zone
}()

package scanner_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"tierce/internal/bucket"
	"tierce/internal/intake"
	"tierce/internal/local/objects"
	"tierce/internal/local/scanner"
)

const name = "files"

// room notes what intake tells it.
type room struct {
	heard chan string
	fail  func(told string) error
}

func (r *room) told(what string) error {
	if r.fail != nil {
		if err := r.fail(what); err != nil {
			return err
		}
	}
	r.heard <- what
	return nil
}

func (r *room) Arrived(_ context.Context, key string) error { return r.told("arrived " + key) }

func (r *room) Scanned(_ context.Context, key string, clean bool, threat string) error {
	return r.told(fmt.Sprintf("scanned %s %v %q", key, clean, threat))
}

// next is what the room hears next.
func (r *room) next(t *testing.T) string {
	t.Helper()
	select {
	case what := <-r.heard:
		return what
	case <-time.After(15 * time.Second):
		t.Fatal("the room hears nothing")
		return ""
	}
}

func (r *room) hears(t *testing.T, want ...string) {
	t.Helper()
	for _, w := range want {
		if got := r.next(t); got != w {
			t.Errorf("heard %s, want %s", got, w)
		}
	}
}

// watched has a store whose uploads r hears of, as intake tells them, through
// JSON as on the wire.
func watched(t *testing.T, r *room) *bucket.Bucket {
	t.Helper()
	s, err := objects.Start(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Stop)
	if err := objects.Make(t.Context(), s.URL(), name, ""); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		scanner.Watch(ctx, s, name, func(ctx context.Context, e events.EventBridgeEvent) error {
			text, err := json.Marshal(e)
			if err != nil {
				return err
			}
			var again events.EventBridgeEvent
			return errors.Join(json.Unmarshal(text, &again), intake.Heard(r)(ctx, again))
		})
	}()
	t.Cleanup(func() { stop(); <-ended })
	return objects.Bucket(s.URL(), name, nil)
}

func put(t *testing.T, b *bucket.Bucket, key, content string) {
	t.Helper()
	if err := b.Put(t.Context(), key, "text/plain", []byte(content)); err != nil {
		t.Fatal(err)
	}
}

func TestEachUploadArrivesAndIsJudged(t *testing.T) {
	r := &room{heard: make(chan string, 100)}
	b := watched(t, r)
	put(t, b, "d/clean", "hello")
	r.hears(t, "arrived d/clean", `scanned d/clean true ""`)
	put(t, b, "d/bad", "before "+scanner.TestFile()+" after")
	r.hears(t, "arrived d/bad", `scanned d/bad false "EICAR-Test-File (not a virus)"`)
	put(t, b, "d/clean", "another content")
	r.hears(t, "arrived d/clean", `scanned d/clean true ""`)
}

// What the room refuses at its arrival is deleted at once: there is nothing
// left to judge.
func TestWhatIsGoneIsNotJudged(t *testing.T) {
	r := &room{heard: make(chan string, 100)}
	var b *bucket.Bucket
	r.fail = func(told string) error {
		if told == "arrived d/refused" {
			return b.Delete(context.Background(), "d/refused")
		}
		return nil
	}
	b = watched(t, r)
	put(t, b, "d/refused", "x")
	r.hears(t, "arrived d/refused")
	put(t, b, "d/next", "x")
	r.hears(t, "arrived d/next")
}

func TestWhatFailsComesThreeTimes(t *testing.T) {
	var tries atomic.Int32
	r := &room{heard: make(chan string, 100)}
	r.fail = func(told string) error {
		if told != "arrived d/poison" {
			return nil
		}
		tries.Add(1)
		return errors.New("the table is away")
	}
	b := watched(t, r)
	put(t, b, "d/poison", "x")
	for i := range 6 { // each has the store looked at again
		key := fmt.Sprint("d/fine", i)
		put(t, b, key, "x")
		r.hears(t, "arrived "+key, "scanned "+key+` true ""`)
	}
	if n := tries.Load(); n != 3 {
		t.Errorf("%d tries", n)
	}
}

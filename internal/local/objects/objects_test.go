package objects_test

import (
	"context"
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tierce/internal/local/objects"
)

const name = "files"

func started(t *testing.T, dir string) *objects.Store {
	t.Helper()
	s, err := objects.Start(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Stop)
	if err := objects.Make(t.Context(), s.URL(), name, "http://127.0.0.1:8080"); err != nil {
		t.Fatal(err)
	}
	return s
}

func put(t *testing.T, s *objects.Store, key string) {
	t.Helper()
	if err := objects.Bucket(s.URL(), name, nil).Put(t.Context(), key, "text/plain", []byte(key)); err != nil {
		t.Fatal(err)
	}
}

func TestObjectsSurviveARestart(t *testing.T) {
	dir := t.TempDir()
	first := started(t, dir)
	put(t, first, "d/kept")
	first.Stop()
	first.Stop() // twice is once
	second := started(t, dir)
	size, there, err := objects.Bucket(second.URL(), name, nil).Head(t.Context(), "d/kept")
	if err != nil || !there || size != 6 {
		t.Errorf("after a restart: %d %v %v", size, there, err)
	}
}

// `make run` keeps its state in a folder below where it stands, named from there.
func TestAFolderMayBeNamedFromHere(t *testing.T) {
	dir, err := os.MkdirTemp(".", "state")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	put(t, started(t, dir), "d/kept")
}

// Each object is handed over, those that were there first, those that fail
// again; one that is made again comes again.
func TestFollowHandsOverEachObject(t *testing.T) {
	s := started(t, t.TempDir())
	put(t, s, "before")
	ctx, stop := context.WithCancel(t.Context())
	came, ended := make(chan string), make(chan struct{})
	failed := false
	go func() {
		defer close(ended)
		s.Follow(ctx, name, func(o objects.Object) error {
			if o.Key == "fails" && !failed {
				failed = true
				return errors.New("not now")
			}
			came <- o.Key
			return nil
		})
	}()
	next := func() string {
		t.Helper()
		select {
		case key := <-came:
			return key
		case <-time.After(10 * time.Second):
			t.Fatal("nothing came")
			return ""
		}
	}
	if key := next(); key != "before" {
		t.Errorf("first came %s", key)
	}
	for _, key := range []string{"after", "fails"} {
		put(t, s, key)
		if got := next(); got != key {
			t.Errorf("came %s, want %s", got, key)
		}
	}
	if err := objects.Bucket(s.URL(), name, nil).Put(t.Context(), "after", "text/plain", []byte("other")); err != nil {
		t.Fatal(err)
	}
	if got := next(); got != "after" {
		t.Errorf("made again, came %s", got)
	}
	stop()
	<-ended
}

func TestPagesOfTheOriginMaySend(t *testing.T) {
	s := started(t, t.TempDir())
	for origin, may := range map[string]bool{"http://127.0.0.1:8080": true, "https://elsewhere.example": false} {
		r, err := http.NewRequest(http.MethodOptions, s.URL()+"/"+name, nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Origin", origin)
		r.Header.Set("Access-Control-Request-Method", http.MethodPost)
		answer, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		answer.Body.Close()
		if got := answer.Header.Get("Access-Control-Allow-Origin") == origin; got != may {
			t.Errorf("%s may send: %v, %d", origin, got, answer.StatusCode)
		}
	}
}

func TestListGivesMoreThanOnePage(t *testing.T) {
	dir := t.TempDir()
	s := started(t, dir)
	for i := range 1001 { // written where the store keeps them: 1,001 calls would take their time
		if err := os.WriteFile(filepath.Join(dir, "data", name, time.Unix(int64(i), 0).UTC().Format("150405")), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	all, err := objects.List(t.Context(), s.URL(), name)
	if err != nil || len(all) != 1001 {
		t.Errorf("%d objects, %v", len(all), err)
	}
}

func TestAMissingBinarySaysWhatToRun(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "go.mod"), []byte("module elsewhere\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Chdir(dir)
	_, err := objects.Start(t.Context(), dir)
	if err == nil || !strings.Contains(err.Error(), "make tools") || strings.Contains(err.Error(), "\n") {
		t.Fatalf("got %v", err)
	}
}

// Package buckettest gives tests a bucket of their own in a real S3-compatible
// store, started once for each test program. Faults and counts of its calls
// come from tabletest.Wire, which numbers them with the table's.
package buckettest

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"

	"tierce/internal/bucket"
	"tierce/internal/id"
	"tierce/internal/local/objects"
)

var endpoint = sync.OnceValues(func() (string, error) {
	s, err := objects.Start(context.Background(), folder()) // dies with the test program
	if err != nil {
		return "", err
	}
	return s.URL(), nil
})

const prefix = "tierce-objects-"

// folder names one for this process, and removes those of processes that are
// gone: a test program has no last word in which to tidy up.
func folder() string {
	old, _ := filepath.Glob(filepath.Join(os.TempDir(), prefix+"*")) // the pattern is well formed
	for _, dir := range old {
		_, of, _ := strings.Cut(filepath.Base(dir), prefix)
		if pid, err := strconv.Atoi(of); err == nil && syscall.Kill(pid, 0) == syscall.ESRCH {
			os.RemoveAll(dir)
		}
	}
	return filepath.Join(os.TempDir(), fmt.Sprint(prefix, os.Getpid()))
}

// Endpoint gives the store's URL.
func Endpoint(t testing.TB) string {
	t.Helper()
	url, err := endpoint()
	if err != nil {
		t.Fatal(err)
	}
	return url
}

// New makes an empty bucket.
func New(t testing.TB) *bucket.Bucket { return On(t, Name(t), nil) }

// Name makes an empty bucket and gives its name, for tests that reach it in
// several ways.
func Name(t testing.TB) string {
	t.Helper()
	name := "test-" + id.New()
	if err := objects.Make(t.Context(), Endpoint(t), name, ""); err != nil {
		t.Fatal(err)
	}
	return name
}

// On gives the bucket called name, every call of which goes through transport
// (nil for the usual one).
func On(t testing.TB, name string, transport http.RoundTripper) *bucket.Bucket {
	t.Helper()
	return objects.Bucket(Endpoint(t), name, transport)
}

// Keys gives the keys of every object in the bucket called name, sorted.
func Keys(t testing.TB, name string) []string {
	t.Helper()
	there, err := objects.List(t.Context(), Endpoint(t), name)
	if err != nil {
		t.Fatal(err)
	}
	var keys []string
	for _, o := range there {
		keys = append(keys, o.Key)
	}
	return keys
}

// Content gives what lies under key in the bucket called name.
func Content(t testing.TB, name, key string) string {
	t.Helper()
	body, _, err := On(t, name, nil).Get(context.Background(), key)
	if err != nil {
		t.Fatal(err)
	}
	defer body.Close()
	all, err := io.ReadAll(body)
	if err != nil {
		t.Fatal(err)
	}
	return string(all)
}

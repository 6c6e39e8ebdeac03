package host_test

import (
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tierce/internal/awsenv"
	"tierce/internal/local/host"
)

// settings reads what the host writes for commands of this machine.
func settings(t *testing.T, data string) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(data, "env"))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), "=")
		t.Setenv(name, value)
	}
}

// Stopped and started again in the same folder, the host still has the objects,
// and the functions' own client reaches them from the environment.
func TestObjectsSurviveARestartOfTheHost(t *testing.T) {
	data := t.TempDir()
	first, err := host.Start(t.Context(), host.Config{Addr: "127.0.0.1:0", Data: data})
	if err != nil {
		t.Fatal(err)
	}
	settings(t, data)
	err = awsenv.Bucket(nil).Put(t.Context(), "d/kept", "text/plain", []byte("kept"))
	first.Stop()
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := awsenv.Bucket(nil).Head(t.Context(), "d/kept"); err == nil {
		t.Error("the store outlives its host")
	}
	second, err := host.Start(t.Context(), host.Config{Addr: "127.0.0.1:0", Data: data})
	if err != nil {
		t.Fatal(err)
	}
	defer second.Stop()
	settings(t, data)
	if size, there, err := awsenv.Bucket(nil).Head(t.Context(), "d/kept"); err != nil || !there || size != 4 {
		t.Errorf("after a restart: %d %v %v", size, there, err)
	}
}

// The portal's pages may send to the bucket, and nobody can but from here.
func TestTheStoreTakesThePortalsPagesAndThisMachine(t *testing.T) {
	data := t.TempDir()
	h, err := host.Start(t.Context(), host.Config{Addr: "127.0.0.1:0", Data: data})
	if err != nil {
		t.Fatal(err)
	}
	defer h.Stop()
	settings(t, data)
	at, err := url.Parse(awsenv.Bucket(nil).Origin())
	if err != nil || at.Hostname() != "127.0.0.1" {
		t.Fatalf("the store is at %s, %v", at, err)
	}
	r, err := http.NewRequestWithContext(t.Context(), http.MethodOptions, at.String()+"/"+os.Getenv("BUCKET"), nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Origin", h.URL)
	r.Header.Set("Access-Control-Request-Method", http.MethodPost)
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if got := res.Header.Get("Access-Control-Allow-Origin"); got != h.URL {
		t.Errorf("pages of %q may send, not of %s", got, h.URL)
	}
}

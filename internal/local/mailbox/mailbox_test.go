package mailbox_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tierce/internal/local/mailbox"
)

func get(t *testing.T, m *mailbox.Mailbox, url string) *httptest.ResponseRecorder {
	t.Helper()
	w := httptest.NewRecorder()
	m.Pages().ServeHTTP(w, httptest.NewRequest(http.MethodGet, url, nil))
	if w.Code != http.StatusOK {
		t.Fatalf("%s: %d", url, w.Code)
	}
	return w
}

func send(t *testing.T, m *mailbox.Mailbox) {
	t.Helper()
	for _, err := range []error{
		m.Mail("claire@cabinet.example", "Premier", "Bonjour"),
		m.SMS("+33600000001", "Code 123456"),
		m.Mail("claire@cabinet.example", "Second", "Bonsoir"),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
}

func TestJSONIsNewestFirstAndByRecipient(t *testing.T) {
	m := opened(t, "")
	send(t, m)
	for url, want := range map[string][]string{
		"/_local/mailbox": {"Second", "SMS", "Premier"},
		"/_local/mailbox?to=Claire@cabinet.example": {"Second", "Premier"},
		"/_local/mailbox?to=%2B33600000001":         {"SMS"},
		"/_local/mailbox?to=+33600000001":           {"SMS"}, // a plus sign left as it is
		"/_local/mailbox?to=nobody@un.example":      {},
	} {
		var got []map[string]string
		if err := json.Unmarshal(get(t, m, url).Body.Bytes(), &got); err != nil {
			t.Fatal(err)
		}
		if got == nil || len(got) != len(want) {
			t.Errorf("%s: %v", url, got)
			continue
		}
		for i, message := range got {
			if message["subject"] != want[i] || message["at"] != "2031-05-06T12:00:00Z" || len(message) != 5 {
				t.Errorf("%s: %v", url, message)
			}
		}
	}
}

func TestMessagesSurviveARestartAndACutLine(t *testing.T) {
	dir := t.TempDir()
	m := opened(t, dir)
	send(t, m)
	if err := m.Close(); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "mailbox.jsonl")
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, content[:len(content)-10], 0o600); err != nil {
		t.Fatal(err)
	}
	m = opened(t, dir)
	if n := len(m.Messages("")); n != 2 {
		t.Fatalf("%d messages after a cut line", n)
	}
	if err := m.SMS("+33600000002", "après"); err != nil {
		t.Fatal(err)
	}
	m.Close()
	m = opened(t, dir)
	if got := m.Messages(""); len(got) != 3 || got[0].Text != "après" || got[2].Text != "Bonjour" {
		t.Fatalf("got %+v", got)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
}

func TestThePageShowsAMailWithoutRunningIt(t *testing.T) {
	m := opened(t, "")
	in := raw("marc@conseil.example")
	in.RawMessage.Data = []byte("From: a@un.example\r\nSubject: <b>x</b>\r\nContent-Type: text/html\r\n\r\n<p onclick=\"x\">Hello \"you\"</p><script>1</script>")
	if _, err := client(t, m).SendRawEmail(t.Context(), in); err != nil {
		t.Fatal(err)
	}
	w := get(t, m, "/_local/mailbox/?to=marc@conseil.example")
	page := w.Body.String()
	for _, want := range []string{"&lt;b&gt;x&lt;/b&gt;", `srcdoc="&lt;base target=`, "Hello &#34;you&#34;", "sandbox="} {
		if !strings.Contains(page, want) {
			t.Errorf("page lacks %s", want)
		}
	}
	if strings.Contains(page, "<script") || strings.Contains(page, "<b>") {
		t.Error("a mail's markup reached the page")
	}
	if csp := w.Header().Get("Content-Security-Policy"); !strings.Contains(csp, "default-src 'none'") {
		t.Error(csp)
	}
}

func TestReadingChangesNothingElse(t *testing.T) {
	w := httptest.NewRecorder()
	opened(t, "").Pages().ServeHTTP(w, httptest.NewRequest(http.MethodPost, "/_local/mailbox", nil))
	if w.Code != http.StatusMethodNotAllowed {
		t.Error(w.Code)
	}
}

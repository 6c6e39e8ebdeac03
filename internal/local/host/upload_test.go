package host_test

import (
	"bytes"
	"io"
	"mime/multipart"
	"net/http"
	"testing"
	"time"

	"tierce/internal/bucket"
	"tierce/internal/document"
	"tierce/internal/id"
	"tierce/internal/local/host"
	"tierce/internal/local/scanner"
	"tierce/internal/people"
)

// What a browser sends to the store comes to intake by itself, is scanned, and
// is a document or refused.
func TestAnUploadIsTakenUpAndScanned(t *testing.T) {
	h, err := host.Start(t.Context(), host.Config{Addr: "127.0.0.1:0", Demo: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(h.Stop)
	by, d := people.ByToken("local", id.Of("demo", "claire@cabinet.example")), id.Of("demo", "cabinet", titled("Famille Vasseur-Delage"))
	const clean = "%PDF-1.7\n% a deed\n%%EOF\n"
	for content, want := range map[string]document.State{clean: document.Done, clean + scanner.TestFile(): document.Refused} {
		s, form, err := h.Rooms.Documents.Ask(t.Context(), by, d, document.Draft{Name: "deed.pdf", Size: int64(len(content))}, id.New())
		if err != nil {
			t.Fatal(err)
		}
		send(t, form, content)
		for end := time.Now().Add(20 * time.Second); s.State != want; time.Sleep(50 * time.Millisecond) {
			if _, s, err = h.Rooms.Documents.Upload(t.Context(), by, d, s.ID); err != nil {
				t.Fatal(err)
			}
			if time.Now().After(end) {
				t.Fatalf("the upload is %s %s, want %s", s.State, s.Reason, want)
			}
		}
		if want == document.Refused && s.Reason != document.Infected {
			t.Errorf("refused as %s", s.Reason)
		}
	}
}

func send(t *testing.T, form *bucket.Form, content string) {
	t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for name, value := range form.Fields {
		_ = w.WriteField(name, value) // to memory
	}
	f, _ := w.CreateFormFile("file", "deed.pdf")
	_, _ = io.WriteString(f, content)
	w.Close()
	res, err := http.Post(form.URL, w.FormDataContentType(), &body)
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if res.StatusCode != http.StatusNoContent {
		t.Fatalf("the store says %d", res.StatusCode)
	}
}

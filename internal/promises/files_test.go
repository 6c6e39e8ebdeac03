package promises

import (
	"bytes"
	"io"
	"mime/multipart"
	"net/http"
	"strings"
	"time"

	"tierce/internal/bucket"
	"tierce/internal/bucket/buckettest"
	"tierce/internal/document"
	"tierce/internal/id"
	"tierce/internal/intake"
	"tierce/internal/local/scanner"
	"tierce/internal/model"
	"tierce/internal/people"
)

const plantedFile = "%PDF-1.7\n% planted words in a file\n%%EOF\n"

func (p person) caller() people.Caller { return people.ByToken(issuer, p.claims("access")["sub"]) }

// files brings files to a dossier in every way, and has them taken up, judged,
// fetched, left behind and removed. Browsers act with the permissions of the
// function that signed for them.
func (h *house) files(org string) {
	h.Helper()
	d := h.ask(claire, "POST", "/v1/dossiers", object{"organization": org, "model": model.StarterID(org, "wealth-plan"), "title": plantedTitle}).is(201).get("id")
	doc := h.brings("api", d, plantedFile)
	h.brings("portal", d, plantedFile+"%another\n")
	for _, function := range []string{"api", "portal"} {
		if got := h.fetches(function, d, doc); got != plantedFile {
			h.Errorf("%s gives %q", function, got)
		}
	}
	h.brings("api", d, plantedFile) // there already
	h.brings("api", d, plantedFile+scanner.TestFile())
	h.brings("api", d, strings.Repeat("no PDF ", 9))
	h.typed(d, plantedFile+"%without a script\n")
	h.unnoticed(d, plantedFile+"%nobody said a word\n")
	h.unsent(d)
	h.removed(d, doc)
}

// asks makes a slot for content in the name of function.
func (h *house) asks(function, d, content string) (document.Slot, *bucket.Form) {
	h.Helper()
	s, form, err := h.rooms[function].Documents.Ask(h.Context(), claire.caller(), d, document.Draft{Name: "file.pdf", Size: int64(len(content))}, id.New())
	if err != nil {
		h.Fatal(err)
	}
	return s, form
}

// fills sends a form as a browser does: with the permissions of its signer.
func (h *house) fills(function string, form *bucket.Form, content string) {
	h.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for name, value := range form.Fields {
		_ = w.WriteField(name, value) // to memory
	}
	f, _ := w.CreateFormFile("file", "file.pdf")
	_, _ = io.WriteString(f, content)
	w.Close()
	h.through(function, http.MethodPost, form.URL, w.FormDataContentType(), &body)
}

func (h *house) through(function, method, at, contentType string, body io.Reader) string {
	h.Helper()
	r, err := http.NewRequestWithContext(h.Context(), method, at, body)
	if err != nil {
		h.Fatal(err)
	}
	if contentType != "" {
		r.Header.Set("Content-Type", contentType)
	}
	res, err := (&http.Client{Transport: h.asked[function]}).Do(r)
	if err != nil {
		h.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode/100 != 2 {
		h.Fatalf("%s: %d %s %v", method, res.StatusCode, text, err)
	}
	return string(text)
}

// brings sends content and has it taken up; it gives the document, if it
// became one.
func (h *house) brings(function, d, content string) string {
	h.Helper()
	s, form := h.asks(function, d, content)
	h.fills(function, form, content)
	h.hears()
	_, s, err := h.rooms[function].Documents.Upload(h.Context(), claire.caller(), d, s.ID)
	if err != nil {
		h.Fatal(err)
	}
	if s.State != document.Done && s.State != document.Refused {
		h.Fatalf("the upload is %s", s.State)
	}
	return s.Document
}

// hears has intake told of everything in the bucket, as AWS tells it, twice.
func (h *house) hears() {
	h.Helper()
	at := buckettest.Endpoint(h)
	for range 2 {
		if err := scanner.Look(h.Context(), at, h.bucket, intake.Heard(h.rooms["intake"].Documents)); err != nil {
			h.Fatal(err)
		}
	}
}

func (h *house) fetches(function, d, doc string) string {
	h.Helper()
	link, err := h.rooms[function].Documents.Download(h.Context(), claire.caller(), d, doc, 0)
	if err != nil {
		h.Fatal(err)
	}
	return h.through(function, http.MethodGet, link, "", nil)
}

// typed brings content through the portal itself.
func (h *house) typed(d, content string) {
	h.Helper()
	s, _ := h.asks("portal", d, content)
	if _, err := h.rooms["portal"].Documents.Bring(h.Context(), claire.caller(), d, s.ID, []byte(content)); err != nil {
		h.Fatal(err)
	}
	h.hears()
}

// unnoticed is an upload that intake never hears of: the sweep takes it up a
// day later, and hears of no scan, so refuses it after another hour.
func (h *house) unnoticed(d, content string) {
	h.Helper()
	_, form := h.asks("api", d, content)
	h.fills("api", form, content)
	h.wait(25 * time.Hour)
	h.sweep()
	h.wait(2 * time.Hour)
	h.sweep()
}

// unsent is a slot that nothing comes for.
func (h *house) unsent(d string) {
	h.Helper()
	h.asks("api", d, plantedFile+"%never sent\n")
	h.wait(25 * time.Hour)
	h.sweep()
}

// removed is a document whose deletion nobody undoes: it goes after 30 days,
// its object 35 days later.
func (h *house) removed(d, doc string) {
	h.Helper()
	if err := h.rooms["api"].Documents.Delete(h.Context(), claire.caller(), d, doc, ""); err != nil {
		h.Fatal(err)
	}
	before := len(buckettest.Keys(h, h.bucket))
	for range 3 {
		h.wait(36 * 24 * time.Hour)
		h.sweep()
	}
	if after := len(buckettest.Keys(h, h.bucket)); after != before-1 {
		h.Errorf("%d objects before, %d after", before, after)
	}
}

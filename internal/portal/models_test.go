package portal

import (
	"bytes"
	"context"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"tierce/internal/model"
)

// upload sends form with a file, as a browser does.
func (v *visitor) upload(path string, form url.Values, file []byte) answer {
	v.t.Helper()
	return v.uploadAs(path, form, "model.json", file)
}

func (v *visitor) uploadAs(path string, form url.Values, name string, file []byte) answer {
	v.t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for name := range form {
		v.must(w.WriteField(name, form.Get(name)))
	}
	part, err := w.CreateFormFile("file", name)
	v.must(err)
	_, err = part.Write(file)
	v.must(err)
	v.must(w.Close())
	r, err := http.NewRequest("POST", v.server.URL+path, &body)
	v.must(err)
	r.Header.Set("Content-Type", w.FormDataContentType())
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	return v.do(r)
}

func TestModelsAreExportedAndImported(t *testing.T) {
	h, un, _, _ := furnished(t)
	at := "/organizations/" + un + "/models"
	bob, ana := h.visit(paul), h.visit(claire)
	page := mainOf(bob.see(at))
	needs := model.StarterID(un, "insurance-needs")
	if !strings.Contains(page, at+"/"+needs+"/file") || !strings.Contains(page, "/organizations/"+un+"/starters/wealth-plan") || strings.Contains(page, at+"/import") {
		t.Fatalf("an agent sees:\n%s", page)
	}
	file := bob.get(at + "/" + needs + "/file")
	if file.StatusCode != 200 || file.Header.Get("Content-Type") != "application/json" || !strings.HasPrefix(file.Header.Get("Content-Disposition"), "attachment") {
		t.Fatalf("export: %d %v", file.StatusCode, file.Header)
	}
	if a := bob.get(at + "/import"); a.StatusCode != 403 || !strings.Contains(a.body, "LOC-10") {
		t.Errorf("an agent imports: %d", a.StatusCode)
	}
	form := formFor(t, ana.see(at+"/import"), at+"/import")
	form.Set("model", needs)
	ana.follow(ana.upload(at+"/import", form, []byte(file.body)))
	ana.follow(ana.upload(at+"/import", form, []byte(file.body))) // pressed twice
	head, _, err := h.Models.Head(context.Background(), h.As(claire), un, needs)
	if err != nil || head.Latest != 2 {
		t.Errorf("version %d (%v), want 2", head.Latest, err)
	}
	if starter := bob.get("/organizations/" + un + "/starters/wealth-plan"); starter.StatusCode != 200 {
		t.Errorf("a starter: %d", starter.StatusCode)
	}
	if a := h.visit(marc).get(at + "/" + needs + "/file"); a.StatusCode != 404 {
		t.Errorf("another organisation: %d (ALL-4)", a.StatusCode)
	}
}

func TestEveryProblemOfAModelIsListedWithItsPath(t *testing.T) {
	h, un, _, _ := furnished(t)
	ana := h.visit(claire)
	h.must(h.People.SetLang(context.Background(), ana.account.ID, "fr"))
	at := "/organizations/" + un + "/models/import"
	form := formFor(t, ana.see(at), at)
	a := ana.upload(at, form, []byte(`{"name":{"fr":"X"},"reference":"<b>","sections":[{"id":"A","kind":"?"}],"statuses":[]}`))
	page := plain(mainOf(a.body))
	if a.StatusCode != 422 || strings.Contains(a.body, "<b>") {
		t.Fatalf("%d\n%s", a.StatusCode, page)
	}
	for _, want := range []string{"<code>name.en</code>", "<code>reference</code>", "<code>sections[0].id</code>", "<code>sections[0].kind</code>", "Le préfixe des références", `href="#f-file"`} {
		if !strings.Contains(page, want) {
			t.Errorf("does not say %s:\n%s", want, page)
		}
	}
	if a := ana.post(at, form); a.StatusCode != 422 || !strings.Contains(a.body, `href="#f-file"`) {
		t.Errorf("no file: %d", a.StatusCode)
	}
	if a := ana.upload(at, form, bytes.Repeat([]byte(" "), model.MaxSize+1)); a.StatusCode != 413 || !strings.Contains(a.body, "256") {
		t.Errorf("too large: %d", a.StatusCode)
	}
	if a := ana.upload(at, form, []byte("no json")); a.StatusCode != 400 {
		t.Errorf("no JSON: %d", a.StatusCode)
	}
}

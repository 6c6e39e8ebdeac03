package promises

import (
	"bytes"
	"encoding/json"
	"mime/multipart"
	"net/http/httptest"
	"net/url"
	"strconv"
	"time"

	"tierce/internal/bucket"
	"tierce/internal/model"
)

// documents brings a document by the API, and does there whatever may be done
// to it; then the same by pages, with a script and without. The names of these
// files are nobody's: a link tells a browser what to call what it saves.
func (h *house) documents(org string) {
	h.Helper()
	d := h.ask(claire, "POST", "/v1/dossiers", object{"organization": org, "model": model.StarterID(org, "wealth-plan"), "title": plantedTitle}).is(201).get("id")
	at := "/v1/dossiers/" + d + "/documents"
	const content = "%PDF-1.7\n% " + plantedText + "\n"
	var asked struct{ Form bucket.Form }
	answer := h.ask(claire, "POST", at, object{"name": "contract.pdf", "size": len(content)}).is(201)
	h.read(answer, &asked)
	h.fills("api", &asked.Form, content)
	h.hears()
	h.ids["upload"], h.ids["document"], h.ids["version"] = answer.get("id"), h.ask(claire, "GET", answer.header.Get("Location"), nil).is(200).get("document"), "1"
	h.ask(claire, "GET", at, nil).is(200)
	one := at + "/" + h.ids["document"]
	tag := h.ask(claire, "GET", one, nil).is(200).header.Get("ETag")
	tag = h.ask(claire, "PATCH", one, object{"name": "signed.pdf", "audience": object{"everybody": true, "groups": []string{"limited"}}}, "If-Match", tag).is(200).header.Get("ETag")
	for _, path := range []string{"/download", "/versions/1/download"} {
		if got := h.through("api", "GET", h.ask(claire, "POST", one+path, nil).is(200).get("url"), "", nil); got != content {
			h.Errorf("fetched %q", got)
		}
	}
	h.ask(claire, "DELETE", one, nil, "If-Match", tag).is(204)
	h.ask(claire, "POST", one+"/restore", nil).is(200)
	h.wait(time.Second)
	h.documentPages(d, h.ids["document"], content)
}

func (h *house) read(a answer, to any) {
	h.Helper()
	if err := json.Unmarshal(a.body, to); err != nil {
		h.Fatalf("%v: %s", err, a.body)
	}
}

func (h *house) documentPages(d, document, content string) {
	h.Helper()
	v, here := h.visit(claire), "/dossiers/"+d+"/documents"
	hidden := v.get(here + "/new").forms()[here+"/new"]
	v.file(here+"/new", hidden, "typed.pdf", content+"%without a script\n")
	h.hears()
	scripted := content + "%with a script\n"
	hidden = v.get(here + "/new?replaces=" + document).forms()[here+"/new"]
	hidden.Set("name", "next.pdf")
	hidden.Set("size", strconv.Itoa(len(scripted)))
	a := v.do("POST", here+"/form", hidden).is(200)
	var form bucket.Form
	h.read(a, &form)
	h.fills("portal", &form, scripted)
	h.hears()
	v.get(a.get("next")).is(303)
	h.done["POST /dossiers/{dossier}/documents/form"] = true

	one := here + "/" + document
	v.fill(one+"/rename", one+"/rename", "name", "renamed.pdf", "read", v.readAt(one+"/rename"))
	v.fill(one+"/audience", one+"/audience", "groups", "view", "read", v.readAt(one+"/audience"))
	v.fill(one, one+"/download")
	v.fill(one, one+"/versions/1/download")
	v.fill(one+"/delete", one+"/delete", "read", v.readAt(one+"/delete"))
	v.fill(here, one+"/restore")
}

// readAt is the version that the form of page says was read.
func (v *visitor) readAt(page string) string {
	v.Helper()
	return v.get(page).forms()[page].Get("read")
}

// file sends a form with a file in it.
func (v *visitor) file(path string, form url.Values, name, content string) {
	v.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for field, values := range form {
		_ = w.WriteField(field, values[0]) // to memory
	}
	f, _ := w.CreateFormFile("file", name)
	_, _ = f.Write([]byte(content))
	w.Close()
	r := httptest.NewRequest("POST", site+path, &body)
	r.Header.Set("Content-Type", w.FormDataContentType())
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	a := v.sent(r)
	if a.is(303); a.status == 303 {
		_, pattern := v.forms.Handler(r)
		v.done[pattern] = true
	}
}

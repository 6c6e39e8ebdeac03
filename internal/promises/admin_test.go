package promises

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
)

// adminPages takes an invitation back and a model in, by the portal's forms:
// the walk comes to them when its Admin is no Admin any more.
func (h *house) adminPages(org string) {
	h.Helper()
	v, at := h.visit(ana), "/organizations/"+org
	inv := h.ask(ana, "POST", "/v1"+at+"/agents", object{"email": "taken.back@planted-p.example", "language": "en"}).is(201).get("id")
	revoke := at + "/invitations/" + inv + "/revoke"
	v.fill(revoke, revoke)
	file := h.ask(ana, "GET", "/v1/models/"+h.ids["model"]+"?organization="+org, nil).is(200)
	there := v.get(at + "/models/import").forms()[at+"/models/import"]
	v.upload(at+"/models/import", url.Values{"token": there["token"], "once": there["once"]}, file.body)
}

// upload sends a form with a file.
func (v *visitor) upload(action string, form url.Values, file []byte) {
	v.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for name := range form {
		_ = w.WriteField(name, form.Get(name)) // a Buffer never fails
	}
	part, err := w.CreateFormFile("file", "model.json")
	if err == nil {
		_, err = part.Write(file)
	}
	if err != nil {
		v.Fatal(err)
	}
	w.Close()
	r := httptest.NewRequest("POST", site+action, &body)
	r.Header.Set("Content-Type", w.FormDataContentType())
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	r.AddCookie(&http.Cookie{Name: "__Host-tierce", Value: v.cookie})
	answer := httptest.NewRecorder()
	v.portal.ServeHTTP(answer, r)
	if a := v.seen(r, answer); a.status >= 400 {
		v.Fatalf("POST %s: %d\n%s", action, a.status, a.body)
	}
	_, pattern := v.forms.Handler(httptest.NewRequest("POST", action, nil))
	v.done[pattern] = true
}

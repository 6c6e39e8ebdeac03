package promises

import (
	"regexp"
	"time"
)

var yann = &person{"Yann Plantedname", "yann@planted-q.example", "+33199000161"}

// contacts lets client contacts in: one is invited and becomes the primary, one
// never comes.
func (h *house) contacts(d string) {
	h.Helper()
	at := "/v1/dossiers/" + d + "/contacts"
	add := func(name, email, phone string) string {
		h.Helper()
		return h.ask(claire, "POST", at, object{"name": name, "function": plantedText, "email": email, "phone": phone, "language": "fr", "group": "limited"}).is(201).get("id")
	}
	h.ask(claire, "GET", at+"/preview?group=view", nil).is(200)
	person := add(yann.name, yann.email, yann.phone)
	h.delivered()
	h.ask(yann, "PUT", "/v1/me", nil).is(200)
	h.delivered()
	tag := h.ask(claire, "GET", at+"/"+person, nil).is(200).header.Get("ETag")
	body := object{"name": yann.name, "email": yann.email, "phone": yann.phone, "language": "fr", "group": "view", "sign": true}
	h.ask(claire, "PUT", at+"/"+person, body, "If-Match", tag).is(200)
	primary := "/v1/dossiers/" + d + "/primary-contact"
	h.ask(claire, "PUT", primary, object{"person": person}).is(204)
	other := add("Lost Plantedname", "lost@planted-r.example", "+33199000171")
	h.ask(yann, "GET", "/v1/dossiers/"+d, nil).is(200)
	h.ask(yann, "GET", at, nil).is(200)
	h.ask(claire, "PUT", primary, object{"person": other}).is(204)
	h.ask(claire, "DELETE", primary, nil).is(204)
	h.delivered()
	h.ask(claire, "DELETE", at+"/"+other, nil, "If-Match", h.ask(claire, "GET", at+"/"+other, nil).is(200).header.Get("ETag")).is(204)
	h.delivered()
	h.contactPages(d)
	h.wait(time.Second) // another session may begin
}

// contactPages add a contact in the portal, and change them.
func (h *house) contactPages(d string) {
	h.Helper()
	v, at := h.visit(claire), "/dossiers/"+d+"/contacts"
	typed := []string{"name", "Elin Plantedname", "email", "elin@planted-s.example", "phone", "+33199000181", "language", "fr", "group", "limited", "sections", "insured"}
	for _, step := range []string{"show", "save"} {
		v.fill(at+"/new", at+"/new", append(typed, "step", step)...)
	}
	found := regexp.MustCompile(`/contacts/([0-9a-z]{16})">[^<]*<span class="unseen"> – Elin`).FindSubmatch(v.get(at).body)
	if found == nil {
		h.Fatalf("not among the contacts:\n%s", v.get(at).body)
	}
	one := at + "/" + string(found[1])
	for _, step := range []string{"show", "save"} {
		v.fill(one, one, append(typed, "options", "sign", "step", step, "tag", v.get(one).forms()[one].Get("tag"))...)
	}
}

package promises

import "time"

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
	h.wait(time.Second)
}

package promises

import (
	"time"

	"tierce/internal/people"
)

var (
	cleo = &person{"Cleo Plantedname", "cleo@planted-t.example", "+33199000181"}
	cass = &person{"Cass Plantedname", "cass@planted-w.example", "+33199000211"}
	carl = &person{"Carl Plantedname", "carl@planted-u.example", "+33199000191"}
)

// clients shows a dossier in the client portal: to a requester who comes in
// after a reminder, and to a watcher who has an account, moves to another
// company and is removed. A third one's address refuses mail.
func (h *house) clients(org, d string) {
	h.Helper()
	of, at := "/v1/organizations/"+org, "/v1/dossiers/"+d+"/portal-share"
	typed := func(who *person, company string) object {
		return object{"name": who.name, "email": who.email, "phone": who.phone, "language": "fr", "company": company}
	}
	add := func(who *person) string {
		h.Helper()
		return h.ask(ana, "POST", of+"/clients", typed(who, "Planted Company")).is(201).get("id")
	}
	h.ask(carl, "PUT", "/v1/me", nil).is(200)
	requester, watcher := add(cleo), add(carl)
	h.ids["client"] = requester
	lost := add(&person{"Lost Plantedname", "bounce@planted-v.example", "+33199000201"})
	h.delivered()
	h.ask(ana, "POST", of+"/clients/"+lost+"/resend", nil).is(200)
	h.ask(claire, "GET", of+"/clients", nil).is(200)
	h.ask(claire, "GET", of+"/companies", nil).is(200)
	h.ask(ana, "PUT", of+"/client-portal", object{"colleagues": true}).is(204)
	show := object{"requester": requester, "watchers": []string{watcher}, "attachments": true}
	h.ask(claire, "GET", at+"/preview?requester="+requester+"&watchers="+watcher, nil).is(200)
	h.ask(claire, "PUT", at, show).is(200)
	h.ask(claire, "GET", at, nil).is(200)
	h.wait(8 * 24 * time.Hour)
	h.sweep()
	h.ask(cleo, "PUT", "/v1/me", nil).is(200)
	h.delivered()
	h.ask(cleo, "GET", "/v1/dossiers/"+d, nil).is(200)
	h.ask(carl, "GET", "/v1/dossiers/"+d, nil).is(200)
	h.ask(carl, "GET", "/v1/dossiers", nil).is(200)
	h.ask(carl, "GET", "/v1/colleagues-dossiers", nil).is(200)
	h.ask(ana, "GET", of+"/clients/"+watcher+"/ends?company=Other", nil).is(200)
	tag := h.ask(ana, "GET", of+"/clients/"+watcher, nil).is(200).header.Get("ETag")
	h.ask(ana, "PUT", of+"/clients/"+watcher, typed(carl, "Planted Rival"), "If-Match", tag).is(200)
	h.ask(carl, "GET", "/v1/dossiers/"+d, nil).is(404)
	h.delivered()
	h.ask(ana, "DELETE", of+"/clients/"+lost, nil).is(204)
	h.ask(ana, "DELETE", of+"/clients/"+watcher, nil).is(204)
	h.ask(claire, "DELETE", at, nil).is(204)
	h.ask(claire, "PUT", at, object{"requester": requester}).is(200)
	h.cutShort(at, requester, add(cass))
	h.delivered()
}

// cutShort has a watcher come in by a sign-in that stops before what is shown
// to them is theirs: the mailer sees it through.
func (h *house) cutShort(at, requester, watcher string) {
	h.Helper()
	h.ask(claire, "PUT", at, object{"requester": requester, "watchers": []string{watcher}}).is(200)
	r := h.rooms["api"]
	a, err := r.People.SignIn(h.Context(), people.Claims{Issuer: issuer, Subject: cass.claims("access")["sub"], Email: cass.email, Phone: cass.phone, Name: cass.name})
	if err == nil {
		_, err = r.Clients.ComeIn(h.Context(), a)
	}
	if err != nil {
		h.Fatal(err)
	}
}

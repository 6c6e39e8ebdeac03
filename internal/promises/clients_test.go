package promises

import (
	"regexp"
	"time"

	"tierce/internal/people"
)

var (
	cleo = &person{"Cleo Plantedname", "cleo@planted-t.example", "+33199000181"}
	cass = &person{"Cass Plantedname", "cass@planted-w.example", "+33199000211"}
	cora = &person{"Cora Plantedname", "cora@planted-x.example", "+33199000221"}
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
	h.clientPages(org, d, requester)
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

// clientPages does the same by the portal's forms: one client says that it is
// not them, is invited again and removed, another comes in by the page.
func (h *house) clientPages(org, d, requester string) {
	h.Helper()
	v, of, at := h.visit(ana), "/organizations/"+org+"/clients", "/dossiers/"+d+"/portal"
	add := func(who *person) string {
		h.Helper()
		v.fill(of+"/new", of+"/new", "name", who.name, "email", who.email, "phone", who.phone, "language", "en", "company", "Planted Company")
		page := string(v.get(of).body)
		id := regexp.MustCompile(`clients/([0-9a-z]{16})">[^<]*<span class="unseen"> – ` + who.name).FindStringSubmatch(page)
		if id == nil {
			h.Fatalf("%s is not among the clients:\n%s", who.name, page)
		}
		return id[1]
	}
	gone := add(&person{"Gone Plantedname", "gone@planted-y.example", "+33199000231"})
	h.stream()
	stranger := &visitor{house: h}
	stranger.fill(of+"/"+gone+"/invitation/not-me", of+"/"+gone+"/invitation/not-me", "email", "gone@planted-y.example")
	h.delivered()
	v.fill(of+"/"+gone, of+"/"+gone+"/resend")
	v.fill(of+"/"+gone, of+"/"+gone, "name", "Gone Plantedname", "email", "gone@planted-y.example", "phone", "+33199000231", "language", "en",
		"company", "Planted Rival", "version", "3", "step", "save")
	v.fill(of+"/"+gone+"/remove", of+"/"+gone+"/remove")
	v.fill(of, of+"/colleagues", "colleagues", "no")
	in := add(cora)
	h.visit(cora).fill(of+"/"+in+"/invitation", of+"/"+in+"/invitation")
	c := h.visit(claire)
	c.fill(at+"?requester="+requester, at, "requester", requester, "watchers", in, "attachments", "yes")
	h.visit(cora).get("/contracts").is(200)
	c.fill(at+"/hide", at+"/hide")
	c.fill(at+"?requester="+requester, at, "requester", requester)
	h.delivered()
	h.wait(time.Second) // another session may begin
}

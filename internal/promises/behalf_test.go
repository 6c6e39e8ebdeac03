package promises

import (
	"regexp"
	"time"

	"tierce/internal/model"
)

var (
	hal  = &person{"Hal Plantedname", "hal@planted-k2.example", "+33199000301"}
	ida  = &person{"Ida Plantedname", "ida@planted-k3.example", "+33199000311"}
	emil = &person{"Emil Plantedname", "emil@planted-k4.example", "+33199000321"}
	enid = &person{"Enid Plantedname", "enid@planted-k5.example", "+33199000331"}
)

// behalf allows a partner, who comes in and enters a dossier for somebody who is
// invited; the access ends with the first status, and the
// permission with the Admin. A second one's address refuses mail.
func (h *house) behalf(org string) {
	h.Helper()
	of, kind := "/v1/organizations/"+org+"/behalf-partners", model.StarterID(org, "public-request")
	typed := func(who *person) object {
		return object{"name": who.name, "email": who.email, "phone": who.phone, "language": "fr", "models": []string{kind}, "agent": claire.account()}
	}
	add := func(who *person) string {
		h.Helper()
		return h.ask(ana, "POST", of, typed(who)).is(201).get("id")
	}
	partner := add(hal)
	h.ids["partner"] = partner
	lost := add(&person{"Lost Plantedname", "bounce@planted-k6.example", "+33199000341"})
	h.delivered()
	h.ask(ana, "POST", of+"/"+lost+"/resend", nil).is(200)
	h.ask(ana, "GET", of, nil).is(200)
	h.ask(claire, "GET", of, nil).is(403)
	h.ask(hal, "PUT", "/v1/me", nil).is(200)
	h.delivered()
	h.ask(hal, "GET", "/v1/me", nil).is(200)
	h.ask(hal, "GET", "/v1/dossiers-on-behalf/form?organization="+org+"&model="+kind, nil).is(200)
	h.ask(claire, "GET", "/v1/dossiers-on-behalf/form?organization="+org+"&model="+kind, nil).is(403)
	entry := object{"organization": org, "model": kind, "values": object{"building": object{"parcel": plantedText}},
		"applicant": object{"name": emil.name, "email": emil.email, "phone": emil.phone, "language": "fr"}}
	at := h.ask(hal, "POST", "/v1/dossiers-on-behalf", entry, "Idempotency-Key", "one").is(201).header.Get("Location")
	h.delivered()
	h.ask(hal, "GET", at+"/applicant-view", nil).is(200)
	h.ask(claire, "GET", at+"/trail", nil).is(200)
	h.ask(emil, "PUT", "/v1/me", nil).is(200)
	h.delivered()
	h.ask(claire, "PATCH", at, object{"status": "submitted"}).is(200)
	h.ask(hal, "GET", at+"/applicant-view", nil).is(404)
	h.ask(emil, "GET", at+"/applicant-view", nil).is(200)
	tag := h.ask(ana, "GET", of+"/"+partner, nil).is(200).header.Get("ETag")
	h.ask(ana, "PUT", of+"/"+partner, typed(hal), "If-Match", tag).is(200)
	h.ask(ana, "DELETE", of+"/"+lost, nil).is(204)
	h.behalfPages(org, kind)
}

// behalfPages does the same by the portal's forms: one partner says that it is
// not them, is invited again and removed, another comes in by the page, and
// enters a dossier.
func (h *house) behalfPages(org, kind string) {
	h.Helper()
	v, of := h.visit(ana), "/organizations/"+org+"/behalf"
	add := func(who *person) string {
		h.Helper()
		v.fill(of+"/new", of+"/new", "name", who.name, "email", who.email, "phone", who.phone, "language", "en", "models", kind, "agent", claire.account())
		page := string(v.get(of).body)
		id := regexp.MustCompile(`behalf/([0-9a-z]{16})">[^<]*<span class="unseen"> – ` + who.name).FindStringSubmatch(page)
		if id == nil {
			h.Fatalf("%s is not among the partners:\n%s", who.name, page)
		}
		return id[1]
	}
	gone := &person{"Gone Plantedname", "gone@planted-k7.example", "+33199000351"}
	id := add(gone)
	h.stream()
	stranger := &visitor{house: h}
	stranger.fill(of+"/"+id+"/invitation/not-me", of+"/"+id+"/invitation/not-me", "email", gone.email)
	h.delivered()
	v.fill(of+"/"+id, of+"/"+id+"/resend")
	v.fill(of+"/"+id, of+"/"+id, "name", "Gone Plantedname again", "email", gone.email, "phone", gone.phone, "language", "en",
		"models", kind, "agent", claire.account(), "version", "3")
	v.fill(of+"/"+id+"/remove", of+"/"+id+"/remove")
	in := add(ida)
	h.visit(ida).fill(of+"/"+in+"/invitation", of+"/"+in+"/invitation")
	enter := "/behalf/" + org + "/" + kind
	h.visit(ida).fill(enter, enter, "name", enid.name, "email", enid.email, "phone", enid.phone, "language", "fr", "values.building.parcel", plantedText)
	h.delivered()
	h.wait(time.Second) // another session may begin
}

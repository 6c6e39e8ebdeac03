package promises

import (
	"time"

	"tierce/internal/model"
)

// studies makes what is drawn from a wealth plan: a simulation and a report to
// be read, and one of each to be deleted.
func (h *house) studies(org string) {
	h.Helper()
	d := h.ask(claire, "POST", "/v1/dossiers", object{"organization": org, "model": model.StarterID(org, "wealth-plan"), "title": plantedTitle}).is(201).get("id")
	at := "/v1/dossiers/" + d
	h.ask(claire, "POST", at+"/people", object{"name": plantedName, "holder": "holder", "email": "held@planted-p.example", "phone": "+33199000151", "language": "fr"}).is(201)
	h.ask(claire, "PUT", at+"/sections/wealth", object{"values": object{"remarks": plantedText}}, "If-Match", `"0"`).is(200)
	supposed := object{"name": plantedText, "years": 10, "growth": 2, "inflation": 1, "note": plantedText}
	chosen := object{"title": plantedTitle, "sections": []string{"family", "wealth"}}
	h.ids["simulation"] = h.ask(claire, "POST", at+"/simulations", supposed).is(201).get("id")
	h.ids["report"] = h.ask(claire, "POST", at+"/reports", chosen).is(201).get("id")
	for path, body := range map[string]object{"/simulations": supposed, "/reports": chosen} {
		one := h.ask(claire, "POST", at+path, body).is(201).get("id")
		h.ask(claire, "GET", at+path, nil).is(200)
		h.ask(claire, "GET", at+path+"/"+one, nil).is(200)
		h.ask(claire, "DELETE", at+path+"/"+one, nil).is(204)
	}
	v, here := h.visit(claire), "/dossiers/"+d
	v.fill(here+"/simulations/new", here+"/simulations/new", "name", plantedText, "years", "3", "note", plantedText)
	v.fill(here+"/reports/new", here+"/reports/new", "title", plantedTitle, "sections", "wealth")
	h.wait(time.Second) // another session may begin
}

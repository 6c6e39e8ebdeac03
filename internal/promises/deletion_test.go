package promises

import (
	"time"

	"tierce/internal/model"
)

var leon = &person{"Léon Plantedname", "leon@planted-r.example", "+33199000161"}

// deletion deletes a dossier that somebody has come in to and others wait for,
// by the API and by the portal's pages, restores it, and leaves it deleted
// until it is purged.
func (h *house) deletion(org string) {
	h.Helper()
	d := h.ask(claire, "POST", "/v1/dossiers", object{"organization": org, "model": model.StarterID(org, "wealth-plan"), "title": plantedTitle}).is(201).get("id")
	at := "/v1/dossiers/" + d
	for _, who := range []*person{leon, {"Max Plantedname", "max@planted-s.example", "+33199000171"}} {
		p := h.ask(claire, "POST", at+"/people", object{"name": who.name, "family": true, "email": who.email, "phone": who.phone, "language": "fr"}).is(201).get("id")
		h.ask(claire, "PUT", at+"/grants/"+p, object{"way": "family", "level": "read"}).is(200)
	}
	h.ask(leon, "PUT", "/v1/me", nil).is(200)
	h.key(claire, d, "copy")
	h.delivered()
	h.ask(claire, "DELETE", at, nil).is(204)
	h.ask(leon, "GET", at, nil).is(404)
	h.ask(claire, "GET", "/v1/deleted-dossiers", nil).is(200)
	h.delivered()
	h.ask(claire, "POST", at+"/restore", nil).is(200)
	h.sweep() // tells of it too, where the stream was late
	v, here := h.visit(claire), "/dossiers/"+d
	v.fill(here+"/delete", here+"/delete")
	h.sweep()
	v.fill("/dossiers/deleted", here+"/restore")
	h.delivered()
	h.ask(claire, "DELETE", at, nil).is(204)
	h.delivered()
	h.wait(31 * 24 * time.Hour)
	before := len(h.rows())
	h.sweep()
	if after := len(h.rows()); after >= before {
		h.Errorf("%d rows before the purge, %d after", before, after)
	}
}

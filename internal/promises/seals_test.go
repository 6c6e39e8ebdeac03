package promises

import (
	"time"

	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/id"
	"tierce/internal/rooms"
	"tierce/internal/table/tabletest"
)

var gilda = &person{"Gilda Plantedname", "gilda@planted-s.example", "+33199000188"}

// seals has a contact sign a section and hand it in, and an agent return it, by
// the API and by the portal.
func (h *house) seals(d string) {
	h.Helper()
	const section = "family"
	h.ask(gilda, "PUT", "/v1/me", nil).is(200)
	h.contact(d, gilda, section)
	at := "/v1/dossiers/" + d + "/sections/" + section
	v, a, here := h.visit(gilda), h.visit(claire), "/dossiers/"+d+"/sections/"+section
	version := h.ask(gilda, "PUT", at, object{"values": object{}}, "If-Match", `"0"`).is(200).header.Get("ETag")
	h.ask(gilda, "POST", at+"/signatures", object{"name": gilda.name}, "If-Match", version).is(201)
	h.ask(gilda, "POST", at+"/submission", nil, "If-Match", version).is(201)
	h.ask(gilda, "PUT", at, object{"values": object{}}, "If-Match", version).is(403)
	h.delivered()
	h.ask(claire, "POST", at+"/return", object{"note": plantedText}).is(201)
	h.ask(claire, "GET", at+"/seal", nil).is(200)
	h.delivered()
	h.wait(time.Second)
	values := object{"values": object{"special-needs": plantedText}}
	h.ask(claire, "PUT", at, values, "If-Match", version).is(200)
	v.fill(here+"/sign", here+"/sign", "name", gilda.name, "version", "2")
	v.fill(here+"/submit", here+"/submit", "version", "2")
	a.get(here + "/seal").is(200)
	a.fill(here+"/return", here+"/return", "note", plantedText)
	h.delivered()
}

// contact puts who into the group Limited with every option, by a connection
// that no role has to allow.
func (h *house) contact(d string, who *person, section string) {
	h.Helper()
	o := access.Origin{Kind: access.FromContact, Level: access.Write, Since: "2026", Person: id.New(), Group: "limited", Sections: []string{section}, Sign: true, Submit: true}
	r := rooms.On(tabletest.On(h, h.table, nil), h.clock)
	if err := r.Table.Write(h.Context(), dossier.GiveOrigin(d, who.account(), "contact", o, claire.account(), h.clock())); err != nil {
		h.Fatal(err)
	}
}

package promises

import (
	"time"

	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/rooms"
	"tierce/internal/table/tabletest"
)

var lou = &person{"Lou Plantedname", "lou@planted-t.example", "+33199000181"}

// requests asks a contact for something, by the API and by the portal's pages,
// has it answered, and does to it whatever can be done; one is left open until
// it is reminded of.
func (h *house) requests(d string) {
	h.Helper()
	at := "/v1/dossiers/" + d
	h.client(d, lou)
	asked := object{"text": plantedText, "for": object{"groups": []string{"limited"}}}
	due := object{"text": plantedText, "due": h.clock().Add(3 * 24 * time.Hour).Format(time.DateOnly), "for": object{"groups": []string{"limited"}, "persons": []string{h.ids["person"]}}}
	h.ids["request"] = h.ask(claire, "POST", at+"/requests", due).is(201).get("id")
	path := at + "/requests/" + h.ask(claire, "POST", at+"/requests", asked).is(201).get("id")
	h.ask(claire, "POST", at+"/requests", object{"text": plantedText, "for": object{"groups": []string{plantedText}}}).is(422)
	h.delivered()
	h.ask(lou, "GET", at+"/requests", nil).is(200)
	tag := h.ask(claire, "GET", path, nil).is(200).header.Get("ETag")
	h.ask(claire, "PATCH", path, object{"text": plantedText + " again"}, "If-Match", tag).is(200)
	h.ask(lou, "POST", path+"/answers", object{"text": plantedText}).is(201)
	h.ask(lou, "DELETE", path, nil).is(403)
	h.delivered()
	h.ask(claire, "POST", path+"/reopen", object{"note": plantedText}).is(200)
	h.ask(claire, "POST", path+"/done", nil).is(200)
	h.delivered()
	h.ask(claire, "DELETE", path, nil).is(204)
	h.requestPages(d)
}

// requestPages goes through the same by the portal.
func (h *house) requestPages(d string) {
	h.Helper()
	v, here := h.visit(claire), "/dossiers/"+d+"/requests"
	one := here + "/" + h.ids["request"]
	v.fill(here+"/new", here+"/new", "text", plantedText, "groups", "view")
	v.fill(one+"/edit", one+"/edit", "text", plantedText, "due", h.clock().Add(4*24*time.Hour).Format("02/01/2006"), "groups", "limited", "version", "1")
	h.visit(lou).fill(one, one+"/answers", "text", plantedText)
	v.fill(one, one+"/reopen", "note", plantedText)
	v.fill(one, one+"/done")
	v.fill(one, one+"/reopen")
	gone := h.ask(claire, "POST", "/v1/dossiers/"+d+"/requests", object{"text": plantedText, "for": object{"groups": []string{"view"}}}).is(201).get("id")
	v.fill(here+"/"+gone+"/delete", here+"/"+gone+"/delete")
	h.delivered()
}

// client lets who in as a contact in the group Limited.
func (h *house) client(d string, who *person) {
	h.Helper()
	h.ask(who, "PUT", "/v1/me", nil).is(200)
	r := rooms.On(tabletest.On(h, h.table, nil), h.clock)
	o := access.Origin{Kind: access.FromContact, Since: "2026", Person: h.ids["person"], Group: "limited"}
	if err := r.Table.Write(h.Context(), dossier.GiveOrigin(d, who.account(), "contact", o, claire.account(), h.clock())); err != nil {
		h.Fatal(err)
	}
}

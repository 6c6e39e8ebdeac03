package promises

import (
	"time"

	"tierce/internal/model"
)

// groups has an Admin make, change and delete access groups of contacts.
func (h *house) groups(org string) {
	h.Helper()
	of := model.StarterID(org, "commercial-insurance")
	at := "/v1/organizations/" + org + "/models/" + of + "/access-groups"
	group := func(level string) object {
		return object{"name": object{"fr": plantedText, "en": plantedText}, "level": level, "all": false, "sections": []string{"vehicles"}}
	}
	made := h.ask(ana, "POST", at, group("write")).is(201)
	h.ask(claire, "GET", at, nil).is(200)
	h.ask(claire, "POST", at, group("read")).is(403)
	one := at + "/" + made.get("id")
	h.ask(ana, "GET", one, nil).is(200)
	changed := h.ask(ana, "PUT", one, group("read"), "If-Match", made.header.Get("ETag")).is(200)
	h.ask(ana, "DELETE", one, nil, "If-Match", changed.header.Get("ETag")).is(204)
	h.ids["group"] = h.ask(ana, "POST", at, group("write")).is(201).get("id")
	h.wait(time.Second)
	v, here := h.visit(ana), "/organizations/"+org+"/models/"+of+"/groups"
	v.fill(here+"/new", here+"/new", "name.fr", "Une", "name.en", "One", "level", "read", "all", "true")
	limited := here + "/limited"
	for _, step := range []string{"show", "save"} {
		v.fill(limited, limited, "version", "4", "step", step, "sections", "claims")
	}
	own := here + "/" + h.ids["group"]
	h.ids["group"] = "limited"
	v.fill(own+"/delete", own+"/delete", "version", "5")
}

package promises

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"tierce/internal/model"
	"tierce/internal/portal"
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

// Every page and form of a deleted dossier answers its manager, and whoever had
// access, what it answers of a dossier that nobody made (ALL-5).
func TestALL5EveryPageOfADeletedDossierIsGone(t *testing.T) {
	h := open(t)
	h.story()
	h.ask(claire, "DELETE", "/v1/dossiers/"+h.ids["dossier"], nil).is(204)
	asked := 0
	for _, who := range []*person{claire, vera, ana} {
		v := h.visit(who)
		before := h.state()
		for _, pattern := range portal.Routes() {
			method, path, _ := strings.Cut(pattern, " ")
			back := who == claire && method == "POST" && (strings.HasSuffix(path, "}/delete") && strings.Count(path, "/") == 3 || strings.HasSuffix(path, "/restore"))
			if !strings.HasPrefix(path, "/dossiers/{dossier}") || back {
				continue // its manager may say again that it goes, or restore it
			}
			asked++
			if a := v.do(method, h.path(path), url.Values{"token": {v.token}, "once": {"0000000000000001"}, "version": {"1"}, "account": {claire.account()}}); a.status != 404 {
				t.Errorf("%s %s by %s: %d", method, path, who.email, a.status)
			}
		}
		if after := h.state(); after != before {
			t.Errorf("rows changed:\n%s", differs(before, after))
		}
	}
	t.Logf("%d requests", asked)
}

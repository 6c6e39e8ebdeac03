package promises

import (
	"strings"

	"tierce/internal/model"
)

// views has an Admin draw views of a model by the portal's forms.
func (h *house) views(org string) {
	h.Helper()
	h.ids["view"] = "advice"
	v, at := h.visit(ana), "/organizations/"+org+"/models/"+h.ids["model"]+"/views"
	v.draws(at+"/partners/new", "name.fr", "Avis", "name.en", "Advice", "rows:own", "0")
	v.draws(at+"/partners/advice", "name.fr", plantedText, "name.en", "Advice", "rows:own", "0")
	v.draws(at+"/others", "statuses", "analysis")
	v.draws(at+"/partners/new", "name.fr", "Autre", "name.en", "Another", "rows:own", "0")
	gone := at + "/partners/another/remove"
	v.send(gone, v.get(gone).forms()[gone])
}

// draws fills a form, and saves what it then shows.
func (v *visitor) draws(action string, typed ...string) {
	v.Helper()
	form := v.get(action).forms()[action]
	form.Del("action") // of the buttons of rows
	for name := range form {
		if len(name) > 7 && name[:7] == "access." {
			form.Set(name, "")
		}
	}
	for i := 0; i < len(typed); i += 2 {
		form.Set(typed[i], typed[i+1])
	}
	shown := v.do("POST", action, form).forms()[action]
	if !shown.Has("shown") {
		v.Fatalf("%s shows nothing first", action)
	}
	form.Set("shown", shown.Get("shown"))
	v.send(action, form)
}

// moved moves a dossier, of which partners were asked, to other views of its
// model: by the API, and by the portal's page.
func (h *house) moved(org, d string) {
	h.Helper()
	views, at := "/v1/models/"+model.StarterID(org, "public-request")+"/views?organization="+org, "/v1/dossiers/"+d+"/version"
	redraw := func(statuses ...string) {
		is := h.ask(ana, "GET", views, nil).is(200)
		var design object
		h.read(is, &design)
		h.ask(ana, "PUT", views, object{"views": design["views"], "statuses": statuses}, "If-Match", is.header.Get("ETag")).is(200)
	}
	redraw("review", "opinions", "committee")
	plan := h.ask(claire, "GET", at, nil).is(200)
	h.ask(claire, "PUT", at, object{"version": 2}, "If-Match", `"1"`).is(412)
	h.ask(claire, "PUT", at, object{"version": 2}, "If-Match", plan.header.Get("ETag")).is(200)
	redraw("review", "opinions")
	v, page := h.visit(claire), "/dossiers/"+d+"/version"
	form := v.get(page).forms()[page]
	v.send(page, form)
	if got := h.ask(claire, "GET", at, nil).is(200); !strings.Contains(string(got.body), `"version":3`) {
		h.Errorf("not moved: %s", got.body)
	}
}

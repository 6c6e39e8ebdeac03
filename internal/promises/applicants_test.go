package promises

import (
	"encoding/json"

	"tierce/internal/model"
)

var remi = &person{"Remi Plantedname", "remi@planted-z.example", "+33199000241"}

// applicants invites the applicant of a request, who comes in, fills in what
// they see and is gone again.
func (h *house) applicants(org string) {
	h.Helper()
	d := h.ask(claire, "POST", "/v1/dossiers", object{"organization": org, "model": model.StarterID(org, "public-request"), "title": plantedTitle}).is(201).get("id")
	at := "/v1/dossiers/" + d
	person := h.ask(claire, "POST", at+"/people", object{"name": remi.name, "applicant": true, "email": remi.email, "phone": remi.phone, "language": "fr"}).is(201).get("id")
	h.ask(claire, "GET", at+"/grants/"+person+"/preview?way=applicant&level=write", nil).is(200)
	h.ask(claire, "PUT", at+"/grants/"+person, object{"way": "applicant", "level": "write"}).is(200)
	h.delivered()
	h.ask(claire, "POST", at+"/grants/"+person+"/resend", object{"way": "applicant"}).is(200)
	h.ask(remi, "PUT", "/v1/me", nil).is(200)
	h.delivered()
	h.fillsIn(at)
	h.applicantPages(d, person)
	h.ask(claire, "PUT", at+"/grants/"+person, object{"way": "applicant", "level": "none"}).is(200)
	h.ask(remi, "GET", at+"/applicant-view", nil).is(404)
	h.delivered()
}

// applicantPages lets somebody else in by the pages, and has remi fill in there.
func (h *house) applicantPages(d, person string) {
	h.Helper()
	v, w, at := h.visit(claire), h.visit(remi), "/dossiers/"+d
	v.fill(at+"/people/new?as=applicant", at+"/people/new", "name", plantedName, "as", "applicant", "group", "applicant", "email", "late@planted-z.example", "phone", "+33199000242", "language", "fr")
	v.get(at + "/rights")
	right := at + "/rights/" + person
	v.get(right + "?way=applicant")
	v.get(right + "/as?way=applicant&level=write")
	v.fill(right+"?way=applicant", right, "way", "applicant", "level", "write", "email", remi.email, "phone", remi.phone, "language", "en", "version", "1", "step", "show")
	for _, page := range []string{"", "/applicant", "/applicant/building", "/documents"} {
		w.get(at + page)
	}
	edit := at + "/applicant/building/edit"
	w.fill(edit, edit, "tag", w.get(edit).forms()[edit].Get("tag"), "values.parcel", "CD 34")
}

// fillsIn has remi fill in what he sees of the building.
func (h *house) fillsIn(at string) {
	h.Helper()
	var view struct {
		Sections []struct{ ID, Etag string }
	}
	if err := json.Unmarshal(h.ask(remi, "GET", at+"/applicant-view", nil).is(200).body, &view); err != nil {
		h.Fatal(err)
	}
	for _, s := range view.Sections {
		if s.ID == "building" {
			h.ask(remi, "PUT", at+"/applicant-view/building", object{"values": object{"parcel": plantedText}}, "If-Match", s.Etag).is(200)
			h.ask(remi, "PUT", at+"/applicant-view/building", object{"values": object{"parcel": "AB 12"}}, "If-Match", s.Etag).is(412)
		}
	}
}

package api_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"tierce/internal/api"
	"tierce/internal/model"
)

// grant is a request of claire's with an applicant called eva, who may come in.
func (h *house) grant(title string) (d, person string) {
	h.Helper()
	d = h.ask("claire", "POST", "/v1/dossiers", object{"organization": h.cabinet, "model": model.StarterID(h.cabinet, "public-request"), "title": title}).is(201).get("id")
	at := "/v1/dossiers/" + d
	h.ask("claire", "PUT", at+"/sections/building", object{"values": object{"parcel": "AB 12"}}, "If-Match", `"0"`).is(200)
	h.ask("claire", "PUT", at+"/sections/decision", object{"values": object{}}, "If-Match", `"0"`).is(200)
	h.sent("claire", d, "nobody.txt", "for nobody", nil)
	h.sent("claire", d, "everybody.txt", "for everybody", object{"audience": everybody})
	person = h.ask("claire", "POST", at+"/people", object{"name": "eva", "applicant": true, "email": "eva@maison.example", "phone": "+33199000001", "language": "fr"}).is(201).get("id")
	h.sent("claire", d, "eva.txt", "for eva", object{"audience": object{"everybody": false, "persons": []string{person}}})
	return d, person
}

// viewed is what who gets of the applicant view, the zero view where nothing.
func (h *house) viewed(who, d string) (view api.ApplicantView) {
	h.Helper()
	if a := h.ask(who, "GET", "/v1/dossiers/"+d+"/applicant-view", nil); a.status == 200 {
		a.into(&view)
	}
	return view
}

// Whether they have an account before or sign up when invited, whatever they
// have besides: what is shown before saving is what the applicant then fetches
// (ALL-3).
func TestALL3ThePreviewIsWhatTheApplicantThenFetches(t *testing.T) {
	t.Parallel()
	h := open(t)
	for _, title := range []string{"Before", "When invited"} {
		d, person := h.grant(title)
		if title == "Before" {
			h.enter("eva", "eva@maison.example")
		}
		at := "/v1/dossiers/" + d + "/grants/" + person
		for _, level := range []string{"write", "none", "write"} {
			var p api.SeenOut
			h.ask("claire", "GET", at+"/preview?way=applicant&level="+level, nil).is(200).into(&p.Body)
			want := h.shown(d, person, "applicant", level)
			h.ask("claire", "PUT", at, object{"way": "applicant", "level": level}).is(200)
			h.enter("eva", "eva@maison.example")
			got := h.viewed("eva", d)
			if shown := p.Body.ApplicantView; !reflect.DeepEqual(shown.Sections, got.Sections) && len(shown.Sections)+len(got.Sections) > 0 || !slices.Equal(shown.People, got.People) {
				t.Errorf("%s, %s:\nshown   %+v\nfetched %+v", title, level, shown, got)
			}
			if found := h.fetched("eva", d); !alike(want, found) {
				t.Errorf("%s, %s:\nshown   %+v\nfetched %+v", title, level, want, found)
			}
			if a := h.ask("eva", "GET", "/v1/dossiers/"+d, nil); level == "write" {
				var whole api.DossierWhole
				if a.is(200).into(&whole); len(whole.Sections) != 0 {
					t.Errorf("%s: told of %+v", title, whole.Sections)
				}
			}
			if level == "write" && len(got.Sections) != 5 {
				t.Errorf("%s: %d sections", title, len(got.Sections))
			}
		}
	}
}

// A document for the applicant is fetched by them, by no partner, and for
// everybody is not for them: an agent names them (LOC-9). What they bring is
// theirs and the agents'.
func TestLOC9WhoFetchesTheApplicantsDocuments(t *testing.T) {
	t.Parallel()
	s := furnished(t)
	eva := s.personOf("eva")
	mine := s.sent("claire", s.dossier, "eva.txt", "for eva", object{"audience": object{"everybody": false, "persons": []string{eva}}})
	all := s.sent("claire", s.dossier, "all.txt", "for everybody", object{"audience": everybody})
	own := s.sent("eva", s.dossier, "hers.txt", "by eva", nil)
	for who, want := range map[string][3]int{"eva": {200, 403, 200}, "enzo": {404, 404, 404}, "bank": {403, 403, 403}, "ines": {403, 403, 403},
		"claire": {200, 200, 200}, "camille": {403, 200, 403}} {
		for i, doc := range []api.Upload{mine, all, own} {
			if a := s.ask(who, "POST", s.at("/documents/"+doc.Document+"/download"), nil); a.status != want[i] {
				t.Errorf("%s, document %d: %d, want %d", who, i, a.status, want[i])
			}
		}
	}
	list := string(s.ask("eva", "GET", s.at("/documents"), nil).is(200).body)
	if !strings.Contains(list, "eva.txt") || !strings.Contains(list, "hers.txt") || strings.Contains(list, "all.txt") {
		t.Errorf("lists %s", list)
	}
	s.ask("paul", "PUT", s.at("/grants/"+eva), object{"way": "applicant", "level": "none"}).is(200)
	s.ask("eva", "POST", s.at("/documents/"+mine.Document+"/download"), nil).is(404)
	if mine := string(s.ask("eva", "GET", "/v1/dossiers", nil).is(200).body); strings.Contains(mine, s.dossier) {
		t.Errorf("still listed: %s", mine)
	}
}

// personOf finds a person of the dossier by name.
func (s *shared) personOf(name string) string {
	s.Helper()
	for _, p := range s.ask("claire", "GET", s.at("/people"), nil).is(200).objects("people") {
		if p["name"] == name {
			return p["id"].(string)
		}
	}
	s.Fatal("no " + name)
	return ""
}

// A model without an applicant view refuses the invitation, in words.
func TestLOC11AnInvitationIntoAnEmptyPageIsRefused(t *testing.T) {
	t.Parallel()
	h := open(t)
	d := h.plan("Bilan")
	person := h.ask("claire", "POST", "/v1/dossiers/"+d+"/people", object{"name": "eva", "applicant": true, "email": "eva@maison.example", "phone": "+33199000001", "language": "fr"}).is(201).get("id")
	p := h.ask("claire", "PUT", "/v1/dossiers/"+d+"/grants/"+person, object{"way": "applicant", "level": "write"}).refused(422, "invalid")
	if p.Rule != "LOC-11" || len(p.Errors) != 1 || !strings.Contains(p.Errors[0].Detail, "no applicant view") {
		t.Errorf("%+v", p)
	}
}

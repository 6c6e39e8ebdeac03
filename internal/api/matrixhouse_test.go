package api_test

import (
	"maps"
	"strings"
	"testing"

	"tierce/internal/access"
	"tierce/internal/api"
	"tierce/internal/dossier"
	"tierce/internal/model"
	"tierce/internal/people"
)

// shared is a house in which every role of routeGrid stands to one dossier.
type shared struct {
	*house
	dossier  string
	bernard  string // the holder, who has come in
	yann     string // the primary contact
	model    string // the wealth plan, which lets the team share here
	in, out  string // a section that odile's access reaches, and one that it does not
	statuses [2]string
	clients  map[string]string // of the client portal, by who they are
	asked    int
	aside    string          // see second
	tried    int             // solicitations made
	inFrench map[string]bool // refusals that were asked for in French too, by code
}

func furnished(t *testing.T) *shared {
	h := open(t)
	for _, who := range []string{"paul", "remy", "odile", "nora"} {
		h.hire("ana", h.cabinet, who, who+"@cabinet.example")
	}
	h.hire("marc", h.conseil, "julia", "julia@conseil.example")
	h.enter("zoe", "zoe@maison.example")
	s := &shared{house: h}
	s.model, s.dossier = s.plan("claire", "Plan de la famille Aubert")
	var whole api.DossierWhole
	h.ask("claire", "GET", "/v1/dossiers/"+s.dossier, nil).is(200).into(&whole)
	s.clients, s.inFrench = map[string]string{}, map[string]bool{}
	s.in, s.out = whole.Sections[0].ID, whole.Sections[1].ID
	s.statuses = [2]string{whole.Statuses[0].ID, whole.Statuses[1].ID}
	h.ask("claire", "PUT", s.at("/team/"+h.account("paul")), nil).is(204)
	s.give("remy", access.Origin{Level: access.Read})
	s.give("odile", access.Origin{Level: access.Write, Sections: []string{s.in, "reports"}})
	h.ask("julia", "POST", "/v1/imports", object{"key": h.key("claire", s.dossier, "join")}).is(201)
	s.bernard = s.comesIn("bernard", "write", object{"holder": "holder"})
	s.comesIn("odette", "read", object{"holder": "co-holder"})
	s.comesIn("camille", "write", object{"family": true})
	s.comesIn("rivoire", "write", object{"advisor": "notary"})
	s.yann = s.contact("yann", object{"group": "full", "primary": true})
	s.contact("solene", object{"group": "full"})
	s.contact("mathis", object{"group": "limited", "sections": []string{s.in}, "sign": true, "submit": true})
	s.contact("bruno", object{"group": "view", "sections": []string{s.in}})
	s.portal()
	s.partners()
	s.applicants()
	return s
}

// plan makes a wealth plan of who's, by a model that lets the team share.
func (s *shared) plan(who, title string) (m, d string) {
	s.Helper()
	in := "?organization=" + s.cabinet
	file := string(s.ask("ana", "GET", "/v1/models/"+model.StarterID(s.cabinet, "wealth-plan")+in, nil).is(200).body)
	m = s.ask("ana", "POST", "/v1/models"+in, viewed(s, file)).is(201).get("id")
	return m, s.ask(who, "POST", "/v1/dossiers", object{"organization": s.cabinet, "model": m, "title": title}).is(201).get("id")
}

// give puts who on the team by an origin that no route gives yet.
func (s *shared) give(who string, o access.Origin) {
	s.Helper()
	acct := s.account(who)
	a, err := s.People.Get(s.Context(), acct)
	if err != nil {
		s.Fatal(err)
	}
	o.Kind, o.Org, o.Since = access.FromTeam, s.cabinet, a.Orgs[s.cabinet].Since
	if err := s.Table.Write(s.Context(), dossier.GiveOrigin(s.dossier, acct, "team", o, s.account("claire"), s.clock())); err != nil {
		s.Fatal(err)
	}
}

// comesIn names who a person of the dossier, gives them access, and lets them
// sign in.
func (s *shared) comesIn(who, level string, more object) string {
	s.Helper()
	person := s.relative(who, more)
	s.ask("claire", "PUT", s.at("/grants/"+person), object{"way": wayOf(more), "level": level}).is(200)
	s.enter(who, who+"@maison.example")
	return person
}

func wayOf(more object) string {
	if more["advisor"] != nil {
		return "advisor"
	}
	return "family"
}

// relative names a person who can be given access.
func (s *shared) relative(name string, more object) string {
	s.Helper()
	body := object{"name": name, "email": name + "@maison.example", "phone": "+33199000001", "language": "fr"}
	maps.Copy(body, more)
	return s.ask("claire", "POST", s.at("/people"), body).is(201).get("id")
}

// child is a relative whom nobody has given anything.
func (s *shared) child() string {
	s.Helper()
	return s.relative(strings.TrimSuffix(s.fresh(), "@cabinet.example"), object{"family": true})
}

// given is a child to whom claire gave access.
func (s *shared) given() string {
	s.Helper()
	person := s.child()
	s.ask("claire", "PUT", s.at("/grants/"+person), object{"way": "family", "level": "read"}).is(200)
	return person
}

// granting is the request that gives person a level.
func (s *shared) granting(person, way, level string) call {
	return call{"PUT", s.at("/grants/" + person), object{"way": way, "level": level}, nil}
}

// changing replaces some of what is known of person.
func (s *shared) changing(person string, with object) call {
	s.Helper()
	is := s.ask("claire", "GET", s.at("/people/"+person), nil).is(200)
	body := object{}
	is.into(&body)
	delete(body, "id")
	delete(body, "$schema")
	maps.Copy(body, with)
	maps.DeleteFunc(body, func(_ string, v any) bool { return v == nil })
	return call{"PUT", s.at("/people/" + person), body, []string{"If-Match", is.header.Get("ETag")}}
}

// deleting deletes person as they are now.
func (s *shared) deleting(person string) call {
	s.Helper()
	tag := s.ask("claire", "GET", s.at("/people/"+person), nil).is(200).header.Get("ETag")
	return call{"DELETE", s.at("/people/" + person), nil, []string{"If-Match", tag}}
}

func (s *shared) at(path string) string  { return "/v1/dossiers/" + s.dossier + path }
func (s *shared) org(path string) string { return "/v1/organizations/" + s.cabinet + path }

// call is one request of the matrix. Path names the things it is about, of
// the cabinet, made anew by those who may.
type call struct {
	method, path string
	body         any
	headers      []string
}

// invited invites somebody new and gives the invitation's id.
func (s *shared) invited(email string) string {
	s.Helper()
	return s.ask("ana", "POST", s.org("/agents"), object{"email": email, "language": "fr"}).is(201).get("id")
}

func (s *shared) person() (path, tag string) {
	s.Helper()
	made := s.ask("claire", "POST", s.at("/people"), object{"name": "Ève Aubert"}).is(201)
	return made.header.Get("Location"), made.header.Get("ETag")
}

func (s *shared) sectionTag(section string) string {
	s.Helper()
	return s.ask("claire", "GET", s.at("/sections/"+section), nil).is(200).header.Get("ETag")
}

func (s *shared) exported() string {
	s.Helper()
	return string(s.ask("ana", "GET", s.modelPath(""), nil).is(200).body)
}

func (s *shared) modelPath(more string) string {
	return "/v1/models/" + model.StarterID(s.cabinet, "contract-matter") + more + "?organization=" + s.cabinet
}

// redrawing is a request that gives contracts other views than they have.
func (s *shared) redrawing() call {
	s.Helper()
	is := s.ask("ana", "GET", s.modelPath("/views"), nil).is(200)
	name := s.fresh()
	body := object{"statuses": []string{}, "views": object{"partners": []object{{"id": "advice", "name": object{"fr": name, "en": name}}}}}
	return call{"PUT", s.modelPath("/views"), body, []string{"If-Match", is.header.Get("ETag")}}
}

// moving is a request that moves the dossier to a version that is made for it.
func (s *shared) moving() call {
	s.Helper()
	at := "/v1/models/" + s.model + "/views?organization=" + s.cabinet
	is := s.ask("ana", "GET", at, nil).is(200)
	var d api.DesignBody
	is.into(&d)
	d.Views.Partners[0].Name.EN = s.fresh()
	made := s.ask("ana", "PUT", at, object{"views": d.Views, "statuses": d.Statuses}, "If-Match", is.header.Get("ETag")).is(200)
	var head api.ModelHead
	made.into(&head)
	plan := s.ask("claire", "GET", s.at("/version"), nil).is(200)
	return call{"PUT", s.at("/version"), object{"version": head.Version}, []string{"If-Match", plan.header.Get("ETag")}}
}

// groups are the access groups of contracts.
func (s *shared) groups(more string) string {
	return s.org("/models/" + model.StarterID(s.cabinet, "contract-matter") + "/access-groups" + more)
}

func (s *shared) grouping(name string) object {
	return object{"name": object{"fr": name, "en": name}, "level": "write", "all": false, "sections": []string{"request"}}
}

// ownGroup is one that the organisation made: there is room for 20.
func (s *shared) ownGroup() string {
	s.Helper()
	var there struct {
		Groups []api.AccessGroup `json:"groups"`
	}
	s.ask("ana", "GET", s.groups(""), nil).is(200).into(&there)
	if last := there.Groups[len(there.Groups)-1]; !last.ReadyMade {
		return last.ID
	}
	return s.ask("ana", "POST", s.groups(""), s.grouping(s.fresh())).is(201).get("id")
}

// withGroups is a request on the groups as they are now.
func (s *shared) withGroups(method, more string, body any) call {
	s.Helper()
	tag := s.ask("ana", "GET", s.groups(""), nil).is(200).header.Get("ETag")
	return call{method, s.groups(more), body, []string{"If-Match", tag}}
}

// calls makes the request of each row of routeGrid.
var calls = map[string]func(*shared) call{
	"get-me":   func(s *shared) call { return call{"GET", "/v1/me", nil, nil} },
	"put-me":   func(s *shared) call { return call{"PUT", "/v1/me", nil, nil} },
	"patch-me": func(s *shared) call { return call{"PATCH", "/v1/me", object{"language": "fr"}, nil} },

	"get-organization":       func(s *shared) call { return call{"GET", s.org(""), nil, nil} },
	"list-managed-dossiers":  func(s *shared) call { return call{"GET", s.org("/dossiers"), nil, nil} },
	"get-organization-trail": func(s *shared) call { return call{"GET", s.org("/trail"), nil, nil} },
	"list-agents":            func(s *shared) call { return call{"GET", s.org("/agents"), nil, nil} },
	"invite-agent": func(s *shared) call {
		return call{"POST", s.org("/agents"), object{"email": s.fresh(), "language": "en"}, nil}
	},
	"change-agent": func(s *shared) call {
		return call{"PATCH", s.org("/agents/" + s.account("nora")), object{"admin": false}, nil}
	},
	"deactivate-agent": func(s *shared) call {
		email := s.fresh()
		s.hire("ana", s.cabinet, email, email)
		return call{"POST", s.org("/agents/" + s.account(email) + "/deactivation"), object{}, nil}
	},
	"list-invitations": func(s *shared) call { return call{"GET", s.org("/invitations"), nil, nil} },
	"revoke-invitation": func(s *shared) call {
		return call{"DELETE", s.org("/invitations/" + s.invited(s.fresh())), nil, nil}
	},
	"accept-invitation": func(s *shared) call {
		return call{"POST", s.org("/invitations/" + s.invited(s.fresh()) + "/acceptance"), nil, nil}
	},

	"list-models":  func(s *shared) call { return call{"GET", "/v1/models?organization=" + s.cabinet, nil, nil} },
	"export-model": func(s *shared) call { return call{"GET", s.modelPath(""), nil, nil} },
	"import-model": func(s *shared) call {
		return call{"POST", "/v1/models?organization=" + s.cabinet, s.exported(), nil}
	},
	"import-model-version": func(s *shared) call { return call{"POST", s.modelPath("/versions"), s.exported(), nil} },
	"export-version":       func(s *shared) call { return call{"GET", s.modelPath("/versions/1"), nil, nil} },
	"get-views":            func(s *shared) call { return call{"GET", s.modelPath("/views"), nil, nil} },
	"replace-views":        (*shared).redrawing,
	"plan-move":            func(s *shared) call { return call{"GET", s.at("/version"), nil, nil} },
	"move-dossier":         (*shared).moving,

	"list-access-groups":  func(s *shared) call { return call{"GET", s.groups(""), nil, nil} },
	"get-access-group":    func(s *shared) call { return call{"GET", s.groups("/limited"), nil, nil} },
	"make-access-group":   func(s *shared) call { return call{"POST", s.groups(""), s.grouping(s.fresh()), nil} },
	"change-access-group": func(s *shared) call { return s.withGroups("PUT", "/limited", s.grouping("")) },
	"delete-access-group": func(s *shared) call { return s.withGroups("DELETE", "/"+s.ownGroup(), nil) },

	"list-dossiers": func(s *shared) call { return call{"GET", "/v1/dossiers", nil, nil} },
	"create-dossier": func(s *shared) call {
		return call{"POST", "/v1/dossiers", object{"organization": s.cabinet, "title": "Neuf",
			"model": model.StarterID(s.cabinet, "contract-matter")}, nil}
	},
	"delete-dossier":          func(s *shared) call { s.restored(); return call{"DELETE", s.at(""), nil, nil} },
	"delete-dossier/deleted":  func(s *shared) call { s.deleted(); return call{"DELETE", s.at(""), nil, nil} },
	"restore-dossier/deleted": func(s *shared) call { s.deleted(); return call{"POST", s.at("/restore"), nil, nil} },
	"restore-dossier":         func(s *shared) call { s.restored(); return call{"POST", s.at("/restore"), nil, nil} },
	"list-deleted-dossiers":   func(s *shared) call { return call{"GET", "/v1/deleted-dossiers", nil, nil} },

	"get-dossier":          func(s *shared) call { return call{"GET", s.at(""), nil, nil} },
	"change-dossier/title": func(s *shared) call { return call{"PATCH", s.at(""), object{"title": s.fresh()}, nil} },
	"change-dossier/status": func(s *shared) call {
		s.statuses[0], s.statuses[1] = s.statuses[1], s.statuses[0]
		if is := s.ask("claire", "GET", s.at(""), nil).get("status"); is == s.statuses[0] {
			s.statuses[0], s.statuses[1] = s.statuses[1], s.statuses[0]
		}
		return call{"PATCH", s.at(""), object{"status": s.statuses[0]}, nil}
	},
	"get-section/in-scope":         func(s *shared) call { return call{"GET", s.at("/sections/" + s.in), nil, nil} },
	"get-section/out-of-scope":     func(s *shared) call { return call{"GET", s.at("/sections/" + s.out), nil, nil} },
	"replace-section/in-scope":     func(s *shared) call { return s.replacing(s.in) },
	"replace-section/out-of-scope": func(s *shared) call { return s.replacing(s.out) },
	"replace-section/submitted":    func(s *shared) call { return s.onSubmitted(s.replacing(s.in)) },
	"get-seal/in-scope":            func(s *shared) call { return call{"GET", s.at("/sections/" + s.in + "/seal"), nil, nil} },
	"get-seal/out-of-scope":        func(s *shared) call { return call{"GET", s.at("/sections/" + s.out + "/seal"), nil, nil} },
	"sign-section/in-scope":        func(s *shared) call { return s.signing(s.in) },
	"sign-section/out-of-scope":    func(s *shared) call { return s.signing(s.out) },
	"sign-section/submitted":       func(s *shared) call { return s.onSubmitted(s.signing(s.in)) },
	"submit-section/in-scope":      func(s *shared) call { return s.submitting(s.in) },
	"submit-section/out-of-scope":  func(s *shared) call { return s.submitting(s.out) },
	"return-section/in-scope":      func(s *shared) call { return s.returning(s.in) },
	"return-section/out-of-scope":  func(s *shared) call { return s.returning("tax") },
	"export-rows/out-of-scope":     func(s *shared) call { return call{"GET", s.at(assets), nil, nil} },
	"replace-rows/out-of-scope":    func(s *shared) call { return s.pasting("name,value\nHouse,100.00\n") },

	"list-people": func(s *shared) call { return call{"GET", s.at("/people"), nil, nil} },
	"get-person":  func(s *shared) call { path, _ := s.person(); return call{"GET", path, nil, nil} },
	"add-person":  func(s *shared) call { return call{"POST", s.at("/people"), object{"name": "Luc Aubert"}, nil} },
	"replace-person": func(s *shared) call {
		path, tag := s.person()
		return call{"PUT", path, object{"name": "Ève Morel"}, []string{"If-Match", tag}}
	},
	"delete-person": func(s *shared) call {
		path, tag := s.person()
		return call{"DELETE", path, nil, []string{"If-Match", tag}}
	},

	"replace-person/address": func(s *shared) call {
		return s.changing(s.child(), object{"email": s.fresh()})
	},
	"replace-person/address-of-holder": func(s *shared) call { return s.changing(s.bernard, object{"phone": "+33199000002"}) },
	"replace-person/holder-in-no-more": func(s *shared) call { return s.changing(s.bernard, object{"holder": nil}) },
	"delete-person/with-access":        func(s *shared) call { return s.deleting(s.given()) },
	"delete-person/holder-in":          func(s *shared) call { return s.deleting(s.bernard) },

	"list-grants":                func(s *shared) call { return call{"GET", s.at("/grants"), nil, nil} },
	"set-grant/child-write":      func(s *shared) call { return s.granting(s.child(), "family", "write") },
	"set-grant/child-read":       func(s *shared) call { return s.granting(s.child(), "family", "read") },
	"set-grant/given-by-another": func(s *shared) call { return s.granting(s.given(), "family", "read") },
	"set-grant/advisor": func(s *shared) call {
		return s.granting(s.relative(strings.TrimSuffix(s.fresh(), "@cabinet.example"), object{"advisor": "lawyer"}), "advisor", "read")
	},
	"set-grant/holder-in-none": func(s *shared) call { return s.granting(s.bernard, "family", "none") },
	"preview-grant": func(s *shared) call {
		return call{"GET", s.at("/grants/" + s.child() + "/preview?way=family&level=read"), nil, nil}
	},
	"resend-grant": func(s *shared) call {
		return call{"POST", s.at("/grants/" + s.given() + "/resend"), object{"way": "family"}, nil}
	},
	"list-dossier-invitations": func(s *shared) call { return call{"GET", s.org("/dossier-invitations"), nil, nil} },

	"get-manager": func(s *shared) call { return call{"GET", s.at("/manager"), nil, nil} },
	"name-manager": func(s *shared) call {
		return call{"PUT", s.at("/manager"), object{"account": s.account("claire")}, nil}
	},
	"list-team":   func(s *shared) call { return call{"GET", s.at("/team"), nil, nil} },
	"add-to-team": func(s *shared) call { return call{"PUT", s.at("/team/" + s.account("paul")), nil, nil} },
	"preview-teammate": func(s *shared) call {
		return call{"GET", s.at("/team/" + s.account("nora") + "/preview"), nil, nil}
	},
	"end-access/team": func(s *shared) call { return call{"DELETE", s.at("/team/" + s.account("nora")), nil, nil} },
	"end-access/join": func(s *shared) call {
		return call{"DELETE", s.at("/team/" + s.account("nora") + "?origin=join"), nil, nil}
	},
	"get-remaining-access": func(s *shared) call {
		return call{"GET", s.at("/team/" + s.account("paul") + "/remaining"), nil, nil}
	},

	"list-share-keys":     func(s *shared) call { return call{"GET", s.at("/share-keys"), nil, nil} },
	"make-share-key/copy": func(s *shared) call { return call{"POST", s.at("/share-keys"), object{"mode": "copy"}, nil} },
	"make-share-key/join": func(s *shared) call { return call{"POST", s.at("/share-keys"), object{"mode": "join"}, nil} },
	"preview-share-key":   func(s *shared) call { return call{"GET", s.at("/share-keys/preview?mode=join"), nil, nil} },
	"revoke-share-key": func(s *shared) call {
		key := s.ask("claire", "POST", s.at("/share-keys"), object{"mode": "join"}).is(201).get("id")
		return call{"DELETE", s.at("/share-keys/" + key), nil, nil}
	},
	"import-dossier": func(s *shared) call {
		return call{"POST", "/v1/imports", object{"key": s.key("claire", s.dossier, "copy")}, nil}
	},

	"list-simulations":          func(s *shared) call { return call{"GET", s.at("/simulations"), nil, nil} },
	"make-simulation":           (*shared).simulating,
	"get-simulation":            func(s *shared) call { return call{"GET", s.made(s.simulating()), nil, nil} },
	"delete-simulation/claires": func(s *shared) call { return call{"DELETE", s.made(s.simulating()), nil, nil} },
	"delete-simulation/gone":    func(s *shared) call { return call{"DELETE", s.gone(s.simulating()), nil, nil} },
	"list-reports":              func(s *shared) call { return call{"GET", s.at("/reports"), nil, nil} },
	"make-report/in-scope":      func(s *shared) call { return s.reporting(s.in) },
	"make-report/out-of-scope":  func(s *shared) call { return s.reporting(s.in, s.out) },
	"get-report":                func(s *shared) call { return call{"GET", s.made(s.reporting(s.in, s.out)), nil, nil} },
	"delete-report/claires":     func(s *shared) call { return call{"DELETE", s.made(s.reporting(s.in)), nil, nil} },
	"delete-report/gone":        func(s *shared) call { return call{"DELETE", s.gone(s.reporting(s.in)), nil, nil} },

	"list-documents":           func(s *shared) call { return call{"GET", s.at("/documents"), nil, nil} },
	"ask-upload":               func(s *shared) call { return s.uploading(nil) },
	"ask-upload/for-everybody": func(s *shared) call { return s.uploading(object{"audience": everybody}) },
	"ask-upload/of-claires": func(s *shared) call {
		return s.uploading(object{"replaces": s.document("claire", object{"audience": everybody})})
	},
	"get-upload/claires": func(s *shared) call {
		c := s.uploading(nil)
		return call{"GET", s.ask("claire", "POST", c.path, c.body).is(201).header.Get("Location"), nil, nil}
	},
	"get-document/for-nobody": func(s *shared) call { return s.onDocument("GET", "", s.document("claire", nil)) },
	"get-document/for-everybody": func(s *shared) call {
		return s.onDocument("GET", "", s.document("claire", object{"audience": everybody}))
	},
	"get-document/for-bernard": func(s *shared) call {
		return s.onDocument("GET", "", s.document("claire", object{"audience": object{"everybody": false, "persons": []string{s.bernard}}}))
	},
	"get-document/bernards":        func(s *shared) call { return s.onDocument("GET", "", s.document("bernard", nil)) },
	"download-document/for-nobody": func(s *shared) call { return s.onDocument("POST", "/download", s.document("claire", nil)) },
	"download-document/for-everybody": func(s *shared) call {
		return s.onDocument("POST", "/download", s.document("claire", object{"audience": everybody}))
	},
	"download-version/bernards": func(s *shared) call { return s.onDocument("POST", "/versions/1/download", s.document("bernard", nil)) },
	"change-document/name": func(s *shared) call {
		return s.documentWith("PATCH", s.document("claire", object{"audience": everybody}), object{"name": strings.TrimSuffix(s.fresh(), "@cabinet.example") + ".txt"})
	},
	"change-document/bernards": func(s *shared) call {
		return s.documentWith("PATCH", s.document("bernard", nil), object{"name": strings.TrimSuffix(s.fresh(), "@cabinet.example") + ".txt"})
	},
	"change-document/audience": func(s *shared) call {
		return s.documentWith("PATCH", s.document("claire", object{"audience": everybody}), object{"audience": object{"everybody": false}})
	},
	"delete-document/claires": func(s *shared) call {
		return s.documentWith("DELETE", s.document("claire", object{"audience": everybody}), nil)
	},
	"delete-document/bernards":  func(s *shared) call { return s.documentWith("DELETE", s.document("bernard", nil), nil) },
	"restore-document/claires":  func(s *shared) call { return s.deletedDocument(s.document("claire", object{"audience": everybody})) },
	"restore-document/bernards": func(s *shared) call { return s.deletedDocument(s.document("bernard", nil)) },
	"list-clients":              func(s *shared) call { return call{"GET", s.org("/clients"), nil, nil} },
	"list-companies":            func(s *shared) call { return call{"GET", s.org("/companies"), nil, nil} },
	"get-client":                func(s *shared) call { return call{"GET", s.newClient(), nil, nil} },
	"add-client":                func(s *shared) call { return call{"POST", s.org("/clients"), s.clientBody(), nil} },
	"replace-client": func(s *shared) call {
		path := s.newClient()
		return call{"PUT", path, s.clientBody(), []string{"If-Match", s.ask("ana", "GET", path, nil).is(200).header.Get("ETag")}}
	},
	"remove-client":   func(s *shared) call { return call{"DELETE", s.newClient(), nil, nil} },
	"resend-client":   func(s *shared) call { return call{"POST", s.newClient() + "/resend", nil, nil} },
	"preview-client":  func(s *shared) call { return call{"GET", s.newClient() + "/ends?company=Other", nil, nil} },
	"show-colleagues": func(s *shared) call { return call{"PUT", s.org("/client-portal"), object{"colleagues": true}, nil} },

	"get-portal-share": func(s *shared) call { return call{"GET", s.at("/portal-share"), nil, nil} },
	"show-to-client":   (*shared).showing,
	"preview-portal-share": func(s *shared) call {
		return call{"GET", s.at("/portal-share/preview?requester=" + s.clients["rita"]), nil, nil}
	},
	"hide-from-clients": func(s *shared) call {
		c := s.showing()
		s.ask("claire", c.method, c.path, c.body).is(200)
		return call{"DELETE", c.path, nil, nil}
	},
	"list-colleagues-dossiers": func(s *shared) call { return call{"GET", "/v1/colleagues-dossiers", nil, nil} },
	"list-requests":            func(s *shared) call { return call{"GET", s.at("/requests"), nil, nil} },
	"make-request":             (*shared).asking,
	"get-request":              func(s *shared) call { return call{"GET", s.askedFor("limited"), nil, nil} },
	"get-request/view":         func(s *shared) call { return call{"GET", s.askedFor("view"), nil, nil} },
	"change-request":           (*shared).reasking,
	"answer-request":           func(s *shared) call { return s.answering("limited") },
	"answer-request/view":      func(s *shared) call { return s.answering("view") },
	"close-request":            func(s *shared) call { return call{"POST", s.askedFor("limited") + "/done", nil, nil} },
	"reopen-request":           func(s *shared) call { return call{"POST", s.askedFor("limited") + "/reopen", object{"note": "a"}, nil} },
	"delete-request":           func(s *shared) call { return call{"DELETE", s.made(s.asking()), nil, nil} },
	"delete-request/gone":      func(s *shared) call { return call{"DELETE", s.gone(s.asking()), nil, nil} },

	"get-access":     func(s *shared) call { return call{"GET", s.at("/access?action=edit-section"), nil, nil} },
	"get-trail":      func(s *shared) call { return call{"GET", s.at("/trail"), nil, nil} },
	"get-trail/file": func(s *shared) call { return call{"GET", s.at("/trail?format=csv"), nil, nil} },
}

// fresh is an address, or a title, that nobody had before.
func (s *shared) fresh() string {
	s.asked++
	return strings.ToLower(people.AccountID("fresh", strings.Repeat("x", s.asked))) + "@cabinet.example"
}

// simulating asks for a simulation, reporting for a report of sections.
func (s *shared) simulating() call {
	return call{"POST", s.at("/simulations"), object{"name": s.fresh(), "years": 10, "growth": 2.5, "inflation": 2, "given": "100.00", "note": "a"}, nil}
}

func (s *shared) reporting(sections ...string) call {
	return call{"POST", s.at("/reports"), object{"title": s.fresh(), "sections": sections}, nil}
}

// made does c as claire, and gives the path of what came of it; gone deletes
// that again.
func (s *shared) made(c call) string {
	s.Helper()
	return s.ask("claire", c.method, c.path, c.body).is(201).header.Get("Location")
}

func (s *shared) gone(c call) string {
	s.Helper()
	path := s.made(c)
	s.ask("claire", "DELETE", path, nil).is(204)
	return path
}

func (s *shared) replacing(section string) call {
	return call{"PUT", s.at("/sections/" + section), object{"values": object{}}, []string{"If-Match", s.sectionTag(section)}}
}

// unlocked is a section that contacts may edit, with content that nobody has
// signed yet, and its version.
func (s *shared) unlocked(section string) (tag string) {
	s.Helper()
	s.ask("claire", "PUT", s.at("/primary-contact"), object{"person": s.yann}).is(204)
	for range 2 {
		at := s.at("/sections/" + section)
		is := s.ask("claire", "GET", at, nil).is(200)
		if strings.Contains(string(is.body), "submittedAt") {
			s.ask("claire", "POST", at+"/return", object{"note": "Encore"}).is(201)
			continue
		}
		return s.ask("claire", "PUT", at, object{"values": object{s.textOf(section): s.fresh()}}, "If-Match", is.header.Get("ETag")).is(200).header.Get("ETag")
	}
	return ""
}

// textOf is a field of text of a section.
func (s *shared) textOf(section string) string {
	s.Helper()
	var c api.Content
	s.ask("claire", "GET", s.at("/sections/"+section), nil).is(200).into(&c)
	for _, f := range c.Fields {
		if f.Type == model.Line || f.Type == model.LongText {
			return f.ID
		}
	}
	s.Fatalf("%s has no text", section)
	return ""
}

func (s *shared) signing(section string) call {
	return call{"POST", s.at("/sections/" + section + "/signatures"), object{"name": "Mathis Blanc"}, []string{"If-Match", s.unlocked(section)}}
}

func (s *shared) submitting(section string) call {
	return call{"POST", s.at("/sections/" + section + "/submission"), nil, []string{"If-Match", s.unlocked(section)}}
}

// submitted is a section that was just handed in.
func (s *shared) submitted(section string) {
	s.Helper()
	c := s.submitting(section)
	s.ask("yann", c.method, c.path, c.body, c.headers...).is(201)
}

// returning returns a section; handed in again it is only where that is asked.
func (s *shared) returning(section string) call {
	s.submitted(section)
	return call{"POST", s.at("/sections/" + section + "/return"), object{"note": "Encore"}, nil}
}

// onSubmitted is c on the section in scope, handed in.
func (s *shared) onSubmitted(c call) call {
	s.submitted(s.in)
	c.headers = []string{"If-Match", s.sectionTag(s.in)}
	return c
}

// assets is the list of rows of the matrix.
const assets = "/sections/wealth/rows/assets"

func (s *shared) pasting(rows string) call {
	return call{"PUT", s.at(assets), rows, []string{"If-Match", s.sectionTag("wealth"), "Content-Type", "text/csv"}}
}

// named gives who another name, as their issuer tells it.
func (s *shared) named(who, name string) {
	s.Helper()
	_, err := s.People.SignIn(s.Context(), people.Claims{Issuer: "https://issuer.example", Subject: who,
		Email: who + "@cabinet.example", Phone: "+33199000001", Name: name, Lang: "fr"})
	if err != nil {
		s.Fatal(err)
	}
}

package api_test

import (
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
	in, out  string // a section that odile's access reaches, and one that it does not
	statuses [2]string
	asked    int
}

func furnished(t *testing.T) *shared {
	h := open(t)
	for _, who := range []string{"paul", "remy", "odile", "nora"} {
		h.hire("ana", h.cabinet, who, who+"@cabinet.example")
	}
	h.hire("marc", h.conseil, "julia", "julia@conseil.example")
	h.enter("zoe", "zoe@maison.example")
	s := &shared{house: h, dossier: h.dossier("claire", "Besoins de la famille Aubert")}
	var whole api.DossierWhole
	h.ask("claire", "GET", "/v1/dossiers/"+s.dossier, nil).is(200).into(&whole)
	s.in, s.out = whole.Sections[0].ID, whole.Sections[1].ID
	s.statuses = [2]string{whole.Statuses[0].ID, whole.Statuses[1].ID}
	h.ask("claire", "PUT", s.at("/team/"+h.account("paul")), nil).is(204)
	s.give("remy", access.Origin{Level: access.Read})
	s.give("odile", access.Origin{Level: access.Write, Sections: []string{s.in}})
	h.ask("julia", "POST", "/v1/imports", object{"key": h.key("claire", s.dossier, "join")}).is(201)
	return s
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

	"list-dossiers": func(s *shared) call { return call{"GET", "/v1/dossiers", nil, nil} },
	"create-dossier": func(s *shared) call {
		return call{"POST", "/v1/dossiers", object{"organization": s.cabinet, "title": "Neuf",
			"model": model.StarterID(s.cabinet, "contract-matter")}, nil}
	},
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

	"list-people": func(s *shared) call { return call{"GET", s.at("/people"), nil, nil} },
	"get-person":  func(s *shared) call { path, _ := s.person(); return call{"GET", path, nil, nil} },
	"add-person":  func(s *shared) call { return call{"POST", s.at("/people"), object{"name": "Luc Aubert"}, nil} },
	"replace-person": func(s *shared) call {
		path, tag := s.person()
		return call{"PUT", path, object{"name": "Ève Morel"}, []string{"If-Match", tag}}
	},
	"delete-person": func(s *shared) call { path, _ := s.person(); return call{"DELETE", path, nil, nil} },

	"get-manager": func(s *shared) call { return call{"GET", s.at("/manager"), nil, nil} },
	"name-manager": func(s *shared) call {
		return call{"PUT", s.at("/manager"), object{"account": s.account("claire")}, nil}
	},
	"list-team":       func(s *shared) call { return call{"GET", s.at("/team"), nil, nil} },
	"add-to-team":     func(s *shared) call { return call{"PUT", s.at("/team/" + s.account("paul")), nil, nil} },
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

	"get-access":     func(s *shared) call { return call{"GET", s.at("/access?action=edit-section"), nil, nil} },
	"get-trail":      func(s *shared) call { return call{"GET", s.at("/trail"), nil, nil} },
	"get-trail/file": func(s *shared) call { return call{"GET", s.at("/trail?format=csv"), nil, nil} },
}

// fresh is an address, or a title, that nobody had before.
func (s *shared) fresh() string {
	s.asked++
	return strings.ToLower(people.AccountID("fresh", strings.Repeat("x", s.asked))) + "@cabinet.example"
}

func (s *shared) replacing(section string) call {
	return call{"PUT", s.at("/sections/" + section), object{"values": object{}}, []string{"If-Match", s.sectionTag(section)}}
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

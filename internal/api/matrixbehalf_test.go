package api_test

import (
	"maps"
	"testing"

	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/id"
)

// behalfGrid says what whoever enters dossiers on behalf of applicants may do to
// one that they entered, written by hand from LOC-1. Every row of routeGrid
// about a dossier that is not here has the cells of `*`: while it is in its
// first status they see the applicant view and what they brought, and nothing
// else.
//
//	behalf     hugo, allowed              removed  ivan, whose permission was taken away
//	unnamed    jade, allowed another model by now
const behalfGrid = `
row                   behalf  removed  unnamed
*                     LOC-11  ALL-4    ALL-4
deleted               ALL-4   ALL-4    ALL-4
get-dossier           yes     ALL-4    ALL-4
get-manager           yes     ALL-4    ALL-4
get-access            yes     ALL-4    ALL-4
get-trail             yes     ALL-4    ALL-4
get-trail/file        LOC-11  ALL-4    ALL-4
name-manager          ALL-9   ALL-4    ALL-4
list-reports          yes     ALL-4    ALL-4
list-documents        yes     ALL-4    ALL-4
ask-upload            yes     ALL-4    ALL-4
ask-upload/for-everybody LOC-11 ALL-4  ALL-4
ask-upload/for-partner LOC-11 ALL-4    ALL-4
ask-upload/of-claires ALL-2   ALL-4    ALL-4
get-upload            ALL-4   ALL-4    ALL-4
get-document          ALL-2   ALL-4    ALL-4
download-document     ALL-2   ALL-4    ALL-4
download-version      ALL-2   ALL-4    ALL-4
change-document       ALL-2   ALL-4    ALL-4
delete-document       ALL-2   ALL-4    ALL-4
restore-document      ALL-4   ALL-4    ALL-4
get-applicant-view    yes     ALL-4    ALL-4
fill-applicant-view   yes     ALL-4    ALL-4
get-behalf-form       yes     LOC-1    LOC-1
enter-on-behalf       yes     LOC-1    LOC-1
list-behalf-partners  ALL-4   ALL-4    ALL-4
claim-solicitation    yes     yes      yes
`

func init() {
	maps.Copy(roleNames, map[string]string{"behalf": "hugo", "removed": "ivan", "unnamed": "jade"})
}

// behalfBody is what an Admin says of a new partner.
func (s *shared) behalfBody(models ...string) object {
	return object{"name": "Ève Partenaire", "email": s.fresh(), "phone": "+33199000009", "language": "fr", "models": models, "agent": s.account("claire")}
}

// newBehalf allows a partner, and gives their path.
func (s *shared) newBehalf() string {
	s.Helper()
	return s.ask("ana", "POST", s.org("/behalf-partners"), s.behalfBody(s.model)).is(201).header.Get("Location")
}

// allows allows who, who comes in, and gives their path.
func (s *shared) allows(who string) string {
	s.Helper()
	body := s.behalfBody(s.model)
	body["email"], body["phone"] = who+"@partner.example", "+33199000001"
	path := s.ask("ana", "POST", s.org("/behalf-partners"), body).is(201).header.Get("Location")
	s.enter(who, who+"@partner.example")
	return path
}

// allowed is entering, in a house where hugo and kim may.
func (s *shared) allowed() call {
	s.Helper()
	s.allows("hugo")
	s.allows("kim")
	return s.entering()
}

// entering is the request by which somebody enters a dossier.
func (s *shared) entering() call {
	return call{"POST", "/v1/dossiers-on-behalf", object{"organization": s.cabinet, "model": s.model,
		"applicant": object{"name": "Léo Aubert", "email": s.fresh(), "phone": "+33199000001", "language": "fr"},
		"values":    object{"objectives": object{"income-need": "1200.00"}}}, nil}
}

// behalf has three partners who entered the dossier, one of whom still may.
func (s *shared) behalf() {
	s.Helper()
	for _, who := range []string{"hugo", "ivan", "jade"} {
		path := s.allows(who)
		a, err := s.People.Get(s.Context(), s.account(who))
		if err != nil {
			s.Fatal(err)
		}
		// As entering gives it, which is of a dossier of its own.
		o := access.Origin{Kind: access.FromBehalf, Level: access.Write, Since: id.New(), Person: a.Behalf[s.cabinet].ID}
		if err := s.Table.Write(s.Context(), dossier.GiveOrigin(s.dossier, a.ID, dossier.BehalfOrigin, o, a.ID, s.clock())); err != nil {
			s.Fatal(err)
		}
		switch who {
		case "ivan":
			s.ask("ana", "DELETE", path, nil).is(204)
		case "jade":
			other := s.ask("ana", "POST", "/v1/models?organization="+s.cabinet,
				string(s.ask("ana", "GET", "/v1/models/"+s.model+"?organization="+s.cabinet, nil).is(200).body)).is(201).get("id")
			body := s.behalfBody(other)
			body["email"], body["phone"] = who+"@partner.example", "+33199000001"
			s.ask("ana", "PUT", path, body, "If-Match", s.ask("ana", "GET", path, nil).is(200).header.Get("ETag")).is(200)
		}
	}
}

func init() {
	maps.Copy(calls, map[string]func(*shared) call{
		"list-behalf-partners": func(s *shared) call { return call{"GET", s.org("/behalf-partners"), nil, nil} },
		"get-behalf-partner":   func(s *shared) call { return call{"GET", s.newBehalf(), nil, nil} },
		"add-behalf-partner":   func(s *shared) call { return call{"POST", s.org("/behalf-partners"), s.behalfBody(s.model), nil} },
		"replace-behalf-partner": func(s *shared) call {
			path := s.newBehalf()
			return call{"PUT", path, s.behalfBody(s.model), []string{"If-Match", s.ask("ana", "GET", path, nil).is(200).header.Get("ETag")}}
		},
		"remove-behalf-partner": func(s *shared) call { return call{"DELETE", s.newBehalf(), nil, nil} },
		"resend-behalf-partner": func(s *shared) call { return call{"POST", s.newBehalf() + "/resend", nil, nil} },
		"get-behalf-form": func(s *shared) call {
			return call{"GET", "/v1/dossiers-on-behalf/form?organization=" + s.cabinet + "&model=" + s.model, nil, nil}
		},
		"enter-on-behalf": (*shared).entering,
	})
}

// Every route, for who entered the dossier: while it is in its first status,
// and after an agent has given it another, and the first one back.
func TestLOC1MatrixOfWhoEntersThroughTheRoutes(t *testing.T) {
	t.Parallel()
	s := furnished(t)
	s.behalf()
	columns, rows := s.rowsIn(behalfGrid)
	for _, r := range rows {
		s.restored()
		for _, column := range columns {
			c := calls[r.name](s)
			if column == "behalf" && r.name == "fill-applicant-view" {
				c = s.fillingAs("hugo")
			}
			s.cell(r, column, c)
		}
	}
	for _, status := range []string{s.statuses[0], s.statuses[1]} {
		s.ask("claire", "PATCH", s.at(""), object{"status": status}).is(200)
		for _, r := range rows {
			s.restored()
			want := "ALL-4"
			switch r.name {
			case "get-behalf-form", "enter-on-behalf", "claim-solicitation":
				want = "yes" // another dossier
			}
			s.cell(row{r.name, map[string]string{"behalf": want}}, "behalf", calls[r.name](s))
		}
	}
	t.Logf("%d cells", len(rows)*(len(columns)+2))
}

package api_test

import (
	"maps"
	"testing"

	"tierce/internal/api"
)

// applicantGrid says what applicants may do to a dossier, written by hand from
// LOC-9 and LOC-11. Every row of routeGrid about a dossier that is not here has
// the cells of `*`: an applicant sees their view, what was addressed to them and
// what they brought, and nothing else.
//
//	applicant  eva, who has come in
//	ended      enzo, who had come in, and whose access an agent ended
const applicantGrid = `
row                   applicant  ended
*                     LOC-11     ALL-4
deleted               ALL-4      ALL-4
get-dossier           yes        ALL-4
get-manager           yes        ALL-4
get-access            yes        ALL-4
get-trail             yes        ALL-4
get-trail/file        LOC-11     ALL-4
name-manager          ALL-9      ALL-4
list-reports          yes        ALL-4
list-documents        yes        ALL-4
ask-upload            yes        ALL-4
ask-upload/for-everybody LOC-11  ALL-4
ask-upload/for-partner LOC-11   ALL-4
ask-upload/of-claires ALL-2      ALL-4
get-upload            ALL-4      ALL-4
get-document          ALL-2      ALL-4
download-document     ALL-2      ALL-4
download-version      ALL-2      ALL-4
change-document       ALL-2      ALL-4
delete-document       ALL-2      ALL-4
restore-document      ALL-4      ALL-4
get-applicant-view    yes        ALL-4
fill-applicant-view   yes        ALL-4
claim-solicitation    yes        yes
`

func init() { maps.Copy(roleNames, map[string]string{"applicant": "eva", "ended": "enzo"}) }

// applicants has two of them in the dossier, one of whom is in it no more.
func (s *shared) applicants() {
	s.Helper()
	for _, who := range []string{"eva", "enzo"} {
		person := s.relative(who, object{"applicant": true})
		s.ask("claire", "PUT", s.at("/grants/"+person), object{"way": "applicant", "level": "write"}).is(200)
		s.enter(who, who+"@maison.example")
		if who == "enzo" {
			s.ask("paul", "PUT", s.at("/grants/"+person), object{"way": "applicant", "level": "none"}).is(200)
		}
	}
}

// applying is an applicant of whom nothing is known yet but how to reach them;
// waiting, one who is invited.
func (s *shared) applying() string {
	s.Helper()
	email := s.fresh()
	return s.relative(email[:8], object{"applicant": true, "email": email})
}

func (s *shared) waiting() string {
	s.Helper()
	person := s.applying()
	s.ask("claire", "PUT", s.at("/grants/"+person), object{"way": "applicant", "level": "write"}).is(200)
	return person
}

// filling is the request by which eva fills in what she sees of the objectives.
func (s *shared) filling() call { return s.fillingAs("eva") }

func (s *shared) fillingAs(who string) call {
	s.Helper()
	var view api.ApplicantView
	s.ask(who, "GET", s.at("/applicant-view"), nil).is(200).into(&view)
	for _, p := range view.Sections {
		if p.ID == "objectives" {
			values := maps.Clone(p.Values)
			values["income-need"] = "4321.00"
			return call{"PUT", s.at("/applicant-view/objectives"), object{"values": values}, []string{"If-Match", p.Tag}}
		}
	}
	s.Fatalf("no objectives: %+v", view)
	return call{}
}

func init() {
	maps.Copy(calls, map[string]func(*shared) call{
		"get-applicant-view":       func(s *shared) call { return call{"GET", s.at("/applicant-view"), nil, nil} },
		"fill-applicant-view":      (*shared).filling,
		"set-grant/applicant":      func(s *shared) call { return s.granting(s.applying(), "applicant", "write") },
		"set-grant/applicant-none": func(s *shared) call { return s.granting(s.waiting(), "applicant", "none") },
		"preview-grant/applicant": func(s *shared) call {
			return call{"GET", s.at("/grants/" + s.applying() + "/preview?way=applicant&level=write"), nil, nil}
		},
		"resend-grant/applicant": func(s *shared) call {
			return call{"POST", s.at("/grants/" + s.waiting() + "/resend"), object{"way": "applicant"}, nil}
		},
		"replace-person/address-applicant": func(s *shared) call { return s.changing(s.waiting(), object{"email": s.fresh()}) },
		"delete-person/applicant":          func(s *shared) call { return s.deleting(s.waiting()) },
	})
}

// Every route, for an applicant who has come in and one whose access has ended.
func TestLOC11MatrixOfApplicantsThroughTheRoutes(t *testing.T) {
	t.Parallel()
	furnished(t).holdsTo(applicantGrid)
}

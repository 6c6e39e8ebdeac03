package api_test

import (
	"context"
	"maps"
	"slices"
	"strings"
	"testing"

	"tierce/internal/table"
)

// about gives every row that tells how a person is reached, what they are, and
// what access they have or wait for.
func (s *shared) about(person, account string) string {
	s.Helper()
	rows, err := s.Table.All(context.Background(), table.Query{PK: "D#" + s.dossier})
	if err != nil {
		s.Fatal(err)
	}
	var all []string
	for _, r := range rows {
		k := table.KeyOf(r)
		if k.SK == "P#"+person || k.SK == "G#"+account || table.Text(r, "person") == person {
			all = append(all, k.SK+" "+table.Text(r, "email")+table.Text(r, "phone")+table.Text(r, "holder")+table.Text(r, "lang")+
				table.Text(r, "level")+table.Text(r, "state")+strings.Join(slices.Sorted(maps.Keys(r)), ","))
		}
	}
	if len(all) < 3 {
		s.Fatalf("nothing to look at: %v", all)
	}
	return strings.Join(all, "\n")
}

// ALL-8, ABB-1: a notary with read and write tries every route of the API on
// the daughter's e-mail, phone, holder status and access, and is told the rule
// each time.
func TestALL8ANotaryChangesNothingOfHowTheDaughterIsLetIn(t *testing.T) {
	t.Parallel()
	s := furnished(t)
	daughter := s.comesIn("lea", "read", object{"family": true})
	before := s.about(daughter, s.account("lea"))
	for what, with := range map[string]object{
		"email": {"email": "notary@etude.example"}, "no email": {"email": nil}, "phone": {"phone": "+33199000099"}, "no phone": {"phone": nil},
		"language": {"language": "en"}, "holder": {"holder": "holder"}, "co-holder": {"holder": "co-holder"},
		"all at once": {"name": "Léa", "email": "notary@etude.example", "phone": "+33199000099", "holder": "holder"},
	} {
		c := s.changing(daughter, with)
		s.ruled(what, c, "ALL-8")
	}
	for _, level := range []string{"write", "read", "none"} {
		for _, way := range []string{"family", "advisor"} {
			s.ruled(way+" "+level, s.granting(daughter, way, level), "ABB-1")
		}
	}
	s.ruled("resend", call{"POST", s.at("/grants/" + daughter + "/resend"), object{"way": "family"}, nil}, "ABB-1")
	s.ruled("preview", call{"GET", s.at("/grants/" + daughter + "/preview?way=family&level=write"), nil, nil}, "ABB-1")
	s.ruled("list", call{"GET", s.at("/grants"), nil, nil}, "ABB-1")
	s.ruled("delete", call{"DELETE", s.at("/people/" + daughter), nil, s.changing(daughter, nil).headers}, "ABB-1")
	for _, p := range s.ask("rivoire", "GET", s.at("/people"), nil).is(200).objects("people") {
		if p["email"] != nil || p["phone"] != nil {
			t.Errorf("the notary reads %v", p)
		}
	}
	tried := s.everyRoute(daughter)
	// What the family structure is made of is the notary's to change (ABB-8),
	// and leaves alone what they do not see.
	c := s.changing(daughter, object{"name": "Léa Aubert", "email": nil, "phone": nil, "language": nil})
	s.ask("rivoire", c.method, c.path, c.body, c.headers...).is(200)
	if got := s.about(daughter, s.account("lea")); got != before {
		t.Errorf("changed, from\n%s\nto\n%s", before, got)
	}
	t.Logf("%d routes besides", tried)
}

// ruled asks as the notary and wants the rule.
func (s *shared) ruled(what string, c call, rule string) {
	s.Helper()
	if a := s.ask("rivoire", c.method, c.path, c.body, c.headers...); a.status != 403 || a.get("rule") != rule {
		s.Errorf("%s: %d %s, want %s", what, a.status, a.body, rule)
	}
}

// everyRoute sends to every operation of the description that changes
// something a body that names the daughter and all that is not the notary's.
func (s *shared) everyRoute(daughter string) (tried int) {
	s.Helper()
	evil := object{"name": "Léa", "email": "notary@etude.example", "phone": "+33199000099", "holder": "holder", "language": "fr",
		"way": "family", "level": "write", "account": s.account("rivoire"), "mode": "join", "title": "x", "values": object{}, "admin": true}
	ids := strings.NewReplacer("{dossier}", s.dossier, "{person}", daughter, "{org}", s.cabinet, "{account}", s.account("lea"), "{section}", s.in)
	for path, item := range s.spec().Paths.Map() {
		for method := range item.Operations() {
			if method == "GET" || method == "DELETE" && strings.HasSuffix(path, "/people/{person}") || method == "PUT" && strings.HasSuffix(path, "/people/{person}") {
				continue // asked above
			}
			for _, key := range slices.Sorted(maps.Keys(evil)) {
				s.ask("rivoire", method, ids.Replace(path), object{key: evil[key]}, "If-Match", `"1"`)
			}
			s.ask("rivoire", method, ids.Replace(path), evil, "If-Match", `"1"`)
			tried++
		}
	}
	return tried
}

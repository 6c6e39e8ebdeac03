package api_test

import (
	"slices"
	"testing"

	"tierce/internal/api"
)

// The advisor's refusal beside everybody else's success, and totals that
// anybody can add up: 2000.50 + 0.50 owned, 1000.00 owed, 300.00 given.
func TestABB8WhoMakesSimulationsAndReports(t *testing.T) {
	s := furnished(t)
	s.fill("wealth", object{"assets": []any{object{"name": "Maison", "kind": "home", "value": "2000.50"}, object{"name": "Livret", "kind": "accounts", "value": "0.5"}},
		"liabilities": []any{object{"name": "Prêt", "balance": "1000"}}})
	s.fill("gifts", object{"gifts": []any{object{"what": "Voiture", "value": "300"}}})
	body := object{"name": "Donner", "years": 1, "growth": 10, "inflation": 10, "given": "1"}
	for _, who := range []string{"claire", "paul", "julia", "bernard", "camille"} {
		var made api.Simulation
		s.ask(who, "POST", s.at("/simulations"), body).is(201).into(&made)
		want := []string{"2001.00", "1000.00", "1001.00", "300.00", "1000.00", "1100.00", "1000.00", "301.00"}
		if got := []string{made.Assets, made.Debts, made.Net, made.Gifts, made.Left, made.Later, made.InToday, made.Handed}; !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", who, got, want)
		}
		if made.By.ID != s.account(who) || made.Currency != "EUR" || made.At == nil {
			t.Errorf("%+v", made)
		}
		s.ask(who, "POST", s.at("/reports"), object{"title": "Point", "sections": []string{"wealth"}}).is(201)
	}
	before := s.rows()
	for path, body := range map[string]object{"/simulations": body, "/reports": {"title": "Point", "sections": []string{"wealth"}}} {
		if p := s.ask("rivoire", "POST", s.at(path), body).refused(403, "refused-advisor-makes-nothing"); p.Rule != "ABB-8" {
			t.Errorf("%s: %+v", path, p)
		}
		s.ask("odette", "POST", s.at(path), body).refused(403, "refused-read-only")
	}
	if before != s.rows() {
		t.Error("a refusal changed something")
	}
	var all api.SimulationsOut
	s.ask("rivoire", "GET", s.at("/simulations"), nil).is(200).into(&all.Body)
	if len(all.Body.Simulations) != 5 {
		t.Errorf("the notary compares %d", len(all.Body.Simulations))
	}
}

// What a report shows stays; what of it somebody reads is decided anew.
func TestABB8AReportByTheAPIKeepsWhatItShowed(t *testing.T) {
	s := furnished(t)
	s.fill("wealth", object{"remarks": "Avant la vente"})
	s.made(s.simulating())
	made := s.ask("bernard", "POST", s.at("/reports"), object{"title": "Point", "sections": []string{"wealth", "family", "simulations"}}).is(201).header.Get("Location")
	s.fill("wealth", object{"remarks": "Après la vente"})
	var whole api.ReportWhole
	s.ask("camille", "GET", made, nil).is(200).into(&whole)
	if len(whole.Simulations) != 1 || len(whole.Contents) != 3 || whole.Contents[1].Values["remarks"] != "Avant la vente" || whole.Contents[1].Fields == nil || len(whole.Hidden) != 0 {
		t.Errorf("%+v", whole)
	}
	for _, p := range whole.People {
		if p.Email != "" || p.Phone != "" {
			t.Errorf("an address in a report: %+v", p)
		}
	}
	var part api.ReportWhole
	s.ask("odile", "GET", made, nil).is(200).into(&part)
	if len(part.Contents) != 1 || part.Contents[0].ID != "family" || len(part.Simulations) != 0 || len(part.Hidden) != 2 || part.Hidden[0].ID != "wealth" || !slices.Equal(part.Sections, []string{"family"}) {
		t.Errorf("%+v", part)
	}
}

// fill replaces the content of a section.
func (s *shared) fill(section string, values object) {
	s.Helper()
	s.ask("claire", "PUT", s.at("/sections/"+section), object{"values": values}, "If-Match", s.sectionTag(section)).is(200)
}

package api_test

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"tierce/internal/api"
)

// deleted and restored have claire, the manager, bring the dossier there.
func (s *shared) deleted()  { s.Helper(); s.ask("claire", "DELETE", s.at(""), nil).is(204) }
func (s *shared) restored() { s.Helper(); s.ask("claire", "POST", s.at("/restore"), nil).is(200) }

// Once a dossier is deleted, every route of the matrix answers everybody, its
// manager too, what it answers of a dossier that nobody made.
func TestALL5ADeletedDossierAnswersAsNoneOnEveryRoute(t *testing.T) {
	t.Parallel()
	s := furnished(t)
	columns, rows := rowsOf(t, routeGrid)
	asked, prepared := 0, map[string]call{}
	for _, r := range rows {
		if strings.HasPrefix(r.name, "delete-dossier") || strings.HasPrefix(r.name, "restore-dossier") {
			continue // which the matrix asks
		}
		if c := calls[r.name](s); strings.Contains(c.path, s.dossier) {
			prepared[r.name] = c
		}
	}
	key := s.key("claire", s.dossier, "join")
	s.deleted()
	before := s.rows()
	for _, name := range slices.Sorted(maps.Keys(prepared)) {
		c := prepared[name]
		for _, column := range columns {
			if column == "none" || column == "id" {
				continue
			}
			asked++
			a := s.ask(roleNames[column], c.method, c.path, c.body, c.headers...)
			if told(a) != "ALL-4" {
				t.Errorf("%s as %s: %d %s", name, column, a.status, a.body)
			} else if wrong := s.asNothing(roleNames[column], c, a); wrong != "" {
				t.Errorf("%s as %s: %s", name, column, wrong)
			}
		}
	}
	if before != s.rows() {
		t.Error("something changed")
	}
	for _, column := range columns {
		if who := roleNames[column]; column != "none" && column != "id" && s.lists(who) {
			t.Errorf("%s still finds it in My dossiers", who)
		}
	}
	for _, path := range []string{s.org("/dossiers"), s.org("/dossier-invitations")} {
		if a := s.ask("ana", "GET", path, nil).is(200); strings.Contains(string(a.body), s.dossier) {
			t.Errorf("%s still has it", path)
		}
	}
	s.redeem("marc", key).refused(410, "share-key-spent")
	s.restored()
	for _, who := range []string{"claire", "paul", "julia", "bernard", "camille", "rivoire"} {
		s.sees(who)
	}
	s.redeem("marc", key).is(201)
	t.Logf("%d cells", asked)
}

func TestALL5TheManagerFindsWhatTheyDeletedAndUntilWhen(t *testing.T) {
	s := furnished(t)
	s.deleted()
	var out api.DeletedDossiersOut
	s.ask("claire", "GET", "/v1/deleted-dossiers", nil).is(200).into(&out.Body)
	if len(out.Body.Dossiers) != 1 || out.Body.Next != "" {
		t.Fatalf("%+v", out.Body)
	}
	d := out.Body.Dossiers[0]
	if d.ID != s.dossier || d.Title != "Plan de la famille Aubert" || d.Organization != s.cabinet || d.Until.Sub(*d.Deleted) != 30*24*time.Hour {
		t.Errorf("%+v", d)
	}
	for _, who := range []string{"paul", "ana", "bernard", "zoe"} {
		if a := s.ask(who, "GET", "/v1/deleted-dossiers", nil).is(200); strings.Contains(string(a.body), s.dossier) {
			t.Errorf("%s finds it: %s", who, a.body)
		}
	}
	s.wait(30 * 24 * time.Hour)
	s.ask("claire", "POST", s.at("/restore"), nil).refused(404, "hidden")
	s.ask("claire", "GET", "/v1/deleted-dossiers", nil).is(200).into(&out.Body)
	if len(out.Body.Dossiers) != 0 {
		t.Errorf("%+v", out.Body)
	}
}

package demo

import (
	"reflect"
	"regexp"
	"slices"
	"testing"

	"tierce/internal/fault"
	"tierce/internal/model"
)

var agents = map[string][]string{
	"cabinet": {"claire@cabinet.example", "paul@cabinet.example", "ines@cabinet.example"},
	"conseil": {"marc@conseil.example", "julia@conseil.example", "tom@conseil.example"},
	"mairie":  {"sophie@longny.example", "martin@longny.example", "nell@longny.example", "bastien@longny.example"},
}

func starters() map[string]model.Model {
	all := map[string]model.Model{}
	for _, s := range model.Starters() {
		all[s.ID] = s.Model
	}
	return all
}

// Each section passes its model's check and is already as the check leaves
// it, so that loading the demo changes nothing of it.
func TestDossiersFitTheirModels(t *testing.T) {
	models := starters()
	for _, d := range Dossiers() {
		m, ok := models[d.Model]
		if !ok {
			t.Errorf("%s: no starter %s", d.Title, d.Model)
			continue
		}
		if _, ok := m.Status(d.Status); !ok {
			t.Errorf("%s: no status %s", d.Title, d.Status)
		}
		named := func(id string) bool {
			return slices.ContainsFunc(d.People, func(p Person) bool { return p.ID == id })
		}
		for id, values := range d.Sections {
			s, ok := m.Section(id)
			if !ok {
				t.Errorf("%s: no section %s", d.Title, id)
				continue
			}
			clean, err := s.Check(values, named)
			if err != nil {
				t.Errorf("%s, %s: %+v", d.Title, id, fault.Of(err).Fields)
			} else if !reflect.DeepEqual(clean, values) {
				t.Errorf("%s, %s: kept as %v", d.Title, id, clean)
			}
		}
	}
}

// A dossier past its first steps has what its model requires in what it shows.
func TestDossiersAreFilledIn(t *testing.T) {
	models := starters()
	for _, d := range Dossiers() {
		m := models[d.Model]
		if len(d.Sections) < 5 {
			t.Errorf("%s: only %d sections", d.Title, len(d.Sections))
		}
		if d.Status == m.Initial().ID {
			continue
		}
		for id, values := range d.Sections {
			s, _ := m.Section(id)
			if missing := s.Missing(values); missing != nil {
				t.Errorf("%s, %s: %q missing", d.Title, id, missing)
			}
		}
	}
}

func TestDossiersBelongToAgents(t *testing.T) {
	list := Dossiers()
	models, references, claires := map[string]bool{}, map[string]bool{}, 0
	for _, d := range list {
		for _, a := range append([]string{d.Manager}, d.Team...) {
			if !slices.Contains(agents[d.Organization], a) {
				t.Errorf("%s: %s is no agent of %s", d.Title, a, d.Organization)
			}
		}
		if slices.Contains(d.Team, d.Manager) {
			t.Errorf("%s: the manager is in the team as well", d.Title)
		}
		models[d.Model] = true
		if references[d.Reference] {
			t.Errorf("%s: reference %s twice", d.Title, d.Reference)
		}
		references[d.Reference] = true
		if d.Manager == "claire@cabinet.example" {
			claires++
		}
	}
	if len(list) != 10 || len(models) != 5 || claires < 5 {
		t.Errorf("%d dossiers, %d models, %d of Claire's", len(list), len(models), claires)
	}
}

// Nothing in the demo reaches anybody real.
func TestDossiersNameNoRealHost(t *testing.T) {
	host := regexp.MustCompile(`[a-z0-9-]+@[a-z0-9.-]+|https?://[^"\s]+`)
	for _, found := range host.FindAllString(string(dossiers), -1) {
		if !regexp.MustCompile(`\.example$`).MatchString(found) {
			t.Errorf("%s", found)
		}
	}
}

package model

import (
	"bytes"
	"slices"
	"testing"
)

func TestStartersAreOneForEachSystem(t *testing.T) {
	var ids []string
	for _, s := range Starters() {
		ids = append(ids, s.ID)
	}
	want := []string{"commercial-insurance", "contract-matter", "insurance-needs", "public-request", "wealth-plan"}
	if !slices.Equal(ids, want) {
		t.Errorf("starters %q", ids)
	}
}

// A file as Export writes it shows a change in review as what it is.
func TestStartersAreWrittenAsExported(t *testing.T) {
	entries, err := files.ReadDir("starters")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		data, _ := files.ReadFile("starters/" + e.Name())
		m, err := Parse(data)
		if err != nil {
			t.Errorf("%s: %q", e.Name(), listed(err))
		} else if !bytes.Equal(data, m.Export()) {
			t.Errorf("%s is not as Export writes it", e.Name())
		}
	}
}

// Rich enough to be believable: five to nine sections of four fields or
// columns and more, helped where a client would wonder.
func TestStartersAreRich(t *testing.T) {
	for _, s := range Starters() {
		m := s.Model
		if n := len(m.Sections); n < 5 || n > 9 {
			t.Errorf("%s has %d sections", s.ID, n)
		}
		if len(m.Statuses) < 5 || !slices.ContainsFunc(m.Statuses, func(s Status) bool { return s.Final }) {
			t.Errorf("%s has few statuses, or no end", s.ID)
		}
		helps := 0
		for _, section := range m.Sections {
			fields := section.Fields
			if section.Kind == Table {
				fields = fields[0].Fields
			}
			least := 4
			if section.Kind == Simulations || section.Kind == Reports {
				least = 3 // what stands there is made, not typed (ABB-8)
			}
			if len(fields) < least || len(fields) > 15 {
				t.Errorf("%s: %s has %d fields", s.ID, section.ID, len(fields))
			}
			for _, f := range slices.Concat(fields, section.Fields) {
				if f.Help != (Text{}) {
					helps++
				}
			}
		}
		if helps < 4 {
			t.Errorf("%s helps with %d fields", s.ID, helps)
		}
	}
}

func TestStarterWealthPlanHasTheKindsOfABB8(t *testing.T) {
	var kinds []string
	for _, s := range starter(t, "wealth-plan").Sections {
		kinds = append(kinds, s.Kind)
	}
	for _, k := range []string{Family, Wealth, Gifts, Simulations, Reports} {
		if !slices.Contains(kinds, k) {
			t.Errorf("no section of kind %s", k)
		}
	}
}

// A model shows clients nothing until somebody says what (LEX-2). The contract
// that ships shows its clients what they asked for, and keeps money, notes and
// approvals to the organisation.
func TestLEX2StarterContractShowsClientsWhatConcernsThem(t *testing.T) {
	if shown := starter(t, "contract-matter").Views.Client; !slices.Equal(shown, []string{"request", "parties", "subject", "term"}) {
		t.Errorf("clients see %q", shown)
	}
	for _, id := range []string{"public-request", "wealth-plan"} {
		if shown := starter(t, id).Views.Client; shown != nil {
			t.Errorf("%s shows clients %q by default", id, shown)
		}
	}
}

func TestStarterRequestHasViewsForPartnersLOC10(t *testing.T) {
	m := starter(t, "public-request")
	if len(m.Views.Applicant) == 0 || len(m.Views.Partners) != 2 {
		t.Errorf("views %+v", m.Views)
	}
	if !slices.ContainsFunc(m.Statuses, func(s Status) bool { return s.Partners }) {
		t.Error("LOC-6: partners never see the dossier")
	}
}

func starter(t *testing.T, id string) Model {
	t.Helper()
	for _, s := range Starters() {
		if s.ID == id {
			return s.Model
		}
	}
	t.Fatalf("no starter %s", id)
	return Model{}
}

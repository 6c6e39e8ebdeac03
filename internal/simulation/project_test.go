package simulation

import (
	"testing"

	"tierce/internal/dossier"
	"tierce/internal/model"
)

// inventories are those of the wealth plan, with what rows are needed.
func inventories(t *testing.T, values map[string]map[string]any) []dossier.Section {
	t.Helper()
	for _, s := range model.Starters() {
		if s.ID != "wealth-plan" {
			continue
		}
		var list []dossier.Section
		for _, id := range []string{"wealth", "gifts", "tax"} {
			of, _ := s.Model.Section(id)
			list = append(list, dossier.Section{Section: of, Values: values[id]})
		}
		return list
	}
	t.Fatal("no wealth plan")
	return nil
}

func rows(column string, amounts ...string) []any {
	var list []any
	for _, a := range amounts {
		list = append(list, map[string]any{column: a, "monthly": "7.00", "income": "9.00", "taxed": "3.00"})
	}
	return list
}

// By hand: 845000.00 + 512730.85 + 0.15 = 1357731.00 of assets, 10000.00 of
// insurance; 42000.00 + 0.01 owed; 45000.00 + 5000.50 given.
func TestABB8TotalsOfTheInventories(t *testing.T) {
	got := Total(inventories(t, map[string]map[string]any{
		"wealth": {"assets": rows("value", "845000.00", "512730.85", "0.15"), "insurance": rows("value", "10000.00"),
			"liabilities": rows("balance", "42000.00", "0.01")},
		"gifts": {"gifts": rows("value", "45000.00", "5000.50")},
		"tax":   {"household-income": "99999.00"},
	}))
	want := Totals{Assets: "1367731.00", Debts: "42000.01", Net: "1325730.99", Gifts: "50000.50", Currency: "EUR"}
	if got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if got := Total(inventories(t, nil)); got != (Totals{"0.00", "0.00", "0.00", "0.00", "EUR"}) {
		t.Errorf("of nothing: %+v", got)
	}
	owing := Total(inventories(t, map[string]map[string]any{"wealth": {"liabilities": rows("balance", "0.05")}}))
	if owing.Net != "-0.05" {
		t.Errorf("a debt alone: %+v", owing)
	}
}

// Amounts in two currencies are not added up.
func TestABB8TotalsKeepToOneCurrency(t *testing.T) {
	money := func(id, currency string) model.Field {
		return model.Field{ID: id, Type: model.Rows, Fields: []model.Field{{ID: "what", Type: model.Line}, {ID: "value", Type: model.Money, Currency: currency}}}
	}
	s := dossier.Section{Section: model.Section{Kind: model.Wealth, Fields: []model.Field{money("here", "GBP"), money("there", "EUR")}},
		Values: map[string]any{"here": rows("value", "10.00"), "there": rows("value", "99.00")}}
	if got := Total([]dossier.Section{s}); got.Assets != "10.00" || got.Currency != "GBP" {
		t.Errorf("%+v", got)
	}
}

// The examples are reckoned by hand.
func TestABB8Projection(t *testing.T) {
	for _, c := range []struct {
		name string
		net  string
		gave string
		a    Assumptions
		want Outcome
	}{
		// 1000 × 1.10 = 1100; 1100 ÷ 1.10 = 1000
		{"growth as fast as prices", "1000.00", "0.00", Assumptions{Years: 1, Growth: 10, Inflation: 10}, Outcome{"1000.00", "1100.00", "1000.00", "0.00"}},
		// (1000 − 400) × 1.05 × 1.05 = 661.50; ÷ 1.02² = 635.8131…
		{"a gift today", "1000.00", "250.00", Assumptions{Years: 2, Growth: 5, Inflation: 2, Given: "400.00"}, Outcome{"600.00", "661.50", "635.81", "650.00"}},
		// 100 × 0.8 × 0.8 = 64
		{"a fall", "100.00", "0.00", Assumptions{Years: 2, Growth: -20}, Outcome{"100.00", "64.00", "64.00", "0.00"}},
		// 0.10 × 1.05 = 0.105, half a cent up; 0.105 ÷ 1 the same
		{"half a cent", "0.10", "0.00", Assumptions{Years: 1, Growth: 5}, Outcome{"0.10", "0.11", "0.11", "0.00"}},
		{"half a cent of debt", "-0.10", "0.00", Assumptions{Years: 1, Growth: 5}, Outcome{"-0.10", "-0.11", "-0.11", "0.00"}},
		// 200 × 1.0125 = 202.50
		{"a quarter of a percent", "200.00", "0.00", Assumptions{Years: 1, Growth: 1.25}, Outcome{"200.00", "202.50", "202.50", "0.00"}},
		// more given than there is
		{"more than there is", "100.00", "0.00", Assumptions{Years: 1, Given: "150.00"}, Outcome{"-50.00", "-50.00", "-50.00", "150.00"}},
		// 999999999999.99 × 2^1 is beyond what 64 bits of 1.2^60 would hold:
		// 999999999999.99 × 1.2 = 1199999999999.988
		{"a large one", "999999999999.99", "0.00", Assumptions{Years: 1, Growth: 20}, Outcome{"999999999999.99", "1199999999999.99", "1199999999999.99", "0.00"}},
	} {
		if got := Project(Totals{Net: c.net, Gifts: c.gave}, c.a); got != c.want {
			t.Errorf("%s: got %+v, want %+v", c.name, got, c.want)
		}
	}
	// 1.2^60 = 56347.514353166785389812…, by hand with paper enough
	if got := Project(Totals{Net: "1000000000000.00", Gifts: "0.00"}, Assumptions{Years: 60, Growth: 20}); got.Later != "56347514353166785.39" {
		t.Errorf("sixty years: %s", got.Later)
	}
}

package simulation

import (
	"math/big"
	"strings"

	"tierce/internal/dossier"
	"tierce/internal/model"
)

// Totals are what the inventories came to when a simulation was made. Amounts
// are exact, with two decimals.
type Totals struct {
	Assets   string `dynamodbav:"assets"`
	Debts    string `dynamodbav:"debts"`
	Net      string `dynamodbav:"net"`   // assets less debts
	Gifts    string `dynamodbav:"gifts"` // given so far
	Currency string `dynamodbav:"currency"`
}

// debts is the id of the list of rows that counts as what is owed.
const debts = "liabilities"

// Total adds up the inventories: of each list of rows its first amount. In the
// wealth, the list `liabilities` is owed and all others are owned. Lists in
// another currency than the first are left out: nothing is converted.
func Total(inventories []dossier.Section) Totals {
	t := Totals{Currency: currency(inventories)}
	var assets, owed, given big.Int
	for _, s := range inventories {
		for _, f := range s.Fields {
			column, ok := amount(f)
			if !ok || column.Currency != t.Currency {
				continue
			}
			sum := sumOf(s.Values[f.ID], column.ID)
			switch {
			case s.Kind == model.Gifts:
				given.Add(&given, sum)
			case s.Kind != model.Wealth:
			case f.ID == debts:
				owed.Add(&owed, sum)
			default:
				assets.Add(&assets, sum)
			}
		}
	}
	t.Assets, t.Debts, t.Gifts = money(&assets), money(&owed), money(&given)
	t.Net = money(assets.Sub(&assets, &owed))
	return t
}

// amount is the first column of an amount in a list of rows.
func amount(f model.Field) (model.Field, bool) {
	for _, c := range f.Fields {
		if f.Type == model.Rows && c.Type == model.Money {
			return c, true
		}
	}
	return model.Field{}, false
}

// currency is that of the first amount of the inventories; EUR where there is
// none.
func currency(inventories []dossier.Section) string {
	for _, s := range inventories {
		for _, f := range s.Fields {
			if c, ok := amount(f); ok && (s.Kind == model.Wealth || s.Kind == model.Gifts) {
				return c.Currency
			}
		}
	}
	return "EUR"
}

func sumOf(rows any, column string) *big.Int {
	sum := new(big.Int)
	list, _ := rows.([]any)
	for _, r := range list {
		columns, _ := r.(map[string]any)
		if s, ok := columns[column].(string); ok {
			sum.Add(sum, cents(s))
		}
	}
	return sum
}

// cents reads an amount as package model keeps it, with two decimals; "" is
// nothing.
func cents(plain string) *big.Int {
	n, ok := new(big.Int).SetString(strings.Replace(plain, ".", "", 1), 10)
	if !ok {
		return new(big.Int)
	}
	return n
}

// money writes cents as package model does: "1250.50".
func money(c *big.Int) string {
	digits := new(big.Int).Abs(c).String()
	for len(digits) < 3 {
		digits = "0" + digits
	}
	plain := digits[:len(digits)-2] + "." + digits[len(digits)-2:]
	if c.Sign() < 0 {
		return "-" + plain
	}
	return plain
}

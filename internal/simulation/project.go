package simulation

import (
	"math"
	"math/big"
)

// Outcome is what would become of the wealth: Left after what is given today,
// Later what that has grown to after the years, InToday the same in today's
// money, and Handed all that was given, before and today.
type Outcome struct {
	Left    string `dynamodbav:"left"`
	Later   string `dynamodbav:"later"`
	InToday string `dynamodbav:"inToday"`
	Handed  string `dynamodbav:"handed"`
}

// Project computes the outcome of a on the wealth of t. It reckons exactly and
// rounds once, at the end, to the cent; half a cent goes away from zero.
func Project(t Totals, a Assumptions) Outcome {
	given := cents(a.Given)
	left := new(big.Int).Sub(cents(t.Net), given)
	later := new(big.Rat).Mul(new(big.Rat).SetInt(left), compounded(a.Growth, a.Years))
	today := new(big.Rat).Quo(later, compounded(a.Inflation, a.Years))
	return Outcome{Left: money(left), Later: money(rounded(later)), InToday: money(rounded(today)),
		Handed: money(new(big.Int).Add(cents(t.Gifts), given))}
}

// hundredths gives a rate of two decimals in hundredths of a percent.
func hundredths(percent float64) int64 { return int64(math.Round(percent * 100)) }

// compounded is (1 + rate)^years, exactly. Rates are above −100 %.
func compounded(percent float64, years int) *big.Rat {
	n := big.NewInt(int64(years))
	up := new(big.Int).Exp(big.NewInt(10_000+hundredths(percent)), n, nil)
	return new(big.Rat).SetFrac(up, new(big.Int).Exp(big.NewInt(10_000), n, nil))
}

func rounded(r *big.Rat) *big.Int {
	twice := new(big.Int).Mul(new(big.Int).Abs(r.Num()), big.NewInt(2))
	n := twice.Add(twice, r.Denom())
	n.Quo(n, new(big.Int).Mul(r.Denom(), big.NewInt(2)))
	if r.Sign() < 0 {
		n.Neg(n)
	}
	return n
}

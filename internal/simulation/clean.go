package simulation

import (
	"math"
	"strings"

	"tierce/internal/fault"
	"tierce/internal/model"
)

// typed is what people type of a simulation, checked as a section is.
var typed = model.Section{Fields: []model.Field{
	{ID: "name", Type: model.Line, MaxLength: NameMost, Required: true},
	{ID: "years", Type: model.Number, Min: limit(YearsLeast), Max: limit(YearsMost)},
	{ID: "growth", Type: model.Number, Min: limit(GrowthLeast), Max: limit(GrowthMost)},
	{ID: "inflation", Type: model.Number, Min: limit(PricesLeast), Max: limit(PricesMost)},
	{ID: "given", Type: model.Money, Min: limit(0)},
	{ID: "note", Type: model.LongText, MaxLength: NoteMost},
}}

func limit(n float64) *float64 { return &n }

// clean checks what was assumed, and names every bad value at once.
func clean(a Assumptions) (Assumptions, error) {
	values, err := typed.Check(map[string]any{"name": a.Name, "years": float64(a.Years), "growth": a.Growth,
		"inflation": a.Inflation, "given": a.Given, "note": a.Note}, nil)
	f := &fault.Fault{Kind: fault.Invalid, Code: "invalid"}
	if bad := fault.Of(err); bad != nil {
		f.Fields = bad.Fields
	}
	for i := range f.Fields {
		f.Fields[i].Path = strings.TrimPrefix(f.Fields[i].Path, "values.")
	}
	if strings.TrimSpace(a.Name) == "" {
		f.Fields = append(f.Fields, fault.Field{Path: "name", Code: "missing"})
	}
	if !twoDecimals(a.Growth) {
		f.Fields = append(f.Fields, fault.Field{Path: "growth", Code: "two-decimals"})
	}
	if !twoDecimals(a.Inflation) {
		f.Fields = append(f.Fields, fault.Field{Path: "inflation", Code: "two-decimals"})
	}
	if len(f.Fields) > 0 {
		return a, f
	}
	text := func(name string) string { s, _ := values[name].(string); return s }
	a.Name, a.Given, a.Note = text("name"), text("given"), text("note")
	a.Growth, a.Inflation = float64(hundredths(a.Growth))/100, float64(hundredths(a.Inflation))/100
	return a, nil
}

// twoDecimals lets what is no number pass: it is told already.
func twoDecimals(n float64) bool { return !(math.Abs(n*100-math.Round(n*100)) > 1e-6) }

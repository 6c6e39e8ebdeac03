package text

import (
	"strconv"
	"strings"
)

// The separators of figures: a narrow no-break space and a comma in French, a
// comma and a point in English.
const (
	narrow  = "\u202f"
	noBreak = "\u00a0"
)

func (l Lang) separators() (group, point string) {
	if l == FR {
		return narrow, ","
	}
	return ",", "."
}

// Number writes n as people of l read it: 1 234,5 in French, 1,234.5 in English.
func (l Lang) Number(n float64) string {
	return l.Figure(strconv.FormatFloat(n, 'f', -1, 64))
}

// Figure writes a plain decimal such as -1234.50 as people of l read it, its
// thousands apart. Nothing is rounded.
func (l Lang) Figure(plain string) string {
	digits, minus := strings.CutPrefix(plain, "-")
	whole, part, broken := strings.Cut(digits, ".")
	group, point := l.separators()
	var b strings.Builder
	if minus {
		b.WriteString("−")
	}
	for i, r := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteString(group)
		}
		b.WriteRune(r)
	}
	if broken {
		b.WriteString(point + part)
	}
	return b.String()
}

// symbols of currencies that mean one currency only; the others go by their code.
var symbols = map[string]string{"EUR": "€", "GBP": "£"}

// Money writes a plain amount with its currency, an ISO code: 1 234,50 € in
// French, €1,234.50 in English.
func (l Lang) Money(plain, currency string) string {
	figure := l.Figure(plain)
	sign, known := symbols[currency]
	switch {
	case l == FR && known:
		return figure + noBreak + sign
	case l == FR:
		return figure + noBreak + currency
	case !known:
		return currency + noBreak + figure
	}
	if digits, minus := strings.CutPrefix(figure, "−"); minus {
		return "−" + sign + digits
	}
	return sign + figure
}

// Typed writes a plain decimal as somebody of l would type it: 1234,50.
func (l Lang) Typed(plain string) string {
	_, point := l.separators()
	return strings.Replace(plain, ".", point, 1)
}

// Plain reads a decimal as somebody of l types it and gives it plain, 1234.50.
// Thousands may be apart, by spaces, in English by commas too, in groups of
// three; French takes a point for the comma, as keyboards have it. What could
// be read in two ways is not read: false.
func (l Lang) Plain(typed string) (string, bool) {
	s := strings.TrimSpace(typed)
	digits, minus := strings.CutPrefix(strings.Replace(s, "−", "-", 1), "-")
	points := "."
	if l == FR {
		points = ",."
	}
	whole, part := digits, ""
	if i := strings.IndexAny(digits, points); i >= 0 {
		whole, part = digits[:i], digits[i+1:]
		if part == "" || !allDigits(part) {
			return "", false
		}
		part = "." + part
	}
	whole, ok := l.together(strings.TrimSpace(whole))
	if !ok {
		return "", false
	}
	if minus {
		whole = "-" + whole
	}
	return whole + part, true
}

// PlainMoney reads an amount as Plain does, with or without what people write
// beside it: its currency, an ISO code, or a sign of money.
func (l Lang) PlainMoney(typed, currency string) (string, bool) {
	s := strings.TrimSpace(typed)
	for _, sign := range []string{currency, "€", "£", "$"} {
		s = strings.TrimSpace(strings.TrimSuffix(strings.TrimPrefix(s, sign), sign))
	}
	return l.Plain(s)
}

// together takes the separators of thousands out of a whole number.
func (l Lang) together(whole string) (string, bool) {
	separators := " \u2009" + noBreak + narrow
	if l != FR {
		separators += ","
	}
	groups := strings.FieldsFunc(whole, func(r rune) bool { return strings.ContainsRune(separators, r) })
	for i, g := range groups {
		if !allDigits(g) || i > 0 && len(g) != 3 || i == 0 && len(groups) > 1 && len(g) > 3 {
			return "", false
		}
	}
	return strings.Join(groups, ""), len(groups) > 0
}

func allDigits(s string) bool { return strings.Trim(s, "0123456789") == "" }

package model

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// value checks one value that is no rows. It gives the clean value, or the
// code and arguments of what is wrong with it.
func (c *check) value(value any, f Field) (clean any, code string, args []any) {
	if value == nil {
		return nil, "", nil
	}
	switch f.Type {
	case Number:
		return number(value, f)
	case YesNo:
		if _, ok := value.(bool); !ok {
			return nil, "wrong-type", nil
		}
		return value, "", nil
	case Several:
		return several(value, f)
	}
	s, ok := value.(string)
	if !ok {
		return nil, "wrong-type", nil
	}
	if s, code, args = sentence(s, f); code != "" || s == "" {
		return nil, code, args
	}
	switch f.Type {
	case Money:
		return money(s, f)
	case Date:
		return s, refusal(date(s), "wrong-date"), nil
	case One:
		_, ok := f.Choice(s)
		return s, refusal(ok, "wrong-choice"), nil
	case Person:
		return s, refusal(c.people(s), "wrong-person"), nil
	}
	return s, "", nil
}

func refusal(ok bool, code string) string {
	if ok {
		return ""
	}
	return code
}

// longest is the limit of a type in characters, 0 where it has none of its own.
func longest(kind string) int {
	switch kind {
	case Line:
		return 500
	case LongText:
		return 20_000
	}
	return 0
}

// sentence trims s and refuses what is too long or would not show. Browsers
// send lines of a form with \r\n: those are kept as \n.
func sentence(s string, f Field) (clean, code string, args []any) {
	if !utf8.ValidString(s) {
		return "", "wrong-characters", nil
	}
	most := longest(f.Type)
	if f.MaxLength > 0 {
		most = f.MaxLength
	}
	if most == 0 {
		most = longest(Line)
	}
	s = strings.TrimSpace(strings.ReplaceAll(s, "\r\n", "\n"))
	switch {
	case utf8.RuneCountInString(s) > most:
		return "", "too-long", []any{"max", most}
	case controls(s, f.Type == LongText):
		return "", "wrong-characters", nil
	}
	return s, "", nil
}

// controls finds a control character; lines and tabs are none where lines is
// true.
func controls(s string, lines bool) bool {
	return strings.ContainsFunc(s, func(r rune) bool {
		return unicode.IsControl(r) && !(lines && (r == '\n' || r == '\t'))
	})
}

func number(value any, f Field) (any, string, []any) {
	n, ok := value.(float64)
	if !ok || math.IsNaN(n) || math.IsInf(n, 0) {
		return nil, "wrong-number", nil
	}
	code, args := within(n, f)
	return n, code, args
}

func within(n float64, f Field) (code string, args []any) {
	if f.Min != nil && n < *f.Min {
		return "too-small", []any{"min", plainFigure(*f.Min)}
	}
	if f.Max != nil && n > *f.Max {
		return "too-big", []any{"max", plainFigure(*f.Max)}
	}
	return "", nil
}

func plainFigure(n float64) string { return strconv.FormatFloat(n, 'f', -1, 64) }

// money takes an amount of up to twelve digits and two decimals, with a point,
// and gives it with two decimals: no binary fraction ever touches it.
func money(s string, f Field) (any, string, []any) {
	digits, minus := strings.CutPrefix(s, "-")
	whole, cents, point := strings.Cut(digits, ".")
	if !figures(whole, 1, 12) || point && !figures(cents, 1, 2) {
		return nil, "wrong-money", nil
	}
	whole = strings.TrimLeft(whole[:len(whole)-1], "0") + whole[len(whole)-1:]
	clean := whole + "." + (cents + "00")[:2]
	if minus && clean != "0.00" {
		clean = "-" + clean
	}
	n, _ := strconv.ParseFloat(clean, 64)
	code, args := within(n, f)
	return clean, code, args
}

// figures tells whether s is between least and most decimal digits.
func figures(s string, least, most int) bool {
	return len(s) >= least && len(s) <= most && strings.Trim(s, "0123456789") == ""
}

// date wants a real day between 1800 and 2200, as 2026-02-28.
func date(s string) bool {
	day, err := time.Parse(time.DateOnly, s)
	return err == nil && day.Year() >= 1800 && day.Year() <= 2200
}

// several checks a set of choices and gives each once.
func several(value any, f Field) (any, string, []any) {
	ids, ok := list(value)
	if !ok {
		return nil, "wrong-type", nil
	}
	if len(ids) > maxChoices {
		return nil, "too-many-items", []any{"max", maxChoices}
	}
	clean := []any{}
	for _, id := range ids {
		s, _ := id.(string)
		if _, ok := f.Choice(s); !ok {
			return nil, "wrong-choice", nil
		}
		if !slices.Contains(clean, id) {
			clean = append(clean, id)
		}
	}
	return clean, "", nil
}

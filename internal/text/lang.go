package text

import (
	"strconv"
	"strings"
)

// Lang is a language that people read Tierce in.
type Lang string

// The languages (ALL-7). Their values are the primary subtags of BCP 47, fit
// for a lang attribute and for a stored row.
const (
	FR Lang = "fr"
	EN Lang = "en"
)

// Langs lists the languages in the order in which a page offers them.
func Langs() []Lang { return []Lang{FR, EN} }

// Parse reads a language from a form, a row or a token: the language code
// alone or with a region ("fr", "FR-ca", "en_GB"). Anything else is false.
func Parse(s string) (Lang, bool) {
	s = strings.TrimSpace(s)
	if i := strings.IndexAny(s, "-_"); i >= 0 {
		s = s[:i]
	}
	switch strings.ToLower(s) {
	case "fr":
		return FR, true
	case "en":
		return EN, true
	}
	return "", false
}

// Match picks the language that an Accept-Language header likes best. The
// first of two equals wins, q=0 refuses, a part that cannot be read is passed
// over, and * stands for English. Nothing that matches (an empty header too)
// gives English: programs that send no header are its usual readers. At most
// the first 32 parts are looked at.
func Match(accept string) Lang {
	best, weight := EN, 0.0
	for n := 0; accept != "" && n < 32; n++ {
		var part string
		part, accept, _ = strings.Cut(accept, ",")
		tag, params, _ := strings.Cut(part, ";")
		l, ok := Parse(tag)
		if !ok && strings.TrimSpace(tag) == "*" {
			l, ok = EN, true
		}
		if q := quality(params); ok && q > weight {
			best, weight = l, q
		}
	}
	return best
}

// quality reads "q=0.8"; no parameter means 1, an unreadable one 0.
func quality(params string) float64 {
	params = strings.TrimSpace(params)
	if params == "" {
		return 1
	}
	name, v, _ := strings.Cut(params, "=")
	q, err := strconv.ParseFloat(strings.TrimSpace(v), 64)
	if err != nil || !strings.EqualFold(strings.TrimSpace(name), "q") || !(q >= 0 && q <= 1) {
		return 0
	}
	return q
}

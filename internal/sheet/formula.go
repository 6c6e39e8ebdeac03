package sheet

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Safe keeps a spreadsheet from running what somebody typed: a formula, in
// narrow or wide characters, after what a spreadsheet passes over, gets an
// apostrophe before it. So does what already looks like one that has: Bare
// gives back every text as it was.
func Safe(s string) string {
	if formula(strings.TrimLeft(s, "'")) {
		return "'" + s
	}
	return s
}

// Bare undoes Safe.
func Bare(s string) string {
	if rest, marked := strings.CutPrefix(s, "'"); marked && formula(strings.TrimLeft(rest, "'")) {
		return rest
	}
	return s
}

func formula(s string) bool {
	bare := strings.TrimLeftFunc(s, func(r rune) bool { return unicode.IsSpace(r) || !unicode.IsPrint(r) })
	first, _ := utf8.DecodeRuneInString(bare)
	return bare != "" && strings.ContainsRune("=+-@＝＋－＠", first)
}

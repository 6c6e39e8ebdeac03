package document

import (
	"strings"
	"unicode"

	"tierce/internal/fault"
	"tierce/internal/people"
)

// nameOf checks what a document is called: a file's name, which leads nowhere
// and reads as it is.
func nameOf(name string) (string, error) {
	name, err := people.Line("name", name, NameMost)
	if err != nil {
		return "", err
	}
	switch {
	case strings.ContainsAny(name, `/\:`), strings.HasPrefix(name, "."):
		return "", fault.Bad("name", "name-with-path")
	case strings.ContainsFunc(name, misread):
		return "", fault.Bad("name", "control-characters")
	}
	return name, nil
}

// misread are the characters that nobody sees, and those that turn the
// direction of writing: fdp.exe reads as exe.pdf. Those that join letters stay.
func misread(r rune) bool {
	const joiner, nonJoiner = '\u200d', '\u200c'
	return r != joiner && r != nonJoiner && unicode.Is(unicode.Cf, r) || r == '\u2028' || r == '\u2029'
}

package portal

import "strings"

// nameLine is one of the two lines that a name may take on a card. Fit is the
// width it is drawn to where it would be wider, in pixels; 0 as it comes.
type nameLine struct {
	Text  string
	Y     int
	Small bool
	Fit   int
}

const (
	nameSize, smallSize = 15, 13 // pixels, as in portal.css
	squeeze             = 12     // a line may be drawn a twelfth narrower than its letters are
)

// nameLines breaks a name where it reads well: "Jean-Baptiste de La
// Rochefoucauld-Montbel" before the particle, never in a word. What does not fit in small letters either ends with an ellipsis; the
// list beside the drawing has it in full.
func nameLines(name string) []nameLine {
	if width(name, nameSize) <= cardText {
		return []nameLine{{Text: name}}
	}
	first, second := broken(name)
	size := nameSize
	if max(width(first, size), width(second, size)) > cardText {
		size = smallSize
	}
	var lines []nameLine
	for _, s := range []string{first, second} {
		if s != "" {
			lines = append(lines, fitted(s, size))
		}
	}
	return lines
}

func fitted(s string, size int) nameLine {
	l := nameLine{Text: s, Small: size == smallSize}
	for most := cardText + cardText/squeeze; width(l.Text, size) > most; {
		runes := []rune(strings.TrimSuffix(l.Text, "…"))
		l.Text = strings.TrimRight(string(runes[:len(runes)-1]), " -") + "…"
	}
	if width(l.Text, size) > cardText {
		l.Fit = cardText
	}
	return l
}

// broken divides a name so that the wider of the two lines is as narrow as can
// be, at a space rather than at a hyphen and before a particle rather than
// after it.
func broken(name string) (first, second string) {
	least := 0
	for i, r := range name {
		if i == 0 || i == len(name)-1 || r != ' ' && r != '-' {
			continue
		}
		a, b := strings.TrimSpace(name[:i+1]), name[i+1:]
		cost := max(width(a, nameSize), width(b, nameSize))
		if cost*smallSize/nameSize > cardText {
			cost *= 2 // would have to be cut
		}
		if r == '-' || particle(a) {
			cost += cost / 3
		}
		if least == 0 || cost < least {
			least, first, second = cost, a, b
		}
	}
	if least == 0 {
		return name, ""
	}
	return first, second
}

// particle tells whether s ends with one: "Jean de", "Jean de La".
func particle(s string) bool {
	switch strings.ToLower(s[strings.LastIndex(s, " ")+1:]) {
	case "de", "du", "des", "la", "le", "les", "von", "van", "der", "den":
		return true
	}
	return false
}

// width is about how wide s is in pixels, in a semibold serif of that size: a
// little too much rather than too little, as every machine has its own.
func width(s string, size int) int {
	hundredths := 0
	for _, r := range s {
		switch {
		case strings.ContainsRune("ijltfrI.,’' -()", r):
			hundredths += 42
		case strings.ContainsRune("mwMWŒœÆ@", r):
			hundredths += 100
		case r >= 'A' && r <= 'Z', r >= 'À' && r <= 'Þ':
			hundredths += 78
		default:
			hundredths += 64
		}
	}
	return hundredths * size / 100
}

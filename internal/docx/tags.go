package docx

import (
	"strings"
	"unicode"

	"tierce/internal/fault"
)

// find finds the tags of every paragraph, and gives each a run of its own.
func (p *part) find(kind string) (wrong []fault.Field) {
	var paragraphs []*node
	p.root.each(func(n *node) bool {
		if n.name == "w:p" {
			paragraphs = append(paragraphs, n)
		}
		return true
	})
	for i, n := range paragraphs {
		runs := texts(n)
		said := join(runs)
		found, bad := scan(said, Place{kind, i + 1, short(said)})
		wrong = append(wrong, bad...)
		if len(bad) == 0 && len(found) > 0 {
			split(runs, found)
		}
	}
	return append(wrong, p.strays(kind)...)
}

// texts gives the text elements of a paragraph, without those of paragraphs
// within, such as a text box has.
func texts(paragraph *node) (list []*node) {
	paragraph.each(func(n *node) bool {
		if n.name == "w:t" && n.parent.name == "w:r" {
			list = append(list, n)
		}
		return n == paragraph || n.name != "w:p"
	})
	return list
}

func (n *node) said() string {
	var b strings.Builder
	for _, kid := range n.kids {
		b.WriteString(kid.words)
	}
	return b.String()
}

func join(texts []*node) string {
	var b strings.Builder
	for _, t := range texts {
		b.WriteString(t.said())
	}
	return b.String()
}

const opening, closing = "{{", "}}"

// span is a tag in the text of a paragraph, with where it begins and ends.
type span struct {
	Tag
	from, to int
}

// scan finds the tags of said.
func scan(said string, at Place) (found []span, wrong []fault.Field) {
	for from := 0; ; {
		i := strings.Index(said[from:], opening)
		if j := strings.Index(said[from:], closing); j >= 0 && (i < 0 || j < i) {
			stray := Tag{Raw: closing, Place: at}
			return found, append(wrong, stray.Problem("tag-unopened"))
		}
		if i < 0 {
			return found, wrong
		}
		begin := from + i
		rest := said[begin+len(opening):]
		end, again := strings.Index(rest, closing), strings.Index(rest, opening)
		if end < 0 || again >= 0 && again < end {
			unclosed := Tag{Raw: short(said[begin:]), Place: at}
			wrong = append(wrong, unclosed.Problem("tag-unclosed"))
			if again < 0 {
				return found, wrong
			}
			from = begin + len(opening) + again
			continue
		}
		tag, code := tagOf(rest[:end])
		tag.Place = at
		if code != "" {
			wrong = append(wrong, tag.Problem(code))
		}
		from = begin + len(opening) + end + len(closing)
		found = append(found, span{tag, begin, from})
	}
}

// tagOf reads what stands between the braces. Spaces, also those that French
// typography puts before marks by itself, and capitals mean nothing.
func tagOf(inner string) (Tag, string) {
	t := Tag{Raw: opening + short(inner) + closing}
	plain := strings.ToLower(strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, inner))
	if plain != "" && strings.Contains("#?/", plain[:1]) {
		t.Sign, plain = plain[:1], plain[1:]
	}
	var formatted bool
	t.Path, t.Format, formatted = strings.Cut(plain, ":")
	switch {
	case t.Path == "":
		return t, "tag-empty"
	case strings.ContainsFunc(t.Path+t.Format, func(r rune) bool { return r != '.' && r != '-' && !unicode.IsLetter(r) && !unicode.IsDigit(r) }):
		return t, "tag-unknown"
	case formatted && (t.Sign != "" || t.Format == ""):
		return t, "tag-format"
	}
	return t, ""
}

// split gives every tag a run of its own, where it begins, and takes its letters
// out of the others.
func split(texts []*node, tags []span) {
	at := 0
	for _, t := range texts {
		said := t.said()
		from, to := at, at+len(said)
		at = to
		var pieces []*node
		rest := from
		for i := range tags {
			if tags[i].to <= from || tags[i].from >= to {
				continue
			}
			if tags[i].from > rest {
				pieces = append(pieces, &node{words: said[rest-from : tags[i].from-from]})
			}
			if tags[i].from >= from {
				pieces = append(pieces, &node{tag: &tags[i].Tag})
			}
			rest = min(tags[i].to, to)
		}
		if rest == from {
			continue // no tag touches it
		}
		if rest < to {
			pieces = append(pieces, &node{words: said[rest-from:]})
		}
		replace(t, pieces)
	}
}

// replace puts runs in place of the run of t: what stood before t in it, a run
// for each piece, and what stood after. Each looks as the run did.
func replace(t *node, pieces []*node) {
	run, holder := t.parent, t.parent.parent
	i := run.index(t)
	var look []*node
	for _, kid := range run.kids {
		if kid.name == "w:rPr" {
			look = []*node{kid}
		}
	}
	like := func(kids ...*node) *node {
		n := &node{name: run.name, open: run.open, close: run.close}
		for _, kid := range kids {
			n.add(kid)
		}
		return n
	}
	var runs []*node
	if before := run.kids[:i]; holds(before) {
		runs = append(runs, like(before...))
	}
	for _, piece := range pieces {
		one := like(look...)
		one.tag = piece.tag
		if piece.tag == nil {
			one.add(&node{name: "w:t", words: piece.words})
		}
		runs = append(runs, one)
	}
	at := holder.index(run)
	if after := run.kids[i+1:]; holds(after) {
		// The rest stays the run that it was: later texts of it are split in turn.
		run.kids = append(append([]*node{}, look...), after...)
		runs = append(runs, run)
	}
	holder.set(at, at+1, runs...)
}

// holds tells whether a run of kids shows anything.
func holds(kids []*node) bool {
	for _, kid := range kids {
		if kid.name != "" && kid.name != "w:rPr" && kid.name != "w:lastRenderedPageBreak" {
			return true
		}
	}
	return false
}

// strays are tags where none is read: in the instruction of a field, in a
// drawing, in an equation.
func (p *part) strays(kind string) (wrong []fault.Field) {
	count := 0
	p.root.each(func(n *node) bool {
		if n.name == "w:p" {
			count++
		}
		if n.words != "" && strings.Contains(n.words, opening) && !(n.parent.name == "w:t" && n.parent.parent.name == "w:r") && n.parent.name != "w:delText" {
			stray := Tag{Raw: short(n.words), Place: Place{kind, max(count, 1), short(n.words)}}
			wrong = append(wrong, stray.Problem("tag-misplaced"))
		}
		return true
	})
	return wrong
}

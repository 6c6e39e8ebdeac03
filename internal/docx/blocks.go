package docx

import (
	"slices"
	"strings"

	"tierce/internal/fault"
)

// nest gathers the tags of a part in the order of its text, and closes its
// blocks, those within others first.
func (p *part) nest() (wrong []fault.Field) {
	var runs, open []*node
	p.root.each(func(n *node) bool {
		if n.tag != nil {
			runs = append(runs, n)
			p.tags = append(p.tags, *n.tag)
		}
		return true
	})
	for _, run := range runs {
		switch run.tag.Sign {
		case "#", "?":
			open = append(open, run)
		case "/":
			if len(open) == 0 {
				return append(wrong, run.tag.Problem("tag-not-begun"))
			}
			begin := open[len(open)-1]
			if begin.tag.Path != run.tag.Path {
				return append(wrong, run.tag.Problem("tag-crossed", "begun", begin.tag.Raw))
			}
			open = open[:len(open)-1]
			if !wrap(begin, run) {
				wrong = append(wrong, begin.tag.Problem("tag-astray"))
			}
		}
	}
	for _, run := range open {
		wrong = append(wrong, run.tag.Problem("tag-not-ended"))
	}
	if len(wrong) == 0 {
		p.tidy()
	}
	return wrong
}

// wrap makes a block of what stands between begin and end, and takes both away;
// false where they do not stand so that something whole is between them.
func wrap(begin, end *node) bool {
	holder, from, to := meeting(begin, end)
	if holder == nil {
		return false
	}
	first, last := holder.kids[from], holder.kids[to]
	switch {
	case first == begin && last == end: // words of one paragraph
		holder.set(from, to+1, blockOf(begin.tag, holder.kids[from+1:to]))
		return true
	case is(first, "w:p") && is(last, "w:p"):
		if !leads(begin, begin.within("w:p")) || !trails(end, end.within("w:p")) || begin.within("w:p").within("w:p") != end.within("w:p").within("w:p") {
			return false
		}
	case is(first, "w:tc") && is(last, "w:tc"): // the row
		row := holder
		for row.name != "w:tr" {
			if row = row.parent; row == nil {
				return false
			}
		}
		holder = row.parent
		from = holder.index(row)
		to = from
	case is(first, "w:tr") && is(last, "w:tr"):
	default:
		return false
	}
	leave(begin)
	leave(end)
	for holder.block != nil && from == 0 && to == len(holder.kids)-1 { // all that a block within repeats
		within := holder
		holder = within.parent
		from = holder.index(within)
		to = from
	}
	holder.set(from, to+1, blockOf(begin.tag, holder.kids[from:to+1]))
	return true
}

func blockOf(tag *Tag, kids []*node) *node {
	n := &node{block: tag}
	for _, kid := range slices.Clone(kids) {
		n.add(kid)
	}
	return n
}

// meeting gives the nearest node that holds both a and b, and which of its kids
// each is in.
func meeting(a, b *node) (holder *node, i, j int) {
	above := map[*node]*node{}
	for n := a; n.parent != nil; n = n.parent {
		above[n.parent] = n
	}
	for n := b; n.parent != nil; n = n.parent {
		if kid, both := above[n.parent]; both && kid != n {
			return n.parent, n.parent.index(kid), n.parent.index(n)
		}
	}
	return nil, 0, 0
}

// is tells whether n, or all that a block holds, is called name.
func is(n *node, name string) bool {
	if n.block == nil {
		return n.name == name
	}
	i := slices.IndexFunc(n.kids, func(kid *node) bool { return kid.name != "" || kid.block != nil })
	return i >= 0 && is(n.kids[i], name)
}

// leads tells whether nothing is shown before run in its paragraph; trails,
// whether nothing is after it. Ends of other blocks show nothing.
func leads(run, paragraph *node) bool { return bare(paragraph, run, true) }

func trails(run, paragraph *node) bool { return bare(paragraph, run, false) }

func bare(paragraph, run *node, before bool) bool {
	is, past := true, false
	paragraph.each(func(n *node) bool {
		if n == run {
			past = true
			return false
		}
		if past != before && shows(n) {
			is = false
		}
		return n.name != "w:pPr"
	})
	return is
}

// shows tells whether n itself is something to be seen.
func shows(n *node) bool {
	switch n.name {
	case "w:t":
		return strings.TrimSpace(n.said()+n.words) != ""
	case "w:drawing", "w:pict", "w:object", "w:br", "w:tab", "w:sym", "w:fldChar", "w:fldSimple", "w:footnoteReference", "w:endnoteReference":
		return true
	}
	return n.tag != nil && n.tag.Sign == ""
}

// leave takes the end of a block out of its paragraph, or its row.
func leave(run *node) {
	for _, name := range []string{"w:p", "w:tr"} {
		if n := run.within(name); n != nil {
			n.tagged = true
		}
	}
	i := run.parent.index(run)
	run.parent.set(i, i+1)
}

// tidy leaves out paragraphs and rows that held nothing but ends of blocks, and what may
// not stand twice: bookmarks and comments that a block touches.
func (p *part) tidy() {
	p.root.each(func(n *node) bool {
		if n.tagged && !seen(n) {
			n.gone = true
		}
		return true
	})
	touched := map[string]bool{}
	p.root.each(func(n *node) bool {
		if key := anchor(n); key != "" && inBlock(n) {
			touched[key] = true
		}
		return true
	})
	p.root.each(func(n *node) bool {
		if touched[anchor(n)] {
			n.gone = true
		}
		return true
	})
}

// seen tells whether anything of a paragraph or a row is, or it ends a section.
func seen(of *node) bool {
	is := false
	of.each(func(n *node) bool {
		is = is || shows(n) || n.name == "w:sectPr" || n.block != nil
		return !is
	})
	return is
}

// anchor names the bookmark or the comment that n is an end of; "" for none.
func anchor(n *node) string {
	switch n.name {
	case "w:bookmarkStart", "w:bookmarkEnd":
		return "bookmark " + n.attribute("w:id")
	case "w:commentRangeStart", "w:commentRangeEnd", "w:commentReference":
		return "comment " + n.attribute("w:id")
	}
	return ""
}

func inBlock(n *node) bool {
	for a := n.parent; a != nil; a = a.parent {
		if a.block != nil {
			return true
		}
	}
	return false
}

package model

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// The limits of what a model says to people, in characters.
const (
	maxLabel  = 200
	maxRemark = 1000
)

// seen remembers ids, to find the second of two.
type seen map[string]bool

func (s seen) again(id string) bool {
	before := s[id]
	s[id] = true
	return before
}

func (p *problems) field(path string, f Field, ids seen) {
	p.id(under(path, "id"), f.ID, ids)
	p.oneOf(under(path, "type"), f.Type, types, "model-unknown-type")
	p.label(under(path, "label"), f.Label)
	p.remark(under(path, "help"), f.Help)
	if !slices.Contains(types, f.Type) {
		return // what else it may say hangs on its type
	}
	p.choices(path, f)
	p.bounds(path, f)
	p.columns(path, f)
}

func (p *problems) choices(path string, f Field) {
	path = under(path, "choices")
	if f.Type != One && f.Type != Several {
		p.notFor(path, f, len(f.Choices) > 0)
		return
	}
	p.length(path, len(f.Choices), maxChoices)
	ids := seen{}
	for i, c := range f.Choices {
		at := item(path, i)
		p.id(under(at, "id"), c.ID, ids)
		p.label(under(at, "label"), c.Label)
	}
}

// bounds checks what limits a value: min and max, maxLength, currency.
func (p *problems) bounds(path string, f Field) {
	figures := f.Type == Number || f.Type == Money
	p.notFor(under(path, "min"), f, f.Min != nil && !figures)
	p.notFor(under(path, "max"), f, f.Max != nil && !figures)
	if f.Min != nil && f.Max != nil && *f.Min > *f.Max {
		p.add(under(path, "max"), "model-min-over-max")
	}
	switch longest := longest(f.Type); {
	case longest == 0:
		p.notFor(under(path, "maxLength"), f, f.MaxLength != 0)
	case f.MaxLength < 0 || f.MaxLength > longest:
		p.add(under(path, "maxLength"), "model-bad-length", "max", longest)
	}
	if f.Type != Money {
		p.notFor(under(path, "currency"), f, f.Currency != "")
	} else {
		p.oneOf(under(path, "currency"), f.Currency, currencies, "model-unknown-currency")
	}
}

func (p *problems) columns(path string, f Field) {
	path = under(path, "fields")
	if f.Type != Rows {
		p.notFor(path, f, len(f.Fields) > 0)
		return
	}
	for i, c := range f.Fields {
		if c.Type == Rows {
			p.unread(under(item(path, i), "fields"), "model-nested-rows")
		}
	}
	p.fieldList(path, f.Fields)
}

func (p *problems) notFor(path string, f Field, given bool) {
	if given {
		p.add(path, "model-not-for-type", "type", f.Type)
	}
}

// id wants small letters, digits and hyphens, a letter first, at most forty,
// and none twice among its neighbours.
func (p *problems) id(path, id string, among seen) {
	switch {
	case id == "":
		p.add(path, "missing")
	case !wellFormed(id):
		p.add(path, "model-bad-id")
	case among.again(id):
		p.add(path, "model-duplicate-id", "id", id)
	}
}

func wellFormed(id string) bool {
	if len(id) > 40 || id == "" || id[0] < 'a' || id[0] > 'z' {
		return false
	}
	return strings.Trim(id, "abcdefghijklmnopqrstuvwxyz0123456789-") == ""
}

func (p *problems) oneOf(path, word string, words []string, code string) {
	if word == "" {
		p.add(path, "missing")
	} else if !slices.Contains(words, word) {
		p.add(path, code, "known", strings.Join(words, ", "))
	}
}

func (p *problems) length(path string, n, most int) {
	if n == 0 {
		p.add(path, "missing")
	} else if n > most {
		p.add(path, "too-many-items", "max", most)
	}
}

// label is a line that must be there in both languages (ALL-7).
func (p *problems) label(path string, t Text) {
	p.sentence(under(path, "fr"), t.FR, maxLabel, false)
	p.sentence(under(path, "en"), t.EN, maxLabel, false)
}

// remark may be absent; given in one language, it must be given in both.
func (p *problems) remark(path string, t Text) {
	if t == (Text{}) {
		return
	}
	p.sentence(under(path, "fr"), t.FR, maxRemark, true)
	p.sentence(under(path, "en"), t.EN, maxRemark, true)
}

func (p *problems) sentence(path, s string, most int, lines bool) {
	switch {
	case strings.TrimSpace(s) == "":
		p.add(path, "missing")
	case utf8.RuneCountInString(s) > most:
		p.add(path, "too-long", "max", most)
	case controls(s, lines):
		p.add(path, "wrong-characters")
	}
}

// names tells whether path is a section of m, or one of its fields.
func (m Model) names(path string) bool {
	id, field, deeper := strings.Cut(path, ".")
	s, ok := m.Section(id)
	if !ok || !deeper {
		return ok
	}
	_, ok = s.Field(field)
	return ok
}

// short keeps what a file says from filling the answer about it.
func short(s string) string {
	if r := []rune(s); len(r) > 80 {
		return string(r[:80]) + "…"
	}
	return s
}

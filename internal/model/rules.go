package model

import (
	"slices"
)

// The limits of a model.
const (
	maxSections = 60
	maxFields   = 100 // in a section, in a field of type rows, of a partner's own
	maxChoices  = 200
	maxStatuses = 30
	maxViews    = 20
)

var (
	kinds      = []string{Form, Table, Family, Wealth, Gifts, Simulations, Reports}
	types      = []string{Line, LongText, Number, Money, Date, One, Several, YesNo, Person, Rows}
	currencies = []string{"EUR", "CAD", "CHF", "GBP", "USD"}
)

// model holds the whole model to the rules.
func (p *problems) model(m Model) {
	p.label("name", m.Name)
	p.remark("description", m.Description)
	p.remark("noun", m.Noun)
	p.reference(m.Reference)
	p.sections(m.Sections)
	p.statuses(m.Statuses)
	p.views(m)
}

func (p *problems) reference(prefix string) {
	if prefix == "" {
		p.add("reference", "missing")
		return
	}
	ok := len(prefix) >= 2 && len(prefix) <= 6
	for _, r := range prefix {
		ok = ok && (r >= 'A' && r <= 'Z' || r >= '0' && r <= '9')
	}
	if !ok {
		p.add("reference", "model-bad-reference")
	}
}

func (p *problems) sections(sections []Section) {
	p.length("sections", len(sections), maxSections)
	ids, once := seen{}, seen{}
	for i, s := range sections {
		path := item("sections", i)
		p.id(under(path, "id"), s.ID, ids)
		p.oneOf(under(path, "kind"), s.Kind, kinds, "model-unknown-kind")
		if s.Kind != Form && s.Kind != Table && slices.Contains(kinds, s.Kind) && once.again(s.Kind) {
			p.add(under(path, "kind"), "model-kind-twice", "kind", s.Kind)
		}
		p.label(under(path, "title"), s.Title)
		p.remark(under(path, "help"), s.Help)
		if s.Kind == Table && (len(s.Fields) != 1 || s.Fields[0].Type != Rows) {
			p.add(under(path, "fields"), "model-table-shape")
		}
		p.fieldList(under(path, "fields"), s.Fields)
	}
}

// fieldList wants at least one field.
func (p *problems) fieldList(path string, fields []Field) {
	p.length(path, len(fields), maxFields)
	ids := seen{}
	for i, f := range fields {
		p.field(item(path, i), f, ids)
	}
}

func (p *problems) statuses(statuses []Status) {
	p.length("statuses", len(statuses), maxStatuses)
	ids, initial := seen{}, 0
	for i, s := range statuses {
		path := item("statuses", i)
		p.id(under(path, "id"), s.ID, ids)
		p.label(under(path, "label"), s.Label)
		if s.Initial {
			initial++
		}
	}
	if len(statuses) > 0 && initial != 1 {
		p.add("statuses", "model-one-initial", "count", initial)
	}
}

// views sees to it that views name only what the model has (LEX-2, LOC-10).
func (p *problems) views(m Model) {
	seenClient, seenApplicant := seen{}, seen{}
	for i, id := range m.Views.Client {
		path := item("views.client", i)
		if _, ok := m.Section(id); !ok {
			p.add(path, "model-unknown-section", "id", short(id))
		} else if seenClient.again(id) {
			p.add(path, "model-duplicate-path", "path", id)
		}
	}
	for i, named := range m.Views.Applicant {
		p.namedPath(m, item("views.applicant", i), named, seenApplicant)
	}
	if len(m.Views.Partners) > maxViews {
		p.add("views.partners", "too-many-items", "max", maxViews)
	}
	ids := seen{}
	for i, v := range m.Views.Partners {
		p.partnerView(m, item("views.partners", i), v, ids)
	}
}

func (p *problems) partnerView(m Model, path string, v PartnerView, ids seen) {
	p.id(under(path, "id"), v.ID, ids)
	p.label(under(path, "name"), v.Name)
	paths := seen{}
	for i, f := range v.Fields {
		at := item(under(path, "fields"), i)
		p.namedPath(m, under(at, "path"), f.Path, paths)
		p.oneOf(under(at, "access"), f.Access, []string{Hidden, Visible, Editable}, "model-unknown-access")
	}
	if len(v.Own) > 0 {
		p.fieldList(under(path, "own"), v.Own)
	}
}

func (p *problems) namedPath(m Model, path, named string, before seen) {
	switch {
	case named == "":
		p.add(path, "missing")
	case !m.names(named):
		p.add(path, "model-unknown-path", "path", short(named))
	case before.again(named):
		p.add(path, "model-duplicate-path", "path", named)
	}
}

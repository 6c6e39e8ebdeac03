// Package view tells what of a dossier somebody sees who sees it by a view of
// its model, and what of that they may fill in (LOC-10). It is pure: a model
// and a view go in, sections with the fields that are left come out.
package view

import (
	"slices"
	"strings"

	"tierce/internal/model"
)

// Part is what a view shows of one section. Section has those of its fields
// that are seen, in the order of the model; what is not there is hidden.
type Part struct {
	model.Section
	fills []string // ids of the fields that may be filled in
}

// Partner gives what a partner view shows of m, in the order of the model.
// answers says whether they may fill anything in: for an opinion editable
// counts as visible. A field that names a person is shown and never filled in:
// whom a dossier names, the partner may not choose from.
func Partner(m model.Model, v model.PartnerView, answers bool) []Part {
	entries := map[string]string{}
	for _, f := range v.Fields {
		entries[f.Path] = f.Access
	}
	return parts(m, func(section, field string) string {
		access, named := entries[section+"."+field]
		if !named {
			access = entries[section]
		}
		if access == model.Editable && !answers {
			return model.Visible
		}
		return access
	})
}

// Applicant gives what the applicant view shows of m: all of it to be filled in
// (LOC-11).
func Applicant(m model.Model) []Part {
	return parts(m, func(section, field string) string {
		if slices.Contains(m.Views.Applicant, section) || slices.Contains(m.Views.Applicant, section+"."+field) {
			return model.Editable
		}
		return model.Hidden
	})
}

// parts applies access to every field. A section of which nothing is seen is
// not there: not even its name is shown.
func parts(m model.Model, access func(section, field string) string) []Part {
	var list []Part
	for _, s := range m.Sections {
		p := Part{Section: s}
		p.Fields = nil
		for _, f := range s.Fields {
			a := access(s.ID, f.ID)
			if a != model.Visible && a != model.Editable {
				continue
			}
			p.Fields = append(p.Fields, f)
			if a == model.Editable && !namesPerson(f) {
				p.fills = append(p.fills, f.ID)
			}
		}
		if len(p.Fields) > 0 {
			list = append(list, p)
		}
	}
	return list
}

func namesPerson(f model.Field) bool {
	return f.Type == model.Person || slices.ContainsFunc(f.Fields, namesPerson)
}

// Fills tells whether field may be filled in.
func (p Part) Fills(field string) bool { return slices.Contains(p.fills, field) }

// Form is the part of the section that may be filled in, to check values with.
func (p Part) Form() model.Section {
	s := p.Section
	s.Fields = slices.DeleteFunc(slices.Clone(s.Fields), func(f model.Field) bool { return !p.Fills(f.ID) })
	return s
}

// Shows gives those of a section's values that are seen.
func (p Part) Shows(values map[string]any) map[string]any {
	seen := map[string]any{}
	for _, f := range p.Fields {
		if value, there := values[f.ID]; there {
			seen[f.ID] = value
		}
	}
	return seen
}

// Sections gives the sections of m that parts are of, whole.
func Sections(m model.Model, parts []Part) []model.Section {
	var list []model.Section
	for _, p := range parts {
		s, _ := m.Section(p.ID)
		list = append(list, s)
	}
	return list
}

// Find gives the partner view of m called id.
func Find(m model.Model, id string) (model.PartnerView, bool) {
	i := slices.IndexFunc(m.Views.Partners, func(v model.PartnerView) bool { return v.ID == id })
	if i < 0 {
		return model.PartnerView{}, false
	}
	return m.Views.Partners[i], true
}

// Statuses gives the statuses of m in which partners see a dossier (LOC-6).
func Statuses(m model.Model) []string {
	list := []string{}
	for _, s := range m.Statuses {
		if s.Partners {
			list = append(list, s.ID)
		}
	}
	return list
}

// Clean checks what was typed into the fields of parts that may be filled in,
// by section, and gives it clean: only what was typed is there, nil where a
// field was emptied. Sections and fields that may not be filled in are refused
// as unknown. Bad values are named at `values.<section>.<field>`.
func Clean(parts []Part, typed map[string]map[string]any) (map[string]map[string]any, error) {
	var wrong problems
	clean := map[string]map[string]any{}
	for section, values := range typed {
		i := slices.IndexFunc(parts, func(p Part) bool { return p.ID == section && len(p.fills) > 0 })
		if i < 0 {
			wrong.strange("values." + section)
			continue
		}
		some, err := parts[i].Form().Check(values, nil)
		if wrong.take(section, err); err != nil {
			continue
		}
		for field := range values {
			if some == nil {
				some = map[string]any{}
			}
			if _, left := some[field]; !left {
				some[field] = nil
			}
		}
		if len(some) > 0 {
			clean[section] = some
		}
	}
	return clean, wrong.fault()
}

// With gives values with those of into over them.
func With(values, into map[string]any) map[string]any {
	all := map[string]any{}
	for _, from := range []map[string]any{values, into} {
		for field, value := range from {
			if all[field] = value; value == nil {
				delete(all, field)
			}
		}
	}
	return all
}

// pathOf puts the section into the path of a bad value.
func pathOf(section, path string) string {
	return "values." + section + strings.TrimPrefix(path, "values")
}

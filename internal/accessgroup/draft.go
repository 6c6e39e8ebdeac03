package accessgroup

import (
	"slices"
	"strings"

	"tierce/internal/access"
	"tierce/internal/fault"
	"tierce/internal/model"
	"tierce/internal/people"
)

// Draft is what an Admin types of a group.
type Draft struct {
	Name     model.Text
	Level    access.Level
	All      bool
	Sections []string
}

// Drafted gives what was typed of g.
func (g Group) Drafted() Draft {
	return Draft{Name: g.Name, Level: g.Level, All: g.All, Sections: g.Sections}
}

// Same tells whether g is as h is.
func (g Group) Same(h Group) bool {
	return g.ID == h.ID && g.Name == h.Name && g.Level == h.Level && g.All == h.All && slices.Equal(g.Sections, h.Sections)
}

// Draw gives g among gs as d makes it, or everything that is wrong with d at
// once. Of a ready-made group only the assigned sections change, and of Full
// nothing (IND-5). m is the latest version of the model.
func (gs Groups) Draw(g Group, d Draft, m model.Model) (Group, error) {
	if g.ID == Full {
		return g, fault.New(fault.Conflict, "group-ready-made").By("IND-5").For("nobody")
	}
	next := g
	var wrong problems
	if !g.Ready() {
		next.Name = model.Text{FR: wrong.line("name.fr", d.Name.FR), EN: wrong.line("name.en", d.Name.EN)}
		next.Level, next.All = d.Level, d.All
		gs.nameFree(next, &wrong)
		if d.Level != access.Read && d.Level != access.Write {
			wrong.add(fault.Field{Path: "level", Code: "bad-level"})
		}
	}
	next.Sections = assigned(g, next, d, m, &wrong)
	if len(wrong) > 0 {
		return g, &fault.Fault{Kind: fault.Invalid, Code: "invalid", Fields: wrong}
	}
	return next, nil
}

// assigned gives the sections of d, in the order of the model: those that it
// has, or that were assigned before, which dossiers of an earlier version may
// have. To a group that sees all, none is.
func assigned(was, next Group, d Draft, m model.Model, wrong *problems) []string {
	var list []string
	for _, s := range m.Sections {
		if slices.Contains(d.Sections, s.ID) {
			list = append(list, s.ID)
		}
	}
	for _, s := range d.Sections {
		if _, has := m.Section(s); has || slices.Contains(list, s) {
			continue
		}
		if !slices.Contains(was.Sections, s) {
			wrong.add(fault.Field{Path: "sections", Code: "wrong-choice"})
			break
		}
		list = append(list, s)
	}
	if next.All {
		return nil
	}
	return list
}

// nameFree refuses a name that another group of the model has.
func (gs Groups) nameFree(g Group, wrong *problems) {
	for _, h := range gs.List {
		if h.ID == g.ID || h.Ready() {
			continue
		}
		for path, pair := range map[string][2]string{"name.fr": {g.Name.FR, h.Name.FR}, "name.en": {g.Name.EN, h.Name.EN}} {
			if pair[0] != "" && strings.EqualFold(pair[0], pair[1]) {
				wrong.add(fault.Field{Path: path, Code: "group-name-taken"})
			}
		}
	}
}

// problems gathers everything that is wrong with a draft.
type problems []fault.Field

func (p *problems) add(f fault.Field) { *p = append(*p, f) }

// line cleans a name, or notes what is wrong with it.
func (p *problems) line(path, s string) string {
	clean, err := people.Line(path, s, NameMost)
	if f := fault.Of(err); f != nil {
		*p = append(*p, f.Fields...)
	}
	return clean
}

// Effect is what a change of a group gives and takes: sections, and whether
// its contacts see everything and edit.
type Effect struct {
	Was, Is       Group
	Gained, Ended []string // ids of sections; of a group that sees all, those that it sees besides
}

// EffectOf compares two states of a group in m, as its contacts will see it
// who have nothing assigned besides. was without an id is no group yet.
func EffectOf(was, is Group, m model.Model) Effect {
	e := Effect{Was: was, Is: is}
	for _, s := range m.Sections {
		before, after := was.shows(s.ID), is.shows(s.ID)
		if after && !before {
			e.Gained = append(e.Gained, s.ID)
		}
		if before && !after {
			e.Ended = append(e.Ended, s.ID)
		}
	}
	return e
}

func (g Group) shows(section string) bool { return g.All || slices.Contains(g.Sections, section) }

package dossier

import (
	"context"
	"encoding/json"
	"time"

	"tierce/internal/access"
	"tierce/internal/fault"
	"tierce/internal/model"
	"tierce/internal/people"
	"tierce/internal/table"
)

// Section is the content of one section. Version is 0 until it is first
// saved. Values are as package model describes them.
type Section struct {
	model.Section
	Version int
	Values  map[string]any
	By      string
	At      time.Time
	State
}

type sectionRow struct {
	table.Key
	Version int       `dynamodbav:"v"`
	Values  string    `dynamodbav:"values"`
	Size    int       `dynamodbav:"size"`
	By      string    `dynamodbav:"by"`
	At      time.Time `dynamodbav:"at"`
	stateRow
}

func sectionOf(of model.Section, row table.Row) (Section, int, error) {
	s := Section{Section: of, Values: map[string]any{}}
	if row == nil {
		return s, 0, nil
	}
	var w sectionRow
	if err := table.Into(row, &w); err != nil {
		return s, 0, err
	}
	s.Version, s.By, s.At, s.State = w.Version, w.By, w.At, w.state()
	return s, w.Size, json.Unmarshal([]byte(w.Values), &s.Values)
}

// Section reads one section in one call.
func (r Room) Section(ctx context.Context, by people.Caller, d, section string) (View, Section, error) {
	v, s, _, err := r.section(ctx, by, d, section, access.ReadSection)
	if err != nil {
		return v, s, err
	}
	return v, v.noted(s), r.recordOpening(ctx, v)
}

// Contents opens a dossier with all its sections, in the order of the model.
// A section that the caller may not read is there without its values.
func (r Room) Contents(ctx context.Context, by people.Caller, d string) (View, model.Model, []Section, error) {
	v, m, err := r.Open(ctx, by, d)
	if err != nil {
		return v, m, nil, err
	}
	rows, err := r.Table.All(ctx, table.Query{PK: "D#" + d}.Within("S#"))
	if err != nil {
		return v, m, nil, err
	}
	filled := make(map[string]table.Row, len(rows))
	for _, row := range rows {
		filled[table.KeyOf(row).SK[len("S#"):]] = row
	}
	list := make([]Section, len(m.Sections))
	for i, of := range m.Sections {
		row := filled[of.ID]
		if !v.MaySection(access.ReadSection, of.ID).Allowed {
			row = nil
		}
		if list[i], _, err = sectionOf(of, row); err != nil {
			return v, m, nil, err
		}
	}
	return v, m, list, nil
}

func (r Room) section(ctx context.Context, by people.Caller, d, section string, action access.Action) (View, Section, int, error) {
	v, err := r.Load(ctx, by, d, action, section, sectionKey(d, section))
	if err != nil {
		return v, Section{}, 0, err
	}
	m, err := r.Models.Version(ctx, v.Model, v.Version)
	if err != nil {
		return v, Section{}, 0, err
	}
	of, ok := m.Section(section)
	if !ok {
		return v, Section{}, 0, access.Nothing()
	}
	s, size, err := sectionOf(of, v.Row(0))
	if err != nil {
		return v, s, size, err
	}
	v.Decision = v.MayOn(action, s)
	return v, s, size, v.Decision.Err()
}

// Save replaces the content of a section that was read at version. Someone
// else's change since then is refused as stale; the same content saved again
// (a repeat whose first answer was lost) is not a change.
func (r Room) Save(ctx context.Context, by people.Caller, d, section string, version int, values map[string]any) (Section, error) {
	var s Section
	err := table.Again(ctx, func() error {
		v, was, size, err := r.section(ctx, by, d, section, access.EditSection)
		if err != nil {
			return err
		}
		clean, err := r.check(ctx, v, was.Section, values)
		if err != nil {
			return err
		}
		data, err := json.Marshal(clean)
		if err != nil {
			return err
		}
		s = was
		if was.Version != version {
			return repeated(was, version, v.Account.ID, data)
		}
		if err := fits(v, was.Section, size, len(data)); err != nil {
			return err
		}
		s.Version, s.Values, s.By, s.At = version+1, clean, v.Account.ID, v.Now
		if !alike(was.Values, clean) {
			s.State = s.voided(v.Account.ID, v.Now)
		}
		return table.Anew(r.Table.Commit(ctx, v.saveOps(was, s, string(data), len(data)-size)...))
	})
	return s, err
}

// repeated tells a repeat of the save that made the present version from a
// save over somebody's change.
func repeated(is Section, version int, by string, data []byte) error {
	there, err := json.Marshal(is.Values)
	if err == nil && is.Version == version+1 && is.By == by && string(there) == string(data) {
		return nil
	}
	return stale()
}

func fits(v View, s model.Section, was, is int) error {
	if is > SectionMost {
		return fault.New(fault.TooLarge, "section-too-large", "section", s.ID, "most", SectionMost>>10)
	}
	if v.Size-was+is > ContentMost {
		return fault.New(fault.TooLarge, "dossier-too-large", "section", s.ID, "most", ContentMost>>20)
	}
	return nil
}

func (v View) saveOps(was, s Section, data string, grows int) []table.Op {
	return append(v.grounds(), v.sectionOps(was, s, data, grows)...)
}

// contentGrows raises the version of all content, which a copy compares, and
// keeps its size within the limit against edits of other sections. It fails
// where the dossier moved to another version of its model: what is written was
// held to the one that was read.
func (v View) contentGrows(by int, conds ...table.Cond) table.Op {
	c := table.Change{Add: map[string]int{"content": 1, "size": by}, If: append(conds, exists(), v.stillVersion())}
	if by > 0 {
		c.If = append(c.If, table.NotAfter("size", ContentMost-by))
	}
	return table.Update(headerKey(v.ID), c)
}

// ContentChanged raises the version of all content where conds hold of the
// header, for rooms above that keep something which a copy takes: one that is
// under way begins again.
func (v View) ContentChanged(conds ...table.Cond) table.Op { return v.contentGrows(0, conds...) }

// check cleans values by the section's fields. The persons are read only
// where a field names one.
func (r Room) check(ctx context.Context, v View, s model.Section, values map[string]any) (map[string]any, error) {
	var known map[string]bool
	var failed error
	clean, err := s.Check(values, func(person string) bool {
		if known == nil && failed == nil {
			known, failed = r.personIDs(ctx, v.ID)
		}
		return known[person]
	})
	if failed != nil {
		return nil, failed
	}
	return clean, err
}

package dossier

import (
	"encoding/json"
	"fmt"
	"maps"

	"tierce/internal/fault"
	"tierce/internal/table"
	"tierce/internal/trail"
)

// Filled is a section as it was read, and values that go into some of its
// fields: clean ones, nil to empty a field. What the other fields hold stays.
type Filled struct {
	Section
	Into map[string]any
}

// FillOps gives the writes by which the caller of v puts values into sections
// as they were read: somebody else's change of one since then, whatever field
// it was of, makes the transaction fail, to be decided again. A section that
// holds the values already is left alone; of one that changes the signatures are
// void (IND-6).
func (v View) FillOps(filled []Filled) ([]table.Op, error) {
	var ops []table.Op
	size := v.Size
	for _, f := range filled {
		was, err := json.Marshal(f.Values)
		if err != nil {
			return nil, err
		}
		next := maps.Clone(f.Values)
		for field, value := range f.Into {
			if next[field] = value; value == nil {
				delete(next, field)
			}
		}
		data, err := json.Marshal(next)
		if err != nil || string(data) == string(was) {
			if err != nil {
				return nil, err
			}
			continue
		}
		grows := len(data) - len(was)
		if f.Version == 0 {
			grows = len(data)
		}
		if size += grows; len(data) > SectionMost || size > ContentMost {
			return nil, fault.New(fault.TooLarge, "section-too-large", "section", f.ID, "most", SectionMost>>10)
		}
		s := f.Section
		s.Version, s.Values, s.By, s.At = f.Version+1, next, v.Account.ID, v.Now
		s.State = s.voided(v.Account.ID, v.Now)
		ops = append(ops, v.sectionOps(f.Section, s, string(data), grows)...)
	}
	return ops, nil
}

// sectionOps writes one section over the version before, with what that does
// to the header, and the trail.
func (v View) sectionOps(was, s Section, data string, grows int) []table.Op {
	row := sectionRow{Key: sectionKey(v.ID, s.ID), Version: s.Version, Values: data, Size: len(data), By: s.By, At: s.At, stateRow: s.State.row()}
	return []table.Op{table.Put(row, was.asRead()...), v.contentGrows(grows),
		trail.Op(trail.Entry{On: v.ID, At: v.Now, By: v.Account.ID, For: v.For(), Verb: trail.SectionEdited,
			Args: map[string]string{"section": s.ID, "version": fmt.Sprint(s.Version)}})}
}

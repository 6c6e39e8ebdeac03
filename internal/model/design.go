package model

import (
	"slices"

	"tierce/internal/fault"
)

// Design is what of a model an Admin draws for people outside the organisation:
// the views, and in which statuses partners see a dossier (LOC-6, LOC-10).
type Design struct {
	Views    Views
	Statuses []string // ids, in the order of the model
}

// Design gives that of m.
func (m Model) Design() Design {
	d := Design{Views: m.Views}
	for _, s := range m.Statuses {
		if s.Partners {
			d.Statuses = append(d.Statuses, s.ID)
		}
	}
	return d
}

// Redrawn gives m with d in the place of its design. What is wrong with d is
// told as Parse tells it of a model: at `views…`, and at `statuses[i]` for one
// that m does not have.
func (m Model) Redrawn(d Design) (Model, error) {
	found := &problems{}
	again := seen{}
	for i, id := range d.Statuses {
		if _, ok := m.Status(id); !ok {
			found.add(item("statuses", i), "not-a-status")
		} else if again.again(id) {
			found.add(item("statuses", i), "model-duplicate-id", "id", id)
		}
	}
	m.Views, m.Statuses = d.Views, slices.Clone(m.Statuses)
	for i, s := range m.Statuses {
		m.Statuses[i].Partners = slices.Contains(d.Statuses, s.ID)
	}
	whole, err := Parse(m.Export())
	if f := fault.Of(err); f != nil && len(f.Fields) == 0 {
		return Model{}, err
	} else if f != nil {
		found.fields, found.more = append(found.fields, f.Fields...), f.More
	}
	return whole, found.fault("model-invalid")
}

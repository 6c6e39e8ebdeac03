package solicitation

import (
	"context"
	"slices"

	"tierce/internal/dossier"
	"tierce/internal/model"
	"tierce/internal/table"
	"tierce/internal/view"
)

// Standing gives the solicitations of d for a room that moves it to another
// version of its model, and decided that the caller may. Drafts are not in it.
func (r Room) Standing(ctx context.Context, d string) ([]Solicitation, error) {
	list, err := r.all(ctx, d)
	for i := range list {
		list[i].Draft = Answer{}
	}
	return list, err
}

// Restated gives the writes by which the partners of list see the dossier of v
// in the statuses of m (LOC-6), where those are others than now. Whoever may
// fill in less, as shrinks says, is shown what is left before they send: their
// draft counts as changed.
func (r Room) Restated(ctx context.Context, v dossier.View, m model.Model, list []Solicitation, shrinks func(Solicitation) bool) ([]table.Op, error) {
	var ops []table.Op
	for _, s := range list {
		if s.State != Attached && s.State != Answered {
			continue
		}
		_, g, err := r.Dossiers.Grant(ctx, v.ID, s.Account)
		if err != nil {
			return nil, err
		}
		o, has := g[origin(s.ID)]
		if statuses := view.Statuses(m); has && !slices.Equal(o.Statuses, statuses) {
			ops = append(ops, dossier.RestateOrigin(v.ID, s.Account, origin(s.ID), o.Since, statuses))
		}
		if s.State == Attached && shrinks(s) {
			ops = append(ops, table.Update(keyOf(v.ID, s.ID), table.Change{Add: map[string]int{"drafted": 1},
				If: []table.Cond{table.Equal("state", Attached)}}))
		}
	}
	return ops, nil
}

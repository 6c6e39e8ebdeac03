package document

import (
	"context"
	"slices"
	"time"

	"tierce/internal/dossier"
	"tierce/internal/table"
)

// Hold gives the writes by which documents that whoever loaded v brought stay as
// they are while an answer with them stands (LOC-7). One that was deleted
// meanwhile, or is gone, fails them.
func Hold(v dossier.View, ids []string) []table.Op {
	ops := make([]table.Op, len(ids))
	for i, id := range ids {
		ops[i] = table.Update(keyOf(v.ID, id), table.Change{Add: map[string]int{"held": 1, "v": 1},
			If: []table.Cond{table.Equal("by", v.Account.ID), table.Equal("deleted", time.Time{})}})
	}
	return ops
}

// LetGo gives the writes by which documents of d are held by one answer less.
// Those that agents have deleted for good are nobody's to hold.
func (r Room) LetGo(ctx context.Context, d string, ids []string) ([]table.Op, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	all, err := r.all(ctx, d)
	if err != nil {
		return nil, err
	}
	var ops []table.Op
	for _, doc := range all {
		if slices.Contains(ids, doc.ID) && doc.held > 0 {
			ops = append(ops, table.Update(keyOf(d, doc.ID), table.Change{Add: map[string]int{"held": -1, "v": 1},
				If: []table.Cond{table.Equal("v", doc.Row)}}))
		}
	}
	return ops, nil
}

package sharekey

import (
	"context"

	"tierce/internal/table"
)

// Forget deletes the keys of a dossier that is being purged. The index only
// names candidates: a row that is no key of d stays.
func (r Room) Forget(ctx context.Context, d string) error {
	q := table.Query{Index: "GSI1", PK: "D#" + d, Limit: 100}
	for {
		page, err := r.Table.Query(ctx, q)
		if err != nil {
			return err
		}
		keys, err := r.ownOf(ctx, d, page.Rows)
		if err != nil {
			return err
		}
		if err := r.Table.Clear(ctx, keys); err != nil || page.Next == nil {
			return err
		}
		q.After = page.Next
	}
}

func (r Room) ownOf(ctx context.Context, d string, candidates []table.Row) ([]table.Key, error) {
	if len(candidates) == 0 {
		return nil, nil
	}
	names := make([]table.Key, len(candidates))
	for i, c := range candidates {
		names[i] = table.KeyOf(c)
	}
	rows, err := r.Table.BatchGet(ctx, names...)
	if err != nil {
		return nil, err
	}
	var own []table.Key
	for _, row := range rows {
		if k, err := keyOf(row); err != nil {
			return nil, err
		} else if k.Dossier == d {
			own = append(own, keyKey(k.ID))
		}
	}
	return own, nil
}

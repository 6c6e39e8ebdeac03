package table

import (
	"context"
	"slices"
)

// Texts gives an attribute of the rows that key names, by id, strongly, in one
// call a hundred. A row that is not there, or has no such text, has no entry.
func (t *Table) Texts(ctx context.Context, attr string, key func(id string) Key, ids ...string) (map[string]string, error) {
	texts := map[string]string{}
	for some := range slices.Chunk(ids, batchMost) {
		keys := make([]Key, len(some))
		for i, id := range some {
			keys[i] = key(id)
		}
		rows, err := t.BatchGet(ctx, keys...)
		if err != nil {
			return nil, err
		}
		for i, row := range rows {
			if s := Text(row, attr); s != "" {
				texts[some[i]] = s
			}
		}
	}
	return texts, nil
}

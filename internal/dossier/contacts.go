package dossier

import (
	"context"
	"strings"

	"tierce/internal/access"
	"tierce/internal/table"
)

// GrantsWith gives the grants on d that have an origin of which has holds, by
// account. They are candidates: whether an origin holds is decided for each.
func (r Room) GrantsWith(ctx context.Context, d string, has func(access.Origin) bool) (map[string]access.Grant, error) {
	rows, err := r.Table.All(ctx, table.Query{PK: "D#" + d}.Within("G#"))
	if err != nil {
		return nil, err
	}
	found := map[string]access.Grant{}
	for _, row := range rows {
		g, err := grantOf(row)
		if err != nil {
			return nil, err
		}
		for _, o := range g {
			if has(o) {
				found[strings.TrimPrefix(table.KeyOf(row).SK, "G#")] = g
			}
		}
	}
	return found, nil
}

// ContactGrants gives those of everybody who was let in as a client contact.
func (r Room) ContactGrants(ctx context.Context, d string) (map[string]access.Grant, error) {
	return r.GrantsWith(ctx, d, func(o access.Origin) bool { return o.Kind == access.FromContact })
}

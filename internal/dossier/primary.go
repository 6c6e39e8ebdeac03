package dossier

import (
	"context"

	"tierce/internal/accessgroup"
	"tierce/internal/table"
)

// PrimaryOp makes person the primary contact of v's dossier, "" for nobody,
// while the primary is still whom v was read with: zero or one (IND-4).
func (v View) PrimaryOp(person string) table.Op {
	c := table.Change{If: []table.Cond{exists(), table.Absent("primary")}}
	if v.Primary != "" {
		c.If[1] = v.stillPrimary()
	}
	if person == "" {
		c.Remove = []string{"primary"}
	} else {
		c.Set = map[string]any{"primary": person}
	}
	return table.Update(headerKey(v.ID), c)
}

// GroupsOf reads the access groups that the contacts of v's dossier may be put
// in (IND-5).
func (r Room) GroupsOf(ctx context.Context, v View) (accessgroup.Groups, error) {
	if v.groups.Model == v.Model && v.groups.Organization == v.Org {
		return v.groups, nil
	}
	return accessgroup.Load(ctx, r.Table, v.Org, v.Model)
}

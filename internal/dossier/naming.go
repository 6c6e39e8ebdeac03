package dossier

import (
	"context"
	"slices"

	"tierce/internal/access"
	"tierce/internal/model"
)

// Named gives the persons that whoever reads section s of v knows by name: all
// of the dossier where they may see its persons; else, as for a contact with
// assigned sections, those whom s itself names (IND-3). None is read where no
// field of s names any. How a person is reached is never told here.
func (r Room) Named(ctx context.Context, v View, s Section) ([]Person, error) {
	in := map[string]bool{}
	if !named(in, s.Fields, s.Values) {
		return nil, nil
	}
	list, err := r.persons(ctx, v.ID)
	if !v.May(access.ReadPeople).Allowed {
		list = slices.DeleteFunc(list, func(p Person) bool { return !in[p.ID] })
	}
	return withoutReach(list), err
}

// named puts the persons whom values name in, and tells whether any of fields
// could.
func named(in map[string]bool, fields []model.Field, values map[string]any) (could bool) {
	for _, f := range fields {
		switch f.Type {
		case model.Person:
			could = true
			if id, ok := values[f.ID].(string); ok {
				in[id] = true
			}
		case model.Rows:
			could = named(in, f.Fields, nil) || could
			rows, _ := values[f.ID].([]any)
			for _, row := range rows {
				columns, _ := row.(map[string]any)
				named(in, f.Fields, columns)
			}
		}
	}
	return could
}

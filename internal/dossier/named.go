package dossier

import (
	"context"
	"slices"

	"tierce/internal/access"
	"tierce/internal/model"
)

// Lists tells whether the caller may know that a section is there. Contacts
// see what is assigned to them, and of the rest not even the names (IND-3), and
// clients what the client view shows (LEX-2); everybody else sees the names of
// all.
func (v View) Lists(section string) bool {
	may := v.MaySection(access.ReadSection, section)
	return !may.Unassigned() && (may.Allowed || !may.Role.InPortal())
}

// NamedIn gives the names of the persons that values of fields name, by id: who
// reads a section sees them, whoever may see the list of persons.
func (r Room) NamedIn(ctx context.Context, d string, fields []model.Field, values map[string]any) (map[string]string, error) {
	ids := personsIn(fields, values)
	slices.Sort(ids)
	ids = slices.Compact(ids)
	if len(ids) == 0 {
		return map[string]string{}, nil
	}
	return r.PersonNames(ctx, d, ids...)
}

// personsIn gives the ids that values of fields of type person hold.
func personsIn(fields []model.Field, values map[string]any) (ids []string) {
	for _, f := range fields {
		switch value := values[f.ID].(type) {
		case string:
			if f.Type == model.Person && value != "" {
				ids = append(ids, value)
			}
		case []any:
			for _, row := range value {
				if columns, ok := row.(map[string]any); ok {
					ids = append(ids, personsIn(f.Fields, columns)...)
				}
			}
		}
	}
	return ids
}

// only gives those of names that ids name.
func only(names map[string]string, ids []string) map[string]string {
	some := map[string]string{}
	for _, id := range ids {
		if name, there := names[id]; there {
			some[id] = name
		}
	}
	return some
}

// NamedOf gives those of list whom sections name: all of a dossier's persons
// that somebody meets who does not see the list of them.
func NamedOf(list []Person, sections []Section) []Person {
	met := map[string]bool{}
	for _, s := range sections {
		for _, id := range personsIn(s.Fields, s.Values) {
			met[id] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(list), func(p Person) bool { return !met[p.ID] })
}

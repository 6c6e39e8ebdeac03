package dossier

import (
	"context"

	"tierce/internal/access"
	"tierce/internal/model"
)

// WouldSee tells which sections and persons somebody would see here by the
// origin o alone, or by a whole copy: what is shown before saving (ALL-3). It
// asks the same rules as a request of theirs would.
func (r Room) WouldSee(ctx context.Context, v View, o access.Origin, all bool) ([]model.Section, []Person, error) {
	m, err := r.Models.Version(ctx, v.Model, v.Version)
	if err != nil {
		return nil, nil, err
	}
	somebody := access.Account{Orgs: map[string]access.Member{o.Org: {Since: o.Since}}}
	ask := access.Request{Account: somebody, Dossier: v.Dossier, Grant: access.Grant{"preview": o}, Now: v.Now}
	may := func(action access.Action, section string) bool {
		ask.Action, ask.Section = action, section
		return all || access.Decide(ask).Allowed
	}
	var sections []model.Section
	for _, s := range m.Sections {
		if may(access.ReadSection, s.ID) {
			sections = append(sections, s)
		}
	}
	if !may(access.ReadPeople, "") {
		return sections, nil, nil
	}
	persons, err := r.persons(ctx, v.ID)
	return sections, persons, err
}

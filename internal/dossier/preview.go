package dossier

import (
	"context"
	"strings"

	"tierce/internal/access"
	"tierce/internal/model"
	"tierce/internal/people"
	"tierce/internal/table"
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

// Seen is what somebody can fetch of a dossier, and may do to it. As is the
// dossier as loaded for them: what rooms above keep of it, they show by that.
type Seen struct {
	As       View
	Sections []SeenSection
	People   []Person
}

// SeenSection is a section that somebody reads, and may edit or not.
type SeenSection struct {
	Section
	Editable bool
}

// SeenBy shows the dossier of v as the account a would see it by the grant g:
// the same rules as a request of theirs, on the same rows ("view as", ALL-3).
// Whether the caller of v may look over that shoulder is decided before.
func (r Room) SeenBy(ctx context.Context, v View, a access.Account, g access.Grant) (Seen, error) {
	m, err := r.Models.Version(ctx, v.Model, v.Version)
	if err != nil {
		return Seen{}, err
	}
	as := v.as(a, g, m.Sections)
	rows, err := r.Table.All(ctx, table.Query{PK: "D#" + v.ID, From: "P#", To: "S#\uffff"})
	if err != nil {
		return Seen{}, err
	}
	content := map[table.Key]table.Row{}
	seen := Seen{As: as}
	for _, row := range rows {
		content[table.KeyOf(row)] = row
		if !strings.HasPrefix(table.KeyOf(row).SK, "P#") || !as.May(access.ReadPeople).Allowed {
			continue
		}
		p, err := personOf(row)
		if err != nil {
			return seen, err
		}
		seen.People = append(seen.People, p)
	}
	if !as.May(access.ReadRights).Allowed {
		seen.People = withoutReach(seen.People)
	}
	for _, of := range m.Sections {
		if !as.MaySection(access.ReadSection, of.ID).Allowed {
			continue
		}
		s, _, err := sectionOf(of, content[sectionKey(v.ID, of.ID)])
		if err != nil {
			return seen, err
		}
		seen.Sections = append(seen.Sections, SeenSection{Section: s, Editable: as.MaySection(access.EditSection, of.ID).Allowed})
	}
	return seen, nil
}

// as is v as loaded for the account a with the grant g, at the same moment.
func (v View) as(a access.Account, g access.Grant, sections []model.Section) View {
	as := View{Header: v.Header, Account: people.Account{Account: a}, Grant: g, Now: v.Now, sections: sections}
	as.Decision = as.May(access.Open)
	return as
}

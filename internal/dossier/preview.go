package dossier

import (
	"context"
	"strings"

	"tierce/internal/access"
	"tierce/internal/model"
	"tierce/internal/people"
	"tierce/internal/table"
)

// Outline is what somebody would see of a dossier, without what stands in it.
// As is the dossier as loaded for them: what rooms above keep of it, they show
// by that.
type Outline struct {
	As       View
	Sections []model.Section
	People   []Person
}

// WouldSee tells what the account a would see of v's dossier with the grant g:
// what is shown before saving (ALL-3). It asks the same rules as a request of
// theirs would.
func (r Room) WouldSee(ctx context.Context, v View, a access.Account, g access.Grant) (Outline, error) {
	as, _, err := r.as(ctx, v, a, g)
	if err != nil {
		return Outline{}, err
	}
	return r.outline(ctx, v.ID, as)
}

// WouldSeeOfCopy is WouldSee for whoever has a whole copy made: its manager.
// The copy is another dossier, of which nothing was made yet (EVO-7).
func (r Room) WouldSeeOfCopy(ctx context.Context, v View) (Outline, error) {
	source := v.ID
	v.ID, v.Org, v.Manager = "", "", ""
	somebody := access.Account{Orgs: map[string]access.Member{"": {}}}
	as, _, err := r.as(ctx, v, somebody, access.Grant{"team": TeamOrigin("", "")})
	if err != nil {
		return Outline{}, err
	}
	return r.outline(ctx, source, as)
}

// outline reads in the dossier d what as may.
func (r Room) outline(ctx context.Context, d string, as View) (o Outline, err error) {
	o.As = as
	for _, s := range as.sections {
		if as.MaySection(access.ReadSection, s.ID).Allowed {
			o.Sections = append(o.Sections, s)
		}
	}
	if as.May(access.ReadPeople).Allowed {
		o.People, err = r.persons(ctx, d)
	}
	return o, err
}

// Seen is what somebody can fetch of a dossier, and may do to it. As is that
// of an Outline.
type Seen struct {
	As       View
	Sections []SeenSection
	People   []Person
}

// SeenSection is a section that somebody reads, and may edit or not.
type SeenSection struct {
	Section
	Editable bool
	Named    map[string]string // the persons that it names, by id
}

// SeenBy shows the dossier of v as the account a would see it by the grant g:
// the same rules as a request of theirs, on the same rows ("view as", ALL-3).
// Whether the caller of v may look over that shoulder is decided before.
func (r Room) SeenBy(ctx context.Context, v View, a access.Account, g access.Grant) (Seen, error) {
	as, m, err := r.as(ctx, v, a, g)
	if err != nil {
		return Seen{}, err
	}
	rows, err := r.Table.All(ctx, table.Query{PK: "D#" + v.ID, From: "P#", To: "S#\uffff"})
	if err != nil {
		return Seen{}, err
	}
	content, names := map[table.Key]table.Row{}, map[string]string{}
	seen := Seen{As: as}
	for _, row := range rows {
		content[table.KeyOf(row)] = row
		if id, person := strings.CutPrefix(table.KeyOf(row).SK, "P#"); person {
			names[id] = table.Text(row, "name")
		}
		if !strings.HasPrefix(table.KeyOf(row).SK, "P#") || !as.May(access.ReadPeople).Allowed {
			continue
		}
		p, err := personOf(row)
		if err != nil {
			return seen, err
		}
		seen.People = append(seen.People, p)
	}
	seen.People = as.reached(seen.People)
	for _, of := range m.Sections {
		if !as.MaySection(access.ReadSection, of.ID).Allowed {
			continue
		}
		s, _, err := sectionOf(of, content[sectionKey(v.ID, of.ID)])
		if err != nil {
			return seen, err
		}
		seen.Sections = append(seen.Sections, SeenSection{Section: s, Editable: as.MayOn(access.EditSection, s).Allowed,
			Named: only(names, personsIn(of.Fields, s.Values))})
	}
	return seen, nil
}

// as is v as loaded for the account a with the grant g, at the same moment.
func (r Room) as(ctx context.Context, v View, a access.Account, g access.Grant) (View, model.Model, error) {
	as := View{Header: v.Header, Account: people.Account{Account: a}, Grant: g, Now: v.Now, groups: v.groups}
	m, err := r.Models.Version(ctx, v.Model, v.Version)
	if err != nil {
		return as, m, err
	}
	as.sections = m.Sections
	if err := r.previewPortal(ctx, v, &as, m); err != nil {
		return as, m, err
	}
	if err := r.readGroups(ctx, &as); err != nil {
		return as, m, err
	}
	as.Decision = as.May(access.Open)
	return as, m, nil
}

package dossier

import (
	"context"
	"strings"
	"time"

	"tierce/internal/access"
	"tierce/internal/fault"
	"tierce/internal/id"
	"tierce/internal/people"
	"tierce/internal/table"
	"tierce/internal/trail"
)

// PeopleMost is how many persons a dossier may name.
const PeopleMost = 200

// Person is anyone named in a dossier. Fields of the type person hold its id.
// BirthDate is YYYY-MM-DD or empty.
type Person struct {
	ID        string
	Name      string
	BirthDate string
	Version   int
	asked     string // a hash of what they were added with, to know a repeat by
}

type personRow struct {
	table.Key
	Name      string `dynamodbav:"name"`
	BirthDate string `dynamodbav:"birthDate,omitempty"`
	Version   int    `dynamodbav:"v"`
	Asked     string `dynamodbav:"asked,omitempty"`
}

func personOf(row table.Row) (Person, error) {
	var w personRow
	err := table.Into(row, &w)
	return Person{ID: strings.TrimPrefix(w.SK, "P#"), Name: w.Name, BirthDate: w.BirthDate, Version: w.Version, asked: w.Asked}, err
}

// Persons lists the persons of a dossier.
func (r Room) Persons(ctx context.Context, by people.Caller, d string) (View, []Person, error) {
	v, err := r.Load(ctx, by, d, access.ReadPeople, "")
	if err != nil {
		return v, nil, err
	}
	list, err := r.persons(ctx, d)
	return v, list, err
}

func (r Room) persons(ctx context.Context, d string) ([]Person, error) {
	rows, err := r.Table.All(ctx, table.Query{PK: "D#" + d}.Within("P#"))
	if err != nil {
		return nil, err
	}
	list := make([]Person, len(rows))
	for i, row := range rows {
		if list[i], err = personOf(row); err != nil {
			return nil, err
		}
	}
	return list, nil
}

func (r Room) personIDs(ctx context.Context, d string) (map[string]bool, error) {
	list, err := r.persons(ctx, d)
	ids := make(map[string]bool, len(list))
	for _, p := range list {
		ids[p.ID] = true
	}
	return ids, err
}

// SavePerson adds p (Version 0) or replaces the one read at p.Version. The
// repeat of a save that already happened changes nothing; another person added
// under the same id is refused.
func (r Room) SavePerson(ctx context.Context, by people.Caller, d string, p Person) (Person, error) {
	p, err := cleanPerson(p)
	if err != nil {
		return p, err
	}
	err = table.Again(ctx, func() error {
		v, err := r.Load(ctx, by, d, access.EditPeople, "", personKey(d, p.ID))
		if err != nil {
			return err
		}
		was, err := personOf(v.Row(0))
		if err != nil {
			return err
		}
		next := p
		next.Version++
		if next.asked = was.asked; p.Version == 0 {
			next.asked = id.Of("person", p.Name, p.BirthDate)
		}
		switch {
		case was == next:
			return nil
		case p.Version == 0 && was.Version > 0:
			return sameRequest(was.asked == next.asked)
		case was.Version == 0 && p.Version != 0:
			return access.Nothing()
		case was.Version != p.Version:
			return stale()
		}
		if p.Version == 0 {
			if ids, err := r.personIDs(ctx, d); err != nil || len(ids) >= PeopleMost {
				return errOr(err, fault.New(fault.Conflict, "too-many-people", "most", PeopleMost))
			}
		}
		return again(r.Table.Commit(ctx, v.personOps(next)...))
	})
	p.Version++
	return p, err
}

func errOr(err error, f *fault.Fault) error {
	if err != nil {
		return err
	}
	return f
}

func (v View) personOps(p Person) []table.Op {
	cond := table.Absent("pk")
	if p.Version > 1 {
		cond = table.Equal("v", p.Version-1)
	}
	return []table.Op{
		table.Put(personRow{Key: personKey(v.ID, p.ID), Name: p.Name, BirthDate: p.BirthDate, Version: p.Version, Asked: p.asked}, cond),
		v.contentGrows(0),
		v.grounds(),
		trail.Op(trail.Entry{On: v.ID, At: v.Now, By: v.Account.ID, For: v.For(), Verb: trail.PersonSaved, Args: map[string]string{"person": p.ID}}),
	}
}

func cleanPerson(p Person) (Person, error) {
	name, err := people.Line("name", p.Name, 120)
	if err != nil {
		return p, err
	}
	p.Name, p.BirthDate = name, strings.TrimSpace(p.BirthDate)
	if p.BirthDate != "" {
		if _, err := time.Parse(time.DateOnly, p.BirthDate); err != nil {
			return p, fault.Bad("birthDate", "bad-date")
		}
	}
	return p, nil
}

// DeletePerson removes a person whom no section names any more. Where version
// is that at which they were read, somebody else's change since then is refused
// as stale; 0 asks nothing.
func (r Room) DeletePerson(ctx context.Context, by people.Caller, d, person string, version int) error {
	return table.Again(ctx, func() error {
		v, err := r.Load(ctx, by, d, access.EditPeople, "", personKey(d, person))
		if err != nil {
			return err
		}
		if v.Row(0) == nil {
			return nil // deleted already: a repeat
		}
		is, err := personOf(v.Row(0))
		if err != nil {
			return err
		}
		if version != 0 && is.Version != version {
			return stale()
		}
		if err := r.unnamed(ctx, v, person); err != nil {
			return err
		}
		return again(r.Table.Commit(ctx,
			table.Delete(personKey(d, person), table.Equal("v", is.Version)),
			v.contentGrows(0, table.Equal("content", v.Content)), // no section named them meanwhile
			v.grounds(),
			trail.Op(trail.Entry{On: d, At: v.Now, By: v.Account.ID, For: v.For(), Verb: trail.PersonDeleted, Args: map[string]string{"person": person}})))
	})
}

// unnamed refuses while a section names person; it says which.
func (r Room) unnamed(ctx context.Context, v View, person string) error {
	rows, err := r.Table.All(ctx, table.Query{PK: "D#" + v.ID}.Within("S#"))
	if err != nil {
		return err
	}
	for _, row := range rows {
		// An id is too random to stand in a text by chance.
		if strings.Contains(table.Text(row, "values"), `"`+person+`"`) {
			return fault.New(fault.Conflict, "person-in-use", "section", table.KeyOf(row).SK[len("S#"):])
		}
	}
	return nil
}

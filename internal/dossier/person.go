package dossier

import (
	"context"
	"fmt"
	"strings"

	"tierce/internal/access"
	"tierce/internal/fault"
	"tierce/internal/id"
	"tierce/internal/people"
	"tierce/internal/table"
)

// PeopleMost is how many persons a dossier may name.
const PeopleMost = 200

// Person is anyone named in a dossier. Fields of the type person hold its id.
// BirthDate is YYYY-MM-DD or empty. Reach and Holder belong to access rights,
// not to content (ALL-8): package right changes them.
type Person struct {
	ID        string
	Name      string
	BirthDate string
	Family    bool      // one of the family tree (ABB-2)
	Parents   []string  // ids of persons, two at most
	Partners  []Partner // each pair stands on both persons
	Advisor   string    // what kind of outside advisor; "" for none (ABB-7)
	Office    string    // where an advisor works
	Contact   bool      // one of the client contacts (IND-1)
	Applicant bool      // one of those whom the dossier is about (LOC-11)
	Function  string    // what a contact does on the client's side; may be empty
	Holder    string    // Holder, CoHolder or ""
	Reach
	Version int
	Besides string // what else the request asks for that adds them, to know a repeat by; not kept
	asked   string // a hash of what they were added with
}

// AddedAs tells whether p was first saved as q is, which names the same row:
// a repeat of one request.
func (p Person) AddedAs(q Person) bool { return p.asked == q.hash() }

func (p Person) hash() string { return id.Hash("person", p.Typed(), p.Besides) }

// Typed gives everything that people typed of p in one string, to compare.
func (p Person) Typed() string {
	p.Version, p.Besides, p.asked = 0, "", ""
	return fmt.Sprintf("%+v", p)
}

// Partner is a tie to another person of the dossier.
type Partner struct {
	Person string `dynamodbav:"person"`
	Former bool   `dynamodbav:"former,omitempty"`
}

// Reach is how a person is written to, and by what they are known when they
// sign in (ABB-3). Lang is "fr" or "en".
type Reach struct {
	Email string `dynamodbav:"email,omitempty"`
	Phone string `dynamodbav:"phone,omitempty"` // E.164
	Lang  string `dynamodbav:"lang,omitempty"`
}

// The values of Person.Holder.
const (
	Holder   = "holder"
	CoHolder = "co-holder"
)

// AdvisorKinds are what an outside advisor may be (ABB-7).
var AdvisorKinds = []string{"banker", "notary", "lawyer", "accountant", "insurer", "other"}

type personRow struct {
	table.Key
	Name      string    `dynamodbav:"name"`
	BirthDate string    `dynamodbav:"birthDate,omitempty"`
	Family    bool      `dynamodbav:"family,omitempty"`
	Parents   []string  `dynamodbav:"parents,omitempty"`
	Partners  []Partner `dynamodbav:"partners,omitempty"`
	Advisor   string    `dynamodbav:"advisor,omitempty"`
	Office    string    `dynamodbav:"office,omitempty"`
	Contact   bool      `dynamodbav:"contact,omitempty"`
	Applicant bool      `dynamodbav:"applicant,omitempty"`
	Function  string    `dynamodbav:"function,omitempty"`
	Holder    string    `dynamodbav:"holder,omitempty"`
	Reach
	Version int    `dynamodbav:"v"`
	Asked   string `dynamodbav:"asked,omitempty"`
}

func personOf(row table.Row) (Person, error) {
	var w personRow
	err := table.Into(row, &w)
	return Person{ID: strings.TrimPrefix(w.SK, "P#"), Name: w.Name, BirthDate: w.BirthDate, Family: w.Family,
		Parents: w.Parents, Partners: w.Partners, Advisor: w.Advisor, Office: w.Office,
		Contact: w.Contact, Applicant: w.Applicant, Function: w.Function, Holder: w.Holder, Reach: w.Reach, Version: w.Version, asked: w.Asked}, err
}

func (p Person) row(d string) personRow {
	return personRow{Key: personKey(d, p.ID), Name: p.Name, BirthDate: p.BirthDate, Family: p.Family, Parents: p.Parents,
		Partners: p.Partners, Advisor: p.Advisor, Office: p.Office,
		Contact: p.Contact, Applicant: p.Applicant, Function: p.Function, Holder: p.Holder, Reach: p.Reach, Version: p.Version, Asked: p.asked}
}

// Persons lists the persons of a dossier. How they are reached is told to
// those who may see who has access; of contacts, to those who may see contacts.
func (r Room) Persons(ctx context.Context, by people.Caller, d string) (View, []Person, error) {
	v, err := r.Load(ctx, by, d, access.ReadPeople, "")
	if err != nil {
		return v, nil, err
	}
	list, err := r.persons(ctx, d)
	return v, v.reached(list), err
}

// ShowsReach tells whether the caller may see how p is reached.
func (v View) ShowsReach(p Person) bool {
	return v.May(access.ReadRights).Allowed || p.Contact && v.May(access.ReadContacts).Allowed
}

// reached takes out of list how those are reached of whom that is not shown.
func (v View) reached(list []Person) []Person {
	for i := range list {
		if !v.ShowsReach(list[i]) {
			list[i].Reach = Reach{}
		}
	}
	return list
}

func withoutReach(list []Person) []Person {
	for i := range list {
		list[i].Reach = Reach{}
	}
	return list
}

func (r Room) persons(ctx context.Context, d string) ([]Person, error) {
	return table.ReadAll(ctx, r.Table, table.Query{PK: "D#" + d}.Within("P#"), personOf)
}

func (r Room) personIDs(ctx context.Context, d string) (map[string]bool, error) {
	list, err := r.persons(ctx, d)
	ids := make(map[string]bool, len(list))
	for _, p := range list {
		ids[p.ID] = true
	}
	return ids, err
}

// LoadPerson loads a dossier for action, one person of it (of Version 0 where
// there is none), and the rows of more.
func (r Room) LoadPerson(ctx context.Context, by people.Caller, d, person string, action access.Action, more ...table.Key) (View, Person, error) {
	v, err := r.Load(ctx, by, d, action, "", append([]table.Key{personKey(d, person)}, more...)...)
	if err != nil {
		return v, Person{}, err
	}
	p, err := personOf(v.Row(0))
	p.ID, v.rows = person, v.rows[1:]
	return v, p, err
}

// SavePersonOps gives the writes of next over was, as they stand in v: the
// person, the other half of each tie, and the version of the content. conds
// are of the header. Nobody else's row is touched unless a tie changed.
func (r Room) SavePersonOps(ctx context.Context, v View, was, next Person, conds ...table.Cond) ([]table.Op, error) {
	cond := table.Absent("pk")
	if was.Version > 0 {
		cond = table.Equal("v", was.Version)
	}
	next.Version, next.asked = was.Version+1, was.asked
	if was.Version == 0 {
		next.asked = next.hash()
	}
	ops := []table.Op{table.Put(next.row(v.ID), cond)}
	if was.Version == 0 || tied(was, next) || was.Email != next.Email {
		all, err := r.persons(ctx, v.ID)
		if err != nil {
			return nil, err
		}
		if was.Version == 0 && len(all) >= PeopleMost {
			return nil, fault.New(fault.Conflict, "too-many-people", "most", PeopleMost)
		}
		if err := fitsAmong(next, all); err != nil {
			return nil, err
		}
		ops = append(ops, mirrored(v.ID, next, all)...)
		conds = append(conds, table.Equal("content", v.Content)) // all of them are as they were read
	}
	return append(ops, v.contentGrows(0, conds...)), nil
}

// DeletePersonOps gives the writes that remove a person whom no section names
// any more, and their ties.
func (r Room) DeletePersonOps(ctx context.Context, v View, p Person, conds ...table.Cond) ([]table.Op, error) {
	if err := r.unnamed(ctx, v, p.ID); err != nil {
		return nil, err
	}
	all, err := r.persons(ctx, v.ID)
	if err != nil {
		return nil, err
	}
	ops := []table.Op{table.Delete(personKey(v.ID, p.ID), table.Equal("v", p.Version)),
		v.contentGrows(0, append(conds, table.Equal("content", v.Content))...)} // no section named them meanwhile
	return append(ops, untied(v.ID, p.ID, all)...), nil
}

// StillPerson checks, in a transaction, that p is as it was read.
func StillPerson(d string, p Person) table.Op {
	return table.Check(personKey(d, p.ID), table.Equal("v", p.Version))
}

// SamePlace checks that a person is there whose holder status is holder.
func SamePlace(d, person, holder string) table.Op {
	cond := table.Equal("holder", holder)
	if holder == "" {
		cond = table.Absent("holder")
	}
	return table.Check(personKey(d, person), table.Present("pk"), cond)
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

// PersonIn reads a person and the header for the product itself, when the
// person comes in.
func (r Room) PersonIn(ctx context.Context, d, person string) (Person, Header, error) {
	rows, err := r.Table.BatchGet(ctx, personKey(d, person), headerKey(d))
	if err != nil {
		return Person{}, Header{}, err
	}
	h, err := headerOf(d, rows[1])
	if err != nil {
		return Person{}, h, err
	}
	p, err := personOf(rows[0])
	return p, h, err
}

// PersonNames gives the names of persons of d, by id, for the words of its
// trail. Whoever was deleted has no entry.
func (r Room) PersonNames(ctx context.Context, d string, ids ...string) (map[string]string, error) {
	return r.Table.Texts(ctx, "name", func(person string) table.Key { return personKey(d, person) }, ids...)
}

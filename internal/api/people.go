package api

import (
	"context"

	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/people"
)

// Person is anyone named in a dossier.
type Person struct {
	ID string `json:"id"`
	PersonTyped
}

// PersonListed is a person with the tag of the version that was read.
type PersonListed struct {
	Person
	Tag string `json:"etag" doc:"For If-Match"`
}

// PersonsOut answers with the persons of a dossier.
type PersonsOut struct {
	Body struct {
		People []PersonListed `json:"people"`
	}
}

// PersonOut answers with one person.
type PersonOut struct {
	Location string `header:"Location"`
	Tag      string `header:"ETag"`
	Body     Person
}

// AtPerson is one person of a dossier.
type AtPerson struct {
	AtDossier
	Person string `path:"person"`
}

// PersonTyped is what one says of a person. Email to language, and holder, are
// for those who may let the person in (ALL-8), and shown to those who may see
// who has access.
type PersonTyped struct {
	Name      string    `json:"name" maxLength:"120"`
	BirthDate string    `json:"birthDate,omitempty" doc:"As 1960-02-28"`
	Family    bool      `json:"family,omitempty" doc:"One of the family tree; a holder, and whoever has parents or partners, always is"`
	Parents   []string  `json:"parents,omitempty" maxItems:"2" doc:"Ids of persons"`
	Partners  []Partner `json:"partners,omitempty" maxItems:"10" doc:"Each pair stands on both persons"`
	Advisor   string    `json:"advisor,omitempty" enum:"banker,notary,lawyer,accountant,insurer,other" doc:"What kind of outside advisor; absent for none"`
	Office    string    `json:"office,omitempty" maxLength:"120" doc:"Where an advisor works"`
	Contact   bool      `json:"contact,omitempty" doc:"One of the client contacts"`
	Applicant bool      `json:"applicant,omitempty" doc:"One of those whom the dossier is about, who may be let in to the applicant view"`
	Function  string    `json:"function,omitempty" maxLength:"120" doc:"What a contact does on the client's side"`
	Holder    string    `json:"holder,omitempty" enum:"holder,co-holder"`
	Email     string    `json:"email,omitempty" maxLength:"254"`
	Phone     string    `json:"phone,omitempty" maxLength:"40" doc:"International, as +33639980001"`
	Language  string    `json:"language,omitempty" enum:"fr,en" doc:"Of the mails to this person"`
}

// Partner is a tie to another person.
type Partner struct {
	Person string `json:"person" pattern:"^[0-9a-z]{16}$"`
	Former bool   `json:"former,omitempty"`
}

type addPerson struct {
	AtDossier
	Repeatable
	Body PersonTyped
}

type deletePerson struct {
	AtPerson
	IfMatch
}

type replacePerson struct {
	AtPerson
	IfMatch
	Body PersonTyped
}

func (h *house) peopleRoutes() {
	const path = "/v1/dossiers/{dossier}/people"
	on(h, route{id: "list-people", path: "GET " + path, does: "The persons named in a dossier"}, h.listPeople)
	on(h, route{id: "add-person", path: "POST " + path, does: "Name a person", status: 201}, h.addPerson)
	on(h, route{id: "get-person", path: "GET " + path + "/{person}", does: "One person of a dossier"}, h.getPerson)
	on(h, route{id: "replace-person", path: "PUT " + path + "/{person}", does: "Change a person"}, h.replacePerson)
	on(h, route{id: "delete-person", path: "DELETE " + path + "/{person}", does: "Delete a person whom no section names, and end their access"}, h.deletePerson)
}

func personOf(p dossier.Person) Person {
	return Person{p.ID, PersonTyped{Name: p.Name, BirthDate: p.BirthDate, Family: p.Family, Parents: p.Parents,
		Partners: each(p.Partners, func(t dossier.Partner) Partner { return Partner(t) }), Advisor: p.Advisor, Office: p.Office,
		Contact: p.Contact, Applicant: p.Applicant, Function: p.Function, Holder: p.Holder, Email: p.Email, Phone: p.Phone, Language: p.Lang}}
}

func (t PersonTyped) person(id string, version int) dossier.Person {
	return dossier.Person{ID: id, Name: t.Name, BirthDate: t.BirthDate, Family: t.Family, Parents: t.Parents,
		Partners: each(t.Partners, func(p Partner) dossier.Partner { return dossier.Partner(p) }), Advisor: t.Advisor, Office: t.Office,
		Contact: t.Contact, Applicant: t.Applicant, Function: t.Function, Holder: t.Holder, Reach: dossier.Reach{Email: t.Email, Phone: t.Phone, Lang: t.Language}, Version: version}
}

func (h *house) listPeople(ctx context.Context, by people.Caller, in *AtDossier) (*PersonsOut, error) {
	_, list, err := h.Dossiers.Persons(ctx, by, in.Dossier)
	if err != nil {
		return nil, err
	}
	out := &PersonsOut{}
	out.Body.People = each(list, func(p dossier.Person) PersonListed { return PersonListed{personOf(p), tag(p.Version)} })
	return out, nil
}

func (h *house) getPerson(ctx context.Context, by people.Caller, in *AtPerson) (*PersonOut, error) {
	_, list, err := h.Dossiers.Persons(ctx, by, in.Dossier)
	if err != nil {
		return nil, err
	}
	for _, p := range list {
		if p.ID == in.Person {
			return &PersonOut{Tag: tag(p.Version), Body: personOf(p)}, nil
		}
	}
	return nil, access.Nothing()
}

func (h *house) addPerson(ctx context.Context, by people.Caller, in *addPerson) (*PersonOut, error) {
	p, err := h.save(ctx, by, in.Dossier, in.once(by, "people", in.Dossier), 0, in.Body)
	if err != nil {
		return nil, err
	}
	p.Location = "/v1/dossiers/" + in.Dossier + "/people/" + p.Body.ID
	return p, nil
}

func (h *house) replacePerson(ctx context.Context, by people.Caller, in *replacePerson) (*PersonOut, error) {
	version, err := in.personVersion(ctx)
	if err != nil {
		return nil, err
	}
	return h.save(ctx, by, in.Dossier, in.Person, version, in.Body)
}

func (h *house) save(ctx context.Context, by people.Caller, d, id string, version int, typed PersonTyped) (*PersonOut, error) {
	p, err := h.Rights.SavePerson(ctx, by, d, typed.person(id, version))
	if err != nil {
		return nil, err
	}
	return &PersonOut{Tag: tag(p.Version), Body: personOf(p)}, nil
}

func (h *house) deletePerson(ctx context.Context, by people.Caller, in *deletePerson) (*NoBody, error) {
	version, err := in.personVersion(ctx)
	if err != nil {
		return nil, err
	}
	return nil, h.Rights.DeletePerson(ctx, by, in.Dossier, in.Person, version)
}

// personVersion is version of somebody who is there already: a person is made
// by POST, so that 0 matches nobody.
func (m IfMatch) personVersion(ctx context.Context) (int, error) {
	version, err := m.version(ctx)
	if version == 0 {
		version = -1
	}
	return version, err
}

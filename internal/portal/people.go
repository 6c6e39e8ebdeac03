package portal

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/invitation"
	"tierce/internal/text"
)

// personLine is a person of a dossier in words.
type personLine struct{ Name, Born, Edit, Delete string }

func peoplePath(d string) string { return dossierPath(d) + "/people" }

// personsPage lists the persons named in a dossier.
func (v *visit) personsPage() error {
	view, list, err := v.Dossiers.Persons(v.ctx, v.by, v.ref("dossier"))
	if err != nil {
		return err
	}
	f, err := v.dossierFrame(view, "portal.persons.title")
	if err != nil {
		return err
	}
	d := struct {
		Add, Why string
		Lines    []personLine
	}{}
	may := view.May(access.EditPeople)
	if d.Why = v.why(may); may.Allowed {
		d.Add = peoplePath(view.ID) + "/new"
	}
	for _, p := range byName(list) {
		l := personLine{Name: p.Name, Born: f.Lang.Day(p.BirthDate)}
		if may.Allowed {
			l.Edit = peoplePath(view.ID) + "/" + p.ID
			l.Delete = l.Edit + "/delete"
		}
		d.Lines = append(d.Lines, l)
	}
	return v.ok("persons", f, d)
}

// newPerson asks for a person to add.
func (v *visit) newPerson() error { return v.askPerson(http.StatusOK, nil) }

func (v *visit) askPerson(status int, p *problem) error {
	view, err := v.Dossiers.Load(v.ctx, v.by, v.ref("dossier"), access.EditPeople, "")
	if err != nil {
		return err
	}
	v.in(view.Account)
	in := dossier.Person{Family: v.r.FormValue("as") == "family", Reach: dossier.Reach{Lang: string(v.lang())}}
	if v.r.PostForm != nil {
		in = v.typedPerson(in)
		in.BirthDate = v.value("birthDate")
	}
	return v.personForm(status, p, view, "new", in)
}

// addPerson adds what was typed, and leads on to the access that an advisor,
// or a member of the family, is added for.
func (v *visit) addPerson() error {
	d := v.ref("dossier")
	add := v.typedPerson(dossier.Person{ID: v.once("person " + d)})
	if v.value("as") == "advisor" && add.Advisor == "" {
		return v.mend(fault.Bad("advisor", "missing"), v.askPerson)
	}
	if _, err := v.Rights.SavePerson(v.ctx, v.by, d, add); err != nil {
		return v.mend(err, v.askPerson)
	}
	switch v.value("as") {
	case "applicant":
		return v.see(rightPath(d, add.ID, invitation.Applicant) + "&done=applicant-added")
	case "advisor", "family":
		return v.see(rightsPath(d) + "?done=person-added")
	}
	return v.see(peoplePath(d) + "?done=person-added")
}

// editPerson asks for another name or date.
func (v *visit) editPerson() error {
	view, p, err := v.person()
	if err != nil {
		return err
	}
	p.BirthDate = text.TypedDay(p.BirthDate)
	return v.personForm(http.StatusOK, nil, view, p.ID, p)
}

// person finds the one that the address names, for whoever may change them.
func (v *visit) person() (dossier.View, dossier.Person, error) {
	view, list, err := v.Dossiers.Persons(v.ctx, v.by, v.ref("dossier"))
	if err == nil {
		err = view.May(access.EditPeople).Err()
	}
	if err != nil {
		return view, dossier.Person{}, err
	}
	for _, p := range list {
		if p.ID == v.ref("person") {
			return view, p, nil
		}
	}
	return view, dossier.Person{}, access.Nothing()
}

// personForm shows in, as it was typed.
func (v *visit) personForm(status int, p *problem, view dossier.View, at string, in dossier.Person) error {
	title := "portal.persons.edit"
	switch {
	case at == "new" && v.r.FormValue("as") == "advisor":
		title = "portal.rights.add-advisor"
	case at == "new" && v.r.FormValue("as") == "applicant":
		title = "portal.applicant.add"
	case at == "new" && v.r.FormValue("as") == "family":
		title = "portal.rights.add-family"
	case at == "new":
		title = "portal.persons.add"
	}
	f, err := v.dossierFrame(view, title)
	if err != nil {
		return err
	}
	list := peoplePath(view.ID)
	f.Problem, f.Back = p, &link{list, v.say("portal.persons.title")}
	if v.r.FormValue("as") != "" {
		f.Back = &link{rightsPath(view.ID), v.say("portal.rights.title")}
	}
	_, others, err := v.Dossiers.Persons(v.ctx, v.by, view.ID)
	if err != nil {
		return err
	}
	m, err := v.Models.Version(v.ctx, view.Model, view.Version)
	if err != nil {
		return err
	}
	groups, why := v.personGroups(view, m, in)
	d := f.form(list+"/"+at, "portal.save", v.personControls(groups, in, byName(others))...)
	d.Hidden = []pair{{"version", strconv.Itoa(in.Version)}, {"as", v.r.FormValue("as")}}
	for _, g := range groups {
		d.Hidden = append(d.Hidden, pair{"group", g})
	}
	d.Cancel = &link{f.Back.Path, v.say("portal.cancel")}
	page := simple{Form: d.with(p)}
	if why != "" {
		page.After = []string{why}
	}
	return v.show(status, "form", f, page)
}

// savePerson saves what was typed over the version that was read.
func (v *visit) savePerson() error {
	d := v.ref("dossier")
	version, err := strconv.Atoi(v.value("version"))
	if err != nil || version < 1 {
		return fault.New(fault.Malformed, "malformed")
	}
	_, typed, err := v.person()
	if err != nil {
		return err
	}
	typed = v.typedPerson(typed)
	typed.Version = version
	_, err = v.Rights.SavePerson(v.ctx, v.by, d, typed)
	if err == nil {
		return v.see(peoplePath(d) + "?done=saved")
	}
	return v.mend(err, func(status int, p *problem) error {
		view, now, failed := v.person()
		if failed != nil {
			return failed
		}
		if fault.Is(err, "stale") {
			p.Lines = []problemLine{{Text: v.say("portal.persons.stale", "person", v.personWords(now))}}
			typed.Version = now.Version
		}
		typed.BirthDate = v.value("birthDate")
		return v.personForm(status, p, view, typed.ID, typed)
	})
}

// personWords names a person with the date of birth.
func (v *visit) personWords(p dossier.Person) string {
	if p.BirthDate == "" {
		return p.Name
	}
	return v.say("portal.persons.with-date", "name", p.Name, "date", v.lang().Day(p.BirthDate))
}

// byName puts persons in the order in which people look for a name, accents
// and capitals apart.
func byName(list []dossier.Person) []dossier.Person {
	slices.SortStableFunc(list, func(a, b dossier.Person) int { return strings.Compare(unaccented(a.Name), unaccented(b.Name)) })
	return list
}

var withoutAccents = strings.NewReplacer("à", "a", "â", "a", "ä", "a", "ç", "c", "é", "e", "è", "e", "ê", "e", "ë", "e", "î", "i", "ï", "i",
	"ô", "o", "ö", "o", "œ", "oe", "ù", "u", "û", "u", "ü", "u")

func unaccented(name string) string { return withoutAccents.Replace(strings.ToLower(name)) }

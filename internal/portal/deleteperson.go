package portal

import (
	"net/http"
	"strconv"

	"tierce/internal/dossier"
	"tierce/internal/fault"
)

// askDeletePerson asks whether a person is to be deleted.
func (v *visit) askDeletePerson() error { return v.confirmDeletePerson(http.StatusOK, nil) }

func (v *visit) confirmDeletePerson(status int, p *problem) error {
	view, somebody, err := v.person()
	if err != nil {
		return err
	}
	f, err := v.dossierFrame(view, "portal.persons.delete")
	if err != nil {
		return err
	}
	list := peoplePath(view.ID)
	f.Problem, f.Back = p, &link{list, v.say("portal.persons.title")}
	d := f.form(list+"/"+somebody.ID+"/delete", "portal.persons.delete-button")
	d.Grave, d.Cancel = true, &link{list, v.say("portal.cancel")}
	d.Hidden = []pair{{"version", strconv.Itoa(somebody.Version)}}
	return v.show(status, "form", f, simple{Form: d, Intro: []string{
		v.say("portal.persons.delete-which", "person", v.personWords(somebody), "dossier", view.Title), v.say("portal.persons.delete-text")}})
}

// deletePerson deletes them. Where a section still names them, the refusal
// says which.
func (v *visit) deletePerson() error {
	d := v.ref("dossier")
	version, err := strconv.Atoi(v.value("version"))
	if err != nil || version < 1 {
		return fault.New(fault.Malformed, "malformed")
	}
	err = v.Rights.DeletePerson(v.ctx, v.by, d, v.ref("person"), version)
	if err == nil {
		return v.see(peoplePath(d) + "?done=person-deleted")
	}
	if fault.Is(err, "person-in-use") {
		view, _, failed := v.person()
		if failed != nil {
			return failed
		}
		if err, failed = v.titledIn(view, err); failed != nil {
			return failed
		}
	}
	return v.mend(err, v.confirmDeletePerson)
}

// titledIn is titled for whichever section of a dossier.
func (v *visit) titledIn(view dossier.View, err error) (titledErr, failed error) {
	m, failed := v.Models.Version(v.ctx, view.Model, view.Version)
	return titled(err, v.lang(), m.Sections...), failed
}

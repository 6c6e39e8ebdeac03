package portal

import (
	"net/http"
	"strconv"

	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/invitation"
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
	means, err := v.deletingMeans(view, somebody)
	if err != nil {
		return err
	}
	d := f.form(list+"/"+somebody.ID+"/delete", "portal.persons.delete-button")
	d.Grave, d.Cancel = true, &link{list, v.say("portal.cancel")}
	d.Hidden = []pair{{"version", strconv.Itoa(somebody.Version)}}
	intro := []string{v.say("portal.persons.delete-which", "person", v.personWords(somebody), "dossier", view.Title)}
	return v.show(status, "form", f, simple{Form: d, Intro: append(append(intro, means...), v.say("portal.persons.delete-text"))})
}

// deletingMeans says what becomes of a person's access, and refuses before
// anything is pressed where a holder who has come in would lose it (ABB-6).
func (v *visit) deletingMeans(view dossier.View, p dossier.Person) ([]string, error) {
	if !view.May(access.ReadRights).Allowed {
		return nil, nil
	}
	_, list, err := v.Rights.List(v.ctx, v.by, view.ID)
	if err != nil {
		return nil, err
	}
	var means []string
	for _, r := range list {
		switch {
		case r.Person.ID != p.ID || !r.Stands(view.Now):
		case r.State == invitation.Accepted:
			undo := access.Target{Holder: p.Holder != "", Family: r.Way == invitation.Family, CameIn: r.Way == invitation.Family, Applies: r.Way == invitation.Applicant, Rights: true, Ends: true}
			if err := view.MayTo(access.DeletePerson, undo).Err(); err != nil {
				return nil, err
			}
			means = append(means, v.say("portal.persons.delete-ends", "name", p.Name, "place", v.placeOf(r)))
		default:
			means = append(means, v.say("portal.persons.delete-withdraws", "name", p.Name, "place", v.placeOf(r)))
		}
	}
	return means, nil
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

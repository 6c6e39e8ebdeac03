package portal

import (
	"slices"
	"strconv"

	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/model"
	"tierce/internal/text"
)

// The groups of a person's form. Which of them a form has is sent along, so
// that what it does not show is left as it is.
const (
	tiesGroup      = "ties"      // place in the family
	advisorGroup   = "advisor"   // what kind of advisor (ABB-7)
	applicantGroup = "applicant" // whether the dossier is about them (LOC-11)
	reachGroup     = "reach"     // e-mail, phone, language, holder status (ALL-8)
)

// personGroups gives the groups of the form for p: all, or those of a member
// of the family or of an advisor to be added.
func (v *visit) personGroups(view dossier.View, m model.Model, p dossier.Person) (groups []string, why string) {
	as := v.r.FormValue("as")
	if as != "advisor" && as != "applicant" {
		groups = append(groups, tiesGroup)
	}
	if as != "family" && as != "applicant" {
		groups = append(groups, advisorGroup)
	}
	if as == "applicant" || p.Applicant || p.Version > 0 && len(m.Views.Applicant) > 0 {
		groups = append(groups, applicantGroup)
	}
	may := view.MayTo(access.EditAddress, reachedAs(p, as))
	if may.Allowed {
		groups = append(groups, reachGroup)
	}
	return groups, v.why(may)
}

// reachedAs tells the access rules whose address the form is about.
func reachedAs(p dossier.Person, as string) access.Target {
	t := access.Target{Holder: p.Holder != "", Advisor: p.Advisor != "" || as == "advisor", Applies: p.Applicant || as == "applicant"}
	t.Family = !t.Applies || p.Family
	return t
}

// personControls ask for what is kept of a person.
func (v *visit) personControls(groups []string, p dossier.Person, others []dossier.Person) []control {
	list := []control{{Kind: "text", Name: "name", Label: v.say("portal.persons.name"), Value: p.Name},
		{Kind: "date", Name: "birthDate", Label: v.say("portal.persons.born"), Help: v.say("portal.persons.born-help"), Value: p.BirthDate}}
	if slices.Contains(groups, advisorGroup) {
		list = append(list, v.advisorControls(p)...)
	}
	if slices.Contains(groups, tiesGroup) {
		list = append(list, v.tieControls(p, others)...)
	}
	if slices.Contains(groups, applicantGroup) && p.Version > 0 {
		list = append(list, control{Kind: "checks", Name: "applicant", Label: v.say("portal.applicant.is-label")}.options(
			option{Value: "yes", Label: v.say("portal.applicant.is"), Help: v.say("portal.applicant.is-help"), On: p.Applicant}))
	}
	if slices.Contains(groups, reachGroup) {
		list = append(list, control{Kind: "heading", Label: v.say("portal.reach.title"), Help: v.say("portal.reach.text")})
		list = append(list, v.reachControls(p.Reach)...)
		if slices.Contains(groups, tiesGroup) {
			list = append(list, v.holderControl(p))
		}
	}
	return list
}

func (v *visit) advisorControls(p dossier.Person) []control {
	kinds := []option{{Label: v.say("portal.advisor.none")}}
	if v.r.FormValue("as") == "advisor" {
		kinds[0].Label = v.say("portal.advisor.choose")
	}
	for _, k := range dossier.AdvisorKinds {
		kinds = append(kinds, option{Value: k, Label: v.say("portal.advisor." + k)})
	}
	return []control{{Kind: "heading", Label: v.say("portal.advisor.title"), Help: v.say("portal.advisor.text")},
		control{Kind: "select", Name: "advisor", Label: v.say("portal.advisor.kind"), Value: p.Advisor}.options(kinds...),
		{Kind: "text", Name: "office", Label: v.say("portal.advisor.office"), Help: v.say("portal.advisor.office-help"), Value: p.Office}}
}

func (v *visit) holderControl(p dossier.Person) control {
	c := control{Kind: "radios", Name: "holder", Label: v.say("portal.holder.title"), Help: v.say("portal.holder.text"), Value: p.Holder}
	return c.options(option{Value: "", Label: v.say("portal.holder.none"), On: p.Holder == ""},
		option{Value: dossier.Holder, Label: v.say("portal.holder.holder")}, option{Value: dossier.CoHolder, Label: v.say("portal.holder.co-holder")})
}

// tieControls ask whose child and whose partner a person is. One select more
// than there are former partners takes another one.
func (v *visit) tieControls(p dossier.Person, others []dossier.Person) []control {
	in := control{Kind: "checks", Name: "family", Label: v.say("portal.ties.family-label")}.options(
		option{Value: "yes", Label: v.say("portal.ties.family"), Help: v.say("portal.ties.family-help"), On: p.Family})
	list := []control{{Kind: "heading", Label: v.say("portal.ties.title")}, in}
	var now, former []string
	for _, t := range p.Partners {
		if t.Former {
			former = append(former, t.Person)
		} else {
			now = append(now, t.Person)
		}
	}
	for _, tie := range []struct {
		name string
		ids  []string
		most int
	}{{"parents", p.Parents, 2}, {"partners", now, max(1, len(now))}, {"former", former, len(former) + 1}} {
		for i := range tie.most {
			c := control{Kind: "select", Name: numbered(tie.name, i), Label: v.say("portal.ties." + tie.name)}
			if i > 0 {
				c.Label = v.say("portal.ties." + tie.name + "-more")
			}
			if i < len(tie.ids) {
				c.Value = tie.ids[i]
			}
			list = append(list, c.options(v.personOptions(p, others)...))
		}
	}
	return list
}

// numbered names the i-th of several controls alike: parents, parents-2.
func numbered(name string, i int) string {
	if i == 0 {
		return name
	}
	return name + "-" + strconv.Itoa(i+1)
}

func (v *visit) personOptions(p dossier.Person, others []dossier.Person) []option {
	list := []option{{Label: v.say("portal.ties.nobody")}}
	for _, q := range others {
		if q.ID != p.ID {
			list = append(list, option{Value: q.ID, Label: v.personWords(q)})
		}
	}
	return list
}

// typedPerson is p with what the form says instead, in the groups that it has.
func (v *visit) typedPerson(p dossier.Person) dossier.Person {
	groups := v.r.PostForm["group"]
	p.Name, p.BirthDate = v.value("name"), text.PlainDay(v.value("birthDate"))
	if slices.Contains(groups, advisorGroup) {
		p.Advisor, p.Office = v.value("advisor"), v.value("office")
	}
	if slices.Contains(groups, tiesGroup) {
		p.Family, p.Parents, p.Partners = v.value("family") != "", v.chosen("parents"), nil
		for _, id := range v.chosen("partners") {
			p.Partners = append(p.Partners, dossier.Partner{Person: id})
		}
		for _, id := range v.chosen("former") {
			p.Partners = append(p.Partners, dossier.Partner{Person: id, Former: true})
		}
	}
	if slices.Contains(groups, applicantGroup) {
		p.Applicant = v.value("applicant") != "" || p.Version == 0
	}
	if slices.Contains(groups, reachGroup) {
		p.Reach = dossier.Reach{Email: v.value("email"), Phone: v.value("phone"), Lang: v.value("language")}
		if slices.Contains(groups, tiesGroup) {
			p.Holder = v.value("holder")
		}
	}
	return p
}

// chosen gives what was chosen in the controls alike called name.
func (v *visit) chosen(name string) (ids []string) {
	for i := 0; v.r.PostForm.Has(numbered(name, i)); i++ {
		if id := v.value(numbered(name, i)); id != "" {
			ids = append(ids, id)
		}
	}
	return ids
}

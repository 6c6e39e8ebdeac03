package portal

import (
	"slices"
	"strings"

	"tierce/internal/access"
	"tierce/internal/accessgroup"
	"tierce/internal/document"
	"tierce/internal/dossier"
	"tierce/internal/solicitation"
)

// audience names whom documents may be for.
type audience struct {
	v       *visit
	groups  []option
	whole   []option // groups that see every document anyway: told, not asked
	persons []option
	asked   []option // solicitations, by their partners (LOC-9)
	over    []option // those that nothing new is addressed to: told, not asked
}

// audienceOf lists the groups, the persons and the partners that a document of
// view's dossier may be for.
func (v *visit) audienceOf(view dossier.View) (audience, error) {
	a := audience{v: v}
	groups, err := accessgroup.Load(v.ctx, v.Table, view.Org, view.Model)
	if err != nil {
		return a, err
	}
	for _, g := range groups.List {
		if o := (option{Value: g.ID, Label: v.groupName(g)}); g.All {
			a.whole = append(a.whole, o)
		} else {
			a.groups = append(a.groups, o)
		}
	}
	_, people, err := v.Dossiers.Persons(v.ctx, v.by, view.ID)
	for _, p := range byName(people) {
		o := option{Value: p.ID, Label: p.Name}
		if p.Applicant {
			o.Label = v.say("portal.documents.applicant", "name", p.Name)
		}
		a.persons = append(a.persons, o)
	}
	if err != nil || !view.May(access.ReadSolicitations).Allowed {
		return a, err
	}
	return a, v.askedOf(view, &a)
}

// askedOf adds the partners, each by name and scope.
func (v *visit) askedOf(view dossier.View, a *audience) error {
	_, list, err := v.Solicitations.List(v.ctx, v.by, view.ID)
	if err != nil {
		return err
	}
	agents := slices.Compact(slices.Sorted(slices.Values(each(list, func(s solicitation.Solicitation) string { return s.Partner.Agent }))))
	names, err := v.People.Names(v.ctx, slices.DeleteFunc(agents, func(a string) bool { return a == "" })...)
	if err != nil {
		return err
	}
	for _, s := range list {
		name := s.Partner.Name
		if s.Partner.Inside() {
			name = v.orNobody(names[s.Partner.Agent])
		}
		o := option{Value: s.ID, Label: v.say("portal.documents.partner", "partner", name, "scope", s.Scope)}
		if s.State.Receives() {
			a.asked = append(a.asked, o)
		} else {
			o.Label = v.say("portal.documents.partner-over", "partner", o.Label)
			a.over = append(a.over, o)
		}
	}
	return nil
}

// audienceWords is audienceOf where somebody may choose: nobody else is told.
func (v *visit) audienceWords(view dossier.View, list []document.Document) (audience, error) {
	if !slices.ContainsFunc(list, func(doc document.Document) bool { return doc.MayShare(view).Allowed }) {
		return audience{v: v}, nil
	}
	return v.audienceOf(view)
}

// all says whom a is for.
func (a audience) all(of document.Audience) string {
	var names []string
	if of.Everybody {
		names = append(names, a.v.say("portal.documents.for-everybody"))
		of.Groups, of.Persons = nil, nil
	}
	for _, o := range slices.Concat(a.whole, a.groups, a.persons, a.asked, a.over) {
		if slices.Contains(slices.Concat(of.Groups, of.Persons, of.Solicitations), o.Value) {
			names = append(names, o.Label)
		}
	}
	if names == nil {
		return a.v.say("portal.documents.for-nobody")
	}
	return strings.Join(names, ", ")
}

// controls asks whom a document is for, with what is chosen in of.
func (a audience) controls(of document.Audience) []control {
	say := a.v.say
	all := control{Kind: "checks", Name: "everybody", Label: say("portal.documents.for"), Help: say("portal.documents.for-help")}
	list := []control{all.options(option{Value: "yes", Label: say("portal.documents.for-everybody"), On: of.Everybody})}
	for _, c := range []struct {
		name    string
		options []option
		on      []string
	}{{"groups", a.groups, of.Groups}, {"persons", a.persons, of.Persons}, {"solicitations", a.asked, of.Solicitations}} {
		if len(c.options) == 0 {
			continue
		}
		options := slices.Clone(c.options)
		for i := range options {
			options[i].On = slices.Contains(c.on, options[i].Value)
		}
		some := control{Kind: "checks", Name: c.name, Label: say("portal.documents." + c.name)}
		list = append(list, some.options(options...))
	}
	return list
}

// addressed lists the documents that were put there for the partner of a
// solicitation.
func (v *visit) addressed(f *frame, seen solicitation.Seen) (lines []documentLine, err error) {
	list, err := v.Documents.ListOn(v.ctx, seen.View)
	if err != nil {
		return nil, err
	}
	list = slices.DeleteFunc(list, func(doc document.Document) bool {
		return !doc.Deleted.IsZero() || !slices.Contains(doc.Audience.Solicitations, seen.Solicitation.ID)
	})
	names, err := v.makers(each(list, func(doc document.Document) string { return doc.Now().By }))
	for _, doc := range list {
		lines = append(lines, v.documentLine(f, seen.View, doc, names))
	}
	v.savesFrom()
	return lines, err
}

// audienceTyped is what the form says.
func (v *visit) audienceTyped() document.Audience {
	return document.Audience{Everybody: v.value("everybody") != "", Groups: v.r.PostForm["groups"], Persons: v.r.PostForm["persons"],
		Solicitations: v.r.PostForm["solicitations"]}
}

package portal

import (
	"cmp"
	"slices"
	"strings"

	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/model"
	"tierce/internal/report"
	"tierce/internal/simulation"
)

// made is the list of simulations, or of reports, on the page of the section
// that they stand in (ABB-8).
type made struct {
	Title, None string
	Head        string // of the column that tells what they show
	Make        *link
	They        string // says in a preview that somebody makes some; "" for the usual words
	TheyNot     string // says there that they make none; "" for the usual words
	Why         string // why the visitor makes none, and who can
	Compare     string // the path that shows several side by side; "" where there is nothing to compare
	Lines       []madeLine
}

type madeLine struct{ ID, Name, Path, At, By, Text, Delete string }

// belonging adds what stands in a section besides its fields: the family of
// the dossier, its simulations, its reports.
func (v *visit) belonging(f *frame, view dossier.View, s dossier.Section, d *sectionPage) (err error) {
	switch s.Kind {
	case model.Family:
		_, people, err := v.Dossiers.Persons(v.ctx, v.by, view.ID)
		if err != nil {
			return err
		}
		d.Blocks = append([]block{v.familyBlock(people)}, d.Blocks...)
	}
	d.Made, err = v.madeIn(f, view, s.Kind)
	return err
}

// madeIn is what was made of a dossier and stands in a section of kind, for
// whomever view was loaded for; nil where nothing does.
func (v *visit) madeIn(f *frame, view dossier.View, kind string) (*made, error) {
	switch kind {
	case model.Simulations:
		return v.simulations(f, view)
	case model.Reports:
		return v.reports(f, view)
	}
	return nil, nil
}

func (v *visit) simulations(f *frame, view dossier.View) (*made, error) {
	list, err := v.Simulations.ListOn(v.ctx, view)
	if err != nil {
		return v.closed("portal.simulation.list", err)
	}
	m, err := v.made(view, "simulation", v.Simulations.MayMake(v.ctx, view))
	if err != nil {
		return nil, err
	}
	d := view.ID
	m.Head = v.say("portal.simulation.in-today")
	if len(list) > 1 {
		m.Compare = dossierPath(d) + "/simulations"
	}
	names, err := v.makers(each(list, func(s simulation.Simulation) string { return s.By }))
	for _, s := range list {
		l := madeLine{ID: s.ID, Name: s.Name, Path: dossierPath(d) + "/simulations/" + s.ID, At: f.Moment(s.At), By: names(s.By),
			Text: v.lang().Money(s.InToday, s.Currency)}
		if s.MayDelete(view).Allowed {
			l.Delete = l.Path + "/delete"
		}
		m.Lines = append(m.Lines, l)
	}
	return m, err
}

func (v *visit) reports(f *frame, view dossier.View) (*made, error) {
	list, err := v.Reports.ListOn(v.ctx, view)
	if err != nil {
		return v.closed("portal.report.list", err)
	}
	m, err := v.made(view, "report", v.Reports.MayMake(v.ctx, view))
	if err != nil {
		return nil, err
	}
	m.Head = v.say("portal.report.sections")
	of, err := v.Models.Version(v.ctx, view.Model, view.Version)
	if err != nil {
		return nil, err
	}
	names, err := v.makers(each(list, func(r report.Head) string { return r.By }))
	for _, r := range list {
		l := madeLine{ID: r.ID, Name: r.Title, Path: dossierPath(view.ID) + "/reports/" + r.ID, At: f.Moment(r.At), By: names(r.By),
			Text: strings.Join(each(r.Sections, func(id string) string {
				s, _ := of.Section(id)
				return s.Title.In(string(f.Lang))
			}), ", ")}
		if r.MayDelete(view).Allowed {
			l.Delete = l.Path + "/delete"
		}
		m.Lines = append(m.Lines, l)
	}
	return m, err
}

// made begins the list of a kind; who may make none, as refused says, is told
// why and who can (ALL-4).
func (v *visit) made(view dossier.View, kind string, refused error) (*made, error) {
	m := &made{Title: v.say("portal." + kind + ".list"), None: v.say("portal." + kind + ".none")}
	f := fault.Of(refused)
	switch {
	case refused == nil:
		m.Make = &link{dossierPath(view.ID) + "/" + kind + "s/new", v.say("portal." + kind + ".make")}
	case f == nil || f.Kind == fault.Unavailable:
		return nil, refused
	default:
		m.Why = v.reason(f)
	}
	return m, nil
}

// closed says why a list is not shown.
func (v *visit) closed(title string, err error) (*made, error) {
	if statusOf(err) != 403 {
		return nil, err
	}
	return &made{Title: v.say(title), None: v.sentence(err)}, nil
}

// makers gives the names of accounts, each looked up once.
func (v *visit) makers(accounts []string) (func(string) string, error) {
	slices.Sort(accounts)
	names, err := v.People.Names(v.ctx, slices.Compact(accounts)...)
	return func(acct string) string { return v.orNobody(names[acct]) }, err
}

// familyBlock shows who is of the family, and their ties.
func (v *visit) familyBlock(people []dossier.Person) block {
	names := map[string]string{}
	for _, p := range people {
		names[p.ID] = p.Name
	}
	g := &grid{Caption: v.say("portal.family.title"), Heads: []string{v.say("portal.family.name"), v.say("portal.family.born"),
		v.say("portal.family.place"), v.say("portal.family.parents"), v.say("portal.family.partners")}}
	family := slices.DeleteFunc(slices.Clone(people), func(p dossier.Person) bool { return !p.Family })
	slices.SortStableFunc(family, func(a, b dossier.Person) int { return cmp.Compare(a.BirthDate, b.BirthDate) })
	for _, p := range family {
		parents := each(p.Parents, func(id string) string { return names[id] })
		partners := each(p.Partners, func(t dossier.Partner) string {
			if t.Former {
				return v.say("portal.family.former", "name", names[t.Person])
			}
			return names[t.Person]
		})
		place := ""
		if p.Holder != "" {
			place = v.say("portal.family." + p.Holder)
		}
		g.Rows = append(g.Rows, []cell{{Text: p.Name}, {Text: v.lang().Day(p.BirthDate)}, {Text: place},
			{Text: strings.Join(parents, ", ")}, {Text: strings.Join(partners, ", ")}})
	}
	if len(g.Rows) == 0 {
		return block{Title: g.Caption, Empty: v.say("portal.family.none")}
	}
	return block{Title: g.Caption, Grid: g}
}

func each[T, U any](list []T, f func(T) U) []U {
	var all []U
	for _, t := range list {
		all = append(all, f(t))
	}
	return all
}

package portal

import (
	"math"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/model"
	"tierce/internal/simulation"
)

// comparedMost is how many simulations stand side by side.
const comparedMost = 4

// compared is several simulations, or one, beside each other.
type compared struct {
	Dossier, Text string
	Heads         []string
	Groups        []comparedGroup
	Delete        string // the path, where there is one alone that the visitor may delete
}

type comparedGroup struct {
	Title string
	Rows  []comparedRow
}

type comparedRow struct {
	Label string
	Cells []cell
}

// comparePage shows the chosen simulations side by side; the newest where
// none is chosen.
func (v *visit) comparePage() error {
	view, list, err := v.Simulations.List(v.ctx, v.by, v.ref("dossier"))
	if err != nil {
		return err
	}
	if with := v.r.URL.Query()["with"]; len(with) > 0 {
		list = slices.DeleteFunc(list, func(s simulation.Simulation) bool { return !slices.Contains(with, s.ID) })
	}
	return v.compared(view, list[:min(len(list), comparedMost)], "portal.simulation.side-by-side")
}

// simulationPage shows one simulation.
func (v *visit) simulationPage() error {
	view, s, err := v.Simulations.Read(v.ctx, v.by, v.ref("dossier"), v.ref("simulation"))
	if err != nil {
		return err
	}
	return v.compared(view, []simulation.Simulation{s}, "portal.simulation.list")
}

func (v *visit) compared(view dossier.View, list []simulation.Simulation, title string) error {
	f, err := v.dossierFrame(view, title)
	if err != nil {
		return err
	}
	names, err := v.makers(each(list, func(s simulation.Simulation) string { return s.By }))
	if err != nil {
		return err
	}
	if f.Back, err = v.toSection(view, model.Simulations); err != nil {
		return err
	}
	d := compared{Dossier: view.Title, Text: v.say("portal.simulation.text"), Heads: each(list, func(s simulation.Simulation) string { return s.Name })}
	d.Groups = v.comparedGroups(f, list, names)
	if len(list) == 1 {
		f.Title = list[0].Name
		if list[0].MayDelete(view).Allowed {
			d.Delete = dossierPath(view.ID) + "/simulations/" + list[0].ID + "/delete"
		}
	}
	return v.ok("simulations", f, d)
}

func (v *visit) comparedGroups(f *frame, list []simulation.Simulation, names func(string) string) []comparedGroup {
	row := func(label string, figure bool, text func(simulation.Simulation) string) comparedRow {
		return comparedRow{v.say("portal.simulation." + label), each(list, func(s simulation.Simulation) cell { return cell{text(s), figure} })}
	}
	money := func(label string, amount func(simulation.Simulation) string) comparedRow {
		return row(label, true, func(s simulation.Simulation) string { return f.Lang.Money(amount(s), s.Currency) })
	}
	rate := func(label string, percent func(simulation.Simulation) float64) comparedRow {
		return row(label, true, func(s simulation.Simulation) string { return v.say("portal.percent", "n", f.Lang.Number(percent(s))) })
	}
	return []comparedGroup{
		{v.say("portal.simulation.result"), []comparedRow{
			money("left", func(s simulation.Simulation) string { return s.Left }),
			money("later", func(s simulation.Simulation) string { return s.Later }),
			money("in-today", func(s simulation.Simulation) string { return s.InToday }),
			money("handed", func(s simulation.Simulation) string { return s.Handed })}},
		{v.say("portal.simulation.assumed"), []comparedRow{
			row("years", true, func(s simulation.Simulation) string { return strconv.Itoa(s.Years) }),
			rate("growth", func(s simulation.Simulation) float64 { return s.Growth }),
			rate("inflation", func(s simulation.Simulation) float64 { return s.Inflation }),
			money("given", func(s simulation.Simulation) string { return orZero(s.Given) }),
			row("note", false, func(s simulation.Simulation) string { return s.Note })}},
		{v.say("portal.simulation.today"), []comparedRow{
			money("assets", func(s simulation.Simulation) string { return s.Assets }),
			money("debts", func(s simulation.Simulation) string { return s.Debts }),
			money("net", func(s simulation.Simulation) string { return s.Net }),
			money("gifts", func(s simulation.Simulation) string { return s.Gifts }),
			row("made", false, func(s simulation.Simulation) string {
				return v.say("portal.made.by", "at", f.Moment(s.At), "by", names(s.By))
			})}},
	}
}

func orZero(amount string) string {
	if amount == "" {
		return "0.00"
	}
	return amount
}

// toSection leads back to the section of a kind.
func (v *visit) toSection(view dossier.View, kind string) (*link, error) {
	m, err := v.Models.Version(v.ctx, view.Model, view.Version)
	for _, s := range m.Sections {
		if s.Kind == kind {
			return &link{sectionPath(view.ID, s.ID), s.Title.In(string(v.lang()))}, err
		}
	}
	return &link{dossierPath(view.ID), view.Title}, err
}

// newSimulation asks what is supposed.
func (v *visit) newSimulation() error { return v.askSimulation(http.StatusOK, nil) }

func (v *visit) askSimulation(status int, p *problem) error {
	view, now, err := v.Simulations.Now(v.ctx, v.by, v.ref("dossier"))
	if err != nil {
		return err
	}
	f, err := v.dossierFrame(view, "portal.simulation.make")
	if err != nil {
		return err
	}
	if f.Back, err = v.toSection(view, model.Simulations); err != nil {
		return err
	}
	f.Problem = p
	ask := func(kind, name, help string) control {
		c := control{Kind: kind, Name: name, Label: v.say("portal.simulation." + name), Value: v.value(name)}
		if help != "" {
			c.Help = v.say(help)
		}
		return c
	}
	name, given := ask("text", "name", "portal.simulation.name-help"), ask("number", "given", "portal.simulation.given-help")
	years := ask("number", "years", "portal.simulation.years-help")
	name.Most, name.Mark, years.Mark, given.Unit = simulation.NameMost, v.say("portal.required"), v.say("portal.required"), now.Currency
	d := f.form(dossierPath(view.ID)+"/simulations/new", "portal.simulation.make", name, years,
		ask("number", "growth", "portal.simulation.growth-help"), ask("number", "inflation", ""), given, ask("longtext", "note", ""))
	d.Cancel = &link{f.Back.Path, v.say("portal.cancel")}
	money := func(amount string) string { return f.Lang.Money(amount, now.Currency) }
	return v.show(status, "form", f, simple{Form: d.with(p), Intro: []string{
		v.say("portal.simulation.now", "net", money(now.Net), "assets", money(now.Assets), "debts", money(now.Debts), "gifts", money(now.Gifts))}})
}

// makeSimulation makes one of what was typed.
func (v *visit) makeSimulation() error {
	d := v.ref("dossier")
	a := simulation.Assumptions{Name: v.value("name"), Years: v.years(), Growth: v.figure("growth"),
		Inflation: v.figure("inflation"), Note: v.value("note")}
	a.Given, _ = valueOf(v.lang(), model.Field{Type: model.Money}, []string{v.value("given")}).(string)
	s, err := v.Simulations.Make(v.ctx, v.by, d, a, v.once("simulations "+d))
	if err != nil {
		return v.mend(err, v.askSimulation)
	}
	return v.see(dossierPath(d) + "/simulations/" + s.ID + "?done=simulation-made")
}

// figure reads a number as people of the visitor's language type it: 0 for
// nothing, and what is none is no number for the room either.
func (v *visit) figure(name string) float64 {
	switch n := valueOf(v.lang(), model.Field{Type: model.Number}, []string{v.value(name)}).(type) {
	case nil:
		return 0
	case float64:
		return n
	}
	return math.NaN()
}

// years reads a whole number of years; -1 for what is none.
func (v *visit) years() int {
	n, err := strconv.Atoi(strings.TrimSpace(v.value("years")))
	if err != nil {
		return -1
	}
	return n
}

// askDeleteSimulation asks once more before one is deleted.
func (v *visit) askDeleteSimulation() error { return v.confirmDeleteSimulation(http.StatusOK, nil) }

func (v *visit) confirmDeleteSimulation(status int, p *problem) error {
	view, s, err := v.Simulations.Read(v.ctx, v.by, v.ref("dossier"), v.ref("simulation"))
	if err != nil {
		return err
	}
	return v.confirmDelete(status, p, view, s.MayDelete(view), "simulation", s.ID, s.Name, model.Simulations)
}

// confirmDelete asks whether a simulation, or a report, is to be deleted.
func (v *visit) confirmDelete(status int, p *problem, view dossier.View, may access.Decision, kind, id, name, section string) error {
	if err := may.Err(); err != nil {
		return err
	}
	f, err := v.dossierFrame(view, "portal."+kind+".delete")
	if err != nil {
		return err
	}
	if f.Back, err = v.toSection(view, section); err != nil {
		return err
	}
	f.Problem = p
	d := f.form(dossierPath(view.ID)+"/"+kind+"s/"+id+"/delete", "portal."+kind+".delete")
	d.Grave, d.Cancel = true, &link{f.Back.Path, v.say("portal.cancel")}
	return v.show(status, "form", f, simple{Form: d, Intro: []string{v.say("portal."+kind+".delete-which", "name", name)}})
}

func (v *visit) deleteSimulation() error {
	view, _, err := v.Simulations.Read(v.ctx, v.by, v.ref("dossier"), v.ref("simulation"))
	if err == nil {
		err = v.Simulations.Delete(v.ctx, v.by, view.ID, v.ref("simulation"))
	}
	if err != nil {
		return v.mend(err, v.confirmDeleteSimulation)
	}
	back, err := v.toSection(view, model.Simulations)
	if err != nil {
		return err
	}
	return v.see(back.Path + "?done=simulation-deleted")
}

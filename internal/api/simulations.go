package api

import (
	"context"
	"slices"
	"time"

	"tierce/internal/people"
	"tierce/internal/simulation"
)

// Assumptions are what a simulation supposes. Rates are yearly, in %, with two
// decimals at most.
type Assumptions struct {
	Name      string  `json:"name" maxLength:"120"`
	Years     int     `json:"years" minimum:"1" maximum:"60"`
	Growth    float64 `json:"growth" minimum:"-20" maximum:"20" doc:"Of the wealth"`
	Inflation float64 `json:"inflation" minimum:"-5" maximum:"20"`
	Given     string  `json:"given,omitempty" maxLength:"20" doc:"Given away today, as 1250.50; absent for nothing"`
	Note      string  `json:"note,omitempty" maxLength:"2000"`
}

// Simulation is named assumptions with totals computed from the inventories at
// the moment it was made (ABB-8). Amounts are exact.
type Simulation struct {
	ID string `json:"id"`
	Assumptions
	Currency string     `json:"currency"`
	Assets   string     `json:"assets"`
	Debts    string     `json:"debts"`
	Net      string     `json:"net" doc:"Assets less debts"`
	Gifts    string     `json:"gifts" doc:"Given before that moment"`
	Left     string     `json:"left" doc:"Net less what is given today"`
	Later    string     `json:"later" doc:"What is left, grown over the years"`
	InToday  string     `json:"inToday" doc:"The same in today's money"`
	Handed   string     `json:"handed" doc:"All gifts, today's included"`
	By       Named      `json:"by"`
	At       *time.Time `json:"at"`
}

// SimulationOut answers with one simulation.
type SimulationOut struct {
	Location string `header:"Location"`
	Body     Simulation
}

// SimulationsOut answers with the simulations of a dossier.
type SimulationsOut struct {
	Body struct {
		Simulations []Simulation `json:"simulations" doc:"The newest first"`
	}
}

// AtSimulation is one simulation of a dossier.
type AtSimulation struct {
	AtDossier
	Simulation string `path:"simulation"`
}

type makeSimulation struct {
	AtDossier
	Repeatable
	Body Assumptions
}

func (h *house) simulationRoutes() {
	const path = "/v1/dossiers/{dossier}/simulations"
	on(h, route{id: "list-simulations", path: "GET " + path, does: "The simulations of a dossier, to compare"}, h.listSimulations)
	on(h, route{id: "make-simulation", path: "POST " + path, does: "Make a simulation on the inventories as they are now", status: 201}, h.makeSimulation)
	on(h, route{id: "get-simulation", path: "GET " + path + "/{simulation}", does: "Read a simulation"}, h.getSimulation)
	on(h, route{id: "delete-simulation", path: "DELETE " + path + "/{simulation}", does: "Delete a simulation"}, h.deleteSimulation)
}

func simulationOf(s simulation.Simulation, names map[string]string) Simulation {
	return Simulation{ID: s.ID, Assumptions: Assumptions(s.Assumptions), Currency: s.Currency, Assets: s.Assets, Debts: s.Debts,
		Net: s.Net, Gifts: s.Gifts, Left: s.Left, Later: s.Later, InToday: s.InToday, Handed: s.Handed,
		By: Named{s.By, names[s.By]}, At: utc(s.At)}
}

func (h *house) makeSimulation(ctx context.Context, by people.Caller, in *makeSimulation) (*SimulationOut, error) {
	s, err := h.Simulations.Make(ctx, by, in.Dossier, simulation.Assumptions(in.Body), in.once(by, "simulations", in.Dossier))
	if err != nil {
		return nil, err
	}
	out, err := h.simulationOut(ctx, s)
	if err == nil {
		out.Location = "/v1/dossiers/" + in.Dossier + "/simulations/" + s.ID
	}
	return out, err
}

func (h *house) simulationOut(ctx context.Context, s simulation.Simulation) (*SimulationOut, error) {
	names, err := h.People.Names(ctx, s.By)
	if err != nil {
		return nil, err
	}
	return &SimulationOut{Body: simulationOf(s, names)}, nil
}

func (h *house) listSimulations(ctx context.Context, by people.Caller, in *AtDossier) (*SimulationsOut, error) {
	_, list, err := h.Simulations.List(ctx, by, in.Dossier)
	if err != nil {
		return nil, err
	}
	names, err := h.namesOf(ctx, each(list, func(s simulation.Simulation) string { return s.By }))
	if err != nil {
		return nil, err
	}
	out := &SimulationsOut{}
	out.Body.Simulations = each(list, func(s simulation.Simulation) Simulation { return simulationOf(s, names) })
	return out, nil
}

func (h *house) getSimulation(ctx context.Context, by people.Caller, in *AtSimulation) (*SimulationOut, error) {
	_, s, err := h.Simulations.Read(ctx, by, in.Dossier, in.Simulation)
	if err != nil {
		return nil, err
	}
	return h.simulationOut(ctx, s)
}

func (h *house) deleteSimulation(ctx context.Context, by people.Caller, in *AtSimulation) (*NoBody, error) {
	return nil, h.Simulations.Delete(ctx, by, in.Dossier, in.Simulation)
}

// namesOf gives the names of accounts, each looked up once.
func (h *house) namesOf(ctx context.Context, accounts []string) (map[string]string, error) {
	slices.Sort(accounts)
	return h.People.Names(ctx, slices.Compact(accounts)...)
}

package simulation

import (
	"context"
	"slices"

	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/model"
	"tierce/internal/people"
	"tierce/internal/table"
	"tierce/internal/trail"
)

// Room keeps the simulations of dossiers.
type Room struct {
	Table    *table.Table
	Dossiers dossier.Room
}

// Make makes a simulation of d on what its inventories hold now (ABB-8). once
// names it: the same request repeated gives it again, and other assumptions
// under the same name are refused.
func (r Room) Make(ctx context.Context, by people.Caller, d string, a Assumptions, once string) (Simulation, error) {
	a, bad := clean(a)
	var s Simulation
	err := table.Again(ctx, func() error {
		w, err := r.Dossiers.Draw(ctx, by, d, access.MakeSimulation, sections, keyOf(d, once))
		if err != nil {
			return err
		}
		if bad != nil {
			return bad
		}
		if w.Row(0) != nil {
			if s, err = simulationOf(w.Row(0)); err == nil && s.asks != a.hash() {
				err = fault.New(fault.Invalid, "idempotency-key-reused")
			}
			return err
		}
		if err := r.room(ctx, d); err != nil {
			return err
		}
		inventories, err := r.Dossiers.Values(ctx, w)
		if err != nil {
			return err
		}
		s = Simulation{ID: once, Assumptions: a, Totals: Total(inventories), By: w.Account.ID, At: w.Now, asks: a.hash()}
		s.Outcome = Project(s.Totals, a)
		row, err := s.row(d)
		if err != nil {
			return err
		}
		return table.Anew(r.Table.Commit(ctx, append(w.Unchanged(), table.Insert(row), record(w.View, trail.SimulationMade, s.ID))...))
	})
	return s, err
}

// Now gives what the inventories come to at this moment, to whoever may make a
// simulation of them.
func (r Room) Now(ctx context.Context, by people.Caller, d string) (dossier.View, Totals, error) {
	w, err := r.Dossiers.Draw(ctx, by, d, access.MakeSimulation, sections)
	if err != nil {
		return w.View, Totals{}, err
	}
	inventories, err := r.Dossiers.Values(ctx, w)
	return w.View, Total(inventories), err
}

// room refuses more simulations than a dossier holds. Two made at once may
// pass it together: it bounds a list, and decides nothing else.
func (r Room) room(ctx context.Context, d string) error {
	rows, err := r.Table.All(ctx, table.Query{PK: "D#" + d}.Within(prefix))
	if err == nil && len(rows) >= Most {
		return fault.New(fault.Conflict, "too-many-simulations", "most", Most)
	}
	return err
}

// List gives the simulations of d, the newest first, to whoever may read what
// they were computed from. A model without simulations has none.
func (r Room) List(ctx context.Context, by people.Caller, d string) (dossier.View, []Simulation, error) {
	v, err := r.Dossiers.Load(ctx, by, d, access.ReadSection, "")
	if err != nil {
		return v, nil, err
	}
	list, err := r.ListOn(ctx, v)
	return v, list, err
}

// ListOn is List for whomever v was loaded for.
func (r Room) ListOn(ctx context.Context, v dossier.View) ([]Simulation, error) {
	if _, err := r.Dossiers.DrawOn(ctx, v, access.ReadSection, orNone); err != nil {
		return nil, err
	}
	return r.Of(ctx, v.ID)
}

// MayMake gives the refusal that whomever v was loaded for would get who makes
// a simulation; nil where they may.
func (r Room) MayMake(ctx context.Context, v dossier.View) error {
	_, err := r.Dossiers.DrawOn(ctx, v, access.MakeSimulation, sections)
	return err
}

// Of gives the simulations of d, the newest first, for a report that keeps
// them: who reads them is decided by Shows.
func (r Room) Of(ctx context.Context, d string) ([]Simulation, error) {
	list, err := table.ReadAll(ctx, r.Table, table.Query{PK: "D#" + d}.Within(prefix), simulationOf)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(list, func(a, b Simulation) int { return b.At.Compare(a.At) })
	return list, nil
}

// Shows tells whether whoever loaded v may read simulations of a dossier of
// m: all that they are computed from.
func Shows(v dossier.View, m model.Model) bool {
	list, err := sections(m)
	return err == nil && !slices.ContainsFunc(list, func(s model.Section) bool { return !v.MaySection(access.ReadSection, s.ID).Allowed })
}

func orNone(m model.Model) ([]model.Section, error) {
	list, err := sections(m)
	if err != nil {
		return nil, nil // nothing can have been made there
	}
	return list, nil
}

// Read gives one simulation.
func (r Room) Read(ctx context.Context, by people.Caller, d, simulation string) (dossier.View, Simulation, error) {
	w, err := r.Dossiers.Draw(ctx, by, d, access.ReadSection, orNone, keyOf(d, simulation))
	if err != nil {
		return w.View, Simulation{}, err
	}
	if w.Row(0) == nil {
		return w.View, Simulation{}, access.Nothing()
	}
	s, err := simulationOf(w.Row(0))
	return w.View, s, err
}

// MayDelete answers whether whoever loaded v may delete s.
func (s Simulation) MayDelete(v dossier.View) access.Decision {
	return v.MayDeleteMade(s.By, access.MakeSimulation)
}

// Delete deletes a simulation. Doing it again changes nothing.
func (r Room) Delete(ctx context.Context, by people.Caller, d, simulation string) error {
	return r.Dossiers.DeleteMade(ctx, by, d, keyOf(d, simulation), access.MakeSimulation, func(v dossier.View) (string, []table.Op, error) {
		s, err := simulationOf(v.Row(0))
		return s.By, []table.Op{record(v, trail.SimulationDeleted, simulation)}, err
	})
}

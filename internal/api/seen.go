package api

import (
	"context"

	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/report"
	"tierce/internal/simulation"
)

// SeenMade is what was made of a dossier, its simulations or its reports, as
// somebody would find it (ABB-8).
type SeenMade struct {
	Makes bool      `json:"makes" doc:"Whether they may make one"`
	Made  []SeenOne `json:"made" doc:"Those that they may open, the newest first"`
}

// SeenOne is a simulation, or a report, that somebody may open.
type SeenOne struct {
	ID        string   `json:"id"`
	Name      string   `json:"name" doc:"Of a report, its title"`
	Sections  []string `json:"sections,omitempty" doc:"Of a report: ids of the sections that they may read"`
	Deletable bool     `json:"deletable"`
}

// seenMade asks the rooms what they would answer to whomever as was loaded for
// (ALL-3).
func (h *house) seenMade(ctx context.Context, as dossier.View) (simulations, reports SeenMade, err error) {
	made, err := h.Simulations.ListOn(ctx, as)
	if err = unrefused(err); err != nil {
		return simulations, reports, err
	}
	simulations.Made = each(made, func(s simulation.Simulation) SeenOne {
		return SeenOne{ID: s.ID, Name: s.Name, Deletable: s.MayDelete(as).Allowed}
	})
	heads, err := h.Reports.ListOn(ctx, as)
	if err = unrefused(err); err != nil {
		return simulations, reports, err
	}
	reports.Made = each(heads, func(r report.Head) SeenOne {
		return SeenOne{ID: r.ID, Name: r.Title, Sections: r.Sections, Deletable: r.MayDelete(as).Allowed}
	})
	may, can := h.Simulations.MayMake(ctx, as), h.Reports.MayMake(ctx, as)
	simulations.Makes, reports.Makes = may == nil, can == nil
	if err = unrefused(may); err == nil {
		err = unrefused(can)
	}
	return simulations, reports, err
}

// unrefused is err, unless it says that a rule refuses: somebody sees nothing
// there.
func unrefused(err error) error {
	switch f := fault.Of(err); {
	case f == nil, f.Kind != fault.Forbidden && f.Kind != fault.Hidden && f.Kind != fault.Conflict:
		return err
	}
	return nil
}

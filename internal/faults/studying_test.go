package faults

import (
	"tierce/internal/id"
	"tierce/internal/model"
	"tierce/internal/report"
	"tierce/internal/simulation"
)

// plan is a wealth plan of Claire's with something in two sections.
func (h *house) plan() string {
	cabinet := h.Organization("Cabinet", claire)
	h.dropModels(model.StarterID(cabinet, "wealth-plan"))
	d := h.Dossier(cabinet, claire, "wealth-plan")
	for section, field := range map[string]string{"wealth": "remarks", "gifts": "plans"} {
		_, err := h.Dossiers.Save(background, h.As(claire), d, section, 0, map[string]any{field: "a"})
		h.must(err)
	}
	return d
}

// drawn gives an act on a wealth plan; first makes what it needs.
func drawn(name string, first func(h *house, d string) string, do func(h *house, d, made string) (any, error)) act {
	return act{name: name, furnish: func(h *house) func(h *house) (any, error) {
		d := h.plan()
		made := first(h, d)
		return func(h *house) (any, error) { return do(h, d, made) }
	}}
}

// studying are the acts that draw something from a dossier's content.
func studying() []act {
	named := func(*house, string) string { return id.New() }
	simulate := func(h *house, d, once string) (any, error) {
		return h.Simulations.Make(background, h.As(claire), d, simulation.Assumptions{Name: "Calm", Years: 3, Growth: 2}, once)
	}
	reported := func(h *house, d, once string) (any, error) {
		return h.Reports.Make(background, h.As(claire), d, report.Draft{Title: "First", Sections: []string{"gifts", "wealth"}}, once)
	}
	after := func(do func(h *house, d, once string) (any, error)) func(h *house, d string) string {
		return func(h *house, d string) string {
			once := id.New()
			_, err := do(h, d, once)
			h.must(err)
			return once
		}
	}
	return []act{
		drawn("make a simulation", named, simulate),
		drawn("make a report", named, reported),
		drawn("delete a simulation", after(simulate), func(h *house, d, made string) (any, error) {
			return nil, h.Simulations.Delete(background, h.As(claire), d, made)
		}),
		drawn("delete a report", after(reported), func(h *house, d, made string) (any, error) {
			return nil, h.Reports.Delete(background, h.As(claire), d, made)
		}),
	}
}

package api

import (
	"context"
	"maps"
	"slices"

	"tierce/internal/access"
	"tierce/internal/document"
	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/report"
	"tierce/internal/right"
	"tierce/internal/simulation"
)

// SeenKept is what a dossier holds besides its sections and persons, as
// somebody would find it.
type SeenKept struct {
	Simulations SeenMade     `json:"simulations"`
	Reports     SeenMade     `json:"reports"`
	Documents   SeenMade     `json:"documents"`
	Requests    SeenRequests `json:"requests"`
}

// SeenMade is what was made of a dossier, its simulations or its reports, or
// was brought to it, its documents, as somebody would find it (ABB-8, IND-3).
type SeenMade struct {
	Makes bool      `json:"makes" doc:"Whether they may make one"`
	Made  []SeenOne `json:"made" doc:"Those that they may open, the newest first"`
}

// SeenOne is a simulation, a report or a document that somebody may open.
type SeenOne struct {
	ID        string   `json:"id"`
	Name      string   `json:"name" doc:"Of a report, its title; of a document, its file's name"`
	Sections  []string `json:"sections,omitempty" doc:"Of a report: ids of the sections that they may read"`
	Deletable bool     `json:"deletable" doc:"Whether they may delete it; of a document: rename, replace and delete"`
}

// seenOf says a preview.
func (h *house) seenOf(ctx context.Context, p right.Preview) (out *SeenOut, err error) {
	out = &SeenOut{}
	out.Body.Sections = each(p.Seen.Sections, func(s dossier.SeenSection) SeenSection {
		return SeenSection{s.ID, s.Editable, s.Values, named(s.Named)}
	})
	out.Body.People = each(p.Seen.People, personOf)
	out.Body.Remaining = append([]string{}, p.Remaining...)
	viewed, err := h.Applicants.SeenOn(ctx, p.Seen.As)
	if err != nil {
		return nil, err
	}
	out.Body.ApplicantView = applicantViewOf(viewed)
	out.Body.SeenKept, err = h.seenKept(ctx, p.Seen.As, p.ID)
	return out, err
}

// named lists names by id.
func named(names map[string]string) []Named {
	return each(slices.Sorted(maps.Keys(names)), func(id string) Named { return Named{id, names[id]} })
}

// seenKept asks the rooms what they would answer to whomever as was loaded for
// (ALL-3). source is the dossier that as is of, or would be a copy of.
func (h *house) seenKept(ctx context.Context, as dossier.View, source string) (k SeenKept, err error) {
	if err = h.seenMade(ctx, as, &k); err != nil {
		return k, err
	}
	if k.Requests, err = h.seenRequests(ctx, as); err == nil {
		k.Documents, err = h.seenDocuments(ctx, as, source)
	}
	return k, err
}

func (h *house) seenDocuments(ctx context.Context, as dossier.View, source string) (m SeenMade, err error) {
	m.Makes = as.May(access.AddDocument).Allowed
	list, err := h.Documents.ListOn(ctx, as)
	if as.ID == "" {
		list, err = h.Documents.Carried(ctx, source, "")
	}
	list = slices.DeleteFunc(list, func(doc document.Document) bool { return !doc.Deleted.IsZero() })
	m.Made = each(list, func(doc document.Document) SeenOne {
		return SeenOne{ID: doc.ID, Name: doc.Name, Deletable: doc.MayEdit(as).Allowed}
	})
	return m, err
}

func (h *house) seenMade(ctx context.Context, as dossier.View, k *SeenKept) error {
	made, err := h.Simulations.ListOn(ctx, as)
	if err = unrefused(err); err != nil {
		return err
	}
	k.Simulations.Made = each(made, func(s simulation.Simulation) SeenOne {
		return SeenOne{ID: s.ID, Name: s.Name, Deletable: s.MayDelete(as).Allowed}
	})
	heads, err := h.Reports.ListOn(ctx, as)
	if err = unrefused(err); err != nil {
		return err
	}
	k.Reports.Made = each(heads, func(r report.Head) SeenOne {
		return SeenOne{ID: r.ID, Name: r.Title, Sections: r.Sections, Deletable: r.MayDelete(as).Allowed}
	})
	may, can := h.Simulations.MayMake(ctx, as), h.Reports.MayMake(ctx, as)
	k.Simulations.Makes, k.Reports.Makes = may == nil, can == nil
	if err = unrefused(may); err == nil {
		err = unrefused(can)
	}
	return err
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

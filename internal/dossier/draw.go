package dossier

import (
	"context"
	"slices"

	"tierce/internal/access"
	"tierce/internal/model"
	"tierce/internal/people"
	"tierce/internal/table"
)

// Drawn is a dossier loaded for something that concerns several sections: with
// its model, those sections, and what the decision on each rests on.
type Drawn struct {
	View
	Model     model.Model
	Of        []model.Section
	decisions []access.Decision
}

// Draw loads d for action, which must be allowed on each of the sections that
// pick names too: the first refusal counts. The rows of more are read with it.
func (r Room) Draw(ctx context.Context, by people.Caller, d string, action access.Action, pick func(model.Model) ([]model.Section, error), more ...table.Key) (Drawn, error) {
	v, err := r.Load(ctx, by, d, action, "", more...)
	if err != nil {
		return Drawn{View: v}, err
	}
	return r.DrawOn(ctx, v, action, pick)
}

// DrawOn is Draw on what was loaded already, for the caller or for whom they
// look over the shoulder of (Seen.As).
func (r Room) DrawOn(ctx context.Context, v View, action access.Action, pick func(model.Model) ([]model.Section, error)) (Drawn, error) {
	may := v.May(action)
	w := Drawn{View: v, decisions: []access.Decision{may}}
	err := may.Err()
	if err != nil {
		return w, err
	}
	if w.Model, err = r.Models.Version(ctx, v.Model, v.Version); err != nil {
		return w, err
	}
	w.sections = w.Model.Sections
	if w.Of, err = pick(w.Model); err != nil {
		return w, err
	}
	for _, s := range w.Of {
		may := w.MaySection(action, s.ID)
		if err := may.Err(); err != nil {
			return w, err
		}
		if !slices.ContainsFunc(w.decisions, func(d access.Decision) bool { return d.Origin == may.Origin }) {
			w.decisions = append(w.decisions, may)
		}
	}
	return w, nil
}

// Values reads the content of the drawn sections, strongly, in one call.
func (r Room) Values(ctx context.Context, w Drawn) ([]Section, error) {
	keys := make([]table.Key, len(w.Of))
	for i, s := range w.Of {
		keys[i] = sectionKey(w.ID, s.ID)
	}
	list := make([]Section, len(w.Of))
	if len(keys) == 0 {
		return list, nil
	}
	rows, err := r.Table.BatchGet(ctx, keys...)
	if err != nil {
		return nil, err
	}
	for i, of := range w.Of {
		if list[i], _, err = sectionOf(of, rows[i]); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// PersonsDrawn reads the persons of the dossier, without how they are reached:
// those are no content (ALL-8).
func (r Room) PersonsDrawn(ctx context.Context, w Drawn) ([]Person, error) {
	list, err := r.persons(ctx, w.ID)
	return withoutReach(list), err
}

// Unchanged checks, in a transaction, what w was decided on, and that nothing
// of the content changed since it was read.
func (w Drawn) Unchanged() []table.Op {
	ops, header := w.GroundsOf(w.decisions...)
	return append(ops, table.Check(headerKey(w.ID), append(header, exists(), w.stillVersion(), table.Equal("content", w.Content))...))
}

// StillAllows checks, in a transaction, what decisions on v rest on, and that
// the dossier is of the same version of its model.
func (v View) StillAllows(decisions ...access.Decision) []table.Op {
	ops, header := v.GroundsOf(decisions...)
	return append(ops, table.Check(headerKey(v.ID), append(header, exists(), v.stillVersion())...))
}

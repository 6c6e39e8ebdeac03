package report

import (
	"context"
	"errors"
	"slices"

	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/model"
	"tierce/internal/people"
	"tierce/internal/simulation"
	"tierce/internal/table"
	"tierce/internal/trail"
)

// Room keeps the reports of dossiers.
type Room struct {
	Table       *table.Table
	Dossiers    dossier.Room
	Simulations simulation.Room
}

// Make makes a report of d: its chosen sections as they stand now (ABB-8).
// once names it: the same request repeated gives it again, and another one
// under the same name is refused.
func (r Room) Make(ctx context.Context, by people.Caller, d string, draft Draft, once string) (Head, error) {
	var bad error
	if draft.Title, bad = people.Line("title", draft.Title, TitleMost); bad == nil && len(draft.Sections) == 0 {
		bad = fault.Bad("sections", "missing")
	}
	var h Head
	err := table.Again(ctx, func() error {
		w, err := r.Dossiers.Draw(ctx, by, d, access.MakeReport, draft.pick, headKey(d, once))
		if err != nil {
			return err
		}
		if bad != nil {
			return bad
		}
		if w.Row(0) != nil {
			if h, err = headOf(w.Row(0)); err == nil && h.asks != draft.hash() {
				err = fault.New(fault.Invalid, "idempotency-key-reused")
			}
			return err
		}
		h, err = r.make(ctx, w, draft, once)
		return err
	})
	return h, err
}

func (r Room) make(ctx context.Context, w dossier.Drawn, draft Draft, once string) (Head, error) {
	h := Head{ID: once, Title: draft.Title, By: w.Account.ID, At: w.Now, Dossier: w.Title, Ref: w.Reference,
		model: w.View.Model, version: w.Version, asks: draft.hash()}
	if err := r.room(ctx, w.ID); err != nil {
		return h, err
	}
	w.Of = w.Of[1:] // the place that reports stand in
	for _, s := range w.Of {
		h.Sections = append(h.Sections, s.ID)
	}
	p, err := r.parts(ctx, w, once)
	if err != nil {
		return h, err
	}
	if p.size > SizeMost {
		return h, fault.New(fault.TooLarge, "report-too-large", "most", SizeMost>>20)
	}
	ops := append(p.ops, table.Insert(h.row(w.ID)), record(w.View, trail.ReportMade, h.ID, len(h.Sections)))
	return h, table.Anew(r.Table.Commit(ctx, append(ops, w.Unchanged()...)...))
}

// parts reads what the drawn sections hold, the persons, and the simulations
// where their section is one of them.
func (r Room) parts(ctx context.Context, w dossier.Drawn, report string) (p parts, err error) {
	list, err := r.Dossiers.Values(ctx, w)
	if err != nil {
		return p, err
	}
	persons, err := r.Dossiers.PersonsDrawn(ctx, w)
	if err != nil {
		return p, err
	}
	err = p.add(peopleKey(w.ID, report), persons)
	for _, s := range list {
		err = errors.Join(err, p.add(sectionKey(w.ID, report, s.ID), partOf(s)))
	}
	if _, ok := ofKind(w.Of, model.Simulations); ok {
		made, failed := r.Simulations.Of(ctx, w.ID)
		err = errors.Join(err, failed, p.add(simulationsKey(w.ID, report), made))
	}
	return p, err
}

// pick gives the place that reports stand in, and the chosen sections in the
// order of the model.
func (d Draft) pick(m model.Model) ([]model.Section, error) {
	place, ok := standing(m)
	if !ok {
		return nil, fault.New(fault.Conflict, "no-reports").By("ABB-8").For("nobody")
	}
	list := []model.Section{place}
	for _, s := range m.Sections {
		if slices.Contains(d.Sections, s.ID) {
			list = append(list, s)
		}
	}
	for _, id := range d.Sections {
		if _, ok := m.Section(id); !ok {
			return nil, fault.Bad("sections", "wrong-choice")
		}
	}
	return list, nil
}

// Choice gives the sections that the caller may make a report of.
func (r Room) Choice(ctx context.Context, by people.Caller, d string) (dossier.View, []model.Section, error) {
	w, err := r.Dossiers.Draw(ctx, by, d, access.MakeReport, Draft{}.pick)
	var list []model.Section
	for _, s := range w.Model.Sections {
		if err == nil && w.MaySection(access.MakeReport, s.ID).Allowed {
			list = append(list, s)
		}
	}
	return w.View, list, err
}

// room refuses more reports than a dossier holds. Two made at once may pass it
// together: it bounds a list, and decides nothing else.
func (r Room) room(ctx context.Context, d string) error {
	rows, err := r.Table.All(ctx, table.Query{PK: "D#" + d}.Within(prefix))
	if err == nil && len(rows) >= Most {
		return fault.New(fault.Conflict, "too-many-reports", "most", Most)
	}
	return err
}

// List gives the reports of d, the newest first, each with the sections that
// the caller may read now. One of which they may read nothing is not listed.
func (r Room) List(ctx context.Context, by people.Caller, d string) (dossier.View, []Head, error) {
	v, err := r.Dossiers.Load(ctx, by, d, access.Open, "")
	if err != nil {
		return v, nil, err
	}
	list, err := r.ListOn(ctx, v)
	return v, list, err
}

// ListOn is List for whomever v was loaded for.
func (r Room) ListOn(ctx context.Context, v dossier.View) ([]Head, error) {
	w, err := r.Dossiers.DrawOn(ctx, v, access.Open, nothing)
	if err != nil {
		return nil, err
	}
	rows, err := r.Table.All(ctx, table.Query{PK: "D#" + v.ID}.Within(prefix))
	if err != nil {
		return nil, err
	}
	var list []Head
	for _, row := range rows {
		h, err := headOf(row)
		if err != nil {
			return nil, err
		}
		if h.Sections = h.readable(w.View, w.Model); len(h.Sections) > 0 {
			list = append(list, h)
		}
	}
	slices.SortStableFunc(list, func(a, b Head) int { return b.At.Compare(a.At) })
	return list, nil
}

// MayMake gives the refusal that whomever v was loaded for would get who makes
// a report; nil where they may.
func (r Room) MayMake(ctx context.Context, v dossier.View) error {
	_, err := r.Dossiers.DrawOn(ctx, v, access.MakeReport, Draft{}.pick)
	return err
}

func nothing(model.Model) ([]model.Section, error) { return nil, nil }

// Read gives what a report shows to the caller: of its sections those that
// they may read now. Where that is none, they are refused as for a section.
func (r Room) Read(ctx context.Context, by people.Caller, d, report string) (dossier.View, Report, error) {
	w, err := r.Dossiers.Draw(ctx, by, d, access.Open, nothing, headKey(d, report))
	if err != nil {
		return w.View, Report{}, err
	}
	if w.Row(0) == nil {
		return w.View, Report{}, access.Nothing()
	}
	h, err := headOf(w.Row(0))
	if err != nil {
		return w.View, Report{}, err
	}
	full := Report{Head: h}
	m, err := r.Dossiers.Models.Version(ctx, h.model, h.version)
	if err != nil {
		return w.View, full, err
	}
	shown := h.readable(w.View, m)
	if len(shown) == 0 {
		return w.View, full, refused(w.View, m, h)
	}
	full.Sections = shown
	if err = r.show(ctx, d, m, &full, h.Sections); err == nil {
		full.keepTo(w.View, m)
	}
	return w.View, full, err
}

// keepTo takes out what its reader sees nothing of in the dossier itself.
func (r *Report) keepTo(v dossier.View, m model.Model) {
	if !simulation.Shows(v, m) {
		r.Simulations = nil
	}
	if !v.May(access.ReadPeople).Allowed {
		r.People = dossier.NamedOf(r.People, r.Shown)
	}
	r.Hidden = slices.DeleteFunc(r.Hidden, func(s model.Section) bool { return !v.Lists(s.ID) })
}

// refused is the refusal of the first thing that may not be read.
func refused(v dossier.View, m model.Model, h Head) error {
	if place, ok := standing(m); ok {
		if err := v.MaySection(access.ReadSection, place.ID).Err(); err != nil {
			return err
		}
	}
	return v.MaySection(access.ReadSection, h.Sections[0]).Err()
}

// show reads the parts of a report that its reader may see, in one call.
func (r Room) show(ctx context.Context, d string, m model.Model, full *Report, all []string) error {
	keys := []table.Key{peopleKey(d, full.ID), simulationsKey(d, full.ID)}
	for _, s := range full.Sections {
		keys = append(keys, sectionKey(d, full.ID, s))
	}
	rows, err := r.Table.BatchGet(ctx, keys...)
	if err != nil {
		return err
	}
	if rows[0] == nil {
		return access.Nothing() // deleted in this moment
	}
	if full.People, err = read[[]dossier.Person](rows[0]); err != nil {
		return err
	}
	if full.Simulations, err = read[[]simulation.Simulation](rows[1]); err != nil {
		return err
	}
	for i, s := range full.Sections {
		of, _ := m.Section(s)
		section, err := sectionOf(of, rows[i+2])
		if err != nil {
			return err
		}
		full.Shown = append(full.Shown, section)
	}
	for _, s := range all {
		if of, ok := m.Section(s); ok && !slices.Contains(full.Sections, s) {
			full.Hidden = append(full.Hidden, of)
		}
	}
	return nil
}

// MayDelete answers whether whoever loaded v may delete h.
func (h Head) MayDelete(v dossier.View) access.Decision {
	return v.MayDeleteMade(h.By, access.MakeReport)
}

// Delete deletes a report. Doing it again changes nothing.
func (r Room) Delete(ctx context.Context, by people.Caller, d, report string) error {
	return r.Dossiers.DeleteMade(ctx, by, d, headKey(d, report), access.MakeReport, func(v dossier.View) (string, []table.Op, error) {
		h, err := headOf(v.Row(0))
		ops := []table.Op{table.Delete(peopleKey(d, report)), table.Delete(simulationsKey(d, report)),
			record(v, trail.ReportDeleted, report, len(h.Sections))}
		for _, s := range h.Sections {
			ops = append(ops, table.Delete(sectionKey(d, report, s)))
		}
		return h.By, ops, err
	})
}

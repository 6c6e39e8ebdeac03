package dossier

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"tierce/internal/access"
	"tierce/internal/model"
	"tierce/internal/table"
	"tierce/internal/trail"
)

// Stored reads all that was ever saved of v's sections, strongly, in the order
// of m. A section that m does not have is there with its id alone.
func (r Room) Stored(ctx context.Context, v View, m model.Model) ([]Section, error) {
	rows, err := r.Table.All(ctx, table.Query{PK: "D#" + v.ID}.Within("S#"))
	if err != nil {
		return nil, err
	}
	place := func(id string) int {
		return slices.IndexFunc(m.Sections, func(s model.Section) bool { return s.ID == id })
	}
	list := make([]Section, len(rows))
	for i, row := range rows {
		id := strings.TrimPrefix(table.KeyOf(row).SK, "S#")
		of, known := m.Section(id)
		if !known {
			of.ID = id
		}
		if list[i], _, err = sectionOf(of, row); err != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(list, func(a, b Section) int { return place(a.ID) - place(b.ID) })
	return list, nil
}

// MoveOps gives the writes that bring the dossier of v to version n of its
// model, which is m. They stand on everything that v and stored were read with:
// whoever edits, signs, changes the status, or asks a partner at once makes
// them fail. A signature stands where alike says that m has the section as it
// was signed; else the move voids it, to be seen.
func (v View) MoveOps(n int, m model.Model, stored []Section, alike func(section string) bool) []table.Op {
	ops, header := v.GroundsOf(v.Decision)
	ops = append(ops, table.Update(headerKey(v.ID), table.Change{
		Set: map[string]any{"version": n, "teamMayShare": m.TeamMayShare}, Add: map[string]int{"content": 1},
		If: append(header, exists(), v.stillVersion(), v.stillInStatus(), table.Equal("content", v.Content), same("partners", v.Partners, v.Partners == 0))}))
	for _, s := range stored {
		next, changes := s.State.moved(v, alike(s.ID))
		if changes {
			ops = append(ops, v.StateOp(s, next))
		} else {
			ops = append(ops, table.Check(sectionKey(v.ID, s.ID), s.asRead()...))
		}
	}
	return append(ops, trail.Op(trail.Entry{On: v.ID, At: v.Now, By: v.Account.ID, For: v.For(), Verb: trail.DossierMoved,
		Args: map[string]string{"version": fmt.Sprint(n), "from-version": fmt.Sprint(v.Version)}}))
}

// Stands tells whether a signature of s stands.
func (s State) Stands() bool {
	return slices.ContainsFunc(s.Signatures, func(g Signature) bool { return g.Voided == nil })
}

// moved gives the state after a move by whoever v was loaded for, to a version
// that has the section alike, or not.
func (s State) moved(v View, alike bool) (next State, changes bool) {
	switch {
	case !alike && (s.Stands() || s.Form != 0):
		next = s.voided(v.Account.ID, v.Now)
		next.Form = 0
		return next, true
	case alike && s.Stands() && s.Form == 0:
		s.Form = v.Version
		return s, true
	}
	return s, false
}

// MayMove answers whether the caller may move the dossier to another version of
// its model.
func (v View) MayMove() access.Decision { return v.May(access.MoveVersion) }

package model

import (
	"bytes"
	"context"
	"fmt"

	"tierce/internal/access"
	"tierce/internal/fault"
	"tierce/internal/people"
	"tierce/internal/table"
	"tierce/internal/trail"
)

// Past gives version n of a model of org, for any agent of it; hidden where
// there is none.
func (r Room) Past(ctx context.Context, by people.Caller, org, model string, n int) (Head, Model, error) {
	h, m, err := r.Head(ctx, by, org, model)
	if err == nil && (n < 1 || n > h.Latest) {
		err = access.Nothing()
	}
	if err != nil || n == h.Latest {
		return h, m, err
	}
	m, err = r.Version(ctx, model, n)
	return h, m, err
}

// Latest gives the number of the latest version of a model of org, to rooms that
// already decided that the caller may know it; 0 where org has no such model.
func (r Room) Latest(ctx context.Context, org, model string) (int, error) {
	row, err := r.Table.Get(ctx, headKey(org, model))
	if err != nil || row == nil {
		return 0, err
	}
	h, err := headOf(row)
	return h.Latest, err
}

// Redraw makes a version of a model of org that has d for its design, and is
// otherwise version from (LOC-10). Where from is the latest no more, it is
// refused as stale; the same design again, after a lost answer, makes no other
// version, and the design that the model has already makes none.
func (r Room) Redraw(ctx context.Context, by people.Caller, org, model string, from int, d Design) (Head, error) {
	var h Head
	err := table.Again(ctx, func() error {
		now := r.Clock().UTC()
		a, rows, err := people.Load(ctx, r.Table, by, now, headKey(org, model))
		if err != nil {
			return err
		}
		if err := access.DecideOrg(a.Account, org, access.ManageModels).Err(); err != nil {
			return err
		}
		var latest Model
		if h, latest, err = r.FromHead(ctx, rows[0]); err != nil {
			return err
		}
		m, bad := latest.Redrawn(d)
		same := bad == nil && bytes.Equal(m.Export(), latest.Export())
		switch {
		case same && (h.Latest == from || h.Latest == from+1):
			return nil
		case h.Latest != from:
			return fault.New(fault.Stale, "stale")
		case bad != nil:
			return bad
		}
		h = Head{ID: model, Name: m.Name, Latest: from + 1, Since: now}
		return r.add(ctx, a, org, h, m, trail.ModelRedrawn)
	})
	return h, err
}

// add writes version h.Latest of a model, by a, with what else goes with it.
func (r Room) add(ctx context.Context, a people.Account, org string, h Head, m Model, verb trail.Verb, more ...table.Op) error {
	ops := append(r.versionOps(org, h, m), more...)
	ops = append(ops, people.StillAdmin(a.ID, org, a.Orgs[org].Since),
		trail.Op(trail.Entry{On: trail.Organization(org), At: h.Since, By: a.ID, For: org, Verb: verb,
			Args: map[string]string{"model": h.ID, "version": fmt.Sprint(h.Latest)}}))
	return table.Anew(r.Table.Commit(ctx, ops...))
}

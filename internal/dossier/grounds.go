package dossier

import (
	"context"

	"tierce/internal/access"
	"tierce/internal/accessgroup"
	"tierce/internal/people"
	"tierce/internal/table"
)

// needsGroups tells whether a decision by g stands on the access groups: that
// of a contact who is not the primary (IND-5).
func needsGroups(h Header, g access.Grant) bool {
	for _, o := range g {
		if o.Kind == access.FromContact && o.Person != h.Primary {
			return h.Live
		}
	}
	return false
}

// readGroups reads the access groups that v is decided by, in a second call:
// which row they stand in, the header says. Everybody else needs none.
func (r Room) readGroups(ctx context.Context, v *View) (err error) {
	if !needsGroups(v.Header, v.Grant) {
		return nil
	}
	if v.groups.Model != v.Model || v.groups.Organization != v.Org {
		v.groups, err = accessgroup.Load(ctx, r.Table, v.Org, v.Model)
	}
	v.Groups = v.groups.Access()
	return err
}

// readAllGroups is readGroups for a page of dossiers, in one call where any
// needs it.
func (r Room) readAllGroups(ctx context.Context, views []View) error {
	var keys []table.Key
	var need []int
	for i, v := range views {
		if needsGroups(v.Header, v.Grant) {
			need, keys = append(need, i), append(keys, accessgroup.Key(v.Org, v.Model))
		}
	}
	if need == nil {
		return nil
	}
	rows, err := r.Table.BatchGet(ctx, keys...)
	if err != nil {
		return err
	}
	for n, i := range need {
		v := &views[i]
		if v.groups, err = accessgroup.FromRow(v.Org, v.Model, rows[n]); err != nil {
			return err
		}
		v.Groups = v.groups.Access()
	}
	return nil
}

// grounds checks, in a transaction, what the decision rests on: its origin, and
// of a contact the groups, or that they are the primary.
func (v View) grounds() []table.Op {
	ops := []table.Op{table.Check(grantKey(v.ID, v.Account.ID), granted(v.Decision.Origin, v.Grant[v.Decision.Origin])...)}
	switch v.Decision.Role {
	case access.Primary:
		ops = append(ops, table.Check(headerKey(v.ID), v.stillPrimary()))
	case access.Contact:
		ops = append(ops, v.groups.Still())
	}
	if v.Decision.Role == access.Behalf {
		ops = append(ops, v.stillAllowed(), table.Check(headerKey(v.ID), notBegun()))
	}
	if v.hangsOnStatus(v.Decision) {
		ops = append(ops, table.Check(headerKey(v.ID), v.stillInStatus(), v.stillVersion()))
	}
	return ops
}

// hangsOnStatus tells whether d holds only while the dossier is in some
// statuses: whoever changes the status ends it (LOC-6).
func (v View) hangsOnStatus(d access.Decision) bool { return v.Grant[d.Origin].Statuses != nil }

// stillAllowed checks the allowance by which its caller entered v on somebody's
// behalf; notBegun is the other half of what that hangs on (LOC-1).
func (v View) stillAllowed() table.Op {
	return people.StillAllowed(v.Account.ID, v.Org, v.Account.Behalf[v.Org])
}

func notBegun() table.Cond { return table.Absent("begun") }

func (v View) stillInStatus() table.Cond { return table.Equal("status", v.Status) }

// stillVersion holds while the dossier is of the version of its model that v was
// read with: a move to another changes what its partners see, and the fields.
func (v View) stillVersion() table.Cond { return table.Equal("version", v.Version) }

func (v View) stillPrimary() table.Cond { return table.Equal("primary", v.Primary) }

// Grounds is grounds for the rooms above: the manager's place stands in the
// header, everybody else's in the grant.
func (v View) Grounds() []table.Op {
	if v.Decision.Role == access.Manager {
		return []table.Op{StillManaged(v.ID, v.Account.ID)}
	}
	return v.grounds()
}

// GroundsOf is Grounds for several decisions of one transaction: at most one
// operation on the caller's grant and one on the access groups, and the
// header's conditions that go with them, for an operation of the same
// transaction on the header. A manager's own grant is left alone: the
// transaction may be about it.
func (v View) GroundsOf(decisions ...access.Decision) (ops []table.Op, header []table.Cond) {
	var conds []table.Cond
	grouped := false
	for _, d := range decisions {
		if d.Role == access.Manager {
			header = append(header, table.Equal("manager", v.Account.ID))
			continue
		}
		conds = append(conds, granted(d.Origin, v.Grant[d.Origin])...)
		if d.Role == access.Primary {
			header = append(header, v.stillPrimary())
		}
		if d.Role == access.Behalf {
			ops, header = append(ops, v.stillAllowed()), append(header, notBegun())
		}
		if v.hangsOnStatus(d) {
			header = append(header, v.stillInStatus(), v.stillVersion())
		}
		grouped = grouped || d.Role == access.Contact
	}
	if conds != nil {
		ops = append(ops, table.Check(grantKey(v.ID, v.Account.ID), conds...))
	}
	if grouped {
		ops = append(ops, v.groups.Still())
	}
	return ops, header
}

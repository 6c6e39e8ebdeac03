package dossier

import (
	"context"

	"tierce/internal/access"
	"tierce/internal/people"
	"tierce/internal/table"
)

// MayDeleteMade answers whether whoever loaded v may delete what the account
// maker made of the dossier, a simulation or a report: their own, where they
// may make one, or any by the manager (ABB-8).
func (v View) MayDeleteMade(maker string, making access.Action) access.Decision {
	if maker == v.Account.ID {
		return v.May(making)
	}
	return v.May(access.DeleteMade)
}

// DeleteMade deletes from d what was made of it: the row at head, and in the
// same transaction whatever operations made names besides, with who made it;
// made reads them off View.Row(0). Doing it again changes nothing.
func (r Room) DeleteMade(ctx context.Context, by people.Caller, d string, head table.Key, making access.Action,
	made func(View) (maker string, ops []table.Op, err error)) error {
	return table.Again(ctx, func() error {
		v, err := r.Load(ctx, by, d, access.Open, "", head)
		if err != nil {
			return err
		}
		if v.Row(0) == nil {
			return v.May(making).Err() // deleted already: a repeat
		}
		maker, ops, err := made(v)
		if err != nil {
			return err
		}
		may := v.MayDeleteMade(maker, making)
		if err := may.Err(); err != nil {
			return err
		}
		ops = append(ops, table.Delete(head, table.Present("pk")))
		return table.Anew(r.Table.Commit(ctx, append(v.StillAllows(may), ops...)...))
	})
}

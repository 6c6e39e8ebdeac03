package invitation

import (
	"context"

	"tierce/internal/table"
)

// Forget deletes where the invitations of a dossier that is being purged wait
// for their addresses. The invitations themselves stand in the dossier, and
// name those places: they go after this.
func (r Room) Forget(ctx context.Context, d string) error {
	offered, err := r.Of(ctx, d)
	if err != nil {
		return err
	}
	var keys []table.Key
	for _, i := range offered {
		if i.State != None {
			keys = append(keys, waitingKey(i.Email, d, i.ID))
		}
	}
	return r.Table.Clear(ctx, keys)
}

package deletion

import (
	"context"
	"time"

	"tierce/internal/outbox"
)

// PurgeLoad names the outbox load that deletes what a deleted dossier held.
const PurgeLoad = "purge-dossier"

// Purge is the load of PurgeLoad. Nothing happens where the dossier was
// restored, or deleted anew, since the deletion that e speaks of. A stop
// anywhere is taken up again; a dossier too large for one go is gone on with
// at once.
func (r Room) Purge(ctx context.Context, e outbox.Entry, now time.Time) (time.Time, error) {
	d, at, err := deletionOf(e)
	if err != nil {
		return time.Time{}, err
	}
	more, err := r.Dossiers.Purge(ctx, d, at, func() error { return r.release(ctx, d) })
	if err != nil || !more {
		return time.Time{}, err
	}
	return now, nil
}

// release lets go of what stands outside the dossier's own partition. Each of
// these may be asked again after a stop; the rows in the dossier that they
// read are still there.
func (r Room) release(ctx context.Context, d string) error {
	for _, forget := range []func(context.Context, string) error{r.Keys.Forget, r.Invitations.Forget, r.Documents.Forget, r.Shares.Forget, r.Solicitations.Forget} {
		if err := forget(ctx, d); err != nil {
			return err
		}
	}
	return nil
}

// deletionOf reads what named wrote.
func deletionOf(e outbox.Entry) (d string, at time.Time, err error) {
	at, err = time.Parse(time.RFC3339Nano, e.Data["deleted"])
	return e.Data["dossier"], at, err
}

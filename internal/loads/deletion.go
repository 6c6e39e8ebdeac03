package loads

import (
	"context"
	"time"

	"tierce/internal/deletion"
	"tierce/internal/invitation"
	"tierce/internal/mail"
	"tierce/internal/outbox"
)

// deletion gives the load that tells somebody who had come in that the dossier
// was deleted, or that it is there again, while that is so and the access that
// they came in by still stands.
func (p post) deletion(load string) outbox.Load {
	return func(ctx context.Context, e outbox.Entry, _ time.Time) (time.Time, error) {
		h, stands, err := p.rooms.Deletions.Standing(ctx, e, load)
		if err != nil || !stands {
			return time.Time{}, err
		}
		o := offer{header: h}
		if o.Invitation, err = p.rooms.Invitations.Get(ctx, h.ID, e.Data["invitation"]); err != nil || o.State != invitation.Accepted {
			return time.Time{}, err
		}
		if err := p.fill(ctx, &o); err != nil {
			return time.Time{}, err
		}
		to, err := p.addressOf(ctx, o.Invitation)
		if err != nil {
			return time.Time{}, err
		}
		if load == deletion.BackMailLoad {
			return time.Time{}, p.write(ctx, e, mail.DossierBack{Case: o.Case, To: to, Name: o.Name, URL: p.dossier(o)}, o.lang())
		}
		return time.Time{}, p.write(ctx, e, mail.DossierDeleted{Case: o.Case, To: to, Name: o.Name, Until: deletion.Until(*h.Deleted)}, o.lang())
	}
}

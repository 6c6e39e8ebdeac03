package right

import (
	"context"

	"tierce/internal/invitation"
	"tierce/internal/people"
)

// Offered gives an invitation as whoever holds its link finds it: withdrawn
// while the dossier does not exist (ALL-5), accepted or not.
func (r Room) Offered(ctx context.Context, d, inv string) (invitation.Invitation, error) {
	i, err := r.Invitations.Get(ctx, d, inv)
	if err != nil {
		return i, err
	}
	h, err := r.Dossiers.Header(ctx, i.Dossier)
	if err == nil && !h.Live {
		i.State, i.Account = invitation.Revoked, ""
	}
	return i, err
}

// Waiting gives what waits for the verified address of a and may be accepted
// now.
func (r Room) Waiting(ctx context.Context, a people.Account) ([]invitation.Invitation, error) {
	found, err := r.Invitations.Waiting(ctx, a)
	if err != nil {
		return nil, err
	}
	var list []invitation.Invitation
	for _, i := range found {
		if !i.Waits(r.Clock()) {
			continue
		}
		h, err := r.Dossiers.Header(ctx, i.Dossier)
		if err != nil {
			return nil, err
		}
		if h.Live {
			list = append(list, i)
		}
	}
	return list, nil
}

// Decline is invitation.Room.Decline, where the dossier exists: otherwise there
// is nothing to stop.
func (r Room) Decline(ctx context.Context, d, inv, typed string) error {
	h, err := r.Dossiers.Header(ctx, d)
	if err != nil || !h.Live {
		return err
	}
	return r.Invitations.Decline(ctx, d, inv, typed)
}

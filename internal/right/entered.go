package right

import (
	"context"

	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/invitation"
	"tierce/internal/table"
	"tierce/internal/trail"
)

// InviteApplicant gives the writes that invite p, the applicant of a dossier
// that is being made in the same transaction, by whoever v says is entering it
// (LOC-1). The invitation is the usual one: whoever has proven both address and
// phone is in at once.
func (r Room) InviteApplicant(ctx context.Context, v dossier.View, p dossier.Person) ([]table.Op, error) {
	s := subject{View: v, person: p}
	i := s.offer(invitation.Invitation{}, invitation.Applicant, access.Write, invitation.Terms{})
	ops, err := r.placeOps(ctx, s, invitation.Invitation{}, &i)
	return append(ops, s.record(trail.AccessGiven, "way", string(invitation.Applicant), "level", string(access.Write))), err
}

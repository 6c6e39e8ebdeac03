// Package arrival is the workflow of somebody signing in: what the issuer has
// verified is written, then whatever waits for that address is theirs (ABB-3,
// ABB-5).
package arrival

import (
	"context"

	"tierce/internal/people"
	"tierce/internal/right"
)

// Room sees people in.
type Room struct {
	People people.Room
	Rights right.Room
}

// SignIn writes the claims and gives the account, with the dossiers that it
// has just come into. The order matters: whoever invites checks that no
// account has the address, so that of an invitation and a sign-in at once one
// sees the other.
func (r Room) SignIn(ctx context.Context, c people.Claims) (people.Account, []string, error) {
	a, err := r.People.SignIn(ctx, c)
	if err != nil {
		return a, nil, err
	}
	entered, err := r.Rights.ComeIn(ctx, a.ID)
	return a, entered, err
}

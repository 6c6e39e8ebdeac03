// Package arrival is the workflow of somebody signing in: what the issuer has
// verified is written, then whatever waits for that address is theirs (ABB-3,
// ABB-5, LEX-4, LOC-1).
package arrival

import (
	"context"

	"tierce/internal/behalf"
	"tierce/internal/client"
	"tierce/internal/clientshare"
	"tierce/internal/people"
	"tierce/internal/right"
)

// Room sees people in.
type Room struct {
	People  people.Room
	Rights  right.Room
	Clients client.Room
	Shares  clientshare.Room
	Behalf  behalf.Room
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
	entered, err := r.ComeIn(ctx, a.ID)
	return a, entered, err
}

// ComeIn gives an account what waits for its verified address, and the
// dossiers that it has come into as a person of theirs. It may become a client
// of organisations besides, with all that they show it, and may enter dossiers
// for others on behalf of applicants.
func (r Room) ComeIn(ctx context.Context, acct string) ([]string, error) {
	entered, err := r.Rights.ComeIn(ctx, acct)
	if err != nil {
		return entered, err
	}
	a, err := r.People.Get(ctx, acct)
	if err != nil {
		return entered, err
	}
	in, err := r.Clients.ComeIn(ctx, a)
	for _, c := range in {
		if err == nil {
			err = r.Shares.Arrive(ctx, c)
		}
	}
	if err == nil {
		_, err = r.Behalf.ComeIn(ctx, a)
	}
	return entered, err
}

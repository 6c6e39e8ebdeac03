// Package departure is the workflow of an agent leaving an organisation: the
// dossiers they manage go to a successor, and those that partners will enter for
// them to manage, then their place ends (ALL-9).
package departure

import (
	"context"
	"time"

	"tierce/internal/access"
	"tierce/internal/behalf"
	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/people"
)

// Room sees agents off.
type Room struct {
	People   people.Room
	Dossiers dossier.Room
	Behalf   behalf.Room
}

// rounds is how often the index is asked again for dossiers that the count
// says are still managed: it may lag behind a moment.
const rounds = 20

// Deactivate ends acct's place in org, by an Admin. Where they manage dossiers,
// or are to manage what partners enter, a successor must be named, an active
// agent, who is made the manager of each.
// A stop half way leaves some handed over and the agent active; a repeat goes
// on from there. With the place end its grants and pending keys.
func (r Room) Deactivate(ctx context.Context, by people.Caller, org, acct, successor string) error {
	if successor == acct {
		return fault.Bad("successor", "successor-is-the-same").By("ALL-9")
	}
	if err := r.Behalf.PassOn(ctx, by, org, acct, successor); err != nil {
		return err
	}
	for range rounds {
		err := r.People.Deactivate(ctx, by, org, acct)
		if !fault.Is(err, "successor-needed") || successor == "" {
			return err
		}
		if err := r.handOver(ctx, by, org, acct, successor); err != nil {
			return err
		}
	}
	return fault.New(fault.Unavailable, "unavailable")
}

func (r Room) handOver(ctx context.Context, by people.Caller, org, acct, successor string) error {
	a, err := r.People.Get(ctx, successor)
	if err != nil {
		return err
	}
	if _, in := a.Orgs[org]; !in {
		return fault.Bad("successor", "not-an-agent-here").By("ALL-9")
	}
	ids, err := r.Dossiers.ManagedBy(ctx, org, acct)
	if err != nil {
		return err
	}
	if len(ids) == 0 { // the index lags behind the count
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(100 * time.Millisecond):
		}
	}
	for _, d := range ids {
		if err := r.Dossiers.HandOver(ctx, by, d, successor); err != nil && !fault.Is(err, access.HiddenCode) {
			return err
		}
	}
	return nil
}

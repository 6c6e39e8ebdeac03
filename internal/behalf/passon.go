package behalf

import (
	"context"

	"tierce/internal/access"
	"tierce/internal/fault"
	"tierce/internal/people"
	"tierce/internal/table"
	"tierce/internal/trail"
)

// PassOn makes successor the agent who manages what partners of org enter from
// now on, wherever acct is, before acct's place ends (ALL-9). Where acct is so
// for somebody and no successor is named, it is refused; doing it again goes on
// where it stopped.
func (r Room) PassOn(ctx context.Context, by people.Caller, org, acct, successor string) error {
	if _, err := r.Load(ctx, by, org, access.ManageAgents, ""); err != nil {
		return err
	}
	theirs, err := r.receivedBy(ctx, org, acct)
	if err != nil {
		return err
	}
	if len(theirs) > 0 && successor == "" {
		return fault.New(fault.Conflict, "successor-receives", "count", len(theirs)).By("ALL-9").For("admin")
	}
	for _, p := range theirs {
		if err := table.Again(ctx, func() error { return r.pass(ctx, by, org, p, acct, successor) }); err != nil {
			return err
		}
	}
	return nil
}

// Receives counts the partners whose dossiers acct is to manage, for a page that
// has decided.
func (r Room) Receives(ctx context.Context, org, acct string) (int, error) {
	theirs, err := r.receivedBy(ctx, org, acct)
	return len(theirs), err
}

func (r Room) receivedBy(ctx context.Context, org, acct string) (partners []string, err error) {
	all, err := r.Of(ctx, org)
	for _, p := range all {
		if p.Agent == acct {
			partners = append(partners, p.ID)
		}
	}
	return partners, err
}

func (r Room) pass(ctx context.Context, by people.Caller, org, partner, acct, successor string) error {
	s, err := r.Load(ctx, by, org, access.ManageAgents, partner, people.AccountKey(successor))
	if err != nil || s.Guest.Agent != acct {
		return err
	}
	to, err := people.FromRow(successor, s.Rows[0])
	if err != nil {
		return err
	}
	place, active := to.Orgs[org]
	if !active {
		return fault.Bad("successor", "not-an-agent-here").By("ALL-9")
	}
	terms := s.Guest.Terms
	terms.Agent = successor
	return table.Anew(r.Table.Commit(ctx, append(s.Reterm(terms, trail.BehalfChanged), people.StillAgent(successor, org, place.Since))...))
}

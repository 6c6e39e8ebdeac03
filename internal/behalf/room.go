package behalf

import (
	"context"
	"time"

	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/guest"
	"tierce/internal/invitation"
	"tierce/internal/model"
	"tierce/internal/people"
	"tierce/internal/right"
	"tierce/internal/table"
)

// Room keeps partners, and enters their dossiers.
type Room struct {
	guest.Room
	Dossiers dossier.Room
	Rights   right.Room
}

// On gives the room of partners on t.
func On(t *table.Table, dossiers dossier.Room, rights right.Room, clock func() time.Time) Room {
	return Room{guest.Room{Sort: partners, Table: t, Invitations: rights.Invitations, Clock: clock}, dossiers, rights}
}

// Listed is a partner with the words that go with them.
type Listed struct {
	Partner
	Now        invitation.State // the invitation's
	ModelNames []model.Text     // in the order of Models
	AgentName  string
	AgentLeft  bool // they are no agent any more: nothing can be entered
}

// List gives the partners of org, for an Admin of it.
func (r Room) List(ctx context.Context, by people.Caller, org string) ([]Listed, error) {
	if _, err := r.Load(ctx, by, org, access.ManageBehalf, ""); err != nil {
		return nil, err
	}
	all, err := r.Of(ctx, org)
	if err != nil {
		return nil, err
	}
	return r.listed(ctx, all...)
}

// Get gives one partner of org, for an Admin of it; hidden where there is none.
func (r Room) Get(ctx context.Context, by people.Caller, org, partner string) (Listed, error) {
	p, err := r.Managed(ctx, by, org, partner)
	return r.one(ctx, p, err)
}

func (r Room) one(ctx context.Context, p Partner, err error) (Listed, error) {
	if err != nil {
		return Listed{}, err
	}
	list, err := r.listed(ctx, p)
	if err != nil {
		return Listed{}, err
	}
	return list[0], nil
}

// listed reads what the models and the agents of partners are called.
func (r Room) listed(ctx context.Context, all ...Partner) ([]Listed, error) {
	list := make([]Listed, len(all))
	for i, p := range all {
		keys := []table.Key{people.AccountKey(p.Agent)}
		for _, m := range p.Models {
			keys = append(keys, model.HeadKey(p.Org, m))
		}
		rows, err := r.Table.BatchGet(ctx, keys...)
		if err != nil {
			return nil, err
		}
		agent, err := people.FromRow(p.Agent, rows[0])
		if err != nil {
			return nil, err
		}
		_, active := agent.Orgs[p.Org]
		list[i] = Listed{Partner: p, Now: p.StateAt(r.Clock()), AgentName: agent.Name, AgentLeft: !active}
		for _, row := range rows[1:] {
			h, _, err := r.Dossiers.Models.FromHead(ctx, row)
			if err != nil {
				return nil, err
			}
			list[i].ModelNames = append(list[i].ModelNames, h.Name)
		}
	}
	return list, nil
}

// Add allows somebody to enter dossiers for org, by an Admin of it, and invites
// them, as guest.Room does.
func (r Room) Add(ctx context.Context, by people.Caller, org string, d Draft, once string) (Listed, error) {
	g, bad := d.clean()
	p, err := r.Room.Add(ctx, by, org, once, g, bad, r.terms(ctx, org, g), termKeys(org, g)...)
	return r.one(ctx, p, err)
}

// Save makes a partner what d says, where they were read at version, as
// guest.Room does. A model that is named no more is out of their reach with this
// one write, what they have entered by it included.
func (r Room) Save(ctx context.Context, by people.Caller, org, partner string, version int, d Draft) (Listed, error) {
	g, bad := d.clean()
	terms := r.terms(ctx, org, g)
	p, err := r.Room.Save(ctx, by, org, partner, version, g, bad, func(s guest.Setting) ([]table.Op, error) {
		ops, err := terms(s)
		if p := s.Guest; p.In() && !p.Terms.Same(g.Terms) {
			p.Terms = g.Terms
			ops = append(ops, people.AllowOther(p.Account, org, allowance(p)))
		}
		return ops, err
	}, termKeys(org, g)...)
	return r.one(ctx, p, err)
}

// Resend invites a partner anew who has not come in.
func (r Room) Resend(ctx context.Context, by people.Caller, org, partner, once string) (Listed, error) {
	p, err := r.Room.Resend(ctx, by, org, partner, once)
	return r.one(ctx, p, err)
}

// termKeys names the rows that terms looks at: the agent's, then the models'.
func termKeys(org string, g guest.Draft) []table.Key {
	keys := []table.Key{people.AccountKey(g.Agent)}
	for _, m := range g.Models[:min(len(g.Models), ModelsMost)] {
		keys = append(keys, model.HeadKey(org, m))
	}
	return keys
}

// terms wants models of org with an applicant view, and an agent who is active
// when it is saved.
func (r Room) terms(ctx context.Context, org string, g guest.Draft) guest.Also {
	return func(s guest.Setting) ([]table.Op, error) {
		agent, err := people.FromRow(g.Agent, s.Rows[0])
		if err != nil {
			return nil, err
		}
		place, active := agent.Orgs[org]
		var bad error
		if !active && g.Agent != "" {
			bad = fault.Bad("agent", "not-an-agent-here").By("LOC-1")
		}
		for _, row := range s.Rows[1:] {
			_, m, err := r.Dossiers.Models.FromHead(ctx, row)
			if err != nil && !fault.Is(err, access.HiddenCode) {
				return nil, err
			}
			if len(m.Views.Applicant) == 0 {
				return nil, guest.Together(bad, fault.Bad("models", "no-applicant-view").By("LOC-1"))
			}
		}
		return []table.Op{people.StillAgent(g.Agent, org, place.Since)}, bad
	}
}

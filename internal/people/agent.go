package people

import (
	"context"
	"time"

	"tierce/internal/access"
	"tierce/internal/fault"
	"tierce/internal/table"
	"tierce/internal/trail"
)

// Agent is an account's place in an organisation. Left is zero while active.
type Agent struct {
	Account  string
	Name     string
	Email    string
	Admin    bool
	Since    string
	Left     time.Time
	Managing int // dossiers managed here
}

type agentRow struct {
	table.Key
	Admin bool      `dynamodbav:"admin"`
	Since string    `dynamodbav:"since"`
	Left  time.Time `dynamodbav:"left,omitzero"`
}

func agentKey(org, acct string) table.Key { return table.Key{PK: "O#" + org, SK: "A#" + acct} }

// Agents lists the agents of org, the active and those who left, for any
// agent of it, and the invitations, for an Admin.
func (r Room) Agents(ctx context.Context, by Caller, org string) ([]Agent, []Invitation, error) {
	a, _, err := r.Load(ctx, by)
	if err != nil {
		return nil, nil, err
	}
	if err := access.DecideOrg(a.Account, org, access.ListAgents).Err(); err != nil {
		return nil, nil, err
	}
	agents, err := r.agents(ctx, org)
	if err != nil || !access.DecideOrg(a.Account, org, access.ManageAgents).Allowed {
		return agents, nil, err
	}
	rows, err := r.Table.All(ctx, table.Query{PK: "O#" + org}.Within("I#"))
	if err != nil {
		return nil, nil, err
	}
	invitations := make([]Invitation, len(rows))
	for i, row := range rows {
		if invitations[i], err = invitationOf(row); err != nil {
			return nil, nil, err
		}
	}
	return agents, invitations, nil
}

func (r Room) agents(ctx context.Context, org string) ([]Agent, error) {
	rows, err := r.Table.All(ctx, table.Query{PK: "O#" + org}.Within("A#"))
	if err != nil {
		return nil, err
	}
	agents := make([]Agent, len(rows))
	for i, row := range rows {
		var w agentRow
		if err := table.Into(row, &w); err != nil {
			return nil, err
		}
		a, err := r.Get(ctx, w.SK[len("A#"):])
		if err != nil {
			return nil, err
		}
		agents[i] = Agent{Account: a.ID, Name: a.Name, Email: a.Email, Admin: w.Admin, Since: w.Since, Left: w.Left, Managing: a.Managing[org]}
	}
	return agents, nil
}

// SetAdmin makes an agent an Admin, or no longer one. The last Admin stays.
func (r Room) SetAdmin(ctx context.Context, by Caller, org, acct string, admin bool) error {
	return table.Again(ctx, func() error {
		now := r.Clock().UTC()
		a, target, err := r.managed(ctx, by, org, acct)
		if err != nil {
			return err
		}
		p := target.Orgs[org]
		if p.Admin == admin {
			return nil
		}
		verb, count := trail.AgentPromoted, adminsBy(1)
		if !admin {
			verb, count = trail.AgentDemoted, adminsBy(-1)
		}
		err = r.Table.Commit(ctx,
			table.Update(organizationKey(org), count),
			table.Update(AccountKey(acct), table.Change{Set: map[string]any{orgAttr + org + ".admin": admin},
				If: []table.Cond{InPlace(org, p.Since), table.Equal(orgAttr+org+".admin", !admin)}}),
			table.Update(agentKey(org, acct), table.Change{Set: map[string]any{"admin": admin}}),
			trail.Op(trail.Entry{On: trail.Organization(org), At: now, By: a.ID, For: org, Verb: verb, Args: map[string]string{"account": acct}}))
		return lastAdmin(err)
	})
}

// adminsBy counts Admins; the count never falls to zero again.
func adminsBy(n int) table.Change {
	c := table.Change{Add: map[string]int{"admins": n}}
	if n < 0 {
		c.If = []table.Cond{table.After("admins", 1)}
	}
	return c
}

// lastAdmin turns the failed count, which stands first, into its refusal.
func lastAdmin(err error) error {
	for _, at := range table.FailedAt(err) {
		if at == 0 {
			return fault.New(fault.Conflict, "last-admin").By("ALL-9").For("admin")
		}
	}
	return table.Anew(err)
}

// managed loads the Admin who asks and the active agent it is about.
func (r Room) managed(ctx context.Context, by Caller, org, acct string) (Account, Account, error) {
	a, rows, err := r.Load(ctx, by, AccountKey(acct), agentKey(org, acct))
	if err != nil {
		return a, Account{}, err
	}
	if err := access.DecideOrg(a.Account, org, access.ManageAgents).Err(); err != nil {
		return a, Account{}, err
	}
	target, err := FromRow(acct, rows[0])
	if err != nil {
		return a, target, err
	}
	_, in := target.Orgs[org]
	switch {
	case !in && rows[1] != nil:
		return a, target, errLeft
	case !in:
		return a, target, access.Nothing()
	}
	return a, target, nil
}

// errLeft is the answer about somebody who was an agent once: nothing is there
// to be changed.
var errLeft = access.Nothing()

// Deactivate ends an agent's place in org at once: every grant and key that
// hangs on it is dead with this one write (ALL-9). It refuses while the agent
// manages a dossier here; package departure hands those over first. Somebody
// who left already stays as they are: it is a repeat.
func (r Room) Deactivate(ctx context.Context, by Caller, org, acct string) error {
	return table.Again(ctx, func() error {
		now := r.Clock().UTC()
		a, target, err := r.managed(ctx, by, org, acct)
		if err == errLeft {
			return nil
		}
		if err != nil {
			return err
		}
		if n := target.Managing[org]; n > 0 {
			return fault.New(fault.Conflict, "successor-needed", "count", n).By("ALL-9").For("admin")
		}
		p := target.Orgs[org]
		count := table.Change{Add: map[string]int{"admins": 0}}
		if p.Admin {
			count = adminsBy(-1)
		}
		managing := managingAttr + org
		err = r.Table.Commit(ctx,
			table.Update(organizationKey(org), count),
			table.Update(AccountKey(acct), table.Change{Remove: []string{orgAttr + org}, If: []table.Cond{
				InPlace(org, p.Since), table.Equal(orgAttr+org+".admin", p.Admin),
				table.Either(table.Absent(managing), table.Equal(managing, 0))}}),
			table.Update(agentKey(org, acct), table.Change{Set: map[string]any{"left": now}}),
			trail.Op(trail.Entry{On: trail.Organization(org), At: now, By: a.ID, For: org, Verb: trail.AgentLeft, Args: map[string]string{"account": acct}}))
		return lastAdmin(err)
	})
}

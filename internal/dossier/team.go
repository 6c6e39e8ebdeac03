package dossier

import (
	"context"
	"maps"
	"slices"
	"strings"

	"tierce/internal/access"
	"tierce/internal/fault"
	"tierce/internal/people"
	"tierce/internal/table"
	"tierce/internal/trail"
)

// Teammate is somebody who works in a dossier. Org is whom they act for: the
// owner, or the organisation that redeemed a join key. Present is false where
// that place has ended and with it the access.
type Teammate struct {
	Account string
	Name    string
	Org     string
	Kind    access.Kind
	Manager bool
	Present bool
}

// Team lists who works in a dossier, the manager first, to whoever may see its
// persons: a contact of some items sees nobody (IND-3).
func (r Room) Team(ctx context.Context, by people.Caller, d string) (View, []Teammate, error) {
	v, err := r.Load(ctx, by, d, access.ReadPeople, "")
	if err != nil {
		return v, nil, err
	}
	team, err := r.team(ctx, v)
	return v, team, err
}

func (r Room) team(ctx context.Context, v View) ([]Teammate, error) {
	rows, err := r.Table.All(ctx, table.Query{PK: "D#" + v.ID}.Within("G#"))
	if err != nil {
		return nil, err
	}
	var team []Teammate
	for _, row := range rows {
		mates, err := r.mates(ctx, v, row)
		if err != nil {
			return nil, err
		}
		for _, m := range mates {
			if m.Manager {
				team = append([]Teammate{m}, team...)
			} else {
				team = append(team, m)
			}
		}
	}
	return team, nil
}

// Staff gives the accounts of the agents of the owner who work in v's dossier
// and still hold their place, the manager first, for what they are told.
func (r Room) Staff(ctx context.Context, v View) ([]string, error) {
	team, err := r.team(ctx, v)
	var staff []string
	for _, m := range team {
		if m.Present && m.Kind == access.FromTeam {
			staff = append(staff, m.Account)
		}
	}
	return staff, err
}

// mates gives one teammate for each origin of a grant.
func (r Room) mates(ctx context.Context, v View, row table.Row) ([]Teammate, error) {
	acct := strings.TrimPrefix(table.KeyOf(row).SK, "G#")
	g, err := grantOf(row)
	if err != nil || len(g) == 0 {
		return nil, err
	}
	a, err := r.People.Get(ctx, acct)
	if err != nil {
		return nil, err
	}
	var mates []Teammate
	for _, name := range []string{"team", "join"} {
		o, has := g[name]
		if !has {
			continue
		}
		place, in := a.Orgs[o.Org]
		mates = append(mates, Teammate{Account: acct, Name: a.Name, Org: o.Org, Kind: o.Kind,
			Manager: v.Manager == acct && o.Kind == access.FromTeam, Present: in && place.Since == o.Since})
	}
	return mates, nil
}

// AddToTeam puts an agent of the owner on the team. Somebody on it already
// stays as they are.
func (r Room) AddToTeam(ctx context.Context, by people.Caller, d, acct string) error {
	return table.Again(ctx, func() error {
		v, target, g, err := r.loadMate(ctx, by, d, acct, access.ManageTeam)
		if err != nil {
			return err
		}
		place, in := target.Orgs[v.Org]
		if !in {
			return fault.Bad("account", "not-an-agent-here")
		}
		if o, on := g["team"]; on {
			if o.Since == place.Since {
				return nil
			}
			return r.endOn(ctx, v, acct, "team", g, table.ErrConflict) // of an earlier stay: replace it
		}
		return table.Anew(r.Table.Commit(ctx,
			GiveOrigin(d, acct, "team", TeamOrigin(v.Org, place.Since), v.Account.ID, v.Now),
			people.StillAgent(acct, v.Org, place.Since),
			StillManaged(d, v.Account.ID),
			trail.Op(trail.Entry{On: d, At: v.Now, By: v.Account.ID, For: v.Org, Verb: trail.TeamAdded, Args: map[string]string{"account": acct}})))
	})
}

// PreviewTeammate tells what an agent of the owner would see on the team, for
// whoever may put them there (ALL-3).
func (r Room) PreviewTeammate(ctx context.Context, by people.Caller, d, acct string) (Outline, error) {
	v, target, g, err := r.loadMate(ctx, by, d, acct, access.ManageTeam)
	if err != nil {
		return Outline{}, err
	}
	return r.onTeam(ctx, v, target, g)
}

// PreviewManager tells what an agent of the owner would see as the manager, for
// whoever may name them and sees the content (ALL-3, ABB-9).
func (r Room) PreviewManager(ctx context.Context, by people.Caller, d, acct string) (Outline, error) {
	v, target, g, err := r.loadMate(ctx, by, d, acct, access.HandOver)
	if err == nil {
		err = v.May(access.Open).Err()
	}
	if err != nil {
		return Outline{}, err
	}
	v.Manager = acct
	return r.onTeam(ctx, v, target, g)
}

// onTeam is what target would see of v on the team, besides what their grant
// gives: an origin of the present stay remains as it is.
func (r Room) onTeam(ctx context.Context, v View, target people.Account, g access.Grant) (Outline, error) {
	place, in := target.Orgs[v.Org]
	if !in {
		return Outline{}, fault.Bad("account", "not-an-agent-here")
	}
	if g["team"].Since != place.Since {
		g = maps.Clone(g)
		if g == nil {
			g = access.Grant{}
		}
		g["team"] = TeamOrigin(v.Org, place.Since)
	}
	return r.WouldSee(ctx, v, target.Account, g)
}

// loadMate loads a dossier together with another account and its grant.
func (r Room) loadMate(ctx context.Context, by people.Caller, d, acct string, action access.Action) (View, people.Account, access.Grant, error) {
	v, err := r.Load(ctx, by, d, action, "", people.AccountKey(acct), grantKey(d, acct))
	if err != nil {
		return v, people.Account{}, nil, err
	}
	a, err := people.FromRow(acct, v.Row(0))
	if err != nil {
		return v, a, nil, err
	}
	g, err := grantOf(v.Row(1))
	return v, a, g, err
}

// EndOrigin takes somebody off the team, or ends what a join key gave them
// (name is "team" or "join"). What other origins give remains (ALL-2). The
// manager cannot be taken off: another must be named first.
func (r Room) EndOrigin(ctx context.Context, by people.Caller, d, acct, name string) error {
	return table.Again(ctx, func() error {
		v, _, g, err := r.loadMate(ctx, by, d, acct, access.ManageTeam)
		if err != nil {
			return err
		}
		if _, has := g[name]; !has {
			return nil
		}
		if name == "team" && v.Manager == acct {
			return fault.New(fault.Conflict, "manager-stays").By("ALL-9").For("manager-or-admin")
		}
		return r.endOn(ctx, v, acct, name, g, nil)
	})
}

func (r Room) endOn(ctx context.Context, v View, acct, name string, g access.Grant, then error) error {
	verb := trail.TeamRemoved
	if name == "join" {
		verb = trail.JoinEnded
	}
	err := r.Table.Commit(ctx,
		EndOrigins(v.ID, acct, g, name),
		table.Check(headerKey(v.ID), exists(), table.Equal("manager", v.Manager)),
		trail.Op(trail.Entry{On: v.ID, At: v.Now, By: v.Account.ID, For: v.Org, Verb: verb, Args: map[string]string{"account": acct}}))
	if err != nil {
		return table.Anew(err)
	}
	return then
}

// Remaining tells what acct could still do here if the origin called name
// ended: the names of the origins that stay and give something (ALL-2), in
// order. One whose place has ended gives nothing.
func (r Room) Remaining(ctx context.Context, by people.Caller, d, acct, name string) ([]string, error) {
	v, a, g, err := r.loadMate(ctx, by, d, acct, access.ManageTeam)
	if err != nil {
		return nil, err
	}
	as, _, err := r.as(ctx, v, a.Account, g)
	if err != nil {
		return nil, err
	}
	var left []string
	for other, o := range g {
		as.Grant = access.Grant{other: o}
		if other != name && as.May(access.Open).Allowed {
			left = append(left, other)
		}
	}
	slices.Sort(left)
	return left, nil
}

// HandOver names an active agent of the owner as the manager, by the present
// one or by an Admin (ALL-9). The former manager stays on the team. Whoever
// named the present manager may say so again: a repeat whose first answer was
// lost changes nothing.
func (r Room) HandOver(ctx context.Context, by people.Caller, d, to string) error {
	return table.Again(ctx, func() error {
		v, target, g, err := r.loadMate(ctx, by, d, to, access.HandOver)
		if f := fault.Of(err); f != nil && f.Kind == fault.Forbidden && v.Manager == to && v.namedBy == v.Account.ID {
			return nil
		}
		if err != nil {
			return err
		}
		place, in := target.Orgs[v.Org]
		switch {
		case !in:
			return fault.Bad("account", "not-an-agent-here").By("ALL-9")
		case v.Manager == to:
			return nil
		}
		ops := []table.Op{
			table.Update(headerKey(d), table.Change{Set: map[string]any{"manager": to, "namedBy": v.Account.ID},
				If: []table.Cond{exists(), table.Equal("manager", v.Manager)}}),
			people.Manages(v.Manager, v.Org, "", -1),
			people.Manages(to, v.Org, place.Since, 1),
			trail.Op(trail.Entry{On: d, At: v.Now, By: v.Account.ID, For: v.Org, Verb: trail.ManagerNamed,
				Args: map[string]string{"from": v.Manager, "to": to}}),
		}
		if o, on := g["team"]; !on {
			ops = append(ops, GiveOrigin(d, to, "team", TeamOrigin(v.Org, place.Since), v.Account.ID, v.Now))
		} else if o.Since != place.Since {
			return r.endOn(ctx, v, to, "team", g, table.ErrConflict) // of an earlier stay: replace it
		}
		return table.Anew(r.Table.Commit(ctx, ops...))
	})
}

// DropDead removes from acct's grant on d the team and join origins whose
// place has ended. They gave nothing any more, so nobody's access changes.
func (r Room) DropDead(ctx context.Context, d, acct string) error {
	a, g, err := r.Grant(ctx, d, acct)
	if err != nil {
		return err
	}
	for name, o := range g {
		if o.Org == "" || a.Orgs[o.Org].Since == o.Since {
			continue
		}
		if err := r.Table.Write(ctx, EndOrigins(d, acct, g, name)); err != nil && table.FailedAt(err) == nil {
			return err
		}
		delete(g, name)
	}
	return nil
}

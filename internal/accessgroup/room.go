package accessgroup

import (
	"context"
	"time"

	"tierce/internal/access"
	"tierce/internal/fault"
	"tierce/internal/id"
	"tierce/internal/model"
	"tierce/internal/people"
	"tierce/internal/table"
	"tierce/internal/trail"
)

// Room keeps the access groups of organisations.
type Room struct {
	Table  *table.Table
	Models model.Room
	Clock  func() time.Time
}

// Of are the groups of a model as loaded for one caller, with the latest
// version of the model.
type Of struct {
	Groups
	Head    model.Head
	Latest  model.Model
	account people.Account
	now     time.Time
}

// Contacts counts the contacts in a group, as the index knows them: it may be
// a moment behind (IND-5).
func (r Room) Contacts(ctx context.Context, org, model, group string) (int, error) {
	rows, err := r.Table.All(ctx, table.Query{Index: "GSI1", PK: GroupKey(org, model, group)})
	return len(rows), err
}

// List gives the groups of a model, for any agent of org.
func (r Room) List(ctx context.Context, by people.Caller, org, model string) (Of, error) {
	return r.load(ctx, by, org, model, access.UseModels)
}

func (r Room) load(ctx context.Context, by people.Caller, org, modelID string, action access.Action) (Of, error) {
	of := Of{now: r.Clock().UTC()}
	a, rows, err := people.Load(ctx, r.Table, by, of.now, model.HeadKey(org, modelID), Key(org, modelID))
	if err != nil {
		return of, err
	}
	of.account = a
	if err := access.DecideOrg(a.Account, org, action).Err(); err != nil {
		return of, err
	}
	if of.Head, of.Latest, err = r.Models.FromHead(ctx, rows[0]); err != nil {
		return of, err
	}
	of.Groups, err = FromRow(org, modelID, rows[1])
	return of, err
}

// Make adds a group named by once: the same request repeated gives it again.
func (r Room) Make(ctx context.Context, by people.Caller, org, model string, d Draft, once string) (Of, Group, error) {
	var of Of
	var g Group
	err := table.Again(ctx, func() (err error) {
		if of, err = r.load(ctx, by, org, model, access.ManageGroups); err != nil {
			return err
		}
		if g, err = of.Draw(Group{ID: once}, d, of.Latest); err != nil {
			return err
		}
		if there, made := of.Find(once); made {
			if !there.Same(g) {
				err = fault.New(fault.Invalid, "idempotency-key-reused")
			}
			return err
		}
		if of.own() >= Most {
			return fault.New(fault.Conflict, "too-many-groups", "most", Most).By("IND-5")
		}
		return r.save(ctx, &of, of.With(g), trail.GroupMade, g.ID)
	})
	return of, g, err
}

func (gs Groups) own() (n int) {
	for _, g := range gs.List {
		if !g.Ready() {
			n++
		}
	}
	return n
}

// Change makes a group what d says, where the groups are those that were read
// at version: a change of somebody else's is refused as stale. What is so
// already is no change.
func (r Room) Change(ctx context.Context, by people.Caller, org, model, group string, version int, d Draft) (Of, Group, error) {
	var of Of
	var g Group
	err := table.Again(ctx, func() (err error) {
		if of, err = r.load(ctx, by, org, model, access.ManageGroups); err != nil {
			return err
		}
		was, there := of.Find(group)
		if !there {
			return access.Nothing()
		}
		if g, err = of.Draw(was, d, of.Latest); err != nil || g.Same(was) {
			return err
		}
		if of.Version != version {
			return fault.New(fault.Stale, "stale")
		}
		return r.save(ctx, &of, of.With(g), trail.GroupChanged, g.ID)
	})
	return of, g, err
}

// Delete deletes a group that no contact is in; with contacts it is refused
// with their number. One that is gone already stays gone.
func (r Room) Delete(ctx context.Context, by people.Caller, org, model, group string, version int) error {
	return table.Again(ctx, func() error {
		of, err := r.load(ctx, by, org, model, access.ManageGroups)
		if err != nil {
			return err
		}
		g, there := of.Find(group)
		switch {
		case !there && !id.Valid(group):
			return access.Nothing() // nothing was ever called so
		case !there && version <= of.Version && version >= 0:
			return nil // deleted already: a repeat
		case g.Ready():
			return fault.New(fault.Conflict, "group-ready-made").By("IND-5").For("nobody")
		case of.Version != version:
			return fault.New(fault.Stale, "stale")
		}
		n, err := r.Contacts(ctx, org, model, group)
		if err != nil {
			return err
		}
		if n > 0 {
			return fault.New(fault.Conflict, "group-in-use", "count", n).By("IND-5").For("agent")
		}
		return r.save(ctx, &of, of.without(group), trail.GroupDeleted, group)
	})
}

// save writes next over what of has, with the caller's place as a condition.
func (r Room) save(ctx context.Context, of *Of, next Groups, verb trail.Verb, group string) error {
	org := of.Organization
	next.Version++
	err := r.Table.Commit(ctx, next.save(of.Groups),
		people.StillAdmin(of.account.ID, org, of.account.Orgs[org].Since),
		trail.Op(trail.Entry{On: trail.Organization(org), At: of.now, By: of.account.ID, For: org, Verb: verb,
			Args: map[string]string{"model": of.Model, "group": group}}))
	if table.FailedAt(err) != nil {
		return table.ErrConflict
	}
	if err == nil {
		of.Groups = next
	}
	return err
}

// Preview tells what a change would give and take, and of how many contacts,
// for whoever may make it.
func (r Room) Preview(ctx context.Context, by people.Caller, org, model, group string, d Draft) (Of, Effect, int, error) {
	of, err := r.load(ctx, by, org, model, access.ManageGroups)
	if err != nil {
		return of, Effect{}, 0, err
	}
	was, there := of.Find(group)
	if !there {
		return of, Effect{}, 0, access.Nothing()
	}
	is, err := of.Draw(was, d, of.Latest)
	if err != nil {
		return of, Effect{}, 0, err
	}
	n, err := r.Contacts(ctx, org, model, group)
	return of, EffectOf(was, is, of.Latest), n, err
}

// MayManage tells whether whoever of was loaded for may change the groups.
func (of Of) MayManage() access.Decision {
	return access.DecideOrg(of.account.Account, of.Organization, access.ManageGroups)
}

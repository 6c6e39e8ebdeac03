package sharekey

import (
	"context"
	"slices"
	"time"

	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/people"
	"tierce/internal/secret"
	"tierce/internal/table"
	"tierce/internal/trail"
)

// Redeemed is what a key gave: the dossier to open.
type Redeemed struct {
	Dossier string
	Mode    Mode
}

// kind is what share keys look like, and what is said of a wrong one (EVO-6).
var kind = secret.Kind{Name: "share-key", Prefix: "TIERCE", Check: "tierce share key", Rule: "EVO-6", Fix: "sender"}

func spent() error { return kind.Spent() }

// copyTries is how often a copy is begun anew because the source was edited
// meanwhile, before the recipient is asked to try again.
const copyTries = 4

// Redeem spends the key that was typed, for the caller in org ("" where they
// work for one organisation only), and gives the dossier (EVO-2 to EVO-7).
// once names the request: the one that spent the key, repeated within a day,
// gets the first answer again.
func (r Room) Redeem(ctx context.Context, by people.Caller, typed, org, once string) (Redeemed, error) {
	key, s, err := kind.Parse(typed)
	if err != nil {
		return Redeemed{}, err
	}
	var got Redeemed
	copies := 0
	err = table.Again(ctx, func() error {
		now := r.Clock().UTC()
		a, rows, err := people.Load(ctx, r.Table, by, now, secret.TriesKey(by.Account()), keyKey(key))
		if err != nil {
			return err
		}
		to, err := recipient(a, org)
		if err != nil {
			return err
		}
		k, err := keyOf(rows[1])
		if err != nil {
			return err
		}
		good := k.ID != "" && kind.Is(s, k.hash)
		if good && k.UsedBy == a.ID && k.once == once && now.Before(k.UsedAt.Add(repeatable)) {
			if k.UsedFor != to.Org {
				return fault.New(fault.Invalid, "idempotency-key-reused")
			}
			got = Redeemed{Dossier: k.Result, Mode: k.Mode}
			return nil
		}
		if err := secret.Blocked(rows[0], now); err != nil {
			return err
		}
		if !good || k.stateAt(now, k.mayStand(a)) != Pending {
			return kind.Refuse(ctx, r.Table, a.ID, rows[0], now)
		}
		if k.Mode == Joining {
			got, err = r.join(ctx, k, to, once, now)
		} else {
			copies++
			got, err = r.copy(ctx, k, to, once, copies == copyTries)
		}
		if fault.Is(err, "share-key-spent") {
			return kind.Refuse(ctx, r.Table, a.ID, rows[0], now)
		}
		return err
	})
	return got, err
}

// recipient says whom the key is redeemed for: an active agent's organisation
// (EVO-3), chosen where there are several (EVO-7).
func recipient(a people.Account, org string) (dossier.Recipient, error) {
	if err := access.DecideRedeem(a.Account).Err(); err != nil {
		return dossier.Recipient{}, err
	}
	if org == "" && len(a.Orgs) == 1 {
		for only := range a.Orgs {
			org = only
		}
	}
	place, in := a.Orgs[org]
	switch {
	case org == "":
		return dossier.Recipient{}, fault.Bad("organization", "choose-organization").By("EVO-7")
	case !in:
		return dossier.Recipient{}, fault.Bad("organization", "not-your-organization").By("EVO-3")
	}
	return dossier.Recipient{Account: a.ID, Org: org, Since: place.Since}, nil
}

// mayStand tells whether the maker's place, which k hangs on, may still be
// there: known where a is the maker, else for the last write to check.
func (k Key) mayStand(a people.Account) bool {
	return k.Maker != a.ID || a.Orgs[k.Org].Since == k.since
}

// spend gives the operation that uses k up.
func (k Key) spend(to dossier.Recipient, result, once string, now time.Time) table.Op {
	return table.Update(keyKey(k.ID), table.Change{If: k.live(now), Set: map[string]any{
		"state": Used, "usedBy": to.Account, "usedFor": to.Org, "usedAt": now, "result": result, "once": once}})
}

func (k Key) used(to dossier.Recipient, verb trail.Verb, now time.Time) table.Op {
	return trail.Op(trail.Entry{On: k.Dossier, At: now, By: to.Account, For: to.Org, Verb: verb, Args: map[string]string{"key": k.ID}})
}

// join puts the recipient into the live dossier: as one of the team where they
// are agents of the owner, else as a joined agent. Somebody in it already is
// told so and the key stays good.
func (r Room) join(ctx context.Context, k Key, to dossier.Recipient, once string, now time.Time) (Redeemed, error) {
	name, origin := "join", dossier.JoinOrigin(to.Org, to.Since)
	if to.Org == k.Org {
		name, origin = "team", dossier.TeamOrigin(to.Org, to.Since)
	}
	err := r.Table.Commit(ctx,
		k.spend(to, k.Dossier, once, now),
		dossier.GiveOrigin(k.Dossier, to.Account, name, origin, k.Maker, now, "team", "join"),
		k.used(to, trail.KeyJoined, now),
		dossier.StillThere(k.Dossier, k.Org),
		people.StillAgent(k.Maker, k.Org, k.since)) // a key dies with its maker's place (ALL-9)
	failed := table.FailedAt(err)
	switch {
	case failed == nil:
		return Redeemed{Dossier: k.Dossier, Mode: Joining}, err
	case slices.Equal(failed, []int{1}):
		return Redeemed{}, r.onTeamAlready(ctx, k, to)
	}
	return Redeemed{}, spent()
}

func (r Room) onTeamAlready(ctx context.Context, k Key, to dossier.Recipient) error {
	v, err := r.Dossiers.Load(ctx, people.ByAccount(to.Account), k.Dossier, access.Open, "")
	switch {
	case err == nil:
		return fault.New(fault.Conflict, "already-on-team", "title", v.Title).By("EVO-7").For("nobody")
	case fault.Of(err) == nil || fault.Of(err).Kind == fault.Unavailable:
		return err
	}
	// What stands there hangs on a place that ended: it gives nothing, and
	// makes room for what the key gives.
	if err := r.Dossiers.DropDead(ctx, k.Dossier, to.Account); err != nil {
		return err
	}
	return table.ErrConflict
}

// copy gives the recipient's organisation its own dossier. An edit of the
// source meanwhile, seen at the last transaction, begins the copy anew; at the
// last try the recipient is asked to come back.
func (r Room) copy(ctx context.Context, k Key, to dossier.Recipient, once string, last bool) (Redeemed, error) {
	owner, err := r.People.Organization(ctx, k.Org)
	if err != nil {
		return Redeemed{}, err
	}
	c, err := r.Dossiers.StartCopy(ctx, k.Dossier, owner, to)
	if fault.Is(err, "hidden") {
		return Redeemed{}, spent()
	}
	if err == nil {
		err = r.Documents.CarryTo(ctx, c)
	}
	if err != nil {
		return Redeemed{}, err
	}
	now := r.Clock().UTC()
	var own []table.Cond
	if k.Maker == to.Account { // one row, which the last write changes already
		own = append(own, people.InPlace(k.Org, k.since))
	}
	finish := c.Finish(k.ID, now, own...)
	ops := append(finish, k.spend(to, c.To.ID, once, now), k.used(to, trail.KeyCopied, now))
	if k.Maker != to.Account {
		ops = append(ops, people.StillAgent(k.Maker, k.Org, k.since))
	}
	err = r.Table.Commit(ctx, ops...)
	failed := table.FailedAt(err)
	switch {
	case failed == nil:
		return Redeemed{Dossier: c.To.ID, Mode: Copying}, err
	case slices.Contains(failed, len(finish)), slices.Contains(failed, len(finish)+2):
		return Redeemed{}, spent()
	case last && slices.Contains(failed, dossier.CopySource):
		return Redeemed{}, fault.New(fault.Conflict, "edited-meanwhile").By("EVO-7").For("nobody")
	}
	return Redeemed{}, table.ErrConflict
}

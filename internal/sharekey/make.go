package sharekey

import (
	"context"

	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/people"
	"tierce/internal/secret"
	"tierce/internal/table"
	"tierce/internal/trail"
)

// Make makes a share key for d and gives it with its text, which is nowhere
// else and is shown once (EVO-1). once names the key's row: the same request
// repeated within a day gives that row a fresh secret, and kills the one whose
// answer nobody saw (EVO-7).
func (r Room) Make(ctx context.Context, by people.Caller, d string, mode Mode, once string) (Key, string, error) {
	if mode != Copying && mode != Joining {
		return Key{}, "", fault.Bad("mode", "bad-mode")
	}
	var k Key
	var s secret.Secret
	err := table.Again(ctx, func() error {
		v, err := r.Dossiers.Load(ctx, by, d, access.MakeKey, "")
		if err != nil {
			return err
		}
		s = secret.New()
		k = Key{ID: once, Dossier: d, Org: v.Org, Maker: v.Account.ID, MakerName: v.Account.Name, Mode: mode, Made: v.Now,
			State: Pending, since: v.Account.Orgs[v.Org].Since, hash: kind.Hash(s)}
		err = r.Table.Commit(ctx, append([]table.Op{table.Insert(k.row()), dossier.StillLive(d), entry(v, k, trail.KeyMade)}, v.Grounds()...)...)
		for _, at := range table.FailedAt(err) {
			if at == 0 {
				return r.renew(ctx, v, &k)
			}
		}
		return table.Anew(err)
	})
	if err != nil {
		return Key{}, "", err
	}
	return k, kind.Format(k.ID, s), nil
}

// renew gives the row that the same request made before the fresh secret of k.
func (r Room) renew(ctx context.Context, v dossier.View, k *Key) error {
	row, err := r.Table.Get(ctx, keyKey(k.ID))
	if err != nil {
		return err
	}
	was, err := keyOf(row)
	if err != nil {
		return err
	}
	switch {
	case was.Dossier != k.Dossier || was.Mode != k.Mode || was.Maker != k.Maker || was.since != k.since,
		!v.Now.Before(was.Made.Add(repeatable)):
		return fault.New(fault.Invalid, "idempotency-key-reused")
	case was.State != Pending:
		return fault.New(fault.Conflict, "share-key-settled").By("EVO-7").For("sender")
	}
	k.Made, k.Renewed = was.Made, true
	return table.Anew(r.Table.Commit(ctx, append(v.Grounds(),
		table.Update(keyKey(k.ID), table.Change{Set: map[string]any{"hash": k.hash}, If: was.live(v.Now)}),
		dossier.StillLive(v.ID), entry(v, *k, trail.KeyRenewed))...))
}

func entry(v dossier.View, k Key, verb trail.Verb) table.Op {
	return trail.Op(trail.Entry{On: k.Dossier, At: v.Now, By: v.Account.ID, For: v.For(), Verb: verb,
		Args: map[string]string{"key": k.ID, "mode": string(k.Mode)}})
}

// Preview tells what whoever redeems a key of mode for d would see (ALL-3).
func (r Room) Preview(ctx context.Context, by people.Caller, d string, mode Mode) (dossier.View, dossier.Outline, error) {
	v, err := r.Dossiers.Load(ctx, by, d, access.MakeKey, "")
	if err != nil {
		return v, dossier.Outline{}, err
	}
	if mode == Copying {
		o, err := r.Dossiers.WouldSeeOfCopy(ctx, v)
		return v, o, err
	}
	somebody := access.Account{Orgs: map[string]access.Member{"": {}}}
	o, err := r.Dossiers.WouldSee(ctx, v, somebody, access.Grant{"join": dossier.JoinOrigin("", "")})
	return v, o, err
}

// List gives the keys of d with their states, the newest first (EVO-7).
func (r Room) List(ctx context.Context, by people.Caller, d string) (dossier.View, []Key, error) {
	v, err := r.Dossiers.Load(ctx, by, d, access.ListKeys, "")
	if err != nil {
		return v, nil, err
	}
	var keys []Key
	q := table.Query{Index: "GSI1", PK: "D#" + d, Newest: true, Limit: 100}
	for {
		page, err := r.Table.Query(ctx, q)
		if err != nil {
			return v, nil, err
		}
		some, err := r.states(ctx, v, page.Rows)
		if err != nil {
			return v, nil, err
		}
		keys = append(keys, some...)
		if page.Next == nil {
			return v, keys, nil
		}
		q.After = page.Next
	}
}

// states reads the keys that candidates name, and their makers, whose place
// decides whether a pending key still opens anything.
func (r Room) states(ctx context.Context, v dossier.View, candidates []table.Row) ([]Key, error) {
	if len(candidates) == 0 {
		return nil, nil
	}
	names := make([]table.Key, len(candidates))
	for i, c := range candidates {
		names[i] = table.KeyOf(c)
	}
	rows, err := r.Table.BatchGet(ctx, names...)
	if err != nil {
		return nil, err
	}
	var keys []Key
	makers := map[string]people.Account{}
	for _, row := range rows {
		k, err := keyOf(row)
		if err != nil {
			return nil, err
		}
		if k.Dossier != v.ID {
			continue
		}
		for _, acct := range []string{k.Maker, k.UsedBy} {
			if _, known := makers[acct]; acct != "" && !known {
				if makers[acct], err = r.People.Get(ctx, acct); err != nil {
					return nil, err
				}
			}
		}
		maker := makers[k.Maker]
		k.State = k.stateAt(v.Now, maker.Orgs[k.Org].Since == k.since)
		k.MakerName, k.UserName = maker.Name, makers[k.UsedBy].Name
		keys = append(keys, k)
	}
	return keys, nil
}

// Revoke ends a pending key: one's own, or any by the manager. Revoking it
// again changes nothing.
func (r Room) Revoke(ctx context.Context, by people.Caller, d, key string) error {
	return table.Again(ctx, func() error {
		v, err := r.Dossiers.Load(ctx, by, d, access.ListKeys, "", keyKey(key))
		if err != nil {
			return err
		}
		k, err := keyOf(v.Row(0))
		if err != nil {
			return err
		}
		if k.Dossier != d {
			return access.Nothing()
		}
		action := access.RevokeKey
		if k.Maker == v.Account.ID {
			action = access.RevokeOwnKey
		}
		if err := v.May(action).Err(); err != nil {
			return err
		}
		switch k.stateAt(v.Now, true) {
		case Revoked:
			return nil
		case Used, Expired:
			return fault.New(fault.Conflict, "share-key-settled").By("EVO-7").For("sender")
		}
		return table.Anew(r.Table.Commit(ctx, append(v.Grounds(),
			table.Update(keyKey(key), table.Change{Set: map[string]any{"state": Revoked}, If: []table.Cond{table.Equal("state", Pending)}}),
			dossier.StillLive(d), entry(v, k, trail.KeyRevoked))...))
	})
}

package clientshare

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"tierce/internal/access"
	"tierce/internal/client"
	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/id"
	"tierce/internal/people"
)

// Mine lists what is shown to the caller as a client, of whichever
// organisations, the newest first; Colleagues lists what is shown to others of
// their company, where its owner switched that on (LEX-5). Both read candidates
// strongly, and decide each anew. cursor is what the page before gave.
func (r Room) Mine(ctx context.Context, by people.Caller, cursor string, limit int) ([]dossier.View, string, error) {
	return r.list(ctx, by, cursor, limit, r.ofClient, func(role access.Role) bool { return role == access.Requester || role == access.Watcher })
}

// Colleagues: see Mine.
func (r Room) Colleagues(ctx context.Context, by people.Caller, cursor string, limit int) ([]dossier.View, string, error) {
	return r.list(ctx, by, cursor, limit, r.ofColleagues, func(role access.Role) bool { return role == access.Colleague })
}

type candidates func(ctx context.Context, org, client string) ([]pointer, error)

func (r Room) list(ctx context.Context, by people.Caller, cursor string, limit int, of candidates, as func(access.Role) bool) ([]dossier.View, string, error) {
	if cursor != "" && !id.Valid(cursor) {
		return nil, "", fault.Bad("cursor", "bad-cursor")
	}
	a, _, err := people.Load(ctx, r.Table, by, r.Clock())
	if err != nil {
		return nil, "", err
	}
	ids, err := r.idsOf(ctx, a, of)
	if err != nil {
		return nil, "", err
	}
	if at := slices.Index(ids, cursor); cursor != "" {
		ids = ids[at+1:]
	}
	limit = min(max(limit, 1), dossier.PageMost)
	next := ""
	if len(ids) > limit {
		ids, next = ids[:limit], ids[limit-1]
	}
	views, err := r.Dossiers.DecideAll(ctx, by, ids...)
	if err != nil {
		return nil, "", err
	}
	return slices.DeleteFunc(views, func(v dossier.View) bool { return !v.Decision.Allowed || !as(v.Decision.Role) }), next, nil
}

// idsOf gives the dossiers of candidates, the newest first, each once.
func (r Room) idsOf(ctx context.Context, a people.Account, of candidates) ([]string, error) {
	var found []pointer
	for _, org := range slices.Sorted(maps.Keys(a.Clients)) {
		some, err := of(ctx, org, a.Clients[org])
		if err != nil {
			return nil, err
		}
		found = append(found, some...)
	}
	slices.SortFunc(found, func(p, q pointer) int {
		return cmp.Or(q.At.Compare(p.At), cmp.Compare(p.dossier(), q.dossier()))
	})
	var ids []string
	for _, p := range found {
		if !slices.Contains(ids, p.dossier()) {
			ids = append(ids, p.dossier())
		}
	}
	return ids, nil
}

func (r Room) ofClient(ctx context.Context, org, self string) ([]pointer, error) {
	return r.pointers(ctx, org, self)
}

func (r Room) ofColleagues(ctx context.Context, org, self string) ([]pointer, error) {
	o, err := r.Dossiers.People.Organization(ctx, org)
	if err != nil || !o.Colleagues {
		return nil, err
	}
	all, err := r.Clients.Of(ctx, org)
	if err != nil {
		return nil, err
	}
	at := slices.IndexFunc(all, func(c client.Client) bool { return c.ID == self })
	if at < 0 || all[at].Company == "" {
		return nil, nil
	}
	var found []pointer
	for _, c := range all {
		if c.ID == self || c.Company != all[at].Company {
			continue
		}
		list, err := r.pointers(ctx, org, c.ID)
		if err != nil {
			return nil, err
		}
		for _, p := range list {
			if p.Kind == access.FromRequester {
				found = append(found, p)
			}
		}
	}
	return found, nil
}

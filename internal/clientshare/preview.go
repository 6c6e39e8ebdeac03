package clientshare

import (
	"context"
	"maps"

	"tierce/internal/access"
	"tierce/internal/client"
	"tierce/internal/dossier"
	"tierce/internal/people"
)

// Preview is who would see what (ALL-3).
type Preview struct {
	View       dossier.View
	Shown      Shown           // as it would be
	Ending     []client.Client // who sees it now and would not
	Seen       []SeenBy        // the requester, then the watchers
	Colleagues []client.Client // who would see it besides, because the owner switched that on (LEX-5)
}

// SeenBy is what one client would see.
type SeenBy struct {
	Client client.Client
	Kind   access.Kind
	dossier.Seen
}

// Preview tells what showing d as draft says would mean, for whoever may.
func (r Room) Preview(ctx context.Context, by people.Caller, d string, draft Draft) (Preview, error) {
	s, err := r.load(ctx, by, d, append([]string{draft.Requester}, draft.Watchers...)...)
	if err != nil {
		return Preview{}, err
	}
	next, err := draft.check(s.clients)
	if err != nil {
		return Preview{}, err
	}
	p := Preview{View: s.View}
	for _, c := range s.Share.Clients() {
		if was, there := s.clients[c]; there && next.Kind(c) == "" {
			p.Ending = append(p.Ending, was)
		}
	}
	s.Header = s.SharedAs(next)
	p.Shown = s.shown()
	if err := r.see(ctx, s, &p); err != nil {
		return p, err
	}
	return p, r.colleagues(ctx, s, &p)
}

// see looks as each would. Those who have no other access see the same.
func (r Room) see(ctx context.Context, s setting, p *Preview) error {
	var plain *dossier.Seen
	for _, c := range append([]client.Client{p.Shown.Requester}, p.Shown.Watchers...) {
		kind := s.Share.Kind(c.ID)
		a, g, err := r.accountOf(ctx, s.ID, c)
		if err != nil {
			return err
		}
		if len(g) == 0 && len(a.Orgs) == 0 && plain != nil {
			p.Seen = append(p.Seen, SeenBy{c, kind, *plain})
			continue
		}
		only := len(g) == 0 && len(a.Orgs) == 0
		name, o := dossier.ShareOrigin(kind, c.ID, "ahead")
		g = maps.Clone(g)
		g[name] = o
		ahead := s.View.Ahead(s.Share, access.Portal{Self: client.Access(c), Requester: client.Access(p.Shown.Requester)})
		seen, err := r.Dossiers.SeenBy(ctx, ahead, a, g)
		if err != nil {
			return err
		}
		if only {
			plain = &seen
		}
		p.Seen = append(p.Seen, SeenBy{c, kind, seen})
	}
	return nil
}

// accountOf gives the account of a client who has come in, and what else they
// have here; nothing of one who has not.
func (r Room) accountOf(ctx context.Context, d string, c client.Client) (access.Account, access.Grant, error) {
	if !c.In() {
		return access.Account{}, access.Grant{}, nil
	}
	a, g, err := r.Dossiers.Grant(ctx, d, c.Account)
	others := access.Grant{}
	for name, o := range g {
		if o.Kind != access.FromRequester && o.Kind != access.FromWatcher {
			others[name] = o
		}
	}
	return a.Account, others, err
}

func (r Room) colleagues(ctx context.Context, s setting, p *Preview) error {
	owner, err := r.Dossiers.People.Organization(ctx, s.Org)
	if err != nil || !owner.Colleagues || p.Shown.Requester.Company == "" {
		return err
	}
	all, err := r.Clients.Of(ctx, s.Org)
	if err != nil {
		return err
	}
	for _, c := range all {
		if c.Company == p.Shown.Requester.Company && s.Share.Kind(c.ID) == "" {
			p.Colleagues = append(p.Colleagues, c)
		}
	}
	return nil
}

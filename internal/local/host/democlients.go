package host

import (
	"context"

	"tierce/internal/client"
	"tierce/internal/clientshare"
	"tierce/internal/id"
	"tierce/internal/local/demo"
)

// clients adds the clients of the portals, lets those come in who do, and shows
// them what they ask for and watch.
func (l *loader) clients(ctx context.Context) error {
	ids := map[string]string{}
	for _, c := range demo.Clients() {
		l.later()
		org := l.orgs[c.Organization]
		added, err := l.Clients.Add(ctx, l.as(l.admin(c.Organization).Email), org, client.Draft{Name: c.Name, Email: c.Email, Phone: c.Phone,
			Lang: c.Lang, Company: c.Company}, id.Of("demo-client", c.Email))
		if err != nil {
			return err
		}
		ids[c.Email] = added.ID
		if !c.ComesIn {
			continue
		}
		l.later()
		if _, err := l.signUp(ctx, c.Email, c.Phone, c.Name, c.Lang); err != nil {
			return err
		}
	}
	for _, d := range demo.Dossiers() {
		if err := l.show(ctx, d, ids); err != nil {
			return err
		}
	}
	return nil
}

func (l *loader) show(ctx context.Context, d demo.Dossier, ids map[string]string) error {
	var draft clientshare.Draft
	for _, c := range demo.Clients() {
		switch {
		case c.Organization != d.Organization:
		case c.Requests == d.Reference:
			draft.Requester = ids[c.Email]
		case c.Watches == d.Reference:
			draft.Watchers = append(draft.Watchers, ids[c.Email])
		}
	}
	if draft.Requester == "" {
		return nil
	}
	l.later()
	_, _, err := l.Shares.Show(ctx, l.as(d.Manager), named(d), draft)
	return err
}

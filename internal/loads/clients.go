package loads

import (
	"context"
	"time"

	"tierce/internal/access"
	"tierce/internal/mail"
	"tierce/internal/outbox"
	"tierce/internal/people"
	"tierce/internal/text"
)

// shown mails a client that a dossier is shown to them, where it still is
// (LEX-7).
func (p post) shown(ctx context.Context, e outbox.Entry, _ time.Time) (time.Time, error) {
	d, id := e.Data["dossier"], e.Data["client"]
	h, err := p.rooms.Dossiers.Header(ctx, d)
	if err != nil || !h.Live || h.Share.Kind(id) == "" {
		return time.Time{}, err
	}
	clients, err := p.rooms.Clients.Read(ctx, h.Org, id, h.Share.Requester)
	if err != nil {
		return time.Time{}, err
	}
	c := clients[id]
	if !c.In() {
		return time.Time{}, nil
	}
	v, err := p.rooms.Dossiers.Load(ctx, people.ByAccount(c.Account), d, access.Open, "")
	if v.Decision.Rule != nil {
		return time.Time{}, nil // another company, or the end, since
	}
	if err != nil {
		return time.Time{}, err
	}
	o := offer{header: h}
	if err := p.fill(ctx, &o); err != nil {
		return time.Time{}, err
	}
	l := mail.ShownToClient{Case: o.Case, To: v.Account.Email, Name: c.Name, Attachments: h.Share.Attachments, URL: p.baseURL + "/dossiers/" + d}
	if h.Share.Kind(id) == access.FromWatcher {
		l.Requester = clients[h.Share.Requester].Name
	}
	return time.Time{}, p.write(ctx, e, l, text.Lang(c.Lang))
}

package clientshare

import (
	"context"
	"maps"
	"time"

	"tierce/internal/access"
	"tierce/internal/client"
	"tierce/internal/dossier"
	"tierce/internal/id"
	"tierce/internal/outbox"
	"tierce/internal/people"
	"tierce/internal/table"
)

// Arrive makes theirs what is shown to a client who has come in, and mails
// them about each (LEX-7). A sign-in does it; the entry that it wrote does it
// again, for one that was cut short. What is done stays done.
func (r Room) Arrive(ctx context.Context, c client.Client) error {
	return r.arrive(ctx, c, r.Clock().UTC())
}

func (r Room) arrive(ctx context.Context, c client.Client, at time.Time) error {
	list, err := r.pointers(ctx, c.Org, c.ID)
	if err != nil {
		return err
	}
	for _, p := range list {
		if p.Account != "" {
			continue
		}
		err := table.Again(ctx, func() error { return r.arriveIn(ctx, c.Org, c.ID, p, at) })
		if err != nil {
			return err
		}
	}
	return nil
}

func (r Room) arriveIn(ctx context.Context, org, id string, p pointer, at time.Time) error {
	rows, err := r.Table.BatchGet(ctx, client.KeyOf(org, id), p.Key)
	if err != nil || rows[1] == nil || table.Text(rows[1], "account") != "" {
		return err
	}
	c, err := client.Of(rows[0])
	if err != nil || !c.In() {
		return err
	}
	h, err := r.Dossiers.Header(ctx, p.dossier())
	if err != nil || h.Share.Kind(id) == "" || !h.Live && h.Deleted == nil {
		return err
	}
	s := setting{View: dossier.View{Header: h, Now: at}}
	origin, err := r.originOps(ctx, s, c.Account, id, h.Share.Kind(id), h.Share.Since, "")
	if err != nil {
		return err
	}
	return table.Anew(r.Table.Commit(ctx, append(origin, dossier.StillShared(h), client.Still(c), tell(h.ID, c, h.Share.Since, s.Now),
		table.Update(p.Key, table.Change{Set: map[string]any{"account": c.Account}, If: []table.Cond{table.Present("pk"), table.Absent("account")}}))...))
}

// Arrived is the load of client.ArrivedLoad.
func (r Room) Arrived(ctx context.Context, e outbox.Entry, _ time.Time) (time.Time, error) {
	found, err := r.Clients.Read(ctx, e.Data["organization"], e.Data["client"])
	if c := found[e.Data["client"]]; err == nil && c.In() {
		err = r.arrive(ctx, c, e.Due)
	}
	return time.Time{}, err
}

// Moved is the load of client.MovedLoad: what a client's company, or their
// end, no longer allows is taken off the dossiers (LEX-8). It holds already,
// by what the client's row says; this makes it stay so when the row changes
// back, and leaves no trace in lists.
func (r Room) Moved(ctx context.Context, e outbox.Entry, _ time.Time) (time.Time, error) {
	list, err := r.pointers(ctx, e.Data["organization"], e.Data["client"])
	if err != nil {
		return time.Time{}, err
	}
	for _, p := range list {
		if err := table.Again(ctx, func() error { return r.tidy(ctx, p.dossier()) }); err != nil {
			return time.Time{}, err
		}
	}
	return time.Time{}, nil
}

func (r Room) tidy(ctx context.Context, d string) error {
	h, err := r.Dossiers.Header(ctx, d)
	if err != nil || !h.Share.Shown() {
		return err
	}
	s := setting{View: dossier.View{Header: h, Now: r.Clock().UTC()}}
	if s.clients, err = r.Clients.Read(ctx, h.Org, h.Share.Clients()...); err != nil {
		return err
	}
	next := allowed(h.Share, s.clients)
	if next.Same(h.Share) {
		return nil
	}
	next.Since = id.New()
	ops, err := r.ops(ctx, s, next, "")
	if err != nil {
		return err
	}
	return table.Anew(r.Table.Commit(ctx, ops...))
}

// allowed is what of was its clients, as they are, still allow.
func allowed(was dossier.Share, clients map[string]client.Client) dossier.Share {
	requester, there := clients[was.Requester]
	if !there {
		return dossier.Share{}
	}
	next := was
	next.Watchers = nil
	for _, w := range was.Watchers {
		if c, there := clients[w]; there && mayWatch(c, requester) == nil {
			next.Watchers = append(next.Watchers, w)
		}
	}
	return next
}

// End is a watching that something would end: of one client, in one dossier.
type End struct {
	Dossier   string
	Reference string
	Client    client.Client
	Kind      access.Kind
}

// WouldEnd tells, for an Admin of org, what another company (by its name) would
// end for a client and for who watches beside them, or what their removal would
// (LEX-8). An Admin sees no title by that title (ABB-9).
func (r Room) WouldEnd(ctx context.Context, by people.Caller, org, client, company string, removed bool) ([]End, error) {
	c, err := r.Clients.Managed(ctx, by, org, client)
	if err != nil {
		return nil, err
	}
	return r.ends(ctx, c, company, removed)
}

func (r Room) ends(ctx context.Context, c client.Client, company string, removed bool) ([]End, error) {
	list, err := r.pointers(ctx, c.Org, c.ID)
	if err != nil {
		return nil, err
	}
	then := c
	then.Company = client.CompanyID(c.Org, company)
	var ends []End
	for _, p := range list {
		h, err := r.Dossiers.Header(ctx, p.dossier())
		if err != nil {
			return nil, err
		}
		if !h.Live || !h.Share.Shown() {
			continue
		}
		clients, err := r.Clients.Read(ctx, h.Org, h.Share.Clients()...)
		if err != nil {
			return nil, err
		}
		was := allowed(h.Share, clients)
		next := map[string]client.Client{}
		maps.Copy(next, clients)
		next[c.ID] = then
		if removed {
			delete(next, c.ID)
		}
		is := allowed(h.Share, next)
		for _, who := range was.Clients() {
			if is.Kind(who) == "" {
				ends = append(ends, End{h.ID, h.Reference, clients[who], was.Kind(who)})
			}
		}
	}
	return ends, nil
}

// Forget lets go, before a purge, of the rows by which what is shown of d is
// found.
func (r Room) Forget(ctx context.Context, d string) error {
	h, err := r.Dossiers.Header(ctx, d)
	if err != nil {
		return err
	}
	var keys []table.Key
	for _, c := range h.Share.Clients() {
		keys = append(keys, pointerKey(h.Org, c, d))
	}
	return r.Table.Clear(ctx, keys)
}

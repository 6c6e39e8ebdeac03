package dossier

import (
	"context"
	"slices"

	"tierce/internal/access"
	"tierce/internal/client"
	"tierce/internal/model"
	"tierce/internal/people"
	"tierce/internal/table"
)

// needsPortal tells whether a decision on v stands on what the caller and the
// requester are in the owner's client portal.
func (v View) needsPortal() bool {
	return v.Live && v.Requester != "" && v.Account.Clients[v.Org] != ""
}

// readPortal is readAllPortals for one dossier.
func (r Room) readPortal(ctx context.Context, v *View) error {
	views := []View{*v}
	err := r.readAllPortals(ctx, views)
	*v = views[0]
	return err
}

// portalsMost is how many dossiers one call decides for a client: five rows
// each, 100 in all.
const portalsMost = 20

// readAllPortals reads what decides about a client of the owner, for those of
// views that need it: in a second call, because the header says who the
// requester is, and with header and grant anew, because all of it counts as it
// stood at one moment. A watcher and a requester who change places between two
// companies are at no moment in one; read one after the other they might seem
// to be.
func (r Room) readAllPortals(ctx context.Context, views []View) error {
	var need []*View
	for i := range views {
		if views[i].needsPortal() {
			need = append(need, &views[i])
		}
	}
	for some := range slices.Chunk(need, portalsMost) {
		err := table.Again(ctx, func() error { return r.readTogether(ctx, some) })
		if err != nil {
			return err
		}
	}
	return nil
}

func (v View) portalKeys() []table.Key {
	return append([]table.Key{headerKey(v.ID), grantKey(v.ID, v.Account.ID)}, v.clientKeys()...)
}

func (v View) clientKeys() []table.Key {
	return []table.Key{client.KeyOf(v.Org, v.Account.Clients[v.Org]), client.KeyOf(v.Org, v.Requester), people.OrganizationKey(v.Org)}
}

func (r Room) readTogether(ctx context.Context, views []*View) error {
	var keys []table.Key
	for _, v := range views {
		keys = append(keys, v.portalKeys()...)
	}
	rows, err := r.Table.Together(ctx, keys...)
	if err != nil {
		return err
	}
	for i, v := range views {
		if err := r.takePortal(ctx, v, rows[5*i:5*i+5]); err != nil {
			return err
		}
	}
	return nil
}

// takePortal fills v from the rows of portalKeys. Where another requester is
// named by now, it is to be read again.
func (r Room) takePortal(ctx context.Context, v *View, rows []table.Row) error {
	h, err := headerOf(v.ID, rows[0])
	if err != nil {
		return err
	}
	grant, err := grantOf(rows[1])
	if err != nil {
		return err
	}
	asked := v.Requester
	v.Header, v.Grant = h, grant
	if v.Requester != asked {
		v.Portal = access.Portal{}
		if v.Requester == "" {
			return nil
		}
		return table.ErrConflict
	}
	v.Portal, err = r.portalOf(ctx, *v, rows[2:])
	return err
}

// portalOf reads what v's account and the requester are, and what the owner
// and the model show, off the rows of clientKeys.
func (r Room) portalOf(ctx context.Context, v View, rows []table.Row) (p access.Portal, err error) {
	self, err := client.Of(rows[0])
	if err != nil {
		return p, err
	}
	requester, err := client.Of(rows[1])
	if err != nil {
		return p, err
	}
	owner, err := people.OrganizationOf(v.Org, rows[2])
	if err != nil {
		return p, err
	}
	m, err := r.Models.Version(ctx, v.Model, v.Version)
	p = access.Portal{Requester: client.Access(requester), Colleagues: owner.Colleagues, View: m.Views.Client}
	if self.In() && self.Account == v.Account.ID {
		p.Self = client.Access(self)
	}
	return p, err
}

// Ahead is v as it would be, shown as s says: what somebody who is p would see
// then is what is shown before saving (ALL-3).
func (v View) Ahead(s Share, p access.Portal) View {
	v.Header, v.Portal, v.ahead = v.SharedAs(s), p, true
	return v
}

// previewPortal gives as, which is v as another account would see it, what
// decides about a client: v's where that looks ahead, else as it is now.
func (r Room) previewPortal(ctx context.Context, v View, as *View, m model.Model) error {
	if v.ahead {
		as.Portal = v.Portal
		as.Portal.View = m.Views.Client
		return nil
	}
	for _, o := range as.Grant {
		if o.Kind == access.FromRequester || o.Kind == access.FromWatcher {
			as.Account.Clients = map[string]string{as.Org: o.Person}
		}
	}
	if !as.needsPortal() {
		return nil
	}
	rows, err := r.Table.BatchGet(ctx, as.clientKeys()...)
	if err != nil {
		return err
	}
	as.Portal, err = r.portalOf(ctx, *as, rows)
	return err
}

package dossier

import (
	"context"
	"time"

	"tierce/internal/access"
	"tierce/internal/fault"
	"tierce/internal/id"
	"tierce/internal/people"
	"tierce/internal/table"
)

// View is a dossier as loaded for one caller and one moment: the rows that
// decide, read strongly in one call.
type View struct {
	Header
	Account  people.Account
	Grant    access.Grant
	Decision access.Decision // for the action that it was loaded for
	Now      time.Time
	rows     []table.Row // what was read besides
}

// May answers whether the caller may do action here.
func (v View) May(action access.Action) access.Decision { return v.MaySection(action, "") }

// MaySection answers whether the caller may do action to one section.
func (v View) MaySection(action access.Action, section string) access.Decision {
	return access.Decide(access.Request{Account: v.Account.Account, Dossier: v.Dossier, Grant: v.Grant,
		Action: action, Section: section, Now: v.Now})
}

// Outside tells whether the caller is here for another organisation than the
// owner: their openings are recorded, and their trail is their own acts (ALL-6).
func (v View) Outside() bool { return v.Decision.Role == access.Joined }

// For is the organisation the caller acts for here.
func (v View) For() string {
	if o, ok := v.Grant[v.Decision.Origin]; ok {
		return o.Org
	}
	return v.Org
}

// Load reads a dossier for by to do action (on section, where it concerns
// one), with the rows of more, and refuses as the access rules say.
func (r Room) Load(ctx context.Context, by people.Caller, d string, action access.Action, section string, more ...table.Key) (View, error) {
	if !id.Valid(d) {
		d = "" // no such row: the same answer as for an id that nobody made
	}
	now := r.Clock().UTC()
	acct, rows, err := people.Load(ctx, r.Table, by, now, append([]table.Key{headerKey(d), grantKey(d, by.Account())}, more...)...)
	if err != nil {
		return View{}, err
	}
	v := View{Account: acct, Now: now, rows: rows[2:]}
	if v.Header, err = headerOf(d, rows[0]); err != nil {
		return v, err
	}
	if v.Grant, err = grantOf(rows[1]); err != nil {
		return v, err
	}
	v.Decision = v.MaySection(action, section)
	return v, v.Decision.Err()
}

// Row gives the i-th of the rows asked for besides; nil where there is none.
func (v View) Row(i int) table.Row { return v.rows[i] }

// grounds checks, in a transaction, the origin that the decision rests on.
func (v View) grounds() table.Op {
	return stillGranted(v.ID, v.Account.ID, v.Decision.Origin, v.Grant[v.Decision.Origin])
}

// Grounds is grounds for the rooms above: the manager's place stands in the
// header, everybody else's in the grant.
func (v View) Grounds() table.Op {
	if v.Decision.Role == access.Manager {
		return StillManaged(v.ID, v.Account.ID)
	}
	return v.grounds()
}

// again makes a transaction whose conditions failed decide anew.
func again(err error) error {
	if table.FailedAt(err) != nil {
		return table.ErrConflict
	}
	return err
}

// stale is the answer to an edit of something that was changed since it was
// read: nothing is saved, nothing is lost.
func stale() error { return fault.New(fault.Stale, "stale") }

package dossier

import (
	"context"
	"time"

	"tierce/internal/access"
	"tierce/internal/accessgroup"
	"tierce/internal/fault"
	"tierce/internal/id"
	"tierce/internal/model"
	"tierce/internal/people"
	"tierce/internal/table"
)

// View is a dossier as loaded for one caller and one moment: the rows that
// decide, read strongly in one call.
type View struct {
	Header
	Account  people.Account
	Grant    access.Grant
	Groups   map[string]access.Group // the access groups, where the grant needs them
	Portal   access.Portal           // what decides about a client of the owner, for one
	Decision access.Decision         // for the action that it was loaded for
	Now      time.Time
	groups   accessgroup.Groups // Groups as they were read
	ahead    bool               // what would be, not what is (Ahead)
	sections []model.Section    // the model's, where the decision needs their kinds
	rows     []table.Row        // what was read besides
}

// May answers whether the caller may do action here.
func (v View) May(action access.Action) access.Decision { return v.MaySection(action, "") }

// MaySection answers whether the caller may do action to one section.
func (v View) MaySection(action access.Action, section string) access.Decision {
	r := v.request(action)
	r.Section, r.Kind = section, v.kindOf(section)
	return access.Decide(r)
}

// MayWith answers whether the caller may do action with item: a document, a
// request.
func (v View) MayWith(action access.Action, item access.Item) access.Decision {
	r := v.request(action)
	r.Item = item
	return access.Decide(r)
}

// MayTo answers whether the caller may do action about the access of target.
func (v View) MayTo(action access.Action, target access.Target) access.Decision {
	r := v.request(action)
	r.Target = target
	return access.Decide(r)
}

func (v View) request(action access.Action) access.Request {
	return access.Request{Account: v.Account.Account, Dossier: v.Dossier, Grant: v.Grant, Groups: v.Groups, Portal: v.Portal, Action: action, Now: v.Now}
}

func (v View) kindOf(section string) string {
	for _, s := range v.sections {
		if s.ID == section {
			return s.Kind
		}
	}
	return ""
}

// Outside tells whether the caller was let in from outside the owner: their
// openings are recorded, and their trail is their own acts (ALL-6).
func (v View) Outside() bool { return v.Decision.Role.Outside() }

// For is the organisation the caller acts for here; "" for a person.
func (v View) For() string {
	if o, ok := v.Grant[v.Decision.Origin]; ok {
		return o.Org
	}
	if v.Decision.Role == access.Colleague {
		return ""
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
	if section != "" && v.Live {
		m, err := r.Models.Version(ctx, v.Model, v.Version) // from memory, but for the first time
		if err != nil {
			return v, err
		}
		v.sections = m.Sections
	}
	if err := r.readPortal(ctx, &v); err != nil {
		return v, err
	}
	if err := r.readGroups(ctx, &v); err != nil {
		return v, err
	}
	v.Decision = v.MaySection(action, section)
	return v, v.Decision.Err()
}

// Row gives the i-th of the rows asked for besides; nil where there is none.
func (v View) Row(i int) table.Row { return v.rows[i] }

// stale is the answer to an edit of something that was changed since it was
// read: nothing is saved, nothing is lost.
func stale() error { return fault.New(fault.Stale, "stale") }

// Level is how far a decision on v goes: by its origin, or by the access group
// of a contact (IND-5).
func (v View) Level(may access.Decision) access.Level {
	o := v.Grant[may.Origin]
	switch may.Role {
	case access.Primary:
		return access.Write
	case access.Colleague:
		return access.Read
	case access.Contact:
		return v.Groups[o.Group].Level
	}
	return o.Level
}

package solicitation

import (
	"context"
	"slices"
	"strings"
	"time"

	"tierce/internal/access"
	"tierce/internal/document"
	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/model"
	"tierce/internal/people"
	"tierce/internal/table"
	"tierce/internal/trail"
	"tierce/internal/view"
)

// Room keeps the solicitations of dossiers.
type Room struct {
	Table     *table.Table
	Dossiers  dossier.Room
	Documents document.Room
	Clock     func() time.Time
}

// List gives the solicitations of d, for the agents who work there, the newest
// first. Their drafts are not in it.
func (r Room) List(ctx context.Context, by people.Caller, d string) (dossier.View, []Solicitation, error) {
	v, err := r.Dossiers.Load(ctx, by, d, access.ReadSolicitations, "")
	if err != nil {
		return v, nil, err
	}
	list, err := r.ListOn(ctx, v)
	return v, list, err
}

// ListOn is List for whomever v was loaded for.
func (r Room) ListOn(ctx context.Context, v dossier.View) ([]Solicitation, error) {
	if err := v.May(access.ReadSolicitations).Err(); err != nil {
		return nil, err
	}
	list, err := r.all(ctx, v.ID)
	for i := range list {
		list[i].Draft = Answer{}
	}
	return list, err
}

func (r Room) all(ctx context.Context, d string) ([]Solicitation, error) {
	list, err := table.ReadAll(ctx, r.Table, table.Query{PK: "D#" + d}.Within(prefix), solicitationOf)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(list, func(a, b Solicitation) int {
		if n := b.Made.Compare(a.Made); n != 0 {
			return n
		}
		return strings.Compare(a.ID, b.ID)
	})
	return list, nil
}

// Read gives one solicitation, for the agents who work in d, without its draft.
func (r Room) Read(ctx context.Context, by people.Caller, d, solicitation string) (dossier.View, Solicitation, error) {
	v, s, err := r.load(ctx, by, d, solicitation, access.ReadSolicitations)
	s.Draft = Answer{}
	return v, s, err
}

// load reads a solicitation for what agents do with it.
func (r Room) load(ctx context.Context, by people.Caller, d, solicitation string, action access.Action) (dossier.View, Solicitation, error) {
	v, err := r.Dossiers.Load(ctx, by, d, action, "", keyOf(d, solicitation))
	if err != nil {
		return v, Solicitation{}, err
	}
	s, err := solicitationOf(v.Row(0))
	if err == nil && s.ID == "" {
		err = access.Nothing()
	}
	return v, s, err
}

// get reads a solicitation for the product itself; the zero one for none.
func (r Room) get(ctx context.Context, d, solicitation string) (Solicitation, error) {
	row, err := r.Table.Get(ctx, keyOf(d, solicitation))
	if err != nil {
		return Solicitation{}, err
	}
	return solicitationOf(row)
}

// MaySolicit answers whether whoever loaded v may ask partners, and change,
// withdraw and reopen what was asked (ALL-1).
func MaySolicit(v dossier.View) access.Decision { return v.May(access.Solicit) }

// zone is the one that an organisation's days are meant in (ALL-7).
func (r Room) zone(ctx context.Context, org string) (*time.Location, error) {
	o, err := r.Dossiers.People.Organization(ctx, org)
	if err != nil {
		return nil, err
	}
	return time.LoadLocation(o.Zone)
}

// Today is the day of t in zone, as Ask.Wished is written.
func Today(t time.Time, zone *time.Location) string { return t.In(zone).Format(time.DateOnly) }

// model is that of a dossier, in its version.
func (r Room) model(ctx context.Context, h dossier.Header) (model.Model, error) {
	return r.Dossiers.Models.Version(ctx, h.Model, h.Version)
}

// partsFor gives the view of a solicitation, and what of m its partner sees.
func partsFor(m model.Model, a Ask) (model.PartnerView, []view.Part) {
	v, _ := view.Find(m, a.View)
	return v, view.Partner(m, v, a.Kind.Completes())
}

func record(v dossier.View, verb trail.Verb, s Solicitation) table.Op {
	return acted(v.ID, v.Account.ID, v.For(), verb, s, v.Now)
}

// acted is the trail of what acct did, for an organisation or "" for themselves.
func acted(d, acct, org string, verb trail.Verb, s Solicitation, now time.Time) table.Op {
	return trail.Op(trail.Entry{On: d, At: now, By: acct, For: org, Verb: verb,
		Args: map[string]string{"solicitation": s.ID, "kind": string(s.Kind)}})
}

// again makes a transaction whose conditions failed decide anew.
func again(err error) error {
	if table.FailedAt(err) != nil {
		return table.ErrConflict
	}
	return err
}

func stale() error  { return fault.New(fault.Stale, "stale") }
func reused() error { return fault.New(fault.Invalid, "idempotency-key-reused") }

// settled is the answer to a change of what has come to its end.
func settled(s Solicitation) error {
	return fault.New(fault.Conflict, "solicitation-"+string(s.State)).By("LOC-7").For("nobody")
}

// Forget deletes what stands of d's solicitations in other partitions, for the
// purge of d.
func (r Room) Forget(ctx context.Context, d string) error {
	list, err := r.all(ctx, d)
	if err != nil {
		return err
	}
	var keys []table.Key
	for _, s := range list {
		keys = append(keys, pointerKey(s.ID))
	}
	return r.Table.Clear(ctx, keys)
}

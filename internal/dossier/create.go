package dossier

import (
	"context"
	"strings"
	"time"

	"tierce/internal/access"
	"tierce/internal/fault"
	"tierce/internal/id"
	"tierce/internal/model"
	"tierce/internal/people"
	"tierce/internal/table"
	"tierce/internal/trail"
)

// Draft is what a new dossier is made from.
type Draft struct {
	Organization string
	Model        string // a model of the organisation; its latest version is used
	Title        string
	Reference    string // "" for one that is made up
}

// Create makes a dossier with the caller as its manager. once names it:
// repeated, it gives the first answer again, and another draft under the same
// name is refused.
func (r Room) Create(ctx context.Context, by people.Caller, d Draft, once string) (Header, error) {
	var h Header
	err := table.Again(ctx, func() error {
		now := r.Clock().UTC()
		a, rows, err := people.Load(ctx, r.Table, by, now, headerKey(once))
		if err != nil {
			return err
		}
		if err := access.DecideOrg(a.Account, d.Organization, access.CreateDossier).Err(); err != nil {
			return err
		}
		head, m, err := r.Models.Head(ctx, people.ByAccount(a.ID), d.Organization, d.Model)
		if err != nil {
			return err
		}
		if h, err = newHeader(d, head, m, a.ID, once, now); err != nil {
			return err
		}
		if rows[0] != nil {
			there, err := headerOf(once, rows[0])
			if err != nil {
				return err
			}
			h.Made, h.Version = there.Made, there.Version
			return sameRequest(table.Text(rows[0], "asked") == d.asked())
		}
		return table.Anew(r.Table.Commit(ctx, createOps(h, d.asked(), a, now)...))
	})
	return h, err
}

// asked is a hash of what was asked for, to know a repeat by.
func (d Draft) asked() string {
	return id.Of("draft", d.Organization, d.Model, d.Title, d.Reference)
}

// sameRequest refuses another request under a name that one has already.
func sameRequest(same bool) error {
	if same {
		return nil
	}
	return fault.New(fault.Invalid, "idempotency-key-reused")
}

func createOps(h Header, asked string, a people.Account, now time.Time) []table.Op {
	since := a.Orgs[h.Org].Since
	row := h.row()
	row.Asked = asked
	return []table.Op{
		table.Insert(row),
		GiveOrigin(h.ID, a.ID, "team", TeamOrigin(h.Org, since), a.ID, now),
		people.Manages(a.ID, h.Org, since, 1),
		trail.Op(trail.Entry{On: h.ID, At: now, By: a.ID, For: h.Org, Verb: trail.DossierCreated}),
	}
}

// TeamOrigin is what an agent of the owner gets on the team.
func TeamOrigin(org, since string) access.Origin {
	return access.Origin{Kind: access.FromTeam, Level: access.Write, Org: org, Since: since}
}

// JoinOrigin is what redeeming a join key gives: the team's read and write,
// for the recipient's own organisation (EVO-7).
func JoinOrigin(org, since string) access.Origin {
	return access.Origin{Kind: access.FromKey, Level: access.Write, Org: org, Since: since}
}

func newHeader(d Draft, head model.Head, m model.Model, manager, once string, now time.Time) (Header, error) {
	title, err := people.Line("title", d.Title, TitleMost)
	if err != nil {
		return Header{}, err
	}
	ref := strings.TrimSpace(d.Reference)
	if ref == "" {
		ref = m.Reference + "-" + now.Format("2006") + "-" + strings.ToUpper(once[:5])
	}
	if ref, err = people.Line("reference", ref, RefMost); err != nil {
		return Header{}, err
	}
	return Header{
		Dossier: access.Dossier{ID: once, Org: d.Organization, Manager: manager, Status: m.Initial().ID, Live: true, TeamMayShare: m.TeamMayShare, Model: head.ID},
		Version: head.Latest, Title: title, Reference: ref, Made: now,
	}, nil
}

// Edit changes what stands in the header; nil leaves as it is. TitleWas and
// ReferenceWas are what the caller read before: where something else stands
// there by now, the edit is refused as stale. nil asks nothing. Tag asks it of
// all three: it is what Header.Tag gave; "" asks nothing.
type Edit struct {
	Title, Reference, Status *string
	TitleWas, ReferenceWas   *string
	Tag                      string
}

// Tag names the present state of what an Edit changes.
func (h Header) Tag() string { return id.Of("header", h.Title, h.Reference, h.Status) }

// Change applies e: a title and a reference by whoever may describe it, a
// status of the model by whoever may set it.
func (r Room) Change(ctx context.Context, by people.Caller, d string, e Edit) (View, error) {
	var v View
	err := table.Again(ctx, func() error {
		var err error
		if v, err = r.Load(ctx, by, d, access.Open, ""); err != nil {
			return err
		}
		was := v.Tag()
		ops, err := r.changeOps(ctx, &v, e)
		if err != nil || len(ops) == 0 { // what is so already is no change
			return err
		}
		if e.Tag != "" && e.Tag != was {
			return stale()
		}
		return table.Anew(r.Table.Commit(ctx, append(ops, v.grounds()...)...))
	})
	return v, err
}

// changeOps checks e, applies it to v, and gives its writes with one trail
// entry for each kind of change.
func (r Room) changeOps(ctx context.Context, v *View, e Edit) ([]table.Op, error) {
	c := table.Change{Set: map[string]any{}, If: []table.Cond{exists()}}
	if e.Tag != "" {
		c.If = append(c.If, table.Equal("title", v.Title), table.Equal("reference", v.Reference), table.Equal("status", v.Status))
	}
	var ops []table.Op
	record := func(verb trail.Verb, args map[string]string) {
		ops = append(ops, trail.Op(trail.Entry{On: v.ID, At: v.Now, By: v.Account.ID, For: v.For(), Verb: verb, Args: args}))
	}
	for _, f := range []struct {
		name string
		to   *string
		was  *string
		now  *string
		most int
	}{{"title", e.Title, e.TitleWas, &v.Title, TitleMost}, {"reference", e.Reference, e.ReferenceWas, &v.Reference, RefMost}} {
		if f.to == nil || *f.to == *f.now {
			continue
		}
		if err := v.May(access.Describe).Err(); err != nil {
			return nil, err
		}
		line, err := people.Line(f.name, *f.to, f.most)
		if err != nil {
			return nil, err
		}
		if f.was != nil && *f.was != *f.now {
			return nil, stale()
		}
		c.If = append(c.If, table.Equal(f.name, *f.now)) // nor by another's change in this moment
		*f.now, c.Set[f.name] = line, line
		record(trail.Described, map[string]string{"field": f.name})
	}
	if e.Status != nil && *e.Status != v.Status {
		if err := r.mayBe(ctx, *v, *e.Status); err != nil {
			return nil, err
		}
		record(trail.StatusSet, map[string]string{"from": v.Status, "to": *e.Status})
		c.If = append(c.If, table.Equal("status", v.Status), v.stillVersion())
		v.Status, c.Set["status"] = *e.Status, *e.Status
		v.Begun, c.Set["begun"] = true, true // whatever it comes to: the first status is behind it (LOC-1)
		ops = append(ops, v.comesTo(&c)...)
	}
	if len(c.Set) == 0 {
		return nil, nil
	}
	return append(ops, table.Update(headerKey(v.ID), c)), nil
}

func (r Room) mayBe(ctx context.Context, v View, status string) error {
	if err := v.May(access.SetStatus).Err(); err != nil {
		return err
	}
	m, err := r.Models.Version(ctx, v.Model, v.Version)
	if err != nil {
		return err
	}
	if _, ok := m.Status(status); !ok {
		return fault.Bad("status", "not-a-status")
	}
	return nil
}

// Open loads a dossier to be shown, with its model, and records an outsider's
// first opening of the day (ALL-6).
func (r Room) Open(ctx context.Context, by people.Caller, d string) (View, model.Model, error) {
	v, err := r.Load(ctx, by, d, access.Open, "")
	if err != nil {
		return v, model.Model{}, err
	}
	if err := r.recordOpening(ctx, v); err != nil {
		return v, model.Model{}, err
	}
	m, err := r.Models.Version(ctx, v.Model, v.Version)
	v.sections = m.Sections
	return v, m, err
}

// Opened records that the caller of v opened the dossier, as Open does, for
// rooms that show some of it themselves.
func (r Room) Opened(ctx context.Context, v View) error { return r.recordOpening(ctx, v) }

func (r Room) recordOpening(ctx context.Context, v View) error {
	if !v.Outside() {
		return nil
	}
	err := r.Table.Write(ctx, trail.Daily(trail.Entry{On: v.ID, At: v.Now, By: v.Account.ID, For: v.For(), Verb: trail.DossierOpened}))
	if table.FailedAt(err) != nil {
		return nil // recorded today already
	}
	return err
}

// NewID names a dossier that no request names.
func NewID() string { return id.New() }

package model

import (
	"context"
	"fmt"
	"sync"
	"time"

	"tierce/internal/access"
	"tierce/internal/fault"
	"tierce/internal/id"
	"tierce/internal/people"
	"tierce/internal/table"
	"tierce/internal/trail"
)

// Room keeps the models of organisations.
//
// Keys:
//
//	O#org / M#model        head: names and the latest version
//	M#model / V#000001     one version, which never changes
//	M#model / I#once       which version a request imported
type Room struct {
	Table *table.Table
	Clock func() time.Time
	cache *sync.Map // versions by their key: immutable, so never stale
}

// NewRoom gives the room of models on t.
func NewRoom(t *table.Table, clock func() time.Time) Room {
	return Room{Table: t, Clock: clock, cache: &sync.Map{}}
}

// Head is a model as an organisation lists it.
type Head struct {
	ID     string
	Name   Text
	Latest int
	Since  time.Time // of the latest version
}

type headRow struct {
	table.Key
	Name   Text      `dynamodbav:"name"`
	Latest int       `dynamodbav:"latest"`
	Since  time.Time `dynamodbav:"since"`
}

// importRow remembers a request: Asked is the hash of what it brought.
type importRow struct {
	table.Key
	Asked string    `dynamodbav:"asked"`
	Name  Text      `dynamodbav:"name"`
	Made  int       `dynamodbav:"made"`
	At    time.Time `dynamodbav:"at"`
}

func importKey(model, once string) table.Key { return table.Key{PK: "M#" + model, SK: "I#" + once} }

type versionRow struct {
	table.Key
	Org  string `dynamodbav:"org"`
	Data []byte `dynamodbav:"data"`
}

func headKey(org, model string) table.Key { return table.Key{PK: "O#" + org, SK: "M#" + model} }
func versionKey(model string, n int) table.Key {
	return table.Key{PK: "M#" + model, SK: fmt.Sprintf("V#%06d", n)}
}

// Adopt gives org its own first version of every starter. Doing it again
// changes nothing.
func (r Room) Adopt(ctx context.Context, org string) error {
	for _, s := range Starters() {
		h := Head{ID: StarterID(org, s.ID), Name: s.Model.Name, Latest: 1, Since: r.Clock().UTC()}
		err := r.Table.Commit(ctx, r.insert(org, h, s.Model)...)
		if err != nil && table.FailedAt(err) == nil {
			return err
		}
	}
	return nil
}

// StarterID names the model that org adopted from a starter.
func StarterID(org, starter string) string { return id.Of("starter", org, starter) }

func (r Room) insert(org string, h Head, m Model) []table.Op {
	return []table.Op{
		table.Insert(headRow{Key: headKey(org, h.ID), Name: h.Name, Latest: h.Latest, Since: h.Since}),
		table.Insert(versionRow{Key: versionKey(h.ID, h.Latest), Org: org, Data: m.Export()}),
	}
}

// List gives the models of org, for any agent of it.
func (r Room) List(ctx context.Context, by people.Caller, org string) ([]Head, error) {
	a, _, err := people.Load(ctx, r.Table, by, r.Clock())
	if err != nil {
		return nil, err
	}
	if err := access.DecideOrg(a.Account, org, access.UseModels).Err(); err != nil {
		return nil, err
	}
	rows, err := r.Table.All(ctx, table.Query{PK: "O#" + org}.Within("M#"))
	if err != nil {
		return nil, err
	}
	heads := make([]Head, len(rows))
	for i, row := range rows {
		if heads[i], err = headOf(row); err != nil {
			return nil, err
		}
	}
	return heads, nil
}

func headOf(row table.Row) (Head, error) {
	if row == nil {
		return Head{}, access.Nothing()
	}
	var w headRow
	if err := table.Into(row, &w); err != nil {
		return Head{}, err
	}
	return Head{ID: w.SK[len("M#"):], Name: w.Name, Latest: w.Latest, Since: w.Since}, nil
}

// Head gives one model of org, for any agent of it, with its latest version.
func (r Room) Head(ctx context.Context, by people.Caller, org, model string) (Head, Model, error) {
	a, rows, err := people.Load(ctx, r.Table, by, r.Clock(), headKey(org, model))
	if err != nil {
		return Head{}, Model{}, err
	}
	if err := access.DecideOrg(a.Account, org, access.UseModels).Err(); err != nil {
		return Head{}, Model{}, err
	}
	return r.FromHead(ctx, rows[0])
}

// HeadKey names the row of FromHead, for a room that reads it with others.
func HeadKey(org, model string) table.Key { return headKey(org, model) }

// FromHead gives the model of a head's row, with its latest version; hidden
// where there is none.
func (r Room) FromHead(ctx context.Context, row table.Row) (Head, Model, error) {
	h, err := headOf(row)
	if err != nil {
		return h, Model{}, err
	}
	m, err := r.Version(ctx, h.ID, h.Latest)
	return h, m, err
}

// Version gives one version of a model, to rooms that already decided that
// the caller may see it. It never changes, so it is read once a process.
func (r Room) Version(ctx context.Context, model string, n int) (Model, error) {
	k := versionKey(model, n)
	if m, ok := r.cache.Load(k); ok {
		return m.(Model), nil
	}
	row, err := r.Table.Get(ctx, k)
	if err != nil {
		return Model{}, err
	}
	var w versionRow
	if err := table.Into(row, &w); err != nil {
		return Model{}, err
	}
	m, err := Parse(w.Data)
	if err != nil {
		return Model{}, fmt.Errorf("model %s version %d: %w", model, n, err)
	}
	r.cache.Store(k, m)
	return m, nil
}

// Import adds a version to model of org, or makes a new model where model is
// "", from the JSON of Export. once names the request: repeated, it gives the
// first answer again, and with another model it is refused.
func (r Room) Import(ctx context.Context, by people.Caller, org, model string, data []byte, once string) (Head, error) {
	m, bad := Parse(data)
	fresh := model == ""
	if fresh {
		model = once
	}
	asked := id.Hash("import", string(data))
	var h Head
	err := table.Again(ctx, func() error {
		now := r.Clock().UTC()
		a, rows, err := people.Load(ctx, r.Table, by, now, headKey(org, model), importKey(model, once))
		if err != nil {
			return err
		}
		if err := access.DecideOrg(a.Account, org, access.ManageModels).Err(); err != nil {
			return err
		}
		there, err := headOf(rows[0])
		if err != nil && (!fresh || !fault.Is(err, access.HiddenCode)) {
			return err
		}
		if rows[1] != nil {
			h, err = imported(model, asked, rows[1])
			return err
		}
		if bad != nil {
			return bad
		}
		h = Head{ID: model, Name: m.Name, Latest: there.Latest + 1, Since: now}
		return r.add(ctx, a, org, h, m, trail.ModelImported,
			table.Insert(importRow{Key: importKey(model, once), Asked: asked, Name: h.Name, Made: h.Latest, At: now}))
	})
	return h, err
}

// imported answers a repeated request as it was answered first.
func imported(model, asked string, row table.Row) (Head, error) {
	var w importRow
	if err := table.Into(row, &w); err != nil {
		return Head{}, err
	}
	if w.Asked != asked {
		return Head{}, fault.New(fault.Invalid, "idempotency-key-reused")
	}
	return Head{ID: model, Name: w.Name, Latest: w.Made, Since: w.At}, nil
}

// versionOps writes version h.Latest, where the one before is the latest.
func (r Room) versionOps(org string, h Head, m Model) []table.Op {
	ops := r.insert(org, h, m)
	if h.Latest > 1 {
		ops[0] = table.Update(headKey(org, h.ID), table.Change{
			Set: map[string]any{"name": h.Name, "latest": h.Latest, "since": h.Since},
			If:  []table.Cond{table.Equal("latest", h.Latest-1)}})
	}
	return ops
}

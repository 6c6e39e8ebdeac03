// Package accessgroup holds the access groups that client contacts are put in
// (IND-5). They belong to an organisation and a model. Three are ready-made and
// there without any row: Full, Limited and View-only.
//
// Keys:
//
//	O#org / U#model    all groups of one model, with one version
//
// One row holds them all, so that a decision about a contact reads one row
// more, and a write that it allows checks one more.
package accessgroup

import (
	"context"
	"slices"

	"tierce/internal/access"
	"tierce/internal/model"
	"tierce/internal/table"
)

// Limits of the groups of one model.
const (
	Most     = 20 // of an organisation's own, besides the ready-made
	NameMost = 60 // characters
)

// The ids of the ready-made groups.
const (
	Full     = "full"
	Limited  = "limited"
	ViewOnly = "view"
)

// Group is a set of permissions under a name. All shows everything of a
// dossier; otherwise its contacts see what is assigned to the group (Sections)
// or to themselves. A section that a dossier's version of the model lacks is
// nothing there.
type Group struct {
	ID       string       `dynamodbav:"id"`
	Name     model.Text   `dynamodbav:"name"` // of a ready-made one empty: package text says it
	Level    access.Level `dynamodbav:"level"`
	All      bool         `dynamodbav:"all,omitempty"`
	Sections []string     `dynamodbav:"sections,omitempty"`
}

// Ready tells whether the group is one of the three that are always there.
func (g Group) Ready() bool { return g.ID == Full || g.ID == Limited || g.ID == ViewOnly }

// Grade names what the group lets its contacts do, for sentences: whole-write,
// whole-read, some-write or some-read.
func (g Group) Grade() string {
	if g.All {
		return "whole-" + string(g.Level)
	}
	return "some-" + string(g.Level)
}

// Groups are the groups of one model in an organisation, the ready-made first.
// Version is 0 until the first change.
type Groups struct {
	Organization string
	Model        string
	Version      int
	List         []Group
}

type row struct {
	table.Key
	Version int     `dynamodbav:"v"`
	Groups  []Group `dynamodbav:"groups"` // those changed or made, oldest first
}

// Key names the row of the groups of model in org.
func Key(org, model string) table.Key { return table.Key{PK: "O#" + org, SK: "U#" + model} }

// GroupKey is the partition of index GSI1 in which the contacts of a group are
// found, to be counted: a row that puts somebody into a group carries it as
// g1pk, and in g1sk what tells it from the others.
func GroupKey(org, model, group string) string { return "AG#" + org + "#" + model + "#" + group }

// FromRow reads the groups of model in org; an absent row has the ready-made.
func FromRow(org, model string, r table.Row) (Groups, error) {
	gs := Groups{Organization: org, Model: model, List: []Group{
		{ID: Full, Level: access.Write, All: true}, {ID: Limited, Level: access.Write}, {ID: ViewOnly, Level: access.Read}}}
	if r == nil {
		return gs, nil
	}
	var w row
	if err := table.Into(r, &w); err != nil {
		return gs, err
	}
	gs.Version = w.Version
	for _, g := range w.Groups {
		gs = gs.With(g)
	}
	return gs, nil
}

// Load reads them, strongly, for rooms that decide by them.
func Load(ctx context.Context, t *table.Table, org, model string) (Groups, error) {
	r, err := t.Get(ctx, Key(org, model))
	if err != nil {
		return Groups{}, err
	}
	return FromRow(org, model, r)
}

// Access gives the groups as access knows them, by id.
func (gs Groups) Access() map[string]access.Group {
	by := make(map[string]access.Group, len(gs.List))
	for _, g := range gs.List {
		by[g.ID] = access.Group{Level: g.Level, All: g.All, Sections: g.Sections}
	}
	return by
}

// Still checks, in a transaction, that the groups are as they were read.
func (gs Groups) Still() table.Op { return table.Check(Key(gs.Organization, gs.Model), gs.still()) }

func (gs Groups) still() table.Cond {
	if gs.Version == 0 {
		return table.Absent("pk")
	}
	return table.Equal("v", gs.Version)
}

// Find gives one of the groups.
func (gs Groups) Find(id string) (Group, bool) {
	if i := gs.place(id); i >= 0 {
		return gs.List[i], true
	}
	return Group{}, false
}

func (gs Groups) place(id string) int {
	return slices.IndexFunc(gs.List, func(g Group) bool { return g.ID == id })
}

// With gives the groups with g in its place, or at the end.
func (gs Groups) With(g Group) Groups {
	gs.List = slices.Clone(gs.List)
	if i := gs.place(g.ID); i >= 0 {
		gs.List[i] = g
	} else {
		gs.List = append(gs.List, g)
	}
	return gs
}

// without gives the groups without the one called id.
func (gs Groups) without(id string) Groups {
	gs.List = slices.DeleteFunc(slices.Clone(gs.List), func(g Group) bool { return g.ID == id })
	return gs
}

// save writes the groups over those that were read at was.
func (gs Groups) save(was Groups) table.Op {
	w := row{Key: Key(gs.Organization, gs.Model), Version: gs.Version}
	for _, g := range gs.List {
		if !g.Ready() || len(g.Sections) > 0 {
			w.Groups = append(w.Groups, g)
		}
	}
	return table.Put(w, was.still())
}

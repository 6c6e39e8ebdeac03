package doctemplate

import (
	"context"
	"time"

	"tierce/internal/access"
	"tierce/internal/document"
	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/id"
	"tierce/internal/model"
	"tierce/internal/people"
	"tierce/internal/table"
	"tierce/internal/trail"
)

// Room keeps the templates of organisations.
type Room struct {
	Table     *table.Table
	Dossiers  dossier.Room
	Documents document.Room
	Clock     func() time.Time
}

// Listed is a template with how far its next file has come.
type Listed struct {
	Template
	Upload document.Slot // of Next; without a State where there is none any more
}

// Of are the templates of a model as loaded for one caller, with the latest
// version of the model.
type Of struct {
	Head   model.Head
	Latest model.Model
	List   []Listed

	account people.Account
	now     time.Time
}

// List gives the templates of a model, for any agent of org.
func (r Room) List(ctx context.Context, by people.Caller, org, model string) (Of, error) {
	of, _, err := r.load(ctx, by, org, model, "", access.UseModels)
	if err != nil {
		return of, err
	}
	list, err := r.all(ctx, org, model)
	for _, t := range list {
		l := Listed{Template: t}
		if t.Next != "" {
			if l.Upload, err = r.Documents.SlotAt(ctx, document.Elsewhere(org), t.Next); err != nil {
				return of, err
			}
		}
		of.List = append(of.List, l)
	}
	return of, err
}

// Read gives one template, for any agent of org.
func (r Room) Read(ctx context.Context, by people.Caller, org, model, template string) (Of, Listed, error) {
	of, row, err := r.load(ctx, by, org, model, template, access.UseModels)
	if err != nil {
		return of, Listed{}, err
	}
	t, err := there(row)
	l := Listed{Template: t}
	if err == nil && t.Next != "" {
		l.Upload, err = r.Documents.SlotAt(ctx, document.Elsewhere(org), t.Next)
	}
	return of, l, err
}

func (r Room) all(ctx context.Context, org, model string) (list []Template, err error) {
	rows, err := r.Table.All(ctx, table.Query{PK: "O#" + org}.Within(prefix+model+"#"))
	for _, row := range rows {
		t, _, bad := templateOf(row)
		if bad != nil {
			return nil, bad
		}
		list = append(list, t)
	}
	return byName(list), err
}

func (r Room) load(ctx context.Context, by people.Caller, org, modelID, template string, action access.Action) (Of, table.Row, error) {
	of := Of{now: r.Clock().UTC()}
	if template != "" && !id.Valid(template) {
		template = "-" // no such row
	}
	a, rows, err := people.Load(ctx, r.Table, by, of.now, model.HeadKey(org, modelID), keyOf(org, modelID, template))
	if err != nil {
		return of, nil, err
	}
	of.account = a
	if err := access.DecideOrg(a.Account, org, action).Err(); err != nil {
		return of, nil, err
	}
	of.Head, of.Latest, err = r.Dossiers.Models.FromHead(ctx, rows[0])
	return of, rows[1], err
}

// there reads a template that must be there.
func there(row table.Row) (Template, error) {
	t, _, err := templateOf(row)
	if err == nil && t.ID == "" {
		err = access.Nothing()
	}
	return t, err
}

// Rename gives a template that was read at version other names. What is so
// already is no change.
func (r Room) Rename(ctx context.Context, by people.Caller, org, model, template string, version int, names model.Text) (Template, error) {
	names, bad := cleanName(names)
	var t Template
	err := table.Again(ctx, func() error {
		of, row, err := r.load(ctx, by, org, model, template, access.ManageModels)
		if err != nil {
			return err
		}
		if t, err = there(row); err != nil {
			return err
		}
		switch {
		case bad != nil:
			return bad
		case t.Name == names:
			return nil
		case t.Version != version:
			return fault.New(fault.Stale, "stale")
		}
		err = r.commit(ctx, org, of, trail.TemplateRenamed, t, table.Update(keyOf(org, model, t.ID), table.Change{
			Set: map[string]any{"name": names}, Add: map[string]int{"v": 1}, If: []table.Cond{table.Equal("v", t.Version)}}))
		t.Name, t.Version = names, t.Version+1
		return err
	})
	return t, err
}

// Remove takes a template away. Documents that were made from it stay. One that
// is gone already stays gone.
func (r Room) Remove(ctx context.Context, by people.Caller, org, model, template string, version int) error {
	return table.Again(ctx, func() error {
		of, row, err := r.load(ctx, by, org, model, template, access.ManageModels)
		if err != nil {
			return err
		}
		if row == nil && id.Valid(template) {
			return nil
		}
		t, err := there(row)
		switch {
		case err != nil:
			return err
		case t.Version != version:
			return fault.New(fault.Stale, "stale")
		}
		ops := []table.Op{table.Delete(keyOf(org, model, t.ID), table.Equal("v", t.Version))}
		if t.Ready {
			ops = append(ops, document.Unused(t.File.Object, org, t.ID, of.now)...)
		}
		return r.commit(ctx, org, of, trail.TemplateRemoved, t, ops...)
	})
}

// commit writes ops with the trail of what an Admin did.
func (r Room) commit(ctx context.Context, org string, of Of, verb trail.Verb, t Template, ops ...table.Op) error {
	ops = append(ops, people.StillAgent(of.account.ID, org, of.account.Orgs[org].Since), record(org, of.account.ID, verb, t, of.now))
	return again(r.Table.Commit(ctx, ops...))
}

func record(org, by string, verb trail.Verb, t Template, now time.Time) table.Op {
	return trail.Op(trail.Entry{On: trail.Organization(org), At: now, By: by, For: org, Verb: verb,
		Args: map[string]string{"template": t.ID, "model": t.Model}})
}

// again makes a transaction whose conditions failed decide anew.
func again(err error) error {
	if table.FailedAt(err) != nil {
		return table.ErrConflict
	}
	return err
}

// cleanName checks what a template is called, in both languages.
func cleanName(n model.Text) (model.Text, error) {
	f := &fault.Fault{Kind: fault.Invalid, Code: "invalid"}
	for _, in := range []struct {
		path string
		name *string
	}{{"name.fr", &n.FR}, {"name.en", &n.EN}} {
		clean, err := people.Line(in.path, *in.name, NameMost)
		if bad := fault.Of(err); bad != nil {
			f.Fields = append(f.Fields, bad.Fields...)
		}
		*in.name = clean
	}
	if len(f.Fields) > 0 {
		return n, f
	}
	return n, nil
}

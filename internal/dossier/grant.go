package dossier

import (
	"context"
	"slices"
	"strings"
	"time"

	"tierce/internal/access"
	"tierce/internal/people"
	"tierce/internal/table"
)

const originAttr = "o_"

// originRow is one origin as the grant's row has it, with who gave it when.
type originRow struct {
	Kind     access.Kind  `dynamodbav:"kind"`
	Level    access.Level `dynamodbav:"level"`
	Org      string       `dynamodbav:"org"`
	Since    string       `dynamodbav:"since"`
	Sections []string     `dynamodbav:"sections,omitempty"`
	Statuses []string     `dynamodbav:"statuses,omitempty"`
	From     time.Time    `dynamodbav:"from,omitzero"`
	Until    time.Time    `dynamodbav:"until,omitzero"`
	By       string       `dynamodbav:"by"`
	At       time.Time    `dynamodbav:"at"`

	Person    string `dynamodbav:"person,omitempty"`
	Group     string `dynamodbav:"group,omitempty"`
	Sign      bool   `dynamodbav:"sign,omitempty"`
	Submit    bool   `dynamodbav:"submit,omitempty"`
	Documents bool   `dynamodbav:"documents,omitempty"`
}

// grantOf reads a grant's origins; an absent row has none.
func grantOf(row table.Row) (access.Grant, error) {
	g := access.Grant{}
	for attr, v := range row {
		name, ok := strings.CutPrefix(attr, originAttr)
		if !ok {
			continue
		}
		var w originRow
		if err := table.Value(v, &w); err != nil {
			return nil, err
		}
		g[name] = access.Origin{Kind: w.Kind, Level: w.Level, Org: w.Org, Since: w.Since,
			Sections: w.Sections, Statuses: w.Statuses, From: w.From, Until: w.Until,
			Person: w.Person, Group: w.Group, Sign: w.Sign, Submit: w.Submit, Documents: w.Documents}
	}
	return g, nil
}

func (w originRow) of(o access.Origin) originRow {
	w.Kind, w.Level, w.Org, w.Since = o.Kind, o.Level, o.Org, o.Since
	w.Sections, w.Statuses, w.From, w.Until = o.Sections, o.Statuses, o.From, o.Until
	w.Person, w.Group, w.Sign, w.Submit, w.Documents = o.Person, o.Group, o.Sign, o.Submit, o.Documents
	return w
}

// GiveOrigin adds the origin called name to acct's grant on d, and puts d on
// top of acct's dossiers. It fails where the grant has one of the origins
// called name or unless already.
func GiveOrigin(d, acct, name string, o access.Origin, by string, now time.Time, unless ...string) table.Op {
	conds := []table.Cond{table.Absent(originAttr + name)}
	for _, u := range unless {
		conds = append(conds, table.Absent(originAttr+u))
	}
	return table.Update(grantKey(d, acct), table.Change{If: conds, Add: map[string]int{"origins": 1}, Set: map[string]any{
		originAttr + name: originRow{By: by, At: now.UTC()}.of(o),
		"g1pk":            "A#" + acct,
		"g1sk":            now.UTC().Format(stamp) + "#" + d,
	}})
}

// EndOrigins removes those called names of a grant that has the origins of g;
// with the last one d leaves acct's dossiers. It fails where there are more or
// fewer by now.
func EndOrigins(d, acct string, g access.Grant, names ...string) table.Op {
	c := table.Change{Add: map[string]int{"origins": -len(names)}, If: []table.Cond{table.Equal("origins", len(g))}}
	for _, name := range names {
		c.Remove = append(c.Remove, originAttr+name)
		c.If = append(c.If, table.Equal(originAttr+name+".since", g[name].Since))
	}
	if len(g) == len(names) {
		c.Remove = append(c.Remove, "g1pk", "g1sk")
	}
	return table.Update(grantKey(d, acct), c)
}

// granted are the conditions, on a grant's row, under which the origin that a
// decision rests on stands as it was read.
func granted(name string, o access.Origin) []table.Cond {
	attr := originAttr + name
	conds := []table.Cond{table.Equal(attr+".since", o.Since), table.Equal(attr+".level", o.Level)}
	if o.Kind != access.FromContact {
		return conds
	}
	return append(conds, same(attr+".group", o.Group, o.Group == ""), same(attr+".person", o.Person, o.Person == ""),
		same(attr+".sections", o.Sections, len(o.Sections) == 0), same(attr+".sign", true, !o.Sign),
		same(attr+".submit", true, !o.Submit), same(attr+".documents", true, !o.Documents))
}

// same holds where the attribute has the value; none is not kept at all.
func same(attr string, v any, none bool) table.Cond {
	if none {
		return table.Absent(attr)
	}
	return table.Equal(attr, v)
}

// ChangeOrigin gives the origin called name of acct's grant on d the kind and
// level of to, where it is the one that was given at to.Since.
func ChangeOrigin(d, acct, name string, to access.Origin) table.Op {
	return table.Update(grantKey(d, acct), table.Change{
		Set: map[string]any{originAttr + name + ".kind": to.Kind, originAttr + name + ".level": to.Level},
		If:  []table.Cond{table.Equal(originAttr+name+".since", to.Since)}})
}

// ReplaceOrigin puts to, which is another origin from now on, in the place of
// the one called name of acct's grant on d that was given at since: a write
// that was decided on the former one does not commit. by is who gave it, at the
// moment at.
func ReplaceOrigin(d, acct, name, since string, to access.Origin, by string, at time.Time) table.Op {
	return table.Update(grantKey(d, acct), table.Change{
		Set: map[string]any{originAttr + name: originRow{By: by, At: at.UTC()}.of(to)},
		If:  []table.Cond{table.Equal(originAttr+name+".since", since)}})
}

// RestateOrigin gives the origin called name of acct's grant on d, that was given
// at since, other statuses in which it holds (LOC-6): none where there are none.
func RestateOrigin(d, acct, name, since string, statuses []string) table.Op {
	return table.Update(grantKey(d, acct), table.Change{
		Set: map[string]any{originAttr + name + ".statuses": statuses},
		If:  []table.Cond{table.Equal(originAttr+name+".since", since)}})
}

// Grant reads acct's account and its grant on d, for what is shown of another
// person's access, and for ending an origin of it.
func (r Room) Grant(ctx context.Context, d, acct string) (people.Account, access.Grant, error) {
	rows, err := r.Table.BatchGet(ctx, people.AccountKey(acct), grantKey(d, acct))
	if err != nil {
		return people.Account{}, nil, err
	}
	a, err := people.FromRow(acct, rows[0])
	if err != nil {
		return a, nil, err
	}
	g, err := grantOf(rows[1])
	return a, g, err
}

// Others counts who may open the dossier of v beside its caller, by the
// strongest role of each.
func (r Room) Others(ctx context.Context, v View) (map[access.Role]int, error) {
	rows, err := r.Table.All(ctx, table.Query{PK: "D#" + v.ID}.Within("G#"))
	if err != nil {
		return nil, err
	}
	count := map[access.Role]int{}
	for some := range slices.Chunk(rows, 100) {
		keys := make([]table.Key, len(some))
		for i, row := range some {
			keys[i] = people.AccountKey(strings.TrimPrefix(table.KeyOf(row).SK, "G#"))
		}
		accounts, err := r.Table.BatchGet(ctx, keys...)
		if err != nil {
			return nil, err
		}
		for i, row := range some {
			acct := strings.TrimPrefix(table.KeyOf(row).SK, "G#")
			a, err := people.FromRow(acct, accounts[i])
			if err != nil {
				return nil, err
			}
			g, err := grantOf(row)
			if err != nil {
				return nil, err
			}
			groups := map[string]access.Group{} // whatever a group allows, its contacts may open the dossier
			for _, o := range g {
				groups[o.Group] = access.Group{}
			}
			open := access.Decide(access.Request{Account: a.Account, Dossier: v.Dossier, Grant: g, Groups: groups, Action: access.Open, Now: v.Now})
			if open.Allowed && acct != v.Account.ID {
				count[open.Role]++
			}
		}
	}
	return count, nil
}

package timeline

import (
	"context"

	"tierce/internal/trail"
)

// acts finds the names that go with entries and puts each in words.
func (r Reader) acts(ctx context.Context, entries []trail.Entry, w words) ([]Act, error) {
	var accounts, orgs, persons []string
	for _, e := range entries {
		persons = append(persons, e.Args["person"])
		accounts = append(accounts, e.By, e.Args["account"])
		if e.Verb == trail.ManagerNamed {
			accounts = append(accounts, e.Args["from"], e.Args["to"])
		}
		orgs = append(orgs, e.For)
	}
	var err error
	if w.accounts, err = r.People.Names(ctx, distinct(accounts)...); err != nil {
		return nil, err
	}
	if persons = distinct(persons); len(persons) > 0 { // all entries are of one dossier
		if w.persons, err = r.Dossiers.PersonNames(ctx, entries[0].On, persons...); err != nil {
			return nil, err
		}
	}
	names, err := r.organizations(ctx, distinct(orgs))
	if err != nil {
		return nil, err
	}
	acts := make([]Act, len(entries))
	for i, e := range entries {
		acts[i] = Act{Entry: e, ByName: w.accounts[e.By], ForName: names[e.For], Text: w.say(e)}
	}
	return acts, nil
}

// distinct gives each id once, in order, and none that is empty.
func distinct(ids []string) []string {
	var list []string
	seen := map[string]bool{"": true}
	for _, id := range ids {
		if !seen[id] {
			seen[id] = true
			list = append(list, id)
		}
	}
	return list
}

// organizations gives the names of organisations, 100 a call.
func (r Reader) organizations(ctx context.Context, ids []string) (map[string]string, error) {
	names := map[string]string{}
	for len(ids) > 0 {
		n := min(len(ids), 100)
		found, err := r.People.Organizations(ctx, ids[:n]...)
		if err != nil {
			return nil, err
		}
		for id, o := range found {
			names[id] = o.Name
		}
		ids = ids[n:]
	}
	return names, nil
}

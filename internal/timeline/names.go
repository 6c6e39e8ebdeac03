package timeline

import (
	"context"
	"strings"

	"tierce/internal/guest"
	"tierce/internal/trail"
)

// acts finds the names that go with entries and puts each in words.
func (r Reader) acts(ctx context.Context, entries []trail.Entry, w words) ([]Act, error) {
	var accounts, orgs, persons, files []string
	for _, e := range entries {
		persons, files = append(persons, e.Args["person"]), append(files, e.Args["document"])
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
	if files = distinct(files); len(files) > 0 {
		if w.files, err = r.Documents.Names(ctx, entries[0].On, files...); err != nil {
			return nil, err
		}
	}
	names, err := r.People.OrganizationNames(ctx, distinct(orgs)...)
	if err != nil {
		return nil, err
	}
	if w.clients, err = r.clientNames(ctx, entries, w.owner); err != nil {
		return nil, err
	}
	if w.partners, err = r.partnerNames(ctx, entries, w.owner); err != nil {
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

// clientNames gives the names of the clients of org that entries speak of.
func (r Reader) clientNames(ctx context.Context, entries []trail.Entry, org string) (map[string]string, error) {
	var ids []string
	for _, e := range entries {
		ids = append(append(ids, e.Args["client"]), strings.Fields(e.Args["clients"])...)
	}
	return guestNames(ctx, r.Clients.Room, org, ids)
}

// partnerNames does so for the partners who enter dossiers for org.
func (r Reader) partnerNames(ctx context.Context, entries []trail.Entry, org string) (map[string]string, error) {
	var ids []string
	for _, e := range entries {
		ids = append(ids, e.Args["partner"])
	}
	return guestNames(ctx, r.Behalf.Room, org, ids)
}

func guestNames(ctx context.Context, guests guest.Room, org string, ids []string) (map[string]string, error) {
	found, err := guests.Read(ctx, org, distinct(ids)...)
	names := map[string]string{}
	for id, g := range found {
		names[id] = g.Name
	}
	return names, err
}

package people

import (
	"context"

	"tierce/internal/access"
	"tierce/internal/table"
	"tierce/internal/trail"
)

// OrganizationKey names the row of an organisation, for a decision that reads
// it with others.
func OrganizationKey(org string) table.Key { return organizationKey(org) }

// OrganizationOf reads the row of org.
func OrganizationOf(org string, row table.Row) (Organization, error) {
	var w organizationRow
	err := table.Into(row, &w)
	return Organization{ID: org, Name: w.Name, Zone: w.Zone, Made: w.Made, Colleagues: w.Colleagues}, err
}

// ShowColleagues switches on or off that clients of one company see each
// other's requests in org's client portal, by an Admin of it (LEX-5). What is
// so already is no change.
func (r Room) ShowColleagues(ctx context.Context, by Caller, org string, on bool) error {
	return table.Again(ctx, func() error {
		now := r.Clock().UTC()
		a, rows, err := r.Load(ctx, by, organizationKey(org))
		if err != nil {
			return err
		}
		if err := access.DecideOrg(a.Account, org, access.ManageClients).Err(); err != nil {
			return err
		}
		if o, err := OrganizationOf(org, rows[0]); err != nil || o.Colleagues == on {
			return err
		}
		change, verb := table.Change{Set: map[string]any{"colleagues": true}}, trail.ColleaguesShown
		if !on {
			change, verb = table.Change{Remove: []string{"colleagues"}}, trail.ColleaguesHidden
		}
		return table.Anew(r.Table.Commit(ctx, table.Update(organizationKey(org), change),
			StillAdmin(a.ID, org, a.Orgs[org].Since),
			trail.Op(trail.Entry{On: trail.Organization(org), At: now, By: a.ID, For: org, Verb: verb})))
	})
}

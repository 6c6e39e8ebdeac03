package api

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"time"

	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/people"
)

// Organization owns dossiers.
type Organization struct {
	Named
	Zone  string     `json:"zone" doc:"Its time zone: dates are shown in it"`
	Made  *time.Time `json:"made"`
	Admin bool       `json:"admin" doc:"Whether I am an Admin of it"`
}

// OrganizationOut answers with one organisation.
type OrganizationOut struct{ Body Organization }

// ManagedDossier is a dossier as an Admin sees it: who manages it, and no
// content (ABB-9).
type ManagedDossier struct {
	ID        string `json:"id"`
	Reference string `json:"reference"`
	Status    string `json:"status"`
	Model     string `json:"model"`
	Manager   Named  `json:"manager"`
}

// ManagedOut answers with a page of an organisation's dossiers.
type ManagedOut struct {
	Body struct {
		Dossiers []ManagedDossier `json:"dossiers"`
		Next     string           `json:"next,omitempty" doc:"Cursor of the next page; absent on the last"`
	}
}

func (h *house) organizationRoutes() {
	on(h, route{id: "get-organization", path: "GET /v1/organizations/{org}", does: "One organisation that I work for"}, h.getOrganization)
	on(h, route{id: "list-managed-dossiers", path: "GET /v1/organizations/{org}/dossiers", does: "Who manages what, without content, for an Admin"}, h.listManaged)
}

// place decides on an action in an organisation and gives the account.
func (h *house) place(ctx context.Context, by people.Caller, org string, action access.Action) (people.Account, error) {
	a, _, err := h.People.Load(ctx, by)
	if err != nil {
		return a, err
	}
	return a, access.DecideOrg(a.Account, org, action).Err()
}

func (h *house) getOrganization(ctx context.Context, by people.Caller, in *AtOrganization) (*OrganizationOut, error) {
	a, err := h.place(ctx, by, in.Org, access.ListAgents)
	if err != nil {
		return nil, err
	}
	o, err := h.People.Organization(ctx, in.Org)
	if err != nil {
		return nil, err
	}
	return &OrganizationOut{Organization{Named{o.ID, o.Name}, o.Zone, utc(o.Made), a.Orgs[o.ID].Admin}}, nil
}

type managedIn struct {
	AtOrganization
	Paging
	Manager string `query:"manager" pattern:"^[0-9a-z]{16}$" doc:"Only those that this account manages"`
}

func (h *house) listManaged(ctx context.Context, by people.Caller, in *managedIn) (*ManagedOut, error) {
	list, next, err := h.Dossiers.Managed(ctx, by, in.Org, in.Manager, in.Cursor, in.Limit)
	if err != nil {
		return nil, err
	}
	managers, err := h.People.Names(ctx, each(list, func(m dossier.Managed) string { return m.Manager })...)
	if err != nil {
		return nil, err
	}
	out := &ManagedOut{}
	out.Body.Next = next
	out.Body.Dossiers = each(list, func(m dossier.Managed) ManagedDossier {
		return ManagedDossier{ID: m.ID, Reference: m.Reference, Status: m.Status, Model: m.Model, Manager: Named{m.Manager, managers[m.Manager]}}
	})
	return out, nil
}

// each gives f of every item: never nil, because an empty list is [] in JSON.
func each[T, U any](list []T, f func(T) U) []U {
	all := make([]U, len(list))
	for i, t := range list {
		all[i] = f(t)
	}
	return all
}

func sortedByName(found map[string]people.Organization) []people.Organization {
	return slices.SortedFunc(maps.Values(found), func(a, b people.Organization) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
	})
}

package portal

import (
	"maps"
	"slices"
	"sync"
	"time"

	"tierce/internal/access"
	"tierce/internal/people"
)

// orgNames remembers the names and zones of organisations for a minute. They
// hardly ever change and decide nothing.
type orgNames struct {
	mu    sync.Mutex
	known map[string]people.Organization
	since time.Time
}

const namesLast = time.Minute

// organizations gives what those of ids are called, by id.
func (v *visit) organizations(ids ...string) (map[string]people.Organization, error) {
	found, unknown := v.orgs.find(ids, time.Now())
	if len(unknown) == 0 {
		return found, nil
	}
	fresh, err := v.People.Organizations(v.ctx, unknown...)
	if err != nil {
		return nil, err
	}
	v.orgs.keep(fresh)
	for id, o := range fresh {
		found[id] = o
	}
	return found, nil
}

func (n *orgNames) find(ids []string, now time.Time) (found map[string]people.Organization, unknown []string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.known == nil || now.Sub(n.since) > namesLast {
		n.known, n.since = map[string]people.Organization{}, now
	}
	found = map[string]people.Organization{}
	asked := map[string]bool{}
	for _, id := range ids {
		if o, ok := n.known[id]; ok {
			found[id] = o
		} else if id != "" && !asked[id] {
			asked[id] = true
			unknown = append(unknown, id)
		}
	}
	return found, unknown
}

func (n *orgNames) keep(fresh map[string]people.Organization) {
	n.mu.Lock()
	defer n.mu.Unlock()
	for id, o := range fresh {
		n.known[id] = o
	}
}

// organization is organizations for one; hidden where there is none.
func (v *visit) organization(id string) (people.Organization, error) {
	found, err := v.organizations(id)
	if err != nil {
		return people.Organization{}, err
	}
	o, ok := found[id]
	if !ok {
		return o, access.Nothing()
	}
	return o, nil
}

// zoneOf loads a time zone by its IANA name, the default one where it is
// unknown here.
func zoneOf(name string) *time.Location {
	if name == "" {
		name = people.DefaultZone
	}
	if z, ok := zones.Load(name); ok {
		return z.(*time.Location)
	}
	z, err := time.LoadLocation(name)
	if err != nil {
		z = time.UTC
	}
	zones.Store(name, z)
	return z
}

var zones sync.Map

// called is how an account is named to others: its name, else its address.
func called(a people.Account) string {
	if a.Name != "" {
		return a.Name
	}
	return a.Email
}

// orgsOf lists the organisations that a works for, always in the same order.
func orgsOf(a people.Account) []string { return slices.Sorted(maps.Keys(a.Orgs)) }

// ownOrganizations gives those that the visitor works for, in the same order.
func (v *visit) ownOrganizations() ([]people.Organization, error) {
	ids := orgsOf(v.account)
	orgs, err := v.organizations(ids...)
	return each(ids, func(id string) people.Organization { return orgs[id] }), err
}

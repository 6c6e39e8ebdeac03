package portal

import (
	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/people"
)

// orgLine is one organisation of the visitor, and where to go in it.
type orgLine struct {
	Name, Role string
	Links      []link
}

// organizationsPage lists the organisations that the visitor works for.
func (v *visit) organizationsPage() error {
	if err := v.admit(); err != nil {
		return err
	}
	orgs, err := v.ownOrganizations()
	if err != nil {
		return err
	}
	return v.ok("organizations", v.frame(v.say("portal.nav.organizations")), each(orgs, v.orgLine))
}

func (v *visit) orgLine(o people.Organization) orgLine {
	at, d := "/organizations/"+o.ID, access.DecideOrg(v.account.Account, o.ID, access.ListManaged)
	l := orgLine{Name: o.Name, Role: v.roleLabel(d.Role),
		Links: []link{{at + "/agents", v.say("portal.agents.title")}, {at + "/models", v.say("portal.models.title")}, {clientsPath(o.ID), v.say("portal.clients.settings")},
			{at + "/dossier-invitations", v.say("portal.invitations.of-dossiers")}}}
	if d.Allowed {
		l.Links = append(l.Links, link{at + "/dossiers", v.say("portal.managed.title")}, link{behalfPath(o.ID), v.say("portal.behalf.settings")}, link{at + "/trail", v.say("portal.trail.title")})
	}
	return l
}

// inOrg loads the visitor and the organisation of the page, for action.
func (v *visit) inOrg(action access.Action) (people.Organization, error) {
	if err := v.admit(); err != nil {
		return people.Organization{}, err
	}
	org := v.ref("org")
	if err := access.DecideOrg(v.account.Account, org, action).Err(); err != nil {
		return people.Organization{}, err
	}
	return v.organization(org)
}

// orgFrame begins a page about an organisation, with its dates in its zone.
func (v *visit) orgFrame(o people.Organization, title string) *frame {
	f := v.frame(title)
	f.Zone, f.Back = zoneOf(o.Zone), &link{"/organizations", v.say("portal.nav.organizations")}
	return f
}

// managedLine is a dossier as an Admin sees it: no content, not even its
// title (ABB-9).
type managedLine struct{ Reference, Model, Manager, HandOver string }

// managedPage lists who manages what, so that an Admin can name another
// manager (ALL-9).
func (v *visit) managedPage() error {
	o, err := v.inOrg(access.ListManaged)
	if err != nil {
		return err
	}
	q := v.r.URL.Query()
	manager, err := managerIn(q.Get("manager"))
	if err != nil {
		return err
	}
	list, next, err := v.Dossiers.Managed(v.ctx, v.by, o.ID, manager, q.Get("after"), perPage)
	if err != nil {
		return err
	}
	f := v.orgFrame(o, v.say("portal.managed.title"))
	d := struct {
		Organization, Next, All string
		Lines                   []managedLine
	}{Organization: o.Name}
	if d.Lines, err = v.managedLines(list, o.ID); err != nil {
		return err
	}
	if manager != "" {
		d.All = "/organizations/" + o.ID + "/dossiers"
	}
	if next != "" {
		q.Set("after", next)
		q.Del("done")
		d.Next = "/organizations/" + o.ID + "/dossiers?" + q.Encode()
	}
	return v.ok("managed", f, d)
}

func managerIn(s string) (string, error) {
	if s == "" {
		return "", nil
	}
	return idIn(s)
}

func (v *visit) managedLines(list []dossier.Managed, org string) ([]managedLine, error) {
	heads, err := v.Models.List(v.ctx, v.by, org)
	if err != nil {
		return nil, err
	}
	models := map[string]string{}
	for _, h := range heads {
		models[h.ID] = h.Name.In(string(v.lang()))
	}
	accounts := make([]string, len(list))
	for i, m := range list {
		accounts[i] = m.Manager
	}
	names, err := v.People.Names(v.ctx, accounts...)
	if err != nil {
		return nil, err
	}
	lines := make([]managedLine, len(list))
	for i, m := range list {
		model, ours := models[m.Model]
		if !ours {
			model = v.say("portal.managed.other-model") // of a copy
		}
		lines[i] = managedLine{m.Reference, model, v.orNobody(names[m.Manager]), dossierPath(m.ID) + "/manager"}
	}
	return lines, nil
}

// orgTrail shows an Admin who did what in the organisation (ALL-6).
func (v *visit) orgTrail() error {
	o, err := v.inOrg(access.ManageAgents)
	if err != nil {
		return err
	}
	acts, next, err := v.timeline().Organization(v.ctx, v.by, o.ID, v.r.URL.Query().Get("after"), actsPerPage)
	if err != nil {
		return err
	}
	d := struct {
		Dossier, Own, Why, Next string
		Export                  *form
		Later                   bool
		Acts                    []actLine
	}{Dossier: o.Name, Acts: v.actLines(acts)}
	if next != "" {
		d.Next = "/organizations/" + o.ID + "/trail?after=" + next
	}
	return v.ok("trail", v.orgFrame(o, v.say("portal.trail.title")), d)
}

package portal

import (
	"slices"
	"strings"

	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/model"
	"tierce/internal/people"
)

// perPage is how many dossiers My dossiers shows at a time.
const perPage = 20

// dossierLine is one dossier of a list, in words.
type dossierLine struct {
	Path, Title, Reference string
	Organization           string
	Status, Role           string
	Imported               string // where from and when (EVO-7)
	Share                  string // path; "" where the visitor may not
}

type dossierList struct {
	Lines        []dossierLine
	Waiting      []waiting
	Offers       []awaited // access to a dossier, which waits for a verified telephone
	Filter       []control
	Filtered     bool
	Next         string
	MayCreate    bool
	Enterable    []link // what the visitor may enter on behalf of applicants
	Invitable    bool   // is an agent nowhere yet, and has no dossier
	FilterOpened bool
}

// myDossiers lists what the visitor has access to (EVO-1).
func (v *visit) myDossiers() error {
	q := v.r.URL.Query()
	filter := dossier.Filter{Text: q.Get("text"), Status: q.Get("status"), Organization: q.Get("organization")}
	views, next, err := v.Dossiers.Mine(v.ctx, v.by, filter, q.Get("after"), perPage)
	if err != nil {
		return err
	}
	if len(views) > 0 {
		v.in(views[0].Account)
	} else if err := v.admit(); err != nil {
		return err
	}
	l := listing{v: v, models: map[string]model.Model{}}
	if err := l.read(views); err != nil {
		return err
	}
	d := dossierList{Filtered: filter != dossier.Filter{}, MayCreate: len(v.account.Orgs) > 0, Invitable: len(v.account.Orgs) == 0 && len(views) == 0}
	for _, view := range views {
		d.Lines = append(d.Lines, l.line(view))
	}
	d.Filter = l.filter(filter)
	if d.Enterable, err = v.enterable(); err != nil {
		return err
	}
	d.Invitable = d.Invitable && len(d.Enterable) == 0
	if next != "" {
		q.Set("after", next)
		q.Del("done")
		d.Next = "/dossiers?" + q.Encode()
	}
	if q.Get("after") == "" { // what waits for the visitor is on the first page only
		if d.Waiting, err = v.invitationsWaiting(); err != nil {
			return err
		}
		if d.Offers, err = v.offersWaiting(); err != nil {
			return err
		}
	}
	return v.ok("dossiers", v.frame(v.say("portal.dossiers.title")), d)
}

// listing turns dossiers into lines. It reads each model version once.
type listing struct {
	v      *visit
	models map[string]model.Model // by dossier
	orgs   map[string]people.Organization
	owners []string
}

func (l *listing) read(views []dossier.View) (err error) {
	l.owners = orgsOf(l.v.account)
	for _, view := range views {
		if l.models[view.ID], err = l.v.Models.Version(l.v.ctx, view.Model, view.Version); err != nil {
			return err
		}
		if !slices.Contains(l.owners, view.Org) {
			l.owners = append(l.owners, view.Org)
		}
	}
	l.orgs, err = l.v.organizations(l.owners...)
	return err
}

func (l *listing) line(d dossier.View) dossierLine {
	line := dossierLine{Path: "/dossiers/" + d.ID, Title: d.Title, Reference: d.Reference,
		Organization: l.orgs[d.Org].Name, Status: l.v.statusLabel(l.models[d.ID], d.Status), Role: l.v.roleLabel(d.Decision.Role)}
	line.Imported = l.v.importedFrom(d.Header, l.orgs[d.Org])
	if d.May(access.MakeKey).Allowed {
		line.Share = line.Path + "/share"
	}
	return line
}

// filter is the form above the list. It offers the statuses of the models
// whose dossiers it shows.
func (l *listing) filter(f dossier.Filter) []control {
	say := l.v.say
	status := control{Kind: "select", Name: "status", Label: say("portal.dossier.status"), Value: f.Status}.options(l.statuses(f.Status)...)
	list := []control{{Kind: "text", Name: "text", Label: say("portal.dossiers.filter-text"), Value: f.Text, Most: 200}, status}
	if len(l.owners) > 1 {
		orgs := []option{{Label: say("portal.dossiers.any-organization")}}
		for _, id := range l.owners {
			orgs = append(orgs, option{Value: id, Label: l.orgs[id].Name})
		}
		list = append(list, control{Kind: "select", Name: "organization", Label: say("portal.organization"), Value: f.Organization}.options(orgs...))
	}
	return list
}

func (l *listing) statuses(chosen string) []option {
	lang := string(l.v.lang())
	list := []option{{Label: l.v.say("portal.dossiers.any-status")}}
	at := map[string]int{}
	add := func(id, label string) {
		if i, there := at[id]; !there {
			at[id] = len(list)
			list = append(list, option{Value: id, Label: label})
		} else if !strings.Contains(list[i].Label, label) {
			list[i].Label += " / " + label // two models call it differently
		}
	}
	for _, m := range l.models {
		for _, s := range m.Statuses {
			add(s.ID, s.Label.In(lang))
		}
	}
	if _, there := at[chosen]; chosen != "" && !there {
		add(chosen, chosen)
	}
	slices.SortStableFunc(list[1:], func(a, b option) int { return strings.Compare(a.Label, b.Label) })
	return list
}

func (v *visit) statusLabel(m model.Model, status string) string {
	if s, ok := m.Status(status); ok {
		return s.Label.In(string(v.lang()))
	}
	return status
}

func (v *visit) roleLabel(r access.Role) string { return v.say("portal.role." + string(r)) }

// importedFrom says where a copy came from, and when (EVO-7).
func (v *visit) importedFrom(h dossier.Header, owner people.Organization) string {
	if h.Imported == nil {
		return ""
	}
	return v.say("portal.dossier.imported", "from", h.Imported.From, "date", v.lang().Date(h.Imported.At, zoneOf(owner.Zone)))
}

// newDossier asks for the model, the title and the reference of a new one.
func (v *visit) newDossier() error {
	if err := v.admit(); err != nil {
		return err
	}
	return v.draftPage(200, nil)
}

func (v *visit) draftPage(status int, p *problem) error {
	f := v.frame(v.say("portal.new.title"))
	f.Problem, f.Back = p, v.toDossiers()
	models, err := v.modelChoices()
	if err != nil {
		return err
	}
	if len(models) == 0 {
		return access.DecideOrg(v.account.Account, "", access.CreateDossier).Err()
	}
	model := control{Kind: "radios", Name: "model", Label: v.say("portal.new.model"), Value: v.value("model")}.options(models...)
	d := f.form("/dossiers/new", "portal.new.button", model,
		control{Kind: "text", Name: "title", Label: v.say("portal.dossier.title"), Help: v.say("portal.new.title-help"), Value: v.value("title"), Most: dossier.TitleMost},
		control{Kind: "text", Name: "reference", Label: v.say("portal.dossier.reference"), Help: v.say("portal.new.reference-help"), Value: v.value("reference"), Most: dossier.RefMost})
	return v.show(status, "form", f, simple{Form: d.with(p)})
}

// modelChoices offers each model of each organisation of the visitor; the
// value names both.
func (v *visit) modelChoices() ([]option, error) {
	orgs, err := v.ownOrganizations()
	if err != nil {
		return nil, err
	}
	lang := string(v.lang())
	var list []option
	for _, org := range orgs {
		heads, err := v.Models.List(v.ctx, v.by, org.ID)
		if err != nil {
			return nil, err
		}
		for _, h := range heads {
			m, err := v.Models.Version(v.ctx, h.ID, h.Latest)
			if err != nil {
				return nil, err
			}
			label := h.Name.In(lang)
			if len(orgs) > 1 {
				label += " · " + org.Name
			}
			list = append(list, option{Value: org.ID + "-" + h.ID, Label: label, Help: m.Description.In(lang)})
		}
	}
	return list, nil
}

// createDossier makes it, and opens it.
func (v *visit) createDossier() error {
	org, m, chosen := strings.Cut(v.value("model"), "-")
	if !chosen {
		return v.mend(fault.Bad("model", "missing"), v.draftPage)
	}
	draft := dossier.Draft{Organization: org, Model: m, Title: v.value("title"), Reference: v.value("reference")}
	h, err := v.Dossiers.Create(v.ctx, v.by, draft, v.once("create"))
	if err != nil {
		return v.mend(err, v.draftPage)
	}
	return v.see("/dossiers/" + h.ID + "?done=created")
}

func (v *visit) toDossiers() *link { return &link{"/dossiers", v.say("portal.nav.dossiers")} }

package portal

import (
	"slices"
	"strings"

	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/model"
)

// dossierPage is what the page of one dossier shows. Links and forms are there
// only where the visitor may use them.
type dossierPage struct {
	Reference, Status, Organization, Manager, Model, Role, Made, Imported, Entered string
	Version                                                                        string // where the dossier moves to a newer version; "" where the visitor may not
	Edit                                                                           string // path
	Progress                                                                       string
	Tasks                                                                          []task
	Move                                                                           *form // to another status
	Side                                                                           []sideGroup
	More                                                                           []link // what the three dots hold
	Asked                                                                          *askedHere
}

// task is one section as the list of sections shows it.
type task struct {
	Path, Title string // no path where the visitor may not read it
	State       string
	Done, Over  bool
	Why         string // what is missing, or why it cannot be read (ALL-4)
}

type sideGroup struct {
	Title    string
	Contacts []sideContact
	Links    []link
}

// dossierPage opens a dossier.
func (v *visit) dossierPage() error {
	view, m, sections, err := v.Dossiers.Contents(v.ctx, v.by, v.ref("dossier"))
	if err != nil {
		return v.elsewhere(err, view)
	}
	if view.Decision.Role == access.Partner { // sees it by a view, from what they were asked
		return v.see("/solicitations")
	}
	if role := view.Decision.Role; role == access.Applicant || role == access.Behalf {
		return v.applicantPage()
	}
	f, err := v.dossierFrame(view, "portal.dossier.title")
	if err != nil {
		return err
	}
	f.Title, f.Back = view.Title, v.toDossiers()
	d, err := v.dossierHead(f, view, m)
	if err != nil {
		return err
	}
	done := 0
	sections = slices.DeleteFunc(sections, func(s dossier.Section) bool { return !view.Lists(s.ID) })
	for _, s := range sections {
		if !view.Lists(s.ID) {
			continue
		}
		t := v.task(view, s)
		if t.Done {
			done++
		}
		d.Tasks = append(d.Tasks, t)
	}
	d.Progress = f.Count("portal.dossier.progress", done, "of", len(d.Tasks))
	if view.May(access.SetStatus).Allowed {
		d.Move = v.moveForm(f, view, m)
	}
	if d.Asked, err = v.askedHere(f, view); err != nil {
		return err
	}
	contacts, err := v.contactsBeside(view, m)
	if err != nil {
		return err
	}
	partners, err := v.partnersBeside(view, m)
	if err != nil {
		return err
	}
	d.Side = v.side(view, contacts, partners, d.Asked)
	if view.May(access.ShowToClient).Allowed {
		d.More = []link{{showingPath(view.ID), v.say("portal.showing.title")}}
	}
	if view.Decision.Role.InPortal() {
		f.Back = &link{"/contracts", v.say("portal.contracts.title")}
		d.Progress = ""
	}
	return v.ok("dossier", f, d)
}

// elsewhere shows whoever may name another manager, without a look at the
// content, the way there (ALL-9); everybody else the refusal alone.
func (v *visit) elsewhere(err error, view dossier.View) error {
	if f := fault.Of(err); f == nil || f.Kind != fault.Forbidden || !view.May(access.HandOver).Allowed {
		return err
	}
	v.in(view.Account)
	return v.refusal(err, link{dossierPath(view.ID) + "/manager", v.say("portal.manager.title")})
}

func dossierPath(d string) string { return "/dossiers/" + d }

func (v *visit) dossierHead(f *frame, view dossier.View, m model.Model) (dossierPage, error) {
	owner, err := v.organization(view.Org)
	if err != nil {
		return dossierPage{}, err
	}
	accounts := []string{view.Manager}
	if view.EnteredBy != "" {
		accounts = append(accounts, view.EnteredBy)
	}
	names, err := v.People.Names(v.ctx, accounts...)
	if err != nil {
		return dossierPage{}, err
	}
	d := dossierPage{Reference: view.Reference, Status: v.statusLabel(m, view.Status), Organization: owner.Name,
		Manager: names[view.Manager], Role: v.roleLabel(view.Decision.Role),
		Made: f.Day(view.Made), Imported: v.importedFrom(view.Header, owner)}
	d.Model, d.Version = v.versionOf(view, m)
	if view.EnteredBy != "" {
		d.Entered = v.say("portal.dossier.entered-by", "name", names[view.EnteredBy])
	}
	if view.May(access.Describe).Allowed {
		d.Edit = dossierPath(view.ID) + "/edit"
	}
	return d, nil
}

func (v *visit) task(view dossier.View, s dossier.Section) task {
	lang := string(v.lang())
	t := task{Title: s.Title.In(lang), Path: dossierPath(view.ID) + "/sections/" + s.ID}
	if d := view.MaySection(access.ReadSection, s.ID); !d.Allowed {
		t.Path, t.Over, t.State, t.Why = "", true, v.say("portal.section.closed"), v.why(d)
		return t
	}
	missing := s.Missing(s.Values)
	switch {
	case s.Version == 0:
		t.State = v.say("portal.section.to-begin")
	case len(missing) > 0:
		t.State = v.lang().Count("portal.section.missing", len(missing))
		t.Why = v.say("portal.section.missing-list", "fields", v.someLabels(s.Section, missing))
	case len(s.Values) == 0:
		t.State = v.say("portal.section.empty")
	default:
		t.Done, t.State = true, v.say("portal.section.done")
	}
	return t
}

// why says a refusal and who can change it (ALL-4).
func (v *visit) why(d access.Decision) string {
	if f := fault.Of(d.Err()); f != nil {
		return v.reason(f)
	}
	return ""
}

// reason says a refusal, and who can change it.
func (v *visit) reason(f *fault.Fault) string {
	return strings.TrimSpace(v.words(f.Code, f.Args) + " " + v.fix(f))
}

// side is what the side bar leads to: to contacts, partners and asked too, where
// they are any.
func (v *visit) side(view dossier.View, contacts, partners *sideGroup, asked *askedHere) []sideGroup {
	at := dossierPath(view.ID)
	var list []sideGroup
	var first []link
	add := func(title string, links ...sideLink) {
		g := sideGroup{Title: v.say(title), Links: first}
		for _, l := range links {
			if view.May(l.needs).Allowed {
				g.Links = append(g.Links, link{at + l.path, v.say(l.label)})
			}
		}
		if len(g.Links) > 0 {
			list = append(list, g)
		}
	}
	add("portal.dossier.side-share", sideLink{access.MakeKey, "/share", "portal.share.link"}, sideLink{access.ListKeys, "/keys", "portal.dossier.keys"})
	add("portal.dossier.side-who", sideLink{access.ReadRights, "/rights", "portal.rights.title"}, sideLink{access.ReadPeople, "/team", "portal.team.title"}, sideLink{access.HandOver, "/manager", "portal.manager.title"})
	for _, g := range []*sideGroup{contacts, partners} {
		if g != nil {
			list = append(list, *g)
		}
	}
	if asked != nil {
		first = []link{asked.All}
	}
	add("portal.dossier.side-content", sideLink{access.ReadApplicantView, "/applicant", "portal.applicant.view"}, sideLink{documentsNeed(view), "/documents", documentsTitle(view)}, sideLink{access.ReadPeople, "/people", "portal.persons.title"}, sideLink{access.ReadTrail, "/trail", "portal.dossier.trail"})
	first = nil
	add("portal.dossier.side-end", sideLink{access.DeleteDossier, "/delete", "portal.deletion.title"})
	return list
}

type sideLink struct {
	needs       access.Action
	path, label string
}

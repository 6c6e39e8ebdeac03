package portal

import (
	"cmp"
	"slices"
	"strings"

	"tierce/internal/access"
	"tierce/internal/accessgroup"
	"tierce/internal/dossier"
	"tierce/internal/invitation"
	"tierce/internal/right"
)

// contactsPage is the list of client contacts, by itself or on the page that
// manages the whole account (IND-1).
type contactsPage struct {
	Dossier    string
	Head       []line // of Manage account
	Links      []link
	Add        string // path
	Lines      []contactLine
	Candidates []link // persons who may become contacts
}

// contactLine is a contact in words.
type contactLine struct {
	Name, Function, Group, Options string
	Primary                        bool
	Badge                          badge
	Edit, Delete, As               string // paths; "" where the visitor may not
	Resend                         *form
}

func contactsPath(d string) string { return dossierPath(d) + "/contacts" }

func contactPath(d, person string) string { return contactsPath(d) + "/" + person }

// contactsPage lists them.
func (v *visit) contactsPage() error {
	view, d, f, err := v.contacts("portal.contacts.title")
	if err != nil {
		return err
	}
	f.Back = &link{dossierPath(view.ID), view.Title}
	return v.ok("contacts", f, d)
}

// managePage is what stands around a dossier's content: what it is called, who
// its contacts are, and the ways to everything else.
func (v *visit) managePage() error {
	view, d, f, err := v.contacts("portal.manage.title")
	if err != nil {
		return err
	}
	f.Back = &link{dossierPath(view.ID), view.Title}
	m, err := v.Models.Version(v.ctx, view.Model, view.Version)
	if err != nil {
		return err
	}
	f.Title = v.say(manageTitle(m))
	d.Head = []line{{Label: v.say("portal.dossier.reference"), Text: view.Reference},
		{Label: v.say("portal.dossier.status"), Text: v.statusLabel(m, view.Status)}}
	at := dossierPath(view.ID)
	for _, l := range []sideLink{{access.Describe, "/edit", "portal.describe.title"}, {access.ReadRights, "/rights", "portal.rights.title"},
		{access.ReadPeople, "/team", "portal.team.title"}, {access.ReadPeople, "/people", "portal.persons.title"}} {
		if view.May(l.needs).Allowed {
			d.Links = append(d.Links, link{at + l.path, v.say(l.label)})
		}
	}
	if access.DecideOrg(view.Account.Account, view.Org, access.UseModels).Allowed {
		d.Links = append(d.Links, link{groupsPath(view.Org, view.Model), v.say("portal.groups.title")})
	}
	return v.ok("contacts", f, d)
}

func (v *visit) contacts(title string) (dossier.View, contactsPage, *frame, error) {
	view, list, groups, err := v.Rights.Contacts(v.ctx, v.by, v.ref("dossier"))
	if err != nil {
		return view, contactsPage{}, nil, err
	}
	f, err := v.dossierFrame(view, title)
	if err != nil {
		return view, contactsPage{}, nil, err
	}
	d := contactsPage{Dossier: view.Title}
	slices.SortStableFunc(list, func(a, b right.Client) int {
		return cmp.Or(primaryFirst(a.Primary, b.Primary), strings.Compare(unaccented(a.Person.Name), unaccented(b.Person.Name)))
	})
	for _, c := range list {
		d.Lines = append(d.Lines, v.contactLine(f, view, groups, c))
	}
	if !view.May(access.EditPeople).Allowed {
		return view, d, f, nil
	}
	d.Add = contactsPath(view.ID) + "/new"
	others, err := v.Rights.Candidates(v.ctx, v.by, view.ID)
	for _, p := range byName(others) {
		d.Candidates = append(d.Candidates, link{contactPath(view.ID, p.ID), p.Name})
	}
	return view, d, f, err
}

func (v *visit) contactLine(f *frame, view dossier.View, groups accessgroup.Groups, c right.Client) contactLine {
	l := contactLine{Name: c.Person.Name, Function: c.Person.Function, Primary: c.Primary, Badge: v.contactBadge(f, view, groups, c), Options: v.optionWords(c)}
	if !c.May.Allowed {
		return l
	}
	l.Edit = contactPath(view.ID, c.Person.ID)
	if l.Delete = l.Edit + "/delete"; c.Terms.Group != "" {
		l.As = l.Edit + "/as"
	}
	if c.Resendable() {
		resend := f.resendForm(view.ID, c.Invitation)
		l.Resend = &resend
	}
	return l
}

// contactBadge says what a contact has, and what is still to come of it.
func (v *visit) contactBadge(f *frame, view dossier.View, groups accessgroup.Groups, c right.Client) badge {
	b := badge{Level: "none", Words: v.say("portal.level.none"), StateSign: signs[c.State]}
	if g, there := groups.Find(c.Terms.Group); there && c.Stands(view.Now) {
		b.Level, b.Words = string(g.Level), v.groupName(g)
	}
	if b.StateSign != "" {
		b.State, b.Detail = v.say("portal.state."+string(c.State)), f.stateWords(view, c.Invitation)
	}
	return b
}

// optionWords names a contact's options; the primary needs none (IND-4).
func (v *visit) optionWords(c right.Client) string {
	if c.Primary {
		return v.say("portal.contacts.primary-all")
	}
	var words []string
	for _, o := range optionsOf(c.Terms) {
		if o.On {
			words = append(words, lowerFirst(v.say("portal.contacts.option-"+o.Value)))
		}
	}
	return strings.Join(words, ", ")
}

// optionsOf are the options of a contact (IND-5), by the names of their words.
func optionsOf(t invitation.Terms) []option {
	return []option{{Value: "sign", On: t.Sign}, {Value: "submit", On: t.Submit}, {Value: "documents", On: t.Documents}}
}

// primaryFirst orders the primary contact before the others.
func primaryFirst(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}

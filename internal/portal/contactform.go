package portal

import (
	"cmp"
	"net/http"
	"slices"

	"tierce/internal/access"
	"tierce/internal/accessgroup"
	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/invitation"
	"tierce/internal/right"
)

// contactFilled is the one form of a contact on its way (IND-1): Tag is what
// they were read at, "" for somebody new.
type contactFilled struct {
	right.Contact
	Person string
	Tag    string
}

// newContact asks for one.
func (v *visit) newContact() error {
	view, err := v.Dossiers.Load(v.ctx, v.by, v.ref("dossier"), access.ReadContacts, "")
	if err == nil {
		err = view.May(access.EditPeople).Err()
	}
	if err != nil {
		return err
	}
	v.in(view.Account)
	in := contactFilled{Contact: right.Contact{Reach: dossier.Reach{Lang: string(v.lang())}, Terms: invitation.Terms{Group: accessgroup.Limited}}}
	return v.askContact(http.StatusOK, nil, view, in)
}

// editContact asks for what a contact is to be, with all that they are; a
// person of the dossier who is none becomes one by it.
func (v *visit) editContact() error {
	view, c, _, err := v.Rights.OneContact(v.ctx, v.by, v.ref("dossier"), v.ref("person"))
	if err == nil {
		err = c.May.Err()
	}
	if err != nil {
		return err
	}
	return v.askContact(http.StatusOK, nil, view, filledOf(c))
}

func filledOf(c right.Client) contactFilled {
	in := contactFilled{Contact: right.Contact{Name: c.Person.Name, Function: c.Person.Function, Reach: c.Person.Reach, Terms: c.Terms, Primary: &c.Primary},
		Person: c.Person.ID, Tag: c.Tag}
	if in.Terms.Group == "" {
		in.Terms.Group = accessgroup.Limited
	}
	return in
}

func (v *visit) askContact(status int, p *problem, view dossier.View, in contactFilled) error {
	f, err := v.dossierFrame(view, "portal.contacts.add")
	if err != nil {
		return err
	}
	at := contactsPath(view.ID) + "/new"
	if in.Tag != "" {
		f.Title, at = v.say("portal.contacts.edit", "name", in.Name), contactPath(view.ID, in.Person)
	}
	f.Problem, f.Back = p, &link{contactsPath(view.ID), v.say("portal.contacts.title")}
	controls, err := v.contactControls(view, in)
	if err != nil {
		return err
	}
	ask := f.form(at, "portal.contacts.preview", controls...)
	ask.Hidden = []pair{{"tag", in.Tag}, {"step", "show"}}
	ask.Cancel = &link{f.Back.Path, v.say("portal.cancel")}
	return v.show(status, "form", f, simple{Form: ask.with(p)})
}

// contactControls ask for the person, then for what they are given.
func (v *visit) contactControls(view dossier.View, in contactFilled) ([]control, error) {
	groups, err := v.Dossiers.GroupsOf(v.ctx, view)
	if err != nil {
		return nil, err
	}
	m, err := v.Models.Version(v.ctx, view.Model, view.Version)
	if err != nil {
		return nil, err
	}
	list := []control{{Kind: "text", Name: "name", Label: v.say("portal.persons.name"), Value: in.Name},
		{Kind: "text", Name: "function", Label: v.say("portal.contacts.function"), Help: v.say("portal.contacts.function-help"), Value: in.Function}}
	list = append(list, v.reachControls(in.Reach)...)
	var choices, sections, options []option
	for _, g := range groups.List {
		choices = append(choices, option{Value: g.ID, Label: v.groupName(g), Help: v.groupShows(g, m) + " · " + v.say("portal.level."+string(g.Level))})
	}
	for _, s := range m.Sections {
		sections = append(sections, option{Value: s.ID, Label: s.Title.In(string(v.lang())), On: slices.Contains(in.Terms.Sections, s.ID)})
	}
	for _, o := range optionsOf(in.Terms) {
		o.Label = v.say("portal.contacts.option-" + o.Value)
		options = append(options, o)
	}
	list = append(list, control{Kind: "heading", Label: v.say("portal.contacts.terms"), Help: v.say("portal.contacts.terms-text")},
		control{Kind: "radios", Name: "group", Label: v.say("portal.contacts.group"), Value: in.Terms.Group}.options(choices...),
		control{Kind: "checks", Name: "sections", Label: v.say("portal.contacts.sections"), Help: v.say("portal.contacts.sections-help")}.options(sections...),
		control{Kind: "checks", Name: "options", Label: v.say("portal.contacts.options")}.options(options...))
	if view.May(access.NamePrimary).Allowed {
		is := in.Primary != nil && *in.Primary
		list = append(list, control{Kind: "checks", Name: "primary", Label: v.say("portal.contacts.primary")}.options(
			option{Value: "yes", Label: v.say("portal.contacts.primary-yes"), Help: v.say("portal.contacts.primary-help"), On: is}))
	}
	return list, nil
}

// typedContact reads the form.
func (v *visit) typedContact(view dossier.View) contactFilled {
	chosen := v.r.PostForm["options"]
	in := contactFilled{Person: v.ref("person"), Tag: v.contactTag(), Contact: right.Contact{Name: v.value("name"), Function: v.value("function"),
		Reach: dossier.Reach{Email: v.value("email"), Phone: v.value("phone"), Lang: v.value("language")},
		Terms: invitation.Terms{Group: v.value("group"), Sections: v.r.PostForm["sections"], Sign: slices.Contains(chosen, "sign"),
			Submit: slices.Contains(chosen, "submit"), Documents: slices.Contains(chosen, "documents")}}}
	if view.May(access.NamePrimary).Allowed {
		in.Primary = new(v.value("primary") != "")
	}
	return in
}

// saveNewContact and saveContact show first who would see exactly what (ALL-3);
// the page that they show saves it, in one transaction.
func (v *visit) saveNewContact() error { return v.changeContact("") }

func (v *visit) saveContact() error { return v.changeContact(v.ref("person")) }

// contactTag is the tag that the form was made with; one that nothing ever has
// where it has none.
func (v *visit) contactTag() string { return cmp.Or(v.value("tag"), "none") }

func (v *visit) changeContact(person string) error {
	view, err := v.Dossiers.Load(v.ctx, v.by, v.ref("dossier"), access.ReadContacts, "")
	if err != nil {
		return err
	}
	v.in(view.Account)
	in := v.typedContact(view)
	if person == "" {
		in.Person, in.Tag = "", ""
	}
	if v.value("step") == "save" {
		to := in.Person
		if to == "" {
			to = v.once("contact " + view.ID)
		}
		if err = v.Rights.SaveContact(v.ctx, v.by, view.ID, to, in.Contact, in.Tag); err == nil {
			return v.see(contactsPath(view.ID) + "?done=contact-saved")
		}
	} else if err = v.previewContact(view, in); err == nil {
		return nil
	}
	return v.mend(err, func(status int, p *problem) error {
		if fault.Is(err, "stale") {
			_, now, _, failed := v.Rights.OneContact(v.ctx, v.by, view.ID, in.Person)
			if failed != nil {
				return failed
			}
			in.Tag = now.Tag
			p.Lines = []problemLine{{Text: v.say("portal.right.stale", "name", now.Person.Name)}}
		}
		return v.askContact(status, p, view, in)
	})
}

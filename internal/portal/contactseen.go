package portal

import (
	"net/http"

	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/invitation"
	"tierce/internal/right"
)

// previewContact shows what saving would mean, and asks to save it.
func (v *visit) previewContact(view dossier.View, in contactFilled) error {
	seen, err := v.Rights.PreviewContact(v.ctx, v.by, view.ID, in.Person, in.Contact)
	if err != nil {
		return err
	}
	f, err := v.dossierFrame(view, "portal.contacts.title")
	if err != nil {
		return err
	}
	at := contactsPath(view.ID) + "/new"
	if in.Person != "" {
		at = contactPath(view.ID, in.Person)
	}
	p := seen.Person
	f.Title, f.Back = v.say("portal.right.confirm", "name", p.Name), &link{contactsPath(view.ID), v.say("portal.contacts.title")}
	d, err := v.seenBefore(f, view, seen)
	if err != nil {
		return err
	}
	d.Text = []string{v.say("portal.contacts.means", "name", p.Name, "email", p.Email)}
	if in.Primary != nil && *in.Primary && view.Primary != p.ID {
		text, err := v.meansPrimary(view, p.Name)
		if err != nil {
			return err
		}
		d.Text = append(d.Text, text)
	}
	d.Remaining = v.remaining(p.Name, "", seen.Remaining)
	d.Form = f.form(at, "portal.contacts.save")
	d.Form.Cancel = &link{f.Back.Path, v.say("portal.cancel")}
	d.Form.Hidden = append([]pair{{"tag", in.Tag}, {"step", "save"}}, contactPairs(p, seen.Terms, in)...)
	v.typed = true
	return v.ok("rightpreview", f, d)
}

// meansPrimary says that somebody becomes the primary contact, and who is it no
// more (IND-4).
func (v *visit) meansPrimary(view dossier.View, name string) (string, error) {
	if view.Primary == "" {
		return v.say("portal.contacts.means-primary", "name", name), nil
	}
	names, err := v.Dossiers.PersonNames(v.ctx, view.ID, view.Primary)
	return v.say("portal.contacts.means-replaces", "name", name, "former", names[view.Primary]), err
}

// contactPairs are the form's values, as they would be kept.
func contactPairs(p dossier.Person, t invitation.Terms, in contactFilled) []pair {
	list := []pair{{"name", p.Name}, {"function", p.Function}, {"email", p.Email}, {"phone", p.Phone}, {"language", p.Lang}, {"group", t.Group}}
	for _, s := range t.Sections {
		list = append(list, pair{"sections", s})
	}
	for _, o := range optionsOf(t) {
		if o.On {
			list = append(list, pair{"options", o.Value})
		}
	}
	if in.Primary != nil && *in.Primary {
		list = append(list, pair{"primary", "yes"})
	}
	return list
}

// seenBefore lists what somebody would see, before it is saved.
func (v *visit) seenBefore(f *frame, view dossier.View, seen right.Preview) (d rightPreview, err error) {
	d.Sees = seen.Seen.As.May(access.Open).Allowed // who reads no section may find documents and requests
	for _, s := range seen.Seen.Sections {
		d.Sections = append(d.Sections, seenLine{s.Title.In(string(f.Lang)), s.Editable})
		m, err := v.madeIn(f, seen.Seen.As, s.Kind)
		if err != nil {
			return d, err
		}
		if m != nil {
			d.Made = append(d.Made, m)
		}
	}
	viewed, err := v.Applicants.SeenOn(v.ctx, seen.Seen.As)
	if err != nil {
		return d, err
	}
	for _, p := range viewed.Parts {
		d.Sections = append(d.Sections, seenLine{p.Title.In(string(f.Lang)), len(p.Form().Fields) > 0})
	}
	docs, err := v.documentsSeen(f, seen.Seen.As, view.ID)
	if err != nil {
		return d, err
	}
	if !hasTab(seen.Seen.As) {
		docs.Title = v.say("portal.documents.theirs")
	}
	if docs.Make == nil { // the reason would speak to the visitor of their own access
		docs.Why = v.say("portal.documents.they-send-none")
	}
	d.Made = append(d.Made, docs)
	if d.Asked, err = v.seenRequests(seen.Seen.As); err != nil {
		return d, err
	}
	for _, somebody := range byName(seen.Seen.People) {
		d.People = append(d.People, somebody.Name)
	}
	return d, nil
}

// contactAsPage shows the dossier as a contact sees it (ALL-3).
func (v *visit) contactAsPage() error {
	view, c, groups, err := v.Rights.OneContact(v.ctx, v.by, v.ref("dossier"), v.ref("person"))
	if err != nil {
		return err
	}
	if !c.Listed() || c.Terms.Group == "" {
		return access.Nothing()
	}
	in := filledOf(c)
	in.Primary = nil
	seen, err := v.Rights.PreviewContact(v.ctx, v.by, view.ID, c.Person.ID, in.Contact)
	if err != nil {
		return err
	}
	g, _ := groups.Find(seen.Terms.Group)
	text := v.say("portal.as.text-contact", "name", seen.Person.Name, "group", v.groupName(g))
	if c.Primary {
		text = v.say("portal.as.text-primary", "name", seen.Person.Name)
	}
	return v.showAs(view, seen, text, link{contactsPath(view.ID), v.say("portal.contacts.title")})
}

// askDeleteContact asks whether a contact is to be deleted, and says what that
// means.
func (v *visit) askDeleteContact() error { return v.confirmDeleteContact(http.StatusOK, nil) }

func (v *visit) confirmDeleteContact(status int, p *problem) error {
	view, c, _, err := v.Rights.OneContact(v.ctx, v.by, v.ref("dossier"), v.ref("person"))
	if err != nil {
		return err
	}
	seen, err := v.Rights.PreviewEnd(v.ctx, v.by, view.ID, c.Person.ID)
	if err != nil {
		return err
	}
	f, err := v.dossierFrame(view, "portal.contacts.delete")
	if err != nil {
		return err
	}
	f.Problem, f.Back = p, &link{contactsPath(view.ID), v.say("portal.contacts.title")}
	ask := f.form(contactPath(view.ID, c.Person.ID)+"/delete", "portal.contacts.delete-button")
	ask.Grave, ask.Cancel, ask.Hidden = true, &link{f.Back.Path, v.say("portal.cancel")}, []pair{{"tag", c.Tag}}
	intro := []string{v.say("portal.contacts.delete-which", "name", c.Person.Name, "dossier", view.Title)}
	if c.Stands(view.Now) {
		intro = append(intro, v.say("portal.contacts.delete-ends", "name", c.Person.Name), v.remaining(c.Person.Name, "none", seen.Remaining))
	}
	if c.Primary {
		intro = append(intro, v.say("portal.contacts.delete-primary"))
	}
	return v.show(status, "form", f, simple{Form: ask, Intro: intro})
}

// deleteContact deletes them.
func (v *visit) deleteContact() error {
	d := v.ref("dossier")
	if err := v.Rights.DeleteContact(v.ctx, v.by, d, v.ref("person"), v.contactTag()); err != nil {
		return v.mend(err, v.confirmDeleteContact)
	}
	return v.see(contactsPath(d) + "?done=contact-deleted")
}

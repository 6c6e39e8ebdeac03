package api

import (
	"context"
	"net/http"
	"time"

	"tierce/internal/dossier"
	"tierce/internal/invitation"
	"tierce/internal/people"
	"tierce/internal/right"
)

// ContactTyped is what one form says of a client contact (IND-1, IND-2).
type ContactTyped struct {
	Name     string `json:"name" maxLength:"120"`
	Function string `json:"function,omitempty" maxLength:"120" doc:"What they do on the client's side"`
	Email    string `json:"email,omitempty" maxLength:"254"`
	Phone    string `json:"phone,omitempty" maxLength:"40" doc:"International, as +33639980001"`
	Language string `json:"language,omitempty" enum:"fr,en" doc:"Of the mails to this person"`
	Terms
	Primary *bool `json:"primary,omitempty" doc:"Whether they are the primary contact, who is in Full; absent leaves it as it is. An agent's to say (IND-4)"`
}

// Terms are what a contact is given.
type Terms struct {
	Group     string   `json:"group,omitempty" maxLength:"40" doc:"Access group: full, limited, view, or an id"`
	Sections  []string `json:"sections,omitempty" maxItems:"200" doc:"Ids of sections assigned to this contact, besides the group's"`
	Sign      bool     `json:"sign,omitempty"`
	Submit    bool     `json:"submit,omitempty"`
	Documents bool     `json:"documents,omitempty" doc:"Whether they have the documents tab"`
}

// Contact is a client contact.
type Contact struct {
	ID string `json:"id" doc:"Of the person"`
	ContactTyped
	State   string     `json:"state" enum:"none,pending,phone,accepted,revoked,bounced,declined,expired" doc:"How far they have come"`
	Giver   *Named     `json:"giver,omitempty"`
	Made    *time.Time `json:"made,omitempty"`
	Expires *time.Time `json:"expires,omitempty"`
}

// ContactListed is a contact with the tag that was read.
type ContactListed struct {
	Contact
	Tag string `json:"etag" doc:"For If-Match"`
}

// ContactsOut answers with the contacts of a dossier.
type ContactsOut struct {
	Body struct {
		Contacts []ContactListed `json:"contacts" doc:"The primary first"`
	}
}

// ContactOut answers with one contact.
type ContactOut struct {
	Location string `header:"Location"`
	Tag      string `header:"ETag"`
	Body     Contact
}

type addContact struct {
	AtDossier
	Repeatable
	Body ContactTyped
}

type replaceContact struct {
	AtPerson
	IfMatch
	Body ContactTyped
}

type deleteContact struct {
	AtPerson
	IfMatch
}

type previewContact struct {
	AtDossier
	Person    string   `query:"person" pattern:"^[0-9a-z]{16}$" doc:"A person of the dossier; absent for whomever"`
	Group     string   `query:"group" maxLength:"40"`
	Sections  []string `query:"sections,explode" maxItems:"200"`
	Sign      bool     `query:"sign"`
	Submit    bool     `query:"submit"`
	Documents bool     `query:"documents"`
	Primary   string   `query:"primary" enum:"yes,no" doc:"Absent leaves it as it is"`
}

type namePrimary struct {
	AtDossier
	Body struct {
		Person string `json:"person" pattern:"^[0-9a-z]{16}$" doc:"One of the contacts"`
	}
}

func (h *house) contactRoutes() {
	const path, primary = "/v1/dossiers/{dossier}/contacts", "/v1/dossiers/{dossier}/primary-contact"
	on(h, route{id: "list-contacts", path: "GET " + path, does: "The client contacts of a dossier"}, h.listContacts)
	on(h, route{id: "add-contact", path: "POST " + path, does: "Add a client contact, who is invited", status: 201}, h.addContact)
	on(h, route{id: "preview-contact", path: "GET " + path + "/preview", does: "What a contact would see, before saving (ALL-3)"}, h.previewContact)
	on(h, route{id: "get-contact", path: "GET " + path + "/{person}", does: "One contact, or a person of the dossier who may become one"}, h.getContact)
	on(h, route{id: "replace-contact", path: "PUT " + path + "/{person}", does: "Change a contact, or make a person of the dossier one"}, h.replaceContact)
	on(h, route{id: "delete-contact", path: "DELETE " + path + "/{person}", does: "Delete a contact: what they have as one ends"}, h.deleteContact)
	on(h, route{id: "name-primary-contact", path: "PUT " + primary, does: "Name the primary contact; the former one is in Full", status: 204}, h.namePrimary)
	on(h, route{id: "remove-primary-contact", path: "DELETE " + primary, does: "Leave the dossier without a primary contact", status: 204}, h.removePrimary)
}

func contactOf(c right.Client) Contact {
	state := c.State
	if state == invitation.None {
		state = "none"
	}
	t := c.Terms
	out := Contact{ID: c.Person.ID, State: string(state), ContactTyped: ContactTyped{Name: c.Person.Name, Function: c.Person.Function,
		Email: c.Person.Email, Phone: c.Person.Phone, Language: c.Person.Lang, Primary: &c.Primary,
		Terms: Terms{Group: t.Group, Sections: t.Sections, Sign: t.Sign, Submit: t.Submit, Documents: t.Documents}}}
	if c.State != invitation.None {
		out.Giver, out.Made, out.Expires = &Named{c.By, c.Giver}, utc(c.Made), utc(c.Expires())
	}
	return out
}

func (t Terms) terms() invitation.Terms {
	return invitation.Terms{Group: t.Group, Sections: t.Sections, Sign: t.Sign, Submit: t.Submit, Documents: t.Documents}
}

func (t ContactTyped) contact() right.Contact {
	return right.Contact{Name: t.Name, Function: t.Function, Reach: dossier.Reach{Email: t.Email, Phone: t.Phone, Lang: t.Language},
		Terms: t.terms(), Primary: t.Primary}
}

func (h *house) listContacts(ctx context.Context, by people.Caller, in *AtDossier) (*ContactsOut, error) {
	_, list, _, err := h.Rights.Contacts(ctx, by, in.Dossier)
	if err != nil {
		return nil, err
	}
	out := &ContactsOut{}
	out.Body.Contacts = each(list, func(c right.Client) ContactListed { return ContactListed{contactOf(c), `"` + c.Tag + `"`} })
	return out, nil
}

func (h *house) oneContact(ctx context.Context, by people.Caller, d, person string) (*ContactOut, error) {
	_, c, _, err := h.Rights.OneContact(ctx, by, d, person)
	if err != nil {
		return nil, err
	}
	return &ContactOut{Tag: `"` + c.Tag + `"`, Body: contactOf(c)}, nil
}

func (h *house) getContact(ctx context.Context, by people.Caller, in *AtPerson) (*ContactOut, error) {
	return h.oneContact(ctx, by, in.Dossier, in.Person)
}

func (h *house) addContact(ctx context.Context, by people.Caller, in *addContact) (*ContactOut, error) {
	person := in.once(by, "contacts", in.Dossier)
	if err := h.Rights.SaveContact(ctx, by, in.Dossier, person, in.Body.contact(), ""); err != nil {
		return nil, err
	}
	out, err := h.oneContact(ctx, by, in.Dossier, person)
	if err == nil {
		out.Location = "/v1/dossiers/" + in.Dossier + "/contacts/" + person
	}
	return out, err
}

func (h *house) replaceContact(ctx context.Context, by people.Caller, in *replaceContact) (*ContactOut, error) {
	tag, err := in.named(ctx)
	if err != nil {
		return nil, err
	}
	if err := h.Rights.SaveContact(ctx, by, in.Dossier, in.Person, in.Body.contact(), tag); err != nil {
		return nil, err
	}
	return h.oneContact(ctx, by, in.Dossier, in.Person)
}

func (h *house) deleteContact(ctx context.Context, by people.Caller, in *deleteContact) (*NoBody, error) {
	tag, err := in.named(ctx)
	if err != nil {
		return nil, err
	}
	return nil, h.Rights.DeleteContact(ctx, by, in.Dossier, in.Person, tag)
}

// previewContact shows it for the person as they are, with other terms.
func (h *house) previewContact(ctx context.Context, by people.Caller, in *previewContact) (*SeenOut, error) {
	c := right.Contact{Terms: Terms{Group: in.Group, Sections: in.Sections, Sign: in.Sign, Submit: in.Submit, Documents: in.Documents}.terms()}
	if in.Primary != "" {
		c.Primary = new(in.Primary == "yes")
	}
	if in.Person != "" {
		_, is, _, err := h.Rights.OneContact(ctx, by, in.Dossier, in.Person)
		if err != nil {
			return nil, err
		}
		c.Name, c.Function, c.Reach = is.Person.Name, is.Person.Function, is.Person.Reach
	}
	p, err := h.Rights.PreviewContact(ctx, by, in.Dossier, in.Person, c)
	if err != nil {
		return nil, err
	}
	return h.seenOf(ctx, p)
}

func (h *house) namePrimary(ctx context.Context, by people.Caller, in *namePrimary) (*NoBody, error) {
	return nil, h.Rights.NamePrimary(ctx, by, in.Dossier, in.Body.Person)
}

func (h *house) removePrimary(ctx context.Context, by people.Caller, in *AtDossier) (*NoBody, error) {
	return nil, h.Rights.RemovePrimary(ctx, by, in.Dossier)
}

// named is the tag of something whose tag only its room can read.
func (m IfMatch) named(ctx context.Context) (string, error) {
	if m.Tag == "" {
		return "", refusal(ctx, http.StatusPreconditionRequired, "precondition-required")
	}
	return unquoted(m.Tag), nil
}

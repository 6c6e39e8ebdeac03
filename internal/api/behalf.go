package api

import (
	"cmp"
	"context"
	"slices"
	"time"

	"tierce/internal/access"
	"tierce/internal/behalf"
	"tierce/internal/model"
	"tierce/internal/people"
	"tierce/internal/view"
)

// BehalfTyped is what one says of a partner who may enter dossiers on behalf of
// applicants.
type BehalfTyped struct {
	Name     string   `json:"name" maxLength:"120"`
	Email    string   `json:"email" maxLength:"254"`
	Phone    string   `json:"phone" maxLength:"40" doc:"International, as +33639980001"`
	Language string   `json:"language" enum:"fr,en" doc:"Of the mails to this partner"`
	Models   []string `json:"models" maxItems:"40" doc:"Ids of models of the organisation that have an applicant view"`
	Agent    string   `json:"agent" maxLength:"40" doc:"Account of the active agent who will manage what the partner enters"`
}

// BehalfPartner is such a partner.
type BehalfPartner struct {
	ID string `json:"id"`
	BehalfTyped
	State   string     `json:"state" enum:"pending,phone,accepted,bounced,declined,expired"`
	Invited *time.Time `json:"invited" doc:"Reminders follow 7 and 30 days after it while no account has the address"`
	Expires *time.Time `json:"expires"`
	Left    bool       `json:"agentLeft" doc:"The agent works there no more: nothing can be entered until another is named"`
}

// BehalfListed is a partner with the tag of the version that was read.
type BehalfListed struct {
	BehalfPartner
	Tag string `json:"etag" doc:"For If-Match"`
}

// BehalfPartnersOut answers with the partners of an organisation.
type BehalfPartnersOut struct {
	Body struct {
		Partners []BehalfListed `json:"partners"`
	}
}

// BehalfPartnerOut answers with one partner.
type BehalfPartnerOut struct {
	Location string `header:"Location"`
	Tag      string `header:"ETag"`
	Body     BehalfPartner
}

// AtBehalfPartner is one partner of an organisation.
type AtBehalfPartner struct {
	AtOrganization
	Partner string `path:"partner"`
}

type addBehalfPartner struct {
	AtOrganization
	Repeatable
	Body BehalfTyped
}

type replaceBehalfPartner struct {
	AtBehalfPartner
	IfMatch
	Body BehalfTyped
}

type resendBehalfPartner struct {
	AtBehalfPartner
	Repeatable
}

// Enterable is what I may enter dossiers of for an organisation, on behalf of
// applicants.
type Enterable struct {
	Organization Named        `json:"organization"`
	Models       []NamedModel `json:"models"`
}

// NamedModel is a model with its name in both languages.
type NamedModel struct {
	ID   string     `json:"id"`
	Name model.Text `json:"name"`
}

type behalfForm struct {
	Organization string `query:"organization" required:"true" pattern:"^[0-9a-z]{16}$"`
	Model        string `query:"model" required:"true" pattern:"^[0-9a-z]{16}$"`
}

// BehalfFormOut answers with what the applicant view of a model asks.
type BehalfFormOut struct {
	Body struct {
		Model    NamedModel   `json:"model"`
		Sections []ViewedPart `json:"sections" doc:"Without values yet"`
	}
}

type enterOnBehalf struct {
	Repeatable
	Body struct {
		Organization string                    `json:"organization" pattern:"^[0-9a-z]{16}$"`
		Model        string                    `json:"model" pattern:"^[0-9a-z]{16}$" doc:"One that I may enter for the organisation"`
		Applicant    ApplicantTyped            `json:"applicant"`
		Values       map[string]map[string]any `json:"values,omitempty" doc:"By section, then by field: what the applicant view lets be filled in"`
	}
}

// ApplicantTyped is whom a dossier is entered for.
type ApplicantTyped struct {
	Name     string `json:"name" maxLength:"120"`
	Email    string `json:"email" maxLength:"254" doc:"Where the invitation goes"`
	Phone    string `json:"phone" maxLength:"40" doc:"International, as +33639980001"`
	Language string `json:"language" enum:"fr,en" doc:"Of the mails to the applicant"`
}

func (h *house) behalfRoutes() {
	const path = "/v1/organizations/{org}/behalf-partners"
	on(h, route{id: "list-behalf-partners", path: "GET " + path, does: "The partners who may enter dossiers on behalf of applicants"}, h.listBehalfPartners)
	on(h, route{id: "add-behalf-partner", path: "POST " + path, does: "Allow a partner to enter dossiers of named models, with an invitation", status: 201}, h.addBehalfPartner)
	on(h, route{id: "get-behalf-partner", path: "GET " + path + "/{partner}", does: "One partner"}, h.getBehalfPartner)
	on(h, route{id: "replace-behalf-partner", path: "PUT " + path + "/{partner}", does: "Change a partner: details, models and agent"}, h.replaceBehalfPartner)
	on(h, route{id: "remove-behalf-partner", path: "DELETE " + path + "/{partner}", does: "Take the permission away, and end what the partner sees by it"}, h.removeBehalfPartner)
	on(h, route{id: "resend-behalf-partner", path: "POST " + path + "/{partner}/resend", does: "Mail the invitation of a partner anew"}, h.resendBehalfPartner)
	on(h, route{id: "get-behalf-form", path: "GET /v1/dossiers-on-behalf/form", does: "What a dossier asks that I may enter on behalf of an applicant"}, h.getBehalfForm)
	on(h, route{id: "enter-on-behalf", path: "POST /v1/dossiers-on-behalf", does: "Enter a dossier on behalf of an applicant, who is invited", status: 201}, h.enterOnBehalf)
}

func behalfPartnerOf(p behalf.Listed) BehalfPartner {
	return BehalfPartner{p.ID, BehalfTyped{p.Name, p.Email, p.Phone, p.Lang, p.Models, p.Agent}, string(p.Now), utc(p.Made), utc(p.Expires()), p.AgentLeft}
}

func (t BehalfTyped) draft() behalf.Draft {
	return behalf.Draft{Name: t.Name, Email: t.Email, Phone: t.Phone, Lang: t.Language, Models: t.Models, Agent: t.Agent}
}

func (h *house) listBehalfPartners(ctx context.Context, by people.Caller, in *AtOrganization) (*BehalfPartnersOut, error) {
	list, err := h.Behalf.List(ctx, by, in.Org)
	if err != nil {
		return nil, err
	}
	out := &BehalfPartnersOut{}
	out.Body.Partners = each(list, func(p behalf.Listed) BehalfListed { return BehalfListed{behalfPartnerOf(p), tag(p.Version)} })
	return out, nil
}

func behalfPartnerOut(p behalf.Listed, err error) (*BehalfPartnerOut, error) {
	if err != nil {
		return nil, err
	}
	return &BehalfPartnerOut{Tag: tag(p.Version), Body: behalfPartnerOf(p)}, nil
}

func (h *house) addBehalfPartner(ctx context.Context, by people.Caller, in *addBehalfPartner) (*BehalfPartnerOut, error) {
	out, err := behalfPartnerOut(h.Behalf.Add(ctx, by, in.Org, in.Body.draft(), in.once(by, "behalf-partners", in.Org)))
	if err == nil {
		out.Location = "/v1/organizations/" + in.Org + "/behalf-partners/" + out.Body.ID
	}
	return out, err
}

func (h *house) getBehalfPartner(ctx context.Context, by people.Caller, in *AtBehalfPartner) (*BehalfPartnerOut, error) {
	return behalfPartnerOut(h.Behalf.Get(ctx, by, in.Org, in.Partner))
}

func (h *house) replaceBehalfPartner(ctx context.Context, by people.Caller, in *replaceBehalfPartner) (*BehalfPartnerOut, error) {
	version, err := in.personVersion(ctx)
	if err != nil {
		return nil, err
	}
	return behalfPartnerOut(h.Behalf.Save(ctx, by, in.Org, in.Partner, version, in.Body.draft()))
}

func (h *house) removeBehalfPartner(ctx context.Context, by people.Caller, in *AtBehalfPartner) (*NoBody, error) {
	return nil, h.Behalf.Remove(ctx, by, in.Org, in.Partner)
}

func (h *house) resendBehalfPartner(ctx context.Context, by people.Caller, in *resendBehalfPartner) (*BehalfPartnerOut, error) {
	return behalfPartnerOut(h.Behalf.Resend(ctx, by, in.Org, in.Partner, in.once(by, "resend-behalf-partner", in.Org, in.Partner)))
}

func (h *house) getBehalfForm(ctx context.Context, by people.Caller, in *behalfForm) (*BehalfFormOut, error) {
	_, head, parts, err := h.Behalf.Form(ctx, by, in.Organization, in.Model)
	if err != nil {
		return nil, err
	}
	out := &BehalfFormOut{}
	out.Body.Model = NamedModel{head.ID, head.Name}
	out.Body.Sections = each(parts, func(p view.Part) ViewedPart { return viewedPartOf(p, map[string]any{}) })
	return out, nil
}

func (h *house) enterOnBehalf(ctx context.Context, by people.Caller, in *enterOnBehalf) (*DossierOut, error) {
	b := in.Body
	e := behalf.Entry{Organization: b.Organization, Model: b.Model, Values: b.Values,
		Applicant: behalf.Applicant{Name: b.Applicant.Name, Email: b.Applicant.Email, Phone: b.Applicant.Phone, Lang: b.Applicant.Language}}
	made, err := h.Behalf.Enter(ctx, by, e, in.once(by, "dossiers-on-behalf"))
	if err != nil {
		return nil, err
	}
	return &DossierOut{Location: "/v1/dossiers/" + made.ID, Tag: quoted(made), Body: headerOf(made, access.Behalf)}, nil
}

// enterable gives what a may enter, by the names of the organisations.
func (h *house) enterable(ctx context.Context, a people.Account) ([]Enterable, error) {
	offers, err := h.Behalf.Offers(ctx, a)
	if err != nil {
		return nil, err
	}
	names, err := h.People.OrganizationNames(ctx, each(offers, func(o behalf.Offer) string { return o.Organization })...)
	if err != nil {
		return nil, err
	}
	list := each(offers, func(o behalf.Offer) Enterable {
		return Enterable{Named{o.Organization, names[o.Organization]}, each(o.Models, func(m model.Head) NamedModel { return NamedModel{m.ID, m.Name} })}
	})
	slices.SortFunc(list, func(a, b Enterable) int {
		return cmp.Or(cmp.Compare(a.Organization.Name, b.Organization.Name), cmp.Compare(a.Organization.ID, b.Organization.ID))
	})
	return list, nil
}

package api

import (
	"context"
	"time"

	"tierce/internal/client"
	"tierce/internal/clientshare"
	"tierce/internal/people"
)

// ClientTyped is what one says of a client of the client portal.
type ClientTyped struct {
	Name     string `json:"name" maxLength:"120"`
	Email    string `json:"email" maxLength:"254"`
	Phone    string `json:"phone" maxLength:"40" doc:"International, as +33639980001"`
	Language string `json:"language" enum:"fr,en" doc:"Of the mails to this client"`
	Company  string `json:"company,omitempty" maxLength:"120" doc:"Its name: one that is there, or a new one; absent for none"`
}

// Client is somebody in an organisation's client portal.
type Client struct {
	ID string `json:"id"`
	ClientTyped
	State   string     `json:"state" enum:"pending,phone,accepted,bounced,declined,expired"`
	Invited *time.Time `json:"invited" doc:"Reminders follow 7 and 30 days after it while no account has the address"`
	Expires *time.Time `json:"expires"`
}

// ClientListed is a client with the tag of the version that was read.
type ClientListed struct {
	Client
	Tag string `json:"etag" doc:"For If-Match"`
}

// ClientsOut answers with the clients of an organisation.
type ClientsOut struct {
	Body struct {
		Clients    []ClientListed `json:"clients"`
		Colleagues bool           `json:"colleagues" doc:"Whether clients of one company see each other's requests (LEX-5)"`
	}
}

// ClientOut answers with one client.
type ClientOut struct {
	Location string `header:"Location"`
	Tag      string `header:"ETag"`
	Body     Client
}

// CompaniesOut answers with the companies that clients belong to.
type CompaniesOut struct {
	Body struct {
		Companies []Named `json:"companies"`
	}
}

// Ending is what another company, or a removal, would end.
type Ending struct {
	Dossier   string `json:"dossier"`
	Reference string `json:"reference"`
	Client    Named  `json:"client" doc:"Who would see it no more"`
	As        string `json:"as" enum:"requester,watcher"`
}

// EndingsOut answers with what would end.
type EndingsOut struct {
	Body struct {
		Ends []Ending `json:"ends"`
	}
}

// AtClient is one client of an organisation.
type AtClient struct {
	AtOrganization
	Client string `path:"client"`
}

type addClient struct {
	AtOrganization
	Repeatable
	Body ClientTyped
}

type replaceClient struct {
	AtClient
	IfMatch
	Body ClientTyped
}

type resendClient struct {
	AtClient
	Repeatable
}

type clientEnds struct {
	AtClient
	Company string `query:"company" maxLength:"120" doc:"The company that the client would belong to; absent for none"`
	Removed bool   `query:"removed" doc:"What removing the client would end instead"`
}

type switchColleagues struct {
	AtOrganization
	Body struct {
		Colleagues bool `json:"colleagues"`
	}
}

func (h *house) clientRoutes() {
	const path = "/v1/organizations/{org}/clients"
	on(h, route{id: "list-clients", path: "GET " + path, does: "The clients of the client portal"}, h.listClients)
	on(h, route{id: "add-client", path: "POST " + path, does: "Add a client, with an invitation", status: 201}, h.addClient)
	on(h, route{id: "get-client", path: "GET " + path + "/{client}", does: "One client"}, h.getClient)
	on(h, route{id: "replace-client", path: "PUT " + path + "/{client}", does: "Change a client: details and company"}, h.replaceClient)
	on(h, route{id: "remove-client", path: "DELETE " + path + "/{client}", does: "Remove a client, and end all that they are shown"}, h.removeClient)
	on(h, route{id: "resend-client", path: "POST " + path + "/{client}/resend", does: "Mail the invitation of a client anew"}, h.resendClient)
	on(h, route{id: "preview-client", path: "GET " + path + "/{client}/ends", does: "What another company, or a removal, would end (LEX-8)"}, h.clientEnds)
	on(h, route{id: "list-companies", path: "GET /v1/organizations/{org}/companies", does: "The companies of the clients"}, h.listCompanies)
	on(h, route{id: "show-colleagues", path: "PUT /v1/organizations/{org}/client-portal", does: "Let clients of one company see each other's requests, or not (LEX-5)"}, h.switchColleagues)
}

func clientOf(c client.Listed) Client {
	return Client{c.ID, ClientTyped{c.Name, c.Email, c.Phone, c.Lang, c.CompanyName}, string(c.Now), utc(c.Made), utc(c.Expires())}
}

func (t ClientTyped) draft() client.Draft {
	return client.Draft{Name: t.Name, Email: t.Email, Phone: t.Phone, Lang: t.Language, Company: t.Company}
}

func (h *house) listClients(ctx context.Context, by people.Caller, in *AtOrganization) (*ClientsOut, error) {
	list, _, err := h.Clients.List(ctx, by, in.Org)
	if err != nil {
		return nil, err
	}
	o, err := h.People.Organization(ctx, in.Org)
	if err != nil {
		return nil, err
	}
	out := &ClientsOut{}
	out.Body.Colleagues = o.Colleagues
	out.Body.Clients = each(list, func(c client.Listed) ClientListed { return ClientListed{clientOf(c), tag(c.Version)} })
	return out, nil
}

func (h *house) listCompanies(ctx context.Context, by people.Caller, in *AtOrganization) (*CompaniesOut, error) {
	_, list, err := h.Clients.List(ctx, by, in.Org)
	if err != nil {
		return nil, err
	}
	out := &CompaniesOut{}
	out.Body.Companies = each(list, func(c client.Company) Named { return Named(c) })
	return out, nil
}

func clientOut(c client.Listed, err error) (*ClientOut, error) {
	if err != nil {
		return nil, err
	}
	return &ClientOut{Tag: tag(c.Version), Body: clientOf(c)}, nil
}

func (h *house) addClient(ctx context.Context, by people.Caller, in *addClient) (*ClientOut, error) {
	out, err := clientOut(h.Clients.Add(ctx, by, in.Org, in.Body.draft(), in.once(by, "clients", in.Org)))
	if err == nil {
		out.Location = "/v1/organizations/" + in.Org + "/clients/" + out.Body.ID
	}
	return out, err
}

func (h *house) getClient(ctx context.Context, by people.Caller, in *AtClient) (*ClientOut, error) {
	return clientOut(h.Clients.Get(ctx, by, in.Org, in.Client))
}

func (h *house) replaceClient(ctx context.Context, by people.Caller, in *replaceClient) (*ClientOut, error) {
	version, err := in.personVersion(ctx)
	if err != nil {
		return nil, err
	}
	return clientOut(h.Clients.Save(ctx, by, in.Org, in.Client, version, in.Body.draft()))
}

func (h *house) removeClient(ctx context.Context, by people.Caller, in *AtClient) (*NoBody, error) {
	return nil, h.Clients.Remove(ctx, by, in.Org, in.Client)
}

func (h *house) resendClient(ctx context.Context, by people.Caller, in *resendClient) (*ClientOut, error) {
	return clientOut(h.Clients.Resend(ctx, by, in.Org, in.Client, in.once(by, "resend-client", in.Org, in.Client)))
}

func (h *house) clientEnds(ctx context.Context, by people.Caller, in *clientEnds) (*EndingsOut, error) {
	ends, err := h.Shares.WouldEnd(ctx, by, in.Org, in.Client, in.Company, in.Removed)
	if err != nil {
		return nil, err
	}
	out := &EndingsOut{}
	out.Body.Ends = each(ends, func(e clientshare.End) Ending {
		return Ending{e.Dossier, e.Reference, Named{e.Client.ID, e.Client.Name}, string(e.Kind)}
	})
	return out, nil
}

func (h *house) switchColleagues(ctx context.Context, by people.Caller, in *switchColleagues) (*NoBody, error) {
	return nil, h.People.ShowColleagues(ctx, by, in.Org, in.Body.Colleagues)
}

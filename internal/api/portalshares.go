package api

import (
	"context"

	"tierce/internal/client"
	"tierce/internal/clientshare"
	"tierce/internal/dossier"
	"tierce/internal/people"
)

// Share is to whom a dossier is shown in the client portal.
type Share struct {
	Shown       bool    `json:"shown"`
	Requester   *Named  `json:"requester,omitempty" doc:"The client who asks for it; absent where it is not shown"`
	Watchers    []Named `json:"watchers" doc:"Clients of the requester's company who may follow"`
	Attachments bool    `json:"attachments" doc:"With all its documents, present and later (LEX-6)"`
}

// ShareOut answers with to whom a dossier is shown.
type ShareOut struct{ Body Share }

// SharePreviewOut answers with who would see what.
type SharePreviewOut struct {
	Body struct {
		Share
		Seen       []ShareSeen `json:"seen" doc:"The requester, then the watchers"`
		Colleagues []Named     `json:"colleagues" doc:"Who would see it besides: clients of the same company, where the organisation switched that on (LEX-5)"`
		Ending     []Named     `json:"ending" doc:"Who sees it now and would not"`
	}
}

// ShareSeen is what one client would see.
type ShareSeen struct {
	Client   Named         `json:"client"`
	As       string        `json:"as" enum:"requester,watcher"`
	Sections []SeenSection `json:"sections" doc:"With their content, as they would read it"`
	People   []Person      `json:"people"`
}

type showToClient struct {
	AtDossier
	Body struct {
		Requester   string   `json:"requester" pattern:"^[0-9a-z]{16}$" doc:"Id of a client"`
		Watchers    []string `json:"watchers,omitempty" maxItems:"15" doc:"Ids of clients of the requester's company"`
		Attachments bool     `json:"attachments,omitempty"`
	}
}

type previewShare struct {
	AtDossier
	Requester   string   `query:"requester" pattern:"^[0-9a-z]{16}$" required:"true"`
	Watchers    []string `query:"watchers" maxItems:"15"`
	Attachments bool     `query:"attachments"`
}

func (h *house) portalShareRoutes() {
	const path = "/v1/dossiers/{dossier}/portal-share"
	on(h, route{id: "get-portal-share", path: "GET " + path, does: "To whom a dossier is shown in the client portal"}, h.getShare)
	on(h, route{id: "show-to-client", path: "PUT " + path, does: "Show a dossier in the client portal, to these and nobody else"}, h.showToClient)
	on(h, route{id: "hide-from-clients", path: "DELETE " + path, does: "Hide a dossier from the client portal"}, h.hideFromClients)
	on(h, route{id: "preview-portal-share", path: "GET " + path + "/preview", does: "Who would see exactly what, before showing it (ALL-3)"}, h.previewShare)
	on(h, route{id: "list-colleagues-dossiers", path: "GET /v1/colleagues-dossiers", does: "What is shown to others of my company, where its owner lets me see it (LEX-5)"}, h.listColleagues)
}

func namedClient(c client.Client) Named { return Named{c.ID, c.Name} }

func shareOf(s clientshare.Shown) Share {
	out := Share{Watchers: each(s.Watchers, namedClient), Attachments: s.Attachments}
	if out.Shown = s.Requester.ID != ""; out.Shown {
		requester := namedClient(s.Requester)
		out.Requester = &requester
	}
	return out
}

func (h *house) getShare(ctx context.Context, by people.Caller, in *AtDossier) (*ShareOut, error) {
	_, s, err := h.Shares.Get(ctx, by, in.Dossier)
	return &ShareOut{shareOf(s)}, err
}

func (h *house) showToClient(ctx context.Context, by people.Caller, in *showToClient) (*ShareOut, error) {
	_, s, err := h.Shares.Show(ctx, by, in.Dossier, clientshare.Draft(in.Body))
	return &ShareOut{shareOf(s)}, err
}

func (h *house) hideFromClients(ctx context.Context, by people.Caller, in *AtDossier) (*NoBody, error) {
	return nil, h.Shares.Hide(ctx, by, in.Dossier)
}

func (h *house) previewShare(ctx context.Context, by people.Caller, in *previewShare) (*SharePreviewOut, error) {
	p, err := h.Shares.Preview(ctx, by, in.Dossier, clientshare.Draft{Requester: in.Requester, Watchers: in.Watchers, Attachments: in.Attachments})
	if err != nil {
		return nil, err
	}
	out := &SharePreviewOut{}
	out.Body.Share, out.Body.Colleagues, out.Body.Ending = shareOf(p.Shown), each(p.Colleagues, namedClient), each(p.Ending, namedClient)
	out.Body.Seen = each(p.Seen, func(s clientshare.SeenBy) ShareSeen {
		return ShareSeen{namedClient(s.Client), string(s.Kind), each(s.Sections, func(is dossier.SeenSection) SeenSection {
			return SeenSection{is.ID, is.Editable, is.Values, named(is.Named)}
		}), each(s.People, personOf)}
	})
	return out, nil
}

func (h *house) listColleagues(ctx context.Context, by people.Caller, in *Paging) (*DossiersOut, error) {
	views, next, err := h.Shares.Colleagues(ctx, by, in.Cursor, in.Limit)
	if err != nil {
		return nil, err
	}
	out := &DossiersOut{}
	out.Body.Next, out.Body.Dossiers = next, each(views, func(v dossier.View) Dossier { return headerOf(v.Header, v.Decision.Role) })
	return out, nil
}

package api

import (
	"context"
	"time"

	"tierce/internal/dossier"
	"tierce/internal/people"
	"tierce/internal/request"
)

// RequestFor is whom a request is for, besides the contacts who see everything.
type RequestFor struct {
	Groups  []string `json:"groups,omitempty" maxItems:"200" doc:"Ids of access groups of the dossier's model"`
	Persons []string `json:"persons,omitempty" maxItems:"200" doc:"Ids of persons of the dossier"`
}

// RequestTyped is what an agent says of a request.
type RequestTyped struct {
	Text string     `json:"text" maxLength:"2000"`
	Due  string     `json:"due,omitempty" maxLength:"10" doc:"The day by which an answer is wished, in the organisation's zone, as 2026-11-24"`
	For  RequestFor `json:"for" doc:"At least one group or person"`
}

// Request is something that an agent asks of client contacts (IND-3).
type Request struct {
	ID      string      `json:"id"`
	Text    string      `json:"text"`
	Due     string      `json:"due,omitempty"`
	Overdue bool        `json:"overdue" doc:"Open, and the day has passed"`
	State   string      `json:"state" enum:"open,done"`
	For     *RequestFor `json:"for,omitempty" doc:"Absent for contacts but the primary one"`
	By      Named       `json:"by"`
	At      *time.Time  `json:"at"`
	Answers int         `json:"answers" doc:"How many there are"`
}

// RequestsOut answers with the requests of a dossier.
type RequestsOut struct {
	Body struct {
		Requests []Request `json:"requests" doc:"The open ones first, what is due soonest on top"`
		Open     int       `json:"open" doc:"How many of them are open"`
	}
}

// AtRequest is one request of a dossier.
type AtRequest struct {
	AtDossier
	Request string `path:"request"`
}

type makeRequest struct {
	AtDossier
	Repeatable
	Body RequestTyped
}

type changeRequest struct {
	AtRequest
	IfMatch
	Body struct {
		Text *string     `json:"text,omitempty" maxLength:"2000"`
		Due  *string     `json:"due,omitempty" maxLength:"10" doc:"Empty for none"`
		For  *RequestFor `json:"for,omitempty"`
	}
}

func (h *house) requestRoutes() {
	const path = "/v1/dossiers/{dossier}/requests"
	on(h, route{id: "list-requests", path: "GET " + path, does: "The requests that I may see: agents all, contacts those for them"}, h.listRequests)
	on(h, route{id: "make-request", path: "POST " + path, does: "Ask contacts for something, as an agent", status: 201}, h.makeRequest)
	on(h, route{id: "get-request", path: "GET " + path + "/{request}", does: "A request with its answers"}, h.getRequest)
	on(h, route{id: "change-request", path: "PATCH " + path + "/{request}", does: "Change a request, as an agent"}, h.changeRequest)
	on(h, route{id: "delete-request", path: "DELETE " + path + "/{request}", does: "Delete a request with its answers, as an agent"}, h.deleteRequest)
}

func (f RequestFor) audience() request.Audience {
	return request.Audience{Groups: f.Groups, Persons: f.Persons}
}

func requestOf(q request.Request, today string, names map[string]string, showsFor bool) Request {
	r := Request{ID: q.ID, Text: q.Text, Due: q.Due, Overdue: q.Overdue(today), State: "open", By: Named{q.By, names[q.By]}, At: utc(q.At), Answers: q.Answers()}
	if q.Done() {
		r.State = "done"
	}
	if showsFor {
		r.For = &RequestFor{Groups: q.For.Groups, Persons: q.For.Persons}
	}
	return r
}

func (h *house) listRequests(ctx context.Context, by people.Caller, in *AtDossier) (*RequestsOut, error) {
	v, list, err := h.Requests.List(ctx, by, in.Dossier)
	if err != nil {
		return nil, err
	}
	names, err := h.namesOf(ctx, each(list, func(q request.Request) string { return q.By }))
	if err != nil {
		return nil, err
	}
	today, err := h.today(ctx, v)
	if err != nil {
		return nil, err
	}
	out := &RequestsOut{}
	out.Body.Requests = each(list, func(q request.Request) Request { return requestOf(q, today, names, request.ShowsFor(v)) })
	out.Body.Open = request.Open(list)
	return out, nil
}

// today is the day on which v was loaded, in the owner's zone (ALL-7).
func (h *house) today(ctx context.Context, v dossier.View) (string, error) {
	zone, err := h.Requests.Zone(ctx, v.Org)
	if err != nil {
		return "", err
	}
	return request.Day(v.Now, zone), nil
}

func (h *house) makeRequest(ctx context.Context, by people.Caller, in *makeRequest) (*RequestOut, error) {
	v, q, err := h.Requests.Make(ctx, by, in.Dossier, request.Draft{Text: in.Body.Text, Due: in.Body.Due, For: in.Body.For.audience()},
		in.once(by, "requests", in.Dossier))
	if err != nil {
		return nil, err
	}
	out, err := h.requestOut(ctx, v, q)
	if err == nil {
		out.Location = "/v1/dossiers/" + in.Dossier + "/requests/" + q.ID
	}
	return out, err
}

func (h *house) getRequest(ctx context.Context, by people.Caller, in *AtRequest) (*RequestOut, error) {
	v, q, err := h.Requests.Read(ctx, by, in.Dossier, in.Request)
	if err != nil {
		return nil, err
	}
	return h.requestOut(ctx, v, q)
}

func (h *house) changeRequest(ctx context.Context, by people.Caller, in *changeRequest) (*RequestOut, error) {
	version, err := in.personVersion(ctx) // made by POST too: 0 matches none
	if err != nil {
		return nil, err
	}
	e := request.Edit{Text: in.Body.Text, Due: in.Body.Due}
	if in.Body.For != nil {
		a := in.Body.For.audience()
		e.For = &a
	}
	v, q, err := h.Requests.Change(ctx, by, in.Dossier, in.Request, version, e)
	if err != nil {
		return nil, err
	}
	return h.requestOut(ctx, v, q)
}

func (h *house) deleteRequest(ctx context.Context, by people.Caller, in *AtRequest) (*NoBody, error) {
	return nil, h.Requests.Delete(ctx, by, in.Dossier, in.Request)
}

// SeenRequests is which requests somebody would find (ALL-3).
type SeenRequests struct {
	Asks bool             `json:"asks" doc:"Whether they may ask contacts for something"`
	Seen []SeenOneRequest `json:"seen" doc:"Those that they may read, the open ones first"`
}

// SeenOneRequest is a request that somebody may read.
type SeenOneRequest struct {
	ID         string `json:"id"`
	Text       string `json:"text"`
	State      string `json:"state" enum:"open,done"`
	Answerable bool   `json:"answerable"`
}

// seenRequests asks the room what it would answer to whomever as was loaded for.
func (h *house) seenRequests(ctx context.Context, as dossier.View) (SeenRequests, error) {
	list, err := h.Requests.ListOn(ctx, as)
	if err = unrefused(err); err != nil {
		return SeenRequests{}, err
	}
	return SeenRequests{Asks: request.MayManage(as).Allowed, Seen: each(list, func(q request.Request) SeenOneRequest {
		return SeenOneRequest{q.ID, q.Text, requestOf(q, "", nil, false).State, q.MayAnswer(as).Allowed}
	})}, nil
}

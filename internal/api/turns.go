package api

import (
	"context"
	"slices"
	"time"

	"tierce/internal/dossier"
	"tierce/internal/people"
	"tierce/internal/request"
)

// RequestWhole is a request with all that was done about it.
type RequestWhole struct {
	Request
	Answerable bool   `json:"answerable" doc:"Whether I may answer it"`
	Turns      []Turn `json:"turns" doc:"The oldest first"`
}

// Turn is an answer to a request, its closing or its reopening.
type Turn struct {
	Kind  string     `json:"kind" enum:"answered,closed,reopened"`
	Text  string     `json:"text,omitempty" doc:"Of a reopening: its note"`
	Files []Named    `json:"files,omitempty" doc:"Documents of an answer that I may see"`
	By    Named      `json:"by"`
	At    *time.Time `json:"at"`
}

// RequestOut answers with one request.
type RequestOut struct {
	Location string `header:"Location"`
	Tag      string `header:"ETag"`
	Body     RequestWhole
}

type answerRequest struct {
	AtRequest
	Repeatable
	Body struct {
		Text  string   `json:"text,omitempty" maxLength:"10000"`
		Files []string `json:"files,omitempty" maxItems:"20" doc:"Ids of documents that I brought to the dossier"`
	}
}

type closeRequest struct {
	AtRequest
	Repeatable
}

type reopenRequest struct {
	AtRequest
	Repeatable
	Body struct {
		Note string `json:"note,omitempty" maxLength:"2000" doc:"What is missing, for the contacts"`
	}
}

func (h *house) turnRoutes() {
	const path = "/v1/dossiers/{dossier}/requests/{request}"
	on(h, route{id: "answer-request", path: "POST " + path + "/answers", does: "Answer a request, as a contact: it is done", status: 201}, h.answerRequest)
	on(h, route{id: "close-request", path: "POST " + path + "/done", does: "Call a request done, as an agent"}, h.closeRequest)
	on(h, route{id: "reopen-request", path: "POST " + path + "/reopen", does: "Ask again, as an agent"}, h.reopenRequest)
}

// requestOut says q as whoever loaded v sees it.
func (h *house) requestOut(ctx context.Context, v dossier.View, q request.Request) (*RequestOut, error) {
	names, err := h.namesOf(ctx, append(each(q.Turns, func(t request.Turn) string { return t.By }), q.By))
	if err != nil {
		return nil, err
	}
	files, err := h.Requests.FilesSeen(ctx, v, q)
	if err != nil {
		return nil, err
	}
	today, err := h.today(ctx, v)
	if err != nil {
		return nil, err
	}
	out := &RequestOut{Tag: tag(q.Version), Body: RequestWhole{Request: requestOf(q, today, names, request.ShowsFor(v)), Answerable: q.MayAnswer(v).Allowed}}
	out.Body.Turns = each(q.Turns, func(t request.Turn) Turn {
		seen := slices.DeleteFunc(slices.Clone(t.Files), func(f string) bool { _, sees := files[f]; return !sees })
		return Turn{Kind: string(t.Kind), Text: t.Text, By: Named{t.By, names[t.By]}, At: utc(t.At),
			Files: each(seen, func(f string) Named { return Named{f, files[f].Name} })}
	})
	return out, nil
}

func (h *house) answerRequest(ctx context.Context, by people.Caller, in *answerRequest) (*RequestOut, error) {
	v, q, err := h.Requests.Answer(ctx, by, in.Dossier, in.Request, request.Reply{Text: in.Body.Text, Files: in.Body.Files},
		in.once(by, "answers", in.Dossier, in.Request))
	if err != nil {
		return nil, err
	}
	return h.requestOut(ctx, v, q)
}

func (h *house) closeRequest(ctx context.Context, by people.Caller, in *closeRequest) (*RequestOut, error) {
	v, q, err := h.Requests.Close(ctx, by, in.Dossier, in.Request, in.once(by, "done", in.Dossier, in.Request))
	if err != nil {
		return nil, err
	}
	return h.requestOut(ctx, v, q)
}

func (h *house) reopenRequest(ctx context.Context, by people.Caller, in *reopenRequest) (*RequestOut, error) {
	v, q, err := h.Requests.Reopen(ctx, by, in.Dossier, in.Request, in.Body.Note, in.once(by, "reopen", in.Dossier, in.Request))
	if err != nil {
		return nil, err
	}
	return h.requestOut(ctx, v, q)
}

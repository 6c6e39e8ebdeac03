package api

import (
	"context"
	"slices"
	"strings"
	"time"

	"tierce/internal/model"
	"tierce/internal/people"
	"tierce/internal/solicitation"
)

// Viewed is a dossier as a partner sees it: by a view of its model, and
// nothing else (LOC-10).
type Viewed struct {
	Title    string        `json:"title"`
	Sections []ViewedPart  `json:"sections"`
	Own      []model.Field `json:"own" doc:"Fields that only this partner fills in"`
	People   []Named       `json:"people" doc:"The persons whom the values name"`
}

// ViewedPart is what is seen of one section.
type ViewedPart struct {
	ID       string         `json:"id"`
	Title    model.Text     `json:"title"`
	Help     model.Text     `json:"help"`
	Fields   []model.Field  `json:"fields"`
	Fillable []string       `json:"fillable" doc:"Ids of the fields that the answer may fill in"`
	Values   map[string]any `json:"values"`
}

// ViewedOut answers with what a partner would see.
type ViewedOut struct{ Body Viewed }

// ToAnswer is a solicitation as its partner sees it, with the dossier.
type ToAnswer struct {
	Solicitation string `json:"solicitation"`
	Asked
	State    string     `json:"state" enum:"sent,attached,answered,declined,withdrawn,waiting"`
	By       Named      `json:"by"`
	Answered *time.Time `json:"answered,omitempty"`
	Open     bool       `json:"open" doc:"Whether the answer may be written now"`
	Draft    Answer     `json:"draft"`
	Answer   *Answer    `json:"answer,omitempty" doc:"As it was sent last"`
	Dossier  Viewed     `json:"dossier"`
}

// ToAnswerOut answers with a solicitation as its partner sees it. The ETag is
// the draft's.
type ToAnswerOut struct {
	Tag  string `header:"ETag"`
	Body ToAnswer
}

// ReceiptOut answers that an answer was sent.
type ReceiptOut struct {
	Body struct {
		State    string     `json:"state" enum:"answered"`
		Answered *time.Time `json:"answered"`
	}
}

// MySolicitationsOut answers with what I was asked.
type MySolicitationsOut struct {
	Body struct {
		Solicitations []MySolicitation `json:"solicitations" doc:"Those to be answered soonest first"`
		Next          string           `json:"next,omitempty" doc:"Cursor of the next page; absent on the last. A page may be short, even empty, while there is one"`
	}
}

// MySolicitation is one that I was asked.
type MySolicitation struct {
	Solicitation string     `json:"solicitation"`
	Dossier      Named      `json:"dossier"`
	Reference    string     `json:"reference"`
	Kind         string     `json:"kind" enum:"opinion,complement,both"`
	Scope        string     `json:"scope"`
	Wished       string     `json:"wished"`
	State        string     `json:"state" enum:"attached,answered"`
	Attached     *time.Time `json:"attached,omitempty"`
	Answered     *time.Time `json:"answered,omitempty"`
}

// ClaimOut answers with the dossier that a key attached.
type ClaimOut struct {
	Location string `header:"Location"`
	Body     struct {
		Dossier      string `json:"dossier"`
		Solicitation string `json:"solicitation"`
	}
}

type claimSolicitation struct {
	Repeatable
	Body struct {
		Key string `json:"key" doc:"The key as it was mailed; spaces, hyphens and case do not matter"`
	}
}

type saveAnswer struct {
	AtSolicitation
	IfMatch
	Body Answer
}

type sendAnswer struct {
	AtSolicitation
	Repeatable
	IfMatch
}

type declineSolicitation struct {
	AtSolicitation
	Repeatable
	Body struct {
		Reason string `json:"reason" maxLength:"2000"`
	}
}

func (h *house) answerRoutes() {
	const path = "/v1/dossiers/{dossier}/solicitations/{solicitation}"
	on(h, route{id: "list-my-solicitations", path: "GET /v1/solicitations", does: "What I was asked as a partner"}, h.listMine)
	on(h, route{id: "claim-solicitation", path: "POST /v1/solicitation-claims", does: "Attach a dossier with the key of a solicitation: it works once", status: 201}, h.claimSolicitation)
	on(h, route{id: "get-answer", path: "GET " + path + "/answer", does: "What I was asked, the dossier by the view meant for me, and my draft"}, h.getAnswer)
	on(h, route{id: "save-answer", path: "PUT " + path + "/answer", does: "Save my draft"}, h.saveAnswer)
	on(h, route{id: "send-answer", path: "POST " + path + "/answer/send", does: "Send my draft: it changes no more"}, h.sendAnswer)
	on(h, route{id: "decline-solicitation", path: "POST " + path + "/decline", does: "Decline with a reason: my access ends"}, h.declineSolicitation)
}

func viewedOf(s solicitation.Seen) Viewed {
	v := Viewed{Title: s.View.Title, Sections: []ViewedPart{}, Own: s.Own, People: []Named{}}
	if v.Own == nil {
		v.Own = []model.Field{}
	}
	for _, p := range s.Parts {
		v.Sections = append(v.Sections, viewedPartOf(p.Part, p.Values))
	}
	for id, name := range s.Names {
		v.People = append(v.People, Named{id, name})
	}
	slices.SortFunc(v.People, func(a, b Named) int { return strings.Compare(a.ID, b.ID) })
	return v
}

func (h *house) toAnswerOut(ctx context.Context, s solicitation.Seen) (*ToAnswerOut, error) {
	of := s.Solicitation
	names, err := h.People.Names(ctx, of.By)
	if err != nil {
		return nil, err
	}
	out := &ToAnswerOut{Tag: tag(of.Drafted)}
	out.Body = ToAnswer{Solicitation: of.ID, Asked: askedOf(of.Ask), State: string(of.State), By: Named{of.By, names[of.By]},
		Open: s.MayAnswer().Allowed, Draft: answerOf(of.Draft), Dossier: viewedOf(s)}
	if of.State == solicitation.Answered {
		out.Body.Answered = utc(of.Settled)
	}
	if of.Given != nil {
		a := answerOf(*of.Given)
		out.Body.Answer = &a
	}
	return out, nil
}

func (h *house) getAnswer(ctx context.Context, by people.Caller, in *AtSolicitation) (*ToAnswerOut, error) {
	seen, err := h.Solicitations.See(ctx, by, in.Dossier, in.Solicitation)
	if err != nil {
		return nil, err
	}
	return h.toAnswerOut(ctx, seen)
}

func (h *house) saveAnswer(ctx context.Context, by people.Caller, in *saveAnswer) (*ToAnswerOut, error) {
	version, err := in.version(ctx)
	if err != nil {
		return nil, err
	}
	seen, err := h.Solicitations.Save(ctx, by, in.Dossier, in.Solicitation, version, solicitation.Answer(in.Body))
	if err != nil {
		return nil, err
	}
	return h.toAnswerOut(ctx, seen)
}

func (h *house) sendAnswer(ctx context.Context, by people.Caller, in *sendAnswer) (*ReceiptOut, error) {
	version, err := in.version(ctx)
	if err != nil {
		return nil, err
	}
	seen, err := h.Solicitations.Send(ctx, by, in.Dossier, in.Solicitation, version, in.once(by, "answer", in.Dossier, in.Solicitation))
	if err != nil {
		return nil, err
	}
	out := &ReceiptOut{}
	out.Body.State, out.Body.Answered = string(seen.Solicitation.State), utc(seen.Solicitation.Settled)
	return out, nil
}

func (h *house) declineSolicitation(ctx context.Context, by people.Caller, in *declineSolicitation) (*NoBody, error) {
	return nil, h.Solicitations.Decline(ctx, by, in.Dossier, in.Solicitation, in.Body.Reason)
}

func (h *house) listMine(ctx context.Context, by people.Caller, in *Paging) (*MySolicitationsOut, error) {
	list, next, err := h.Solicitations.Mine(ctx, by, in.Cursor, in.Limit)
	if err != nil {
		return nil, err
	}
	out := &MySolicitationsOut{}
	out.Body.Next, out.Body.Solicitations = next, each(list, func(m solicitation.Mine) MySolicitation {
		of := MySolicitation{Solicitation: m.Solicitation.ID, Dossier: Named{m.View.ID, m.Title}, Reference: m.Reference, Kind: string(m.Kind),
			Scope: m.Scope, Wished: m.Wished, State: string(m.State), Attached: utc(m.Attached)}
		if m.State == solicitation.Answered {
			of.Answered = utc(m.Settled)
		}
		return of
	})
	return out, nil
}

func (h *house) claimSolicitation(ctx context.Context, by people.Caller, in *claimSolicitation) (*ClaimOut, error) {
	d, s, err := h.Solicitations.Claim(ctx, by, in.Body.Key, in.once(by, "solicitation-claims"))
	if err != nil {
		return nil, err
	}
	out := &ClaimOut{Location: "/v1/dossiers/" + d + "/solicitations/" + s.ID + "/answer"}
	out.Body.Dossier, out.Body.Solicitation = d, s.ID
	return out, nil
}

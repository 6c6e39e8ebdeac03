package api

import (
	"context"
	"time"

	"tierce/internal/people"
	"tierce/internal/solicitation"
)

// AskedPartner is whom a solicitation goes to: somebody outside, by name and
// address, or an agent of the owner (LOC-3).
type AskedPartner struct {
	Name     string `json:"name,omitempty" maxLength:"200"`
	Email    string `json:"email,omitempty" maxLength:"300" doc:"Where the key is mailed"`
	Language string `json:"language,omitempty" enum:"fr,en,"`
	Agent    string `json:"agent,omitempty" pattern:"^([0-9a-z]{16})?$" doc:"Account of an agent of the owner, who needs no key"`
}

// Asked is what a partner is asked.
type Asked struct {
	Kind         string `json:"kind" enum:"opinion,complement,both"`
	Scope        string `json:"scope" maxLength:"200" doc:"financial, legal, technical…"`
	View         string `json:"view" maxLength:"60" doc:"Id of a partner view of the model"`
	When         string `json:"when,omitempty" maxLength:"60" doc:"The status at which it is sent; absent for at once"`
	Wished       string `json:"wished" maxLength:"20" doc:"The day on which an answer is wished, as 2026-11-24, in the owner's time zone"`
	Instructions string `json:"instructions,omitempty" maxLength:"4000"`
}

// Answer is what a partner gives (LOC-7). Values are by section and field.
type Answer struct {
	Verdict   string                    `json:"verdict,omitempty" enum:"favourable,reserved,unfavourable,none,"`
	Details   string                    `json:"details,omitempty" maxLength:"20000"`
	Own       map[string]any            `json:"own,omitempty" doc:"The view's own fields"`
	Values    map[string]map[string]any `json:"values,omitempty" doc:"By section and field, those that were filled in; null empties a field"`
	Documents []string                  `json:"documents,omitempty" maxItems:"50" doc:"Ids of documents that the partner brought"`
}

// Solicitation is one as the agents of the owner see it.
type Solicitation struct {
	ID string `json:"id"`
	Asked
	Partner  AskedPartner `json:"partner"`
	State    string       `json:"state" enum:"waiting,sent,attached,answered,declined,withdrawn"`
	By       Named        `json:"by"`
	Made     *time.Time   `json:"made"`
	Sent     *time.Time   `json:"sent,omitempty"`
	Attached *Attached    `json:"attached,omitempty" doc:"Who attached the dossier with the key, and when (LOC-5)"`
	Settled  *time.Time   `json:"settled,omitempty" doc:"When it was answered, declined or withdrawn"`
	Reason   string       `json:"reason,omitempty" doc:"Of declining"`
	Notified string       `json:"notified,omitempty" doc:"The day of the last notifying"`
	Answer   *Answer      `json:"answer,omitempty" doc:"As it was sent last"`
}

// Attached says who attached a dossier, and when.
type Attached struct {
	By Named      `json:"by"`
	At *time.Time `json:"at"`
}

// SolicitationOut answers with one solicitation.
type SolicitationOut struct {
	Location string `header:"Location"`
	Tag      string `header:"ETag"`
	Body     Solicitation
}

// SolicitationsOut answers with the solicitations of a dossier.
type SolicitationsOut struct {
	Body struct {
		Solicitations []Solicitation `json:"solicitations" doc:"The newest first"`
		Answered      int            `json:"answered" doc:"How many have answered"`
		Of            int            `json:"of" doc:"Of how many that were not withdrawn"`
	}
}

// NotifiedOut answers with those who owe an answer.
type NotifiedOut struct {
	Body struct {
		Notified []Notified `json:"notified"`
	}
}

// Notified says when a partner was last notified.
type Notified struct {
	Solicitation string `json:"solicitation"`
	On           string `json:"on" doc:"A day in the owner's time zone"`
}

// AtSolicitation is one solicitation of a dossier.
type AtSolicitation struct {
	AtDossier
	Solicitation string `path:"solicitation"`
}

type makeSolicitation struct {
	AtDossier
	Repeatable
	Body struct {
		Asked
		Partner AskedPartner `json:"partner"`
	}
}

type changeSolicitation struct {
	AtSolicitation
	IfMatch
	Body struct {
		Wished string `json:"wished" maxLength:"20"`
	}
}

type onSolicitation struct {
	AtSolicitation
	Repeatable
}

type notifyPartners struct {
	AtDossier
	Repeatable
}

type previewSolicitation struct {
	AtDossier
	View string `query:"view" required:"true" maxLength:"60"`
	Kind string `query:"kind" required:"true" enum:"opinion,complement,both"`
}

func (h *house) solicitationRoutes() {
	const path = "/v1/dossiers/{dossier}/solicitations"
	on(h, route{id: "list-solicitations", path: "GET " + path, does: "What partners were asked, and have answered"}, h.listSolicitations)
	on(h, route{id: "make-solicitation", path: "POST " + path, does: "Ask a partner: at once, or when the dossier reaches a status", status: 201}, h.makeSolicitation)
	on(h, route{id: "preview-solicitation", path: "GET " + path + "/preview", does: "What a partner would see, and fill in"}, h.previewSolicitation)
	on(h, route{id: "notify-partners", path: "POST " + path + "/notify", does: "Remind those who have not answered, each at most once a day"}, h.notifyPartners)
	on(h, route{id: "get-solicitation", path: "GET " + path + "/{solicitation}", does: "Read a solicitation with its answer"}, h.getSolicitation)
	on(h, route{id: "change-solicitation", path: "PATCH " + path + "/{solicitation}", does: "Change the day on which an answer is wished"}, h.changeSolicitation)
	on(h, route{id: "withdraw-solicitation", path: "POST " + path + "/{solicitation}/withdraw", does: "Withdraw a solicitation: the key and the access end"}, h.withdrawSolicitation)
	on(h, route{id: "reopen-solicitation", path: "POST " + path + "/{solicitation}/reopen", does: "Give an answer back to its author"}, h.reopenSolicitation)
}

func askedOf(a solicitation.Ask) Asked {
	return Asked{Kind: string(a.Kind), Scope: a.Scope, View: a.View, When: a.When, Wished: a.Wished, Instructions: a.Instructions}
}

func answerOf(a solicitation.Answer) Answer { return Answer(a) }

func solicitationOf(s solicitation.Solicitation, names map[string]string) Solicitation {
	o := Solicitation{ID: s.ID, Asked: askedOf(s.Ask), Partner: AskedPartner{s.Partner.Name, s.Partner.Email, s.Partner.Lang, s.Partner.Agent},
		State: string(s.State), By: Named{s.By, names[s.By]}, Made: utc(s.Made), Sent: utc(s.SentAt), Settled: utc(s.Settled),
		Reason: s.Reason, Notified: s.Notified}
	if s.Account != "" {
		o.Attached = &Attached{Named{s.Account, names[s.Account]}, utc(s.Attached)}
	}
	if s.Given != nil {
		a := answerOf(*s.Given)
		o.Answer = &a
	}
	return o
}

// involved are the accounts that s names.
func involved(s solicitation.Solicitation) []string {
	if s.Account == "" {
		return []string{s.By}
	}
	return []string{s.By, s.Account}
}

func (h *house) solicitationOut(ctx context.Context, s solicitation.Solicitation) (*SolicitationOut, error) {
	names, err := h.namesOf(ctx, involved(s))
	if err != nil {
		return nil, err
	}
	return &SolicitationOut{Tag: tag(s.Version), Body: solicitationOf(s, names)}, nil
}

func (h *house) listSolicitations(ctx context.Context, by people.Caller, in *AtDossier) (*SolicitationsOut, error) {
	_, list, err := h.Solicitations.List(ctx, by, in.Dossier)
	if err != nil {
		return nil, err
	}
	var accounts []string
	for _, s := range list {
		accounts = append(accounts, involved(s)...)
	}
	names, err := h.namesOf(ctx, accounts)
	if err != nil {
		return nil, err
	}
	out := &SolicitationsOut{}
	out.Body.Solicitations = each(list, func(s solicitation.Solicitation) Solicitation { return solicitationOf(s, names) })
	out.Body.Answered, out.Body.Of = solicitation.Progress(list)
	return out, nil
}

func (h *house) makeSolicitation(ctx context.Context, by people.Caller, in *makeSolicitation) (*SolicitationOut, error) {
	b := in.Body
	ask := solicitation.Ask{Kind: solicitation.Kind(b.Kind), Scope: b.Scope, View: b.View, When: b.When, Wished: b.Wished, Instructions: b.Instructions,
		Partner: solicitation.Partner{Name: b.Partner.Name, Email: b.Partner.Email, Lang: b.Partner.Language, Agent: b.Partner.Agent}}
	_, s, err := h.Solicitations.Make(ctx, by, in.Dossier, ask, in.once(by, "solicitations", in.Dossier))
	if err != nil {
		return nil, err
	}
	out, err := h.solicitationOut(ctx, s)
	if err == nil {
		out.Location = "/v1/dossiers/" + in.Dossier + "/solicitations/" + s.ID
	}
	return out, err
}

func (h *house) getSolicitation(ctx context.Context, by people.Caller, in *AtSolicitation) (*SolicitationOut, error) {
	_, s, err := h.Solicitations.Read(ctx, by, in.Dossier, in.Solicitation)
	if err != nil {
		return nil, err
	}
	return h.solicitationOut(ctx, s)
}

func (h *house) changeSolicitation(ctx context.Context, by people.Caller, in *changeSolicitation) (*SolicitationOut, error) {
	version, err := in.version(ctx)
	if err != nil {
		return nil, err
	}
	_, s, err := h.Solicitations.Change(ctx, by, in.Dossier, in.Solicitation, version, in.Body.Wished)
	if err != nil {
		return nil, err
	}
	return h.solicitationOut(ctx, s)
}

func (h *house) withdrawSolicitation(ctx context.Context, by people.Caller, in *onSolicitation) (*SolicitationOut, error) {
	_, s, err := h.Solicitations.Withdraw(ctx, by, in.Dossier, in.Solicitation)
	if err != nil {
		return nil, err
	}
	return h.solicitationOut(ctx, s)
}

func (h *house) reopenSolicitation(ctx context.Context, by people.Caller, in *onSolicitation) (*SolicitationOut, error) {
	_, s, err := h.Solicitations.Reopen(ctx, by, in.Dossier, in.Solicitation)
	if err != nil {
		return nil, err
	}
	return h.solicitationOut(ctx, s)
}

func (h *house) notifyPartners(ctx context.Context, by people.Caller, in *notifyPartners) (*NotifiedOut, error) {
	_, owing, _, err := h.Solicitations.Notify(ctx, by, in.Dossier)
	if err != nil {
		return nil, err
	}
	out := &NotifiedOut{}
	out.Body.Notified = each(owing, func(s solicitation.Solicitation) Notified { return Notified{s.ID, s.Notified} })
	return out, nil
}

func (h *house) previewSolicitation(ctx context.Context, by people.Caller, in *previewSolicitation) (*ViewedOut, error) {
	seen, err := h.Solicitations.Preview(ctx, by, in.Dossier, in.View, solicitation.Kind(in.Kind))
	if err != nil {
		return nil, err
	}
	return &ViewedOut{Body: viewedOf(seen)}, nil
}

package api

import (
	"context"

	"tierce/internal/model"
	"tierce/internal/move"
	"tierce/internal/people"
	"tierce/internal/text"
)

// MoveChange is what is there more, and what is there less.
type MoveChange struct {
	More []model.Text `json:"more"`
	Less []model.Text `json:"less"`
}

// MovePartner is what a move changes for one partner.
type MovePartner struct {
	Solicitation string     `json:"solicitation"`
	Name         string     `json:"name,omitempty" doc:"Of a partner from outside"`
	Agent        string     `json:"agent,omitempty" doc:"Account of a partner from inside"`
	Sees         MoveChange `json:"sees"`
	Fills        MoveChange `json:"fills"`
	Begins       bool       `json:"begins" doc:"Sees the dossier from now on, in its present status"`
	Ends         bool       `json:"ends" doc:"Sees it no more, in its present status"`
}

// MoveRefusal is one reason why a dossier cannot move.
type MoveRefusal struct {
	Code   string `json:"code" enum:"section-filled,field-filled,field-changed,value-misfits,status-gone,status-awaited,view-gone,answer-misfits,too-many"`
	Detail string `json:"detail"`
}

// MovePlan is what moving a dossier to a newer version of its model would change.
type MovePlan struct {
	Version      int           `json:"version" doc:"That of the dossier"`
	Latest       int           `json:"latest"`
	To           int           `json:"to" doc:"version where there is nothing to move to"`
	Sections     MoveChange    `json:"sections"`
	Fields       MoveChange    `json:"fields" doc:"Of sections that stay, each with its section before"`
	Redrawn      []model.Text  `json:"redrawn" doc:"Sections and fields that are worded or made otherwise"`
	Statuses     MoveChange    `json:"statuses"`
	PartnersSee  MoveChange    `json:"partnersSee" doc:"Statuses in which partners see the dossier"`
	TeamMayShare *bool         `json:"teamMayShare,omitempty" doc:"Where it changes"`
	Voided       []model.Text  `json:"voided" doc:"Sections whose signatures the move voids"`
	Applicants   MoveChange    `json:"applicants"`
	Clients      MoveChange    `json:"clients"`
	Partners     []MovePartner `json:"partners"`
	Refusals     []MoveRefusal `json:"refusals" doc:"Why it cannot move; none where it can"`
}

// MovePlanOut answers with a plan; its tag is what a move agrees to.
type MovePlanOut struct {
	Tag  string `header:"ETag"`
	Body MovePlan
}

type planMove struct {
	AtDossier
	To int `query:"to" minimum:"1" doc:"Which version; the latest where it is left out"`
}

type moveDossier struct {
	AtDossier
	IfMatch
	Body MovedBody
}

// MovedBody names a version.
type MovedBody struct {
	Version int `json:"version" minimum:"1" doc:"The version of the model to move to, or that the dossier moved to"`
}

// MovedOut answers with the version that the dossier has now.
type MovedOut struct{ Body MovedBody }

func (h *house) moveRoutes() {
	const path = "/v1/dossiers/{dossier}/version"
	on(h, route{id: "plan-move", path: "GET " + path, does: "What moving the dossier to a newer version of its model would change"}, h.planMove)
	on(h, route{id: "move-dossier", path: "PUT " + path, does: "Move the dossier to a newer version of its model, as planned"}, h.moveDossier)
}

func (h *house) planMove(ctx context.Context, by people.Caller, in *planMove) (*MovePlanOut, error) {
	_, p, err := h.Moving.Plan(ctx, by, in.Dossier, in.To)
	if err != nil {
		return nil, err
	}
	b := MovePlan{Version: p.Version, Latest: p.Latest, To: p.To, Sections: changeOf(p.Sections), Fields: changeOf(p.Fields), Redrawn: some(p.Redrawn),
		Statuses: changeOf(p.Statuses), PartnersSee: changeOf(p.PartnersSee), Voided: some(p.Voided), Applicants: changeOf(p.Applicants), Clients: changeOf(p.Clients),
		Partners: []MovePartner{}, Refusals: []MoveRefusal{}}
	if p.TeamMayShare.Any() {
		may := p.TeamMayShare.More != nil
		b.TeamMayShare = &may
	}
	for _, c := range p.Partners {
		b.Partners = append(b.Partners, MovePartner{c.Solicitation, c.Partner.Name, c.Partner.Agent, changeOf(c.Sees), changeOf(c.Fills), c.Begins, c.Ends})
	}
	names, err := h.People.Names(ctx, p.Inside()...)
	if err != nil {
		return nil, err
	}
	for _, r := range p.Refusals {
		b.Refusals = append(b.Refusals, MoveRefusal{r.Code, refusedMove(langOf(ctx), r, names)})
	}
	return &MovePlanOut{Tag: `"` + p.Tag() + `"`, Body: b}, nil
}

func refusedMove(l text.Lang, r move.Refusal, names map[string]string) string {
	partner := r.Partner.Name
	if r.Partner.Inside() {
		partner = names[r.Partner.Agent]
	}
	return l.Say("move."+r.Code, "what", r.What.In(string(l)), "partner", partner)
}

func changeOf(c move.Change) MoveChange { return MoveChange{some(c.More), some(c.Less)} }

// some is a list that is never null.
func some(list []model.Text) []model.Text { return append([]model.Text{}, list...) }

func (h *house) moveDossier(ctx context.Context, by people.Caller, in *moveDossier) (*MovedOut, error) {
	if _, err := in.version(ctx); err != nil { // that there is one
		return nil, err
	}
	v, err := h.Moving.Move(ctx, by, in.Dossier, in.Body.Version, unquoted(in.Tag))
	if err != nil {
		return nil, err
	}
	return &MovedOut{Body: MovedBody{v.Version}}, nil
}

package api

import (
	"context"

	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/people"
)

// Decision says whether I may do one thing in a dossier, and if not which rule
// says so and who can change it (ALL-4).
type Decision struct {
	Action  string `json:"action"`
	Section string `json:"section,omitempty"`
	Allowed bool   `json:"allowed"`
	Role    string `json:"role" doc:"What I am to the dossier by what the decision rests on"`
	Origin  string `json:"origin,omitempty" doc:"Which origin of my access allows it"`
	Rule    string `json:"rule,omitempty"`
	Code    string `json:"code,omitempty"`
	Fix     string `json:"fix,omitempty" doc:"Who can change it"`
	Detail  string `json:"detail,omitempty" doc:"The refusal in words"`
}

// DecisionsOut answers with decisions.
type DecisionsOut struct {
	Body struct {
		Decisions []Decision `json:"decisions"`
	}
}

type askAccess struct {
	AtDossier
	Action  string `query:"action" enum:"open,read-section,edit-section,read-people,edit-people,describe,set-status,manage-team,hand-over,make-key,list-keys,revoke-key,revoke-my-key,read-trail,export-trail,read-rights,make-simulation,make-report,delete-made,delete-dossier,restore-dossier,read-contacts,name-primary,sign-section,submit-section,return-section,add-document,manage-requests,show-to-client,solicit,read-solicitations,read-applicant-view,fill-applicant-view" doc:"Absent for all of them"`
	Section string `query:"section" maxLength:"40" doc:"For what concerns a section; absent for any"`
}

func (h *house) accessRoutes() {
	on(h, route{id: "get-access", path: "GET /v1/dossiers/{dossier}/access", does: "May I do this here, and by which rule"}, h.getAccess)
}

// getAccess answers whoever has some relation to the dossier, whatever it is.
func (h *house) getAccess(ctx context.Context, by people.Caller, in *askAccess) (*DecisionsOut, error) {
	v, s, err := h.inState(ctx, by, in.Dossier, in.Section)
	if f := fault.Of(err); err != nil && (f == nil || f.Kind != fault.Forbidden) {
		return nil, err
	}
	actions := access.DossierActions
	if in.Action != "" {
		actions = []access.Action{access.Action(in.Action)}
	}
	out := &DecisionsOut{}
	out.Body.Decisions = each(actions, func(a access.Action) Decision { return decisionOf(ctx, v, a, in.Section, s) })
	return out, nil
}

func decisionOf(ctx context.Context, v dossier.View, a access.Action, section string, s dossier.Section) Decision {
	s.ID = section
	d := v.MayOn(a, s)
	out := Decision{Action: string(a), Section: section, Allowed: d.Allowed, Role: string(d.Role), Origin: d.Origin}
	if f := fault.Of(d.Err()); f != nil {
		p := speak(ctx, statuses[f.Kind], f)
		out.Rule, out.Code, out.Fix, out.Detail = p.Rule, p.Code, p.Fix, p.Detail
	}
	return out
}

package api

import (
	"context"

	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/people"
)

// Teammate is somebody who works in a dossier, by one origin (ALL-2).
type Teammate struct {
	Account      string `json:"account"`
	Name         string `json:"name"`
	Organization Named  `json:"organization" doc:"Whom they act for"`
	Origin       string `json:"origin" enum:"team,join"`
	Manager      bool   `json:"manager"`
	Active       bool   `json:"active" doc:"False where their place there has ended, and their access with it"`
}

// TeamOut answers with who works in a dossier.
type TeamOut struct {
	Body struct {
		Team []Teammate `json:"team" doc:"The manager first"`
	}
}

// ManagerOut answers with the manager.
type ManagerOut struct {
	Body struct {
		Manager Named `json:"manager"`
	}
}

// AtTeammate is one account that works in a dossier.
type AtTeammate struct {
	AtDossier
	Account string `path:"account"`
}

// ByOrigin is one account's access by one origin.
type ByOrigin struct {
	AtTeammate
	Origin string `query:"origin" enum:"team,join" default:"team"`
}

// RemainingOut answers with what would stay.
type RemainingOut struct {
	Body struct {
		Remaining []string `json:"remaining" doc:"The origins that would still give access; empty for none"`
	}
}

type nameManager struct {
	AtDossier
	Body struct {
		Account string `json:"account" pattern:"^[0-9a-z]{16}$"`
	}
}

func (h *house) teamRoutes() {
	const path = "/v1/dossiers/{dossier}"
	on(h, route{id: "get-manager", path: "GET " + path + "/manager", does: "Who is responsible for a dossier"}, h.getManager)
	on(h, route{id: "name-manager", path: "PUT " + path + "/manager", does: "Name another manager, as the present one or an Admin"}, h.nameManager)
	on(h, route{id: "list-team", path: "GET " + path + "/team", does: "Who works in a dossier, by what"}, h.listTeam)
	on(h, route{id: "add-to-team", path: "PUT " + path + "/team/{account}", does: "Put an agent of the organisation on the team"}, h.addToTeam)
	on(h, route{id: "preview-teammate", path: "GET " + path + "/team/{account}/preview", does: "What an agent would see on the team, before they are put there (ALL-3)"}, h.previewTeammate)
	on(h, route{id: "end-access", path: "DELETE " + path + "/team/{account}", does: "Take somebody off the team, or end what a join key gave"}, h.endAccess)
	on(h, route{id: "get-remaining-access", path: "GET " + path + "/team/{account}/remaining", does: "What access would stay if that ended (ALL-2)"}, h.getRemaining)
}

// getManager is for whoever sees the dossier, and for whoever may name
// another manager without seeing it (ALL-9).
func (h *house) getManager(ctx context.Context, by people.Caller, in *AtDossier) (*ManagerOut, error) {
	v, err := h.Dossiers.Load(ctx, by, in.Dossier, access.Open, "")
	if err != nil && (v.Decision.Rule == nil || !v.May(access.HandOver).Allowed) {
		return nil, err
	}
	names, err := h.People.Names(ctx, v.Manager)
	out := &ManagerOut{}
	out.Body.Manager = Named{v.Manager, names[v.Manager]}
	return out, err
}

func (h *house) nameManager(ctx context.Context, by people.Caller, in *nameManager) (*NoBody, error) {
	return nil, h.Dossiers.HandOver(ctx, by, in.Dossier, in.Body.Account)
}

func (h *house) listTeam(ctx context.Context, by people.Caller, in *AtDossier) (*TeamOut, error) {
	_, mates, err := h.Dossiers.Team(ctx, by, in.Dossier)
	if err != nil {
		return nil, err
	}
	orgs, err := h.People.OrganizationNames(ctx, each(mates, func(m dossier.Teammate) string { return m.Org })...)
	if err != nil {
		return nil, err
	}
	out := &TeamOut{}
	out.Body.Team = each(mates, func(m dossier.Teammate) Teammate {
		return Teammate{Account: m.Account, Name: m.Name, Organization: Named{m.Org, orgs[m.Org]}, Origin: string(m.Kind),
			Manager: m.Manager, Active: m.Present}
	})
	return out, nil
}

func (h *house) addToTeam(ctx context.Context, by people.Caller, in *AtTeammate) (*NoBody, error) {
	return nil, h.Dossiers.AddToTeam(ctx, by, in.Dossier, in.Account)
}

func (h *house) previewTeammate(ctx context.Context, by people.Caller, in *AtTeammate) (*PreviewOut, error) {
	o, err := h.Dossiers.PreviewTeammate(ctx, by, in.Dossier, in.Account)
	if err != nil {
		return nil, err
	}
	return h.previewOf(ctx, in.Dossier, o)
}

func (h *house) endAccess(ctx context.Context, by people.Caller, in *ByOrigin) (*NoBody, error) {
	return nil, h.Dossiers.EndOrigin(ctx, by, in.Dossier, in.Account, in.Origin)
}

func (h *house) getRemaining(ctx context.Context, by people.Caller, in *ByOrigin) (*RemainingOut, error) {
	left, err := h.Dossiers.Remaining(ctx, by, in.Dossier, in.Account, in.Origin)
	if err != nil {
		return nil, err
	}
	out := &RemainingOut{}
	out.Body.Remaining = each(left, func(s string) string { return s })
	return out, nil
}

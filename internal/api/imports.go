package api

import (
	"context"

	"tierce/internal/people"
)

type redeemKey struct {
	Repeatable
	Body struct {
		Key          string `json:"key" doc:"The share key as it was sent; spaces, hyphens and case do not matter"`
		Organization string `json:"organization,omitempty" pattern:"^[0-9a-z]{16}$" doc:"Whom it is for, where I work for several"`
	}
}

// ImportOut answers with the dossier that a key opened.
type ImportOut struct {
	Location string `header:"Location"`
	Body     struct {
		Dossier string `json:"dossier"`
		Mode    string `json:"mode" enum:"copy,join"`
	}
}

func (h *house) importRoutes() {
	on(h, route{id: "import-dossier", path: "POST /v1/imports", does: "Import a shared dossier with its key", status: 201}, h.importDossier)
}

func (h *house) importDossier(ctx context.Context, by people.Caller, in *redeemKey) (*ImportOut, error) {
	got, err := h.Keys.Redeem(ctx, by, in.Body.Key, in.Body.Organization, in.once(by, "imports"))
	if err != nil {
		return nil, err
	}
	out := &ImportOut{Location: "/v1/dossiers/" + got.Dossier}
	out.Body.Dossier, out.Body.Mode = got.Dossier, string(got.Mode)
	return out, nil
}

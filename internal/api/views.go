package api

import (
	"context"

	"tierce/internal/model"
	"tierce/internal/people"
)

// DesignBody is what people outside the organisation see by a model.
type DesignBody struct {
	Views    model.Views `json:"views" doc:"What a view does not name, it hides"`
	Statuses []string    `json:"statuses" maxItems:"30" doc:"In which statuses partners see a dossier"`
}

// DesignOut answers with the design of the latest version of a model.
type DesignOut struct {
	Tag  string `header:"ETag"`
	Body DesignBody
}

// RedrawnOut answers with the version that has the new design.
type RedrawnOut struct {
	Tag  string `header:"ETag"`
	Body ModelHead
}

type replaceDesign struct {
	AtModel
	IfMatch
	Body DesignBody
}

// AtVersion is one version of a model.
type AtVersion struct {
	AtModel
	Version int `path:"version" minimum:"1" doc:"From 1 to the model's latest"`
}

func (h *house) viewRoutes() {
	const path = "/v1/models/{model}/"
	on(h, route{id: "export-version", path: "GET " + path + "versions/{version}", does: "Export a version of a model"}, h.exportVersion)
	on(h, route{id: "get-views", path: "GET " + path + "views", does: "What partners, applicants and clients see by the latest version of a model"}, h.getViews)
	on(h, route{id: "replace-views", path: "PUT " + path + "views", does: "Make a new version of a model with other views, as an Admin"}, h.replaceViews)
}

func (h *house) exportVersion(ctx context.Context, by people.Caller, in *AtVersion) (*ExportOut, error) {
	_, m, err := h.Models.Past(ctx, by, in.Organization, in.Model, in.Version)
	if err != nil {
		return nil, err
	}
	return &ExportOut{ContentType: "application/json", Version: in.Version, Body: m.Export()}, nil
}

func (h *house) getViews(ctx context.Context, by people.Caller, in *AtModel) (*DesignOut, error) {
	head, m, err := h.Models.Head(ctx, by, in.Organization, in.Model)
	if err != nil {
		return nil, err
	}
	d := m.Design()
	out := &DesignOut{Tag: tag(head.Latest), Body: DesignBody{Views: d.Views, Statuses: d.Statuses}}
	if out.Body.Statuses == nil {
		out.Body.Statuses = []string{}
	}
	return out, nil
}

func (h *house) replaceViews(ctx context.Context, by people.Caller, in *replaceDesign) (*RedrawnOut, error) {
	from, err := in.version(ctx)
	if err != nil {
		return nil, err
	}
	head, err := h.Models.Redraw(ctx, by, in.Organization, in.Model, from, model.Design{Views: in.Body.Views, Statuses: in.Body.Statuses})
	if err != nil {
		return nil, err
	}
	return &RedrawnOut{Tag: tag(head.Latest), Body: headOf(head)}, nil
}

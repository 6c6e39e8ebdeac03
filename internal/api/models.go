package api

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"tierce/internal/model"
	"tierce/internal/people"
)

// ModelHead is a model as a list shows it.
type ModelHead struct {
	ID      string     `json:"id"`
	Name    model.Text `json:"name"`
	Version int        `json:"version" doc:"The latest; new dossiers use it"`
	Since   *time.Time `json:"since" doc:"When the latest version came"`
}

// ModelsOut answers with the models of an organisation.
type ModelsOut struct {
	Body struct {
		Models []ModelHead `json:"models"`
	}
}

// ModelOut answers with what an import made.
type ModelOut struct {
	Location string `header:"Location"`
	Body     ModelHead
}

// ExportOut answers with the file that an import takes back.
type ExportOut struct {
	ContentType string `header:"Content-Type"`
	Version     int    `header:"Model-Version" doc:"Which version this is"`
	Body        []byte
}

// AtModel is one model of an organisation.
type AtModel struct {
	ForOrganization
	Model string `path:"model"`
}

type importModel struct {
	ForOrganization
	Repeatable
	RawBody []byte `contentType:"application/json"`
}

type importVersion struct {
	AtModel
	Repeatable
	RawBody []byte `contentType:"application/json"`
}

func (h *house) modelRoutes() {
	on(h, route{id: "list-models", path: "GET /v1/models", does: "The models of an organisation"}, h.listModels)
	on(h, route{id: "import-model", path: "POST /v1/models", does: "Import a new model, as an Admin", status: 201}, h.importModel)
	on(h, route{id: "export-model", path: "GET /v1/models/{model}", does: "Export the latest version of a model"}, h.exportModel)
	on(h, route{id: "import-model-version", path: "POST /v1/models/{model}/versions", does: "Import a new version of a model, as an Admin", status: 201}, h.importVersion)
}

// describeModels says in the description what huma cannot see: that these
// bodies are models. Package model checks them itself, and says more.
func describeModels(doc *huma.OpenAPI) {
	body := map[string]*huma.MediaType{"application/json": {Schema: huma.SchemaFromType(doc.Components.Schemas, typeOf[model.Model]())}}
	doc.Paths["/v1/models"].Post.RequestBody.Content = body
	doc.Paths["/v1/models/{model}/versions"].Post.RequestBody.Content = body
	doc.Paths["/v1/models/{model}"].Get.Responses["200"].Content = body
	doc.Paths["/v1/models/{model}/versions/{version}"].Get.Responses["200"].Content = body
}

func (h *house) listModels(ctx context.Context, by people.Caller, in *ForOrganization) (*ModelsOut, error) {
	heads, err := h.Models.List(ctx, by, in.Organization)
	if err != nil {
		return nil, err
	}
	out := &ModelsOut{}
	out.Body.Models = each(heads, headOf)
	return out, nil
}

func headOf(m model.Head) ModelHead {
	return ModelHead{ID: m.ID, Name: m.Name, Version: m.Latest, Since: utc(m.Since)}
}

func (h *house) exportModel(ctx context.Context, by people.Caller, in *AtModel) (*ExportOut, error) {
	head, m, err := h.Models.Head(ctx, by, in.Organization, in.Model)
	if err != nil {
		return nil, err
	}
	return &ExportOut{ContentType: "application/json", Version: head.Latest, Body: m.Export()}, nil
}

func (h *house) importModel(ctx context.Context, by people.Caller, in *importModel) (*ModelOut, error) {
	return h.imported(ctx, by, in.Organization, "", in.RawBody, in.once(by, "models", in.Organization))
}

func (h *house) importVersion(ctx context.Context, by people.Caller, in *importVersion) (*ModelOut, error) {
	return h.imported(ctx, by, in.Organization, in.Model, in.RawBody, in.once(by, "models", in.Organization, in.Model, "versions"))
}

func (h *house) imported(ctx context.Context, by people.Caller, org, id string, data []byte, once string) (*ModelOut, error) {
	if len(data) == 0 {
		return nil, refusal(ctx, http.StatusBadRequest, "body-missing")
	}
	head, err := h.Models.Import(ctx, by, org, id, data, once)
	if err != nil {
		return nil, err
	}
	return &ModelOut{Location: fmt.Sprintf("/v1/models/%s?organization=%s", head.ID, org), Body: headOf(head)}, nil
}

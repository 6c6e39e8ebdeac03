package api

import (
	"context"
	"mime"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"tierce/internal/fault"
	"tierce/internal/people"
	"tierce/internal/schedule"
)

// AtList is one list of rows in a section.
type AtList struct {
	AtSection
	List string `path:"list" doc:"The id of a field of type rows"`
}

func (a AtList) at() schedule.At {
	return schedule.At{Dossier: a.Dossier, Section: a.Section, List: a.List}
}

// RowsOut answers with a list as a file, and the version of its section.
type RowsOut struct {
	ContentType string `header:"Content-Type"`
	Disposition string `header:"Content-Disposition"`
	Tag         string `header:"ETag"`
	Body        []byte
}

type replaceRows struct {
	AtList
	IfMatch
	ContentType string `header:"Content-Type" hidden:"true"`
	RawBody     []byte `contentType:"text/csv"`
}

const rowsPath = "/v1/dossiers/{dossier}/sections/{section}/rows/{list}"

func (h *house) rowsRoutes() {
	on(h, route{id: "export-rows", path: "GET " + rowsPath, does: "A list of rows as CSV, in the words of Accept-Language"}, h.exportRows)
	on(h, route{id: "replace-rows", path: "PUT " + rowsPath, does: "Replace a list of rows from CSV, in the words of Accept-Language"}, h.replaceRows)
}

// describeRows says in the description that these bodies are files.
func describeRows(doc *huma.OpenAPI) {
	text := map[string]*huma.MediaType{"text/csv": {Schema: &huma.Schema{Type: huma.TypeString}}}
	ops := doc.Paths[rowsPath]
	ops.Get.Responses["200"].Content, ops.Put.RequestBody.Content = text, text
}

func (h *house) clerk(ctx context.Context) schedule.Clerk {
	return schedule.Clerk{Rooms: h.Rooms, Lang: langOf(ctx)}
}

func (h *house) exportRows(ctx context.Context, by people.Caller, in *AtList) (*RowsOut, error) {
	data, version, err := h.clerk(ctx).File(ctx, by, in.at())
	if err != nil {
		return nil, err
	}
	return &RowsOut{ContentType: schedule.FileType, Disposition: `attachment; filename="` + in.List + "-" + in.Dossier + `.csv"`,
		Tag: tag(version), Body: data}, nil
}

func (h *house) replaceRows(ctx context.Context, by people.Caller, in *replaceRows) (*ContentOut, error) {
	version, err := in.version(ctx)
	if err != nil {
		return nil, err
	}
	if kind, _, err := mime.ParseMediaType(in.ContentType); err != nil || kind != "text/csv" {
		return nil, refusal(ctx, http.StatusUnsupportedMediaType, "not-csv")
	}
	if len(in.RawBody) == 0 {
		return nil, refusal(ctx, http.StatusBadRequest, "body-missing")
	}
	s, err := h.clerk(ctx).Paste(ctx, by, in.at(), schedule.Pasted{Text: string(in.RawBody), Version: version})
	if err != nil {
		return nil, h.placed(ctx, by, in.at(), err)
	}
	return h.content(ctx, in.Dossier, s)
}

// placed says of each bad cell in which row and column it stands.
func (h *house) placed(ctx context.Context, by people.Caller, at schedule.At, err error) error {
	f := fault.Of(err)
	if f == nil || len(f.Fields) == 0 {
		return err
	}
	_, _, columns, failed := h.clerk(ctx).Open(ctx, by, at)
	if failed != nil {
		return failed
	}
	p := problemOf(ctx, err)
	for i := range p.Errors {
		w := &p.Errors[i]
		w.Row, w.Column = columns.Place(w.Path)
	}
	return p
}

package api

import (
	"context"
	"mime"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"tierce/internal/people"
	"tierce/internal/timeline"
)

type askTrail struct {
	AtDossier
	Paging
	Format string `query:"format" enum:"json,csv" doc:"csv, or Accept: text/csv, gives a file of up to 10,000 acts; Next-Cursor tells where the next one begins"`
	Accept string `header:"Accept" hidden:"true"`
}

// TrailFileOut answers with a page, or with a file.
type TrailFileOut struct {
	ContentType string `header:"Content-Type"`
	Disposition string `header:"Content-Disposition"`
	Next        string `header:"Next-Cursor"`
	Body        any
}

// describeTrail says in the description what huma cannot see: that a page and
// a file come from one place.
func describeTrail(doc *huma.OpenAPI) {
	page := doc.Paths["/v1/organizations/{org}/trail"].Get.Responses["200"].Content["application/json"]
	doc.Paths["/v1/dossiers/{dossier}/trail"].Get.Responses["200"].Content = map[string]*huma.MediaType{
		"application/json": page,
		"text/csv":         {Schema: &huma.Schema{Type: huma.TypeString}},
	}
}

func (h *house) getTrail(ctx context.Context, by people.Caller, in *askTrail) (*TrailFileOut, error) {
	if in.Format == "csv" || in.Format == "" && wantsCSV(in.Accept) {
		return h.exportTrail(ctx, by, in)
	}
	_, acts, next, err := h.timeline(ctx).Dossier(ctx, by, in.Dossier, in.Cursor, in.Limit)
	if err != nil {
		return nil, err
	}
	return &TrailFileOut{Body: trailPage(acts, next).Body}, nil
}

func wantsCSV(accept string) bool {
	first, _, _ := strings.Cut(accept, ",")
	kind, _, err := mime.ParseMediaType(first)
	return err == nil && kind == "text/csv"
}

func (h *house) exportTrail(ctx context.Context, by people.Caller, in *askTrail) (*TrailFileOut, error) {
	file, next, err := h.timeline(ctx).File(ctx, by, in.Dossier, in.Cursor)
	return &TrailFileOut{ContentType: timeline.FileType, Disposition: `attachment; filename="` + in.Dossier + `.csv"`, Next: next, Body: file}, err
}

package api

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/csv"
	"mime"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/people"
	"tierce/internal/trail"
)

// fileMost is how many acts one file holds: it must fit one answer.
const fileMost = 10_000

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
func (h *house) describeTrail() {
	doc := h.api.OpenAPI()
	page := doc.Paths["/v1/organizations/{org}/trail"].Get.Responses["200"].Content["application/json"]
	doc.Paths["/v1/dossiers/{dossier}/trail"].Get.Responses["200"].Content = map[string]*huma.MediaType{
		"application/json": page,
		"text/csv":         {Schema: &huma.Schema{Type: huma.TypeString}},
	}
}

func (h *house) getTrail(ctx context.Context, by people.Caller, in *askTrail) (*TrailFileOut, error) {
	after, err := trailCursor(in.Cursor)
	if err != nil {
		return nil, err
	}
	if in.Format == "csv" || in.Format == "" && wantsCSV(in.Accept) {
		return h.exportTrail(ctx, by, in.Dossier, after)
	}
	v, w, err := h.dossierTrail(ctx, by, in.Dossier, access.ReadTrail)
	if err != nil {
		return nil, err
	}
	entries, next, err := h.entries(ctx, v, after, in.Limit)
	if err != nil {
		return nil, err
	}
	page, err := h.trailPage(ctx, entries, next, w)
	if err != nil {
		return nil, err
	}
	return &TrailFileOut{Body: page.Body}, nil
}

func wantsCSV(accept string) bool {
	first, _, _ := strings.Cut(accept, ",")
	kind, _, err := mime.ParseMediaType(first)
	return err == nil && kind == "text/csv"
}

// exportTrail records the export before it hands out a line (ALL-6).
func (h *house) exportTrail(ctx context.Context, by people.Caller, d, after string) (*TrailFileOut, error) {
	v, w, err := h.dossierTrail(ctx, by, d, access.ExportTrail)
	if err != nil {
		return nil, err
	}
	var all []trail.Entry
	for len(all) < fileMost {
		some, next, err := trail.List(ctx, h.Table, v.ID, after, 1000)
		if err != nil {
			return nil, err
		}
		all, after = append(all, some...), next
		if next == "" {
			break
		}
	}
	err = h.Table.Write(ctx, trail.Op(trail.Entry{On: v.ID, At: v.Now, By: v.Account.ID, For: v.For(), Verb: trail.TrailExported}))
	if err != nil {
		return nil, err
	}
	body, err := h.trailFile(ctx, v, all, w)
	out := &TrailFileOut{ContentType: "text/csv; charset=utf-8", Disposition: `attachment; filename="` + v.ID + `.csv"`, Body: body}
	if after != "" {
		out.Next = base64.RawURLEncoding.EncodeToString([]byte(after))
	}
	return out, err
}

// trailFile writes the acts as CSV, with times in the owner's zone (ALL-7).
func (h *house) trailFile(ctx context.Context, v dossier.View, entries []trail.Entry, w words) ([]byte, error) {
	owner, err := h.People.Organization(ctx, v.Org)
	if err != nil {
		return nil, err
	}
	zone, err := time.LoadLocation(owner.Zone)
	if err != nil {
		zone = time.UTC
	}
	acts, err := h.acts(ctx, entries, w)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	b.WriteString("\ufeff") // else spreadsheets take UTF-8 for something else
	out := csv.NewWriter(&b)
	say := func(id string) string { return w.lang.Say("trail.column-" + id) }
	_ = out.Write([]string{say("at"), say("by"), say("for"), say("verb"), say("text")}) // a buffer takes everything
	for _, a := range acts {
		_ = out.Write([]string{a.At.In(zone).Format(time.RFC3339), cell(a.By.Name), cell(a.For.Name), a.Verb, cell(a.Text)})
	}
	out.Flush()
	return b.Bytes(), nil
}

// cell keeps a spreadsheet from running what somebody typed.
func cell(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r\n", rune(s[0])) {
		return "'" + s
	}
	return s
}

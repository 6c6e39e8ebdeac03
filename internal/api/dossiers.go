package api

import (
	"context"
	"slices"
	"strings"
	"time"

	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/id"
	"tierce/internal/model"
	"tierce/internal/people"
)

// Dossier is a dossier as a list shows it.
type Dossier struct {
	ID           string     `json:"id"`
	Title        string     `json:"title"`
	Reference    string     `json:"reference"`
	Status       string     `json:"status" doc:"Id of a status of its model"`
	Organization string     `json:"organization" doc:"The owner's id"`
	Manager      string     `json:"manager" doc:"Account of the one agent responsible"`
	Role         string     `json:"role" doc:"What I am to it: manager, team, joined, holder, family, advisor, primary, contact"`
	Model        string     `json:"model"`
	Version      int        `json:"version" doc:"Of the model"`
	Made         *time.Time `json:"made"`
	Imported     *Imported  `json:"imported,omitempty" doc:"Where a copy came from (EVO-7)"`
}

// Imported says where a copy came from.
type Imported struct {
	From string     `json:"from" doc:"The organisation's name at that moment"`
	At   *time.Time `json:"at"`
}

// DossierWhole is a dossier as one sees it when it is opened.
type DossierWhole struct {
	Dossier
	Owner    Named          `json:"owner"`
	Actions  []string       `json:"actions" doc:"What I may do here"`
	Statuses []model.Status `json:"statuses"`
	Sections []SectionHead  `json:"sections" doc:"Of a client contact, those that are theirs"`
}

// SectionHead names a section and says what I may do with it.
type SectionHead struct {
	ID       string     `json:"id"`
	Kind     string     `json:"kind"`
	Title    model.Text `json:"title"`
	Readable bool       `json:"readable"`
	Editable bool       `json:"editable" doc:"As far as my access goes; contacts do not edit what is submitted"`
}

// DossiersOut answers with a page of my dossiers.
type DossiersOut struct {
	Body struct {
		Dossiers []Dossier `json:"dossiers" doc:"Newest access first"`
		Next     string    `json:"next,omitempty" doc:"Cursor of the next page; absent on the last. A page may be short, a filtered one even empty, while there is one"`
	}
}

// DossierOut answers with one dossier as a list shows it.
type DossierOut struct {
	Location string `header:"Location"`
	Tag      string `header:"ETag" doc:"Of title, reference and status"`
	Body     Dossier
}

// DossierWholeOut answers with one dossier, opened.
type DossierWholeOut struct {
	Tag  string `header:"ETag" doc:"Of title, reference and status"`
	Body DossierWhole
}

type listDossiers struct {
	Paging
	Text         string `query:"q" maxLength:"200" doc:"Looked for in title and reference"`
	Status       string `query:"status" maxLength:"40"`
	Organization string `query:"organization" pattern:"^[0-9a-z]{16}$" doc:"Only those of this owner"`
}

type createDossier struct {
	Repeatable
	Body struct {
		Organization string `json:"organization" pattern:"^[0-9a-z]{16}$"`
		Model        string `json:"model" pattern:"^[0-9a-z]{16}$" doc:"Id of a model of the organisation"`
		Title        string `json:"title" maxLength:"200"`
		Reference    string `json:"reference,omitempty" maxLength:"40" doc:"Made up where absent"`
	}
}

type changeDossier struct {
	AtDossier
	IfMatch
	Body struct {
		Title     *string `json:"title,omitempty" maxLength:"200"`
		Reference *string `json:"reference,omitempty" maxLength:"40"`
		Status    *string `json:"status,omitempty" maxLength:"40" doc:"Id of a status of the model"`
	}
}

func (h *house) dossierRoutes() {
	on(h, route{id: "list-dossiers", path: "GET /v1/dossiers", does: "My dossiers: mine and shared with me"}, h.listDossiers)
	on(h, route{id: "create-dossier", path: "POST /v1/dossiers", does: "Create a dossier; I become its manager", status: 201}, h.createDossier)
	on(h, route{id: "get-dossier", path: "GET /v1/dossiers/{dossier}", does: "Open a dossier"}, h.getDossier)
	on(h, route{id: "change-dossier", path: "PATCH /v1/dossiers/{dossier}", does: "Change title, reference or status"}, h.changeDossier)
}

func (h *house) listDossiers(ctx context.Context, by people.Caller, in *listDossiers) (*DossiersOut, error) {
	f := dossier.Filter{Text: in.Text, Status: in.Status, Organization: in.Organization}
	views, next, err := h.Dossiers.Mine(ctx, by, f, in.Cursor, in.Limit)
	if err != nil {
		return nil, err
	}
	out := &DossiersOut{}
	out.Body.Dossiers, out.Body.Next = each(views, dossierOf), next
	return out, nil
}

func dossierOf(v dossier.View) Dossier { return headerOf(v.Header, v.Decision.Role) }

func headerOf(h dossier.Header, role access.Role) Dossier {
	d := Dossier{ID: h.ID, Title: h.Title, Reference: h.Reference, Status: h.Status, Organization: h.Org, Manager: h.Manager,
		Role: string(role), Model: h.Model, Version: h.Version, Made: utc(h.Made)}
	if h.Imported != nil {
		d.Imported = &Imported{From: h.Imported.From, At: utc(h.Imported.At)}
	}
	return d
}

func (h *house) createDossier(ctx context.Context, by people.Caller, in *createDossier) (*DossierOut, error) {
	b := in.Body
	d := dossier.Draft{Organization: b.Organization, Model: b.Model, Title: b.Title, Reference: b.Reference}
	made, err := h.Dossiers.Create(ctx, by, d, in.once(by, "dossiers"))
	if err != nil {
		return nil, err
	}
	return &DossierOut{Location: "/v1/dossiers/" + made.ID, Tag: quoted(made), Body: headerOf(made, access.Manager)}, nil
}

func (h *house) getDossier(ctx context.Context, by people.Caller, in *AtDossier) (*DossierWholeOut, error) {
	v, m, err := h.Dossiers.Open(ctx, by, in.Dossier)
	if err != nil {
		return nil, err
	}
	owners, err := h.People.Organizations(ctx, v.Org)
	if err != nil {
		return nil, err
	}
	return &DossierWholeOut{quoted(v.Header), wholeOf(v, m, owners[v.Org].Name)}, nil
}

func wholeOf(v dossier.View, m model.Model, owner string) DossierWhole {
	w := DossierWhole{Dossier: dossierOf(v), Owner: Named{v.Org, owner}, Actions: []string{}, Statuses: m.Statuses}
	for _, a := range access.DossierActions {
		if v.May(a).Allowed {
			w.Actions = append(w.Actions, string(a))
		}
	}
	listed := slices.DeleteFunc(slices.Clone(m.Sections), func(s model.Section) bool { return !v.Lists(s.ID) })
	w.Sections = each(listed, func(s model.Section) SectionHead {
		return SectionHead{ID: s.ID, Kind: s.Kind, Title: s.Title,
			Readable: v.MaySection(access.ReadSection, s.ID).Allowed, Editable: v.MaySection(access.EditSection, s.ID).Allowed}
	})
	return w
}

func (h *house) changeDossier(ctx context.Context, by people.Caller, in *changeDossier) (*DossierOut, error) {
	e := dossier.Edit{Title: in.Body.Title, Reference: in.Body.Reference, Status: in.Body.Status, Tag: unquoted(in.Tag)}
	v, err := h.Dossiers.Change(ctx, by, in.Dossier, e)
	if err != nil {
		return nil, err
	}
	return &DossierOut{Tag: quoted(v.Header), Body: dossierOf(v)}, nil
}

func quoted(h dossier.Header) string { return `"` + h.Tag() + `"` }

// unquoted reads a tag of quoted; what is none of ours is a tag that nothing
// ever has. On this route alone it may be left out: each of the three values
// stands by itself, and the last who sets one means it.
func unquoted(tag string) string {
	s, begun := strings.CutPrefix(tag, `"`)
	s, ended := strings.CutSuffix(s, `"`)
	if tag != "" && !(begun && ended && id.Valid(s)) {
		return "none"
	}
	return s
}

package api

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"time"

	"tierce/internal/dossier"
	"tierce/internal/model"
	"tierce/internal/people"
)

// Content is one section with its values, and the fields that say what they
// mean.
type Content struct {
	ID      string         `json:"id"`
	Kind    string         `json:"kind"`
	Title   model.Text     `json:"title"`
	Help    model.Text     `json:"help"`
	Fields  []model.Field  `json:"fields"`
	Values  map[string]any `json:"values" doc:"By field: what is empty is absent; amounts are strings, dates 2026-02-28, rows lists of objects"`
	Missing []string       `json:"missing" doc:"Required fields that are still empty"`
	By      string         `json:"by,omitempty" doc:"Account of the last change"`
	At      *time.Time     `json:"at,omitempty"`
	People  []Named        `json:"people" doc:"The persons that it names"`
	HandedIn
}

// ContentOut answers with a section and its version.
type ContentOut struct {
	Tag  string `header:"ETag"`
	Body Content
}

// AtSection is one section of a dossier.
type AtSection struct {
	AtDossier
	Section string `path:"section" doc:"The section's id in the model"`
}

type replaceSection struct {
	AtSection
	IfMatch
	Body struct {
		Values map[string]any `json:"values" doc:"All values of the section: what is left out is emptied"`
	}
}

func (h *house) sectionRoutes() {
	const path = "/v1/dossiers/{dossier}/sections/{section}"
	on(h, route{id: "get-section", path: "GET " + path, does: "Read a section"}, h.getSection)
	on(h, route{id: "replace-section", path: "PUT " + path, does: "Replace the content of a section"}, h.replaceSection)
}

func contentOf(s dossier.Section) *ContentOut {
	c := Content{ID: s.ID, Kind: s.Kind, Title: s.Title, Help: s.Help, Fields: s.Fields, Values: s.Values,
		Missing: s.Missing(s.Values), By: s.By, At: utc(s.At), HandedIn: handedIn(s.State)}
	if c.Values == nil {
		c.Values = map[string]any{}
	}
	if c.Missing == nil {
		c.Missing = []string{}
	}
	c.People = []Named{}
	return &ContentOut{Tag: tag(s.Version), Body: c}
}

func (h *house) getSection(ctx context.Context, by people.Caller, in *AtSection) (*ContentOut, error) {
	_, s, err := h.Dossiers.Section(ctx, by, in.Dossier, in.Section)
	if err != nil {
		return nil, err
	}
	return h.content(ctx, in.Dossier, s)
}

// content is contentOf with the names of the persons in s.
func (h *house) content(ctx context.Context, d string, s dossier.Section) (*ContentOut, error) {
	out := contentOf(s)
	names, err := h.Dossiers.NamedIn(ctx, d, s.Fields, s.Values)
	out.Body.People = named(names)
	return out, err
}

func (h *house) replaceSection(ctx context.Context, by people.Caller, in *replaceSection) (*ContentOut, error) {
	version, err := in.version(ctx)
	if err != nil {
		return nil, err
	}
	s, err := h.Dossiers.Save(ctx, by, in.Dossier, in.Section, version, in.Body.Values)
	if err != nil {
		return nil, err
	}
	return h.content(ctx, in.Dossier, s)
}

func tag(version int) string { return `"` + strconv.Itoa(version) + `"` }

// version reads the ETag that the caller read before. A tag that is none of
// ours matches nothing: it gives a version that nothing ever has.
func (m IfMatch) version(ctx context.Context) (int, error) {
	if m.Tag == "" {
		return 0, refusal(ctx, http.StatusPreconditionRequired, "precondition-required")
	}
	n, err := strconv.Atoi(strings.TrimSuffix(strings.TrimPrefix(m.Tag, `"`), `"`))
	if err != nil || tag(n) != m.Tag || n < 0 {
		return -1, nil
	}
	return n, nil
}

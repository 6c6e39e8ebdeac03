package api

import (
	"context"

	"tierce/internal/applicant"
	"tierce/internal/people"
	"tierce/internal/view"
)

// ApplicantView is a dossier as its applicant sees it: by the applicant view of
// its model, and nothing else (LOC-11).
type ApplicantView struct {
	Title    string          `json:"title"`
	Sections []ApplicantPart `json:"sections" doc:"None where the model has no applicant view"`
	People   []Named         `json:"people" doc:"The persons whom the values name"`
}

// ApplicantPart is what is seen of one section, with the tag that was read.
type ApplicantPart struct {
	ViewedPart
	Missing []string `json:"missing" doc:"Required fields, of those to be filled in, that are still empty"`
	Tag     string   `json:"etag" doc:"For If-Match"`
}

// ApplicantViewOut answers with the applicant view.
type ApplicantViewOut struct{ Body ApplicantView }

// ApplicantPartOut answers with what the view shows of one section.
type ApplicantPartOut struct {
	Tag  string `header:"ETag"`
	Body ApplicantPart
}

type fillApplicantView struct {
	AtSection
	IfMatch
	Body struct {
		Values map[string]any `json:"values" doc:"All that the view lets be filled in of the section: what is left out is emptied"`
	}
}

func (h *house) applicantRoutes() {
	const path = "/v1/dossiers/{dossier}/applicant-view"
	on(h, route{id: "get-applicant-view", path: "GET " + path, does: "The dossier as its applicant sees it"}, h.getApplicantView)
	on(h, route{id: "fill-applicant-view", path: "PUT " + path + "/{section}", does: "Fill in what the applicant view shows of a section"}, h.fillApplicantView)
}

func applicantViewOf(s applicant.Seen) ApplicantView {
	return ApplicantView{Title: s.Title, Sections: each(s.Parts, applicantPartOf), People: named(s.Names)}
}

func applicantPartOf(p applicant.Part) ApplicantPart {
	return ApplicantPart{ViewedPart: viewedPartOf(p.Part, p.Values), Missing: append([]string{}, p.Missing...), Tag: `"` + p.Tag + `"`}
}

func viewedPartOf(p view.Part, values map[string]any) ViewedPart {
	part := ViewedPart{ID: p.ID, Title: p.Title, Help: p.Help, Fields: p.Fields, Fillable: []string{}, Values: values}
	for _, f := range p.Form().Fields {
		part.Fillable = append(part.Fillable, f.ID)
	}
	return part
}

func (h *house) getApplicantView(ctx context.Context, by people.Caller, in *AtDossier) (*ApplicantViewOut, error) {
	seen, err := h.Applicants.See(ctx, by, in.Dossier)
	if err != nil {
		return nil, err
	}
	return &ApplicantViewOut{applicantViewOf(seen)}, nil
}

func (h *house) fillApplicantView(ctx context.Context, by people.Caller, in *fillApplicantView) (*ApplicantPartOut, error) {
	tag, err := in.named(ctx)
	if err != nil {
		return nil, err
	}
	seen, err := h.Applicants.Fill(ctx, by, in.Dossier, in.Section, tag, in.Body.Values)
	if err != nil {
		return nil, err
	}
	p, _ := seen.Part(in.Section)
	return &ApplicantPartOut{Tag: `"` + p.Tag + `"`, Body: applicantPartOf(p)}, nil
}

package api

import (
	"context"
	"time"

	"tierce/internal/dossier"
	"tierce/internal/model"
	"tierce/internal/people"
	"tierce/internal/report"
	"tierce/internal/simulation"
)

// Report is a dated snapshot of chosen sections, without what it shows. Of the
// sections, those are told that the caller may read now.
type Report struct {
	ID       string     `json:"id"`
	Title    string     `json:"title"`
	Sections []string   `json:"sections" doc:"Ids of sections, those that I may read now"`
	By       Named      `json:"by"`
	At       *time.Time `json:"at"`
}

// ReportWhole is a report with what it shows to me: the sections that I may
// read now, with the values and persons of the moment it was made.
type ReportWhole struct {
	Report
	Dossier   string         `json:"dossier" doc:"The dossier's title at that moment"`
	Reference string         `json:"reference"`
	Contents  []Content      `json:"contents"`
	Hidden    []SectionNamed `json:"hidden" doc:"Sections of it that I may not read"`
	// Simulations stand in the section of their kind.
	Simulations []Simulation `json:"simulations" doc:"Those that stood in a section of the report, where I may read the inventories too"`
	People      []Person     `json:"people" doc:"The persons of the dossier at that moment; never how they are reached"`
}

// ReportOut answers with a report just made.
type ReportOut struct {
	Location string `header:"Location"`
	Body     Report
}

// ReportWholeOut answers with what a report shows.
type ReportWholeOut struct{ Body ReportWhole }

// ReportsOut answers with the reports of a dossier.
type ReportsOut struct {
	Body struct {
		Reports []Report `json:"reports" doc:"The newest first; those of which I may read something"`
	}
}

// AtReport is one report of a dossier.
type AtReport struct {
	AtDossier
	Report string `path:"report"`
}

type makeReport struct {
	AtDossier
	Repeatable
	Body struct {
		Title    string   `json:"title" maxLength:"120"`
		Sections []string `json:"sections" maxItems:"60" doc:"Ids of sections; they stand in the order of the model"`
	}
}

func (h *house) reportRoutes() {
	const path = "/v1/dossiers/{dossier}/reports"
	on(h, route{id: "list-reports", path: "GET " + path, does: "The reports of a dossier"}, h.listReports)
	on(h, route{id: "make-report", path: "POST " + path, does: "Make a report of chosen sections as they are now", status: 201}, h.makeReport)
	on(h, route{id: "get-report", path: "GET " + path + "/{report}", does: "Read what a report shows"}, h.getReport)
	on(h, route{id: "delete-report", path: "DELETE " + path + "/{report}", does: "Delete a report"}, h.deleteReport)
}

func reportOf(r report.Head, names map[string]string) Report {
	return Report{ID: r.ID, Title: r.Title, Sections: r.Sections, By: Named{r.By, names[r.By]}, At: utc(r.At)}
}

func (h *house) makeReport(ctx context.Context, by people.Caller, in *makeReport) (*ReportOut, error) {
	r, err := h.Reports.Make(ctx, by, in.Dossier, report.Draft{Title: in.Body.Title, Sections: in.Body.Sections}, in.once(by, "reports", in.Dossier))
	if err != nil {
		return nil, err
	}
	names, err := h.People.Names(ctx, r.By)
	if err != nil {
		return nil, err
	}
	return &ReportOut{Location: "/v1/dossiers/" + in.Dossier + "/reports/" + r.ID, Body: reportOf(r, names)}, nil
}

func (h *house) listReports(ctx context.Context, by people.Caller, in *AtDossier) (*ReportsOut, error) {
	_, list, err := h.Reports.List(ctx, by, in.Dossier)
	if err != nil {
		return nil, err
	}
	names, err := h.namesOf(ctx, each(list, func(r report.Head) string { return r.By }))
	if err != nil {
		return nil, err
	}
	out := &ReportsOut{}
	out.Body.Reports = each(list, func(r report.Head) Report { return reportOf(r, names) })
	return out, nil
}

func (h *house) getReport(ctx context.Context, by people.Caller, in *AtReport) (*ReportWholeOut, error) {
	_, r, err := h.Reports.Read(ctx, by, in.Dossier, in.Report)
	if err != nil {
		return nil, err
	}
	names, err := h.namesOf(ctx, append(each(r.Simulations, func(s simulation.Simulation) string { return s.By }), r.By))
	if err != nil {
		return nil, err
	}
	return &ReportWholeOut{ReportWhole{Report: reportOf(r.Head, names), Dossier: r.Dossier, Reference: r.Ref,
		Contents: each(r.Shown, func(s dossier.Section) Content { return contentOf(s).Body }),
		Hidden:   each(r.Hidden, func(s model.Section) SectionNamed { return SectionNamed{s.ID, s.Title} }),
		People:   each(r.People, personOf),

		Simulations: each(r.Simulations, func(s simulation.Simulation) Simulation { return simulationOf(s, names) })}}, nil
}

func (h *house) deleteReport(ctx context.Context, by people.Caller, in *AtReport) (*NoBody, error) {
	return nil, h.Reports.Delete(ctx, by, in.Dossier, in.Report)
}

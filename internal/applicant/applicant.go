// Package applicant shows a dossier to those whom it is about, by the applicant
// view of its model, and takes what they fill in (LOC-11). It keeps no row of
// its own: what they type stands in the dossier's sections, and the fields of a
// section that the view leaves out stay as they are.
package applicant

import (
	"context"
	"encoding/json"

	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/id"
	"tierce/internal/model"
	"tierce/internal/people"
	"tierce/internal/table"
	"tierce/internal/view"
)

// Room shows dossiers to applicants.
type Room struct {
	Table    *table.Table
	Dossiers dossier.Room
}

// Seen is a dossier as its applicant sees it. There are no parts where the model
// has no applicant view.
type Seen struct {
	dossier.View
	Model model.Model
	Parts []Part
	Names map[string]string // of the persons whom the values name, by id
}

// Part is what is seen of one section. Tag names what it holds: an edit of what
// the view leaves out does not change it.
type Part struct {
	view.Part
	Values  map[string]any
	Missing []string // required fields, of those to be filled in, that are empty
	Tag     string
	whole   dossier.Section // with what is hidden
}

// MayFill answers whether whoever s was read for may fill the view in.
func (s Seen) MayFill() access.Decision { return s.May(access.FillApplicantView) }

// Part gives the part of section; false where the view shows nothing of it.
func (s Seen) Part(section string) (Part, bool) {
	for _, p := range s.Parts {
		if p.ID == section {
			return p, true
		}
	}
	return Part{}, false
}

// Missing counts the required fields that are empty in all parts.
func (s Seen) Missing() (n int) {
	for _, p := range s.Parts {
		n += len(p.Missing)
	}
	return n
}

// See gives d as its applicant sees it, and records their first opening of the
// day (ALL-6).
func (r Room) See(ctx context.Context, by people.Caller, d string) (Seen, error) {
	var seen Seen
	err := table.Again(ctx, func() (err error) {
		seen, err = r.see(ctx, by, d, access.ReadApplicantView)
		return err
	})
	if err != nil {
		return seen, err
	}
	return seen, r.Dossiers.Opened(ctx, seen.View)
}

// see is See for action, without the record. All of it is of one moment: whose
// access ends with a status sees nothing that was written after it.
func (r Room) see(ctx context.Context, by people.Caller, d string, action access.Action) (Seen, error) {
	v, err := r.Dossiers.Load(ctx, by, d, action, "")
	if err != nil {
		return Seen{View: v}, err
	}
	m, err := r.Dossiers.Models.Version(ctx, v.Model, v.Version)
	if err != nil {
		return Seen{View: v}, err
	}
	parts := view.Applicant(m)
	v, sections, err := r.Dossiers.AtOnce(ctx, by, v, view.Sections(m, parts))
	if err != nil {
		return Seen{View: v}, err
	}
	v.Decision = v.May(action)
	if err := v.Decision.Err(); err != nil {
		return Seen{View: v}, err
	}
	return r.seenOf(ctx, v, m, parts, sections)
}

// SeenOn is what whomever v was loaded for finds of the applicant view, for
// "view as" (ALL-3): no part where they find none.
func (r Room) SeenOn(ctx context.Context, v dossier.View) (Seen, error) {
	if !v.May(access.ReadApplicantView).Allowed {
		return Seen{View: v}, nil
	}
	drawn, err := r.Dossiers.DrawOn(ctx, v, access.ReadApplicantView, func(m model.Model) ([]model.Section, error) {
		return view.Sections(m, view.Applicant(m)), nil
	})
	if err != nil {
		return Seen{View: v}, err
	}
	sections, err := r.Dossiers.Values(ctx, drawn)
	if err != nil {
		return Seen{View: v}, err
	}
	return r.seenOf(ctx, v, drawn.Model, view.Applicant(drawn.Model), sections)
}

// seenOf puts sections, as parts show them, into a Seen, and finds the names of
// the persons whom the values name.
func (r Room) seenOf(ctx context.Context, v dossier.View, m model.Model, parts []view.Part, sections []dossier.Section) (Seen, error) {
	seen := Seen{View: v, Model: m, Names: map[string]string{}}
	for i, p := range parts {
		one, err := partOf(p, sections[i])
		if err != nil {
			return seen, err
		}
		names, err := r.Dossiers.NamedIn(ctx, v.ID, p.Fields, one.Values)
		if err != nil {
			return seen, err
		}
		for id, name := range names {
			seen.Names[id] = name
		}
		seen.Parts = append(seen.Parts, one)
	}
	return seen, nil
}

func partOf(p view.Part, s dossier.Section) (Part, error) {
	shown := p.Shows(s.Values)
	data, err := json.Marshal(shown)
	return Part{Part: p, Values: shown, Missing: p.Form().Missing(shown), Tag: id.Of("applicant", p.ID, string(data)), whole: s}, err
}

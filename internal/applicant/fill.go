package applicant

import (
	"context"
	"encoding/json"

	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/people"
	"tierce/internal/table"
	"tierce/internal/view"
)

// Fill replaces what the applicant view shows to be filled in of one section,
// and gives the view as it is then. tag is that of the part as it was read:
// somebody's change of what the view shows of it since then is refused as
// stale, and a change of what it leaves out stays beside this one. The same
// again, where the first answer was lost, changes nothing. What is signed of the
// section is void, as after any edit (IND-6).
func (r Room) Fill(ctx context.Context, by people.Caller, d, section, tag string, values map[string]any) (Seen, error) {
	var seen Seen
	err := table.Again(ctx, func() (err error) {
		if seen, err = r.see(ctx, by, d, access.FillApplicantView); err != nil {
			return err
		}
		p, there := seen.Part(section)
		if !there {
			return access.Nothing()
		}
		into, err := typed(p.Part, values)
		if err != nil {
			return err
		}
		holds, err := alike(p.Shows(view.With(p.Values, into)), p.Values)
		switch {
		case err != nil || holds:
			return err
		case tag != p.Tag:
			return fault.New(fault.Stale, "stale")
		}
		fills, err := seen.FillOps([]dossier.Filled{{Section: p.whole, Into: into}})
		if err != nil {
			return err
		}
		if err := again(r.Table.Commit(ctx, append(seen.StillAllows(seen.Decision), fills...)...)); err != nil {
			return err
		}
		return seen.filled(p, into)
	})
	return seen, err
}

// typed checks values, which are all that p lets be filled in: a field that is
// left out is emptied. What p only shows, or hides, is refused as unknown.
func typed(p view.Part, values map[string]any) (map[string]any, error) {
	form := p.Form()
	clean, err := form.Check(values, nil)
	if err != nil {
		return nil, err
	}
	into := map[string]any{}
	for _, f := range form.Fields {
		into[f.ID] = clean[f.ID]
	}
	return into, nil
}

// filled makes s what it is after into was written.
func (s *Seen) filled(p Part, into map[string]any) error {
	p.whole.Version++
	p.whole.Values = view.With(p.whole.Values, into)
	for i := range s.Parts {
		if s.Parts[i].ID != p.ID {
			continue
		}
		next, err := partOf(p.Part, p.whole)
		if err != nil {
			return err
		}
		s.Parts[i] = next
	}
	return nil
}

func alike(a, b map[string]any) (bool, error) {
	one, err := json.Marshal(a)
	if err != nil {
		return false, err
	}
	other, err := json.Marshal(b)
	return string(one) == string(other), err
}

// again makes a transaction whose conditions failed decide anew.
func again(err error) error {
	if table.FailedAt(err) != nil {
		return table.ErrConflict
	}
	return err
}

package schedule

import (
	"context"
	"maps"
	"reflect"
	"slices"

	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/model"
	"tierce/internal/people"
)

// Pasted is what somebody copied from a spreadsheet, or a file of it, to
// replace the rows that they read at Version of the section, or, with Add, to
// come after them.
type Pasted struct {
	Text    string
	Version int
	Add     bool
}

// Paste saves pasted rows, all or none of them. A bad cell is refused as
// sheet.Columns.Read says, a change since Version as stale, before anything is
// saved. The same pasted again, because the first answer was lost, is no
// change.
func (c Clerk) Paste(ctx context.Context, by people.Caller, at At, p Pasted) (dossier.Section, error) {
	v, s, columns, err := c.Open(ctx, by, at)
	if err != nil {
		return s, err
	}
	if err := v.MayOn(access.EditSection, s).Err(); err != nil {
		return s, err
	}
	rows, err := columns.Read(p.Text)
	if err != nil {
		return s, err
	}
	there, _ := s.Values[at.List].([]any)
	switch repeat := s.Version == p.Version+1 && s.By == v.Account.ID; {
	case p.Add && len(rows) == 0:
		return s, fault.Bad("values."+at.List, "sheet-empty")
	case p.Add && repeat && endsWith(there, rows):
		return s, nil
	case p.Add && len(there)+len(rows) > model.MaxRows:
		return s, fault.Bad("values."+at.List, "sheet-no-room", "max", model.MaxRows, "present", len(there))
	case p.Add:
		rows = append(slices.Clone(there), rows...)
	}
	values := maps.Clone(s.Values)
	values[at.List] = rows
	return c.Dossiers.Save(ctx, by, at.Dossier, at.Section, p.Version, values)
}

func endsWith(rows, last []any) bool {
	return len(rows) >= len(last) && reflect.DeepEqual(rows[len(rows)-len(last):], last)
}

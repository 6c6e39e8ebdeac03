// Package schedule takes the rows of a field in from a spreadsheet and hands
// them out as a file, for the API and the portal alike (IND-3): a schedule is a
// section that is one list of rows, but any list of any section goes this way.
package schedule

import (
	"context"

	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/model"
	"tierce/internal/people"
	"tierce/internal/rooms"
	"tierce/internal/sheet"
	"tierce/internal/text"
	"tierce/internal/trail"
)

// FileType is the media type of a file.
const FileType = sheet.Type

// Clerk takes in and hands out, in one language.
type Clerk struct {
	rooms.Rooms
	Lang text.Lang
}

// At names a list: a field of type rows in a section of a dossier.
type At struct{ Dossier, Section, List string }

// Open reads the section, with the columns of the list.
func (c Clerk) Open(ctx context.Context, by people.Caller, at At) (dossier.View, dossier.Section, sheet.Columns, error) {
	v, s, err := c.Dossiers.Section(ctx, by, at.Dossier, at.Section)
	if err != nil {
		return v, s, sheet.Columns{}, err
	}
	f, ok := s.Field(at.List)
	if !ok || f.Type != model.Rows {
		return v, s, sheet.Columns{}, access.Nothing()
	}
	known, err := c.Dossiers.Named(ctx, v, s)
	persons := map[string]string{}
	for _, p := range known {
		persons[p.ID] = p.Name
	}
	return v, s, sheet.Columns{Field: f, Lang: c.Lang, Persons: persons}, err
}

// File gives the rows of a list as CSV, to whoever may read them, and the
// version of the section that they are of. That they were handed out is
// recorded before a line is (ALL-6).
func (c Clerk) File(ctx context.Context, by people.Caller, at At) (data []byte, version int, err error) {
	v, s, columns, err := c.Open(ctx, by, at)
	if err != nil {
		return nil, 0, err
	}
	err = c.Table.Write(ctx, trail.Op(trail.Entry{On: v.ID, At: v.Now, By: v.Account.ID, For: v.For(), Verb: trail.RowsExported,
		Args: map[string]string{"section": at.Section, "list": at.List}}))
	if err != nil {
		return nil, 0, err
	}
	rows, _ := s.Values[at.List].([]any)
	return columns.Write(rows), s.Version, nil
}

package timeline

import (
	"bytes"
	"context"
	"encoding/csv"
	"time"

	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/people"
	"tierce/internal/sheet"
	"tierce/internal/trail"
)

// fileMost is how many acts one file holds: it must fit one answer.
const fileMost = 10_000

// FileType is the media type of a file.
const FileType = "text/csv; charset=utf-8"

// File gives the acts in d as CSV, the newest first, from after cursor, and
// the cursor that the next file begins at ("" where this one is the last). The
// export itself is recorded before a line is handed out (ALL-6).
func (r Reader) File(ctx context.Context, by people.Caller, d, cursor string) ([]byte, string, error) {
	after, err := place(cursor)
	if err != nil {
		return nil, "", err
	}
	v, w, err := r.load(ctx, by, d, access.ExportTrail)
	if err != nil {
		return nil, "", err
	}
	all, next, err := r.upTo(ctx, v, after)
	if err != nil {
		return nil, "", err
	}
	err = r.Table.Write(ctx, trail.Op(trail.Entry{On: v.ID, At: v.Now, By: v.Account.ID, For: v.For(), Verb: trail.TrailExported}))
	if err != nil {
		return nil, "", err
	}
	acts, err := r.acts(ctx, all, w)
	if err != nil {
		return nil, "", err
	}
	data, err := r.csv(ctx, v, acts)
	return data, cursorAt(next), err
}

// upTo gives as many entries as a file holds.
func (r Reader) upTo(ctx context.Context, v dossier.View, after string) (all []trail.Entry, next string, err error) {
	for len(all) < fileMost {
		some, next, err := trail.List(ctx, r.Table, v.ID, after, 1000)
		if err != nil {
			return nil, "", err
		}
		all, after = append(all, some...), next
		if next == "" {
			break
		}
	}
	return all, after, nil
}

// csv writes acts with times in the owner's zone (ALL-7).
func (r Reader) csv(ctx context.Context, v dossier.View, acts []Act) ([]byte, error) {
	owner, err := r.People.Organization(ctx, v.Org)
	if err != nil {
		return nil, err
	}
	zone, err := time.LoadLocation(owner.Zone)
	if err != nil {
		zone = time.UTC
	}
	var b bytes.Buffer
	b.WriteString("\ufeff") // else spreadsheets take UTF-8 for something else
	out := csv.NewWriter(&b)
	say := func(id string) string { return r.Lang.Say("trail.column-" + id) }
	_ = out.Write([]string{say("at"), say("by"), say("for"), say("verb"), say("text")}) // a buffer takes everything
	for _, a := range acts {
		_ = out.Write([]string{a.At.In(zone).Format(time.RFC3339), sheet.Safe(a.ByName), sheet.Safe(a.ForName), string(a.Verb), sheet.Safe(a.Text)})
	}
	out.Flush()
	return b.Bytes(), nil
}

// Package timeline puts a trail in words, for whoever may read it (ALL-6):
// the API and the portal show the same acts and export the same file.
package timeline

import (
	"context"
	"encoding/base64"

	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/people"
	"tierce/internal/rooms"
	"tierce/internal/text"
	"tierce/internal/trail"
)

// Reader reads trails in one language.
type Reader struct {
	rooms.Rooms
	Lang text.Lang
}

// Act is one thing that was done, with the names of who did it, of the
// organisation that they acted for (both "" where there is none), and the act
// in words.
type Act struct {
	trail.Entry
	ByName, ForName string
	Text            string
}

// ownPages is how many pages one request for one's own acts looks through.
const ownPages = 10

// Dossier gives at most limit acts in d, the newest first, from after cursor
// ("" for the start), and the cursor of the next page ("" at the end). An
// outsider's are their own acts (ALL-6): their page may be short, even empty,
// while there is a next one.
func (r Reader) Dossier(ctx context.Context, by people.Caller, d, cursor string, limit int) (dossier.View, []Act, string, error) {
	after, err := place(cursor)
	if err != nil {
		return dossier.View{}, nil, "", err
	}
	v, w, err := r.load(ctx, by, d, access.ReadTrail)
	if err != nil {
		return v, nil, "", err
	}
	entries, next, err := r.entries(ctx, v, after, limit)
	if err != nil {
		return v, nil, "", err
	}
	acts, err := r.acts(ctx, entries, w)
	return v, acts, cursorAt(next), err
}

// Organization gives a page of the acts in org, for its Admins.
func (r Reader) Organization(ctx context.Context, by people.Caller, org, cursor string, limit int) ([]Act, string, error) {
	a, _, err := r.People.Load(ctx, by)
	if err != nil {
		return nil, "", err
	}
	if err := access.DecideOrg(a.Account, org, access.ManageAgents).Err(); err != nil {
		return nil, "", err
	}
	after, err := place(cursor)
	if err != nil {
		return nil, "", err
	}
	entries, next, err := trail.List(ctx, r.Table, trail.Organization(org), after, limit)
	if err != nil {
		return nil, "", err
	}
	acts, err := r.acts(ctx, entries, words{lang: r.Lang, owner: org})
	return acts, cursorAt(next), err
}

// load loads a dossier for action, with the words of its model.
func (r Reader) load(ctx context.Context, by people.Caller, d string, action access.Action) (dossier.View, words, error) {
	v, err := r.Dossiers.Load(ctx, by, d, action, "")
	if err != nil {
		return v, words{}, err
	}
	m, err := r.Models.Version(ctx, v.Model, v.Version)
	return v, words{lang: r.Lang, model: m, owner: v.Org}, err
}

// entries gives at most limit entries that v's caller may see.
func (r Reader) entries(ctx context.Context, v dossier.View, after string, limit int) ([]trail.Entry, string, error) {
	if !v.Outside() {
		return trail.List(ctx, r.Table, v.ID, after, limit)
	}
	var own []trail.Entry
	for range ownPages {
		some, next, err := trail.List(ctx, r.Table, v.ID, after, limit-len(own))
		if err != nil {
			return nil, "", err
		}
		for _, e := range some {
			if e.By == v.Account.ID {
				own = append(own, e)
			}
		}
		if after = next; next == "" || len(own) == limit {
			break
		}
	}
	return own, after, nil
}

// place reads what the next of the page before was made from: a sort key, and
// never the partition.
func place(cursor string) (string, error) {
	sk, err := base64.RawURLEncoding.DecodeString(cursor)
	if err != nil {
		return "", fault.Bad("cursor", "bad-cursor")
	}
	return string(sk), nil
}

func cursorAt(sk string) string { return base64.RawURLEncoding.EncodeToString([]byte(sk)) }

package dossier

import (
	"context"
	"encoding/base64"
	"strings"
	"time"

	"tierce/internal/access"
	"tierce/internal/fault"
	"tierce/internal/id"
	"tierce/internal/people"
	"tierce/internal/table"
)

// PageMost is how many dossiers one page lists: their headers and grants fit
// one strong read.
const PageMost = 40

// Filter narrows a list. Text is looked for in title and reference, without
// regard to case; "" and nil fields let everything through.
type Filter struct {
	Text         string
	Status       string
	Organization string
}

func (f Filter) lets(h Header) bool {
	if f.Status != "" && h.Status != f.Status || f.Organization != "" && h.Org != f.Organization {
		return false
	}
	text := strings.ToLower(strings.TrimSpace(f.Text))
	return text == "" || strings.Contains(strings.ToLower(h.Title), text) || strings.Contains(strings.ToLower(h.Reference), text)
}

func (f Filter) empty() bool { return f == Filter{} }

// filteredPages is how many pages of candidates one request looks through, in
// which a filter or a deletion leaves nothing, before it answers with what it
// found and a cursor.
const filteredPages = 10

// Mine lists the dossiers that the caller has access to, the newest access
// first: candidates from the index, each decided again on its own rows. A
// page without a filter takes two calls, unless all of it is deleted. A page may
// be short, a filtered one even empty, while a cursor is left.
func (r Room) Mine(ctx context.Context, by people.Caller, f Filter, cursor string, limit int) ([]View, string, error) {
	after, err := mineAfter(by.Account(), cursor)
	if err != nil {
		return nil, "", err
	}
	limit = min(max(limit, 1), PageMost)
	var found []View
	for range filteredPages {
		page, err := r.Table.Query(ctx, table.Query{Index: "GSI1", PK: "A#" + by.Account(), Newest: true, Limit: int32(limit), After: after})
		if err != nil {
			return nil, "", err
		}
		views, err := r.decideAll(ctx, by, page.Rows)
		if err != nil {
			return nil, "", err
		}
		for i, v := range views {
			if v.Decision.Allowed && f.lets(v.Header) {
				found = append(found, v)
			}
			if len(found) == limit && i < len(views)-1 {
				return found, mineCursor(page.Rows[i]), nil
			}
		}
		if page.Next == nil {
			return found, "", nil
		}
		after = page.Next
		if f.empty() && len(found) > 0 || len(found) == limit {
			break
		}
	}
	return found, mineCursor(after), nil
}

// decideAll reads the rows that decide about candidates of the caller's own
// index, in one call, and decides each. It answers for the caller too: with
// no candidates it still reads the caller's rows.
func (r Room) decideAll(ctx context.Context, by people.Caller, candidates []table.Row) ([]View, error) {
	ids := make([]string, len(candidates))
	for i, c := range candidates {
		ids[i] = strings.TrimPrefix(table.KeyOf(c).PK, "D#")
	}
	return r.DecideAll(ctx, by, ids...)
}

// DecideAll is decideAll for dossiers whose ids somebody else found, PageMost
// of them at most.
func (r Room) DecideAll(ctx context.Context, by people.Caller, ids ...string) ([]View, error) {
	keys := make([]table.Key, 0, 2*len(ids))
	for _, d := range ids {
		keys = append(keys, headerKey(d), grantKey(d, by.Account()))
	}
	now := r.Clock().UTC()
	acct, rows, err := people.Load(ctx, r.Table, by, now, keys...)
	if err != nil {
		return nil, err
	}
	views := make([]View, len(ids))
	for i, d := range ids {
		v := View{Account: acct, Now: now}
		if v.Header, err = headerOf(d, rows[2*i]); err != nil {
			return nil, err
		}
		if v.Grant, err = grantOf(rows[2*i+1]); err != nil {
			return nil, err
		}
		views[i] = v
	}
	if err := r.readAllPortals(ctx, views); err != nil {
		return nil, err
	}
	if err := r.readAllGroups(ctx, views); err != nil {
		return nil, err
	}
	for i := range views {
		views[i].Decision = views[i].May(access.Open)
	}
	return views, nil
}

// mineCursor carries a sort key only: the partition comes from the caller.
func mineCursor(r table.Row) string {
	return base64.RawURLEncoding.EncodeToString([]byte(table.Text(r, "g1sk")))
}

func mineAfter(acct, cursor string) (table.Row, error) {
	if cursor == "" {
		return nil, nil
	}
	sk, d, err := placeOf(cursor)
	return table.Start("GSI1", "A#"+acct, sk, grantKey(d, acct)), err
}

// placeOf reads the sort key that a cursor carries, a moment and a dossier.
// What is no such place reaches no query.
func placeOf(cursor string) (sk, d string, err error) {
	b, err := base64.RawURLEncoding.DecodeString(cursor)
	at, d, _ := strings.Cut(string(b), "#")
	moment, bad := time.Parse(stamp, at)
	if err != nil || bad != nil || moment.Format(stamp) != at || !id.Valid(d) {
		return "", "", fault.Bad("cursor", "bad-cursor")
	}
	return string(b), d, nil
}

// Managed is a dossier as an Admin sees it who may name another manager and
// see no content (ALL-9, ABB-9).
type Managed struct {
	ID        string
	Reference string
	Status    string
	Model     string
	Manager   string
}

// Managed lists dossiers of org without content, for its Admins; those of one
// manager where given.
func (r Room) Managed(ctx context.Context, by people.Caller, org, manager, cursor string, limit int) ([]Managed, string, error) {
	a, _, err := people.Load(ctx, r.Table, by, r.Clock())
	if err != nil {
		return nil, "", err
	}
	if err := access.DecideOrg(a.Account, org, access.ListManaged).Err(); err != nil {
		return nil, "", err
	}
	after, err := orgAfter(org, cursor)
	if err != nil {
		return nil, "", err
	}
	var found []Managed
	for range filteredPages {
		page, err := r.Table.Query(ctx, table.Query{Index: "GSI2", PK: "O#" + org, Newest: true, Limit: int32(min(max(limit, 1), PageMost)), After: after})
		if err != nil {
			return nil, "", err
		}
		headers, err := r.headers(ctx, page.Rows)
		if err != nil {
			return nil, "", err
		}
		for _, h := range headers {
			if h.Live && h.Org == org && (manager == "" || h.Manager == manager) {
				found = append(found, Managed{ID: h.ID, Reference: h.Reference, Status: h.Status, Model: h.Model, Manager: h.Manager})
			}
		}
		if page.Next == nil {
			return found, "", nil
		}
		after = page.Next
		if manager == "" && len(found) > 0 || len(found) >= limit {
			break
		}
	}
	return found, base64.RawURLEncoding.EncodeToString([]byte(table.Text(after, "g2sk"))), nil
}

func orgAfter(org, cursor string) (table.Row, error) {
	if cursor == "" {
		return nil, nil
	}
	sk, d, err := placeOf(cursor)
	return table.Start("GSI2", "O#"+org, sk, headerKey(d)), err
}

// headers reads the headers that candidates of an index name.
func (r Room) headers(ctx context.Context, candidates []table.Row) ([]Header, error) {
	keys := make([]table.Key, len(candidates))
	for i, c := range candidates {
		keys[i] = table.Key{PK: table.KeyOf(c).PK, SK: "M"}
	}
	if len(keys) == 0 {
		return nil, nil
	}
	rows, err := r.Table.BatchGet(ctx, keys...)
	if err != nil {
		return nil, err
	}
	headers := make([]Header, len(rows))
	for i, row := range rows {
		if headers[i], err = headerOf(strings.TrimPrefix(keys[i].PK, "D#"), row); err != nil {
			return nil, err
		}
	}
	return headers, nil
}

// ManagedBy gives some dossiers of org that acct manages now, as the index
// finds them, for package departure. The index may lag behind: the count on
// the account's row decides when all are handed over.
func (r Room) ManagedBy(ctx context.Context, org, acct string) ([]string, error) {
	var ids []string
	q := table.Query{Index: "GSI1", PK: "A#" + acct, Limit: 100}
	for {
		page, err := r.Table.Query(ctx, q)
		if err != nil {
			return nil, err
		}
		headers, err := r.headers(ctx, page.Rows)
		if err != nil {
			return nil, err
		}
		for _, h := range headers {
			if h.Live && h.Org == org && h.Manager == acct {
				ids = append(ids, h.ID)
			}
		}
		if page.Next == nil {
			return ids, nil
		}
		q.After = page.Next
	}
}

package request

import (
	"context"
	"slices"

	"tierce/internal/access"
	"tierce/internal/document"
	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/people"
	"tierce/internal/table"
	"tierce/internal/trail"
)

// Room keeps the requests of dossiers.
type Room struct {
	Table    *table.Table
	Dossiers dossier.Room
	Files    document.Room
}

// List gives the requests of d that by may see, the open ones first: agents and
// contacts who see everything all of them, other contacts those for them.
func (r Room) List(ctx context.Context, by people.Caller, d string) (dossier.View, []Request, error) {
	v, err := r.Dossiers.Load(ctx, by, d, access.Open, "")
	if err != nil {
		return v, nil, err
	}
	list, err := r.ListOn(ctx, v)
	return v, list, err
}

// ListOn is List for whomever v was loaded for.
func (r Room) ListOn(ctx context.Context, v dossier.View) ([]Request, error) {
	if err := MayList(v).Err(); err != nil {
		return nil, err
	}
	rows, err := r.Table.All(ctx, table.Query{PK: "D#" + v.ID}.Within(prefix))
	if err != nil {
		return nil, err
	}
	var list []Request
	for _, row := range rows {
		q, err := requestOf(row)
		if err != nil {
			return nil, err
		}
		if v.MayWith(access.ReadRequest, q.Item()).Allowed {
			list = append(list, q)
		}
	}
	slices.SortFunc(list, order)
	return list, nil
}

// MayList answers whether requests are for whoever loaded v at all: agents and
// contacts, whether any is theirs or not.
func MayList(v dossier.View) access.Decision {
	return v.MayWith(access.ReadRequest, access.Item{Everybody: true})
}

// ShowsFor tells whether whoever loaded v may know whom requests are for: other
// contacts learn of a colleague only by their answer (IND-3).
func ShowsFor(v dossier.View) bool {
	return v.May(access.ManageRequests).Allowed || v.May(access.ReadContacts).Allowed || !v.Outside()
}

// Open counts those of list that are open.
func Open(list []Request) (n int) {
	for _, q := range list {
		if !q.Done() {
			n++
		}
	}
	return n
}

// Read gives one request.
func (r Room) Read(ctx context.Context, by people.Caller, d, request string) (dossier.View, Request, error) {
	v, err := r.Dossiers.Load(ctx, by, d, access.Open, "", keyOf(d, request))
	if err != nil {
		return v, Request{}, err
	}
	q, err := there(v)
	return v, q, err
}

// there reads the request that v was loaded with, if its caller may see it. To
// a contact for whom it is not, it is as one that nobody made.
func there(v dossier.View) (Request, error) {
	if v.Row(0) == nil {
		if err := v.MayWith(access.ReadRequest, access.Item{}).Err(); err != nil {
			return Request{}, err
		}
		return Request{}, access.Nothing()
	}
	q, err := requestOf(v.Row(0))
	if err == nil {
		err = v.MayWith(access.ReadRequest, q.Item()).Err()
	}
	if err != nil {
		return Request{}, err
	}
	return q, nil
}

// FilesSeen gives the documents that the turns of q name and that whoever loaded
// v may see: agents all of them, other contacts those that are shown to them.
func (r Room) FilesSeen(ctx context.Context, v dossier.View, q Request) (map[string]document.Document, error) {
	seen := map[string]document.Document{}
	var named []string
	for _, t := range q.Turns {
		named = append(named, t.Files...)
	}
	if len(named) == 0 {
		return seen, nil
	}
	list, err := r.Files.ListOn(ctx, v)
	for _, doc := range list {
		if doc.Deleted.IsZero() && slices.Contains(named, doc.ID) {
			seen[doc.ID] = doc
		}
	}
	return seen, err
}

// MayAnswer answers whether whoever loaded v may answer q.
func (q Request) MayAnswer(v dossier.View) access.Decision {
	return v.MayWith(access.AnswerRequest, q.Item())
}

// MayManage answers whether they may ask for something, and change, close,
// reopen and delete what was asked.
func MayManage(v dossier.View) access.Decision { return v.May(access.ManageRequests) }

// save writes next over was, as the caller of v may who loaded both.
func (r Room) save(ctx context.Context, v dossier.View, may access.Decision, was, next Request, verb trail.Verb, more ...table.Op) error {
	cond := table.Absent("pk")
	if was.Version > 0 {
		cond = table.Equal("v", was.Version)
	}
	ops := append(v.StillAllows(may), table.Put(next.row(v.ID), cond), record(v, verb, next.ID))
	return table.Anew(r.Table.Commit(ctx, append(ops, more...)...))
}

func reused() error { return fault.New(fault.Invalid, "idempotency-key-reused") }

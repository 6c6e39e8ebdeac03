package api

import (
	"context"
	"encoding/base64"
	"time"

	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/people"
	"tierce/internal/trail"
)

// Act is one thing that was done.
type Act struct {
	At   *time.Time        `json:"at"`
	By   Named             `json:"by" doc:"The account; its id is empty for the system itself"`
	For  Named             `json:"for" doc:"The organisation that they acted for"`
	Verb string            `json:"verb"`
	Args map[string]string `json:"args" doc:"Ids of what it was done to"`
	Text string            `json:"text" doc:"The act in words"`
}

// TrailOut answers with a page of a trail.
type TrailOut struct {
	Body struct {
		Acts []Act  `json:"acts" doc:"The newest first"`
		Next string `json:"next,omitempty" doc:"Cursor of the next page; absent on the last. A page of one's own acts may be short, even empty, while there is one"`
	}
}

type organizationTrail struct {
	AtOrganization
	Paging
}

func (h *house) trailRoutes() {
	on(h, route{id: "get-organization-trail", path: "GET /v1/organizations/{org}/trail", does: "Who did what in an organisation, for an Admin"}, h.getOrganizationTrail)
	on(h, route{id: "get-trail", path: "GET /v1/dossiers/{dossier}/trail", does: "Who did what in a dossier; as a file with format=csv"}, h.getTrail)
	h.describeTrail()
}

func (h *house) getOrganizationTrail(ctx context.Context, by people.Caller, in *organizationTrail) (*TrailOut, error) {
	if _, err := h.place(ctx, by, in.Org, access.ManageAgents); err != nil {
		return nil, err
	}
	after, err := trailCursor(in.Cursor)
	if err != nil {
		return nil, err
	}
	entries, next, err := trail.List(ctx, h.Table, trail.Organization(in.Org), after, in.Limit)
	if err != nil {
		return nil, err
	}
	return h.trailPage(ctx, entries, next, words{lang: langOf(ctx)})
}

// trailPage finds the names that go with entries and puts each in words.
func (h *house) trailPage(ctx context.Context, entries []trail.Entry, next string, w words) (*TrailOut, error) {
	acts, err := h.acts(ctx, entries, w)
	if err != nil {
		return nil, err
	}
	out := &TrailOut{}
	out.Body.Acts = acts
	if next != "" {
		out.Body.Next = base64.RawURLEncoding.EncodeToString([]byte(next))
	}
	return out, nil
}

// trailPages is how many pages one request for one's own acts looks through.
const trailPages = 10

// entries gives at most limit entries that v's caller may see: an outsider's
// are their own acts (ALL-6).
func (h *house) entries(ctx context.Context, v dossier.View, cursor string, limit int) ([]trail.Entry, string, error) {
	if !v.Outside() {
		return trail.List(ctx, h.Table, v.ID, cursor, limit)
	}
	var own []trail.Entry
	for range trailPages {
		some, next, err := trail.List(ctx, h.Table, v.ID, cursor, limit-len(own))
		if err != nil {
			return nil, "", err
		}
		for _, e := range some {
			if e.By == v.Account.ID {
				own = append(own, e)
			}
		}
		if cursor = next; next == "" || len(own) == limit {
			break
		}
	}
	return own, cursor, nil
}

// trailCursor reads what next of the page before was made from.
func trailCursor(cursor string) (string, error) {
	sk, err := base64.RawURLEncoding.DecodeString(cursor)
	if err != nil {
		return "", fault.Bad("cursor", "bad-cursor")
	}
	return string(sk), nil
}

// acts gives entries with the names of accounts and organisations.
func (h *house) acts(ctx context.Context, entries []trail.Entry, w words) ([]Act, error) {
	var accounts, orgs []string
	add := func(to *[]string, ids ...string) {
		for _, id := range ids {
			if id != "" {
				*to = append(*to, id)
			}
		}
	}
	for _, e := range entries {
		add(&accounts, e.By, e.Args["account"])
		if e.Verb == trail.ManagerNamed {
			add(&accounts, e.Args["from"], e.Args["to"])
		}
		add(&orgs, e.For)
	}
	var err error
	if w.accounts, err = h.People.Names(ctx, accounts...); err != nil {
		return nil, err
	}
	names, err := h.organizationNames(ctx, orgs)
	if err != nil {
		return nil, err
	}
	return each(entries, func(e trail.Entry) Act {
		a := Act{At: utc(e.At), By: Named{e.By, w.accounts[e.By]}, For: Named{e.For, names[e.For]}, Verb: string(e.Verb), Args: e.Args, Text: w.say(e)}
		if a.Args == nil {
			a.Args = map[string]string{}
		}
		return a
	}), nil
}

// dossierTrail loads a dossier for action with the words of its model.
func (h *house) dossierTrail(ctx context.Context, by people.Caller, d string, action access.Action) (dossier.View, words, error) {
	v, err := h.Dossiers.Load(ctx, by, d, action, "")
	if err != nil {
		return v, words{}, err
	}
	m, err := h.Models.Version(ctx, v.Model, v.Version)
	return v, words{lang: langOf(ctx), model: m}, err
}

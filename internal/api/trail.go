package api

import (
	"context"
	"time"

	"tierce/internal/people"
	"tierce/internal/timeline"
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
}

func (h *house) getOrganizationTrail(ctx context.Context, by people.Caller, in *organizationTrail) (*TrailOut, error) {
	acts, next, err := h.timeline(ctx).Organization(ctx, by, in.Org, in.Cursor, in.Limit)
	if err != nil {
		return nil, err
	}
	return trailPage(acts, next), nil
}

func (h *house) timeline(ctx context.Context) timeline.Reader {
	return timeline.Reader{Rooms: h.Rooms, Lang: langOf(ctx)}
}

func trailPage(acts []timeline.Act, next string) *TrailOut {
	out := &TrailOut{}
	out.Body.Acts, out.Body.Next = each(acts, actOf), next
	return out
}

func actOf(a timeline.Act) Act {
	act := Act{At: utc(a.At), By: Named{a.By, a.ByName}, For: Named{a.For, a.ForName}, Verb: string(a.Verb), Args: a.Args, Text: a.Text}
	if act.Args == nil {
		act.Args = map[string]string{}
	}
	return act
}

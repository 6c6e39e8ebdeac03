package api

import (
	"net/http"
	"time"

	"tierce/internal/people"
)

// The parts of requests that several operations share. They are exported
// because huma reads only what is; their paths' ids were looked at by admit.

// AtOrganization is a path within one organisation.
type AtOrganization struct {
	Org string `path:"org" doc:"The organisation's id"`
}

// AtDossier is a path within one dossier.
type AtDossier struct {
	Dossier string `path:"dossier" doc:"The dossier's id"`
}

// ForOrganization names, in the query, the organisation that one asks for.
type ForOrganization struct {
	Organization string `query:"organization" required:"true" pattern:"^[0-9a-z]{16}$" doc:"The organisation's id"`
}

// Paging asks for one page of a list.
type Paging struct {
	Cursor string `query:"cursor" maxLength:"200" doc:"next of the page before; empty for the first page"`
	Limit  int    `query:"limit" minimum:"1" maximum:"40" default:"20" doc:"How many at most"`
}

// Repeatable is a POST that may be sent again when its answer was lost.
type Repeatable struct {
	Key string `header:"Idempotency-Key" minLength:"1" maxLength:"200" pattern:"^[ -~]+$" doc:"The same key and the same request within 24 hours do the thing once"`
}

// once names what a repeatable request by somebody makes; route tells apart
// what the same key is sent to.
func (r Repeatable) once(by people.Caller, route ...string) string {
	name := http.MethodPost
	for _, part := range route {
		name += " " + part
	}
	return people.OnceFor(by, name, r.Key)
}

// IfMatch carries the version that was read.
type IfMatch struct {
	Tag string `header:"If-Match" maxLength:"100" doc:"The ETag that you read: the change is refused if somebody else made one since"`
}

// Named is an id with the name that people know it by, empty where it has none.
type Named struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// utc is t as the API says it: in UTC, to the second; nil where t is zero.
func utc(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	t = t.UTC().Truncate(time.Second)
	return &t
}

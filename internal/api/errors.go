package api

import (
	"context"
	"log/slog"
	"maps"
	"net/http"
	"strconv"
	"time"

	"tierce/internal/fault"
	"tierce/internal/gateway"
	"tierce/internal/text"
)

// Problem is every refusal, as application/problem+json. Code, rule and fix
// are for programs; title and detail are sentences in the caller's language.
// Where a rule of the mission refuses, detail says it in words and tells who
// can change it (ALL-4).
type Problem struct {
	Type      string  `json:"type" doc:"Always about:blank: the code says what kind of problem it is"`
	Title     string  `json:"title" doc:"What the status means, in words"`
	Status    int     `json:"status" doc:"The HTTP status"`
	Detail    string  `json:"detail" doc:"What is wrong, and where it helps who can change it"`
	Code      string  `json:"code" doc:"The machine's name of the problem; it never changes"`
	Rule      string  `json:"rule,omitempty" doc:"The id of the rule that refuses, such as EVO-6"`
	Fix       string  `json:"fix,omitempty" doc:"Who can change it: manager, admin, manager-or-admin, sender, nobody"`
	Errors    []Wrong `json:"errors,omitempty" doc:"Every value that is not right"`
	More      int     `json:"more,omitempty" doc:"How many values are not right besides those in errors"`
	RequestID string  `json:"requestId,omitempty" doc:"Name this when you ask for help"`

	headers http.Header
}

// Wrong is one value that is not right.
type Wrong struct {
	Path   string `json:"path" doc:"Where it stands in the request: values.drivers[3].name, limit, Idempotency-Key"`
	Code   string `json:"code"`
	Detail string `json:"detail"`
	Row    int    `json:"row,omitempty" doc:"Of a cell: its row, counted from 1 without the headings"`
	Column string `json:"column,omitempty" doc:"Of a cell: the label of its column"`
}

// Error is for logs: the code, and nothing that a person typed.
func (p *Problem) Error() string { return p.Code }

// problemType is how a problem's JSON is called.
const problemType = "application/problem+json"

// write answers with the problem.
func (p *Problem) write(w http.ResponseWriter) {
	maps.Copy(w.Header(), p.headers)
	w.Header().Set("Content-Type", problemType)
	w.WriteHeader(p.Status)
	_, _ = w.Write(jsonOf(p)) // nobody is left to tell
}

// statuses maps what a rule answers to HTTP.
var statuses = map[fault.Kind]int{
	fault.Internal:    http.StatusInternalServerError,
	fault.Malformed:   http.StatusBadRequest,
	fault.Unknown:     http.StatusUnauthorized,
	fault.Forbidden:   http.StatusForbidden,
	fault.Hidden:      http.StatusNotFound,
	fault.Conflict:    http.StatusConflict,
	fault.Gone:        http.StatusGone,
	fault.Stale:       http.StatusPreconditionFailed,
	fault.TooLarge:    http.StatusRequestEntityTooLarge,
	fault.Invalid:     http.StatusUnprocessableEntity,
	fault.TooMany:     http.StatusTooManyRequests,
	fault.Unavailable: http.StatusServiceUnavailable,
}

// problemOf says what err is. What no room meant to say is an internal error:
// its cause goes to the log, only the request's id to the caller.
func problemOf(ctx context.Context, err error) *Problem {
	if p, ok := err.(*Problem); ok {
		return p
	}
	f := fault.Of(err)
	if f == nil || f.Kind == fault.Internal {
		slog.ErrorContext(ctx, "request failed", "error", err.Error())
		f = fault.New(fault.Internal, "internal")
	} else if f.Cause != nil {
		slog.ErrorContext(ctx, "request refused", "code", f.Code, "error", f.Cause.Error())
	}
	return speak(ctx, statuses[f.Kind], f)
}

// refusal is a problem that has no kind of fault: what HTTP wants and no room
// knows of.
func refusal(ctx context.Context, status int, code string) *Problem {
	return speak(ctx, status, fault.New(fault.Internal, code))
}

// speak puts f in the caller's words.
func speak(ctx context.Context, status int, f *fault.Fault) *Problem {
	l, request := langOf(ctx), gateway.RequestID(ctx)
	p := &Problem{Type: "about:blank", Title: l.Say("title." + strconv.Itoa(status)), Status: status,
		Detail: l.Say("error."+f.Code, append([]any{"request", request}, f.Args...)...),
		Code:   f.Code, Rule: f.Rule, Fix: f.Fix, More: f.More, RequestID: request, headers: http.Header{}}
	if explains(f) {
		p.Detail += " " + l.Say("fix."+f.Fix)
	}
	for _, b := range f.Fields {
		p.Errors = append(p.Errors, wrong(l, b))
	}
	p.headers.Set("Content-Language", string(l))
	switch f.Kind {
	case fault.TooMany, fault.Unavailable:
		p.headers.Set("Retry-After", seconds(f.Retry))
	case fault.Unknown:
		p.headers.Set("WWW-Authenticate", "Bearer")
	}
	return p
}

// explains tells whether who can change it is worth a sentence: not where the
// refusal's own sentence says it (EVO-6), nor that nobody can undo what is
// done.
func explains(f *fault.Fault) bool {
	return f.Fix != "" && (f.Kind == fault.Forbidden || f.Kind == fault.Conflict && f.Fix != "nobody")
}

func wrong(l text.Lang, b fault.Field) Wrong {
	return Wrong{Path: b.Path, Code: b.Code, Detail: l.Say("error."+b.Code, b.Args...)}
}

// seconds is a wait as Retry-After wants it, rounded up; where none is said,
// a moment.
func seconds(wait time.Duration) string {
	return strconv.Itoa(int(max(wait+time.Second-1, 2*time.Second) / time.Second))
}

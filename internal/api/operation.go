package api

import (
	"context"
	"net/http"
	"reflect"
	"strings"
	"sync"

	"github.com/danielgtaylor/huma/v2"

	"tierce/internal/gateway"
	"tierce/internal/people"
)

// route says how an operation is reached and described.
type route struct {
	id      string // operationId: the name a generated client gives it
	does    string // one line for the description
	path    string // method and path, as net/http writes patterns
	status  int    // of success, where it is not 200 (204 without a body)
	idToken bool   // takes an ID token, and no access token
	most    int    // bytes of the body, where it may have more than others
}

// operation answers a route. In is a struct of what it takes: fields tagged
// path, query or header, embedded ones included, and a Body; or a RawBody, which
// goes to the room as it came, for it to check and say more than huma would. Out
// is one of what it gives: fields tagged header, and a Body. Both are looked at
// by reflection, once for all: huma.Register is compiled for each pair of them,
// and 117 of those weighed 3 MB.
type operation struct {
	route
	in, out reflect.Type
	answer  func(ctx context.Context, by people.Caller, in any) (out any, err error)
	takes   func() *taking
	gives   func() *giving
}

// on registers what answers a route. Whatever f fails with becomes a problem.
func on[I, O any](h *house, at route, f func(context.Context, people.Caller, *I) (*O, error)) {
	h.add(&operation{route: at, in: reflect.TypeFor[I](), out: reflect.TypeFor[O](),
		answer: func(ctx context.Context, by people.Caller, in any) (any, error) {
			if out, err := f(ctx, by, in.(*I)); err != nil || out != nil {
				return out, err
			}
			return nil, nil
		}})
}

// add leaves for the first request whatever a start can do without.
func (h *house) add(o *operation) {
	o.takes = sync.OnceValue(func() *taking { return o.taking(schemas()) })
	o.gives = sync.OnceValue(o.giving)
	h.operations = append(h.operations, o)
	h.mux.Handle(o.path, o)
}

// schemas holds what values are checked against. An operation has its own: the
// description's is only made when it is asked for.
func schemas() huma.Registry {
	return huma.NewMapRegistry("#/components/schemas/", huma.DefaultSchemaNamer)
}

// ServeHTTP admits a caller, reads what they ask, and writes the answer.
func (o *operation) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	teach()
	ctx := speaking(r)
	claims := gateway.Claims(ctx)
	if err := o.admit(r, claims); err != nil {
		problemOf(ctx, err).write(w)
		return
	}
	in := reflect.New(o.in)
	if p := o.takes().read(ctx, r, in.Elem()); p != nil {
		p.write(w)
		return
	}
	out, err := o.answer(ctx, people.ByToken(claims["iss"], claims["sub"]), in.Interface())
	if err != nil {
		problemOf(ctx, err).write(w)
		return
	}
	o.gives().write(w, out)
}

// describe is the operation in the description.
func (o *operation) describe(all huma.Registry) *huma.Operation {
	method, path, _ := strings.Cut(o.path, " ")
	t, g := o.taking(all), o.giving()
	return &huma.Operation{OperationID: o.id, Method: method, Path: path, Summary: o.does, Tags: []string{noun(path)},
		Security: []map[string][]string{{"token": {scope}}}, Parameters: t.described(), RequestBody: t.request, Responses: g.described(all)}
}

// hint names the schema of a body whose type has no name: o's own do.
func (o *operation) hint(t reflect.Type, what string) string {
	if t.Name() != "" {
		return t.Name() + "Body"
	}
	return o.id + what
}

// noun is what the description sorts an operation under: the last part of its
// path that names a collection.
func noun(path string) string {
	parts := strings.Split(strings.TrimPrefix(path, "/v1/"), "/")
	for i := min(len(parts), 3) - 1; i > 0; i-- {
		if !strings.HasPrefix(parts[i], "{") {
			return parts[i]
		}
	}
	return parts[0]
}

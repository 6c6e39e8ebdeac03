package api

import (
	"context"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"tierce/internal/access"
	"tierce/internal/accessgroup"
	"tierce/internal/fault"
	"tierce/internal/gateway"
	"tierce/internal/id"
	"tierce/internal/people"
	"tierce/internal/text"
)

// scope is what an access token needs; the authorizer sees to it.
const scope = "tierce/api"

// asked is what a request's context knows of who asks, and in what language.
type asked struct {
	by   people.Caller
	lang text.Lang
}

type askedKey struct{}

func callerOf(ctx context.Context) people.Caller {
	a, _ := ctx.Value(askedKey{}).(asked)
	return a.by
}

// langOf is the language of the answer's sentences: Accept-Language, else
// English.
func langOf(ctx context.Context) text.Lang {
	if a, ok := ctx.Value(askedKey{}).(asked); ok {
		return a.lang
	}
	return text.EN
}

// admit lets a request through to its operation when a token vouches for its
// caller and the ids in its path could be ours. What could not is answered as
// what does not exist (ALL-4) and reaches no key.
func (h *house) admit(path string, idToken bool) func(huma.Context, func(huma.Context)) {
	params := parameters(path)
	return func(ctx huma.Context, next func(huma.Context)) {
		a := asked{lang: text.Match(ctx.Header("Accept-Language"))}
		claims := gateway.Claims(ctx.Context())
		err := vouched(claims, idToken)
		for _, p := range params {
			if err == nil && !possible(p, ctx.Param(p)) {
				err = access.Nothing()
			}
		}
		if err != nil {
			ctx = huma.WithValue(ctx, askedKey{}, a)
			_ = huma.WriteErr(h.api, ctx, http.StatusInternalServerError, "", err) // nobody is left to tell
			return
		}
		a.by = people.ByToken(claims["iss"], claims["sub"])
		next(huma.WithValue(ctx, askedKey{}, a))
	}
}

// vouched wants the kind of token that the route takes. Cognito says it in
// token_use; another issuer's access tokens may say nothing.
func vouched(claims map[string]string, idToken bool) error {
	use := claims["token_use"]
	switch {
	case claims["iss"] == "" || claims["sub"] == "":
		return fault.New(fault.Unknown, "unknown")
	case idToken && use != "id":
		return fault.New(fault.Unknown, "id-token-needed")
	case !idToken && use == "id":
		return fault.New(fault.Unknown, "access-token-needed")
	}
	return nil
}

// parameters lists the names in a path's braces.
func parameters(path string) []string {
	var names []string
	for _, part := range strings.Split(path, "/") {
		if strings.HasPrefix(part, "{") {
			names = append(names, strings.Trim(part, "{}"))
		}
	}
	return names
}

// possible tells whether value has the form of the ids called name: those of
// sections and lists are chosen by whoever wrote the model, the ready-made
// access groups have names, versions are counted, all others are ours.
func possible(name, value string) bool {
	switch name {
	case "section", "list":
	case "version":
		return value != "" && len(value) <= 3 && strings.Trim(value, "0123456789") == ""
	case "group":
		return (accessgroup.Group{ID: value}).Ready() || id.Valid(value)
	default:
		return id.Valid(value)
	}
	return len(value) <= 40 && strings.Trim(value, "abcdefghijklmnopqrstuvwxyz0123456789-") == ""
}

package api

import (
	"context"
	"net/http"
	"strings"

	"tierce/internal/access"
	"tierce/internal/accessgroup"
	"tierce/internal/fault"
	"tierce/internal/id"
	"tierce/internal/text"
)

// scope is what an access token needs; the authorizer sees to it.
const scope = "tierce/api"

type langKey struct{}

// langOf is the language of the answer's sentences: Accept-Language, else
// English.
func langOf(ctx context.Context) text.Lang {
	if l, ok := ctx.Value(langKey{}).(text.Lang); ok {
		return l
	}
	return text.EN
}

// speaking gives r's context the language that its caller reads.
func speaking(r *http.Request) context.Context {
	return context.WithValue(r.Context(), langKey{}, text.Match(r.Header.Get("Accept-Language")))
}

// admit lets a request through when its token's claims vouch for a caller and
// the ids in its path could be ours. What could not is answered as what does
// not exist (ALL-4) and reaches no key.
func (o *operation) admit(r *http.Request, claims map[string]string) error {
	if err := vouched(claims, o.idToken); err != nil {
		return err
	}
	for _, p := range parameters(o.path) {
		if !possible(p, r.PathValue(p)) {
			return access.Nothing()
		}
	}
	return nil
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

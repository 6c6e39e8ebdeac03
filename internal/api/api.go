package api

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"tierce/internal/people"
	"tierce/internal/rooms"
)

// Options are what differs between installations. Issuer is where tokens come
// from and BaseURL where the API is reached: both are told in the description.
// AllowedOrigins are the sites whose pages may call the API from a browser;
// none by default, and never all.
type Options struct {
	Issuer         string
	BaseURL        string
	AllowedOrigins []string
}

// bodyMost is how many bytes a request's body may have. huma refuses the last
// one too.
const bodyMost = 1<<20 + 1

// house answers the routes.
type house struct {
	rooms.Rooms
	api huma.API
}

// Handler serves the API on r. Its operations are built once, here: a function
// calls it before it takes its first request.
func Handler(r rooms.Rooms, o Options) http.Handler {
	teach()
	mux := http.NewServeMux()
	h := &house{Rooms: r, api: humago.New(mux, description(o))}
	h.meRoutes()
	h.organizationRoutes()
	h.agentRoutes()
	h.invitationRoutes()
	h.viewRoutes()
	h.modelRoutes()
	h.accessGroupRoutes()
	h.dossierRoutes()
	h.deletionRoutes()
	h.sectionRoutes()
	h.sealRoutes()
	h.rowsRoutes()
	h.peopleRoutes()
	h.rightRoutes()
	h.contactRoutes()
	h.teamRoutes()
	h.shareKeyRoutes()
	h.importRoutes()
	h.simulationRoutes()
	h.reportRoutes()
	h.documentRoutes()
	h.requestRoutes()
	h.turnRoutes()
	h.accessRoutes()
	h.clientRoutes()
	h.portalShareRoutes()
	h.solicitationRoutes()
	h.answerRoutes()
	h.trailRoutes()
	h.descriptionRoutes(mux)
	return around(mux, o)
}

// route says how an operation is reached and described.
type route struct {
	id      string // operationId: the name a generated client gives it
	does    string // one line for the description
	path    string // method and path, as net/http writes patterns
	status  int    // of success, where it is not 200 (204 without a body)
	idToken bool   // takes an ID token, and no access token
	raw     bool   // its body goes to the room as it came, which checks it and says more than huma would
}

// on registers what answers a route. Whatever f fails with becomes a problem.
func on[I, O any](h *house, at route, f func(context.Context, people.Caller, *I) (*O, error)) {
	method, path, _ := strings.Cut(at.path, " ")
	op := huma.Operation{
		OperationID: at.id, Method: method, Path: path, Summary: at.does, DefaultStatus: at.status,
		Tags:         []string{noun(path)},
		MaxBodyBytes: bodyMost, SkipValidateBody: at.raw,
		Middlewares: huma.Middlewares{h.admit(path, at.idToken)},
		Security:    []map[string][]string{{"token": {scope}}},
	}
	huma.Register(h.api, op, func(ctx context.Context, in *I) (*O, error) {
		out, err := f(ctx, callerOf(ctx), in)
		if err != nil {
			return nil, problemOf(ctx, err)
		}
		return out, nil
	})
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

// jsonFormat is the only format: strict about UTF-8, which encoding/json would
// mend silently.
var jsonFormat = huma.Format{
	Marshal: huma.DefaultJSONFormat.Marshal,
	Unmarshal: func(data []byte, v any) error {
		if !utf8.Valid(data) {
			return errNotUTF8
		}
		return json.Unmarshal(data, v)
	},
}

var errNotUTF8 = errors.New("not-utf8")

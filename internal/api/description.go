package api

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"reflect"
	"sync"

	"github.com/danielgtaylor/huma/v2"
)

// description is what the API says of itself.
func (h *house) description(o Options) *huma.OpenAPI {
	teach()
	all := schemas()
	doc := &huma.OpenAPI{
		OpenAPI: "3.1.0",
		Info: &huma.Info{Title: "Tierce", Version: "1",
			Description: "Share case files with people outside the organisation, and stay in control of who sees what."},
		Components: &huma.Components{
			Schemas: all,
			SecuritySchemes: map[string]*huma.SecurityScheme{"token": {Type: "openIdConnect",
				OpenIDConnectURL: o.Issuer + "/.well-known/openid-configuration",
				Description:      "An access token with the scope " + scope + "; an ID token on PUT /v1/me"}},
		},
	}
	if o.BaseURL != "" {
		doc.Servers = []*huma.Server{{URL: o.BaseURL}}
	}
	for _, op := range h.operations {
		doc.AddOperation(op.describe(all))
	}
	describeModels(doc)
	describeRows(doc)
	describeTrail(doc)
	return doc
}

// descriptionRoutes serves the description, to anybody, as JSON and as a page.
// Both are made when first asked for.
func (h *house) descriptionRoutes(o Options) {
	doc := sync.OnceValue(func() *huma.OpenAPI { return h.description(o) })
	spec := sync.OnceValues(func() ([]byte, error) { return json.Marshal(doc()) })
	page := sync.OnceValue(func() []byte { return docsPage(doc()) })
	h.mux.HandleFunc("GET /v1/openapi.json", func(w http.ResponseWriter, r *http.Request) {
		b, err := spec()
		if err != nil {
			panic(err) // a mistake of the build: a test reads it
		}
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Cache-Control", "public, max-age=300")
		_, _ = w.Write(b) // nobody is left to tell
	})
	h.mux.HandleFunc("GET /v1/docs", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Cache-Control", "public, max-age=300")
		w.Header().Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; style-src 'sha256-"+styleHash()+"'")
		_, _ = w.Write(page())
	})
}

var styleHash = sync.OnceValue(func() string {
	sum := sha256.Sum256([]byte(docsStyle))
	return base64.StdEncoding.EncodeToString(sum[:])
})

func typeOf[T any]() reflect.Type { return reflect.TypeFor[T]() }

package api

import (
	"net/http"
	"slices"
	"strings"
)

// around gives every answer its strict headers, answers what no operation
// does, and lets the pages of allowed origins call.
func around(mux *http.ServeMux, o Options) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Cache-Control", "no-store")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
		if strings.HasPrefix(o.BaseURL, "https:") {
			h.Set("Strict-Transport-Security", "max-age=63072000")
		}
		h.Add("Vary", "Accept-Language")
		if allowed(w, r, o.AllowedOrigins) {
			return
		}
		to, pattern := mux.Handler(r)
		if pattern == "" {
			nowhere(w, r, to)
			return
		}
		mux.ServeHTTP(w, r)
	})
}

// allowed answers a browser that asks whether a page of another origin may
// call, and tells a page of an allowed one that it may read the answer. Tokens
// travel in a header: no cookie is ever wanted.
func allowed(w http.ResponseWriter, r *http.Request, origins []string) (answered bool) {
	origin := r.Header.Get("Origin")
	if len(origins) == 0 {
		return false
	}
	w.Header().Add("Vary", "Origin")
	if !slices.Contains(origins, origin) {
		return false
	}
	w.Header().Set("Access-Control-Allow-Origin", origin)
	w.Header().Set("Access-Control-Expose-Headers", "ETag, Location, Retry-After")
	if r.Method != http.MethodOptions || r.Header.Get("Access-Control-Request-Method") == "" {
		return false
	}
	w.Header().Set("Access-Control-Allow-Methods", "GET, POST, PUT, PATCH, DELETE")
	w.Header().Set("Access-Control-Allow-Headers", "Authorization, Content-Type, Accept-Language, If-Match, Idempotency-Key")
	w.Header().Set("Access-Control-Max-Age", "600")
	w.WriteHeader(http.StatusNoContent)
	return true
}

// nowhere answers for a path or a method that no operation has. The mux knows
// which of the two it is, and which methods there are.
func nowhere(w http.ResponseWriter, r *http.Request, to http.Handler) {
	said := hearing{header: http.Header{}}
	to.ServeHTTP(&said, r)
	ctx := speaking(r)
	p := refusal(ctx, http.StatusNotFound, "no-such-route")
	if said.status == http.StatusMethodNotAllowed {
		p = refusal(ctx, said.status, "wrong-method")
		w.Header().Set("Allow", said.header.Get("Allow"))
	}
	p.write(w)
}

// hearing keeps what a handler answers besides its body.
type hearing struct {
	header http.Header
	status int
}

func (h *hearing) Header() http.Header         { return h.header }
func (h *hearing) Write(b []byte) (int, error) { return len(b), nil }
func (h *hearing) WriteHeader(status int)      { h.status = status }

// Package portal speaks HTML: pages for people, rendered by the server, that
// work without JavaScript. A handler reads a request, asks the rooms, and says
// what came of it; no rule is decided here.
//
// One file a noun: signin.go, verify.go, dossiers.go, sections.go, people.go, team.go,
// share.go, keys.go, imports.go, trail.go, agents.go, models.go … Around them
// visit.go (one request), routes.go, page.go (templates), form.go, errors.go.
package portal

import (
	"net/http"
	"net/url"
	"strings"

	"tierce/internal/rooms"
)

// Options say where the portal stands and who signs people in.
type Options struct {
	BaseURL  string // scheme and host, without a path: https://tierce.example
	Issuer   string // OpenID Connect issuer
	ClientID string // public client of the portal there
	Local    bool   // on one machine: names the mailbox in the footer
	HTTP     *http.Client
	// OwnAPI is where people verify their own e-mail and phone at the issuer,
	// in the way of Cognito's user API; "" for an issuer of Cognito's, whose
	// own is known, and for any that has none.
	OwnAPI string
}

// site is the portal of one installation.
type site struct {
	rooms.Rooms
	Options
	https  bool
	issuer *issuer
	own    own
	pages  pages
	orgs   orgNames
	mux    *http.ServeMux

	patterns []string
}

// Routes lists the pattern of every route, as net/http writes them, for tests
// that ask all there are.
func Routes() []string {
	s := &site{mux: http.NewServeMux()}
	s.routes()
	return s.patterns
}

// Handler gives the portal. Nothing is read and no template is parsed before
// the first request.
func Handler(r rooms.Rooms, o Options) http.Handler {
	o.BaseURL = strings.TrimRight(o.BaseURL, "/")
	if o.HTTP == nil {
		o.HTTP = http.DefaultClient
	}
	if o.OwnAPI == "" {
		o.OwnAPI = ownAPI(o.Issuer)
	}
	s := &site{Rooms: r, Options: o, https: strings.HasPrefix(o.BaseURL, "https://"), mux: http.NewServeMux()}
	s.issuer = &issuer{options: o, clock: r.Clock}
	s.own = own{o.OwnAPI, o.HTTP}
	s.routes()
	s.pages.warm("home", "dossiers")
	return s.guarded(s.mux)
}

// guarded gives every answer the strict headers and refuses what another site
// posts. The form token, checked in visit.go, stands behind it.
func (s *site) guarded(next http.Handler) http.Handler {
	cross := http.NewCrossOriginProtection()
	if u, err := url.Parse(s.BaseURL); err == nil && u.Host != "" {
		_ = cross.AddTrustedOrigin(u.Scheme + "://" + u.Host) // well-formed, as just parsed
	}
	cross.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.visit(w, r).refuse(errCrossSite())
	}))
	inner := cross.Handler(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.harden(w.Header())
		inner.ServeHTTP(w, r)
	})
}

const contentPolicy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; " +
	"form-action 'self'; frame-ancestors 'none'; base-uri 'none'"

func (s *site) harden(h http.Header) {
	h.Set("Content-Security-Policy", contentPolicy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
	h.Set("Cache-Control", "no-store")
	if s.https {
		h.Set("Strict-Transport-Security", "max-age=63072000; includeSubDomains")
	}
}

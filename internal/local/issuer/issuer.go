// Package issuer is a small OpenID Connect issuer for one machine. It stands
// where Cognito stands on AWS, with the same claims and the same flow: code,
// public client, PKCE. Signing up sends one code by mail and one by SMS, both
// to the local mailbox, and verifies only what is typed back: both, or one of
// them, which is as far as Cognito's pages go. The other is verified as there,
// by the API in own.go. It is part of no Lambda.
package issuer

import (
	"crypto/rsa"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"
	"sync"
	"time"
)

// Config is what the host of an issuer decides.
type Config struct {
	URL             string   // such as http://127.0.0.1:8080/_local/issuer, without a slash at the end
	Dir             string   // holds issuer.json, with the key and the users; "" keeps both in memory
	ClientID        string   // the one public client
	Redirects       []string // where codes may be sent; compared whole
	LogoutRedirects []string // where a sign-out may lead; compared whole
	Mail            func(to, subject, text string) error
	SMS             func(to, text string) error
	Now             func() time.Time
}

// Issuer answers under the path of its URL. It may be used from many goroutines.
type Issuer struct {
	Config
	base string // the URL's path
	mux  http.Handler

	mu       sync.Mutex
	key      *rsa.PrivateKey
	users    map[string]account  // by e-mail, in lower case
	attempts map[string]*attempt // by id
	codes    map[string]grant    // by authorization code
	proofs   map[string]*proof   // by subject and attribute
}

// Open makes an issuer with the key and users that c.Dir holds, or a new key.
func Open(c Config) (*Issuer, error) {
	base, err := url.Parse(c.URL)
	if err != nil || base.Host == "" || strings.HasSuffix(c.URL, "/") {
		return nil, fmt.Errorf("issuer: %q is not a URL without a slash at its end", c.URL)
	}
	s := &Issuer{
		Config:   c,
		base:     base.Path,
		users:    map[string]account{},
		attempts: map[string]*attempt{},
		codes:    map[string]grant{},
		proofs:   map[string]*proof{},
	}
	if err := s.load(); err != nil {
		return nil, fmt.Errorf("issuer: %w", err)
	}
	s.mux = s.routes()
	return s, nil
}

// ServeHTTP answers every path under the issuer's URL.
func (s *Issuer) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.mux.ServeHTTP(w, r) }

func (s *Issuer) routes() http.Handler {
	mux := http.NewServeMux()
	for pattern, handle := range map[string]http.HandlerFunc{
		"GET /.well-known/openid-configuration": s.discovery,
		"GET /jwks":                             s.jwks,
		"GET /style.css":                        style,
		"GET /authorize":                        s.authorize,
		"GET /sign-in":                          s.showSignIn,
		"POST /sign-in":                         s.signIn,
		"GET /sign-up":                          s.showSignUp,
		"POST /sign-up":                         s.signUp,
		"GET /verify":                           s.showVerify,
		"POST /verify":                          s.verify,
		"POST /token":                           s.token,
		"GET /logout":                           s.logout,
		"POST /own":                             s.own,
	} {
		method, at, _ := strings.Cut(pattern, " ")
		mux.HandleFunc(method+" "+path.Join("/", s.base, at), handle)
	}
	return http.NewCrossOriginProtection().Handler(s.strict(mux))
}

// strict sets the headers of every answer. A browser applies form-action to
// the redirect after a sign-in as well, hence the redirects' origins.
func (s *Issuer) strict(next http.Handler) http.Handler {
	targets := []string{"'self'"}
	for _, redirect := range s.Redirects {
		if u, err := url.Parse(redirect); err == nil && !slices.Contains(targets, u.Scheme+"://"+u.Host) {
			targets = append(targets, u.Scheme+"://"+u.Host)
		}
	}
	policy := "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action " + strings.Join(targets, " ")
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cache-Control", "no-store")
		r.Body = http.MaxBytesReader(w, r.Body, 64<<10)
		next.ServeHTTP(w, r)
	})
}

func (s *Issuer) discovery(w http.ResponseWriter, _ *http.Request) {
	answer(w, http.StatusOK, map[string]any{
		"issuer":                                s.URL,
		"authorization_endpoint":                s.URL + "/authorize",
		"token_endpoint":                        s.URL + "/token",
		"jwks_uri":                              s.URL + "/jwks",
		"end_session_endpoint":                  s.URL + "/logout",
		"response_types_supported":              []string{"code"},
		"grant_types_supported":                 []string{"authorization_code"},
		"subject_types_supported":               []string{"public"},
		"id_token_signing_alg_values_supported": []string{"RS256"},
		"token_endpoint_auth_methods_supported": []string{"none"},
		"code_challenge_methods_supported":      []string{"S256"},
		"scopes_supported":                      scopes,
		"ui_locales_supported":                  languages,
		"prompt_values_supported":               []string{"login", "create"},
	})
}

func answer(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body) // a reader gone away
}

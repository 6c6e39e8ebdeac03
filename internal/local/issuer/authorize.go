package issuer

import (
	"crypto/rand"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// attemptLife is how long someone may take to sign in or up.
const attemptLife = time.Hour

// attempt is one visit that /authorize began. It lives in memory only.
type attempt struct {
	id                                              string
	redirect, state, nonce, challenge, scope, email string
	at                                              time.Time
	pending                                         *pending // a sign-up that waits for its codes
}

// authorize checks what the client asks and shows the sign-in page. Nothing is
// ever sent to a redirect URI that is not on the list.
func (s *Issuer) authorize(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	lang := language(r)
	redirect := q.Get("redirect_uri")
	if q.Get("client_id") != s.ClientID || !slices.Contains(s.Redirects, redirect) {
		s.message(w, lang, http.StatusBadRequest, "refused")
		return
	}
	if code, why := unfit(q); code != "" {
		back(w, r, redirect, url.Values{"error": {code}, "error_description": {why}, "state": {q.Get("state")}})
		return
	}
	a := s.begin(attempt{
		redirect: redirect, state: q.Get("state"), nonce: q.Get("nonce"), email: q.Get("login_hint"),
		challenge: q.Get("code_challenge"), scope: strings.Join(strings.Fields(q.Get("scope")), " "),
	})
	page := "/sign-in"
	if q.Get("prompt") == "create" {
		page = "/sign-up"
	}
	s.turn(w, r, page, a, lang)
}

// unfit gives the OAuth error of a request that this issuer does not serve.
func unfit(q url.Values) (code, why string) {
	asked := strings.Fields(q.Get("scope"))
	switch {
	case q.Get("response_type") != "code":
		return "unsupported_response_type", "only code"
	case q.Get("code_challenge_method") != "S256" || len(q.Get("code_challenge")) != 43:
		return "invalid_request", "PKCE with S256 is needed"
	case !slices.Contains(asked, "openid"):
		return "invalid_scope", "openid is needed"
	case slices.ContainsFunc(asked, func(scope string) bool { return !slices.Contains(scopes, scope) }):
		return "invalid_scope", "unknown scope"
	case q.Get("prompt") == "none":
		return "login_required", "this issuer keeps no sessions"
	}
	return "", ""
}

// begin keeps a, and forgets those that nobody finished.
func (s *Issuer) begin(a attempt) *attempt {
	s.mu.Lock()
	defer s.mu.Unlock()
	a.id, a.at = strings.ToLower(rand.Text()), s.Now()
	for id, old := range s.attempts {
		if a.at.Sub(old.at) >= attemptLife {
			delete(s.attempts, id)
		}
	}
	s.attempts[a.id] = &a
	return &a
}

// attempt finds the visit that a page or a form names, or answers that it is
// over. Its pending sign-up is only touched under mu.
func (s *Issuer) attempt(w http.ResponseWriter, r *http.Request) *attempt {
	s.mu.Lock()
	a := s.attempts[r.FormValue("attempt")]
	s.mu.Unlock()
	if a == nil || s.Now().Sub(a.at) >= attemptLife {
		s.message(w, language(r), http.StatusBadRequest, "over")
		return nil
	}
	return a
}

func (s *Issuer) showSignIn(w http.ResponseWriter, r *http.Request) {
	if a := s.attempt(w, r); a != nil {
		s.show(w, http.StatusOK, view{Page: "sign-in", Lang: language(r), Attempt: a.id, Values: url.Values{"email": {a.email}}})
	}
}

func (s *Issuer) signIn(w http.ResponseWriter, r *http.Request) {
	a := s.attempt(w, r)
	if a == nil {
		return
	}
	email := strings.TrimSpace(r.PostFormValue("email"))
	known, _ := s.user(email) // nobody's account matches no password
	if !known.matches(r.PostFormValue("password")) {
		s.show(w, http.StatusUnprocessableEntity, view{
			Page: "sign-in", Lang: language(r), Attempt: a.id, Values: url.Values{"email": {email}},
			Errors: []problem{{"email", "wrong-password"}},
		})
		return
	}
	s.finish(w, r, a, known.Email)
}

// finish ends a and sends its client a code for the user.
func (s *Issuer) finish(w http.ResponseWriter, r *http.Request, a *attempt, email string) {
	s.mu.Lock()
	_, open := s.attempts[a.id]
	delete(s.attempts, a.id)
	s.mu.Unlock()
	if !open { // the same form sent twice
		s.message(w, language(r), http.StatusBadRequest, "over")
		return
	}
	code := s.issue(grant{email: email, redirect: a.redirect, nonce: a.nonce, challenge: a.challenge, scope: a.scope, at: s.Now()})
	back(w, r, a.redirect, url.Values{"code": {code}, "state": {a.state}})
}

// logout leads back to the client; there is no session here to end. The
// address comes as post_logout_redirect_uri, or as Cognito's logout_uri.
func (s *Issuer) logout(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	to := q.Get("post_logout_redirect_uri")
	if to == "" {
		to = q.Get("logout_uri")
	}
	switch {
	case to == "":
		s.message(w, language(r), http.StatusOK, "signed-out")
	case !slices.Contains(s.LogoutRedirects, to):
		s.message(w, language(r), http.StatusBadRequest, "refused")
	default:
		back(w, r, to, url.Values{"state": {q.Get("state")}})
	}
}

// back redirects to a client's address with the values that are not empty.
func back(w http.ResponseWriter, r *http.Request, to string, values url.Values) {
	u, err := url.Parse(to)
	if err != nil {
		http.Error(w, "redirect", http.StatusInternalServerError)
		return
	}
	q := u.Query()
	for name := range values {
		if values.Get(name) != "" {
			q.Set(name, values.Get(name))
		}
	}
	u.RawQuery = q.Encode()
	http.Redirect(w, r, u.String(), http.StatusSeeOther)
}

// turn leads to another page of the same attempt.
func (s *Issuer) turn(w http.ResponseWriter, r *http.Request, page string, a *attempt, lang string) {
	http.Redirect(w, r, s.URL+page+"?"+url.Values{"attempt": {a.id}, "lang": {lang}}.Encode(), http.StatusSeeOther)
}

package issuer

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"math/big"
	"net/http"
	"strings"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

// Lives of what the issuer hands out.
const (
	tokenLife = time.Hour
	codeLife  = 5 * time.Minute
)

// scopes that a client may ask for.
var scopes = []string{"openid", "email", "phone", "profile", "tierce/api", ownScope}

// grant is what an authorization code stands for.
type grant struct {
	email, redirect, nonce, challenge, scope string
	at                                       time.Time
}

// AccessToken makes an access token for the API (scope "openid tierce/api")
// for a known user; it lives an hour.
func (s *Issuer) AccessToken(email string) (string, error) {
	a, err := s.user(email)
	if err != nil {
		return "", err
	}
	return s.access(a.User, "openid tierce/api")
}

// IDToken makes an ID token, without nonce, for a known user; it lives an hour.
func (s *Issuer) IDToken(email string) (string, error) {
	a, err := s.user(email)
	if err != nil {
		return "", err
	}
	return s.identity(a.User, "")
}

// access signs Cognito's claims: the client stands in client_id, not in aud.
func (s *Issuer) access(u User, scope string) (string, error) {
	return s.sign(u, jwt.MapClaims{"token_use": "access", "client_id": s.ClientID, "scope": scope})
}

func (s *Issuer) identity(u User, nonce string) (string, error) {
	claims := jwt.MapClaims{
		"token_use":             "id",
		"aud":                   s.ClientID,
		"email":                 u.Email,
		"email_verified":        !u.UnverifiedEmail,
		"phone_number":          u.Phone,
		"phone_number_verified": !u.UnverifiedPhone,
		"name":                  u.Name,
		"locale":                u.Locale,
	}
	if nonce != "" {
		claims["nonce"] = nonce
	}
	return s.sign(u, claims)
}

func (s *Issuer) sign(u User, claims jwt.MapClaims) (string, error) {
	now := s.Now()
	claims["iss"], claims["sub"], claims["jti"] = s.URL, u.Subject, rand.Text()
	claims["iat"], claims["auth_time"], claims["exp"] = now.Unix(), now.Unix(), now.Add(tokenLife).Unix()
	token := jwt.NewWithClaims(jwt.SigningMethodRS256, claims)
	token.Header["kid"] = s.keyID()
	return token.SignedString(s.key)
}

func (s *Issuer) keyID() string {
	sum := sha256.Sum256(s.key.N.Bytes())
	return base64.RawURLEncoding.EncodeToString(sum[:12])
}

func (s *Issuer) jwks(w http.ResponseWriter, _ *http.Request) {
	answer(w, http.StatusOK, map[string]any{"keys": []map[string]string{{
		"kty": "RSA", "use": "sig", "alg": "RS256", "kid": s.keyID(),
		"n": base64.RawURLEncoding.EncodeToString(s.key.N.Bytes()),
		"e": base64.RawURLEncoding.EncodeToString(big.NewInt(int64(s.key.E)).Bytes()),
	}}})
}

// token trades a code and its verifier for tokens. A code is spent by the
// first try of the right client, whatever becomes of it.
func (s *Issuer) token(w http.ResponseWriter, r *http.Request) {
	client := r.PostFormValue("client_id")
	if name, _, ok := r.BasicAuth(); ok {
		client = name
	}
	switch {
	case client != s.ClientID:
		refuse(w, http.StatusUnauthorized, "invalid_client", "unknown client")
		return
	case r.PostFormValue("grant_type") != "authorization_code":
		refuse(w, http.StatusBadRequest, "unsupported_grant_type", "only authorization_code")
		return
	}
	g, ok := s.spend(r.PostFormValue("code"))
	if !ok {
		refuse(w, http.StatusBadRequest, "invalid_grant", "the code is unknown, used, or older than five minutes")
		return
	}
	sum := sha256.Sum256([]byte(r.PostFormValue("code_verifier")))
	challenge := base64.RawURLEncoding.EncodeToString(sum[:])
	if g.redirect != r.PostFormValue("redirect_uri") || subtle.ConstantTimeCompare([]byte(challenge), []byte(g.challenge)) != 1 {
		refuse(w, http.StatusBadRequest, "invalid_grant", "the redirect URI or the verifier is not the one of this code")
		return
	}
	s.handTokens(w, g)
}

func (s *Issuer) handTokens(w http.ResponseWriter, g grant) {
	a, err := s.user(g.email)
	if err != nil {
		refuse(w, http.StatusBadRequest, "invalid_grant", "the user is gone")
		return
	}
	access, err := s.access(a.User, g.scope)
	if err != nil {
		refuse(w, http.StatusInternalServerError, "server_error", "cannot sign")
		return
	}
	identity, err := s.identity(a.User, g.nonce)
	if err != nil {
		refuse(w, http.StatusInternalServerError, "server_error", "cannot sign")
		return
	}
	answer(w, http.StatusOK, map[string]any{
		"access_token": access, "id_token": identity, "token_type": "Bearer",
		"expires_in": int(tokenLife.Seconds()), "scope": g.scope,
	})
}

// issue makes a code for g, and forgets those that nobody used.
func (s *Issuer) issue(g grant) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	for code, old := range s.codes {
		if g.at.Sub(old.at) >= codeLife {
			delete(s.codes, code)
		}
	}
	code := strings.ToLower(rand.Text())
	s.codes[code] = g
	return code
}

func (s *Issuer) spend(code string) (grant, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	g, ok := s.codes[code]
	delete(s.codes, code)
	return g, ok && s.Now().Sub(g.at) < codeLife
}

func refuse(w http.ResponseWriter, status int, code, why string) {
	answer(w, status, map[string]string{"error": code, "error_description": why})
}

package issuer_test

import (
	"context"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"tierce/internal/local/issuer"
)

const (
	client   = "portal"
	callback = "http://app.example/callback"
	goodbye  = "http://app.example/bye"
	password = "correct horse battery"
)

var claire = issuer.User{Subject: "claire-1", Email: "Claire@cabinet.example", Phone: "+33600000001", Name: "Claire Morel", Locale: "fr", Password: password}

// stage is an issuer on the wire, what it sent, and its clock.
type stage struct {
	*issuer.Issuer
	t      *testing.T
	url    string
	now    time.Time
	mails  []string // "to|subject|text"
	texts  []string // "to|text"
	config oauth2.Config
	http   *http.Client
}

// opened serves an issuer; dir "" keeps it in memory.
func opened(t *testing.T, dir string) *stage {
	t.Helper()
	s := &stage{t: t, now: time.Date(2031, 5, 6, 12, 0, 0, 0, time.UTC)}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { s.ServeHTTP(w, r) }))
	t.Cleanup(server.Close)
	s.url = server.URL + "/_local/issuer"
	var err error
	s.Issuer, err = issuer.Open(issuer.Config{
		URL: s.url, Dir: dir, ClientID: client, Redirects: []string{callback}, LogoutRedirects: []string{goodbye},
		Mail: func(to, subject, text string) error { s.mails = append(s.mails, to+"|"+subject+"|"+text); return nil },
		SMS:  func(to, text string) error { s.texts = append(s.texts, to+"|"+text); return nil },
		Now:  func() time.Time { return s.now },
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.AddUser(claire); err != nil {
		t.Fatal(err)
	}
	jar, _ := cookiejar.New(nil)
	s.http = &http.Client{Jar: jar, CheckRedirect: func(r *http.Request, _ []*http.Request) error {
		if r.URL.Host == "app.example" {
			return http.ErrUseLastResponse
		}
		return nil
	}}
	provider, err := oidc.NewProvider(t.Context(), s.url)
	if err != nil {
		t.Fatal(err)
	}
	s.config = oauth2.Config{ClientID: client, Endpoint: provider.Endpoint(), RedirectURL: callback, Scopes: []string{"openid", "tierce/api"}}
	return s
}

// page is an answer as a browser sees it.
type page struct {
	status   int
	body     string
	location *url.URL // where it leads out of the issuer, or nil
	at       *url.URL
}

func (s *stage) read(res *http.Response, err error) page {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
	defer res.Body.Close()
	body, _ := io.ReadAll(res.Body)
	p := page{status: res.StatusCode, body: string(body), at: res.Request.URL}
	p.location, _ = res.Location()
	return p
}

func (s *stage) get(url string) page { s.t.Helper(); return s.read(s.http.Get(url)) }

var hidden = regexp.MustCompile(`name="attempt" value="([^"]+)"`)

// submit fills the first form of a page.
func (s *stage) submit(p page, action string, values url.Values) page {
	s.t.Helper()
	found := hidden.FindStringSubmatch(p.body)
	if found == nil {
		s.t.Fatalf("no form in %d %s", p.status, p.body)
	}
	values.Set("attempt", found[1])
	if values.Get("lang") == "" {
		values.Set("lang", "en")
	}
	return s.read(s.http.PostForm(s.url+action, values))
}

// begin opens the sign-in page as the portal would.
func (s *stage) begin(verifier string, more ...oauth2.AuthCodeOption) page {
	s.t.Helper()
	more = append(more, oauth2.S256ChallengeOption(verifier), oidc.Nonce("n-1"))
	return s.get(s.config.AuthCodeURL("state-1", more...))
}

// code signs Claire in and gives the code that the portal receives.
func (s *stage) code(verifier string) string {
	s.t.Helper()
	p := s.submit(s.begin(verifier), "/sign-in", url.Values{"email": {"claire@cabinet.example"}, "password": {password}})
	if p.location == nil || p.location.Query().Get("state") != "state-1" {
		s.t.Fatalf("no code: %d %v", p.status, p.location)
	}
	return p.location.Query().Get("code")
}

// identity verifies an ID token as the portal does.
func (s *stage) identity(raw string) (*oidc.IDToken, map[string]any, error) {
	s.t.Helper()
	provider, err := oidc.NewProvider(s.t.Context(), s.url)
	if err != nil {
		s.t.Fatal(err)
	}
	token, err := provider.Verifier(&oidc.Config{ClientID: client, Now: func() time.Time { return s.now }}).Verify(context.Background(), raw)
	claims := map[string]any{}
	if err == nil {
		err = token.Claims(&claims)
	}
	return token, claims, err
}

func TestSigningInGivesTokensLikeCognitos(t *testing.T) {
	s := opened(t, "")
	verifier := oauth2.GenerateVerifier()
	tokens, err := s.config.Exchange(t.Context(), s.code(verifier), oauth2.VerifierOption(verifier))
	if err != nil {
		t.Fatal(err)
	}
	id, claims, err := s.identity(tokens.Extra("id_token").(string))
	if err != nil {
		t.Fatal(err)
	}
	if id.Nonce != "n-1" || id.Subject != "claire-1" || !id.Expiry.Equal(s.now.Add(time.Hour)) {
		t.Errorf("%+v", id)
	}
	for name, want := range map[string]any{
		"token_use": "id", "email": "claire@cabinet.example", "email_verified": true, "phone_number": "+33600000001",
		"phone_number_verified": true, "name": "Claire Morel", "locale": "fr",
	} {
		if claims[name] != want {
			t.Errorf("%s = %v", name, claims[name])
		}
	}
	checkAccess(t, s, tokens.AccessToken)
}

// checkAccess verifies an access token as the local authorizer does.
func checkAccess(t *testing.T, s *stage, raw string) {
	t.Helper()
	keys := oidc.NewRemoteKeySet(t.Context(), s.url+"/jwks")
	verifier := oidc.NewVerifier(s.url, keys, &oidc.Config{SkipClientIDCheck: true, Now: func() time.Time { return s.now }})
	token, err := verifier.Verify(t.Context(), raw)
	if err != nil {
		t.Fatal(err)
	}
	var claims map[string]any
	if err := token.Claims(&claims); err != nil {
		t.Fatal(err)
	}
	if claims["token_use"] != "access" || claims["client_id"] != client || claims["scope"] != "openid tierce/api" || claims["aud"] != nil || claims["sub"] != "claire-1" {
		t.Errorf("%v", claims)
	}
}

func TestTokensForTheHost(t *testing.T) {
	s := opened(t, "")
	access, err := s.AccessToken("claire@cabinet.example")
	if err != nil {
		t.Fatal(err)
	}
	checkAccess(t, s, access)
	raw, err := s.IDToken("CLAIRE@cabinet.example")
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.identity(raw); err != nil {
		t.Error(err)
	}
	s.now = s.now.Add(time.Hour + time.Second)
	if _, _, err := s.identity(raw); err == nil {
		t.Error("an ID token outlived its hour")
	}
	if _, err := s.AccessToken("nobody@cabinet.example"); err != issuer.ErrNobody {
		t.Error(err)
	}
}

func TestACodeIsSpentOnceAndByItsVerifier(t *testing.T) {
	s := opened(t, "")
	verifier := oauth2.GenerateVerifier()
	exchange := func(code, verifier string, more ...oauth2.AuthCodeOption) error {
		_, err := s.config.Exchange(t.Context(), code, append(more, oauth2.VerifierOption(verifier))...)
		return err
	}
	code := s.code(verifier)
	if err := exchange(code, oauth2.GenerateVerifier()); err == nil || !strings.Contains(err.Error(), "invalid_grant") {
		t.Errorf("another verifier: %v", err)
	}
	if exchange(code, verifier) == nil {
		t.Error("the code outlived a wrong verifier")
	}
	code = s.code(verifier)
	if err := exchange(code, verifier); err != nil {
		t.Error(err)
	}
	if exchange(code, verifier) == nil {
		t.Error("a code was used twice")
	}
	code = s.code(verifier)
	if exchange(code, verifier, oauth2.SetAuthURLParam("redirect_uri", "http://evil.example/")) == nil {
		t.Error("another redirect URI got tokens")
	}
	code = s.code(verifier)
	s.now = s.now.Add(5 * time.Minute)
	if exchange(code, verifier) == nil {
		t.Error("a code was used after five minutes")
	}
	code = s.code(verifier)
	s.config.ClientID = "another"
	if err := exchange(code, verifier); err == nil || !strings.Contains(err.Error(), "invalid_client") {
		t.Errorf("another client: %v", err)
	}
}

func TestAuthorizeRefuses(t *testing.T) {
	s := opened(t, "")
	set := oauth2.SetAuthURLParam
	for name, wrong := range map[string]oauth2.AuthCodeOption{
		"redirect": set("redirect_uri", callback+"/x"),
		"client":   set("client_id", "another"),
	} {
		if p := s.begin("v", wrong); p.status != http.StatusBadRequest || p.location != nil {
			t.Errorf("%s: %d %v", name, p.status, p.location)
		}
	}
	for want, wrong := range map[string]oauth2.AuthCodeOption{
		"unsupported_response_type": set("response_type", "token"),
		"invalid_scope":             set("scope", "openid admin"),
		"login_required":            set("prompt", "none"),
	} {
		p := s.begin("v", wrong)
		if p.location == nil || p.location.Query().Get("error") != want || p.location.Query().Get("state") != "state-1" {
			t.Errorf("%s: %v", want, p.location)
		}
	}
	if p := s.get(s.config.AuthCodeURL("x")); p.location == nil || p.location.Query().Get("error") != "invalid_request" {
		t.Errorf("without PKCE: %v", p.location)
	}
}

func TestAWrongPasswordSaysNoMore(t *testing.T) {
	s := opened(t, "")
	p := s.begin("v")
	one := s.submit(p, "/sign-in", url.Values{"email": {"claire@cabinet.example"}, "password": {"wrong"}})
	two := s.submit(p, "/sign-in", url.Values{"email": {"claire@nowhere.example"}, "password": {"wrong"}})
	if one.status != http.StatusUnprocessableEntity || strings.ReplaceAll(two.body, "nowhere", "cabinet") != one.body {
		t.Errorf("%d: the two answers differ", one.status)
	}
	if strings.Contains(one.body, `value="wrong"`) {
		t.Error("the password is on the page")
	}
}

func TestAnAttemptEnds(t *testing.T) {
	s := opened(t, "")
	form := url.Values{"email": {"claire@cabinet.example"}, "password": {password}}
	p := s.begin("v")
	if s.submit(p, "/sign-in", form).location == nil {
		t.Fatal("not signed in")
	}
	if again := s.submit(p, "/sign-in", form); again.location != nil || again.status != http.StatusBadRequest {
		t.Errorf("the same form twice: %d", again.status)
	}
	p = s.begin("v")
	s.now = s.now.Add(time.Hour)
	if late := s.submit(p, "/sign-in", form); late.location != nil {
		t.Error("signed in after an hour")
	}
}

func TestSigningOutLeadsOnlyToKnownAddresses(t *testing.T) {
	s := opened(t, "")
	for _, name := range []string{"post_logout_redirect_uri", "logout_uri"} {
		if p := s.get(s.url + "/logout?state=s&" + name + "=" + url.QueryEscape(goodbye)); p.location == nil || p.location.String() != goodbye+"?state=s" {
			t.Errorf("%s: %v", name, p.location)
		}
		if p := s.get(s.url + "/logout?" + name + "=http://evil.example/"); p.location != nil || p.status != http.StatusBadRequest {
			t.Errorf("%s: %v", name, p.location)
		}
	}
	if p := s.get(s.url + "/logout"); p.status != http.StatusOK {
		t.Error(p.status)
	}
}

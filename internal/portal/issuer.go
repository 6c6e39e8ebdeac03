package portal

import (
	"context"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"tierce/internal/fault"
	"tierce/internal/people"
)

// issuer signs people in. Its description is read when somebody first does.
type issuer struct {
	options Options
	clock   func() time.Time
	mu      sync.Mutex
	found   *oidc.Provider
}

// provider reads the issuer's description once; a failure is tried again by
// the next visitor.
func (i *issuer) provider() (*oidc.Provider, error) {
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.found != nil {
		return i.found, nil
	}
	// The provider keeps the context for fetching keys later: not a request's.
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	p, err := oidc.NewProvider(oidc.ClientContext(ctx, i.options.HTTP), i.options.Issuer)
	if err != nil {
		f := fault.New(fault.Unavailable, "unavailable")
		f.Cause = fmt.Errorf("issuer: %w", err)
		return nil, f
	}
	i.found = p
	return p, nil
}

func (i *issuer) config(p *oidc.Provider) *oauth2.Config {
	scopes := []string{oidc.ScopeOpenID, "email", "phone", "profile"}
	if i.options.OwnAPI != "" {
		scopes = append(scopes, ownScope) // nobody knows before whether something is left to verify
	}
	e := p.Endpoint()
	e.AuthStyle = oauth2.AuthStyleInParams // a public client has no secret to put in a header
	return &oauth2.Config{ClientID: i.options.ClientID, Endpoint: e, RedirectURL: i.options.BaseURL + "/signin/callback",
		Scopes: scopes}
}

// redeem changes the code for an ID token and believes it only if it is for
// this client, for this attempt, and good now by the installation's clock. The
// access token that comes with it is worth something to the issuer only.
func (i *issuer) redeem(ctx context.Context, p *oidc.Provider, code string, a attempt) (c people.Claims, access string, err error) {
	ctx = oidc.ClientContext(ctx, i.options.HTTP)
	tokens, err := i.config(p).Exchange(ctx, code, oauth2.VerifierOption(a.verifier))
	if err != nil {
		return c, "", err
	}
	raw, _ := tokens.Extra("id_token").(string)
	token, err := p.Verifier(&oidc.Config{ClientID: i.options.ClientID, Now: i.clock}).Verify(ctx, raw)
	if err != nil {
		return c, "", err
	}
	if subtle.ConstantTimeCompare([]byte(token.Nonce), []byte(a.nonce)) != 1 {
		return c, "", errors.New("nonce of another sign-in")
	}
	var s said
	if err := token.Claims(&s); err != nil {
		return c, "", err
	}
	return s.claims(token.Issuer), tokens.AccessToken, nil
}

// truth reads a boolean that some issuers send as a string.
type truth bool

func (t *truth) UnmarshalJSON(b []byte) error {
	var v any
	if err := json.Unmarshal(b, &v); err != nil {
		return err
	}
	*t = v == true || v == "true"
	return nil
}

// refusedBy keeps what an issuer answered out of the log, but for its code.
func refusedBy(err error) string {
	var r *oauth2.RetrieveError
	if errors.As(err, &r) {
		return "token endpoint: " + r.ErrorCode
	}
	return err.Error()
}

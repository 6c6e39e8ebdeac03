package host

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/coreos/go-oidc/v3/oidc"

	"tierce/internal/gateway"
)

// authorizer plays API Gateway's JWT authorizer in front of f: it verifies the
// token and hands its claims on. A request without a good token reaches the
// API with no claims and gets its 401, where AWS answers in the gateway's own
// words.
func authorizer(f gateway.Function, issuer string, now func() time.Time) gateway.Function {
	keys := oidc.NewRemoteKeySet(context.Background(), issuer+"/jwks")
	verifier := oidc.NewVerifier(issuer, keys, &oidc.Config{SkipClientIDCheck: true, Now: now})
	return func(ctx context.Context, e events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error) {
		e.RequestContext.Authorizer = nil
		if raw, ok := strings.CutPrefix(e.Headers["authorization"], "Bearer "); ok {
			if token, err := verifier.Verify(ctx, raw); err == nil {
				e.RequestContext.Authorizer = vouched(token)
			}
		}
		return f(ctx, e)
	}
}

// realm is what accounts know the issuer by: its URL moves with the port.
const realm = "local"

// vouched gives the claims as the gateway does: every one as a string.
func vouched(token *oidc.IDToken) *events.APIGatewayV2HTTPRequestContextAuthorizerDescription {
	var all map[string]any
	if err := token.Claims(&all); err != nil {
		return nil
	}
	claims := make(map[string]string, len(all))
	for name, v := range all {
		claims[name] = fmt.Sprint(v)
	}
	claims["iss"] = realm
	return &events.APIGatewayV2HTTPRequestContextAuthorizerDescription{
		JWT: &events.APIGatewayV2HTTPRequestContextAuthorizerJWTDescription{Claims: claims, Scopes: strings.Fields(claims["scope"])}}
}

// only lets methods through.
func only(method string, h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != method {
			w.Header().Set("Allow", method)
			http.Error(w, method+" only", http.StatusMethodNotAllowed)
			return
		}
		h.ServeHTTP(w, r)
	})
}

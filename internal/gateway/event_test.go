package gateway

import (
	"context"
	"encoding/json"
	"net/http"
	"testing"

	"github.com/aws/aws-lambda-go/events"
)

// Whatever event comes: an answer that API Gateway can read, and no error.
func FuzzEvent(f *testing.F) {
	f.Add([]byte(`{"version":"2.0","rawPath":"/a%2Fb","rawQueryString":"q=%zz","cookies":["a=1",";"],"headers":{"content-type":"x","":"y"},
		"requestContext":{"requestId":"r","http":{"method":"POST","sourceIp":"::1"}},"body":"AAA","isBase64Encoded":true}`))
	f.Add([]byte(`{"rawPath":"%","requestContext":{"http":{"method":"G T"}}}`))
	f.Add([]byte(`{"requestContext":{"authorizer":{"jwt":{"claims":{"sub":"s"}}}},"headers":{"host":"\u0000","x":"a\r\nb: c"}}`))
	f.Add([]byte(`{}`))
	serve := Handler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = r.Cookie("a")
		_ = r.ParseForm()
		_ = Claims(r.Context())["sub"]
		mirror(w, r)
	}))
	f.Fuzz(func(t *testing.T, data []byte) {
		var e events.APIGatewayV2HTTPRequest
		if json.Unmarshal(data, &e) != nil {
			return
		}
		answer, err := serve(context.Background(), e)
		if err != nil || answer.StatusCode < 200 || answer.StatusCode > 599 {
			t.Fatalf("%s: %d, %v", data, answer.StatusCode, err)
		}
		if _, err := json.Marshal(answer); err != nil {
			t.Fatal(err)
		}
	})
}

package gateway

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"testing"

	"github.com/aws/aws-lambda-go/events"
)

// a real event's shape, cut down to what the adapter reads
const sample = `{
  "version": "2.0", "routeKey": "$default", "rawPath": "/v1/dossiers/a%2Fb", "rawQueryString": "q=a%26b&q=%C3%A9",
  "cookies": ["one=1", "two=2"],
  "headers": {"host": "tierce.example", "content-type": "application/json", "accept-language": "fr", "x-two": "a,b"},
  "requestContext": {
    "authorizer": {"jwt": {"claims": {"sub": "s-1", "scope": "tierce/api"}, "scopes": ["tierce/api"]}},
    "http": {"method": "POST", "path": "/v1/dossiers/a/b", "protocol": "HTTP/1.1", "sourceIp": "203.0.113.7", "userAgent": "curl"},
    "requestId": "JKJaXmPLvHcESHA=", "stage": "$default"
  },
  "body": "{\"title\":\"Étude\"}", "isBase64Encoded": false
}`

func event(t testing.TB) events.APIGatewayV2HTTPRequest {
	t.Helper()
	var e events.APIGatewayV2HTTPRequest
	if err := json.Unmarshal([]byte(sample), &e); err != nil {
		t.Fatal(err)
	}
	return e
}

func invoke(t testing.TB, e events.APIGatewayV2HTTPRequest, h http.HandlerFunc) events.APIGatewayV2HTTPResponse {
	t.Helper()
	a, err := Handler(h)(context.Background(), e)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func same[T comparable](t *testing.T, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

func TestEventBecomesRequest(t *testing.T) {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /v1/dossiers/{dossier}", func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		two, _ := r.Cookie("two")
		ip, _, _ := net.SplitHostPort(r.RemoteAddr)
		same(t, "path value", r.PathValue("dossier"), "a/b")
		same(t, "escaped path", r.URL.EscapedPath(), "/v1/dossiers/a%2Fb")
		same(t, "request URI", r.RequestURI, "/v1/dossiers/a%2Fb?q=a%26b&q=%C3%A9")
		same(t, "query", strings.Join(r.URL.Query()["q"], "|"), "a&b|é")
		same(t, "body", string(body), `{"title":"Étude"}`)
		same(t, "length", r.ContentLength, int64(len(body)))
		same(t, "cookie", two.Value, "2")
		same(t, "host", r.Host, "tierce.example")
		same(t, "header", r.Header.Get("X-Two"), "a,b")
		same(t, "source", ip, "203.0.113.7")
		same(t, "request id", RequestID(r.Context()), "JKJaXmPLvHcESHA=")
		same(t, "claim", Claims(r.Context())["sub"], "s-1")
		w.WriteHeader(http.StatusTeapot)
	})
	same(t, "status", invoke(t, event(t), mux.ServeHTTP).StatusCode, http.StatusTeapot)
}

func TestBodyInBase64(t *testing.T) {
	e := event(t)
	e.Body, e.IsBase64Encoded = "AP8=", true
	invoke(t, e, func(_ http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		same(t, "body", string(body), "\x00\xff")
	})
	e.Body = "%%"
	same(t, "status of bad base64", invoke(t, e, http.NotFound).StatusCode, 400)
	e = event(t)
	e.RawPath = "/%zz"
	same(t, "status of a bad path", invoke(t, e, http.NotFound).StatusCode, 400)
}

func TestAnswers(t *testing.T) {
	for _, c := range []struct {
		name   string
		write  http.HandlerFunc
		method string
		want   events.APIGatewayV2HTTPResponse
	}{
		{"text stays", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/problem+json")
			_, _ = io.WriteString(w, `"é"`)
			w.WriteHeader(500) // too late
		}, "GET", events.APIGatewayV2HTTPResponse{StatusCode: 200, Body: `"é"`}},
		{"bytes become base64", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "image/png")
			_, _ = w.Write([]byte{0, 255})
		}, "GET", events.APIGatewayV2HTTPResponse{StatusCode: 200, Body: "AP8=", IsBase64Encoded: true}},
		{"bytes called text", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/plain")
			_, _ = w.Write([]byte{0, 255})
		}, "GET", events.APIGatewayV2HTTPResponse{StatusCode: 200, Body: "AP8=", IsBase64Encoded: true}},
		{"compressed", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			_, _ = w.Write([]byte("a"))
		}, "GET", events.APIGatewayV2HTTPResponse{StatusCode: 200, Body: "YQ==", IsBase64Encoded: true}},
		{"HEAD has no body", func(w http.ResponseWriter, _ *http.Request) {
			_, _ = io.WriteString(w, "text")
		}, "HEAD", events.APIGatewayV2HTTPResponse{StatusCode: 200}},
		{"304 has no body", func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(304)
			_, _ = io.WriteString(w, "text")
		}, "GET", events.APIGatewayV2HTTPResponse{StatusCode: 304}},
		{"early hints do not cross", func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(103)
			w.WriteHeader(201)
		}, "GET", events.APIGatewayV2HTTPResponse{StatusCode: 201}},
		{"nothing is 200", func(http.ResponseWriter, *http.Request) {}, "GET", events.APIGatewayV2HTTPResponse{StatusCode: 200}},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := event(t)
			e.RequestContext.HTTP.Method = c.method
			got := invoke(t, e, c.write)
			same(t, "status", got.StatusCode, c.want.StatusCode)
			same(t, "body", got.Body, c.want.Body)
			same(t, "base64", got.IsBase64Encoded, c.want.IsBase64Encoded)
		})
	}
}

func TestHeadersAndCookiesOut(t *testing.T) {
	got := invoke(t, event(t), func(w http.ResponseWriter, _ *http.Request) {
		http.SetCookie(w, &http.Cookie{Name: "a", Value: "1", HttpOnly: true})
		http.SetCookie(w, &http.Cookie{Name: "b", Value: "2"})
		w.Header().Add("Vary", "Accept-Language")
		w.Header().Add("Vary", "Cookie")
		_, _ = io.WriteString(w, "<!doctype html>")
	})
	same(t, "cookies", strings.Join(got.Cookies, " | "), "a=1; HttpOnly | b=2")
	same(t, "vary", got.Headers["Vary"], "Accept-Language, Cookie")
	same(t, "sniffed type", got.Headers["Content-Type"], "text/html; charset=utf-8")
	if _, there := got.Headers["Set-Cookie"]; there {
		t.Error("Set-Cookie stands among the headers")
	}
}

func TestPanicIsA500WithoutItsValue(t *testing.T) {
	var log bytes.Buffer
	before := slog.Default()
	slog.SetDefault(slog.New(slog.NewJSONHandler(&log, nil)))
	defer slog.SetDefault(before)
	got := invoke(t, event(t), func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, "half an answer")
		panic("ana@planted.example")
	})
	var p map[string]any
	if err := json.Unmarshal([]byte(got.Body), &p); err != nil {
		t.Fatal(err)
	}
	same(t, "status", got.StatusCode, 500)
	same(t, "type", got.Headers["Content-Type"], "application/problem+json")
	same(t, "code", p["code"], any("internal"))
	same(t, "request id", p["requestId"], any("JKJaXmPLvHcESHA="))
	same(t, "title, in French", p["title"], any("Erreur interne"))
	if !strings.Contains(log.String(), "handler_test.go") {
		t.Errorf("no stack in the log: %s", log.String())
	}
	if strings.Contains(log.String()+got.Body, "planted") {
		t.Error("the panic's value went out")
	}
}

func TestAnswerOverTheLimit(t *testing.T) {
	got := invoke(t, event(t), func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write(bytes.Repeat([]byte("a"), Limit+1))
	})
	same(t, "status", got.StatusCode, 500)
}

func TestOutsideARequest(t *testing.T) {
	same(t, "id", RequestID(context.Background()), "")
	same(t, "claims", len(Claims(context.Background())), 0)
}

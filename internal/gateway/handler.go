// Package gateway stands between API Gateway's HTTP API events (payload
// format 2.0) and net/http, in both directions: Handler turns an http.Handler
// into a Lambda function, Host turns a Lambda function into an http.Handler
// for the local host, which so runs through the very adapter that AWS runs
// through. The stage must be $default: any other would stand in the path.
package gateway

import (
	"bytes"
	"context"
	"encoding/base64"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/aws/aws-lambda-go/events"
)

// Limit is Lambda's limit of an event and of an answer, in bytes, as counted
// on the body that crosses: base64 makes a binary body a third longer.
const Limit = 6 << 20

// Function is a Lambda function behind an HTTP API.
type Function = func(context.Context, events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error)

// Handler serves h as a Lambda function. The request that h sees has the raw
// path and query of the event, its cookies, its source address as RemoteAddr,
// and a context for RequestID and Claims. Body bytes that are no text leave in
// base64. A panic becomes a 500 problem that names the request; its stack goes
// to the log, its value does not (it may hold what a person typed). The error
// is always nil: an error would reach the caller as API Gateway's own words.
func Handler(h http.Handler) Function {
	return func(ctx context.Context, e events.APIGatewayV2HTTPRequest) (answer events.APIGatewayV2HTTPResponse, _ error) {
		c := &call{id: e.RequestContext.RequestID}
		if a := e.RequestContext.Authorizer; a != nil && a.JWT != nil {
			c.claims = a.JWT.Claims
		}
		ctx = context.WithValue(ctx, callKey{}, c)
		defer func() {
			if p := recover(); p != nil {
				logPanic(ctx, p)
				answer = problem(e, internal)
			}
		}()
		r, err := request(ctx, &e)
		if err != nil {
			return problem(e, malformed), nil
		}
		w := recorder{head: r.Method == http.MethodHead, header: make(http.Header, 8)}
		h.ServeHTTP(&w, r)
		if answer = w.response(); len(answer.Body) > Limit {
			slog.ErrorContext(ctx, "answer over Lambda's limit", "bytes", len(answer.Body))
			return problem(e, internal), nil
		}
		return answer, nil
	}
}

func logPanic(ctx context.Context, p any) {
	what := fmt.Sprintf("%T", p)
	if e, ok := p.(runtime.Error); ok { // nil pointers, indexes: nothing typed
		what = e.Error()
	}
	slog.ErrorContext(ctx, "panic", "value", what, "stack", string(debug.Stack()))
}

func request(ctx context.Context, e *events.APIGatewayV2HTTPRequest) (*http.Request, error) {
	body, err := bodyOf(e)
	if err != nil {
		return nil, err
	}
	u := &url.URL{RawQuery: e.RawQueryString}
	if u.Path, err = url.PathUnescape(e.RawPath); err != nil {
		return nil, err
	}
	if u.EscapedPath() != e.RawPath {
		u.RawPath = e.RawPath // %2F stays apart from /
	}
	r := &http.Request{
		Method: e.RequestContext.HTTP.Method, URL: u, RequestURI: e.RawPath,
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: headerOf(e), Body: http.NoBody, ContentLength: int64(len(body)),
		RemoteAddr: net.JoinHostPort(e.RequestContext.HTTP.SourceIP, "0"),
	}
	if e.RawQueryString != "" {
		r.RequestURI += "?" + e.RawQueryString
	}
	if body != "" {
		r.Body = io.NopCloser(strings.NewReader(body))
	}
	r.Host = r.Header.Get("Host")
	delete(r.Header, "Host") // as net/http does
	return r.WithContext(ctx), nil
}

func bodyOf(e *events.APIGatewayV2HTTPRequest) (string, error) {
	if !e.IsBase64Encoded {
		return e.Body, nil
	}
	b, err := base64.StdEncoding.DecodeString(e.Body)
	return string(b), err
}

// headerOf cuts every value out of one slice: one allocation, not one each.
func headerOf(e *events.APIGatewayV2HTTPRequest) http.Header {
	h := make(http.Header, len(e.Headers)+1)
	values := make([]string, 0, len(e.Headers)+1)
	set := func(name, value string) {
		values = append(values, value)
		h[name] = values[len(values)-1 : len(values) : len(values)]
	}
	for name, value := range e.Headers {
		set(http.CanonicalHeaderKey(name), value)
	}
	if len(e.Cookies) > 0 {
		set("Cookie", strings.Join(e.Cookies, "; "))
	}
	return h
}

// recorder keeps an answer until it is whole.
type recorder struct {
	status int
	head   bool
	header http.Header
	body   bytes.Buffer
}

func (w *recorder) Header() http.Header { return w.header }

// WriteHeader keeps the first final status; the 1xx ones cannot cross.
func (w *recorder) WriteHeader(status int) {
	if w.status == 0 && status >= 200 {
		w.status = status
	}
}

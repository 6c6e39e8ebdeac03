package gateway

import (
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/aws/aws-lambda-go/events"
)

// ErrTooLarge is a request over Limit.
var ErrTooLarge = errors.New("gateway: request over Lambda's limit")

// Host serves f over HTTP as API Gateway does: request, event, JSON, function,
// JSON, answer. Only functions/local uses it. An authorizer is a Function
// around another that fills in the event's RequestContext.Authorizer.
func Host(f Function) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		e, err := Event(r)
		if err != nil {
			_ = Write(w, problem(e, refusalOf(err))) // nobody is left to tell
			return
		}
		answer, err := f(r.Context(), e)
		if err != nil { // what API Gateway says of a function that failed
			slog.Error("function failed", "request", e.RequestContext.RequestID, "error", err.Error())
			answer = problem(e, internal)
		}
		if err := Write(w, answer); err != nil {
			slog.Error("answer not written", "request", e.RequestContext.RequestID, "error", err.Error())
		}
	})
}

func refusalOf(err error) refusal {
	if errors.Is(err, ErrTooLarge) {
		return tooLarge
	}
	return malformed
}

// Event makes the event that API Gateway would make of r, once through JSON so
// that nothing crosses that JSON would lose. Header names are in lower case,
// several values joined by a comma; cookies stand apart; every body but plain
// text and JSON is base64. Left empty, because nothing of ours reads them:
// route key, stage variables, parsed parameters. ErrTooLarge is a body over
// Limit; the event then still holds everything but the body.
func Event(r *http.Request) (events.APIGatewayV2HTTPRequest, error) {
	now := time.Now()
	ip, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		ip = r.RemoteAddr
	}
	e := events.APIGatewayV2HTTPRequest{
		Version: "2.0", RouteKey: "$default",
		RawPath: path(r), RawQueryString: ascii(r.URL.RawQuery),
		Headers: map[string]string{"host": r.Host},
	}
	e.RequestContext = events.APIGatewayV2HTTPRequestContext{
		RouteKey: "$default", Stage: "$default", AccountID: "local", APIID: "local",
		RequestID: rand.Text()[:16], DomainName: r.Host,
		Time: now.UTC().Format("02/Jan/2006:15:04:05 -0700"), TimeEpoch: now.UnixMilli(),
		HTTP: events.APIGatewayV2HTTPRequestContextHTTPDescription{
			Method: r.Method, Path: r.URL.Path, Protocol: r.Proto, SourceIP: ip, UserAgent: r.UserAgent(),
		},
	}
	for name, values := range r.Header {
		if name == "Cookie" {
			e.Cookies = cookies(values)
		} else {
			e.Headers[strings.ToLower(name)] = strings.Join(values, ",")
		}
	}
	if err := readBody(&e, r.Body); err != nil {
		return e, err
	}
	return throughJSON(e)
}

// path is the raw path, never empty; * is what OPTIONS asks of a whole server.
func path(r *http.Request) string {
	if p := r.URL.EscapedPath(); p != "" {
		return p
	}
	return "/"
}

// ascii escapes the bytes that no URL may hold and JSON would replace.
func ascii(query string) string {
	var b strings.Builder
	for i := range len(query) {
		if c := query[i]; c < 0x80 {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}

func cookies(lines []string) []string {
	var all []string
	for _, c := range strings.Split(strings.Join(lines, ";"), ";") {
		if c = strings.TrimSpace(c); c != "" {
			all = append(all, c)
		}
	}
	return all
}

func readBody(e *events.APIGatewayV2HTTPRequest, from io.Reader) error {
	if from == nil {
		return nil
	}
	b, err := io.ReadAll(io.LimitReader(from, Limit+1))
	if err != nil {
		return err
	}
	if isText(e.Headers["content-type"]) && utf8.Valid(b) {
		e.Body = string(b)
	} else {
		e.Body, e.IsBase64Encoded = base64.StdEncoding.EncodeToString(b), true
	}
	if len(e.Body) > Limit {
		e.Body = ""
		return ErrTooLarge
	}
	return nil
}

// Write sends a function's answer, once through JSON. An answer that API
// Gateway could not read is a 502, as there, and an error.
func Write(w http.ResponseWriter, answer events.APIGatewayV2HTTPResponse) error {
	a, err := throughJSON(answer)
	body := []byte(a.Body)
	if err == nil && a.IsBase64Encoded {
		body, err = base64.StdEncoding.DecodeString(a.Body)
	}
	if err == nil && (a.StatusCode < 200 || a.StatusCode > 599) {
		err = fmt.Errorf("gateway: answer with status %d", a.StatusCode)
	}
	if err != nil {
		w.WriteHeader(http.StatusBadGateway)
		return err
	}
	for name, value := range a.Headers {
		w.Header().Set(name, value)
	}
	for _, c := range a.Cookies {
		w.Header().Add("Set-Cookie", c)
	}
	w.WriteHeader(a.StatusCode)
	if len(body) == 0 {
		return nil
	}
	_, err = w.Write(body)
	return err
}

func throughJSON[T any](v T) (T, error) {
	var out T
	b, err := json.Marshal(v)
	if err == nil {
		err = json.Unmarshal(b, &out)
	}
	return out, err
}

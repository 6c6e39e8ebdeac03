package gateway

import (
	"encoding/base64"
	"encoding/json"
	"net/http"
	"strings"
	"unicode/utf8"

	"github.com/aws/aws-lambda-go/events"

	"tierce/internal/text"
)

// Write keeps b, but not where HTTP has no body: to HEAD, with 204 and 304.
func (w *recorder) Write(b []byte) (int, error) {
	w.WriteHeader(http.StatusOK)
	if w.status == http.StatusNoContent || w.status == http.StatusNotModified {
		return 0, http.ErrBodyNotAllowed
	}
	if len(b) > 0 && w.header["Content-Type"] == nil && w.header["Content-Encoding"] == nil {
		w.header.Set("Content-Type", http.DetectContentType(b))
	}
	if w.head {
		return len(b), nil
	}
	return w.body.Write(b)
}

// response makes the answer: one value a header, cookies apart, as payload
// format 2.0 wants them.
func (w *recorder) response() events.APIGatewayV2HTTPResponse {
	w.WriteHeader(http.StatusOK)
	a := events.APIGatewayV2HTTPResponse{
		StatusCode: w.status,
		Headers:    make(map[string]string, len(w.header)),
		Cookies:    w.header["Set-Cookie"],
	}
	for name, values := range w.header {
		if name != "Set-Cookie" && len(values) > 0 {
			a.Headers[name] = strings.Join(values, ", ")
		}
	}
	if b := w.body.Bytes(); w.header["Content-Encoding"] == nil && isText(w.header.Get("Content-Type")) && utf8.Valid(b) {
		a.Body = string(b)
	} else {
		a.Body, a.IsBase64Encoded = base64.StdEncoding.EncodeToString(b), true
	}
	return a
}

// isText tells which bodies cross as they are. No type at all goes with no
// body.
func isText(contentType string) bool {
	t, _, _ := strings.Cut(contentType, ";")
	t = strings.ToLower(strings.TrimSpace(t))
	switch t {
	case "", "application/json", "application/javascript", "application/xml":
		return true
	}
	return strings.HasPrefix(t, "text/") || strings.HasSuffix(t, "+json") || strings.HasSuffix(t, "+xml")
}

// refusal is what the adapter itself answers; rooms answer everything else.
type refusal struct {
	status int
	code   string
}

var (
	internal  = refusal{http.StatusInternalServerError, "internal"}
	malformed = refusal{http.StatusBadRequest, "malformed"}
	tooLarge  = refusal{http.StatusRequestEntityTooLarge, "too-large"}
)

// problem is r in the language of the caller (ALL-7), as problem+json.
func problem(e events.APIGatewayV2HTTPRequest, r refusal) events.APIGatewayV2HTTPResponse {
	l := text.Match(e.Headers["accept-language"])
	body, _ := json.Marshal(map[string]any{ // strings and a number: cannot fail
		"type":      "about:blank",
		"title":     l.Say("gateway." + r.code),
		"status":    r.status,
		"detail":    l.Say("error."+r.code, "request", e.RequestContext.RequestID),
		"code":      r.code,
		"requestId": e.RequestContext.RequestID,
	})
	return events.APIGatewayV2HTTPResponse{
		StatusCode: r.status,
		Headers: map[string]string{
			"Content-Type":     "application/problem+json",
			"Content-Language": string(l),
			"Cache-Control":    "no-store",
		},
		Body: string(body),
	}
}

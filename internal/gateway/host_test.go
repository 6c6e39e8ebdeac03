package gateway

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/aws/aws-lambda-go/events"
)

// mirror answers with all that it saw, so that what the adapter changed shows.
func mirror(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	http.SetCookie(w, &http.Cookie{Name: "seen", Value: fmt.Sprint(len(r.Cookies()))})
	w.Header().Set("Content-Type", "application/octet-stream")
	fmt.Fprintf(w, "%s %q %q %s %q %q\n", r.Method, r.URL.Path, r.URL.EscapedPath(), r.URL.RawQuery,
		r.Header.Get("X-Note"), r.Header.Get("Cookie"))
	_, _ = w.Write(body)
}

func FuzzRoundTrip(f *testing.F) {
	f.Add("/a%2Fb/c", "q=%26&r", "text/plain", "a=1; b=2", []byte("é"))
	f.Add("//x/[y]", "", "application/x-www-form-urlencoded", "", []byte("k=v"))
	f.Add("/", "é=1", "", " ;; ", []byte{0, 0xff})
	f.Add("/%C3%A9 é", "", "application/json", "x", []byte{})
	f.Fuzz(func(t *testing.T, path, query, contentType, cookie string, body []byte) {
		ask := func() *http.Request {
			r := httptest.NewRequest("POST", "/", bytes.NewReader(body))
			r.URL = &url.URL{RawQuery: ascii(query)}
			var err error
			if r.URL.Path, err = url.PathUnescape("/" + path); err != nil {
				t.Skip()
			}
			r.URL.RawPath = "/" + path
			r.Header.Set("Content-Type", plain(contentType))
			r.Header.Set("X-Note", plain(contentType))
			if all := cookies([]string{plain(cookie)}); len(all) > 0 {
				r.Header.Set("Cookie", strings.Join(all, "; "))
			}
			return r
		}
		direct, through := httptest.NewRecorder(), httptest.NewRecorder()
		mirror(direct, ask())
		Host(Handler(http.HandlerFunc(mirror))).ServeHTTP(through, ask())
		if direct.Code != through.Code || direct.Body.String() != through.Body.String() {
			t.Errorf("directly %d %q\nthrough %d %q", direct.Code, direct.Body, through.Code, through.Body)
		}
		if a, b := direct.Header().Get("Set-Cookie"), through.Header().Get("Set-Cookie"); a != b {
			t.Errorf("cookie %q, through %q", a, b)
		}
	})
}

// plain drops what no header of a real connection holds.
func plain(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' {
			return -1
		}
		return r
	}, s))
}

func TestHostedOverARealConnection(t *testing.T) {
	f := Handler(http.HandlerFunc(mirror))
	server := httptest.NewServer(Host(func(ctx context.Context, e events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error) {
		same(t, "source", e.RequestContext.HTTP.SourceIP, "127.0.0.1")
		same(t, "query", e.RawQueryString, "a=%2F")
		if e.RequestContext.RequestID == "" || e.Headers["host"] == "" || len(e.Cookies) != 2 {
			t.Errorf("event: %+v", e)
		}
		return f(ctx, e)
	}))
	defer server.Close()
	r, err := http.NewRequest("PUT", server.URL+"/x%2Fy?a=%2F", strings.NewReader("\x00\xff"))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Cookie", "one=1; two=2")
	got, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer got.Body.Close()
	body, _ := io.ReadAll(got.Body)
	same(t, "answer", string(body), "PUT \"/x/y\" \"/x%2Fy\" a=%2F \"\" \"one=1; two=2\"\n\x00\xff")
	same(t, "cookie", got.Header.Get("Set-Cookie"), "seen=2")
}

func TestBodyLimit(t *testing.T) {
	for _, c := range []struct {
		contentType string
		size, want  int
	}{
		{"text/plain", Limit, 200},
		{"text/plain", Limit + 1, 413},
		{"application/x-www-form-urlencoded", Limit / 4 * 3, 200}, // base64 adds a third
		{"application/x-www-form-urlencoded", Limit/4*3 + 3, 413},
	} {
		r := httptest.NewRequest("POST", "/", bytes.NewReader(bytes.Repeat([]byte("a"), c.size)))
		r.Header.Set("Content-Type", c.contentType)
		r.Header.Set("Accept-Language", "en")
		w := httptest.NewRecorder()
		Host(Handler(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))).ServeHTTP(w, r)
		if w.Code != c.want {
			t.Errorf("%s of %d bytes: %d, want %d", c.contentType, c.size, w.Code, c.want)
		}
		if w.Code == 413 && !strings.Contains(w.Body.String(), `"Request too large"`) {
			t.Errorf("413 says %s", w.Body)
		}
	}
}

func TestBrokenFunctions(t *testing.T) {
	type answer = events.APIGatewayV2HTTPResponse
	for name, c := range map[string]struct {
		answer answer
		err    error
		want   int
	}{
		"an error":   {answer{}, errors.New("down"), 500},
		"no status":  {answer{}, nil, 502},
		"bad base64": {answer{StatusCode: 200, Body: "%", IsBase64Encoded: true}, nil, 502},
	} {
		w := httptest.NewRecorder()
		Host(func(context.Context, events.APIGatewayV2HTTPRequest) (answer, error) {
			return c.answer, c.err
		}).ServeHTTP(w, httptest.NewRequest("GET", "/", nil))
		same(t, name, w.Code, c.want)
	}
}

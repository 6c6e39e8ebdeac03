// Package functions_test runs the real bootstraps, built as for AWS, against
// real parts: what calls in one process hide is in init, base64 and cookies.
package functions_test

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"tierce/internal/bucket/buckettest"
	"tierce/internal/gateway"
	"tierce/internal/id"
	"tierce/internal/local/engine"
	"tierce/internal/local/issuer"
	"tierce/internal/local/mailbox"
	"tierce/internal/local/runtimeapi"
	"tierce/internal/rooms"
	"tierce/internal/table"
	"tierce/internal/table/tabletest"
)

// The people of the test, whose data no log may hold.
const (
	anaMail  = "ana.planted@cabinet.example"
	anaName  = "Ana Planted"
	anaPhone = "+33199001234"
	bobMail  = "bob.planted@cabinet.example"
	password = "correct horse battery"
	clientID = "portal"
)

// built holds the bootstraps, each built once for the machine's architecture.
var built struct {
	sync.Mutex
	dir   string
	paths map[string]string
}

func TestMain(m *testing.M) {
	var err error
	if built.dir, err = os.MkdirTemp("", "bootstraps"); err != nil {
		panic(err)
	}
	built.paths = map[string]string{}
	code := m.Run()
	os.RemoveAll(built.dir)
	os.Exit(code)
}

func bootstrap(t *testing.T, folder string) string {
	t.Helper()
	built.Lock()
	defer built.Unlock()
	if built.paths[folder] == "" {
		path, err := runtimeapi.Build(t.Context(), folder, built.dir, runtime.GOARCH)
		if err != nil {
			t.Fatal(err)
		}
		built.paths[folder] = path
	}
	return built.paths[folder]
}

// stack is what CloudFormation makes around the functions: a table, an issuer,
// SES, and an address for people.
type stack struct {
	*testing.T
	rooms  rooms.Rooms
	table  string
	bucket string
	box    *mailbox.Mailbox
	ses    string
	db     string // the engine, behind a wire that can be cut
	cut    atomic.Bool
	portal *httptest.Server // its handler is set when the function runs
	pages  atomic.Value     // http.Handler
	issuer *issuer.Issuer
}

func newStack(t *testing.T) *stack {
	s := &stack{T: t, table: followed(t), bucket: buckettest.Name(t)}
	s.rooms = rooms.On(tabletest.On(t, s.table, nil), time.Now).Keeping(buckettest.On(t, s.bucket, nil))
	var err error
	if s.box, err = mailbox.Open("", time.Now); err != nil {
		t.Fatal(err)
	}
	s.ses = s.serve(s.box.SES()).URL
	s.db = s.serve(s.wire()).URL
	s.portal = s.serve(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { s.pages.Load().(http.Handler).ServeHTTP(w, r) }))
	s.openIssuer()
	return s
}

// followed makes a table with its stream, as the template does.
func followed(t *testing.T) string {
	name := "test-" + id.New()
	if err := table.Create(t.Context(), engine.Client(tabletest.Endpoint(t), nil), name); err != nil {
		t.Fatal(err)
	}
	return name
}

func (s *stack) serve(h http.Handler) *httptest.Server {
	server := httptest.NewServer(h)
	s.Cleanup(server.Close)
	return server
}

// wire leads to the engine until it is cut.
func (s *stack) wire() http.Handler {
	to, err := url.Parse(tabletest.Endpoint(s))
	if err != nil {
		s.Fatal(err)
	}
	through := httputil.NewSingleHostReverseProxy(to)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if s.cut.Load() {
			w.WriteHeader(http.StatusInternalServerError)
			return
		}
		through.ServeHTTP(w, r)
	})
}

func (s *stack) openIssuer() {
	var at atomic.Value
	server := s.serve(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { at.Load().(http.Handler).ServeHTTP(w, r) }))
	var err error
	s.issuer, err = issuer.Open(issuer.Config{URL: server.URL, ClientID: clientID, Now: time.Now,
		Redirects: []string{s.portal.URL + "/signin/callback"}, LogoutRedirects: []string{s.portal.URL + "/"}})
	if err != nil {
		s.Fatal(err)
	}
	at.Store(http.Handler(s.issuer))
	if _, err := s.issuer.AddUser(issuer.User{Subject: "ana", Email: anaMail, Phone: anaPhone, Name: anaName, Locale: "fr", Password: password}); err != nil {
		s.Fatal(err)
	}
}

// run starts a function with the environment that template.yaml gives it, and
// what Lambda adds.
func (s *stack) run(folder string) *running {
	s.Helper()
	f, err := runtimeapi.Run(s.Context(), bootstrap(s.T, folder), []string{
		"TABLE=" + s.table, "BUCKET=" + s.bucket, "BASE_URL=" + s.portal.URL, "ISSUER=" + s.issuer.URL, "CLIENT_ID=" + clientID,
		"MAIL_FROM=tierce@tierce.example", "MAIL_CONFIGURATION_SET=tierce-test", "MAIL_RATE=50",
		"AWS_REGION=eu-west-3", "AWS_ACCESS_KEY_ID=local", "AWS_SECRET_ACCESS_KEY=local",
		"AWS_ENDPOINT_URL_DYNAMODB=" + s.db, "AWS_ENDPOINT_URL_SES=" + s.ses, "AWS_ENDPOINT_URL_S3=" + buckettest.Endpoint(s),
	})
	if err != nil {
		s.Fatal(err)
	}
	s.Cleanup(func() { f.Stop() })
	return &running{s, f}
}

// running is a function that takes events.
type running struct {
	*stack
	*runtimeapi.Function
}

// invoke hands an event over and reads the answer into to.
func (r *running) invoke(event, to any) {
	r.Helper()
	in, err := json.Marshal(event)
	if err != nil {
		r.Fatal(err)
	}
	out, err := r.Function.Invoke(r.Context(), in)
	if err != nil {
		r.Fatal(err)
	}
	if to == nil {
		return
	}
	if err := json.Unmarshal(out, to); err != nil {
		r.Fatalf("%v: %s", err, out)
	}
}

// http puts the function behind API Gateway, whose authorizer vouches for
// claims where there are any.
func (r *running) http(claims map[string]string) http.Handler {
	return gateway.Host(func(ctx context.Context, e events.APIGatewayV2HTTPRequest) (a events.APIGatewayV2HTTPResponse, err error) {
		if claims != nil {
			e.RequestContext.Authorizer = &events.APIGatewayV2HTTPRequestContextAuthorizerDescription{
				JWT: &events.APIGatewayV2HTTPRequestContextAuthorizerJWTDescription{Claims: claims}}
		}
		in, err := json.Marshal(e)
		if err != nil {
			return a, err
		}
		out, err := r.Function.Invoke(ctx, in)
		if err == nil {
			err = json.Unmarshal(out, &a)
		}
		return a, err
	})
}

// line is one line of a function's log.
type line struct {
	Level, Msg, Time, Request string
}

// log ends the function and gives what it logged: only JSON, and nothing of
// anybody (quality.md 7).
func (r *running) log() []line {
	r.Helper()
	printed := r.Function.Stop()
	for _, planted := range []string{anaMail, anaName, anaPhone, bobMail, "planted", password} {
		if strings.Contains(strings.ToLower(printed), strings.ToLower(planted)) {
			r.Errorf("the log holds %q:\n%s", planted, printed)
		}
	}
	var all []line
	for text := range strings.Lines(printed) {
		var l line
		if err := json.Unmarshal([]byte(text), &l); err != nil {
			r.Errorf("not a line of JSON: %s", text)
			continue
		}
		if l.Level == "" || l.Msg == "" || l.Time == "" {
			r.Errorf("a line without level, time or message: %s", text)
		}
		all = append(all, l)
	}
	return all
}

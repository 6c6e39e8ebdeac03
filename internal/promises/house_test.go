// Package promises holds what no single room can promise: that the roles of
// template.yaml allow exactly what the functions do, that nothing personal
// leaks, and that reading changes nothing. Its tests drive every operation of
// the product through the functions' own handlers.
package promises

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"tierce/internal/api"
	"tierce/internal/awsenv"
	"tierce/internal/bucket/buckettest"
	"tierce/internal/gateway"
	"tierce/internal/loads"
	"tierce/internal/local/mailbox"
	"tierce/internal/mail"
	"tierce/internal/people"
	"tierce/internal/portal"
	"tierce/internal/rooms"
	"tierce/internal/table"
	"tierce/internal/table/tabletest"
)

const (
	issuer = "https://issuer.example"
	sender = "tierce@tierce.example"
	site   = "https://tierce.example"
)

// house is an installation whose functions each have a table connection
// of their own, as they have on AWS, and what was seen of it from outside.
type house struct {
	*testing.T
	table  string
	bucket string
	asked  map[string]*tabletest.Asked // by function
	rooms  map[string]rooms.Rooms      // by function
	api    http.Handler
	portal http.Handler
	box    *mailbox.Mailbox

	mu  sync.Mutex
	now time.Time

	log     bytes.Buffer    // what the functions log
	said    bytes.Buffer    // every problem+json; a page gives back what was typed into it
	urls    bytes.Buffer    // what an access log may show
	done    map[string]bool // operations of the API, and posts of the portal, that succeeded
	known   *http.ServeMux  // the API's operations
	forms   *http.ServeMux  // the portal's posts
	ids     map[string]string
	secrets []string // share keys and cookies
	tokens  []string // of forms
}

func open(t *testing.T) *house {
	h := &house{T: t, table: tabletest.Name(t), bucket: buckettest.Name(t), asked: map[string]*tabletest.Asked{}, rooms: map[string]rooms.Rooms{},
		now: time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC), done: map[string]bool{}, ids: map[string]string{}}
	before := slog.Default()
	slog.SetDefault(slog.New(slog.NewJSONHandler(&h.log, &slog.HandlerOptions{Level: slog.LevelDebug})))
	t.Cleanup(func() { slog.SetDefault(before) })
	for _, function := range []string{"api", "portal", "mailer", "reminders", "feedback", "intake"} {
		h.asked[function] = &tabletest.Asked{}
		h.rooms[function] = rooms.On(tabletest.On(t, h.table, h.asked[function]), h.clock).Keeping(buckettest.On(t, h.bucket, h.asked[function]))
		h.rooms[function].Warm()()
	}
	h.api = api.Handler(h.rooms["api"], api.Options{Issuer: issuer, BaseURL: site})
	h.portal = gateway.Host(gateway.Handler(portal.Handler(h.rooms["portal"], portal.Options{BaseURL: site, Issuer: issuer, ClientID: "portal"})))
	h.post()
	h.operations()
	return h
}

// post opens a post office, reached by the functions' own client.
func (h *house) post() {
	var err error
	if h.box, err = mailbox.Open("", h.clock); err != nil {
		h.Fatal(err)
	}
	server := httptest.NewServer(h.box.SES())
	h.Cleanup(server.Close)
	for name, value := range map[string]string{"AWS_REGION": "eu-west-3", "AWS_ACCESS_KEY_ID": "local",
		"AWS_SECRET_ACCESS_KEY": "local", "AWS_ENDPOINT_URL_SES": server.URL} {
		h.Setenv(name, value)
	}
}

func (h *house) clock() time.Time {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.now
}

func (h *house) wait(d time.Duration) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.now = h.now.Add(d)
}

// person is somebody by the name before the @, which is their subject too.
type person struct{ name, email, phone string }

// claims are what the authorizer hands over of who's token.
func (p person) claims(use string) map[string]string {
	sub, _, _ := strings.Cut(p.email, "@")
	all := map[string]string{"iss": issuer, "sub": sub, "token_use": use}
	if use == "id" {
		maps.Copy(all, map[string]string{"email": p.email, "email_verified": "true", "phone_number": p.phone,
			"phone_number_verified": "true", "name": p.name, "locale": "fr"})
	}
	return all
}

func (p person) account() string { return people.AccountID(issuer, p.claims("access")["sub"]) }

type object = map[string]any

// answer is what came back.
type answer struct {
	*house
	status int
	header http.Header
	body   []byte
}

// ask sends one request to the API, through the event adapter, as who; nil is
// nobody.
func (h *house) ask(who *person, method, path string, body any, headers ...string) answer {
	h.Helper()
	use := "access"
	if method+" "+path == "PUT /v1/me" {
		use = "id"
	}
	r := h.request(method, path, body, headers...)
	f := gateway.Handler(h.api)
	w := httptest.NewRecorder()
	gateway.Host(func(ctx context.Context, e events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error) {
		if who != nil {
			e.RequestContext.Authorizer = &events.APIGatewayV2HTTPRequestContextAuthorizerDescription{
				JWT: &events.APIGatewayV2HTTPRequestContextAuthorizerJWTDescription{Claims: who.claims(use)}}
		}
		return f(ctx, e)
	}).ServeHTTP(w, r)
	return h.seen(r, w)
}

func (h *house) request(method, path string, body any, headers ...string) *http.Request {
	h.Helper()
	var content io.Reader
	if text, ok := body.(string); ok {
		content = strings.NewReader(text)
	} else if body != nil {
		data, err := json.Marshal(body)
		if err != nil {
			h.Fatal(err)
		}
		content = bytes.NewReader(data)
	}
	r := httptest.NewRequest(method, path, content)
	r.Header.Set("Authorization", "Bearer "+plantedToken)
	if content != nil {
		r.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	return r
}

// seen keeps what somebody outside can see of an answer.
func (h *house) seen(r *http.Request, w *httptest.ResponseRecorder) answer {
	a := answer{house: h, status: w.Code, header: w.Header(), body: w.Body.Bytes()}
	h.urls.WriteString(r.URL.String() + "\n" + a.header.Get("Location") + "\n")
	if a.header.Get("Content-Type") == "application/problem+json" {
		h.said.Write(a.body)
	} else if _, pattern := h.known.Handler(r); pattern != "" {
		h.done[pattern] = true
	}
	return a
}

// operations reads the API's own description, and the portal's routes.
func (h *house) operations() {
	h.known, h.forms = http.NewServeMux(), http.NewServeMux()
	for _, pattern := range portal.Routes() {
		if strings.HasPrefix(pattern, "POST ") {
			h.forms.Handle(pattern, http.NotFoundHandler())
			h.done[pattern] = false
		}
	}
	var doc struct {
		Paths map[string]map[string]struct{ OperationID string }
	}
	if err := json.Unmarshal(h.ask(nil, "GET", "/v1/openapi.json", nil).is(200).body, &doc); err != nil {
		h.Fatal(err)
	}
	for path, methods := range doc.Paths {
		for method := range methods {
			h.known.Handle(strings.ToUpper(method)+" "+path, http.NotFoundHandler())
			h.done[strings.ToUpper(method)+" "+path] = false
		}
	}
}

func (a answer) is(status int) answer {
	a.Helper()
	if a.status != status {
		a.Fatalf("status %d, want %d: %s", a.status, status, a.body)
	}
	return a
}

// get gives one string of the answer's object.
func (a answer) get(name string) string {
	a.Helper()
	var o object
	if err := json.Unmarshal(a.body, &o); err != nil {
		a.Fatalf("%v: %s", err, a.body)
	}
	s, ok := o[name].(string)
	if !ok {
		a.Fatalf("no %s: %s", name, a.body)
	}
	return s
}

// stream hands every outbox entry written to be done at once to the mailer.
func (h *house) stream() {
	h.Helper()
	if failed := h.woken(); len(failed) > 0 {
		h.Fatal(failed)
	}
}

// woken gives the records that the mailer could not deliver.
func (h *house) woken() []events.DynamoDBBatchItemFailure {
	h.Helper()
	var e events.DynamoDBEvent
	for _, r := range h.rows() {
		k := table.KeyOf(r)
		e.Records = append(e.Records, events.DynamoDBEventRecord{EventName: "INSERT", Change: events.DynamoDBStreamRecord{
			Keys: map[string]events.DynamoDBAttributeValue{"pk": events.NewStringAttribute(k.PK), "sk": events.NewStringAttribute(k.SK)}}})
	}
	answer, err := loads.Woken(loads.Deliverer(h.rooms["mailer"], h.sends("mailer"), site))(h.Context(), e)
	if err != nil {
		h.Fatal(err)
	}
	return answer.BatchItemFailures
}

// reports hands what SES says of the mails to feedback.
func (h *house) reports() {
	h.Helper()
	for _, message := range h.box.Reports() {
		e := events.SNSEvent{Records: []events.SNSEventRecord{{SNS: events.SNSEntity{Message: string(message)}}}}
		if err := loads.Heard(loads.FeedbackOf(h.rooms["feedback"]))(h.Context(), e); err != nil {
			h.Fatal(err)
		}
	}
}

// sweep is what the schedule does each minute.
func (h *house) sweep() {
	h.Helper()
	if err := loads.Swept(loads.Deliverer(h.rooms["reminders"], h.sends("reminders"), site))(h.Context()); err != nil {
		h.Fatal(err)
	}
}

func (h *house) sends(function string) mail.Sender {
	return mail.Sender{Client: awsenv.SES(h.asked[function]), From: sender, ConfigurationSet: "MailConfiguration", Clock: h.clock}
}

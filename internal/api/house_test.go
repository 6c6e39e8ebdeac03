package api_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"maps"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/legacy"

	"tierce/internal/api"
	"tierce/internal/bucket/buckettest"
	"tierce/internal/gateway"
	"tierce/internal/id"
	"tierce/internal/local/engine"
	"tierce/internal/model"
	"tierce/internal/people"
	"tierce/internal/rooms"
	"tierce/internal/table/tabletest"
)

// house is an installation with two organisations: Cabinet, of ana (Admin) and
// claire, and Conseil, of marc (Admin). Requests go through the real event
// adapter; only the tokens are taken on trust.
type house struct {
	*testing.T
	rooms.Rooms
	handler http.Handler
	table   string
	bucket  string
	db      *dynamodb.Client // for rows
	mu      sync.Mutex
	now     time.Time
	router  routers.Router
	cabinet string
	conseil string
}

func open(t *testing.T) *house {
	h := &house{T: t, table: tabletest.Name(t), now: time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)}
	h.bucket = buckettest.Name(t)
	h.Rooms = rooms.On(tabletest.On(t, h.table, nil), h.clock).Keeping(buckettest.On(t, h.bucket, nil))
	f := gateway.Handler(api.Handler(h.Rooms, api.Options{Issuer: "https://issuer.example", AllowedOrigins: []string{"https://app.example"}}))
	h.handler = gateway.Host(trusting(f))
	h.router = h.description()
	h.cabinet = h.organization("Cabinet Vidal", "ana@cabinet.example")
	h.conseil = h.organization("Conseil Martin", "marc@conseil.example")
	h.enter("ana", "ana@cabinet.example")
	h.enter("marc", "marc@conseil.example")
	h.hire("ana", h.cabinet, "claire", "claire@cabinet.example")
	return h
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

// trusting plays the authorizer: "Bearer access:claire" is claire's access
// token, "Bearer id:claire:claire@…" her ID token.
func trusting(f gateway.Function) gateway.Function {
	return func(ctx context.Context, e events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error) {
		if raw, ok := strings.CutPrefix(e.Headers["authorization"], "Bearer "); ok {
			p := strings.Split(raw, ":")
			claims := map[string]string{"iss": "https://issuer.example", "token_use": p[0], "sub": p[1]}
			if p[0] == "id" {
				maps.Copy(claims, map[string]string{"email": p[2], "email_verified": "true", "phone_number": "+33199000001",
					"phone_number_verified": "true", "name": strings.ToUpper(p[1][:1]) + p[1][1:], "locale": "fr"})
			}
			e.RequestContext.Authorizer = &events.APIGatewayV2HTTPRequestContextAuthorizerDescription{
				JWT: &events.APIGatewayV2HTTPRequestContextAuthorizerJWTDescription{Claims: claims}}
		}
		return f(ctx, e)
	}
}

// answer is what came back.
type answer struct {
	*house
	status int
	header http.Header
	body   []byte
}

// ask sends one request as who ("" for nobody); body is a string as it stands
// or anything else as JSON; headers alternate. Every answer is checked against
// the description.
func (h *house) ask(who, method, path string, body any, headers ...string) answer {
	h.Helper()
	return h.send(h.request(who, method, path, body, headers...))
}

func (h *house) request(who, method, path string, body any, headers ...string) *http.Request {
	h.Helper()
	var content io.Reader
	switch b := body.(type) {
	case nil:
	case string:
		content = strings.NewReader(b)
	default:
		data, err := json.Marshal(b)
		if err != nil {
			h.Fatal(err)
		}
		content = bytes.NewReader(data)
	}
	r := httptest.NewRequest(method, path, content)
	if content != nil {
		r.Header.Set("Content-Type", "application/json")
	}
	if who != "" {
		if !strings.Contains(who, ":") {
			who = "access:" + who
		}
		r.Header.Set("Authorization", "Bearer "+who)
	}
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	return r
}

func (h *house) send(r *http.Request) answer {
	h.Helper()
	w := httptest.NewRecorder()
	h.handler.ServeHTTP(w, r)
	a := answer{house: h, status: w.Code, header: w.Header(), body: w.Body.Bytes()}
	a.described(r)
	return a
}

// described holds the answer against the description.
func (a answer) described(r *http.Request) {
	a.Helper()
	if a.router == nil {
		return
	}
	route, params, err := a.router.FindRoute(r)
	if err != nil {
		return // not an operation: the tests of errors look at those
	}
	in := &openapi3filter.ResponseValidationInput{
		RequestValidationInput: &openapi3filter.RequestValidationInput{Request: r, PathParams: params, Route: route},
		Status:                 a.status, Header: a.header,
		Options: &openapi3filter.Options{IncludeResponseStatus: true, MultiError: true},
	}
	in.SetBodyBytes(a.body)
	if err := openapi3filter.ValidateResponse(context.Background(), in); err != nil {
		a.Errorf("%s %s: %d is not as described: %v\n%s", r.Method, r.URL.Path, a.status, err, a.body)
	}
}

func (h *house) description() routers.Router {
	h.Helper()
	r, err := legacy.NewRouter(h.spec())
	if err != nil {
		h.Fatal(err)
	}
	return r
}

func (h *house) spec() *openapi3.T {
	h.Helper()
	a := h.ask("", "GET", "/v1/openapi.json", nil)
	doc, err := openapi3.NewLoader().LoadFromData(a.body)
	if err != nil {
		h.Fatal(err)
	}
	doc.Servers = nil
	return doc
}

// is wants a status.
func (a answer) is(status int) answer {
	a.Helper()
	if a.status != status {
		a.Fatalf("status %d, want %d: %s", a.status, status, a.body)
	}
	return a
}

// refused wants a problem with a status and a code.
func (a answer) refused(status int, code string) api.Problem {
	a.Helper()
	var p api.Problem
	a.is(status).into(&p)
	if p.Code != code || p.Status != status || p.Type != "about:blank" || p.Title == "" || p.Detail == "" || p.RequestID == "" {
		a.Fatalf("code %s, want %s: %s", p.Code, code, a.body)
	}
	if ct := a.header.Get("Content-Type"); ct != "application/problem+json" {
		a.Errorf("problem as %s", ct)
	}
	for _, sentence := range append(each(p.Errors, func(w api.Wrong) string { return w.Detail }), p.Detail, p.Title) {
		if strings.ContainsAny(sentence, "{}") || strings.Contains(sentence, "error.") || strings.Contains(sentence, "fix.") {
			a.Errorf("a sentence with a gap: %s", sentence)
		}
	}
	return p
}

func (a answer) into(to any) answer {
	a.Helper()
	if err := json.Unmarshal(a.body, to); err != nil {
		a.Fatalf("%v: %s", err, a.body)
	}
	return a
}

// get gives one string of the answer, by a dotted path.
func (a answer) get(path string) string {
	a.Helper()
	var v any
	a.into(&v)
	for _, name := range strings.Split(path, ".") {
		switch at := v.(type) {
		case map[string]any:
			v = at[name]
		case []any:
			if len(at) == 0 {
				a.Fatalf("no %s: %s", path, a.body)
			}
			v = at[int(name[0]-'0')].(map[string]any)
		}
	}
	s, ok := v.(string)
	if !ok {
		a.Fatalf("no %s: %s", path, a.body)
	}
	return s
}

func each[T, U any](list []T, f func(T) U) []U {
	var all []U
	for _, t := range list {
		all = append(all, f(t))
	}
	return all
}

type object = map[string]any

func (h *house) organization(name, admin string) string {
	h.Helper()
	o, err := h.People.MakeOrganization(h.Context(), id.New(), name, people.DefaultZone, admin, "fr")
	if err != nil {
		h.Fatal(err)
	}
	if err := h.Models.Adopt(h.Context(), o.ID); err != nil {
		h.Fatal(err)
	}
	return o.ID
}

// enter signs who in and accepts what waits for them.
func (h *house) enter(who, mail string) {
	h.Helper()
	var me api.Me
	h.ask("id:"+who+":"+mail, "PUT", "/v1/me", nil).is(200).into(&me)
	for _, i := range me.Invitations {
		h.ask(who, "POST", "/v1/organizations/"+i.Organization.ID+"/invitations/"+i.ID+"/acceptance", nil).is(200)
	}
}

func (h *house) hire(admin, org, who, mail string) {
	h.Helper()
	h.ask(admin, "POST", "/v1/organizations/"+org+"/agents", object{"email": mail, "language": "fr"}).is(201)
	h.enter(who, mail)
}

// account gives who's id.
func (h *house) account(who string) string { return people.AccountID("https://issuer.example", who) }

// dossier makes a dossier of the Cabinet, managed by who.
func (h *house) dossier(who, title string) string {
	h.Helper()
	return h.ask(who, "POST", "/v1/dossiers", object{"organization": h.cabinet,
		"model": model.StarterID(h.cabinet, "insurance-needs"), "title": title}).is(201).get("id")
}

// key makes a share key.
func (h *house) key(who, d, mode string) string {
	h.Helper()
	return h.ask(who, "POST", "/v1/dossiers/"+d+"/share-keys", object{"mode": mode}).is(201).get("key")
}

// heard tells the rooms of everything that lies in the bucket: that it is
// there, and what its scan says.
func (h *house) heard(clean bool, threat string) {
	h.Helper()
	for _, k := range buckettest.Keys(h, h.bucket) {
		if err := h.Documents.Arrived(h.Context(), k); err != nil {
			h.Fatal(err)
		}
	}
	for _, k := range buckettest.Keys(h, h.bucket) {
		if err := h.Documents.Scanned(h.Context(), k, clean, threat); err != nil {
			h.Fatal(err)
		}
	}
}

// sent asks for an upload as who, sends the file by the form that they are
// given, and has it found clean. It gives the upload as it then is.
func (h *house) sent(who, d, name, content string, more object) api.Upload {
	h.Helper()
	body := object{"name": name, "size": len(content)}
	maps.Copy(body, more)
	var u api.Upload
	asked := h.ask(who, "POST", "/v1/dossiers/"+d+"/documents", body).is(201).into(&u)
	if status := sendForm(h, *u.Form, content); status/100 != 2 {
		h.Fatalf("%s: %d", name, status)
	}
	h.heard(true, "")
	u = api.Upload{}
	h.ask(who, "GET", asked.header.Get("Location"), nil).is(200).into(&u)
	return u
}

// sendForm does what a browser does with a form.
func sendForm(t testing.TB, form api.Form, content string) int {
	t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for name, value := range form.Fields {
		_ = w.WriteField(name, value) // a buffer takes everything
	}
	f, _ := w.CreateFormFile("file", "file")
	_, _ = io.WriteString(f, content)
	w.Close()
	res, err := http.Post(form.URL, w.FormDataContentType(), &body)
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	return res.StatusCode
}

// rows is everything that the table holds, in one string to compare.
func (h *house) rows() string {
	h.Helper()
	if h.db == nil {
		h.db = engine.Client(tabletest.Endpoint(h), nil)
	}
	var all []string
	p := dynamodb.NewScanPaginator(h.db, &dynamodb.ScanInput{TableName: &h.table})
	for p.HasMorePages() {
		page, err := p.NextPage(h.Context())
		if err != nil {
			h.Fatal(err)
		}
		for _, item := range page.Items {
			line, err := json.Marshal(item)
			if err != nil {
				h.Fatal(err)
			}
			all = append(all, string(line))
		}
	}
	slices.Sort(all)
	return strings.Join(all, "\n")
}

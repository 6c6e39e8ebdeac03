package functions_test

import (
	"context"
	"encoding/base64"
	"fmt"
	"html"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"tierce/internal/id"
	"tierce/internal/local/engine"
	"tierce/internal/outbox"
	"tierce/internal/people"
	"tierce/internal/rooms"
	"tierce/internal/table/tabletest"
)

// claims of a token of Ana's, as the authorizer hands them over.
func (s *stack) claims(use string) map[string]string {
	return map[string]string{"iss": s.issuer.URL, "sub": "ana", "token_use": use, "email": anaMail, "email_verified": "true",
		"phone_number": anaPhone, "phone_number_verified": "true", "name": anaName, "locale": "fr"}
}

// organization makes one whose first Admin, Ana, is invited, as `make
// organization` does.
func (s *stack) organization() string {
	s.Helper()
	org := id.New()
	if err := s.rooms.Models.Adopt(s.Context(), org); err != nil {
		s.Fatal(err)
	}
	if _, err := s.rooms.People.MakeOrganization(s.Context(), org, "Cabinet Planted", people.DefaultZone, anaMail, "fr"); err != nil {
		s.Fatal(err)
	}
	return org
}

func ask(h http.Handler, method, path, body string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func TestApiAnswersFromItsBootstrap(t *testing.T) {
	s := newStack(t)
	s.organization()
	api := s.run("api")
	if w := ask(api.http(nil), "GET", "/v1/me", ""); w.Code != http.StatusUnauthorized {
		t.Errorf("without claims: %d %s", w.Code, w.Body)
	}
	if w := ask(api.http(s.claims("id")), "PUT", "/v1/me", ""); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), anaMail) {
		t.Errorf("by an ID token: %d %s", w.Code, w.Body)
	}
	ana := api.http(s.claims("access"))
	if w := ask(ana, "GET", "/v1/me", ""); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "Cabinet Planted") {
		t.Errorf("the invitation does not wait: %d %s", w.Code, w.Body)
	}
	if w := ask(ana, "POST", "/v1/imports", `{"key":"TIERCE-PLANTED"}`); w.Code != http.StatusUnprocessableEntity {
		t.Errorf("a mistyped key: %d %s", w.Code, w.Body)
	}
	s.cut.Store(true)
	if w := ask(ana, "GET", "/v1/me", ""); w.Code != http.StatusServiceUnavailable || w.Header().Get("Retry-After") == "" {
		t.Errorf("without a table: %d %s", w.Code, w.Body)
	}
	log := api.log()
	if len(log) != 1 || log[0].Level != "ERROR" || log[0].Request == "" {
		t.Errorf("log %+v, want the one failure, with its request", log)
	}
}

func TestPortalSignsInFromItsBootstrap(t *testing.T) {
	s := newStack(t)
	org := s.organization()
	portal := s.run("portal")
	s.pages.Store(portal.http(nil))
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	ana := &visitor{T: t, client: &http.Client{Jar: jar}}
	page := ana.get(s.portal.URL + "/signin?next=/dossiers")
	if page = ana.send(page, "email", anaMail, "password", password); page.at.Path != "/dossiers" || page.status != http.StatusOK || !strings.Contains(page.body, "Cabinet Planted") {
		t.Fatalf("signed in to %s: %d\n%s", page.at, page.status, page.body)
	}
	// A form's body crosses as base64, its answer as a redirect with a cookie.
	if page = ana.send(page); page.at.Path != "/dossiers" || page.status != http.StatusOK {
		t.Errorf("accepting led to %s: %d\n%s", page.at, page.status, page.body)
	}
	a, err := s.rooms.People.Get(t.Context(), people.AccountID(s.issuer.URL, "ana"))
	if _, in := a.Orgs[org]; err != nil || !in || a.Email != anaMail || a.Phone != anaPhone {
		t.Errorf("account %+v, %v: not an agent by the form", a, err)
	}
	if page = ana.get(s.portal.URL + "/signin/callback?state=planted&code=planted"); page.status != http.StatusBadRequest {
		t.Errorf("a callback that nobody asked for: %d", page.status)
	}
	s.cut.Store(true)
	if page = ana.get(s.portal.URL + "/dossiers"); page.status != http.StatusServiceUnavailable {
		t.Errorf("without a table: %d", page.status)
	}
	log := portal.log()
	if len(log) == 0 || slices.ContainsFunc(log, func(l line) bool { return l.Request == "" }) {
		t.Errorf("log %+v, want the failure, with its request", log)
	}
}

// The adapter's own test covers the shapes of bodies; this one that the
// bootstrap reads one in base64 with a session's cookie, and refuses without.
func TestPortalReadsCookiesOfTheEvent(t *testing.T) {
	s := newStack(t)
	a, err := s.rooms.People.SignIn(t.Context(), people.Claims{Issuer: s.issuer.URL, Subject: "ana", Email: anaMail, Name: anaName, Lang: "en"})
	if err != nil {
		t.Fatal(err)
	}
	session, err := s.rooms.People.Begin(t.Context(), a.ID)
	if err != nil {
		t.Fatal(err)
	}
	portal := s.run("portal")
	e := events.APIGatewayV2HTTPRequest{RawPath: "/account/signout", IsBase64Encoded: true, Cookies: []string{"tierce=" + session.Cookie(time.Now())},
		Body:    base64.StdEncoding.EncodeToString([]byte(url.Values{"token": {session.Form()}}.Encode())),
		Headers: map[string]string{"content-type": "application/x-www-form-urlencoded", "sec-fetch-site": "same-origin"}}
	e.RequestContext.HTTP.Method, e.RequestContext.RequestID = "POST", "r1"
	var answer events.APIGatewayV2HTTPResponse
	portal.invoke(e, &answer)
	if answer.StatusCode != http.StatusSeeOther || len(answer.Cookies) == 0 {
		t.Fatalf("signed out everywhere: %+v", answer)
	}
	portal.invoke(e, &answer)
	if answer.StatusCode == http.StatusSeeOther {
		t.Error("the same cookie still works")
	}
	portal.log()
}

// A mail goes out by the stream's own record, and the schedule brings what the
// mailer left behind.
func TestMailerAndRemindersDeliverFromTheirBootstraps(t *testing.T) {
	s := newStack(t)
	s.organization()
	mailer := s.run("mailer")
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	followed := make(chan error, 1)
	go func() {
		followed <- engine.Follow(ctx, tabletest.Endpoint(t), s.table, engine.Oldest, func(records []events.DynamoDBEventRecord) error {
			var answer events.DynamoDBEventResponse
			mailer.invoke(events.DynamoDBEvent{Records: records}, &answer)
			if len(answer.BatchItemFailures) > 0 {
				t.Errorf("records came back: %+v", answer)
			}
			return nil
		})
	}()
	for wait := time.Now().Add(10 * time.Second); len(s.box.Messages(anaMail)) == 0 && time.Now().Before(wait); {
		time.Sleep(20 * time.Millisecond)
	}
	stop()
	if err := <-followed; err != nil {
		t.Error(err)
	}
	got := s.box.Messages(anaMail)
	if len(got) != 1 || !strings.Contains(got[0].Text, s.portal.URL+"/invitations/") || got[0].Tags["outbox"] == "" {
		t.Fatalf("mails %+v, want one invitation, tagged with its entry", got)
	}
	mailer.log()

	earlier := rooms.On(s.rooms.Table, func() time.Time { return time.Now().Add(-time.Hour) })
	org, _, _ := strings.Cut(strings.SplitAfter(got[0].Text, "/invitations/")[1], "/")
	if _, err := earlier.People.SignIn(t.Context(), people.Claims{Issuer: s.issuer.URL, Subject: "ana", Email: anaMail, Name: anaName, Lang: "fr"}); err != nil {
		t.Fatal(err)
	}
	ana := people.ByToken(s.issuer.URL, "ana")
	inv := regexp.MustCompile(`/invitations/[0-9a-z]+/([0-9a-z]+)`).FindStringSubmatch(got[0].Text)[1]
	if err := earlier.People.Accept(t.Context(), ana, org, inv); err != nil {
		t.Fatal(err)
	}
	if _, err := earlier.People.Invite(t.Context(), ana, org, bobMail, "en", false, id.New()); err != nil {
		t.Fatal(err)
	}
	reminders := s.run("reminders")
	for range 2 { // the second finds nothing
		reminders.invoke(map[string]any{"version": "0", "source": "aws.scheduler", "detail-type": "Scheduled Event", "detail": map[string]any{}}, nil)
	}
	if n := len(s.box.Messages(bobMail)); n != 1 {
		t.Errorf("%d mails by the schedule, want 1", n)
	}
	log := reminders.log()
	if len(log) != 2 || log[0].Msg != "swept" || log[0].Request == "" || log[0].Request == log[1].Request {
		t.Errorf("log %+v, want two sweeps, each with its own request", log)
	}
}

// What SES reports, with addresses in it, marks the entry and leaves no trace
// of anybody in the log.
func TestFeedbackHearsFromItsBootstrap(t *testing.T) {
	s := newStack(t)
	e := outbox.Entry{ID: id.New(), Load: people.InvitationLoad, Due: time.Now().UTC()}
	if err := s.rooms.Table.Commit(t.Context(), outbox.Op(e, e.Due)); err != nil {
		t.Fatal(err)
	}
	said := func(kind, more string) events.SNSEventRecord {
		return events.SNSEventRecord{SNS: events.SNSEntity{Message: fmt.Sprintf(`{"eventType":%q,%s"mail":{"destination":[%q],"tags":{"outbox":[%q],"due":["%d"]}}}`,
			kind, more, anaMail, e.ID, e.Due.UnixNano())}}
	}
	feedback := s.run("feedback")
	feedback.invoke(events.SNSEvent{Records: []events.SNSEventRecord{said("Send", ""), said("Delivery", ""), {SNS: events.SNSEntity{Message: anaMail}},
		said("Bounce", `"bounce":{"bounceType":"Permanent","bounceSubType":"General","bouncedRecipients":[{"emailAddress":"`+anaMail+`"}]},`)}}, nil)
	if got, there, err := outbox.Find(t.Context(), s.rooms.Table, e.ID); err != nil || !there || !got.Sent {
		t.Errorf("entry %+v, %v", got, err)
	}
	log := feedback.log()
	if len(log) != 2 || log[0].Level != "ERROR" || log[1].Msg != "mail refused" || log[1].Request == "" {
		t.Errorf("log %+v, want what could not be read, and the refusal", log)
	}
}

// visitor is somebody with a browser.
type visitor struct {
	*testing.T
	client *http.Client
}

type page struct {
	at     *url.URL
	status int
	body   string
}

func (v *visitor) get(at string) page {
	v.Helper()
	return v.read(v.client.Get(at))
}

func (v *visitor) read(res *http.Response, err error) page {
	v.Helper()
	if err != nil {
		v.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		v.Fatal(err)
	}
	return page{res.Request.URL, res.StatusCode, string(body)}
}

var (
	mainForm = regexp.MustCompile(`(?s)<main.*?<form[^>]* action="([^"]*)".*?</form>`)
	hidden   = regexp.MustCompile(`<input type="hidden" name="([^"]*)" value="([^"]*)"`)
)

// send fills in the first form of the page's main part.
func (v *visitor) send(p page, typed ...string) page {
	v.Helper()
	f := mainForm.FindStringSubmatch(p.body)
	if f == nil {
		v.Fatalf("no form at %s: %d\n%s", p.at, p.status, p.body)
	}
	values := url.Values{}
	for _, h := range hidden.FindAllStringSubmatch(f[0], -1) {
		values.Set(h[1], html.UnescapeString(h[2]))
	}
	for i := 0; i < len(typed); i += 2 {
		values.Set(typed[i], typed[i+1])
	}
	to, err := p.at.Parse(html.UnescapeString(f[1]))
	if err != nil {
		v.Fatal(err)
	}
	r, err := http.NewRequestWithContext(v.Context(), http.MethodPost, to.String(), strings.NewReader(values.Encode()))
	if err != nil {
		v.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	return v.read(v.client.Do(r))
}

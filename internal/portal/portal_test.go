package portal

import (
	"context"
	"html"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"tierce/internal/people"
	"tierce/internal/rooms/roomstest"
)

// house is a portal on rooms of its own, with a clock that tests move.
type house struct {
	*roomstest.House
	t      *testing.T
	server *httptest.Server
}

func newHouse(t *testing.T) *house {
	t.Helper()
	h := &house{House: roomstest.New(t).Files(), t: t}
	h.server = httptest.NewUnstartedServer(nil)
	h.server.Config.Handler = Handler(h.Rooms, Options{BaseURL: "http://" + h.server.Listener.Addr().String(),
		Issuer: "http://127.0.0.1:1/none", ClientID: "portal", Local: true})
	h.server.Start()
	t.Cleanup(h.server.Close)
	return h
}

func (h *house) must(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

// The people of two organisations, and one of none.
const (
	claire = "claire@cabinet.example" // Admin of Cabinet Un
	paul   = "paul@cabinet.example"
	marc   = "marc@conseil.example" // Admin of Conseil Deux
	nina   = "nina@nowhere.example"
)

// furnished is a house with both organisations and a dossier of claire's.
func furnished(t *testing.T) (h *house, un, deux, d string) {
	t.Helper()
	h = newHouse(t)
	un, deux = h.Organization("Cabinet Un", claire), h.Organization("Conseil Deux", marc)
	h.Agent(un, claire, paul, false)
	h.SignIn(nina)
	return h, un, deux, h.Dossier(un, claire, "insurance-needs")
}

// visitor is somebody with a browser.
type visitor struct {
	*house
	account people.Account
	client  *http.Client
	cookie  string
	lang    string
}

// visit begins a session for whoever has email.
func (h *house) visit(email string) *visitor {
	h.t.Helper()
	v := h.nobody()
	a, err := h.People.Get(context.Background(), h.Account(email))
	h.must(err)
	v.account = a
	v.signIn()
	return v
}

// nobody is a browser that is not signed in.
func (h *house) nobody() *visitor {
	return &visitor{house: h, client: &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
}

func (v *visitor) signIn() {
	v.t.Helper()
	s, err := v.People.Begin(context.Background(), v.account.ID)
	v.must(err)
	v.cookie = s.Cookie(v.Clock())
}

// answer is what a browser got.
type answer struct {
	*http.Response
	body string
}

func (v *visitor) do(r *http.Request) answer {
	v.t.Helper()
	if v.cookie != "" {
		r.AddCookie(&http.Cookie{Name: "tierce", Value: v.cookie})
	}
	if v.lang != "" {
		r.Header.Set("Accept-Language", v.lang)
	}
	res, err := v.client.Do(r)
	v.must(err)
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	v.must(err)
	for _, c := range res.Cookies() {
		if c.Name == "tierce" {
			v.cookie = c.Value
		}
	}
	if strings.HasPrefix(res.Header.Get("Content-Type"), "text/html") {
		wellMade(v.t, r.URL.Path, string(b))
	}
	return answer{res, string(b)}
}

func (v *visitor) get(path string) answer {
	v.t.Helper()
	r, err := http.NewRequest("GET", v.server.URL+path, nil)
	v.must(err)
	return v.do(r)
}

// see is get of a page that must be there.
func (v *visitor) see(path string) string {
	v.t.Helper()
	a := v.get(path)
	if a.StatusCode != 200 {
		v.t.Fatalf("GET %s: %d\n%s", path, a.StatusCode, mainOf(a.body))
	}
	return a.body
}

func (v *visitor) post(path string, form url.Values) answer {
	v.t.Helper()
	r, err := http.NewRequest("POST", v.server.URL+path, strings.NewReader(form.Encode()))
	v.must(err)
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	return v.do(r)
}

// send opens the page at path, fills in its form for action with typed, and
// sends it as a browser does.
func (v *visitor) send(path, action string, typed ...string) answer {
	v.t.Helper()
	form := formFor(v.t, v.see(path), action)
	for i := 0; i < len(typed); i += 2 {
		form.Set(typed[i], typed[i+1])
	}
	return v.post(action, form)
}

// follow wants a redirect and gives where to.
func (v *visitor) follow(a answer) string {
	v.t.Helper()
	if a.StatusCode != http.StatusSeeOther {
		v.t.Fatalf("%s %s: %d\n%s", a.Request.Method, a.Request.URL.Path, a.StatusCode, mainOf(a.body))
	}
	return a.Header.Get("Location")
}

var (
	formTag  = regexp.MustCompile(`(?s)<form[^>]*method="post"[^>]*>.*?</form>`)
	inputTag = regexp.MustCompile(`<input[^>]*>`)
	attrText = regexp.MustCompile(`([a-z-]+)(?:="([^"]*)")?`)
	areaTag  = regexp.MustCompile(`(?s)<textarea[^>]* name="([^"]*)"[^>]*>\n(.*?)</textarea>`)
	pickTag  = regexp.MustCompile(`(?s)<select[^>]* name="([^"]*)"[^>]*>(.*?)</select>`)
	onTag    = regexp.MustCompile(`<option value="([^"]*)" selected>`)
)

// formFor reads what a form would send untouched.
func formFor(t *testing.T, page, action string) url.Values {
	t.Helper()
	for _, f := range formTag.FindAllString(page, -1) {
		if strings.Contains(f, `action="`+action+`"`) {
			return fieldsOf(f)
		}
	}
	t.Fatalf("no form for %s in\n%s", action, mainOf(page))
	return nil
}

func fieldsOf(f string) url.Values {
	form := url.Values{}
	for _, tag := range inputTag.FindAllString(f, -1) {
		attr := map[string]string{}
		for _, a := range attrText.FindAllStringSubmatch(strings.TrimPrefix(tag, "<input"), -1) {
			attr[a[1]] = plain(a[2])
		}
		_, on := attr["checked"]
		if kind := attr["type"]; attr["name"] != "" && kind != "file" && (kind != "radio" && kind != "checkbox" || on) {
			form.Add(attr["name"], attr["value"])
		}
	}
	for _, a := range areaTag.FindAllStringSubmatch(f, -1) {
		form.Add(plain(a[1]), plain(a[2]))
	}
	for _, p := range pickTag.FindAllStringSubmatch(f, -1) {
		if on := onTag.FindStringSubmatch(p[2]); on != nil {
			form.Add(plain(p[1]), plain(on[1]))
		}
	}
	return form
}

// plain undoes what html/template escapes.
func plain(s string) string { return html.UnescapeString(s) }

// mainOf is the part of a page that tests look at.
func mainOf(page string) string {
	_, after, ok := strings.Cut(page, `<main`)
	if !ok {
		return page
	}
	before, _, _ := strings.Cut(after, "</main>")
	return before
}

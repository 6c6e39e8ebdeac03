package promises

import (
	"cmp"
	"html"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"tierce/internal/people"
)

// walk goes through the portal as claire, an Admin's invitee and the Admin, by
// every link, and sends every form that it meets: what ends something last, and
// the session at the very end.
func (h *house) walk() {
	h.Helper()
	h.ask(ana, "POST", "/v1/organizations/"+h.ids["org"]+"/agents", object{"email": nina.email, "language": "en"}).is(201)
	for _, who := range []*person{nina, claire, ana} {
		h.visit(who).wander()
		h.wait(time.Second) // a session begins after everything was signed out
	}
}

func (v *visitor) wander() {
	v.Helper()
	forms := map[string]url.Values{}
	for _, page := range v.crawl("/", "/dossiers", "/account") {
		for action, form := range v.get(page).forms() {
			if _, met := forms[action]; !met {
				forms[action] = form
			}
		}
	}
	for _, action := range slices.SortedFunc(maps.Keys(forms), func(a, b string) int {
		return cmp.Or(cmp.Compare(gravity(a), gravity(b)), cmp.Compare(a, b))
	}) {
		v.send(action, forms[action])
	}
}

// gravity sorts forms: a sign-out everywhere ends all that comes after it.
func gravity(action string) int {
	switch {
	case action == "/account/signout":
		return 5
	case action == "/signout":
		return 4
	case ofDossier.MatchString(action): // which ends whatever could be done there
		return 3
	case strings.HasSuffix(action, "/manager"): // whose deeds are then another's
		return 2
	case ending.MatchString(action):
		return 1
	case strings.HasSuffix(action, "/delete"): // before a section names them
		return -1
	}
	return 0
}

var ofDossier = regexp.MustCompile(`^/dossiers/[0-9a-z]{16}/delete$`)

var ending = regexp.MustCompile(`(revoke|remove|end|deactivation)$`)

// send sends a form. The session's end by the other way needs another session.
func (v *visitor) send(action string, form url.Values) {
	v.Helper()
	if action == "/signout" {
		v = v.visit(v.who)
		form.Set("token", v.token)
	}
	if form.Has("key") && action != "/attach" {
		form.Set("key", v.ids["sent"])
	}
	a := v.do("POST", action, form)
	if a.status >= 500 {
		v.Errorf("portal: POST %s: %d\n%s", action, a.status, a.body)
	}
	if _, pattern := v.forms.Handler(httptest.NewRequest("POST", action, nil)); a.status < 400 {
		v.done[pattern] = true
	}
}

// crawl gives every page that links lead to, from those at start.
func (v *visitor) crawl(start ...string) []string {
	v.Helper()
	seen := map[string]bool{}
	for queue := start; len(queue) > 0; queue = queue[1:] {
		if len(seen) == 2000 {
			v.Fatal("the portal has no end")
		}
		if seen[queue[0]] || strings.HasPrefix(queue[0], "/static/") || strings.HasPrefix(queue[0], "/signin") || strings.HasPrefix(queue[0], "/_local") {
			continue
		}
		seen[queue[0]] = true
		if a := v.get(queue[0]); a.status == http.StatusOK {
			queue = append(queue, a.links()...)
		} else if a.status >= 500 {
			v.Errorf("portal: GET %s: %d\n%s", queue[0], a.status, a.body)
		}
	}
	return slices.Sorted(maps.Keys(seen))
}

func (v *visitor) get(path string) answer { return v.do("GET", path, nil) }

// visitor is somebody with a browser in the portal.
type visitor struct {
	*house
	who    *person
	cookie string
	token  string            // of its forms
	others map[string]string // cookies beside the session's, where they are kept
}

// visit signs who in as the sign-in's callback does.
func (h *house) visit(who *person) *visitor {
	h.Helper()
	r := h.rooms["portal"]
	a, err := r.People.SignIn(h.Context(), people.Claims{Issuer: issuer, Subject: who.claims("access")["sub"], Email: who.email, Phone: who.phone, Name: who.name, Lang: "en"})
	if err != nil {
		h.Fatal(err)
	}
	s, err := r.People.Begin(h.Context(), a.ID)
	if err != nil {
		h.Fatal(err)
	}
	v := &visitor{house: h, who: who, cookie: s.Cookie(h.clock()), token: s.Form()}
	h.secrets = append(h.secrets, strings.Split(v.cookie, ".")[1])
	h.tokens = append(h.tokens, v.token)
	return v
}

func (v *visitor) do(method, path string, form url.Values, headers ...string) answer {
	v.Helper()
	r := httptest.NewRequest(method, site+path, strings.NewReader(form.Encode()))
	if method == "POST" {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	return v.sent(r)
}

// sent sends r with the visitor's cookies, and keeps those that come back.
func (v *visitor) sent(r *http.Request) answer {
	v.Helper()
	if v.cookie != "" {
		r.AddCookie(&http.Cookie{Name: "__Host-tierce", Value: v.cookie})
	}
	for name, value := range v.others {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	w := httptest.NewRecorder()
	v.portal.ServeHTTP(w, r)
	for _, c := range w.Result().Cookies() {
		if c.Name == "__Host-tierce" && c.MaxAge >= 0 {
			v.cookie = c.Value
		} else if v.others != nil {
			v.others[c.Name] = c.Value
		}
	}
	return v.seen(r, w)
}

var (
	linkTag   = regexp.MustCompile(`<a [^>]*href="(/[^"]*)"`)
	formTag   = regexp.MustCompile(`(?s)<form[^>]*>.*?</form>`)
	fieldTag  = regexp.MustCompile(`(?s)<(input|select|textarea|button)([^>]*)>`)
	optionTag = regexp.MustCompile(`<option[^>]*value="([^"]+)"`)
	attribute = regexp.MustCompile(`([a-z-]+)="([^"]*)"`)
)

func attributes(tag string) map[string]string {
	all := map[string]string{}
	for _, m := range attribute.FindAllStringSubmatch(tag, -1) {
		all[m[1]] = html.UnescapeString(m[2])
	}
	return all
}

// links are where a page leads, by its links and by the forms that only ask.
func (a answer) links() []string {
	var all []string
	for _, m := range linkTag.FindAllStringSubmatch(string(a.body), -1) {
		all = append(all, html.UnescapeString(m[1]))
	}
	for action, values := range a.filled("get") {
		all = append(all, action+"?"+values.Encode())
	}
	return all
}

// forms are what a page would post, by where to.
func (a answer) forms() map[string]url.Values { return a.filled("post") }

// filled gives the page's forms of a method, with something typed into what is
// empty and the first of every choice.
func (a answer) filled(method string) map[string]url.Values {
	all := map[string]url.Values{}
	for _, f := range formTag.FindAllString(string(a.body), -1) {
		head := attributes(f[:strings.Index(f, ">")])
		if cmp.Or(head["method"], "get") != method {
			continue
		}
		values := url.Values{}
		for _, m := range fieldTag.FindAllStringSubmatch(f, -1) {
			at := attributes(m[2])
			name := at["name"]
			switch {
			case name == "" || at["type"] == "file" || at["type"] == "checkbox" || at["type"] == "radio" && values.Has(name):
			case m[1] == "select":
				if o := optionTag.FindStringSubmatch(f[strings.Index(f, m[0]):]); o != nil {
					values.Set(name, html.UnescapeString(o[1]))
				}
			case m[1] == "button" || at["type"] == "hidden" || at["value"] != "":
				values.Set(name, at["value"])
			default:
				values.Set(name, typed(at, method))
			}
		}
		all[head["action"]] = values
	}
	return all
}

// typed is what somebody may type there; what a form asks stands in its URL.
func typed(at map[string]string, method string) string {
	switch {
	case method == "get":
		return "z"
	case at["type"] == "email":
		return "someone@planted-i.example"
	case at["type"] == "tel":
		return "+33199000121"
	case at["type"] == "date", at["name"] == "birthDate":
		return "2026-02-28"
	case at["type"] == "number", at["inputmode"] == "decimal", at["inputmode"] == "numeric":
		return "3"
	}
	return plantedText
}

package promises

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"tierce/internal/portal"
)

var brace = regexp.MustCompile(`\{([a-z]+)\}`)

// path fills a pattern with what its braces stand for in this house. A word
// that no part of the story has set is a hole in this test.
func (h *house) path(pattern string) string {
	return brace.ReplaceAllStringFunc(strings.TrimSuffix(pattern, "{$}"), func(b string) string {
		id, known := h.ids[strings.Trim(b, "{}")]
		if !known {
			h.Errorf("%s: the story sets no %s", pattern, b)
		}
		return id
	})
}

// pages lists the portal's routes of a method, from its mux.
func (h *house) pages(method string) []string {
	var all []string
	for _, pattern := range portal.Routes() {
		if m, path, _ := strings.Cut(pattern, " "); m == method && path != "/signin" && path != "/signin/callback" {
			all = append(all, h.path(path))
		}
	}
	return all
}

// operationsOf lists the API's operations of a method, from its description.
func (h *house) operationsOf(method string) []string {
	var all []string
	for pattern := range h.done {
		if m, path, _ := strings.Cut(pattern, " "); m == method && strings.HasPrefix(path, "/v1/") {
			path = h.path(path)
			if strings.HasPrefix(path, "/v1/models") {
				path += "?organization=" + h.ids["org"]
			}
			all = append(all, path)
		}
	}
	return all
}

// Every route of the portal and of the API, after the story, asked by everybody.
func TestEveryRoute(t *testing.T) {
	h := open(t)
	h.story()
	nobody := &visitor{house: h}
	h.ids["file"] = assetName.FindStringSubmatch(string(nobody.get("/").body))[1]
	everybody := []*visitor{nobody}
	for _, p := range []*person{ana, claire, marc, nina} {
		everybody = append(everybody, h.visit(p))
	}
	t.Run("reading changes nothing", func(t *testing.T) { h.readingChangesNothing(t, everybody) })
	t.Run("refuses what another site sends", h.refusesOtherSites)
	t.Run("takes no cookie in the API", h.takesNoCookie)
	t.Run("answers with strict headers", func(t *testing.T) { h.answersStrictly(t, everybody) })
}

var assetName = regexp.MustCompile(`/static/([^"]+)`)

// readingChangesNothing: GET and HEAD change nothing but the trail (quality.md 8): every route of the
// portal and of the API, by everybody.
func (h *house) readingChangesNothing(t *testing.T, everybody []*visitor) {
	before, asked := h.state(), 0
	for _, method := range []string{"GET", "HEAD"} {
		for _, path := range append(h.pages("GET"), "/signin", "/no/such/page") {
			for _, v := range everybody {
				v.do(method, path, nil)
				asked++
			}
		}
		for _, path := range h.operationsOf("GET") {
			for _, who := range []*person{nil, ana, claire, marc, nina} {
				h.ask(who, method, path, nil)
				asked++
			}
		}
		if after := h.state(); after != before {
			t.Errorf("%s changed rows:\n%s", method, differs(before, after))
		}
	}
	t.Logf("%d requests", asked)
}

func differs(before, after string) string {
	var lines []string
	was := map[string]bool{}
	for line := range strings.Lines(before) {
		was[strings.TrimSpace(line)] = true
	}
	for line := range strings.Lines(after) {
		if !was[strings.TrimSpace(line)] {
			lines = append(lines, "+ "+line)
		}
	}
	return strings.Join(lines, "")
}

// refusesOtherSites: whatever another site's page sends is refused and changes nothing, even with
// the session's cookie and the form's token (quality.md 8). A post without any
// sign of where it comes from needs the token.
func (h *house) refusesOtherSites(t *testing.T) {
	v := h.visit(claire)
	form := url.Values{"token": {v.token}, "language": {"fr"}, "next": {"/"}, "title": {"x"}, "model": {h.ids["org"] + "-" + h.ids["model"]}}
	untokened := url.Values{"title": {"x"}, "key": {h.ids["sent"]}, "model": form["model"], "mode": {"copy"}}
	before := h.state()
	for _, path := range h.pages("POST") {
		for _, evil := range [][]string{
			{"Sec-Fetch-Site", "cross-site"},
			{"Sec-Fetch-Site", "same-site"},
			{"Sec-Fetch-Site", "", "Origin", "https://evil.example"},
		} {
			if a := v.do("POST", path, form, evil...); a.status != http.StatusForbidden {
				t.Errorf("POST %s with %v: %d, want 403", path, evil, a.status)
			}
		}
		if a := v.do("POST", path, untokened, "Sec-Fetch-Site", ""); path != "/language" && a.status < 400 {
			t.Errorf("POST %s without a token: %d", path, a.status)
		}
	}
	if after := h.state(); after != before {
		t.Errorf("rows changed:\n%s", differs(before, after))
	}
}

// takesNoCookie: every change of the API needs a token's claims: a cookie opens nothing there.
func (h *house) takesNoCookie(t *testing.T) {
	v := h.visit(claire)
	before := h.state()
	for _, method := range []string{"GET", "POST", "PUT", "PATCH", "DELETE"} {
		for _, path := range h.operationsOf(method) {
			a := h.ask(nil, method, path, object{}, "Cookie", "__Host-tierce="+v.cookie)
			if a.status != http.StatusUnauthorized || a.header.Get("Access-Control-Allow-Origin") != "" {
				t.Errorf("%s %s: %d, want 401", method, path, a.status)
			}
		}
	}
	if after := h.state(); after != before {
		t.Errorf("rows changed:\n%s", differs(before, after))
	}
}

// strict are the headers of every answer of the portal, and what each must say.
var strict = map[string]*regexp.Regexp{
	"Content-Security-Policy":      regexp.MustCompile(`^default-src 'none'; .*frame-ancestors 'none'`),
	"X-Content-Type-Options":       regexp.MustCompile(`^nosniff$`),
	"X-Frame-Options":              regexp.MustCompile(`^DENY$`),
	"Referrer-Policy":              regexp.MustCompile(`^same-origin$`),
	"Cross-Origin-Opener-Policy":   regexp.MustCompile(`^same-origin$`),
	"Cross-Origin-Resource-Policy": regexp.MustCompile(`^same-origin$`),
	"Permissions-Policy":           regexp.MustCompile(`camera=\(\)`),
	"Strict-Transport-Security":    regexp.MustCompile(`max-age=[0-9]{8}`),
	"Cache-Control":                regexp.MustCompile(`^(no-store|public, max-age=[0-9]+, immutable)$`),
}

// answersStrictly: every page has the strict headers, refusals and redirects too (quality.md 8).
func (h *house) answersStrictly(t *testing.T, everybody []*visitor) {
	held := func(what string, a answer) {
		for name, want := range strict {
			if got := a.header.Get(name); !want.MatchString(got) {
				t.Errorf("%s: %d: %s is %q", what, a.status, name, got)
			}
		}
		if csp := a.header.Get("Content-Security-Policy"); strings.Contains(csp, "unsafe") || strings.Contains(csp, "*") {
			t.Errorf("%s: policy %q", what, csp)
		}
		if a.header.Get("Cache-Control") != "no-store" && !strings.Contains(what, "/static/") {
			t.Errorf("%s may be kept", what)
		}
	}
	for _, v := range everybody {
		for _, path := range append(h.pages("GET"), "/signin", "/signin/callback", "/no/such/page") {
			held("GET "+path, v.do("GET", path, nil))
		}
		for _, path := range h.pages("POST") {
			held("POST "+path, v.do("POST", path, url.Values{}))
		}
	}
	for path, who := range map[string]*person{"/v1/me": claire, "/v1/dossiers/" + h.ids["dossier"]: nina, "/v1/nowhere": nil} {
		a := h.ask(who, "GET", path, nil)
		if a.header.Get("Content-Security-Policy") == "" || a.header.Get("X-Content-Type-Options") != "nosniff" || a.header.Get("Cache-Control") != "no-store" {
			t.Errorf("API, %s: %v", path, a.header)
		}
	}
}

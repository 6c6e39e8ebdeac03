package promises

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var mailed = regexp.MustCompile(regexp.QuoteMeta(site) + `[^\s"<>)]*`)

// A program that opens the links of every mail, follows whatever they lead to,
// and sends every form that it finds, leaves everything as it was (ABB-10): it
// has no session, and does not know the address that it reads for.
func TestABB10ALinkScannerLeavesEverythingAsItWas(t *testing.T) {
	h := open(t)
	h.story()
	at := "/v1/dossiers/" + h.ids["dossier"]
	person := h.ask(claire, "POST", at+"/people", object{"name": plantedName, "family": true, "email": "scanned@planted-z.example",
		"phone": "+33199000177", "language": "fr"}).is(201).get("id")
	h.ask(claire, "PUT", at+"/grants/"+person, object{"way": "family", "level": "write"}).is(200)
	h.stream()
	v := &visitor{house: h}
	queue, seen, sent := h.links(), map[string]bool{}, map[string]bool{}
	if len(queue) < 5 {
		t.Fatalf("mails hold %v only", queue)
	}
	before := h.state()
	for ; len(queue) > 0; queue = queue[1:] {
		if path := queue[0]; !seen[path] {
			seen[path] = true
			v.do("HEAD", path, nil)
			page := v.get(path)
			queue = append(queue, page.onward()...)
			for action, form := range page.forms() {
				if !sent[action+form.Encode()] {
					sent[action+form.Encode()] = true
					queue = append(queue, v.do("POST", action, form, "Sec-Fetch-Site", "").onward()...)
				}
			}
		}
	}
	if after := h.state(); after != before {
		t.Errorf("changed:\n%s", differs(before, after))
	}
	notMe := false
	for form := range sent {
		notMe = notMe || strings.Contains(form, "/not-me") && strings.Contains(form, "email=")
	}
	if !notMe {
		t.Error("no form met that says \"this is not me\"")
	}
	t.Logf("%d pages, %d forms", len(seen), len(sent))
}

// links are the paths that mails lead to.
func (h *house) links() (paths []string) {
	for _, m := range h.box.Messages("") {
		for _, link := range mailed.FindAllString(m.Text+m.HTML, -1) {
			if path := strings.TrimSuffix(strings.TrimPrefix(link, site), "."); path != "" && !slices.Contains(paths, path) {
				paths = append(paths, path)
			}
		}
	}
	return paths
}

// onward is where a page leads, by links and redirects, within the site.
func (a answer) onward() []string {
	all := a.links()
	if to, err := url.Parse(a.header.Get("Location")); err == nil && to.Path != "" && (to.Host == "" || strings.HasPrefix(to.String(), site)) {
		all = append(all, to.RequestURI())
	}
	return slices.DeleteFunc(all, func(path string) bool { return strings.HasPrefix(path, "/static/") })
}

package portal

import (
	"regexp"
	"strings"
	"testing"
)

var (
	idAttr      = regexp.MustCompile(` id="([^"]*)"`)
	pointers    = regexp.MustCompile(` (?:for|aria-describedby|aria-labelledby)="([^"]*)"`)
	anchors     = regexp.MustCompile(` href="#([^"]*)"`)
	headingTag  = regexp.MustCompile(`<h([1-6])[ >]`)
	controlTag  = regexp.MustCompile(`<(?:input|select|textarea)[^>]*>`)
	ownID       = regexp.MustCompile(` id="([^"]*)"`)
	labelledFor = regexp.MustCompile(`<label[^>]* for="([^"]*)"`)
)

// wellMade holds every page that a test sees to what assistive technology
// needs: ids once, pointers that arrive, headings in order, a label for each
// control.
func wellMade(t *testing.T, path, page string) {
	t.Helper()
	ids := map[string]bool{}
	for _, m := range idAttr.FindAllStringSubmatch(page, -1) {
		if ids[m[1]] {
			t.Errorf("%s: id %s twice", path, m[1])
		}
		ids[m[1]] = true
	}
	for _, m := range append(pointers.FindAllStringSubmatch(page, -1), anchors.FindAllStringSubmatch(page, -1)...) {
		for _, to := range strings.Fields(m[1]) {
			if !ids[plain(to)] {
				t.Errorf("%s: nothing has the id %s", path, to)
			}
		}
	}
	was := 0
	for _, m := range headingTag.FindAllStringSubmatch(mainOf(page), -1) {
		level := int(m[1][0] - '0')
		if level > was+1 && was > 0 {
			t.Errorf("%s: h%d after h%d", path, level, was)
		}
		was = level
	}
	labelled := map[string]bool{}
	for _, m := range labelledFor.FindAllStringSubmatch(page, -1) {
		labelled[m[1]] = true
	}
	for _, tag := range controlTag.FindAllString(page, -1) {
		own := ownID.FindStringSubmatch(tag)
		if !strings.Contains(tag, `type="hidden"`) && (own == nil || !labelled[own[1]]) {
			t.Errorf("%s: no label for %s", path, tag)
		}
	}
}

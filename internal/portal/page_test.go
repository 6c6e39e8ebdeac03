package portal

import (
	"context"
	"regexp"
	"strings"
	"testing"

	"tierce/internal/id"
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

var onceOrToken = regexp.MustCompile(`name="(once|token)" value="[^"]*"|Request number: \S+|Numéro de la demande.: \S+`)

// The language is the account's, whatever the browser asks for and however the
// account came to be read.
func TestALL7EachPageIsInTheAccountsLanguage(t *testing.T) {
	h, d, person := full(t)
	h.must(h.Dossiers.AddToTeam(context.Background(), h.As(claire), d, h.Account(paul)))
	limitedTo, notMine := h.Dossier(h.visit(claire).org(), claire, "insurance-needs"), h.Dossier(h.visit(claire).org(), paul, "insurance-needs")
	limited(h, h.visit(claire).org(), limitedTo, "insured")
	at := "/dossiers/" + d
	pages := map[string][]string{
		claire: {"/dossiers", "/dossiers/new", "/account", "/imports", at, at + "/edit", at + "/sections/all", at + "/sections/all/edit", at + "/people", at + "/people/new",
			at + "/people/" + person, at + "/people/" + person + "/delete", at + "/team", at + "/team/add", at + "/team/" + h.Account(paul) + "/team/end",
			at + "/manager", at + "/manager?account=" + h.Account(paul), at + "/share", at + "/keys", at + "/trail", "/dossiers/" + notMine, "/dossiers/" + id.New()},
		paul: {"/dossiers/" + limitedTo, "/dossiers/" + limitedTo + "/sections/insured", "/dossiers/" + limitedTo + "/sections/finances", "/dossiers/" + limitedTo + "/people"},
	}
	for email, paths := range pages {
		v := h.visit(email).speak("fr")
		for _, path := range paths {
			v.lang = "en"
			asked := onceOrToken.ReplaceAllString(v.get(path).body, "")
			v.lang = "fr"
			if is := onceOrToken.ReplaceAllString(v.get(path).body, ""); is != asked {
				t.Errorf("%s is not the same to an English browser:\n%s\nand\n%s", path, mainOf(asked), mainOf(is))
			}
		}
	}
}

// org is the first organisation that somebody works for.
func (v *visitor) org() string { return orgsOf(v.account)[0] }

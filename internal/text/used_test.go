package text

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// built are the beginnings of ids whose rest the code puts behind: words that
// stand in the code too, such as portal.upload. with a state, and -text. A new
// one is written here by hand.
var built = []string{
	"action.", "document.refused-", "error.", "error.refused-", "fix.", "gateway.", "group.", "kind.", "level.",
	"mail.can.", "mail.can.option-", "mail.level.", "mail.see-", "mail.solicitation.what-",
	// What a mail of one kind says: its subject, its lines, its button.
	"mail.access-changed.", "mail.access-ended.", "mail.access-given.", "mail.agent-invitation.", "mail.bounced.", "mail.came-in.",
	"mail.behalf-given.", "mail.behalf-invitation.", "mail.behalf-lost.",
	"mail.client-given.", "mail.client-invitation.", "mail.client-lost.", "mail.document.", "mail.dossier-back.", "mail.dossier-deleted.", "mail.entered.",
	"mail.invitation.", "mail.not-me.", "mail.primary.", "mail.request.", "mail.request-answered.", "mail.section-returned.",
	"mail.section-submitted.", "mail.shown.", "mail.solicitation.",
	"move.", "placeholder.", "portal.", "portal.advisor.", "portal.answer.state-", "portal.clients.end-", "portal.contacts.option-", "portal.documents.", "portal.done.",
	"portal.error.", "portal.family.", "portal.guestoffer.by-", "portal.guestoffer.come-in-", "portal.guestoffer.in-", "portal.holder.", "portal.invite.state-", "portal.keys.state-", "portal.level.", "portal.moving.", "portal.origin.",
	"portal.reach.language-", "portal.refused.title-", "portal.request.", "portal.right.means-", "portal.role.", "portal.seal.",
	"portal.share.means-", "portal.share.mode-", "portal.simulation.", "portal.solicitation.", "portal.solicitation.state-", "portal.state.", "portal.templates.rule-",
	"portal.ties.", "portal.tree.", "portal.tree.left-out-", "portal.tree.line-", "portal.upload.", "portal.verdict.", "portal.verify.change-",
	"portal.verify.code-title-", "portal.verify.send-", "portal.views.", "portal.views.name-", "portal.views.own-", "portal.views.type-",
	"portal.yesno.", "situation.", "standing.", "thing.", "title.", "trail.", "trail.column-",
}

// arguments of an act begin ids too: timeline puts their name before the value.
var arguments = []string{"field.", "kind.", "level.", "mode."}

// notIDs look like ids and are something else.
var notIDs = []string{"portal.css"}

var (
	likeID   = regexp.MustCompile(`^[a-z]+\.([a-z0-9-]+\.)*[a-z0-9-]*$`)
	status   = regexp.MustCompile(`^[1-5][0-9][0-9]$`)
	likeCode = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
)

func TestALL7EveryIDThatIsSaidHasASentence(t *testing.T) {
	h := house(t)
	topics := map[string]bool{}
	for _, id := range EN.IDs() {
		topic, _, _ := strings.Cut(id, ".")
		topics[topic] = true
	}
	var beginnings []string
	for w, at := range h.words {
		topic, _, _ := strings.Cut(w, ".")
		switch {
		case !likeID.MatchString(w) || !topics[topic] || slices.Contains(notIDs, w):
		case strings.HasSuffix(w, ".") || strings.HasSuffix(w, "-"):
			beginnings = append(beginnings, w)
			if !slices.Contains(built, w) {
				t.Errorf("%s: %q begins ids and is not among those written in this test", at, w)
			}
		case !EN.Has(w) && !EN.Has(w+".other"):
			t.Errorf("%s: %q has no sentence", at, w)
		}
	}
	for _, b := range built {
		if !slices.Contains(beginnings, b) && !slices.Contains(beginnings, b[:strings.Index(b, ".")+1]) {
			t.Errorf("%q is written in this test, and begins no id any more", b)
		}
	}
}

func TestALL4EveryCodeOfAFaultHasASentence(t *testing.T) {
	codes := house(t).codes
	if len(codes) < 150 {
		t.Fatalf("only %d codes found: the test no longer sees them", len(codes))
	}
	for _, code := range slices.Sorted(maps.Keys(codes)) {
		own := strings.HasSuffix(codes[code], "/portal") && EN.Has("portal.error."+code)
		if likeCode.MatchString(code) && !own && !EN.Has("error."+code) {
			t.Errorf("%s: error.%s has no sentence", codes[code], code)
		}
	}
}

func TestEverySentenceIsSaidSomewhere(t *testing.T) {
	words := house(t).words
	for _, id := range EN.IDs() {
		if !isSaid(strings.TrimSuffix(strings.TrimSuffix(id, ".one"), ".other"), words) {
			t.Errorf("%s: nothing says it", id)
		}
	}
}

// isSaid tells whether id stands in the code, or is a beginning with words of
// the code behind it.
func isSaid(id string, words map[string]string) bool {
	if words[id] != "" {
		return true
	}
	for _, b := range slices.Concat(built, arguments) {
		if rest, ok := strings.CutPrefix(id, b); ok && (status.MatchString(rest) || isMade(rest, words, 4)) {
			return true
		}
	}
	return false
}

// isMade tells whether s is made of at most so many words, hyphens between them.
func isMade(s string, words map[string]string, most int) bool {
	if words[s] != "" {
		return true
	}
	for i := 2; most > 1 && i < len(s); i++ {
		if words[s[:i]] != "" && (isMade(s[i:], words, most-1) || isMade(strings.TrimPrefix(s[i:], "-"), words, most-1)) {
			return true
		}
	}
	return false
}

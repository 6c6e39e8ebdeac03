package journeys

import (
	"strings"
	"sync"
	"testing"
	"time"

	"tierce/internal/text"
)

// spent is the one sentence for every key that opens nothing any more (EVO-6),
// as the product promises it, word for word.
var spent = map[text.Lang]string{
	"fr": "Cette clé de partage a déjà servi à importer un dossier, ou elle a expiré. Demandez une nouvelle clé à l'expéditeur.",
	"en": "This share key has already been used to import a dossier, or it has expired. Ask the sender for a new key.",
}

const sender = "claire@cabinet.example"

// sharesByCopying asks for a key of the first dossier in the list, presses the
// button beside it, and gives what is then on the clipboard.
func (p *person) sharesByCopying(mode string) (title, key string) {
	p.t.Helper()
	p.goTo("/dossiers")
	title = p.firstToShare()
	p.followBeside(title, p.say("portal.share.link"))
	p.sees(title)
	if mode == "join" {
		p.choose("mode", "join")
	}
	p.picture("share-" + mode)
	p.press(p.say("portal.share.button"))
	p.sees(title)
	key = p.copies(func() { p.tap(p.say("portal.share.copy")) })
	p.picture("share-window-" + mode)
	return title, key
}

// firstToShare is the title of the newest dossier that the person may share.
func (p *person) firstToShare() string {
	p.t.Helper()
	return read[string](p, `words(document.querySelector("a.share").closest("tr").querySelector("th a"))`)
}

// clipboard is the one of the whole browser.
var clipboard sync.Mutex

// copies presses the button to copy the key, and gives what is then on the
// clipboard.
func (p *person) copies(press func()) string {
	p.t.Helper()
	clipboard.Lock()
	defer clipboard.Unlock()
	press()
	p.sees(p.say("portal.share.copied"))
	copied := read[string](p, `navigator.clipboard.readText()`)
	if !strings.HasPrefix(copied, "TIERCE-") {
		p.t.Fatalf("the clipboard holds %q", copied)
	}
	return copied
}

// imports pastes a key in My dossiers.
func (p *person) imports(key string) {
	p.t.Helper()
	p.goTo("/dossiers")
	p.follow(p.say("portal.import.title"))
	p.fill("key", key)
	p.press(p.say("portal.import.button"))
}

func TestEVO1EVO4ShareByCopyingAndImportByPasting(t *testing.T) {
	bilingual(t, func(t *testing.T, on *product, lang text.Lang) {
		claire, marc := on.as(sender, lang), on.as("marc@conseil.example", lang)
		title, key := claire.sharesByCopying("copy")

		marc.goTo("/dossiers")
		marc.follow(marc.say("portal.import.title"))
		marc.picture("import")
		marc.fill("key", "  "+strings.ToLower(key)+"\n")
		marc.press(marc.say("portal.import.button"))
		marc.sees(marc.say("portal.done.imported"), title)
		marc.picture("imported")
		marc.goTo("/dossiers")
		marc.sees(marc.say("portal.dossier.imported", "from", "Cabinet Lefèvre Assurances & Patrimoine",
			"date", lang.Date(on.Clock.Now(), paris)))
		marc.picture("dossiers-imported")

		marc.imports(key) // EVO-6: the same key again
		marc.sees(spent[lang])
		marc.picture("import-spent")

		claire.follow(claire.say("portal.keys.link"))
		claire.sees(claire.say("portal.keys.state-used"), "Marc Delcourt", "Conseil Horizon")
		claire.seesNot(key)
		claire.picture("keys")
	})
}

func TestEVO6AMistypedKeyIsToldAtOnceAndKept(t *testing.T) {
	bilingual(t, func(t *testing.T, on *product, lang text.Lang) {
		claire, marc := on.as(sender, lang), on.as("marc@conseil.example", lang)
		title, key := claire.sharesByCopying("copy")
		wrong := []byte(key)
		wrong[10] = "23"[(strings.IndexByte("23", wrong[10])+1)%2]
		marc.imports(string(wrong))
		marc.sees(marc.say("error.share-key-mistyped"))
		if got := marc.value("key"); got != string(wrong) {
			t.Errorf("what was typed became %q", got)
		}
		marc.picture("import-mistyped")
		marc.fill("key", key)
		marc.press(marc.say("portal.import.button"))
		marc.sees(marc.say("portal.done.imported"), title)
	})
}

func TestEVO7JoinTheLiveDossier(t *testing.T) {
	bilingual(t, func(t *testing.T, on *product, lang text.Lang) {
		claire, marc := on.as(sender, lang), on.as("marc@conseil.example", lang)
		title, key := claire.sharesByCopying("join")
		marc.imports(key)
		marc.sees(marc.say("portal.done.joined"), title)
		if at := strings.SplitN(claire.at(), "/share", 2)[0]; !strings.HasPrefix(marc.at(), at) {
			t.Errorf("Marc joined %s, Claire shared %s", marc.at(), at)
		}
		marc.goTo("/dossiers")
		marc.sees(title, marc.say("portal.role.joined"))
		marc.goTo(strings.SplitN(claire.at(), "/share", 2)[0] + "/share") // ALL-1
		marc.sees("ALL-1")
		marc.picture("refused")
	})
}

func TestEVO7ARevokedKeyGivesTheSameAnswer(t *testing.T) {
	bilingual(t, func(t *testing.T, on *product, lang text.Lang) {
		claire, marc := on.as(sender, lang), on.as("marc@conseil.example", lang)
		_, key := claire.sharesByCopying("copy")
		claire.follow(claire.say("portal.keys.link"))
		claire.follow(claire.say("portal.keys.revoke"))
		claire.picture("revoke")
		claire.press(claire.say("portal.keys.revoke-button"))
		claire.sees(claire.say("portal.done.key-revoked"), claire.say("portal.keys.state-revoked"))
		marc.imports(key)
		marc.sees(spent[lang])
	})
}

func TestEVO2AKeyExpiresAfterThirtyDays(t *testing.T) {
	on := started(t)
	claire := on.as(sender, "fr")
	_, key := claire.sharesByCopying("copy")
	on.advance(30 * 24 * time.Hour)
	marc := on.as("marc@conseil.example", "fr")
	marc.imports(key)
	marc.sees(spent["fr"])
}

package journeys

import (
	"bytes"
	"strings"
	"testing"

	"tierce/internal/document"
	"tierce/internal/id"
	"tierce/internal/local/scanner"
	"tierce/internal/table"
	"tierce/internal/text"
)

const lease = "%PDF-1.7\n% a lease\n%%EOF\n"

// upload sends a file by the page that is open, and waits until the page of
// what became of it says so.
func (p *person) upload(name, content string, says ...string) {
	p.t.Helper()
	p.attach("file", name, []byte(content))
	p.click("button", `named("button", %q, "")`, p.say("portal.documents.send"))
	p.sees(says...) // the page between asks for itself again: it is looked at where it stands still
	p.look()
}

// An agent sends a lease to the dossier for nobody, then shows it to everybody:
// the holder, who saw nothing before, downloads it. A file with a virus in it
// is said to be refused, and is nowhere.
func TestIND3AnAgentSendsADocumentAndAHolderFetchesIt(t *testing.T) {
	shared(t, func(t *testing.T, on *product, lang text.Lang) {
		pl := on.plan()
		claire := on.as(manager, lang)
		claire.rights(pl)
		claire.gives("Bernard Vasseur,", "read")

		claire.goTo("/dossiers/" + pl.id)
		claire.follow(claire.say("portal.documents.title"))
		claire.sees(claire.say("portal.documents.none"))
		claire.picture("documents-none")
		claire.follow(claire.say("portal.documents.upload"))
		claire.press(claire.say("portal.documents.send")) // no file yet
		claire.sees(claire.say("error.no-file"))
		claire.picture("document-new")
		claire.upload("Bail signé.pdf", lease, claire.say("portal.done.document-added"), "Bail signé.pdf", claire.say("portal.documents.for-nobody"))
		claire.picture("document")

		bernard := pl.arrives("bernard", lang)
		bernard.goTo(pl.at("/documents"))
		bernard.sees(bernard.say("portal.documents.none"), bernard.say("error.refused-read-only"))
		bernard.seesNot("Bail signé.pdf")

		claire.follow(claire.say("portal.documents.share"))
		claire.picture("document-audience")
		claire.choose("everybody", "yes")
		claire.press(claire.say("portal.documents.audience-button"))
		claire.sees(claire.say("portal.done.document-shared"), claire.say("portal.documents.for-everybody"))

		bernard.goTo(pl.at("/documents"))
		got := bernard.takes("*.pdf", func(b []byte) bool { return bytes.HasSuffix(b, []byte("%%EOF\n")) }, func() {
			bernard.click("download", `named("button", %q, %q)`, bernard.say("portal.documents.download"), "Bail signé.pdf")
		})
		if string(got) != lease {
			t.Errorf("fetched %q", got)
		}
		bernard.picture("documents-holder")

		claire.goTo(pl.at("/documents/new"))
		claire.upload("Avis.pdf", lease+scanner.TestFile(), claire.say("portal.upload.refused"), claire.say("document.refused-infected"))
		claire.picture("document-refused")
		claire.goTo(pl.at("/documents/new"))
		claire.attach("file", "logo.svg", []byte("<svg/>"))
		claire.click("button", `named("button", %q, "")`, claire.say("portal.documents.send"))
		claire.sees(claire.say("error.kind-not-taken", "known", strings.Join(document.Extensions(), ", "))) // in the page, which stays
		claire.goTo(pl.at("/documents"))
		claire.seesNot("Avis.pdf")
		claire.picture("documents")

		slot, _, err := on.Rooms.Documents.Ask(t.Context(), clerk(manager), pl.id, document.Draft{Name: "Plan de masse.pdf", Size: int64(len(lease))}, id.New())
		on.check(err)
		for _, state := range []document.State{document.Waiting, document.Checking} { // as long as the scan of a large file takes
			on.check(on.Rooms.Table.Write(t.Context(), table.Update(table.Key{PK: "D#" + pl.id, SK: "J#" + slot.ID}, table.Change{Set: map[string]any{"state": state}})))
			claire.goTo(pl.at("/uploads/" + slot.ID))
			claire.sees(claire.say("portal.upload."+string(state)), claire.say("portal.upload.look"))
			claire.picture("upload-" + string(state))
		}
	})
}

// The same without a script, then the next version, and an undone deletion.
func TestIND3DocumentsWithoutJavaScript(t *testing.T) {
	shared(t, func(t *testing.T, on *product, lang text.Lang) {
		pl := on.plan()
		claire := on.as(manager, lang).withoutScript()
		claire.goTo(pl.at("/documents/new"))
		claire.upload("Devis.txt", "first", claire.say("portal.done.document-added"), "Devis.txt")
		claire.follow(claire.say("portal.documents.replace"))
		claire.upload("Devis.txt", "second", claire.say("portal.done.document-replaced"), claire.say("portal.documents.versions"))
		claire.follow(claire.say("portal.documents.rename"))
		claire.fill("name", "Devis retenu.txt")
		claire.press(claire.say("portal.documents.rename-button"))
		claire.sees(claire.say("portal.done.document-renamed"), "Devis retenu.txt")
		claire.follow(claire.say("portal.documents.delete"))
		claire.press(claire.say("portal.documents.delete-button"))
		claire.sees(claire.say("portal.done.document-deleted"), claire.say("portal.documents.deleted"))
		claire.press(claire.say("portal.documents.restore"))
		claire.sees(claire.say("portal.done.document-restored"), "Devis retenu.txt")
		claire.goTo(pl.at("/documents/new"))
		claire.upload("Copie.txt", "second", claire.say("portal.upload.refused"), claire.say("document.refused-duplicate"), "Devis retenu.txt")
	})
}

package journeys

import (
	"bytes"
	"fmt"
	"slices"
	"testing"

	"tierce/internal/text"
)

// A town hall's agent invites the resident whom a request is about. The resident
// signs up, fills in what is asked of them, sends a paper and fetches a document
// that is addressed to them; then the agent ends it.
func TestLOC11AResidentFollowsTheirRequest(t *testing.T) {
	shared(t, func(t *testing.T, on *product, lang text.Lang) {
		a := on.petition()
		n := petitions.Add(1)
		name, email, phone := "Mireille Aubry", fmt.Sprintf("resident@home-%d.example", n), fmt.Sprintf("+336397%05d", n)
		sophie := on.as(townHall, lang)
		sophie.goTo(a.at("/rights"))
		sophie.sees(sophie.say("portal.applicant.none"))
		sophie.picture("applicants-none")
		sophie.follow(sophie.say("portal.applicant.add"))
		sophie.fill("name", name)
		sophie.fill("email", email)
		sophie.fill("phone", phone)
		sophie.choose("language", string(lang))
		sophie.picture("applicant-new")
		sophie.press(sophie.say("portal.save"))
		sophie.sees(sophie.say("portal.done.applicant-added"))
		sophie.choose("level", "write")
		sophie.picture("applicant-right")
		sophie.press(sophie.say("portal.right.preview"))
		sophie.sees(sophie.word("Bâtiment", "Building"), sophie.say("portal.right.may-edit"))
		sophie.picture("applicant-preview")
		sophie.follow(sophie.say("portal.right.as-them"))
		sophie.sees("AB 0217")
		sophie.picture("applicant-as")
		sophie.goTo(a.at("/rights"))
		sophie.followBeside(name, sophie.say("portal.edit"))
		sophie.choose("level", "write")
		sophie.press(sophie.say("portal.right.preview"))
		sophie.press(sophie.say("portal.right.save"))
		sophie.sees(sophie.say("portal.done.right-saved"), sophie.say("portal.state.pending"))
		sophie.picture("applicants")

		link := on.invitation(email)
		mireille := on.person(lang)
		mireille.opensMail(email, "mail-applicant")
		mireille.goTo(link)
		mireille.sees(mireille.say("portal.offered.until"))
		mireille.picture("applicant-offered")
		mireille.follow(mireille.say("portal.invitation.sign-in"))
		mireille.signsUp(name, email, phone)
		mireille.sees(mireille.say("portal.offered.in", "dossier", a.title))
		mireille.follow(mireille.say("portal.offered.open"))
		mireille.sees(mireille.say("portal.applicant.asked"), "Sophie Marchand", mireille.word("En instruction", "Under review"))
		for _, hidden := range []string{mireille.say("portal.rights.title"), mireille.say("portal.share.link"), mireille.word("Décision", "Decision"), "Bâti remarquable"} {
			mireille.seesNot(hidden)
		}
		mireille.picture("applicant")
		mireille.goTo("/dossiers")
		mireille.sees(a.title)
		mireille.follow(a.title)
		mireille.follow(mireille.word("Bâtiment", "Building"))
		mireille.sees("AB 0217")
		mireille.picture("applicant-part")
		mireille.follow(mireille.say("portal.section.edit"))
		mireille.fill("values.parcel", "AB 0218")
		mireille.picture("applicant-edit")
		mireille.press(mireille.say("portal.save"))
		mireille.sees(mireille.say("portal.done.saved"), "AB 0218")
		mireille.goTo(a.at(""))
		mireille.follow(mireille.say("portal.documents.upload"))
		mireille.upload("Devis.pdf", lease, mireille.say("portal.done.document-added"), "Devis.pdf")

		sophie.goTo(a.at("/documents"))
		sophie.sees("Devis.pdf", name)
		sophie.follow(sophie.say("portal.documents.upload"))
		_, persons, err := on.Rooms.Dossiers.Persons(t.Context(), clerk(townHall), a.id)
		on.check(err)
		sophie.choose("persons", persons[0].ID)
		sophie.picture("applicant-document")
		sophie.upload("Accusé.pdf", lease+"\n%%EOF\n", sophie.say("portal.done.document-added"), "Accusé.pdf", name)

		mireille.goTo(a.at(""))
		mireille.sees("Accusé.pdf", "Devis.pdf")
		mireille.picture("applicant-documents")
		got := mireille.takes("*.pdf", func(b []byte) bool { return bytes.HasSuffix(b, []byte("%%EOF\n")) }, func() {
			mireille.click("download", `named("button", %q, %q)`, mireille.say("portal.documents.download"), "Accusé.pdf")
		})
		if string(got) != lease+"\n%%EOF\n" {
			t.Errorf("fetched %q", got)
		}

		sophie.goTo(a.at("/rights"))
		sophie.sees(sophie.say("portal.applicant.list"))
		sophie.followBeside(name, sophie.say("portal.edit"))
		sophie.choose("level", "none")
		sophie.press(sophie.say("portal.right.preview"))
		sophie.sees(sophie.say("portal.right.means-ends", "name", name, "dossier", a.title, "email", email))
		sophie.press(sophie.say("portal.right.end"))
		sophie.sees(sophie.say("portal.done.right-saved"), sophie.say("portal.state.revoked"))
		mireille.goTo(a.at(""))
		mireille.sees(mireille.say("portal.refused.title-404"))
		mireille.goTo("/dossiers")
		mireille.seesNot(a.title)
		on.until("the mail on the end", func() bool {
			return slices.Contains(on.subjects(email), lang.Say("mail.access-ended.subject", "organization", "Mairie de Longny"))
		})
	})
}

package document_test

import (
	"strings"
	"testing"

	"tierce/internal/accessgroup"
	"tierce/internal/document"
	"tierce/internal/dossier"
	"tierce/internal/id"
	"tierce/internal/invitation"
	"tierce/internal/right"
	"tierce/internal/rooms/roomstest"
)

// contactGrid says what each client contact may do with documents, written by
// hand from IND-3, IND-4 and IND-5. Those of an agent are for nobody besides,
// for everybody, for the group Limited, or for the contact with that name; own
// is the contact's own. former was the primary contact until another was named,
// and is in the group Full since. A contact chooses no audience, but for the
// primary.
const contactGrid = `
act               primary  full   limited  untabbed  viewer  former
read:nobody       yes      yes    ALL-2    IND-5     ALL-2   yes
read:everybody    yes      yes    yes      IND-5     yes     yes
read:group        yes      yes    yes      IND-5     ALL-2   yes
read:limited      yes      yes    yes      IND-5     ALL-2   yes
fetch:nobody      yes      yes    ALL-2    IND-5     ALL-2   yes
fetch:everybody   yes      yes    yes      IND-5     yes     yes
rename:nobody     yes      yes    ALL-2    IND-5     ALL-2   yes
rename:everybody  yes      yes    ALL-2    IND-5     ALL-2   yes
show:everybody    yes      IND-3  IND-3    IND-5     IND-3   IND-3
replace:everybody yes      yes    ALL-2    IND-5     ALL-2   yes
send:             yes      yes    yes      yes       IND-5   yes
sendfor:          yes      IND-3  IND-3    IND-3     IND-5   IND-3
read:own          yes      yes    yes      yes       -       yes
rename:own        yes      yes    yes      yes       -       yes
show:own          yes      IND-3  IND-3    IND-3     -       IND-3
delete:own        yes      yes    yes      yes       -       yes
`

func TestIND5EachContactAndEachActOnDocuments(t *testing.T) {
	h := newPlan(t)
	h.d = h.Dossier(h.cabinet, claire, "commercial-insurance")
	persons := map[string]string{}
	for name, terms := range map[string]invitation.Terms{"primary": {Group: accessgroup.Limited}, "full": {Group: accessgroup.Full},
		"limited": {Group: accessgroup.Limited, Documents: true}, "untabbed": {Group: accessgroup.Limited},
		"viewer": {Group: accessgroup.ViewOnly, Documents: true}, "former": {Group: accessgroup.Limited}} {
		persons[name] = id.New()
		email := name + "@client.example"
		h.SignIn(email)
		h.must(h.Rights.SaveContact(t.Context(), h.As(claire), h.d, persons[name], right.Contact{Name: name,
			Reach: dossier.Reach{Email: email, Phone: roomstest.Phone(email), Lang: "en"}, Terms: terms}, ""))
	}
	for _, name := range []string{"former", "primary"} {
		h.must(h.Rights.NamePrimary(t.Context(), h.As(claire), h.d, persons[name]))
	}
	docs := map[string]string{"nobody": h.added(claire, "n.pdf", pdf("n"), document.Audience{}),
		"everybody": h.added(claire, "e.pdf", pdf("e"), document.Audience{Everybody: true}),
		"group":     h.added(claire, "g.pdf", pdf("g"), document.Audience{Groups: []string{accessgroup.Limited}}),
		"limited":   h.added(claire, "l.pdf", pdf("l"), document.Audience{Persons: []string{persons["limited"]}})}
	var columns []string
	for _, line := range strings.Split(strings.TrimSpace(contactGrid), "\n") {
		cells := strings.Fields(line)
		if columns == nil {
			columns = cells[1:]
			continue
		}
		for i, want := range cells[1:] {
			if want == "-" {
				continue
			}
			email := columns[i] + "@client.example"
			act, of, _ := strings.Cut(cells[0], ":")
			doc := docs[of]
			if of == "own" {
				doc = h.added(email, "own.pdf", pdf(cells[0]+columns[i]), document.Audience{})
			}
			if got := h.acts(email, act, doc); got != want {
				t.Errorf("%s: %s may %s, want %s", columns[i], cells[0], got, want)
			}
		}
	}
}

// acts tries one thing as email.
func (h *plan) acts(email, act, doc string) string {
	h.t.Helper()
	var err error
	switch act {
	case "read":
		_, _, err = h.Documents.Read(h.t.Context(), h.As(email), h.d, doc)
	case "fetch":
		_, err = h.Documents.Download(h.t.Context(), h.As(email), h.d, doc, 0)
	case "rename":
		name := id.New() + ".pdf"
		_, _, err = h.Documents.Change(h.t.Context(), h.As(email), h.d, doc, document.Edit{Name: &name})
	case "show":
		_, _, err = h.Documents.Change(h.t.Context(), h.As(email), h.d, doc, document.Edit{Audience: &document.Audience{Everybody: true}})
	case "delete":
		err = h.Documents.Delete(h.t.Context(), h.As(email), h.d, doc, "")
	case "replace":
		_, _, err = h.ask(email, document.Draft{Name: "a.pdf", Size: 9, Of: doc})
	case "send":
		_, _, err = h.ask(email, document.Draft{Name: "a.pdf", Size: 9})
	case "sendfor":
		_, _, err = h.ask(email, document.Draft{Name: "a.pdf", Size: 9, Audience: document.Audience{Everybody: true}})
	}
	return said(err)
}

package solicitation_test

import (
	"context"
	"testing"

	"tierce/internal/document"
	"tierce/internal/id"
	"tierce/internal/rooms/roomstest"
	"tierce/internal/solicitation"
)

func (h *town) deletes(who, doc string) error {
	return h.Documents.Delete(context.Background(), h.As(who), h.d, doc, "")
}

func (h *town) renames(who, doc string) error {
	name := id.New() + ".txt"
	_, _, err := h.Documents.Change(context.Background(), h.As(who), h.d, doc, document.Edit{Name: &name})
	return err
}

func (h *town) replaces(who, doc string) error {
	_, _, err := h.Documents.Ask(context.Background(), h.As(who), h.d, document.Draft{Name: "next.txt", Size: 4, Of: doc}, id.New())
	return err
}

// withFile is a draft of the heritage office's with a document.
func (h *town) withFile(s solicitation.Solicitation) (doc string) {
	h.t.Helper()
	doc = h.File(h.d, abf, "plans.txt", "of the roof "+id.New(), document.Audience{})
	h.must(h.save(abf, s, solicitation.Answer{Documents: []string{doc}}))
	return doc
}

// What went with an answer stays as it is for its author until an agent reopens
// it; agents may, and whoever answers with what they deleted is told.
func TestLOC7TheDocumentsOfASentAnswerStayAsTheyAre(t *testing.T) {
	h := newTown(t)
	h.Files()
	s := h.attached(abf, ask(solicitation.Complement, "heritage-plans"))
	doc := h.withFile(s)
	other := h.File(h.d, abf, "more.txt", "not sent", document.Audience{})
	h.must(h.renames(abf, doc))
	h.must(h.send(abf, s))
	for name, act := range map[string]func(who, doc string) error{"rename": h.renames, "replace": h.replaces, "delete": h.deletes} {
		if got := said(act(abf, doc)); got != "LOC-7" {
			t.Errorf("%s: %s", name, got)
		}
	}
	h.must(h.renames(abf, other))
	h.must(h.deletes(abf, other))
	h.must(h.renames(claire, doc))
	h.reopen(s)
	h.must(h.renames(abf, doc))
	h.must(h.send(abf, s))
	h.want(h.renames(abf, doc), "LOC-7")
	h.reopen(s)
	h.must(h.deletes(abf, doc))
	h.want(h.send(abf, s), "documents wrong-choice")
	h.must(h.save(abf, s, solicitation.Answer{Details: "Without"}))
	h.must(h.send(abf, s))
	h.reopen(s) // of an answer whose documents are gone
}

// An answer and the deletion of its document at once: sent, it is there; gone, it
// was not sent.
func TestLOC7AnAnswerAndTheDeletionOfItsDocumentAtOnce(t *testing.T) {
	h := newTown(t)
	h.Files()
	sent := 0
	for n := range 20 {
		s := h.attached(abf, ask(solicitation.Complement, "heritage-plans"))
		doc := h.withFile(s)
		errs := roomstest.Meet(late(n, h.sends(s)), late(n/4+1, func() error { return h.deletes(abf, doc) }))
		_, _, err := h.Documents.Read(t.Context(), h.As(claire), h.d, doc)
		h.must(err)
		is := h.read(s).State
		switch {
		case errs[0] == nil && said(errs[1]) == "LOC-7" && is == solicitation.Answered:
			sent++
		case said(errs[0]) == "documents wrong-choice" && errs[1] == nil && is == solicitation.Attached:
		default:
			t.Fatalf("round %d: %v, %v, %s", n, errs[0], errs[1], is)
		}
		h.end(s)
	}
	t.Logf("sent first in %d of 20", sent)
}

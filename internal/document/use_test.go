package document_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"tierce/internal/document"
	"tierce/internal/id"
	"tierce/internal/table"
)

func TestIND3WhomADocumentIsForAndWhoElseSeesIt(t *testing.T) {
	h := newPlan(t)
	nobody := h.added(claire, "nobody.pdf", pdf("n"), document.Audience{})
	all := h.added(claire, "all.pdf", pdf("a"), document.Audience{Everybody: true})
	h.added(claire, "camille.pdf", pdf("c"), document.Audience{Persons: []string{h.camille}})
	h.added(bernard, "bernard.pdf", pdf("b"), document.Audience{})
	for email, want := range map[string]string{
		claire:  "all.pdf, bernard.pdf, camille.pdf, nobody.pdf",
		bernard: "all.pdf, bernard.pdf",
		camille: "all.pdf, camille.pdf",
		notary:  "all.pdf",
		paul:    "ALL-2",
		marc:    "ALL-4",
	} {
		if got := h.list(email); got != want {
			t.Errorf("%s: %s, want %s", email, got, want)
		}
	}
	if got := h.fetch(bernard, h.d, nobody, 0); got != "ALL-2" {
		t.Error(got)
	}
	if got := h.fetch(camille, h.d, all, 0); got != pdf("a") {
		t.Error(got)
	}
	for email, want := range map[string]string{bernard: "IND-3", camille: "ALL-2", notary: "ABB-8", paul: "ALL-2", marc: "ALL-4"} {
		if _, _, err := h.ask(email, document.Draft{Name: "a.pdf", Size: 9, Audience: document.Audience{Everybody: true}}); said(err) != want {
			t.Errorf("%s asks: %s, want %s", email, said(err), want)
		}
	}
	if _, _, err := h.ask(claire, document.Draft{Name: "a.pdf", Size: 9, Audience: document.Audience{Persons: []string{id.New()}}}); said(err) != "audience.persons[0] wrong-person" {
		t.Error(said(err))
	}
}

// Each download is written down, with its version (ALL-6), and none is given
// once access has ended (ALL-5).
func TestALL6EveryDownloadIsInTheTrail(t *testing.T) {
	h := newPlan(t)
	doc := h.added(claire, "a.pdf", pdf("1"), document.Audience{Everybody: true})
	h.fetch(bernard, h.d, doc, 0)
	h.fetch(claire, h.d, doc, 1)
	n := 0
	rows, err := h.Rooms.Table.All(t.Context(), table.Query{PK: "T#" + h.d})
	h.must(err)
	for _, r := range rows {
		if table.Text(r, "verb") == "document-downloaded" {
			n++
		}
	}
	if n != 2 {
		t.Errorf("%d downloads in the trail", n)
	}
	_, err = h.Rights.Set(t.Context(), h.As(claire), h.d, h.camille, "family", "")
	h.must(err)
	if got := h.fetch(camille, h.d, doc, 0); got != "ALL-4" {
		t.Error(got)
	}
}

func (h *plan) replace(email, doc, name, content string) document.Slot {
	h.t.Helper()
	s, form, err := h.ask(email, document.Draft{Name: name, Size: int64(len(content)), Of: doc})
	h.must(err)
	h.send(form, content)
	h.Arrive()
	h.Scan(true, "")
	return h.slot(email, s.ID)
}

func TestIND3ReplacingKeepsVersions(t *testing.T) {
	h := newPlan(t)
	doc := h.added(bernard, "a.pdf", pdf("1"), document.Audience{})
	name := "Renamed.pdf"
	_, _, err := h.Documents.Change(t.Context(), h.As(bernard), h.d, doc, document.Edit{Name: &name})
	h.must(err)
	if s := h.replace(claire, doc, "b.pdf", pdf("2")); s.State != document.Done || s.Document != doc {
		t.Fatalf("%+v", s)
	}
	if s := h.replace(claire, doc, "b.pdf", pdf("2")); s.Reason != document.Duplicate {
		t.Errorf("the same again: %s %s", s.State, s.Reason)
	}
	for version, want := range map[int]string{0: pdf("2"), 1: pdf("1"), 2: pdf("2"), 3: "ALL-4", -1: "ALL-4"} {
		if got := h.fetch(bernard, h.d, doc, version); got != want {
			t.Errorf("version %d is %q", version, got)
		}
	}
	_, is, err := h.Documents.Read(t.Context(), h.As(bernard), h.d, doc)
	if err != nil || is.Name != name || len(is.Versions) != 2 || is.By != h.Account(bernard) {
		t.Errorf("%+v %v", is, err)
	}
	for n := 3; n <= document.VersionsMost; n++ {
		h.replace(claire, doc, "b.pdf", pdf(fmt.Sprint(n)))
	}
	if _, _, err := h.ask(claire, document.Draft{Name: "b.pdf", Size: 9, Of: doc}); said(err) != "too-many-versions" {
		t.Error(said(err))
	}
}

// Two that replace one document at once both stay.
func TestIND3TwoReplacementsAtOnceAreTwoVersions(t *testing.T) {
	h := newPlan(t)
	doc := h.added(claire, "a.pdf", pdf("1"), document.Audience{})
	for _, content := range []string{pdf("x"), pdf("y")} {
		_, form, err := h.ask(claire, document.Draft{Name: "a.pdf", Size: int64(len(content)), Of: doc})
		h.must(err)
		h.send(form, content)
	}
	h.Arrive()
	done := make(chan error)
	keys := h.Stored("d/")
	for _, k := range keys {
		go func() { done <- h.Documents.Scanned(context.Background(), k, true, "") }()
	}
	for range keys {
		h.must(<-done)
	}
	_, is, err := h.Documents.Read(t.Context(), h.As(claire), h.d, doc)
	if err != nil || len(is.Versions) != 3 {
		t.Errorf("%d versions, %v", len(is.Versions), err)
	}
}

func TestIND3ADeletedDocumentIsUndoneForThirtyDaysThenGone(t *testing.T) {
	h := newPlan(t)
	doc := h.added(bernard, "a.pdf", pdf("1"), document.Audience{})
	_, _, err := h.Documents.Change(t.Context(), h.As(claire), h.d, doc, document.Edit{Audience: &document.Audience{Everybody: true}})
	h.must(err)
	h.must(h.Documents.Delete(t.Context(), h.As(bernard), h.d, doc, ""))
	h.must(h.Documents.Delete(t.Context(), h.As(bernard), h.d, doc, ""))
	for email, want := range map[string]string{claire: "a.pdf deleted", bernard: "a.pdf deleted", camille: "", notary: ""} {
		if got := h.list(email); got != want {
			t.Errorf("%s: %q", email, got)
		}
	}
	if got := h.fetch(claire, h.d, doc, 0); got != "document-deleted" {
		t.Error(got)
	}
	if got := h.fetch(camille, h.d, doc, 0); got != "ALL-4" {
		t.Error(got)
	}
	h.Time.Advance(30*24*time.Hour - time.Second)
	h.settled()
	_, _, err = h.Documents.Restore(t.Context(), h.As(claire), h.d, doc)
	h.must(err)
	if got := h.fetch(camille, h.d, doc, 0); got != pdf("1") {
		t.Error(got)
	}
	h.Time.Advance(time.Hour)
	h.settled() // the entry of the deletion that was undone
	h.must(h.Documents.Delete(t.Context(), h.As(bernard), h.d, doc, ""))
	h.Time.Advance(30 * 24 * time.Hour)
	if _, _, err := h.Documents.Restore(t.Context(), h.As(claire), h.d, doc); said(err) != "ALL-4" {
		t.Error(said(err))
	}
	h.settled()
	if got := h.list(claire); got != "" || len(h.Stored("")) != 1 {
		t.Errorf("%q, %q", got, h.Stored(""))
	}
	h.Time.Advance(35 * 24 * time.Hour)
	h.settled()
	if there := h.Stored(""); len(there) != 0 {
		t.Errorf("%q lie there", there)
	}
}

func TestIND3RenamingAndSharingLoseNobodysChange(t *testing.T) {
	h := newPlan(t)
	doc := h.added(bernard, "a.pdf", pdf("1"), document.Audience{})
	change := func(email string, e document.Edit) string {
		_, _, err := h.Documents.Change(t.Context(), h.As(email), h.d, doc, e)
		return said(err)
	}
	name, ending, path := "b.pdf", "b.docx", "x/b.pdf"
	all := document.Audience{Everybody: true}
	for _, c := range []struct {
		email string
		e     document.Edit
		want  string
	}{
		{bernard, document.Edit{Name: &name, Tag: "1"}, "yes"},
		{claire, document.Edit{Audience: &all, Tag: "1"}, "stale"},
		{bernard, document.Edit{Audience: &all}, "IND-3"},
		{camille, document.Edit{Name: &name}, "ALL-2"},
		{claire, document.Edit{Name: &ending}, "name other-ending"},
		{claire, document.Edit{Name: &path}, "name name-with-path"},
		{claire, document.Edit{Audience: &all, Tag: "2"}, "yes"},
		{camille, document.Edit{Name: &ending}, "ALL-2"},
		{marc, document.Edit{Name: &name}, "ALL-4"},
	} {
		if got := change(c.email, c.e); got != c.want {
			t.Errorf("%s, %+v: %s, want %s", c.email, c.e, got, c.want)
		}
	}
	if got := h.list(camille); got != "b.pdf" {
		t.Error(got)
	}
}

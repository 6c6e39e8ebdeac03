package document_test

import (
	"strings"
	"testing"
	"time"

	"tierce/internal/access"
	"tierce/internal/document"
	"tierce/internal/dossier"
	"tierce/internal/id"
)

// copied has Marc import the dossier by a key.
func (h *plan) copied() string {
	h.t.Helper()
	_, key, err := h.Keys.Make(h.t.Context(), h.As(claire), h.d, "copy", id.New())
	h.must(err)
	got, err := h.Keys.Redeem(h.t.Context(), h.As(marc), key, "", id.New())
	h.must(err)
	return got.Dossier
}

func (h *plan) in(d, email string) string {
	there := h.d
	defer func() { h.d = there }()
	h.d = d
	return h.list(email)
}

func TestEVO7ACopyCarriesDocumentsForNobodyYet(t *testing.T) {
	h := newPlan(t)
	kept := h.added(claire, "kept.pdf", pdf("1"), document.Audience{Everybody: true, Persons: []string{h.camille}})
	gone := h.added(claire, "gone.pdf", pdf("gone"), document.Audience{})
	h.replace(claire, kept, "kept.pdf", pdf("2"))
	h.must(h.Documents.Delete(t.Context(), h.As(claire), h.d, gone, ""))
	h.up(claire, "checked.pdf", pdf("not yet scanned"), document.Audience{})
	d := h.copied()
	if got := h.in(d, marc); got != "kept.pdf" {
		t.Fatalf("the copy holds %q", got)
	}
	_, doc, err := h.Documents.Read(t.Context(), h.As(marc), d, kept)
	h.must(err)
	if len(doc.Versions) != 1 || doc.By != h.Account(marc) || doc.Now().By != h.Account(marc) || doc.Audience.Everybody || len(doc.Audience.Persons) != 0 {
		t.Errorf("%+v", doc)
	}
	if got := h.fetch(marc, d, kept, 0); got != pdf("2") {
		t.Error(got)
	}
	if got := h.fetch(marc, d, kept, 2); got != "ALL-4" {
		t.Errorf("an older version came along: %s", got)
	}
	// Each side changes alone.
	h.replace(claire, kept, "kept.pdf", pdf("3"))
	if got := h.fetch(marc, d, kept, 0); got != pdf("2") {
		t.Error(got)
	}
}

// Deleting one copy of a dossier never takes the other's files, whichever of
// the two goes first.
func TestEVO7DeletingOneCopyNeverTakesTheOthersFiles(t *testing.T) {
	for _, first := range []string{"source", "copy"} {
		h := newPlan(t)
		doc := h.added(claire, "a.pdf", pdf("both"), document.Audience{})
		d := h.copied()
		gone, left, reader := h.d, d, marc
		if first == "copy" {
			gone, left, reader = d, h.d, claire
		}
		h.must(h.Documents.Forget(t.Context(), gone))
		h.must(h.Documents.Forget(t.Context(), gone))
		h.Time.Advance(36 * 24 * time.Hour)
		h.settled()
		if got := h.fetch(reader, left, doc, 0); got != pdf("both") {
			t.Errorf("the %s went, and of the other %q is left", first, got)
		}
		h.must(h.Documents.Forget(t.Context(), left))
		h.Time.Advance(34 * 24 * time.Hour)
		h.settled()
		if len(h.Stored("")) != 1 {
			t.Errorf("the object went early")
		}
		h.Time.Advance(2 * 24 * time.Hour)
		h.settled()
		if there := h.Stored(""); len(there) != 0 {
			t.Errorf("%q are left of nothing", there)
		}
	}
}

// A document that comes during a copy is in it, or the copy begins again.
func TestEVO7AnUploadDuringACopyMakesItBeginAgain(t *testing.T) {
	h := newPlan(t)
	h.up(claire, "late.pdf", pdf("late"), document.Audience{})
	owner, err := h.People.Organization(t.Context(), h.cabinet)
	h.must(err)
	marcs := h.SignIn(marc)
	to := dossier.Recipient{Account: marcs.ID}
	for org, place := range marcs.Orgs {
		to.Org, to.Since = org, place.Since
	}
	c, err := h.Dossiers.StartCopy(t.Context(), h.d, owner, to)
	h.must(err)
	h.must(h.Documents.CarryTo(t.Context(), c))
	h.Scan(true, "")
	if err := h.Rooms.Table.Commit(t.Context(), c.Finish("key", h.Time.Now())...); err == nil {
		t.Error("the copy was finished without the document")
	}
	// What it left behind is cleared, with what refers from it to objects.
	doc := h.list(claire)
	h.Time.Advance(25 * time.Hour)
	h.settled()
	if rows := h.rows("D#" + c.To.ID); len(rows) != 0 || doc != "late.pdf" {
		t.Errorf("%q are left of the copy; the source has %q", rows, doc)
	}
}

func TestEVO7AnAbandonedCopyRefersToNothing(t *testing.T) {
	h := newPlan(t)
	doc := h.added(claire, "a.pdf", pdf("a"), document.Audience{})
	_, is, err := h.Documents.Read(t.Context(), h.As(claire), h.d, doc)
	h.must(err)
	owner, err := h.People.Organization(t.Context(), h.cabinet)
	h.must(err)
	c, err := h.Dossiers.StartCopy(t.Context(), h.d, owner, dossier.Recipient{Account: h.Account(marc), Org: id.New()})
	h.must(err)
	h.must(h.Documents.CarryTo(t.Context(), c))
	uses := strings.Join(h.rows("B#"+is.Now().Object), " ")
	if !strings.Contains(uses, "D#"+c.To.ID) {
		t.Fatal(uses)
	}
	h.Time.Advance(25 * time.Hour)
	h.settled()
	uses = strings.Join(h.rows("B#"+is.Now().Object), " ")
	if strings.Contains(uses, c.To.ID) || !strings.Contains(uses, h.d) {
		t.Error(uses)
	}
}

// An upload that nobody tells of, or nobody scans, is settled a day later.
func TestIND3WhatHappensToUnsettledUploads(t *testing.T) {
	h := newPlan(t)
	untold := func(name string) document.Slot {
		content := pdf(name)
		s, form, err := h.ask(claire, document.Draft{Name: name, Size: int64(len(content))})
		h.must(err)
		h.send(form, content)
		return s
	}
	unscanned := h.up(claire, "unscanned.pdf", pdf("unscanned"), document.Audience{})
	told := untold("told-late.pdf")
	h.Time.Advance(24 * time.Hour)
	h.settled()
	if s := h.slot(claire, unscanned.ID); s.State != document.Refused || s.Reason != document.Unscanned {
		t.Errorf("%s %s", s.State, s.Reason)
	}
	if s := h.slot(claire, told.ID); s.State != document.Checking {
		t.Errorf("%s %s", s.State, s.Reason)
	}
	h.Scan(true, "")
	h.Time.Advance(26 * time.Hour)
	h.settled()
	if got := h.list(claire); got != "told-late.pdf" || len(h.Stored("")) != 1 {
		t.Errorf("%q, %q", got, h.Stored(""))
	}
	for _, s := range []document.Slot{told, unscanned} {
		if _, _, err := h.Documents.Upload(t.Context(), h.As(claire), h.d, s.ID); said(err) != "ALL-4" {
			t.Errorf("the slot is kept: %s", said(err))
		}
	}
}

// An object without a row is removed when it is told of.
func TestIND3AnObjectWithoutARowIsSwept(t *testing.T) {
	h := newPlan(t)
	for _, key := range []string{"up/" + id.New(), "d/" + id.New()} {
		h.must(h.Documents.Bucket.Put(t.Context(), key, "text/plain", []byte("x")))
	}
	h.Arrive()
	h.Scan(true, "")
	if there := h.Stored(""); len(there) != 0 {
		t.Errorf("%q lie there", there)
	}
}

// Access grows and shrinks between asking and filing: a holder who is made a
// reader is refused.
func TestALL5AnUploadOfSomebodyWhoMayReadOnlyByNowIsRefused(t *testing.T) {
	h := newPlan(t)
	s := h.up(bernard, "a.pdf", pdf("a"), document.Audience{})
	_, err := h.Rights.Set(t.Context(), h.As(claire), h.d, h.bernard, "family", access.Read)
	h.must(err)
	h.Scan(true, "")
	if s = h.slot(bernard, s.ID); s.State != document.Refused || s.Reason != document.NoAccess {
		t.Errorf("%s %s", s.State, s.Reason)
	}
}

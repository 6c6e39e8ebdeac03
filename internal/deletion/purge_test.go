package deletion_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"tierce/internal/deletion"
	"tierce/internal/document"
	"tierce/internal/id"
	"tierce/internal/table"
	"tierce/internal/table/tabletest"
)

const day = 24 * time.Hour

// A month later nothing speaks of the dossier any more but its trail, and the
// outbox's entries about it, in ids.
func TestALL5AMonthLaterOnlyTheTrailIsLeft(t *testing.T) {
	h := newHousehold(t)
	h.delete()
	h.sweep()
	h.Time.Advance(deletion.Life - time.Second)
	h.sweep()
	if got := h.held(); got != "D# E# K# T# X#" {
		t.Errorf("before its time: %s", got)
	}
	other := h.Dossier(h.cabinet, claire, "wealth-plan")
	h.Time.Advance(time.Second)
	h.sweep()
	if got := h.held(); got != "T# X#" {
		t.Errorf("a month later: %s", got)
	}
	if got := said(h.restore(claire)); got != "hidden" {
		t.Errorf("restored: %s", got)
	}
	if n := h.managing(claire); n != 1 {
		t.Errorf("Claire manages %d", n)
	}
	if _, err := h.Rooms.Table.Get(t.Context(), table.Key{PK: "D#" + other, SK: "M"}); err != nil {
		t.Error(err)
	}
	h.onlyIDs()
}

// onlyIDs looks for anything that a person typed in what is left.
func (h *household) onlyIDs() {
	h.T.Helper()
	for _, r := range tabletest.Rows(h.T, h.Table) {
		k := table.KeyOf(r)
		if k.PK != "T#"+h.d {
			continue
		}
		line := fmt.Sprint(r)
		for _, typed := range []string{"Camille", "Rivoire", "Luc", "case of", "@", "+33"} {
			if strings.Contains(line, typed) {
				h.T.Errorf("the trail holds %q: %s", typed, table.Text(r, "verb"))
			}
		}
	}
}

// Files are there again with a restored dossier, and go with a purged one:
// their rows with it, what lies in the bucket when nothing refers to it.
func TestALL5FilesGoWithTheirDossier(t *testing.T) {
	h := newHousehold(t)
	h.Files()
	doc := h.File(h.d, claire, "plan.pdf", "%PDF-1.7\nplan\n%%EOF\n", document.Audience{Everybody: true})
	late, _, err := h.Documents.Ask(t.Context(), h.As(camille), h.d, document.Draft{Name: "late.pdf", Size: 20, Audience: document.Audience{}}, id.New())
	h.must(err)
	reads := func() string {
		_, _, err := h.Documents.List(t.Context(), h.As(claire), h.d)
		return said(err)
	}
	h.delete()
	if got := reads(); got != "hidden" {
		t.Errorf("deleted, the list answers %s", got)
	}
	if _, err := h.Documents.Bring(t.Context(), h.As(camille), h.d, late.ID, []byte("%PDF-1.7 late comer.")); said(err) != "hidden" {
		t.Errorf("brought: %v", err)
	}
	h.must(h.restore(claire))
	if got := reads(); got != "yes" || len(h.Stored("")) != 1 {
		t.Errorf("restored: %s, %v", got, h.Stored(""))
	}
	h.delete()
	h.Time.Advance(deletion.Life)
	h.sweep()
	if got := h.held(); got != "B# T# X#" { // which slot an object was made for, as long as there is the object
		t.Errorf("%s of document %s", got, doc)
	}
	h.Time.Advance(36 * day)
	h.sweep()
	if got := h.held(); got != "T# X#" {
		t.Errorf("%s of document %s", got, doc)
	}
	if left := h.Stored(""); len(left) != 0 {
		t.Errorf("left in the bucket: %v", left)
	}
}

// A restored dossier is not purged by the entry of the first deletion, nor is
// one that was deleted anew before its own month is over.
func TestALL5EachDeletionHasItsOwnMonth(t *testing.T) {
	h := newHousehold(t)
	h.delete()
	h.Time.Advance(10 * day)
	h.must(h.restore(claire))
	h.Time.Advance(10 * day)
	h.delete()
	h.Time.Advance(15 * day) // the 35th: the first entry is due
	h.sweep()
	h.must(h.restore(claire))
	if got := h.opens(camille); got != "yes" {
		t.Errorf("Camille opens: %s", got)
	}
	h.delete()
	h.Time.Advance(31 * day)
	h.sweep()
	if got := h.held(); got != "T# X#" {
		t.Errorf("%s", got)
	}
}

// What begins to be purged cannot be restored any more, even by a clock that
// is late.
func TestALL5APurgeThatHasBegunIsNotUndone(t *testing.T) {
	h := newHousehold(t)
	h.delete()
	at := h.Time.Now()
	if _, err := h.Dossiers.Purge(t.Context(), h.d, at, func() error { return errStop }); err != errStop {
		t.Fatal(err)
	}
	if got := said(h.restore(claire)); got != "hidden" {
		t.Errorf("restored: %s", got)
	}
	if got := h.opens(claire); got != "hidden" {
		t.Errorf("opened: %s", got)
	}
	h.Time.Advance(deletion.Life)
	h.sweep()
	if got := h.held(); got != "T# X#" {
		t.Errorf("%s", got)
	}
}

// A dossier of more rows than one go deletes is gone after a few.
func TestALL5ALargeDossierIsPurgedInSeveralGoes(t *testing.T) {
	h := newHousehold(t)
	var rows []table.Row
	for n := range 90 {
		row, err := table.Marshal(struct {
			table.Key
			Values string `dynamodbav:"values"`
		}{table.Key{PK: "D#" + h.d, SK: fmt.Sprintf("Z#heavy%03d", n)}, strings.Repeat("a", 300<<10)})
		h.must(err)
		rows = append(rows, row)
	}
	h.must(h.Rooms.Table.Fill(t.Context(), rows))
	h.delete()
	h.Time.Advance(deletion.Life)
	goes := 0
	for ; h.held() != "T# X#" && goes < 10; goes++ {
		h.sweep()
	}
	if goes < 2 || goes == 10 {
		t.Errorf("%d goes, left: %s", goes, h.held())
	}
}

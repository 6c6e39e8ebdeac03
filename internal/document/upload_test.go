package document_test

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"testing"
	"time"

	"tierce/internal/access"
	"tierce/internal/bucket"
	"tierce/internal/bucket/buckettest"
	"tierce/internal/document"
	"tierce/internal/dossier"
	"tierce/internal/id"
	"tierce/internal/rooms"
	"tierce/internal/table/tabletest"
)

func TestIND3AnUploadBecomesADocumentWhenItIsClean(t *testing.T) {
	h := newPlan(t)
	content := pdf("contract")
	s, form, err := h.ask(claire, document.Draft{Name: "Contrat signé.pdf", Size: int64(len(content))})
	h.must(err)
	if s.State != document.Waiting || !s.Until().Equal(h.Time.Now().Add(15*time.Minute)) {
		t.Fatalf("%+v", s)
	}
	if status := h.send(form, content); status/100 != 2 {
		t.Fatal(status)
	}
	if h.list(claire) != "" {
		t.Error("shown before it was looked at")
	}
	h.Arrive()
	if s = h.slot(claire, s.ID); s.State != document.Checking || h.list(claire) != "" {
		t.Errorf("%s, shows %q", s.State, h.list(claire))
	}
	if got := h.fetch(claire, h.d, s.Document, 0); got != "ALL-4" {
		t.Errorf("fetched before its scan: %q", got)
	}
	if up, there := h.Stored("up/"), h.Stored("d/"); len(up) != 0 || len(there) != 1 {
		t.Errorf("the bucket holds %q, %q", up, there)
	}
	h.Scan(true, "")
	s = h.slot(claire, s.ID)
	v, doc, err := h.Documents.Read(t.Context(), h.As(claire), h.d, s.Document)
	h.must(err)
	sum := sha256.Sum256([]byte(content))
	if is := doc.Now(); s.State != document.Done || doc.Name != "Contrat signé.pdf" || is.Type != "application/pdf" || is.Size != int64(len(content)) ||
		is.SHA256 != hex.EncodeToString(sum[:]) || is.By != h.Account(claire) || !is.At.Equal(h.Time.Now()) || v.ID != h.d {
		t.Errorf("%s %+v", s.State, doc)
	}
	if got := h.fetch(claire, h.d, s.Document, 0); got != content {
		t.Errorf("fetched %q", got)
	}
	if uses := h.rows("B#" + doc.Now().Object); !slices.Contains(uses, "D#"+h.d+"#"+doc.ID) {
		t.Errorf("%q refer to the object", uses)
	}
}

// Scan and arrival come in either order, twice each, and late.
func TestIND3EventsInAnyOrderMakeOneDocument(t *testing.T) {
	h := newPlan(t)
	content := pdf("order")
	// The scan of an object comes before its slot waits for it: the copy is made
	// by hand as an arrival would that was stopped after it.
	s, form, err := h.ask(claire, document.Draft{Name: "a.pdf", Size: int64(len(content))})
	h.must(err)
	h.send(form, content)
	up := h.Stored("up/")
	w := &tabletest.Wire{Break: func(_, _ int, op string) tabletest.Fault {
		if op == "GetObject" {
			return tabletest.Broken
		}
		return tabletest.None
	}}
	through := rooms.On(h.Rooms.Table, h.Time.Now).Keeping(buckettest.On(t, h.Bucket, w.Bucket(nil)))
	if err := through.Documents.Arrived(t.Context(), up[0]); err == nil {
		t.Fatal("arrived without its look")
	}
	first := h.Stored("d/")
	h.must(h.Documents.Scanned(t.Context(), first[0], true, ""))
	if got := h.slot(claire, s.ID); got.State != document.Waiting {
		t.Fatal(got.State)
	}
	h.must(h.Documents.Arrived(t.Context(), up[0])) // again: another copy
	second := h.Stored("d/")
	for _, k := range second {
		h.must(h.Documents.Scanned(t.Context(), k, true, ""))
		h.must(h.Documents.Scanned(t.Context(), k, true, ""))
	}
	h.must(h.Documents.Arrived(t.Context(), up[0]))
	if got := h.slot(claire, s.ID); got.State != document.Done || h.list(claire) != "a.pdf" {
		t.Fatalf("%s %s: %s", got.State, got.Reason, h.list(claire))
	}
	// A form sent again after that changes nothing, and what it brought goes.
	h.send(form, strings.Replace(content, "order", "other", 1))
	h.Arrive()
	if got := h.fetch(claire, h.d, h.slot(claire, s.ID).Document, 0); got != content {
		t.Errorf("the file is now %q", got)
	}
	h.Time.Advance(25 * time.Hour)
	h.settled()
	if there := h.Stored(""); len(there) != 1 {
		t.Errorf("after a day %q lie there", there)
	}
}

func TestIND3BadFilesAreRefusedAndGone(t *testing.T) {
	eicar := `X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR` + `-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*`
	h := newPlan(t)
	for name, c := range map[string]struct {
		draft   document.Draft
		content string
		asked   string // refused at once
		reason  document.Reason
	}{
		"a program":         {document.Draft{Name: "setup.exe", Size: 9}, "", "name kind-not-taken", ""},
		"a page":            {document.Draft{Name: "a.html", Size: 9}, "", "name kind-not-taken", ""},
		"SVG":               {document.Draft{Name: "logo.svg", Size: 9}, "", "name kind-not-taken", ""},
		"an archive":        {document.Draft{Name: "all.zip", Size: 9}, "", "name kind-not-taken", ""},
		"no ending":         {document.Draft{Name: "contract", Size: 9}, "", "name kind-not-taken", ""},
		"another type":      {document.Draft{Name: "a.pdf", Type: "text/html", Size: 9}, "", "type other-type", ""},
		"too large":         {document.Draft{Name: "a.pdf", Size: document.SizeMost + 1}, "", "size file-too-large", ""},
		"said to be empty":  {document.Draft{Name: "a.pdf"}, "", "size empty-file", ""},
		"a path":            {document.Draft{Name: "../../etc/a.pdf", Size: 9}, "", "name name-with-path", ""},
		"a Windows path":    {document.Draft{Name: `C:\a.pdf`, Size: 9}, "", "name name-with-path", ""},
		"turned writing":    {document.Draft{Name: "a\u202efdp.pdf", Size: 9}, "", "name control-characters", ""},
		"a control":         {document.Draft{Name: "a\x00.pdf", Size: 9}, "", "name control-characters", ""},
		"too long":          {document.Draft{Name: strings.Repeat("é", 200) + ".pdf", Size: 9}, "", "name too-long", ""},
		"zip named .pdf":    {document.Draft{Name: "b.pdf"}, "PK\x03\x04 and so on", "", document.NotItsKind},
		"SVG named .png":    {document.Draft{Name: "b.png"}, `<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`, "", document.NotItsKind},
		"program named txt": {document.Draft{Name: "b.txt"}, "MZ\x90\x00\x03\x00\x00", "", document.NotItsKind},
		"zip named .docx":   {document.Draft{Name: "b.docx"}, "PK\x03\x04 holds b.exe", "", document.NotItsKind},
		"macros":            {document.Draft{Name: "c.docx"}, "PK\x03\x04 [Content_Types].xml word/document.xml word/vbaProject.bin", "", document.NotItsKind},
		"infected":          {document.Draft{Name: "d.txt"}, eicar, "", document.Infected},
	} {
		draft := c.draft
		if c.asked == "" {
			draft.Size = int64(len(c.content))
		}
		s, form, err := h.ask(bernard, draft)
		if c.asked != "" {
			if said(err) != c.asked || form != nil {
				t.Errorf("%s: %s", name, said(err))
			}
			continue
		}
		h.must(err)
		if status := h.send(form, c.content); status/100 != 2 {
			t.Errorf("%s: sent %d", name, status)
		}
		h.Arrive()
		h.Scan(!strings.Contains(c.content, "EICAR"), "EICAR-Test-File")
		if s = h.slot(bernard, s.ID); s.State != document.Refused || s.Reason != c.reason {
			t.Errorf("%s: %s %s", name, s.State, s.Reason)
		}
	}
	if shown, there := h.list(claire), h.Stored(""); shown != "" || len(there) != 0 {
		t.Errorf("%q is shown, %q lie there", shown, there)
	}
}

// What a form brings that is not what was asked for, the store refuses itself.
func TestIND3AFormBringsOneFileOfOneSizeToOnePlace(t *testing.T) {
	h := newPlan(t)
	content := pdf("one")
	for name, spoil := range map[string]func(*bucket.Form) string{
		"another key":  func(f *bucket.Form) string { f.Fields["key"] = "d/" + id.New(); return content },
		"another size": func(*bucket.Form) string { return content + "x" },
		"nothing":      func(*bucket.Form) string { return "" },
		"another type": func(f *bucket.Form) string { f.Fields["Content-Type"] = "text/html"; return content },
	} {
		s, form, err := h.ask(claire, document.Draft{Name: "a.pdf", Size: int64(len(content))})
		h.must(err)
		if status := h.send(form, spoil(form)); status/100 != 4 {
			t.Errorf("%s: %d", name, status)
		}
		h.Arrive()
		if s = h.slot(claire, s.ID); s.State != document.Waiting {
			t.Errorf("%s: %s", name, s.State)
		}
	}
	if there := h.Stored(""); len(there) != 0 {
		t.Errorf("%q lie there", there)
	}
}

func TestIND3AnExpiredSlotTakesNothing(t *testing.T) {
	h := newPlan(t)
	content := pdf("late")
	s, _, err := h.ask(claire, document.Draft{Name: "a.pdf", Size: int64(len(content))})
	h.must(err)
	h.Time.Advance(15 * time.Minute)
	if _, err := h.Documents.Bring(t.Context(), h.As(claire), h.d, s.ID, []byte(content)); said(err) != "upload-expired" {
		t.Error(said(err))
	}
	again, form, err := h.Documents.Ask(t.Context(), h.As(claire), h.d, document.Draft{Name: "a.pdf", Size: int64(len(content))}, s.ID)
	if err != nil || form != nil || again.StateAt(h.Time.Now()) != document.Expired {
		t.Errorf("%+v %v", again, err)
	}
	h.Time.Advance(24 * time.Hour)
	h.settled()
	if rows := h.rows("D#" + h.d); slices.ContainsFunc(rows, func(sk string) bool { return strings.HasPrefix(sk, "J#") }) {
		t.Error("the slot is there a day later")
	}
}

// A slot is that of whoever asked for it, in its dossier.
func TestIND3ASlotIsNobodyElses(t *testing.T) {
	h := newPlan(t)
	content := pdf("mine")
	s, _, err := h.ask(bernard, document.Draft{Name: "a.pdf", Size: int64(len(content))})
	h.must(err)
	other := h.Dossier(h.cabinet, claire, "wealth-plan")
	for name, c := range map[string]struct{ email, d string }{
		"another's":         {claire, h.d},
		"another dossier's": {claire, other},
		"not let in":        {marc, h.d},
	} {
		if _, err := h.Documents.Bring(t.Context(), h.As(c.email), c.d, s.ID, []byte(content)); said(err) != "ALL-4" {
			t.Errorf("%s: %s", name, said(err))
		}
	}
	if there := h.Stored(""); len(there) != 0 {
		t.Errorf("%q lie there", there)
	}
	if _, err := h.Documents.Bring(t.Context(), h.As(bernard), h.d, s.ID, []byte(content[1:])); said(err) != "size other-size" {
		t.Error(said(err))
	}
	_, err = h.Documents.Bring(t.Context(), h.As(bernard), h.d, s.ID, []byte(content))
	h.must(err)
	h.Arrive()
	if s = h.slot(bernard, s.ID); s.State != document.Checking {
		t.Error(s.State)
	}
}

// The same file is taken once, as far as its sender can know.
func TestIND3ADuplicateIsRefusedAndNamed(t *testing.T) {
	h := newPlan(t)
	content := pdf("same")
	first := h.added(claire, "a.pdf", content, document.Audience{})
	s := h.up(claire, "b.pdf", content, document.Audience{})
	h.Scan(true, "")
	if s = h.slot(claire, s.ID); s.State != document.Refused || s.Reason != document.Duplicate || s.Same != first {
		t.Errorf("%s %s %s", s.State, s.Reason, s.Same)
	}
	// Bernard does not see Claire's: it is none for him.
	h.added(bernard, "c.pdf", content, document.Audience{})
	if got := h.list(claire); got != "a.pdf, c.pdf" {
		t.Error(got)
	}
	if there := h.Stored(""); len(there) != 2 {
		t.Errorf("%q lie there", there)
	}
}

func TestALL5AnUploadOfSomebodyWhoseAccessEndedIsRefused(t *testing.T) {
	h := newPlan(t)
	h.LetIn(h.d, claire, dossier.Person{Name: "Zoé Vasseur", Family: true, Reach: dossier.Reach{Email: "zoe@maison.example"}}, access.Write)
	zoe := "zoe@maison.example"
	s := h.up(zoe, "a.pdf", pdf("zoe"), document.Audience{})
	_, people, err := h.Dossiers.Persons(t.Context(), h.As(claire), h.d)
	h.must(err)
	for _, p := range people {
		if p.Email == zoe {
			_, err := h.Rights.Set(t.Context(), h.As(claire), h.d, p.ID, "family", "")
			h.must(err)
		}
	}
	h.Scan(true, "")
	if got := h.list(claire); got != "" || len(h.Stored("")) != 0 {
		t.Errorf("%q, and %q lie there", got, h.Stored(""))
	}
	if _, _, err := h.Documents.Upload(t.Context(), h.As(zoe), h.d, s.ID); said(err) != "ALL-4" {
		t.Error(said(err))
	}
}

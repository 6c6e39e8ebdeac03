package document_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"tierce/internal/access"
	"tierce/internal/bucket"
	"tierce/internal/bucket/buckettest"
	"tierce/internal/document"
	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/id"
	"tierce/internal/rooms"
	"tierce/internal/rooms/roomstest"
	"tierce/internal/table"
	"tierce/internal/table/tabletest"
)

const (
	claire  = "claire@cabinet.example"
	paul    = "paul@cabinet.example"
	marc    = "marc@conseil.example"
	bernard = "bernard@maison.example"
	camille = "camille@maison.example"
	notary  = "rivoire@etude.example"
)

// plan is a wealth plan of Claire's; Bernard and Camille, who reads only, are
// of the family, and there is a notary. Paul is an agent who is not on the
// team. Files lie in a real store, and what S3 would tell of them the test does.
type plan struct {
	*roomstest.House
	t                         *testing.T
	cabinet, d                string
	bernard, camille, rivoire string
}

func newPlan(t *testing.T) *plan {
	h := &plan{House: roomstest.New(t).Files(), t: t}
	h.cabinet = h.Organization("Cabinet", claire)
	h.Agent(h.cabinet, claire, paul, false)
	h.Organization("Conseil", marc)
	h.d = h.Dossier(h.cabinet, claire, "wealth-plan")
	h.bernard = h.LetIn(h.d, claire, dossier.Person{Name: "Bernard Vasseur", Holder: dossier.Holder, Reach: dossier.Reach{Email: bernard}}, access.Write)
	h.camille = h.LetIn(h.d, claire, dossier.Person{Name: "Camille Vasseur", Parents: []string{h.bernard}, Reach: dossier.Reach{Email: camille}}, access.Read)
	h.rivoire = h.LetIn(h.d, claire, dossier.Person{Name: "Maître Rivoire", Advisor: "notary", Reach: dossier.Reach{Email: notary}}, access.Write)
	return h
}

func (h *plan) must(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

// pdf is a file that is what its name says, like no other.
func pdf(what string) string { return "%PDF-1.7\n% " + what + "\n%%EOF\n" }

func (h *plan) ask(email string, a document.Draft) (document.Slot, *bucket.Form, error) {
	return h.Documents.Ask(context.Background(), h.As(email), h.d, a, id.New())
}

// send brings content with form, as a browser does.
func (h *plan) send(form *bucket.Form, content string) int {
	h.t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for name, value := range form.Fields {
		h.must(w.WriteField(name, value))
	}
	f, err := w.CreateFormFile("file", "file")
	h.must(err)
	_, err = io.WriteString(f, content)
	h.must(err)
	h.must(w.Close())
	res, err := http.Post(form.URL, w.FormDataContentType(), &body)
	h.must(err)
	res.Body.Close()
	return res.StatusCode
}

// up brings content as a, without a verdict yet.
func (h *plan) up(email, name, content string, a document.Audience) document.Slot {
	h.t.Helper()
	s, form, err := h.ask(email, document.Draft{Name: name, Size: int64(len(content)), Audience: a})
	h.must(err)
	if status := h.send(form, content); status/100 != 2 {
		h.t.Fatalf("%s: %d", name, status)
	}
	h.Arrive()
	return h.slot(email, s.ID)
}

// added brings content whole: it is a document.
func (h *plan) added(email, name, content string, a document.Audience) string {
	h.t.Helper()
	s := h.up(email, name, content, a)
	h.Scan(true, "")
	if s = h.slot(email, s.ID); s.State != document.Done {
		h.t.Fatalf("%s: %s %s", name, s.State, s.Reason)
	}
	return s.Document
}

func (h *plan) slot(email, id string) document.Slot {
	h.t.Helper()
	_, s, err := h.Documents.Upload(h.t.Context(), h.As(email), h.d, id)
	h.must(err)
	return s
}

func (h *plan) list(email string) string {
	_, list, err := h.Documents.List(h.t.Context(), h.As(email), h.d)
	if err != nil {
		return said(err)
	}
	var names []string
	for _, doc := range list {
		name := doc.Name
		if !doc.Deleted.IsZero() {
			name += " deleted"
		}
		names = append(names, name)
	}
	slices.Sort(names)
	return strings.Join(names, ", ")
}

// fetch downloads a document as whoever holds the link would.
func (h *plan) fetch(email, d, doc string, version int) string {
	h.t.Helper()
	link, err := h.Documents.Download(h.t.Context(), h.As(email), d, doc, version)
	if err != nil {
		return said(err)
	}
	res, err := http.Get(link)
	h.must(err)
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	h.must(err)
	if res.StatusCode != http.StatusOK {
		return res.Status
	}
	return string(body)
}

// rows gives the keys of every row of a partition.
func (h *plan) rows(pk string) []string {
	h.t.Helper()
	rows, err := h.Rooms.Table.All(h.t.Context(), table.Query{PK: pk})
	h.must(err)
	var keys []string
	for _, r := range rows {
		keys = append(keys, table.KeyOf(r).SK)
	}
	return keys
}

// settled does everything that is due.
func (h *plan) settled() {
	h.t.Helper()
	for range 3 {
		_, err := deliverer(h.Rooms).Sweep(h.t.Context())
		h.must(err)
	}
}

// said is "yes", or the rule or the code of a refusal.
func said(err error) string {
	f := fault.Of(err)
	switch {
	case err == nil:
		return "yes"
	case f == nil:
		return err.Error()
	case len(f.Fields) > 0:
		return f.Fields[0].Path + " " + f.Fields[0].Code
	case f.Rule != "":
		return f.Rule
	}
	return f.Code
}

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

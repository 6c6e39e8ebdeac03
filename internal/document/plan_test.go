package document_test

import (
	"bytes"
	"context"
	"io"
	"mime/multipart"
	"net/http"
	"slices"
	"strings"
	"testing"

	"tierce/internal/access"
	"tierce/internal/bucket"
	"tierce/internal/document"
	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/id"
	"tierce/internal/rooms/roomstest"
	"tierce/internal/table"
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

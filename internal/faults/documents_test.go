package faults

import (
	"fmt"
	"strings"
	"time"

	"tierce/internal/bucket/buckettest"
	"tierce/internal/document"
	"tierce/internal/id"
	"tierce/internal/model"
	"tierce/internal/outbox"
	"tierce/internal/sharekey"
)

const aFile = "what the file says"

// filed gives an act on a dossier of Claire's with a document; first makes
// what it needs besides, and names it.
func filed(a act, first func(h *house, d, doc string) string, do func(h *house, d, doc, made string) (any, error)) act {
	a.furnish = func(h *house) func(h *house) (any, error) {
		h.Files()
		cabinet := h.Organization("Cabinet", claire)
		h.Organization("Conseil", marc)
		h.dropModels(model.StarterID(cabinet, "wealth-plan"))
		d := h.Dossier(cabinet, claire, "wealth-plan")
		doc := h.File(d, claire, "there.txt", "a document", document.Audience{})
		h.Time.Advance(50 * time.Hour) // what the upload left is settled
		h.swept()
		h.swept()
		made := first(h, d, doc)
		return func(h *house) (any, error) { return do(h, d, doc, made) }
	}
	return a
}

func (h *house) swept() {
	_, err := h.deliverer().Sweep(background)
	h.must(err)
}

// sends brings a file to d, in place of the document of where one is named,
// and gives the slot.
func (h *house) sends(d, of string) string {
	s, _, err := h.Documents.Ask(background, h.As(claire), d, document.Draft{Name: "new.txt", Size: int64(len(aFile)), Of: of}, id.New())
	h.must(err)
	_, err = h.Documents.Bring(background, h.As(claire), d, s.ID, []byte(aFile))
	h.must(err)
	return s.ID
}

// scanned lets S3 and GuardDuty tell of everything that lies there, and the
// days pass after which nothing is left of an upload but its document.
func scanned(clean bool) func(h *house) {
	return func(h *house) {
		h.Arrive()
		h.Scan(clean, "EICAR")
		for range 3 {
			h.Time.Advance(26 * time.Hour)
			h.swept()
		}
	}
}

// months lets so much time pass that an object which nothing refers to is gone.
func months(h *house) {
	h.Time.Advance(31 * 24 * time.Hour)
	h.swept()
	h.Time.Advance(36 * 24 * time.Hour)
	h.swept()
}

// documenting are the acts by which documents come, change and go. Taking up
// a file goes in steps, and each event comes again until all of them are done.
func documenting() []act {
	nothing := func(*house, string, string) string { return id.New() }
	there := func(h *house, d, _, _ string) (any, error) {
		_, list, err := h.Documents.List(background, h.As(claire), d)
		return len(list), err
	}
	ask := func(h *house, d, _, once string) (any, error) {
		s, _, err := h.Documents.Ask(background, h.As(claire), d, document.Draft{Name: "new.txt", Size: 9}, once)
		return s.State, err
	}
	arrived := func(h *house, d, doc, _ string) (any, error) {
		for _, key := range h.Stored("up/") {
			if err := h.Documents.Arrived(background, key); err != nil {
				return nil, err
			}
		}
		return nil, nil
	}
	judged := func(clean bool) func(h *house, d, doc, _ string) (any, error) {
		return func(h *house, d, doc, object string) (any, error) {
			return nil, h.Documents.Scanned(background, object, clean, "EICAR")
		}
	}
	waits := func(replaces bool) func(h *house, d, doc string) string {
		return func(h *house, d, doc string) string {
			before := strings.Join(h.Stored("d/"), " ")
			of := ""
			if replaces {
				of = doc
			}
			h.sends(d, of)
			h.Arrive()
			for _, k := range h.Stored("d/") {
				if !strings.Contains(before, k) {
					return k
				}
			}
			h.T.Fatal("nothing arrived")
			return ""
		}
	}
	change := func(h *house, d, doc, _ string) (any, error) {
		name := "renamed.txt"
		_, is, err := h.Documents.Change(background, h.As(claire), d, doc, document.Edit{Name: &name, Audience: &document.Audience{Everybody: true}})
		return is.Name, err
	}
	remove := func(h *house, d, doc, _ string) (any, error) {
		return nil, h.Documents.Delete(background, h.As(claire), d, doc, "")
	}
	deleted := func(h *house, d, doc string) string {
		_, err := remove(h, d, doc, "")
		h.must(err)
		return ""
	}
	released := func(h *house, d, doc, _ string) (any, error) {
		e := outbox.Entry{Data: map[string]string{"dossier": d, "document": doc}}
		_, err := h.Documents.Release(background, e, h.Time.Now().Add(31*24*time.Hour))
		return nil, err
	}
	unused := func(h *house, d, doc string) string {
		object := strings.TrimPrefix(h.Stored("d/")[0], "d/")
		_, err := released(h, d, doc, deleted(h, d, doc))
		h.must(err)
		return object
	}
	return []act{
		filed(act{name: "ask to upload"}, nothing, ask),
		filed(act{name: "a file arrived", steps: true, settle: scanned(true)}, func(h *house, d, _ string) string { return h.sends(d, "") }, arrived),
		filed(act{name: "a file was scanned", steps: true, settle: scanned(true)}, waits(false), judged(true)),
		filed(act{name: "a file is infected", steps: true, settle: scanned(false)}, waits(false), judged(false)),
		filed(act{name: "a version was scanned", steps: true, settle: scanned(true)}, waits(true), judged(true)),
		filed(act{name: "change a document"}, nothing, change),
		filed(act{name: "delete a document", settle: months}, nothing, remove),
		filed(act{name: "restore a document", settle: months}, deleted, func(h *house, d, doc, _ string) (any, error) {
			_, is, err := h.Documents.Restore(background, h.As(claire), d, doc)
			return is.Name, err
		}),
		filed(act{name: "release a document", settle: months}, deleted, released),
		filed(act{name: "remove an object", steps: true}, unused, func(h *house, _, _, object string) (any, error) {
			_, err := h.Documents.Unused(background, outbox.Entry{Data: map[string]string{"objects": object}}, h.Time.Now())
			return nil, err
		}),
		filed(act{name: "redeem copy with documents", settle: tomorrow, loose: `^D#· [FPS]#|^B#[0-9a-z·]+ D#·|^D#· M .*"state":"copying"|^X#·.*abandoned-copy`},
			func(h *house, d, _ string) string {
				_, text, err := h.Keys.Make(background, h.As(claire), d, sharekey.Copying, id.New())
				h.must(err)
				return text
			}, func(h *house, d, _, text string) (any, error) {
				_, err := h.Keys.Redeem(background, h.As(marc), text, "", "0000000000000009")
				if err != nil {
					return nil, err
				}
				return there(h, d, "", "")
			}),
	}
}

// contents are the objects of a bucket.
func contents(h *house) map[string]string {
	all := map[string]string{}
	for _, key := range h.Stored("") {
		all[key] = buckettest.Content(h.T, h.Bucket, key)
	}
	return all
}

// refill gives a bucket the objects that it had, and no others.
func refill(h *house, was map[string]string) {
	b := buckettest.On(h.T, h.Bucket, nil)
	there := map[string]bool{}
	for _, key := range h.Stored("") {
		if there[key] = true; was[key] == "" {
			h.must(b.Delete(background, key))
		}
	}
	for key, content := range was {
		if !there[key] {
			h.must(b.Put(background, key, "text/plain", []byte(content)))
		}
	}
}

// objects are the lines of what lies in the bucket.
func (n names) objects(h *house) (lines []string) {
	if h.Bucket == "" {
		return nil
	}
	for key, content := range contents(h) {
		lines = append(lines, n.alike(fmt.Sprintf("%s holds %s", key, content)))
	}
	return lines
}

package request_test

import (
	"testing"

	"tierce/internal/accessgroup"
	"tierce/internal/document"
	"tierce/internal/id"
	"tierce/internal/request"
)

// An answer may be files alone: those that whoever answers brought. Agents see
// them; a colleague whom the request is for sees those that are shown to them.
func TestIND3AnAnswerOfFiles(t *testing.T) {
	h := newFirm(t)
	h.Files()
	ctx := t.Context()
	file := func(who, content string) string {
		return h.House.File(h.d, who, "papers.txt", content, document.Audience{})
	}
	lises, lucs, claires := file(lise, "of Lise"), file(luc, "of Luc"), file(claire, "of Claire")
	q := h.asked([]string{accessgroup.Limited})
	answer := func(r request.Reply) (request.Request, error) {
		_, q, err := h.Requests.Answer(ctx, h.As(lise), h.d, q.ID, r, id.New())
		return q, err
	}
	for want, files := range map[string][]string{"files[0] not-your-file": {lucs}, "files[1] not-your-file": {lises, claires},
		"files too-many-items": make([]string, request.FilesMost+1), "text missing": nil} {
		if _, err := answer(request.Reply{Files: files}); said(err) != want {
			t.Errorf("%v: %v, want %s", files, err, want)
		}
	}
	if _, err := answer(request.Reply{Files: []string{id.New()}}); said(err) != "files[0] not-your-file" {
		t.Errorf("what nobody brought: %v", err)
	}
	q, err := answer(request.Reply{Files: []string{lises}})
	h.must(err)
	if !q.Done() || len(q.Turns[0].Files) != 1 {
		t.Errorf("%+v", q)
	}
	for who, n := range map[string]int{claire: 1, prima: 1, lise: 1, luc: 0} {
		v, is, _ := read(h, who, q)
		seen, err := h.Requests.FilesSeen(ctx, v, is)
		h.must(err)
		if _, sees := seen[lises]; sees != (n == 1) {
			t.Errorf("%s sees the file: %v", who, sees)
		}
	}
	_, doc, err := h.Documents.Read(ctx, h.As(lise), h.d, lises)
	h.must(err)
	h.must(h.Documents.Delete(ctx, h.As(lise), h.d, lises, doc.Tag()))
	v, is, _ := read(h, claire, q)
	if seen, err := h.Requests.FilesSeen(ctx, v, is); err != nil || len(seen) != 0 {
		t.Errorf("a file that was deleted: %v, %v", seen, err)
	}
	if _, err := answer(request.Reply{Files: []string{lises}}); said(err) != "files[0] not-your-file" {
		t.Errorf("answered with what was deleted: %v", err)
	}
}

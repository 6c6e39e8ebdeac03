package request_test

import (
	"context"
	"testing"

	"tierce/internal/access"
	"tierce/internal/accessgroup"
	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/id"
	"tierce/internal/request"
	"tierce/internal/rooms/roomstest"
	"tierce/internal/table"
	"tierce/internal/table/tabletest"
)

// primaryOp makes person the primary contact.
func primaryOp(d, person string) table.Op {
	return table.Update(table.Key{PK: "D#" + d, SK: "M"}, table.Change{Set: map[string]any{"primary": person}})
}

// Of an answer and a closing at once both count; of two answers, too.
func TestIND3AnswersAndAClosingAtOnceAreAllKept(t *testing.T) {
	h := newFirm(t)
	for range 50 {
		q := h.asked([]string{accessgroup.Limited})
		for i, err := range roomstest.Meet(
			func() error { _, err := h.answer(lise, q); return err },
			func() error { _, err := h.answer(luc, q); return err },
			func() error {
				_, _, err := h.Requests.Close(context.Background(), h.As(claire), h.d, q.ID, id.New())
				return err
			}) {
			if err != nil {
				t.Fatalf("%d: %v", i, err)
			}
		}
		_, is, _ := read(h, claire, q)
		if is.Answers() != 2 || !is.Done() {
			t.Fatalf("%+v", is.Turns)
		}
	}
}

// Of an answer and the request's deletion one comes first: nothing is answered
// that is not there, and nothing that was deleted is there again.
func TestIND3AnAnswerAndADeletionAtOnce(t *testing.T) {
	h := newFirm(t)
	for range 50 {
		q := h.asked([]string{accessgroup.Limited})
		errs := roomstest.Meet(
			func() error { _, err := h.answer(lise, q); return err },
			func() error { return h.Requests.Delete(context.Background(), h.As(claire), h.d, q.ID) })
		if errs[0] != nil && said(errs[0]) != "IND-3" || errs[1] != nil {
			t.Fatal(errs)
		}
		if _, _, err := h.Requests.Read(t.Context(), h.As(claire), h.d, q.ID); !fault.Is(err, "hidden") {
			t.Fatalf("it is there: %v", err)
		}
	}
}

// What ends between the reading and the transaction holds: the contact's
// access, the group's, the request's being for them.
func TestIND3AnAnswerOnWhatHasEndedMeanwhile(t *testing.T) {
	h := newFirm(t)
	ctx := t.Context()
	for name, c := range map[string]struct {
		end  func(q request.Request)
		want string
	}{
		"assigned to another": {func(q request.Request) {
			_, _, err := h.Requests.Change(ctx, h.As(claire), h.d, q.ID, q.Version, request.Edit{For: &request.Audience{Persons: []string{h.person[luc]}}})
			h.must(err)
		}, "IND-3"},
		"access ended": {func(request.Request) {
			h.must(h.Rooms.Table.Write(ctx, dossier.EndOrigins(h.d, h.Account(lise), access.Grant{"contact": {Since: "2026"}}, "contact")))
		}, "ALL-4"},
	} {
		q, met := h.asked(nil, lise), false
		wire := &tabletest.Wire{Break: func(_, _ int, operation string) tabletest.Fault {
			if operation == "TransactWriteItems" && !met {
				met = true
				c.end(q)
			}
			return tabletest.None
		}}
		_, _, err := h.Through(tabletest.On(t, h.Table, wire)).Requests.Answer(ctx, h.As(lise), h.d, q.ID, request.Reply{Text: "x"}, id.New())
		if said(err) != c.want || !met {
			t.Errorf("%s: %v", name, err)
		}
		if name == "access ended" {
			h.give(lise, access.Origin{Kind: access.FromContact, Since: "2026", Person: h.person[lise], Group: accessgroup.Limited})
		}
	}
}

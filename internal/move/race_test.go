package move_test

import (
	"context"
	"slices"
	"testing"

	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/id"
	"tierce/internal/model"
	"tierce/internal/rooms/roomstest"
	"tierce/internal/solicitation"
)

// Each act is done between what a move reads and what it writes, and the move
// between what the act reads and what it writes: some order of the two holds.
func TestLOC10AMoveAndAnotherActAtOnce(t *testing.T) {
	hides := func(m *model.Model) {
		for i, s := range m.Statuses {
			m.Statuses[i].Partners = s.ID == "opinions"
		}
	}
	fresh := func(*town) {}
	var s solicitation.Solicitation
	asked := func(h *town) { s = h.attached(ask(solicitation.Both, "financial-opinion")) }
	drafted := func(h *town) {
		asked(h)
		h.must(h.save(s, solicitation.Answer{Verdict: solicitation.Favourable, Own: map[string]any{"viable": "yes", "analysis": "Fine"}}))
	}
	makes := func(h *town) error {
		_, _, err := h.Solicitations.Make(context.Background(), h.As(claire), h.d, ask(solicitation.Opinion, "financial-opinion"), id.New())
		return err
	}
	for _, c := range []struct {
		name   string
		before func(h *town)
		change func(m *model.Model)
		act    func(h *town) error
		then   string // the move, where the act was first
		after  string // the act, where the move was first
	}{
		{"an edit of a field that goes", fresh, func(m *model.Model) {
			s := section(m, "review")
			s.Fields = slices.DeleteFunc(s.Fields, func(f model.Field) bool { return f.ID == "notes" })
		}, func(h *town) error { return h.fill("review", map[string]any{"notes": "late"}) }, "move-refused", "values.notes unknown-field"},
		{"an edit of a field that stays", fresh, func(m *model.Model) { m.Views.Client = []string{"project"} },
			func(h *town) error { return h.fill("review", map[string]any{"notes": "late"}) }, "yes", "yes"},
		{"a status that goes", fresh, func(m *model.Model) { m.Statuses = m.Statuses[:len(m.Statuses)-1] },
			func(h *town) error { return h.status("withdrawn") }, "move-refused", "status not-a-status"},
		{"a partner asked by a view that goes", fresh, func(m *model.Model) { m.Views.Partners = m.Views.Partners[1:] }, makes, "move-refused", "view wrong-choice"},
		{"a partner asked in a status that hides", fresh, hides, makes, "stale", "when status-hides"},
		{"a partner who comes in", func(h *town) { s = h.made(ask(solicitation.Opinion, "financial-opinion")) }, hides,
			func(h *town) error { return h.claim(s) }, "yes", "solicitation-key-spent"},
		{"an answer to a field that goes", drafted, func(m *model.Model) { m.Views.Partners[0].Own = m.Views.Partners[0].Own[:1] },
			func(h *town) error { return h.send(s, 1) }, "move-refused", "stale"},
		{"an answer to a field of another type", drafted, func(m *model.Model) { m.Views.Partners[0].Own[2].Type = model.Line },
			func(h *town) error { return h.send(s, 1) }, "move-refused", "yes"},
		{"an answer in a status that hides", drafted, hides, func(h *town) error { return h.send(s, 1) }, "yes", "refused-hidden-from-partners"},
		{"a draft in a status that hides", drafted, hides, func(h *town) error {
			_, err := h.Solicitations.Save(context.Background(), h.As(bank), h.d, s.ID, 1, solicitation.Answer{Details: "late"})
			return err
		}, "yes", "refused-hidden-from-partners"},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := newTown(t)
			c.before(h)
			n := h.next(c.change)
			tag := h.plan(n).Tag()
			_, err := h.meanwhile(func() { h.must(c.act(h)) }).Moving.Move(t.Context(), h.As(paul), h.d, n, tag)
			h.want(err, c.then)
			if moved := h.version() == n; moved != (c.then == "yes") {
				t.Errorf("version %d", h.version())
			}
			if c.name == "a partner who comes in" {
				_, err := h.see(s)
				h.want(err, "refused-hidden-from-partners")
			}
			h = newTown(t)
			c.before(h)
			n = h.next(c.change)
			h.want(c.act(h.meanwhile(func() { h.must(h.moves(n)) })), c.after)
			if h.version() != n {
				t.Errorf("version %d", h.version())
			}
		})
	}
}

// A signature made while the section's words change is voided, or is of the
// section as it is worded from now on.
func TestIND6AMoveAndASignatureAtOnce(t *testing.T) {
	for _, first := range []string{"sign", "move"} {
		h := newTown(t)
		ctx := t.Context()
		h.must(h.fill("costs", map[string]any{"total": "12.00"}))
		o := access.Origin{Kind: access.FromContact, Since: "2026", Person: id.New(), Group: "full", Sign: true}
		h.must(h.Rooms.Table.Write(ctx, dossier.GiveOrigin(h.d, h.Account(bank), "contact_1", o, h.Account(claire), h.Time.Now())))
		n := h.next(func(m *model.Model) { field(m, "costs", "total").Label.EN = "Altogether" })
		tag := h.plan(n).Tag()
		sign := func(h *town) error {
			_, err := h.Seals.Sign(ctx, h.As(bank), h.d, "costs", 1, "Ada Bank", id.New())
			return err
		}
		if first == "sign" {
			_, err := h.meanwhile(func() { h.must(sign(h)) }).Moving.Move(ctx, h.As(paul), h.d, n, tag)
			h.want(err, "stale") // the plan says now what it voids
			h.must(h.moves(n))
		} else {
			h.must(sign(h.meanwhile(func() { h.must(h.moves(n)) })))
		}
		_, sealed, err := h.Seals.Read(ctx, h.As(claire), h.d, "costs")
		h.must(err)
		if got := string(sealed.Signatures[0].Standing); got != map[string]string{"sign": "voided", "move": "holds"}[first] {
			t.Errorf("%s first: %s", first, got)
		}
	}
}

// Of two who move a dossier at once, each to another version, the later finds
// what they agreed to gone.
func TestLOC10TwoMovesAtOnce(t *testing.T) {
	for range 10 {
		h := newTown(t)
		two := h.next(func(m *model.Model) { m.Views.Client = []string{"project"} })
		three := h.next(func(m *model.Model) { m.Views.Client = []string{"costs"} })
		tags := map[int]string{two: h.plan(two).Tag(), three: h.plan(three).Tag()}
		moved := func(who string, n int) func() error {
			return func() error {
				_, err := h.Moving.Move(context.Background(), h.As(who), h.d, n, tags[n])
				return err
			}
		}
		errs := roomstest.Meet(moved(claire, two), moved(paul, three))
		won := 0
		for i, err := range errs {
			if err == nil {
				won++
			} else if got := said(err); got != "stale" && !(i == 0 && got == "version not-a-version") {
				t.Error(got)
			}
		}
		if won != 1 {
			t.Errorf("%d moved it: %v", won, errs)
		}
	}
}

// A copy that is being made while the dossier moves is of one version or the
// other, as a whole.
func TestEVO7AMoveUnderACopy(t *testing.T) {
	h := newTown(t)
	h.must(h.fill("costs", map[string]any{"total": "12.00"}))
	n := h.next(func(m *model.Model) { field(m, "costs", "total").Label.EN = "Altogether" })
	other := h.Organization("Conseil", bank)
	_, key, err := h.Keys.Make(t.Context(), h.As(claire), h.d, "copy", id.New())
	h.must(err)
	got, err := h.meanwhile(func() { h.must(h.moves(n)) }).Keys.Redeem(t.Context(), h.As(bank), key, other, id.New())
	h.must(err)
	header, err := h.Dossiers.Header(t.Context(), got.Dossier)
	if err != nil || header.Version != n {
		t.Errorf("version %d, %v", header.Version, err)
	}
}

// A partner who looks while the dossier moves sees nothing by the former view
// that was written after the move.
func TestLOC10APartnerSeesByOneVersion(t *testing.T) {
	h := newTown(t)
	s := h.attached(ask(solicitation.Opinion, "financial-opinion"))
	n := h.next(func(m *model.Model) {
		m.Views.Partners[0].Fields = []model.PartnerField{{Path: "project", Access: "visible"}}
	})
	seen, err := h.before("TransactGetItems", func() {
		h.must(h.moves(n))
		h.must(h.fill("costs", map[string]any{"total": "12.00"}))
	}).see(s)
	h.must(err)
	for _, p := range seen.Parts {
		if p.ID != "project" {
			t.Errorf("sees %s: %v", p.ID, p.Values)
		}
	}
}

package move_test

import (
	"slices"
	"strings"
	"testing"

	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/id"
	"tierce/internal/model"
	"tierce/internal/solicitation"
	"tierce/internal/trail"
)

func TestLOC10ADossierKeepsItsVersionUntilItIsMoved(t *testing.T) {
	h := newTown(t)
	ctx := t.Context()
	h.must(h.fill("costs", map[string]any{"total": "1000.00"}))
	s := h.attached(ask(solicitation.Complement, "heritage-plans"))
	if p := h.plan(0); p.Newer() || p.To != 1 {
		t.Errorf("%+v", p)
	}
	n := h.next(func(m *model.Model) {
		m.Views.Partners[1].Fields = []model.PartnerField{{Path: "building.protected", Access: "editable"}, {Path: "costs.total", Access: "visible"}}
		m.Views.Client = []string{"project"}
		m.Views.Applicant = m.Views.Applicant[1:]
		m.TeamMayShare = true
		section(m, "costs").Fields = append(section(m, "costs").Fields, model.Field{ID: "vat", Type: model.YesNo, Label: model.Text{FR: "TVA", EN: "VAT"}})
		section(m, "decision").Fields = section(m, "decision").Fields[1:]
	})
	if h.version() != 1 {
		t.Fatal("a new version moved a dossier")
	}
	p := h.plan(0)
	if p.To != n || p.Refusals != nil || english(p.Fields.More) != `["Cost and funding – VAT"]` || len(p.Fields.Less) != 1 || len(p.TeamMayShare.More) != 1 ||
		len(p.Clients.More) != 1 || len(p.Applicants.Less) == 0 {
		t.Errorf("%+v", p)
	}
	if len(p.Partners) != 1 || p.Partners[0].Solicitation != s.ID || len(p.Partners[0].Sees.More) != 1 || len(p.Partners[0].Fills.Less) != 3 {
		t.Errorf("%+v", p.Partners)
	}
	_, err := h.Moving.Move(ctx, h.As(paul), h.d, n, "another plan")
	h.want(err, "stale")
	_, err = h.Moving.Move(ctx, h.As(paul), h.d, n+1, p.Tag())
	h.want(err, "version not-a-version")
	for range 2 { // the second time as after a lost answer
		_, err := h.Moving.Move(ctx, h.As(paul), h.d, n, p.Tag())
		h.must(err)
	}
	seen, err := h.see(s)
	h.must(err)
	if len(seen.Parts) != 2 || seen.Parts[1].Values["total"] != "1000.00" || h.version() != n {
		t.Errorf("version %d: %+v", h.version(), seen.Parts)
	}
	rows, _, err := trail.List(ctx, h.Rooms.Table, h.d, "", 50)
	h.must(err)
	moved := slices.DeleteFunc(rows, func(e trail.Entry) bool { return e.Verb != trail.DossierMoved })
	if len(moved) != 1 || moved[0].Args["version"] != "2" || moved[0].By != h.Account(paul) {
		t.Errorf("%+v", moved)
	}
	for who, want := range map[string]string{nora: "refused-no-grant", bank: "refused-partner-view-only"} {
		_, _, err := h.Moving.Plan(ctx, h.As(who), h.d, 0)
		h.want(err, want)
	}
	header, err := h.Dossiers.Header(ctx, h.d)
	h.must(err)
	if !header.TeamMayShare {
		t.Error("the team may not share")
	}
}

// What anybody entered has its place in the newer version, or nothing moves.
func TestLOC10NothingEnteredIsPutOutOfSight(t *testing.T) {
	text := model.Text{FR: "X", EN: "X"}
	drop := func(in, id string) func(*model.Model) {
		return func(m *model.Model) {
			s := section(m, in)
			s.Fields = slices.DeleteFunc(s.Fields, func(f model.Field) bool { return f.ID == id })
			m.Views = model.Views{Partners: []model.PartnerView{{ID: "financial-opinion", Name: text, Own: m.Views.Partners[0].Own}}}
		}
	}
	for name, c := range map[string]struct {
		change func(m *model.Model)
		want   []string
	}{
		"a section is gone": {func(m *model.Model) {
			m.Sections = slices.DeleteFunc(m.Sections, func(s model.Section) bool { return s.ID == "review" })
			drop("costs", "loan")(m)
		}, []string{"section-filled "}},
		"a field is gone":                 {drop("review", "rate"), []string{"field-filled "}},
		"an empty field is gone":          {drop("review", "visit-on"), nil},
		"text becomes a list":             {func(m *model.Model) { field(m, "review", "notes").Type = model.Line }, []string{"field-changed "}},
		"euros become dollars":            {func(m *model.Model) { field(m, "costs", "total").Currency = "USD" }, []string{"field-changed "}},
		"a choice is gone":                {func(m *model.Model) { field(m, "building", "kind").Choices[0].ID = "another" }, []string{"value-misfits "}},
		"a column is gone":                {func(m *model.Model) { f := field(m, "costs", "quotes"); f.Fields = f.Fields[1:] }, []string{"field-filled "}},
		"a column is of another type":     {func(m *model.Model) { field(m, "costs", "quotes").Fields[0].Type = model.LongText }, []string{"field-changed "}},
		"the status is gone":              {func(m *model.Model) { m.Statuses = slices.Delete(m.Statuses, 2, 3) }, []string{"status-gone "}},
		"another status is gone":          {func(m *model.Model) { m.Statuses = m.Statuses[:len(m.Statuses)-1] }, nil},
		"a partner was asked by the view": {func(m *model.Model) { m.Views.Partners = m.Views.Partners[1:] }, []string{"view-gone "}},
		"an own field is gone": {func(m *model.Model) { m.Views.Partners[0].Own = m.Views.Partners[0].Own[:1] },
			[]string{"answer-misfits "}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newTown(t)
			kind := field(&h.model, "building", "kind").Choices[0].ID
			column := field(&h.model, "costs", "quotes").Fields[0].ID
			h.must(h.fill("building", map[string]any{"kind": kind}))
			h.must(h.fill("costs", map[string]any{"total": "12.00", "quotes": []any{map[string]any{column: "Roof"}}}))
			h.must(h.fill("review", map[string]any{"rate": 20.0, "notes": "Fine"}))
			s := h.attached(ask(solicitation.Opinion, "financial-opinion"))
			h.must(h.save(s, solicitation.Answer{Verdict: solicitation.Favourable, Own: map[string]any{"viable": "yes", "analysis": "Fine"}}))
			h.must(h.send(s, 1))
			n := h.next(c.change)
			got := codes(h.plan(n))
			if len(got) != len(c.want) || len(got) > 0 && (!strings.HasPrefix(got[0], c.want[0]) || len(got[0]) == len(c.want[0])) {
				t.Fatalf("%q, want %q", got, c.want)
			}
			want := "yes"
			if c.want != nil {
				want = "move-refused"
			}
			h.want(h.moves(n), want)
			if moved := h.version() == n; moved != (c.want == nil) {
				t.Errorf("version %d", h.version())
			}
		})
	}
}

// Partners see a dossier in the statuses of the version that it has (LOC-6).
func TestLOC6AMoveBeginsAndEndsWhatPartnersSee(t *testing.T) {
	h := newTown(t)
	s := h.attached(ask(solicitation.Opinion, "financial-opinion"))
	waits := ask(solicitation.Opinion, "financial-opinion")
	waits.When = "opinions"
	h.made(waits)
	hide := func(of ...string) func(m *model.Model) {
		return func(m *model.Model) {
			for i, st := range m.Statuses {
				m.Statuses[i].Partners = slices.Contains(of, st.ID)
			}
		}
	}
	n := h.next(hide("opinions"))
	p := h.plan(n)
	if len(p.PartnersSee.Less) != 1 || len(p.Partners) != 2 || !p.Partners[0].Ends || p.Partners[0].Begins {
		t.Fatalf("%+v", p)
	}
	h.must(h.moves(n))
	if _, err := h.see(s); !fault.Is(err, "refused-hidden-from-partners") {
		t.Errorf("still sees it: %v", err)
	}
	none := h.next(hide())
	if got := codes(h.plan(none)); len(got) != 1 || !strings.HasPrefix(got[0], "status-awaited") {
		t.Errorf("%q", got)
	}
	shown := h.next(hide("opinions", "review"))
	if p := h.plan(shown); len(p.Partners) != 2 || !p.Partners[1].Begins {
		t.Errorf("%+v", p.Partners)
	}
	h.must(h.moves(shown))
	if _, err := h.see(s); err != nil {
		t.Error(err)
	}
}

// Where partners see a dossier in no status, they see it in none.
func TestLOC6AMoveToAVersionWithoutPartners(t *testing.T) {
	h := newTown(t)
	s := h.attached(ask(solicitation.Opinion, "financial-opinion"))
	n := h.next(func(m *model.Model) {
		for i := range m.Statuses {
			m.Statuses[i].Partners = false
		}
	})
	h.must(h.moves(n))
	for _, st := range h.model.Statuses {
		h.must(h.status(st.ID))
		if _, err := h.see(s); !fault.Is(err, "refused-hidden-from-partners") {
			t.Errorf("sees it in %s: %v", st.ID, err)
		}
	}
}

// A draft of what a partner may fill in no more is shown again before it is sent.
func TestLOC7AMoveShowsAPartnerWhatIsLeftBeforeTheySend(t *testing.T) {
	h := newTown(t)
	s := h.attached(ask(solicitation.Complement, "heritage-plans"))
	h.must(h.save(s, solicitation.Answer{Details: "With plans", Values: map[string]map[string]any{"project": {"permit-number": "P1"}}}))
	n := h.next(func(m *model.Model) {
		m.Views.Partners[1].Fields = []model.PartnerField{{Path: "project", Access: "visible"}}
	})
	h.must(h.moves(n))
	h.want(h.send(s, 1), "stale")
	seen, err := h.see(s)
	h.must(err)
	if seen.Solicitation.Drafted != 2 || seen.Solicitation.Draft.Details != "With plans" {
		t.Errorf("%+v", seen.Solicitation)
	}
	h.must(h.save(s, solicitation.Answer{Details: "Without"}))
	h.must(h.send(s, 3))
}

// A signature stands while the section is worded as it was signed.
func TestIND6AMoveVoidsOnlyWhatIsWordedOtherwise(t *testing.T) {
	h := newTown(t)
	ctx := t.Context()
	for _, s := range []string{"project", "costs"} {
		h.must(h.fill(s, map[string]any{}))
	}
	signs := func(section string) {
		t.Helper()
		_, s, err := h.Dossiers.Section(ctx, h.As(bank), h.d, section)
		h.must(err)
		_, err = h.Seals.Sign(ctx, h.As(bank), h.d, section, s.Version, "Ada Bank", id.New())
		h.must(err)
	}
	o := access.Origin{Kind: access.FromContact, Since: "2026", Person: id.New(), Group: "full", Sign: true}
	h.must(h.Rooms.Table.Write(ctx, dossier.GiveOrigin(h.d, h.Account(bank), "contact_1", o, h.Account(claire), h.Time.Now())))
	signs("project")
	signs("costs")
	n := h.next(func(m *model.Model) { field(m, "costs", "total").Label.EN = "Altogether" })
	p := h.plan(n)
	if len(p.Voided) != 1 || p.Voided[0] != section(&h.model, "costs").Title {
		t.Errorf("%+v", p.Voided)
	}
	h.must(h.moves(n))
	standing := func() string {
		var all []string
		for _, one := range []string{"project", "costs"} {
			_, sealed, err := h.Seals.Read(ctx, h.As(claire), h.d, one)
			h.must(err)
			for _, g := range sealed.Signatures {
				all = append(all, string(g.Standing))
			}
		}
		return strings.Join(all, " ")
	}
	if got := standing(); got != "holds voided" {
		t.Error(got)
	}
	signs("costs")
	h.must(h.moves(h.next(func(m *model.Model) {
		field(m, "costs", "total").Label.EN = "Altogether"
		m.Views.Client = []string{"project"}
	})))
	if got := standing(); got != "holds voided holds" {
		t.Error(got)
	}
	h.must(h.moves(h.next(func(m *model.Model) { field(m, "project", "architect").Label.EN = "Builder" })))
	if got := standing(); got != "voided voided voided" {
		t.Error(got)
	}
}

// A copy's model is another organisation's: it has no newer version here.
func TestEVO7ACopyHasNoNewerVersion(t *testing.T) {
	h := newTown(t)
	h.next(func(m *model.Model) { m.Views.Client = []string{"project"} })
	other := h.Organization("Conseil", bank)
	_, key, err := h.Keys.Make(t.Context(), h.As(claire), h.d, "copy", id.New())
	h.must(err)
	got, err := h.Keys.Redeem(t.Context(), h.As(bank), key, other, id.New())
	h.must(err)
	_, p, err := h.Moving.Plan(t.Context(), h.As(bank), got.Dossier, 0)
	if err != nil || p.Newer() {
		t.Errorf("%+v, %v", p, err)
	}
}

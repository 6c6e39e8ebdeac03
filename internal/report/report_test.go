package report_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/id"
	"tierce/internal/report"
	"tierce/internal/rooms/roomstest"
	"tierce/internal/simulation"
	"tierce/internal/table"
)

const (
	claire  = "claire@cabinet.example"
	paul    = "paul@cabinet.example"
	bernard = "bernard@maison.example"
	camille = "camille@maison.example"
	notary  = "rivoire@etude.example"
)

// plan is a wealth plan of Claire's, with one asset of Bernard's. Paul is an
// agent who is not on the team.
type plan struct {
	*roomstest.House
	t          *testing.T
	cabinet, d string
	bernard    string
}

func newPlan(t *testing.T) *plan {
	h := &plan{House: roomstest.New(t), t: t}
	h.cabinet = h.Organization("Cabinet", claire)
	h.Agent(h.cabinet, claire, paul, false)
	h.d = h.Dossier(h.cabinet, claire, "wealth-plan")
	h.bernard = h.LetIn(h.d, claire, dossier.Person{Name: "Bernard Vasseur", Holder: dossier.Holder, Reach: dossier.Reach{Email: bernard}}, access.Write)
	h.LetIn(h.d, claire, dossier.Person{Name: "Camille Vasseur", Parents: []string{h.bernard}, Reach: dossier.Reach{Email: camille}}, access.Write)
	h.LetIn(h.d, claire, dossier.Person{Name: "Maître Rivoire", Advisor: "notary", Reach: dossier.Reach{Email: notary}}, access.Write)
	h.save("wealth", 0, map[string]any{"assets": []any{map[string]any{"name": "House", "value": "1000.00", "owner": h.bernard}}})
	return h
}

func (h *plan) must(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

func (h *plan) save(section string, version int, values map[string]any) {
	h.t.Helper()
	_, err := h.Dossiers.Save(context.Background(), h.As(claire), h.d, section, version, values)
	h.must(err)
}

func (h *plan) make(email, once string, sections ...string) (report.Head, error) {
	return h.Reports.Make(context.Background(), h.As(email), h.d, report.Draft{Title: "First meeting", Sections: sections}, once)
}

func (h *plan) read(email, id string) (report.Report, error) {
	_, r, err := h.Reports.Read(context.Background(), h.As(email), h.d, id)
	return r, err
}

// reaching puts Paul on the team with these sections only.
func (h *plan) reaching(sections ...string) {
	h.t.Helper()
	since := h.SignIn(paul).Orgs[h.cabinet].Since
	h.must(h.Rooms.Table.Write(context.Background(), dossier.GiveOrigin(h.d, h.Account(paul), "team", access.Origin{Kind: access.FromTeam,
		Level: access.Write, Org: h.cabinet, Since: since, Sections: sections}, h.Account(claire), h.Time.Now())))
}

// said is "yes", or the rule or the code of a refusal.
func said(err error) string {
	f := fault.Of(err)
	switch {
	case err == nil:
		return "yes"
	case f == nil:
		return err.Error()
	case f.Rule != "":
		return f.Rule
	}
	return f.Code
}

func shown(r report.Report) string {
	var ids []string
	for _, s := range r.Shown {
		ids = append(ids, s.ID)
	}
	return strings.Join(ids, " ")
}

func TestABB8AnAdvisorMakesNoReport(t *testing.T) {
	h := newPlan(t)
	for email, want := range map[string]string{claire: "yes", bernard: "yes", camille: "yes", notary: "ABB-8", paul: "ALL-2", "zoe@maison.example": "ALL-4"} {
		if _, err := h.make(email, id.New(), "wealth"); said(err) != want {
			t.Errorf("%s: %s, want %s", email, said(err), want)
		}
	}
	_, list, err := h.Reports.List(t.Context(), h.As(notary), h.d)
	if err != nil || len(list) != 3 {
		t.Errorf("the notary reads %d, %v", len(list), err)
	}
}

// Sections, persons and the dossier's title change; the report does not.
func TestABB8AReportKeepsWhatItShowed(t *testing.T) {
	h := newPlan(t)
	made, err := h.make(bernard, id.New(), "gifts", "wealth")
	h.must(err)
	at := h.Time.Now()
	h.Time.Advance(48 * time.Hour)
	h.save("wealth", 1, map[string]any{"remarks": "All sold."})
	title := "Another title"
	_, err = h.Dossiers.Change(t.Context(), h.As(claire), h.d, dossier.Edit{Title: &title})
	h.must(err)
	_, people, err := h.Dossiers.Persons(t.Context(), h.As(claire), h.d)
	h.must(err)
	for _, p := range people {
		p.Name = "Renamed"
		_, err := h.Rights.SavePerson(t.Context(), h.As(claire), h.d, p)
		h.must(err)
	}
	r, err := h.read(camille, made.ID)
	h.must(err)
	if shown(r) != "wealth gifts" || r.Title != "First meeting" || r.Dossier != "The case of "+claire || !r.At.Equal(at) || r.By != h.Account(bernard) {
		t.Errorf("%+v", r.Head)
	}
	assets, _ := r.Shown[0].Values["assets"].([]any)
	if len(assets) != 1 || assets[0].(map[string]any)["value"] != "1000.00" || r.Shown[0].Version != 1 {
		t.Errorf("%+v", r.Shown[0].Values)
	}
	if label := r.Shown[0].Fields[1].Label.EN; label != "Assets" {
		t.Errorf("labelled %q", label)
	}
	for _, p := range r.People {
		if p.Name == "Renamed" || p.Reach != (dossier.Reach{}) {
			t.Errorf("%+v", p)
		}
		if p.ID == h.bernard && (p.Name != "Bernard Vasseur" || p.Holder != dossier.Holder) {
			t.Errorf("%+v", p)
		}
	}
	if len(r.People) != 3 {
		t.Errorf("%d persons", len(r.People))
	}
}

// The decision is the reader's, each time anew.
func TestABB8AReportShowsWhatItsReaderMayReadNow(t *testing.T) {
	h := newPlan(t)
	made, err := h.make(claire, id.New(), "family", "wealth", "tax")
	h.must(err)
	for _, c := range []struct {
		reach []string
		want  string
	}{{[]string{"reports", "wealth"}, "wealth"}, {[]string{"reports", "tax", "family", "gifts"}, "family tax"}, {nil, "family wealth tax"}} {
		h.reaching(c.reach...)
		r, err := h.read(paul, made.ID)
		if err != nil || shown(r) != c.want || len(r.Shown)+len(r.Hidden) != 3 {
			t.Errorf("with %v: %s and %d hidden, %v", c.reach, shown(r), len(r.Hidden), err)
		}
		if _, list, err := h.Reports.List(t.Context(), h.As(paul), h.d); err != nil || len(list) != 1 || strings.Join(list[0].Sections, " ") != c.want {
			t.Errorf("with %v: listed %v, %v", c.reach, list, err)
		}
		h.must(h.Dossiers.EndOrigin(t.Context(), h.As(claire), h.d, h.Account(paul), "team"))
	}
	for _, reach := range [][]string{{"reports", "gifts"}, {"wealth", "tax"}} {
		h.reaching(reach...)
		_, err := h.read(paul, made.ID)
		_, list, failed := h.Reports.List(t.Context(), h.As(paul), h.d)
		_, making := h.make(paul, id.New(), "wealth")
		if said(err) != "ALL-2" || failed != nil || len(list) != 0 || said(making) != "ALL-2" {
			t.Errorf("with %v: %v, %v, %v", reach, err, list, making)
		}
		h.must(h.Dossiers.EndOrigin(t.Context(), h.As(claire), h.d, h.Account(paul), "team"))
	}
}

// A report of the section of simulations keeps those that stood there, for
// whoever may read the inventories as well.
func TestABB8AReportKeepsTheSimulations(t *testing.T) {
	h := newPlan(t)
	calm, err := h.Simulations.Make(t.Context(), h.As(claire), h.d, simulation.Assumptions{Name: "Calm", Years: 1}, id.New())
	h.must(err)
	made, err := h.make(claire, id.New(), "simulations")
	h.must(err)
	h.must(h.Simulations.Delete(t.Context(), h.As(claire), h.d, calm.ID))
	r, err := h.read(notary, made.ID)
	if err != nil || len(r.Simulations) != 1 || r.Simulations[0].Name != "Calm" || r.Simulations[0].Net != "1000.00" {
		t.Errorf("%+v, %v", r.Simulations, err)
	}
	h.reaching("reports", "simulations")
	if r, err := h.read(paul, made.ID); err != nil || shown(r) != "simulations" || r.Simulations != nil {
		t.Errorf("without the inventories: %+v, %v", r.Simulations, err)
	}
	h.must(h.Reports.Delete(t.Context(), h.As(claire), h.d, made.ID))
}

func TestABB8ARepeatedReportIsMadeOnce(t *testing.T) {
	h := newPlan(t)
	once := id.New()
	_, err := h.make(claire, once, "wealth", "gifts")
	h.must(err)
	again, err := h.make(claire, once, "gifts", "wealth")
	if err != nil || !slices.Equal(again.Sections, []string{"wealth", "gifts"}) {
		t.Errorf("%+v, %v", again, err)
	}
	if _, err := h.make(claire, once, "wealth"); said(err) != "idempotency-key-reused" {
		t.Errorf("other sections: %v", err)
	}
	if _, list, _ := h.Reports.List(t.Context(), h.As(claire), h.d); len(list) != 1 {
		t.Errorf("%d reports", len(list))
	}
}

func TestABB8WhoDeletesAReport(t *testing.T) {
	h := newPlan(t)
	one, err := h.make(bernard, id.New(), "wealth")
	h.must(err)
	two, err := h.make(bernard, id.New(), "wealth")
	h.must(err)
	for _, c := range [][3]string{{camille, one.ID, "ABB-8"}, {notary, one.ID, "ABB-8"}, {bernard, one.ID, "yes"}, {bernard, one.ID, "yes"}, {claire, two.ID, "yes"}} {
		if got := said(h.Reports.Delete(t.Context(), h.As(c[0]), h.d, c[1])); got != c[2] {
			t.Errorf("%s: %s, want %s", c[0], got, c[2])
		}
	}
	for _, prefix := range []string{"Y#", "Z#"} {
		rows, err := h.Rooms.Table.All(t.Context(), table.Query{PK: "D#" + h.d}.Within(prefix))
		if err != nil || len(rows) != 0 {
			t.Errorf("%s: %d rows are left, %v", prefix, len(rows), err)
		}
	}
}

// A copy takes content alone: neither reports nor simulations (EVO-7).
func TestEVO7ReportsAndSimulationsAreNotCopied(t *testing.T) {
	h := newPlan(t)
	_, err := h.make(claire, id.New(), "wealth")
	h.must(err)
	_, err = h.Simulations.Make(t.Context(), h.As(claire), h.d, simulation.Assumptions{Name: "Calm", Years: 1}, id.New())
	h.must(err)
	_, key, err := h.Keys.Make(t.Context(), h.As(claire), h.d, "copy", id.New())
	h.must(err)
	got, err := h.Keys.Redeem(t.Context(), h.As(paul), key, h.cabinet, id.New())
	h.must(err)
	_, _, err = h.Dossiers.Section(t.Context(), h.As(paul), got.Dossier, "wealth")
	h.must(err)
	_, reports, err := h.Reports.List(t.Context(), h.As(paul), got.Dossier)
	h.must(err)
	_, simulations, err := h.Simulations.List(t.Context(), h.As(paul), got.Dossier)
	if err != nil || len(reports)+len(simulations) != 0 {
		t.Errorf("%v, %v, %v", reports, simulations, err)
	}
}

func TestABB8WhatAReportIsAskedFor(t *testing.T) {
	h := newPlan(t)
	for name, want := range map[string]string{"": "sections missing", "wealth nowhere": "sections wrong-choice"} {
		_, err := h.make(claire, id.New(), strings.Fields(name)...)
		if f := fault.Of(err); f == nil || f.Fields[0].Path+" "+f.Fields[0].Code != want {
			t.Errorf("%q: %v", name, err)
		}
	}
	_, err := h.Reports.Make(t.Context(), h.As(claire), h.d, report.Draft{Title: " ", Sections: []string{"wealth"}}, id.New())
	if f := fault.Of(err); f == nil || f.Fields[0].Path != "title" {
		t.Errorf("no title: %v", err)
	}
	other := h.Dossier(h.cabinet, claire, "insurance-needs")
	if _, err := h.Reports.Make(t.Context(), h.As(claire), other, report.Draft{Title: "x", Sections: []string{"health"}}, id.New()); !fault.Is(err, "no-reports") {
		t.Errorf("a model without reports: %v", err)
	}
}

// A report of more than one transaction takes is refused; one of almost that
// goes through.
func TestABB8AReportHasAnUpperSize(t *testing.T) {
	h := newPlan(t)
	var fields, sections []string
	full := map[string]any{}
	for n := range 7 {
		fields = append(fields, fmt.Sprintf(`{"id":"f%d","type":"longtext","label":{"fr":"F","en":"F"}}`, n))
		full[fmt.Sprintf("f%d", n)] = strings.Repeat("é", 20_000)
	}
	for n := range 12 {
		sections = append(sections, fmt.Sprintf(`{"id":"s%d","kind":"form","title":{"fr":"S","en":"S"},"fields":[%s]}`, n, strings.Join(fields, ",")))
	}
	sections = append(sections, `{"id":"reports","kind":"reports","title":{"fr":"R","en":"R"},"fields":[`+fields[0]+`]}`)
	head, err := h.Models.Import(t.Context(), h.As(claire), h.cabinet, "", []byte(`{"name":{"fr":"M","en":"M"},"reference":"BIG",
		"statuses":[{"id":"open","label":{"fr":"O","en":"O"},"initial":true}],"sections":[`+strings.Join(sections, ",")+`]}`), id.New())
	h.must(err)
	made, err := h.Dossiers.Create(t.Context(), h.As(claire), dossier.Draft{Organization: h.cabinet, Model: head.ID, Title: "Big"}, id.New())
	h.must(err)
	h.d = made.ID
	var ids []string
	for n := range 12 {
		ids = append(ids, fmt.Sprintf("s%d", n))
		h.save(ids[n], 0, full)
	}
	one, err := h.make(claire, id.New(), ids[:10]...)
	h.must(err)
	if _, err := h.make(claire, id.New(), ids...); !fault.Is(err, "report-too-large") {
		t.Errorf("12 sections of 280 KB: %v", err)
	}
	h.must(h.Reports.Delete(t.Context(), h.As(claire), h.d, one.ID))
}

package schedule_test

import (
	"context"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/id"
	"tierce/internal/model"
	"tierce/internal/rooms/roomstest"
	"tierce/internal/schedule"
	"tierce/internal/text"
	"tierce/internal/trail"
)

const (
	claire = "claire@cabinet.example"
	paul   = "paul@cabinet.example"
	remy   = "remy@cabinet.example" // reads only
	nina   = "nina@nowhere.example"
)

// insured is a house with a commercial account of claire's, who works in it
// with paul; remy reads.
func insured(t *testing.T) (h *roomstest.House, at schedule.At) {
	h = roomstest.New(t)
	org := h.Organization("Cabinet", claire)
	for _, email := range []string{paul, remy} {
		h.Agent(org, claire, email, false)
	}
	h.SignIn(nina)
	d := h.Dossier(org, claire, "commercial-insurance")
	must(t, h.Dossiers.AddToTeam(t.Context(), h.As(claire), d, h.Account(paul)))
	a, err := h.People.Get(t.Context(), h.Account(remy))
	must(t, err)
	o := dossier.TeamOrigin(org, a.Orgs[org].Since)
	o.Level = access.Read
	must(t, h.Rooms.Table.Commit(t.Context(), dossier.GiveOrigin(d, a.ID, "team", o, a.ID, h.Clock())))
	return h, schedule.At{Dossier: d, Section: "vehicles", List: "vehicles"}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func clerk(h *roomstest.House) schedule.Clerk { return schedule.Clerk{Rooms: h.Rooms, Lang: text.EN} }

func plates(t *testing.T, h *roomstest.House, at schedule.At) (string, int) {
	t.Helper()
	_, s, err := h.Dossiers.Section(t.Context(), h.As(claire), at.Dossier, at.Section)
	must(t, err)
	rows, _ := s.Values[at.List].([]any)
	all := ""
	for _, row := range rows {
		all += fmt.Sprint(row.(map[string]any)["plate"], " ")
	}
	return strings.TrimSpace(all), s.Version
}

func TestIND3PastedRowsReplaceOrFollow(t *testing.T) {
	h, at := insured(t)
	paste := func(p schedule.Pasted) error {
		_, err := clerk(h).Paste(t.Context(), h.As(claire), at, p)
		return err
	}
	for i, step := range []struct {
		p    schedule.Pasted
		want string
		now  int
		code string
	}{
		{schedule.Pasted{Text: "A\nB"}, "A B", 1, ""},
		{schedule.Pasted{Text: "A\nB"}, "A B", 1, ""}, // a repeat is no change
		{schedule.Pasted{Text: "C\nD", Version: 1, Add: true}, "A B C D", 2, ""},
		{schedule.Pasted{Text: "C\nD", Version: 1, Add: true}, "A B C D", 2, ""}, // nor here
		{schedule.Pasted{Text: "E", Version: 1, Add: true}, "A B C D", 2, "stale"},
		{schedule.Pasted{Text: "E", Version: 1}, "A B C D", 2, "stale"},
		{schedule.Pasted{Text: "E", Version: 3}, "A B C D", 2, "stale"},
		{schedule.Pasted{Text: "Plate\n", Version: 2, Add: true}, "A B C D", 2, "invalid"},
		{schedule.Pasted{Text: strings.Repeat("X\n", 497), Version: 2, Add: true}, "A B C D", 2, "invalid"},
		{schedule.Pasted{Text: "F", Version: 2}, "F", 3, ""},
		{schedule.Pasted{Text: "Plate\n", Version: 3}, "", 4, ""},
	} {
		err := paste(step.p)
		if got, now := plates(t, h, at); got != step.want || now != step.now || (err == nil) != (step.code == "") || step.code != "" && !fault.Is(err, step.code) {
			t.Fatalf("step %d: %q at version %d, %v", i, got, now, err)
		}
	}
}

// Nothing else of the section is touched, and one bad cell saves none.
func TestIND3PastingSavesAllOrNothing(t *testing.T) {
	h, at := insured(t)
	at.Section, at.List = "claims", "claims"
	_, err := h.Dossiers.Save(t.Context(), h.As(claire), at.Dossier, "claims", 0, map[string]any{"claims": []any{map[string]any{"what": "Fire"}}})
	must(t, err)
	good := "What happened\tPaid\n" + strings.Repeat("Theft\t1\n", 499)
	_, err = clerk(h).Paste(t.Context(), h.As(claire), at, schedule.Pasted{Text: good + "Theft\tone", Version: 1})
	_, s, _ := h.Dossiers.Section(t.Context(), h.As(claire), at.Dossier, "claims")
	if f := fault.Of(err); f == nil || len(f.Fields) != 1 || s.Version != 1 || len(s.Values["claims"].([]any)) != 1 {
		t.Fatalf("%+v; version %d", f, s.Version)
	}
	_, err = clerk(h).Paste(t.Context(), h.As(claire), at, schedule.Pasted{Text: good + "Theft\t1", Version: 1})
	_, s, _ = h.Dossiers.Section(t.Context(), h.As(claire), at.Dossier, "claims")
	if err != nil || len(s.Values["claims"].([]any)) != 500 {
		t.Errorf("%v, %d rows", err, len(s.Values["claims"].([]any)))
	}
}

func TestIND3AReaderExportsAndDoesNotPaste(t *testing.T) {
	h, at := insured(t)
	for _, text := range []string{"A", "A\tB\tno year", ""} { // told who may, not what to correct
		_, err := clerk(h).Paste(t.Context(), h.As(remy), at, schedule.Pasted{Text: text})
		if f := fault.Of(err); f == nil || f.Kind != fault.Forbidden || f.Rule != "ALL-2" || f.Fix == "" {
			t.Errorf("%q: %+v", text, err)
		}
	}
	if _, _, err := clerk(h).File(t.Context(), h.As(remy), at); err != nil {
		t.Errorf("a reader may not read: %v", err)
	}
	for _, of := range []schedule.At{{at.Dossier, "vehicles", "plate"}, {at.Dossier, "business", "activity"}, {at.Dossier, "none", "vehicles"}, {"aaaaaaaaaaaaaaaa", "vehicles", "vehicles"}} {
		_, _, err := clerk(h).File(t.Context(), h.As(claire), of)
		_, pasted := clerk(h).Paste(t.Context(), h.As(claire), of, schedule.Pasted{Text: "A"})
		if !fault.Is(err, access.HiddenCode) || !fault.Is(pasted, access.HiddenCode) {
			t.Errorf("%+v: %v, %v", of, err, pasted)
		}
	}
	if _, _, err := clerk(h).File(t.Context(), h.As(nina), at); !fault.Is(err, access.HiddenCode) {
		t.Errorf("nobody: %v", err)
	}
}

func TestALL6EveryExportIsInTheTrail(t *testing.T) {
	h, at := insured(t)
	for range 2 {
		_, _, err := clerk(h).File(t.Context(), h.As(remy), at)
		must(t, err)
	}
	entries, _, err := trail.List(t.Context(), h.Rooms.Table, at.Dossier, "", 40)
	must(t, err)
	n := 0
	for _, e := range entries {
		if e.Verb == trail.RowsExported && e.By == h.Account(remy) && reflect.DeepEqual(e.Args, map[string]string{"section": "vehicles", "list": "vehicles"}) {
			n++
		}
	}
	if n != 2 {
		t.Errorf("%d of 2 exports recorded", n)
	}
}

// Every list of every model that is shipped comes back as it went out.
func TestIND3EveryListIsExportedAndPastedBackTheSame(t *testing.T) {
	h, at := insured(t)
	_, s, err := h.Dossiers.Section(t.Context(), h.As(claire), at.Dossier, "locations")
	must(t, err)
	f := s.Fields[0]
	rows := []any{map[string]any{"name": "=Siège", "address": "1, rue d’Aubert;\"B\"", "use": "office", "building": "1250000.50", "protection": []any{"alarm", "safe"}},
		map[string]any{"name": "-", "surface": 12.5}}
	_, err = h.Dossiers.Save(t.Context(), h.As(claire), at.Dossier, "locations", 0, map[string]any{f.ID: rows})
	must(t, err)
	at.Section, at.List = "locations", f.ID
	for version, l := range text.Langs() {
		c := schedule.Clerk{Rooms: h.Rooms, Lang: l}
		data, v, err := c.File(t.Context(), h.As(claire), at)
		must(t, err)
		saved, err := c.Paste(context.Background(), h.As(claire), at, schedule.Pasted{Text: string(data), Version: v})
		if err != nil || v != version+1 || !reflect.DeepEqual(saved.Values[f.ID], rows) {
			t.Errorf("%s: %v, %v\n%s", l, saved.Values, err, data)
		}
	}
	if f.Type != model.Rows {
		t.Error("the section is no schedule any more")
	}
}

// A contact with assigned sections sees no persons, but knows those whom their
// schedule names: it is read, exported and pasted back without losing any.
func TestIND3AContactKnowsThePersonsOfTheirSchedule(t *testing.T) {
	h, _ := insured(t)
	org := h.Organization("Conseil", "marc@conseil.example")
	d := h.Dossier(org, "marc@conseil.example", "wealth-plan")
	marc := h.As("marc@conseil.example")
	var ids []string
	for _, name := range []string{"Odile Garnier", "Léa Roux"} {
		p, err := h.Rights.SavePerson(t.Context(), marc, d, dossier.Person{ID: id.New(), Name: name})
		must(t, err)
		ids = append(ids, p.ID)
	}
	rows := []any{map[string]any{"name": "House", "owner": ids[0]}}
	_, err := h.Dossiers.Save(t.Context(), marc, d, "wealth", 0, map[string]any{"assets": rows})
	must(t, err)
	must(t, h.Rooms.Table.Write(t.Context(), dossier.GiveOrigin(d, h.Account(nina), "contact", access.Origin{Kind: access.FromContact,
		Level: access.Write, Since: "2026", Person: ids[1], Group: "limited", Sections: []string{"wealth"}}, h.Account(nina), h.Clock())))
	if _, _, err := h.Dossiers.Persons(t.Context(), h.As(nina), d); err == nil {
		t.Fatal("the contact sees all persons: this tests nothing")
	}
	at := schedule.At{Dossier: d, Section: "wealth", List: "assets"}
	data, version, err := clerk(h).File(t.Context(), h.As(nina), at)
	if err != nil || !strings.Contains(string(data), "Odile Garnier") {
		t.Fatalf("%q, %v", data, err)
	}
	saved, err := clerk(h).Paste(t.Context(), h.As(nina), at, schedule.Pasted{Text: string(data), Version: version})
	if err != nil || !reflect.DeepEqual(saved.Values["assets"], rows) {
		t.Errorf("%v, %v", saved.Values, err)
	}
	_, err = clerk(h).Paste(t.Context(), h.As(nina), at, schedule.Pasted{Text: strings.Replace(string(data), "Odile Garnier", "Léa Roux", 1), Version: saved.Version})
	if f := fault.Of(err); f == nil || len(f.Fields) != 1 || f.Fields[0].Code != "sheet-person" {
		t.Errorf("a person whom nobody showed: %v", err)
	}
}

package accessgroup_test

import (
	"context"
	"testing"

	"tierce/internal/access"
	"tierce/internal/accessgroup"
	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/id"
	"tierce/internal/model"
	"tierce/internal/rooms/roomstest"
	"tierce/internal/table"
	"tierce/internal/table/tabletest"
)

const (
	claire = "claire@cabinet.example"
	paul   = "paul@cabinet.example"
	marc   = "marc@conseil.example"
	nina   = "nina@bakery.example"
	omar   = "omar@bakery.example"
)

// office is a commercial insurance of Claire's, who is an Admin; Paul is an
// agent, Marc works elsewhere, Nina and Omar are contacts of the client.
type office struct {
	*roomstest.House
	t          *testing.T
	org, model string
	d          string
}

func newOffice(t *testing.T) *office {
	h := &office{House: roomstest.New(t), t: t}
	h.org = h.Organization("Cabinet", claire)
	h.Agent(h.org, claire, paul, false)
	h.Organization("Conseil", marc)
	h.model = model.StarterID(h.org, "commercial-insurance")
	h.d = h.Dossier(h.org, claire, "commercial-insurance")
	h.SignIn(nina)
	h.SignIn(omar)
	return h
}

func (h *office) must(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

// contact writes the origin of a contact in a group.
func (h *office) contact(email, group string, sections ...string) {
	h.t.Helper()
	h.must(h.Rooms.Table.Write(context.Background(), dossier.GiveOrigin(h.d, h.Account(email), "contact", access.Origin{Kind: access.FromContact,
		Level: access.Write, Since: "2026", Person: id.Of("person", email), Group: group, Sections: sections}, h.Account(claire), h.Time.Now())))
}

func (h *office) make(d accessgroup.Draft) (accessgroup.Of, accessgroup.Group) {
	h.t.Helper()
	of, g, err := h.Groups.Make(context.Background(), h.As(claire), h.org, h.model, d, id.New())
	h.must(err)
	return of, g
}

func (h *office) reads(email, section string) string {
	_, _, err := h.Dossiers.Section(context.Background(), h.As(email), h.d, section)
	return said(err)
}

func (h *office) saves(email, section string) string {
	_, s, err := h.Dossiers.Section(context.Background(), h.As(claire), h.d, section)
	h.must(err)
	_, err = h.Dossiers.Save(context.Background(), h.As(email), h.d, section, s.Version, map[string]any{})
	return said(err)
}

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

var fleet = accessgroup.Draft{Name: model.Text{FR: "Flotte", EN: "Fleet"}, Level: access.Write, Sections: []string{"vehicles"}}

func TestIND5WhoManagesTheGroups(t *testing.T) {
	h := newOffice(t)
	for email, want := range map[string][2]string{claire: {"yes", "yes"}, paul: {"yes", "IND-5"}, marc: {"ALL-4", "ALL-4"}, nina: {"ALL-4", "ALL-4"}} {
		_, list := h.Groups.List(t.Context(), h.As(email), h.org, h.model)
		d := fleet
		d.Name.EN, d.Name.FR = email, email
		_, _, made := h.Groups.Make(t.Context(), h.As(email), h.org, h.model, d, id.New())
		_, _, changed := h.Groups.Change(t.Context(), h.As(email), h.org, h.model, accessgroup.Limited, 1, accessgroup.Draft{Sections: []string{"claims"}})
		deleted := h.Groups.Delete(t.Context(), h.As(email), h.org, h.model, id.Of("group", "nobody's"), 0)
		if got := [2]string{said(list), said(made)}; got != want || said(changed) != want[1] || said(deleted) != want[1] {
			t.Errorf("%s: %v, %s, %s, want %v", email, got, said(changed), said(deleted), want)
		}
	}
	if _, err := h.Groups.List(t.Context(), h.As(claire), h.org, "nowhere"); said(err) != "ALL-4" {
		t.Errorf("of no model: %v", err)
	}
}

// What a contact sees and edits is what the group says at the moment of the
// request.
func TestIND5AChangedGroupHoldsOnTheNextRequest(t *testing.T) {
	h := newOffice(t)
	of, g := h.make(fleet)
	h.contact(nina, g.ID, "claims")
	for section, want := range map[string]string{"vehicles": "yes", "claims": "yes", "business": "IND-3"} {
		if r, w := h.reads(nina, section), h.saves(nina, section); r != want || w != want {
			t.Errorf("%s: read %s, write %s, want %s", section, r, w, want)
		}
	}
	narrow := fleet
	narrow.Level, narrow.Sections = access.Read, []string{"business"}
	of, _, err := h.Groups.Change(t.Context(), h.As(claire), h.org, h.model, g.ID, of.Version, narrow)
	h.must(err)
	for section, want := range map[string][2]string{"vehicles": {"IND-3", "IND-3"}, "claims": {"yes", "IND-5"}, "business": {"yes", "IND-5"}} {
		if got := [2]string{h.reads(nina, section), h.saves(nina, section)}; got != want {
			t.Errorf("narrowed, %s: %v, want %v", section, got, want)
		}
	}
	mine := func() int {
		found, _, err := h.Dossiers.Mine(t.Context(), h.As(nina), dossier.Filter{}, "", 20)
		h.must(err)
		return len(found)
	}
	if mine() != 1 {
		t.Error("not among Nina's dossiers")
	}
	h.must(h.Groups.Delete(t.Context(), h.As(claire), h.org, h.model, g.ID, of.Version))
	if got := h.reads(nina, "claims"); got != "ALL-4" || mine() != 0 {
		t.Errorf("the group is gone: %s, %d dossiers", got, mine())
	}
}

func TestIND5TheReadyMadeGroupsInADossier(t *testing.T) {
	h := newOffice(t)
	h.contact(nina, accessgroup.Full)
	h.contact(omar, accessgroup.ViewOnly)
	if got := h.reads(nina, "business") + h.saves(nina, "business") + h.reads(omar, "business"); got != "yesyesIND-3" {
		t.Error(got)
	}
	_, _, err := h.Groups.Change(t.Context(), h.As(claire), h.org, h.model, accessgroup.ViewOnly, 0, accessgroup.Draft{Level: access.Write, All: true, Sections: []string{"business"}})
	h.must(err)
	if got := h.reads(omar, "business") + h.saves(omar, "business") + h.reads(omar, "claims"); got != "yesIND-5IND-3" {
		t.Errorf("of View-only only the sections change: %s", got)
	}
	if _, _, err := h.Groups.Change(t.Context(), h.As(claire), h.org, h.model, accessgroup.Full, 1, fleet); said(err) != "IND-5" {
		t.Errorf("Full: %v", err)
	}
	if err := h.Groups.Delete(t.Context(), h.As(claire), h.org, h.model, accessgroup.Limited, 1); said(err) != "IND-5" {
		t.Errorf("delete Limited: %v", err)
	}
}

func TestIND5ARepeatedChangeIsOne(t *testing.T) {
	h := newOffice(t)
	once := id.New()
	for range 2 {
		of, g, err := h.Groups.Make(t.Context(), h.As(claire), h.org, h.model, fleet, once)
		if err != nil || g.ID != once || of.Version != 1 || len(of.List) != 4 {
			t.Fatalf("%+v, %v", of.Groups, err)
		}
	}
	other := fleet
	other.Name.EN = "Cars"
	if _, _, err := h.Groups.Make(t.Context(), h.As(claire), h.org, h.model, other, once); said(err) != "idempotency-key-reused" {
		t.Errorf("another under the same name: %v", err)
	}
	for range 2 {
		of, _, err := h.Groups.Change(t.Context(), h.As(claire), h.org, h.model, once, 1, other)
		if err != nil || of.Version != 2 {
			t.Fatalf("version %d, %v", of.Version, err)
		}
	}
	if _, _, err := h.Groups.Change(t.Context(), h.As(claire), h.org, h.model, once, 1, fleet); said(err) != "stale" {
		t.Errorf("over somebody's change: %v", err)
	}
	if err := h.Groups.Delete(t.Context(), h.As(claire), h.org, h.model, once, 1); said(err) != "stale" {
		t.Errorf("deleted unseen: %v", err)
	}
	for range 2 {
		h.must(h.Groups.Delete(t.Context(), h.As(claire), h.org, h.model, once, 2))
	}
}

func TestIND5AGroupWithContactsStays(t *testing.T) {
	h := newOffice(t)
	of, g := h.make(fleet)
	for _, name := range []string{"a", "b"} {
		h.must(h.Rooms.Table.Write(t.Context(), table.Insert(map[string]any{"pk": "D#x", "sk": "I#" + name,
			"g1pk": accessgroup.GroupKey(h.org, h.model, g.ID), "g1sk": name})))
	}
	n, err := h.Groups.Contacts(t.Context(), h.org, h.model, g.ID)
	if n != 2 || err != nil {
		t.Errorf("%d contacts, %v", n, err)
	}
	err = h.Groups.Delete(t.Context(), h.As(claire), h.org, h.model, g.ID, of.Version)
	if f := fault.Of(err); f == nil || f.Code != "group-in-use" || f.Args[1] != 2 {
		t.Errorf("deleted under two contacts: %v", err)
	}
}

func TestIND5AtMost20Groups(t *testing.T) {
	h := newOffice(t)
	for n := range accessgroup.Most {
		d := fleet
		d.Name = model.Text{FR: string(rune('a' + n)), EN: string(rune('a' + n))}
		h.make(d)
	}
	if _, _, err := h.Groups.Make(t.Context(), h.As(claire), h.org, h.model, fleet, id.New()); !fault.Is(err, "too-many-groups") {
		t.Errorf("the 21st: %v", err)
	}
}

// A group that shrinks between the reading and the write of a contact's edit:
// the edit is decided again, and refused.
func TestIND5AGroupShrinksUnderAnEdit(t *testing.T) {
	h := newOffice(t)
	of, g := h.make(fleet)
	h.contact(nina, g.ID)
	narrow := fleet
	narrow.Sections = []string{"claims"}
	shrunk := false
	wire := &tabletest.Wire{Break: func(_, _ int, operation string) tabletest.Fault {
		if operation == "TransactWriteItems" && !shrunk {
			shrunk = true
			_, _, err := h.Groups.Change(context.Background(), h.As(claire), h.org, h.model, g.ID, of.Version, narrow)
			h.must(err)
		}
		return tabletest.None
	}}
	_, err := h.Through(tabletest.On(t, h.Table, wire)).Dossiers.Save(t.Context(), h.As(nina), h.d, "vehicles", 0, map[string]any{})
	if said(err) != "IND-3" || !shrunk {
		t.Errorf("saved: %v", err)
	}
	if _, s, err := h.Dossiers.Section(t.Context(), h.As(claire), h.d, "vehicles"); err != nil || s.Version != 0 {
		t.Errorf("version %d, %v", s.Version, err)
	}
}

// The primary whom another replaces between the reading and the write has the
// group's rights, and no more.
func TestIND4AFormerPrimaryEditsByTheirGroup(t *testing.T) {
	h := newOffice(t)
	h.contact(nina, accessgroup.Limited)
	primary := func(person string) {
		h.must(h.Rooms.Table.Write(context.Background(), table.Update(table.Key{PK: "D#" + h.d, SK: "M"}, table.Change{Set: map[string]any{"primary": person}})))
	}
	primary(id.Of("person", nina))
	if got := h.saves(nina, "business"); got != "yes" {
		t.Fatal(got)
	}
	swapped := false
	wire := &tabletest.Wire{Break: func(_, _ int, operation string) tabletest.Fault {
		if operation == "TransactWriteItems" && !swapped {
			swapped = true
			primary("another")
		}
		return tabletest.None
	}}
	_, err := h.Through(tabletest.On(t, h.Table, wire)).Dossiers.Save(t.Context(), h.As(nina), h.d, "claims", 0, map[string]any{})
	if said(err) != "IND-3" || !swapped {
		t.Errorf("saved: %v", err)
	}
}

// Many Admins at once: every change that was acknowledged is there.
func TestIND5NoChangeOfAGroupIsLost(t *testing.T) {
	h := newOffice(t)
	done := make(chan error)
	const many = 8
	for n := range many {
		go func() {
			d := fleet
			d.Name = model.Text{FR: string(rune('a' + n)), EN: string(rune('a' + n))}
			_, _, err := h.Groups.Make(context.Background(), h.As(claire), h.org, h.model, d, id.New())
			done <- err
		}()
	}
	made := 0
	for range many {
		if err := <-done; err == nil {
			made++
		} else if f := fault.Of(err); f == nil || f.Kind != fault.Unavailable {
			t.Error(err)
		}
	}
	of, err := h.Groups.List(t.Context(), h.As(paul), h.org, h.model)
	if err != nil || len(of.List) != 3+made || of.Version != made {
		t.Errorf("%d acknowledged, %d there at version %d, %v", made, len(of.List)-3, of.Version, err)
	}
}

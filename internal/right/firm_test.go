package right_test

import (
	"context"
	"slices"
	"testing"

	"tierce/internal/access"
	"tierce/internal/accessgroup"
	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/id"
	"tierce/internal/invitation"
	"tierce/internal/right"
	"tierce/internal/rooms/roomstest"
)

const (
	yann   = "yann@menuiserie.example"
	solene = "solene@menuiserie.example"
	mathis = "mathis@menuiserie.example"
	bruno  = "bruno@menuiserie.example"
)

// newFirm is a commercial account of Claire's, with Paul on the team and no
// contact yet.
func newFirm(t *testing.T) *household {
	h := &household{House: roomstest.New(t), t: t}
	cabinet := h.Organization("Cabinet", claire)
	h.Agent(cabinet, claire, paul, false)
	h.d = h.Dossier(cabinet, claire, "commercial-insurance")
	h.must(h.Dossiers.AddToTeam(t.Context(), h.As(claire), h.d, h.Account(paul)))
	return h
}

func yes() *bool { return new(true) }
func no() *bool  { return new(false) }

func draft(email, group string, sections ...string) right.Contact {
	return right.Contact{Name: email, Function: "Gérant", Reach: reach(email), Terms: invitation.Terms{Group: group, Sections: sections}}
}

// contact adds a contact, who has come in.
func (h *household) contact(email, group string, sections ...string) string {
	h.t.Helper()
	h.SignIn(email)
	return h.adds(claire, draft(email, group, sections...))
}

func (h *household) adds(by string, c right.Contact) string {
	h.t.Helper()
	person := id.New()
	h.must(h.Rights.SaveContact(context.Background(), h.As(by), h.d, person, c, ""))
	return person
}

// client is a contact as whoever may manage them sees them.
func (h *household) client(person string) right.Client {
	h.t.Helper()
	_, c, _, err := h.Rights.OneContact(context.Background(), h.As(claire), h.d, person)
	h.must(err)
	return c
}

// changes saves what change makes of a contact.
func (h *household) changes(by, person string, change func(c *right.Contact)) error {
	h.t.Helper()
	is := h.client(person)
	c := right.Contact{Name: is.Person.Name, Function: is.Person.Function, Reach: is.Person.Reach, Terms: is.Terms}
	change(&c)
	return h.Rights.SaveContact(context.Background(), h.As(by), h.d, person, c, is.Tag)
}

func (h *household) primary() string {
	h.t.Helper()
	d, err := h.Dossiers.Header(context.Background(), h.d)
	h.must(err)
	return d.Primary
}

func (h *household) deletes(by, person string) error {
	return h.Rights.DeleteContact(context.Background(), h.As(by), h.d, person, "")
}

func TestIND1AContactComesInByTheMechanismThatStands(t *testing.T) {
	h := newFirm(t)
	y := h.adds(paul, draft(yann, accessgroup.Limited, "business", "locations"))
	if got := h.client(y); got.State != invitation.Pending || got.Person.Function != "Gérant" || !got.Person.Contact || !slices.Equal(h.mails(y), []string{invitation.MailLoad}) {
		t.Fatalf("%s, %+v, %v", got.State, got.Person, h.mails(y))
	}
	if got := h.may(yann, access.Open, ""); got != "ALL-4" {
		t.Errorf("before coming in: %s", got)
	}
	h.signsInBy(yann, "+33639989999")
	if got := h.client(y).State; got != invitation.Phone || h.may(yann, access.Open, "") != "ALL-4" {
		t.Errorf("another phone: %s", got)
	}
	h.SignIn(yann)
	if got := h.client(y).State; got != invitation.Accepted {
		t.Errorf("%s", got)
	}
	for section, want := range map[string]string{"business": "yes", "locations": "yes", "vehicles": "IND-3", "claims": "IND-3"} {
		if got := h.may(yann, access.ReadSection, section); got != want {
			t.Errorf("IND-3: read %s: %s, want %s", section, got, want)
		}
	}
	views, _, err := h.Dossiers.Mine(t.Context(), h.As(yann), dossier.Filter{}, "", 20)
	if err != nil || len(views) != 1 {
		t.Errorf("my dossiers: %d, %v", len(views), err)
	}
}

func TestIND1WhatIsWrongIsToldAtOnceAndNothingIsSaved(t *testing.T) {
	h := newFirm(t)
	c := draft("not an address", "readers", "business", "garden")
	c.Name, c.Phone = " ", ""
	err := h.Rights.SaveContact(t.Context(), h.As(claire), h.d, id.New(), c, "")
	if got := paths(err); !slices.Equal(got, []string{"name", "email", "phone", "group", "sections"}) {
		t.Errorf("%v: %v", got, err)
	}
	if _, list, _, err := h.Rights.Contacts(t.Context(), h.As(claire), h.d); err != nil || len(list) != 0 {
		t.Errorf("%d contacts, %v", len(list), err)
	}
	person, c := id.New(), draft(yann, accessgroup.Full)
	for range 2 {
		h.must(h.Rights.SaveContact(t.Context(), h.As(claire), h.d, person, c, ""))
	}
	c.Terms.Sign = true
	if err := h.Rights.SaveContact(t.Context(), h.As(claire), h.d, person, c, ""); !fault.Is(err, "idempotency-key-reused") {
		t.Errorf("another request under the same name: %v", err)
	}
	was := h.client(person).Tag
	h.must(h.changes(claire, person, func(c *right.Contact) { c.Function = "Comptable" }))
	if err := h.Rights.SaveContact(t.Context(), h.As(paul), h.d, person, c, was); !fault.Is(err, "stale") {
		t.Errorf("over somebody's change: %v", err)
	}
}

// Each group, each kind of section, each action (IND-3, IND-5).
func TestIND5WhatEachGroupMay(t *testing.T) {
	h := newFirm(t)
	h.contact(yann, accessgroup.Full)
	h.contact(solene, accessgroup.Limited, "business", "vehicles")
	h.contact(mathis, accessgroup.ViewOnly, "business", "vehicles")
	b := h.contact(bruno, accessgroup.Limited, "business", "vehicles")
	h.must(h.changes(claire, b, func(c *right.Contact) { c.Terms.Sign, c.Terms.Submit, c.Terms.Documents = true, true, true }))
	for _, line := range []struct{ who, section, read, edit, sign, submit string }{
		{yann, "business", "yes", "yes", "IND-5", "IND-5"}, // a form
		{yann, "vehicles", "yes", "yes", "IND-5", "IND-5"}, // a table
		{solene, "business", "yes", "yes", "IND-5", "IND-5"},
		{solene, "vehicles", "yes", "yes", "IND-5", "IND-5"},
		{solene, "claims", "IND-3", "IND-3", "IND-3", "IND-3"},
		{solene, "drivers", "IND-3", "IND-3", "IND-3", "IND-3"},
		{mathis, "business", "yes", "IND-5", "IND-5", "IND-5"},
		{mathis, "vehicles", "yes", "IND-5", "IND-5", "IND-5"},
		{mathis, "claims", "IND-3", "IND-3", "IND-3", "IND-3"},
		{bruno, "business", "yes", "yes", "yes", "yes"},
		{bruno, "claims", "IND-3", "IND-3", "IND-3", "IND-3"},
	} {
		for action, want := range map[access.Action]string{access.ReadSection: line.read, access.EditSection: line.edit,
			access.SignSection: line.sign, access.SubmitSection: line.submit} {
			if got := h.may(line.who, action, line.section); got != want {
				t.Errorf("%s, %s %s: %s, want %s", line.who, action, line.section, got, want)
			}
		}
	}
	for who, want := range map[string]string{yann: "yes", solene: "IND-3", mathis: "IND-3"} {
		if got := h.may(who, access.ReadPeople, ""); got != want {
			t.Errorf("%s, the persons: %s, want %s", who, got, want)
		}
		if _, _, err := h.Dossiers.Team(t.Context(), h.As(who), h.d); (err == nil) != (want == "yes") {
			t.Errorf("%s, the team: %v", who, err)
		}
	}
}

func TestIND2AChangeOfTermsHoldsOnTheNextRequestAndIsMailedOnce(t *testing.T) {
	h := newFirm(t)
	y := h.contact(yann, accessgroup.Limited, "business")
	toVehicles := func(c *right.Contact) { c.Terms.Sections = []string{"vehicles"} }
	h.must(h.changes(claire, y, toVehicles))
	h.must(h.changes(claire, y, toVehicles))
	if read, other := h.may(yann, access.ReadSection, "vehicles"), h.may(yann, access.ReadSection, "business"); read != "yes" || other != "IND-3" {
		t.Errorf("%s, %s", read, other)
	}
	if got, want := h.mails(y), []string{invitation.ChangedLoad, invitation.GivenLoad}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	h.must(h.deletes(paul, y))
	h.must(h.deletes(paul, y))
	if got := h.may(yann, access.Open, ""); got != "ALL-4" {
		t.Errorf("ALL-5: %s after the end", got)
	}
	if got, want := h.mails(y), []string{invitation.ChangedLoad, invitation.EndedLoad, invitation.GivenLoad}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	if h.load(y).Version != 0 {
		t.Error("nothing but a contact, and still there")
	}
}

// A write that was decided on terms which have been changed since, and changed
// back, does not commit.
func TestIND2AWriteInFlightDecidedOnFormerTermsFails(t *testing.T) {
	h := newFirm(t)
	y := h.contact(yann, accessgroup.Limited, "business")
	for _, change := range []func(c *right.Contact){
		func(c *right.Contact) { c.Terms.Group = accessgroup.ViewOnly },
		func(c *right.Contact) { c.Terms.Group = accessgroup.Limited },
		func(c *right.Contact) { c.Terms.Sections = []string{"claims"} },
		func(c *right.Contact) { c.Terms.Sign = true },
		func(c *right.Contact) { c.Primary = yes() },
		func(c *right.Contact) { c.Primary = no() },
	} {
		v, err := h.Dossiers.Load(t.Context(), h.As(yann), h.d, access.Open, "")
		h.must(err)
		h.must(h.Rooms.Table.Commit(t.Context(), v.Grounds()...))
		h.must(h.changes(claire, y, change))
		if err := h.Rooms.Table.Commit(t.Context(), v.Grounds()...); err == nil {
			t.Errorf("%+v: committed", h.client(y).Terms)
		}
	}
	v, err := h.Dossiers.Load(t.Context(), h.As(yann), h.d, access.Open, "")
	h.must(err)
	for _, sign := range []bool{false, true} { // and back
		h.must(h.changes(claire, y, func(c *right.Contact) { c.Terms.Sign = sign }))
	}
	if err := h.Rooms.Table.Commit(t.Context(), v.Grounds()...); err == nil {
		t.Error("committed on terms that were changed and changed back")
	}
}

func TestIND5AContactsRowIsCountedWhileItStands(t *testing.T) {
	h := newFirm(t)
	v, err := h.Dossiers.Load(t.Context(), h.As(claire), h.d, access.Open, "")
	h.must(err)
	count := func(group string, want int) {
		t.Helper()
		if n, err := h.Groups.Contacts(t.Context(), v.Org, v.Model, group); err != nil || n != want {
			t.Errorf("%s: %d, want %d, %v", group, n, want, err)
		}
	}
	y := h.adds(claire, draft(yann, accessgroup.Limited))
	count(accessgroup.Limited, 1)
	h.must(h.changes(claire, y, func(c *right.Contact) { c.Terms.Group = accessgroup.ViewOnly }))
	count(accessgroup.Limited, 0)
	count(accessgroup.ViewOnly, 1)
	h.SignIn(yann)
	count(accessgroup.ViewOnly, 1)
	h.must(h.deletes(claire, y))
	count(accessgroup.ViewOnly, 0)
}

// The address moves with the invitation, and is the access's no more once they
// have come in (ALL-8).
func TestALL8AContactsAddressMovesBeforeTheyComeIn(t *testing.T) {
	h := newFirm(t)
	y := h.adds(claire, draft(yann, accessgroup.Limited, "business"))
	to := func(email string) func(c *right.Contact) {
		return func(c *right.Contact) { c.Reach, c.Terms.Sign = reach(email), true }
	}
	h.must(h.changes(claire, y, to(solene)))
	if h.waitingRows(yann) != 0 || h.waitingRows(solene) != 1 {
		t.Errorf("%d, %d waiting", h.waitingRows(yann), h.waitingRows(solene))
	}
	h.SignIn(solene)
	if got := h.may(solene, access.SignSection, "business"); got != "yes" {
		t.Errorf("%s", got)
	}
	h.must(h.changes(claire, y, to(mathis)))
	h.SignIn(mathis)
	if a, b := h.may(solene, access.Open, ""), h.may(mathis, access.Open, ""); a != "yes" || b != "ALL-4" {
		t.Errorf("%s, %s", a, b)
	}
}

// paths are those of the bad values that err names.
func paths(err error) (list []string) {
	if f := fault.Of(err); f != nil {
		for _, field := range f.Fields {
			list = append(list, field.Path)
		}
	}
	return list
}

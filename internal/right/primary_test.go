package right_test

import (
	"context"
	"fmt"
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

// names makes person the primary.
func (h *household) names(by, person string) error {
	return h.Rights.NamePrimary(context.Background(), h.As(by), h.d, person)
}

func TestIND4ANewPrimaryTurnsTheFormerIntoFull(t *testing.T) {
	h := newFirm(t)
	y, s := h.contact(yann, accessgroup.Limited, "business"), h.contact(solene, accessgroup.ViewOnly)
	h.must(h.changes(claire, y, func(c *right.Contact) { c.Terms.Documents = true }))
	h.must(h.names(paul, y))
	h.must(h.names(paul, y))
	for action, want := range map[access.Action]string{access.ReadContacts: "yes", access.EditPeople: "yes", access.SignSection: "yes", access.SubmitSection: "yes", access.NamePrimary: "IND-4"} {
		if got := h.may(yann, action, ""); got != want {
			t.Errorf("the primary, %s: %s, want %s", action, got, want)
		}
	}
	h.must(h.names(claire, s))
	former := h.client(y)
	if former.Primary || former.Terms.Group != accessgroup.Full || !former.Terms.Documents || h.primary() != s {
		t.Errorf("%t, %+v, primary %s", former.Primary, former.Terms, h.primary())
	}
	for action, want := range map[access.Action]string{access.ReadSection: "yes", access.EditPeople: "yes", access.ReadContacts: "IND-1", access.SignSection: "IND-5"} {
		if got := h.may(yann, action, ""); got != want {
			t.Errorf("the former primary, %s: %s, want %s", action, got, want)
		}
	}
	if got, want := h.mails(y), []string{invitation.ChangedLoad, invitation.GivenLoad, invitation.PrimaryLoad, invitation.PrimaryLoad}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	h.must(h.Rights.RemovePrimary(t.Context(), h.As(claire), h.d))
	h.must(h.Rights.RemovePrimary(t.Context(), h.As(claire), h.d))
	if c := h.client(s); h.primary() != "" || c.Terms.Group != accessgroup.Full || h.may(solene, access.ReadContacts, "") != "IND-1" {
		t.Errorf("%q, %+v", h.primary(), c.Terms)
	}
}

func TestIND4OnlyAnAgentNamesThePrimary(t *testing.T) {
	h := newFirm(t)
	y, s := h.contact(yann, accessgroup.Full), h.contact(solene, accessgroup.Full)
	h.must(h.names(claire, y))
	for _, who := range []string{yann, solene} {
		h.wantRule(h.names(who, s), "IND-4")
		h.wantRule(h.Rights.RemovePrimary(t.Context(), h.As(who), h.d), "IND-4")
	}
	if got := h.primary(); got != y {
		t.Errorf("primary %s", got)
	}
	z := h.person(dossier.Person{Name: "Zoé"})
	h.wantRule(h.names(claire, z), "IND-4")
}

func TestIND4ThePrimaryManagesTheOtherContacts(t *testing.T) {
	h := newFirm(t)
	y, s := h.contact(yann, accessgroup.Full), h.contact(solene, accessgroup.Limited)
	h.must(h.names(claire, y))
	b := h.adds(yann, draft(bruno, accessgroup.Limited, "drivers"))
	h.SignIn(bruno)
	h.must(h.changes(yann, s, func(c *right.Contact) { c.Terms.Group, c.Terms.Sign = accessgroup.ViewOnly, true }))
	h.must(h.changes(yann, b, func(c *right.Contact) { c.Reach = reach("bruno@other.example") }))
	h.must(h.deletes(yann, s))
	if got := h.may(solene, access.Open, ""); got != "ALL-4" {
		t.Errorf("%s", got)
	}
	h.wantRule(h.changes(yann, y, func(c *right.Contact) { c.Function = "Patron" }), "IND-4")
	h.wantRule(h.changes(yann, y, func(c *right.Contact) { c.Terms.Group = accessgroup.ViewOnly }), "IND-4")
	h.wantRule(h.changes(yann, b, func(c *right.Contact) { c.Primary = yes() }), "IND-4")
	h.wantRule(h.deletes(yann, y), "IND-4")
	h.wantRule(h.deletes(bruno, y), "IND-1")
	h.wantRule(h.changes(bruno, b, func(c *right.Contact) { c.Terms.Group = accessgroup.Full }), "ALL-1")
	h.wantRule(h.set(yann, b, invitation.Family, access.Read), "ABB-1")
	if err := h.deletes(claire, y); err != nil || h.primary() != "" || h.may(yann, access.Open, "") != "ALL-4" {
		t.Errorf("%v, primary %q", err, h.primary())
	}
}

// A person who is deleted is no primary any more, by whichever way.
func TestIND4ADeletedPersonIsNoPrimary(t *testing.T) {
	h := newFirm(t)
	y := h.contact(yann, accessgroup.Full)
	h.must(h.names(claire, y))
	h.wantRule(h.Rights.DeletePerson(t.Context(), h.As(yann), h.d, y, 0), "IND-4")
	h.must(h.Rights.DeletePerson(t.Context(), h.As(paul), h.d, y, 0))
	if h.primary() != "" || h.load(y).Version != 0 {
		t.Errorf("primary %q", h.primary())
	}
}

// The primary reads the addresses of contacts, and of nobody else.
func TestALL8ThePrimarySeesTheAddressesOfContacts(t *testing.T) {
	h := newFirm(t)
	y := h.contact(yann, accessgroup.Full)
	h.must(h.names(claire, y))
	s := h.adds(claire, draft(solene, accessgroup.Limited))
	f := h.person(dossier.Person{Name: "Mathis", Family: true, Reach: reach(mathis)})
	_, list, err := h.Dossiers.Persons(t.Context(), h.As(yann), h.d)
	h.must(err)
	for _, p := range list {
		if shown := p.Email != ""; shown != (p.ID == y || p.ID == s) {
			t.Errorf("%s: %q", p.Name, p.Email)
		}
	}
	// As a contact too, that is the family's address: the manager's to change.
	h.must(h.set(claire, f, invitation.Family, access.Read))
	h.must(h.changes(yann, f, func(c *right.Contact) { c.Terms.Group, c.Reach = accessgroup.Limited, dossier.Reach{} }))
	if got := h.load(f); got.Email != mathis || !got.Contact {
		t.Errorf("%+v", got)
	}
	h.wantRule(h.changes(yann, f, func(c *right.Contact) { c.Reach = reach(bruno) }), "ALL-8")
}

// Family and contact at once: either ends and leaves the other (ALL-2).
func TestALL2FamilyAndContactAtOnce(t *testing.T) {
	h := newFirm(t)
	f := h.person(dossier.Person{Name: "Mathis", Family: true, Reach: reach(mathis)})
	h.SignIn(mathis)
	h.must(h.set(claire, f, invitation.Family, access.Read))
	h.must(h.changes(claire, f, func(c *right.Contact) { c.Terms.Group, c.Terms.Sections = accessgroup.Limited, []string{"business"} }))
	for section, want := range map[string]string{"business": "yes", "claims": "ALL-2"} {
		if got := h.may(mathis, access.EditSection, section); got != want {
			t.Errorf("both, edit %s: %s, want %s", section, got, want)
		}
	}
	p, err := h.Rights.PreviewEnd(t.Context(), h.As(paul), h.d, f)
	if h.must(err); !slices.Equal(p.Remaining, []string{"family_" + f}) || len(p.Seen.Sections) != 9 {
		t.Errorf("%v, %d sections", p.Remaining, len(p.Seen.Sections))
	}
	h.wantRule(h.Rights.DeletePerson(t.Context(), h.As(paul), h.d, f, 0), "ABB-1")
	q := h.load(f)
	q.Contact = false
	_, err = h.Rights.SavePerson(t.Context(), h.As(claire), h.d, q)
	h.wantRule(err, "IND-1")
	h.must(h.deletes(paul, f))
	if got := h.load(f); got.Version == 0 || got.Contact {
		t.Errorf("%+v", got)
	}
	for action, want := range map[access.Action]string{access.ReadSection: "yes", access.EditSection: "ALL-2"} {
		if got := h.may(mathis, action, "business"); got != want {
			t.Errorf("family alone, %s: %s, want %s", action, got, want)
		}
	}
}

// A contact whom a section names stays in the dossier, and has no access.
func TestIND1AContactWhomASectionNamesStaysAsAPerson(t *testing.T) {
	h := newFirm(t)
	y := h.contact(yann, accessgroup.Full)
	_, err := h.Dossiers.Save(t.Context(), h.As(claire), h.d, "contacts", 0, map[string]any{"decision-maker": y})
	h.must(err)
	h.must(h.deletes(claire, y))
	if p := h.load(y); p.Version == 0 || p.Contact || h.may(yann, access.Open, "") != "ALL-4" {
		t.Errorf("%+v", p)
	}
}

// Who reads only may give what they manage, and changes no person.
func TestIND1WhoReadsOnlyDeletesNobody(t *testing.T) {
	h := newFirm(t)
	y := h.contact(yann, accessgroup.Limited)
	p := h.person(dossier.Person{Name: "Paul the reader", Family: true, Reach: reach("reader@maison.example")})
	h.must(h.set(claire, p, invitation.Family, access.Read))
	h.SignIn("reader@maison.example")
	h.wantRule(h.deletes("reader@maison.example", y), "IND-1")
	if err := h.deletes("marc@conseil.example", y); !fault.Is(err, "hidden") {
		t.Errorf("a stranger: %v", err)
	}
}

// Two agents name different contacts at once: one stays, and every other is in
// Full. 1,000 rounds.
func TestIND4TwoAgentsNameDifferentPrimariesAtOnce(t *testing.T) {
	t.Parallel()
	const houses, each = 4, 250
	for n := range houses {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			t.Parallel()
			h := newFirm(t)
			people := []string{h.contact(yann, accessgroup.Limited), h.contact(solene, accessgroup.ViewOnly)}
			firsts := 0
			for round := range each {
				for _, err := range roomstest.Meet(func() error { return h.names(claire, people[0]) }, func() error { return h.names(paul, people[1]) }) {
					h.must(err)
				}
				primary := h.primary()
				if primary == people[0] {
					firsts++
				}
				marked := 0
				for _, p := range people {
					c := h.client(p)
					if c.Terms.Group != accessgroup.Full || c.Primary != (p == primary) {
						t.Fatalf("round %d: %+v, primary %t", round, c.Terms, c.Primary)
					}
					if c.Primary {
						marked++
					}
				}
				if marked != 1 {
					t.Fatalf("round %d: %d primaries", round, marked)
				}
				if round%2 == 0 {
					h.must(h.Rights.RemovePrimary(t.Context(), h.As(claire), h.d))
				}
			}
			t.Logf("the first was last in %d of %d", firsts, each)
		})
	}
}

// A primary who is named while an agent deletes them: no dossier has a primary
// without access.
func TestIND4NamedAndDeletedAtOnce(t *testing.T) {
	t.Parallel()
	h := newFirm(t)
	for n := range rounds {
		person := h.adds(claire, draft(fmt.Sprintf("guest-%d@menuiserie.example", n), accessgroup.Limited))
		answers := roomstest.Meet(late(n, func() error { return h.names(paul, person) }), late(n+2, func() error { return h.deletes(claire, person) }))
		h.must(answers[1])
		if h.primary() != "" || h.load(person).Version != 0 {
			t.Fatalf("round %d: named %v, primary %q", n, answers[0], h.primary())
		}
	}
}

// What the primary saves while an agent removes them is saved before, or
// refused.
func TestIND4RemovedWhileTheySave(t *testing.T) {
	t.Parallel()
	h := newFirm(t)
	y := h.contact(yann, accessgroup.Full)
	before := 0
	for n := range rounds {
		h.must(h.names(claire, y))
		person := id.New()
		answers := roomstest.Meet(func() error {
			return h.Rights.SaveContact(context.Background(), h.As(yann), h.d, person, draft(fmt.Sprintf("guest-%d@menuiserie.example", n), accessgroup.Limited), "")
		}, late(n, func() error { return h.Rights.RemovePrimary(context.Background(), h.As(paul), h.d) }))
		h.must(answers[1])
		if answers[0] == nil {
			before++
		} else {
			h.wantRule(answers[0], "ALL-1")
		}
		if there := h.load(person).Version > 0; there != (answers[0] == nil) {
			t.Fatalf("round %d: answered %v, there %t", n, answers[0], there)
		}
	}
	t.Logf("saved before in %d of %d", before, rounds)
}

// Terms that change while their person comes in: the origin has the terms that
// the list shows.
func TestIND2TermsAndAnArrivalAtOnce(t *testing.T) {
	t.Parallel()
	h := newFirm(t)
	for n := range rounds {
		email := fmt.Sprintf("guest-%d@menuiserie.example", n)
		person := h.adds(claire, draft(email, accessgroup.Limited, "business"))
		for _, err := range roomstest.Meet(late(n, func() error {
			return h.changes(claire, person, func(c *right.Contact) {
				c.Terms.Group, c.Terms.Sections, c.Terms.Sign = accessgroup.ViewOnly, nil, true
			})
		}), h.arrives(n, email)) {
			if !fault.Is(err, "stale") {
				h.must(err)
			}
		}
		c := h.client(person)
		_, g, err := h.Dossiers.Grant(t.Context(), h.d, h.Account(email))
		h.must(err)
		if o := g[c.Origin()]; c.State != invitation.Accepted || o.Group != c.Terms.Group || o.Sign != c.Terms.Sign || o.Since != c.Since || !slices.Equal(o.Sections, c.Terms.Sections) {
			t.Fatalf("round %d: %+v, listed %s %+v", n, o, c.State, c.Terms)
		}
	}
}

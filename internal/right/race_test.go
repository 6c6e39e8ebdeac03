package right_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/invitation"
	"tierce/internal/people"
	"tierce/internal/rooms/roomstest"
	"tierce/internal/table"
)

// rounds is how often each pair of acts meets.
const rounds = 40

// late is act after a moment that grows with the round, so that either side is
// first often enough.
func late(n int, act func() error) func() error {
	return func() error {
		time.Sleep(time.Duration(n%5) * 2 * time.Millisecond)
		return act()
	}
}

func (h *household) sets(by, person string, level access.Level) func() error {
	return func() error { return h.set(by, person, invitation.Family, level) }
}

func (h *household) signsIn(email string) func() error {
	return func() error {
		_, _, err := h.Arrival.SignIn(context.Background(), people.Claims{Issuer: roomstest.Issuer, Subject: email, Email: email,
			Phone: roomstest.Phone(email), Name: "guest", Lang: "fr"})
		return err
	}
}

// arrives is a sign-in with email; every other time it has got as far as
// writing the address.
func (h *household) arrives(n int, email string) func() error {
	h.t.Helper()
	if n%2 == 0 {
		return h.signsIn(email)
	}
	a, err := h.People.SignIn(context.Background(), people.Claims{Issuer: roomstest.Issuer, Subject: email, Email: email,
		Phone: roomstest.Phone(email), Name: "guest", Lang: "fr"})
	h.must(err)
	return func() error {
		_, err := h.Rights.ComeIn(context.Background(), a.ID)
		return err
	}
}

// guest adds a person of an address of their own, with access of level unless
// it is "".
func (h *household) guest(n int, holder string, level access.Level) (person, email string) {
	h.t.Helper()
	email = fmt.Sprintf("guest-%d@maison.example", n)
	person = h.person(dossier.Person{Name: email, Family: true, Holder: holder, Reach: reach(email)})
	if level != "" {
		h.must(h.set(claire, person, invitation.Family, level))
	}
	return person, email
}

func (h *household) load(person string) dossier.Person {
	h.t.Helper()
	_, p, err := h.Dossiers.LoadPerson(context.Background(), h.As(claire), h.d, person, access.Open)
	h.must(err)
	return p
}

// offered reads what a person of the family was offered, and the origin that
// they have by it; Since "" where they have none.
func (h *household) offered(person string) (invitation.Invitation, access.Origin) {
	h.t.Helper()
	i, err := h.Invitations.Get(context.Background(), h.d, invitation.ID(h.d, person, invitation.Family))
	h.must(err)
	if i.Account == "" {
		return i, access.Origin{}
	}
	_, g, err := h.Dossiers.Grant(context.Background(), h.d, i.Account)
	h.must(err)
	return i, g[i.Origin()]
}

// waitingRows counts the rows by which a sign-in with email finds something.
func (h *household) waitingRows(email string) int {
	h.t.Helper()
	rows, err := h.Rooms.Table.All(context.Background(), table.Query{PK: people.MailKey(email)}.Within("D#"))
	h.must(err)
	return len(rows)
}

// Whoever is invited and signs up at the same moment is in, and nothing is
// left that would remind them: 1,000 rounds.
func TestABB5InviteAndSignUpAtOnce(t *testing.T) {
	t.Parallel()
	const houses, each = 4, 250
	for n := range houses {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			t.Parallel()
			h := newHousehold(t)
			p := h.load(h.camille)
			for round := range each {
				email := fmt.Sprintf("guest-%d-%d@maison.example", n, round)
				p.Reach = reach(email)
				var err error
				p, err = h.Rights.SavePerson(t.Context(), h.As(claire), h.d, p)
				h.must(err)
				for _, err := range roomstest.Meet(h.sets(claire, h.camille, access.Read), h.signsIn(email)) {
					h.must(err)
				}
				i, origin := h.offered(h.camille)
				if i.State != invitation.Accepted || origin.Level != access.Read || h.waitingRows(email) != 0 {
					t.Fatalf("round %d: %s, %+v, %d waiting", round, i.State, origin, h.waitingRows(email))
				}
				h.must(h.set(claire, h.camille, invitation.Family, ""))
			}
		})
	}
}

// Two levels at once: one of them is what the tab shows and what the grant
// gives. The manager may overrule the holder, never the other way round.
func TestABB6TwoLevelsAtOnceLeaveOne(t *testing.T) {
	t.Parallel()
	h := newHousehold(t)
	h.must(h.set(claire, h.bernard, invitation.Family, access.Write))
	h.SignIn(bernard)
	h.SignIn(camille)
	byBernard := 0
	for range rounds {
		answers := roomstest.Meet(h.sets(claire, h.camille, access.Read), h.sets(bernard, h.camille, access.Write))
		h.must(answers[0])
		if answers[1] != nil {
			h.wantRule(answers[1], "ABB-6")
		}
		i, origin := h.offered(h.camille)
		if i.State != invitation.Accepted || origin.Level != i.Level {
			t.Fatalf("%s: %s on the tab, %s in the grant", i.State, i.Level, origin.Level)
		}
		if i.By == h.Account(bernard) {
			byBernard++
		}
		h.must(h.set(claire, h.camille, invitation.Family, ""))
	}
	t.Logf("the holder was first in %d of %d", byBernard, rounds)
}

// An access that is ended while its person comes in is ended.
func TestALL5AnEndAndAnArrivalAtOnce(t *testing.T) {
	t.Parallel()
	h := newHousehold(t)
	for n := range rounds {
		person, email := h.guest(n, "", access.Write)
		for _, err := range roomstest.Meet(late(n, h.sets(claire, person, "")), h.arrives(n, email)) {
			h.must(err)
		}
		h.gone(n, person, email)
	}
}

// gone holds that nothing is left of a person's access.
func (h *household) gone(n int, person, email string) {
	h.t.Helper()
	i, origin := h.offered(person)
	if i.State != invitation.Revoked || origin.Since != "" || h.may(email, access.Open, "") != "ALL-4" || h.waitingRows(email) != 0 {
		h.t.Fatalf("round %d: %s, %+v, open %s", n, i.State, origin, h.may(email, access.Open, ""))
	}
	views, _, err := h.Dossiers.Mine(context.Background(), h.As(email), dossier.Filter{}, "", 20)
	if h.must(err); len(views) != 0 {
		h.t.Fatalf("round %d: still among their dossiers", n)
	}
}

// A person who is deleted while they come in has no access.
func TestALL5ADeletionAndAnArrivalAtOnce(t *testing.T) {
	t.Parallel()
	h := newHousehold(t)
	for n := range rounds {
		person, email := h.guest(n, "", access.Read)
		for _, err := range roomstest.Meet(late(n, func() error { return h.Rights.DeletePerson(context.Background(), h.As(claire), h.d, person, 0) }), h.arrives(n, email)) {
			h.must(err)
		}
		if h.load(person).Version != 0 {
			t.Fatalf("round %d: still there", n)
		}
		h.gone(n, person, email)
	}
}

// An address that is corrected while whoever has the old one comes in: either
// they were first and keep it, or it waits for the new one. Never both.
func TestALL8AMoveAndAnArrivalAtOnce(t *testing.T) {
	t.Parallel()
	h := newHousehold(t)
	came := 0
	for n := range rounds {
		person, email := h.guest(n, "", access.Read)
		p, moved := h.load(person), fmt.Sprintf("moved-%d@maison.example", n)
		p.Reach = reach(moved)
		for _, err := range roomstest.Meet(late(n, func() error { _, err := h.Rights.SavePerson(context.Background(), h.As(claire), h.d, p); return err }), h.arrives(n, email)) {
			h.must(err)
		}
		i, _ := h.offered(person)
		switch in := h.may(email, access.Open, "") == "yes"; {
		case in && i.State == invitation.Accepted && h.waitingRows(moved) == 0:
			came++
		case !in && i.State == invitation.Pending && i.Email == moved && h.waitingRows(moved) == 1:
		default:
			t.Fatalf("round %d: in %t, %s for %s, %d waiting", n, in, i.State, i.Email, h.waitingRows(moved))
		}
		if h.waitingRows(email) != 0 {
			t.Fatalf("round %d: it waits for the old address", n)
		}
	}
	t.Logf("whoever came was first in %d of %d", came, rounds)
}

// Access that is given while the person is deleted, or their address corrected,
// goes with the person: it is gone, or it waits for the new address.
func TestALL8AGiftAndADeletionOrAMoveAtOnce(t *testing.T) {
	t.Parallel()
	h := newHousehold(t)
	for n := range rounds {
		person, email := h.guest(n, "", "")
		gone, last := h.guest(1000+n, "", "")
		p := h.load(person)
		p.Reach = reach("moved-" + email)
		answers := roomstest.Meet(h.sets(claire, person, access.Read), h.sets(claire, gone, access.Read),
			late(n, func() error { _, err := h.Rights.SavePerson(context.Background(), h.As(claire), h.d, p); return err }),
			late(n, func() error { return h.Rights.DeletePerson(context.Background(), h.As(claire), h.d, gone, 0) }))
		h.must(answers[0])
		h.must(answers[2])
		h.must(answers[3])
		if i, _ := h.offered(person); i.State != invitation.Pending || i.Email != p.Email || h.waitingRows(email) != 0 {
			t.Fatalf("round %d: %s for %s", n, i.State, i.Email)
		}
		for _, i := range h.list() {
			if i.Person == gone && i.Stands(h.Time.Now()) || h.waitingRows(last) != 0 {
				t.Fatalf("round %d: %s stands after the person", n, i.State)
			}
		}
	}
}

// A level and a holder status at once: the grant is what the tab shows.
func TestALL8ALevelAndAHolderStatusAtOnce(t *testing.T) {
	t.Parallel()
	h := newHousehold(t)
	h.SignIn(camille)
	h.must(h.set(claire, h.camille, invitation.Family, access.Read))
	levels, statuses := []access.Level{access.Write, access.Read}, []string{dossier.CoHolder, dossier.Holder}
	for n := range rounds {
		p := h.load(h.camille)
		p.Holder = statuses[n%2]
		for _, err := range roomstest.Meet(h.sets(claire, h.camille, levels[n%2]), late(n, func() error {
			_, err := h.Rights.SavePerson(context.Background(), h.As(claire), h.d, p)
			return err
		})) {
			h.must(err)
		}
		if i, origin := h.offered(h.camille); origin.Level != i.Level || i.Level != levels[n%2] || origin.Kind != access.FromHolder {
			t.Fatalf("round %d: %s on the tab, %s of a %s in the grant", n, i.Level, origin.Level, origin.Kind)
		}
	}
}

// Whoever hands the manager's role over gives access before that or not at all.
func TestABB1AHandOverAndAGiftAtOnce(t *testing.T) {
	t.Parallel()
	h := newHousehold(t)
	managers := []string{claire, paul}
	for n := range rounds {
		was, next := managers[n%2], managers[(n+1)%2]
		answers := roomstest.Meet(h.sets(was, h.camille, access.Read), func() error {
			return h.Dossiers.HandOver(context.Background(), h.As(was), h.d, h.Account(next))
		})
		h.must(answers[1])
		if answers[0] != nil {
			h.wantRule(answers[0], "ABB-1")
		}
		gave := false
		for _, i := range h.list() {
			gave = gave || i.Person == h.camille && i.Stands(h.Time.Now())
		}
		if gave != (answers[0] == nil) {
			t.Fatalf("round %d: answered %v, given %t", n, answers[0], gave)
		}
		h.must(h.set(next, h.camille, invitation.Family, ""))
	}
}

func (h *household) list() []invitation.Invitation {
	h.t.Helper()
	list, err := h.Invitations.Of(context.Background(), h.d)
	h.must(err)
	return list
}

// A holder status that is taken away while the holder comes in: nobody undoes
// a holder who has come in, and whoever comes in afterwards is family.
func TestABB6ALostHolderStatusAndAnArrivalAtOnce(t *testing.T) {
	t.Parallel()
	h := newHousehold(t)
	kept := 0
	for n := range rounds {
		person, email := h.guest(n, dossier.CoHolder, access.Read)
		p := h.load(person)
		p.Holder = ""
		answers := roomstest.Meet(late(n, func() error { _, err := h.Rights.SavePerson(context.Background(), h.As(claire), h.d, p); return err }), h.arrives(n, email))
		h.must(answers[1])
		_, origin := h.offered(person)
		ends := h.set(claire, person, invitation.Family, "")
		switch holder := h.load(person).Holder; {
		case answers[0] == nil && holder == "" && origin.Kind == access.FromFamily && ends == nil:
		case fault.Of(answers[0]) != nil && fault.Of(answers[0]).Rule == "ABB-6" && holder == dossier.CoHolder && origin.Kind == access.FromHolder:
			h.wantRule(ends, "ABB-6")
			kept++
		default:
			t.Fatalf("round %d: %v, %q, %s, ends %v", n, answers[0], holder, origin.Kind, ends)
		}
	}
	t.Logf("the holder was first in %d of %d", kept, rounds)
}

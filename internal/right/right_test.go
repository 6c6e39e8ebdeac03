package right_test

import (
	"context"
	"slices"
	"testing"

	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/id"
	"tierce/internal/invitation"
	"tierce/internal/rooms/roomstest"
)

const (
	claire  = "claire@cabinet.example"
	paul    = "paul@cabinet.example"
	bernard = "bernard@maison.example"
	camille = "camille@maison.example"
	notary  = "rivoire@etude.example"
)

// household is a wealth plan of Claire's with a holder, a daughter and a
// notary, none of whom has access yet. Paul is on the team.
type household struct {
	*roomstest.House
	t                        *testing.T
	d                        string
	bernard, camille, notary string
}

func newHousehold(t *testing.T) *household {
	h := &household{House: roomstest.New(t), t: t}
	cabinet := h.Organization("Cabinet", claire)
	h.Agent(cabinet, claire, paul, false)
	h.d = h.Dossier(cabinet, claire, "wealth-plan")
	h.must(h.Dossiers.AddToTeam(t.Context(), h.As(claire), h.d, h.Account(paul)))
	h.bernard = h.person(dossier.Person{Name: "Bernard Vasseur", Holder: dossier.Holder, Reach: reach(bernard)})
	h.camille = h.person(dossier.Person{Name: "Camille Vasseur", Parents: []string{h.bernard}, Reach: reach(camille)})
	h.notary = h.person(dossier.Person{Name: "Maître Rivoire", Advisor: "notary", Office: "Étude Rivoire", Reach: reach(notary)})
	return h
}

func reach(email string) dossier.Reach {
	return dossier.Reach{Email: email, Phone: roomstest.Phone(email), Lang: "fr"}
}

func (h *household) must(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

func (h *household) person(p dossier.Person) string {
	h.t.Helper()
	p.ID = id.New()
	_, err := h.Rights.SavePerson(context.Background(), h.As(claire), h.d, p)
	h.must(err)
	return p.ID
}

func (h *household) set(by, person string, way invitation.Way, level access.Level) error {
	_, err := h.Rights.Set(context.Background(), h.As(by), h.d, person, way, level)
	return err
}

// may tells what email may do, "yes" or the rule that refuses.
func (h *household) may(email string, action access.Action, section string) string {
	h.t.Helper()
	v, err := h.Dossiers.Load(context.Background(), h.As(email), h.d, access.Open, "")
	if err == nil && section == "" {
		err = v.May(action).Err()
	}
	if err == nil && section != "" {
		_, err = h.Dossiers.Load(context.Background(), h.As(email), h.d, action, section)
	}
	if f := fault.Of(err); f != nil {
		return f.Rule
	}
	h.must(err)
	return "yes"
}

func (h *household) state(person string, way invitation.Way) invitation.State {
	h.t.Helper()
	_, list, err := h.Rights.List(context.Background(), h.As(claire), h.d)
	h.must(err)
	for _, r := range list {
		if r.Person.ID == person && r.Way == way {
			return r.State
		}
	}
	return "not listed"
}

func (h *household) wantRule(err error, rule string) {
	h.t.Helper()
	if f := fault.Of(err); f == nil || f.Rule != rule {
		h.t.Errorf("got %v, want %s", err, rule)
	}
}

func TestABB5SomeoneWithoutAnAccountComesInBySigningUp(t *testing.T) {
	h := newHousehold(t)
	h.must(h.set(claire, h.camille, invitation.Family, access.Read))
	if got := h.state(h.camille, invitation.Family); got != invitation.Pending {
		t.Fatalf("state %s", got)
	}
	h.SignIn(camille)
	if got := h.state(h.camille, invitation.Family); got != invitation.Accepted {
		t.Fatalf("state %s", got)
	}
	if got := h.may(camille, access.ReadSection, "wealth"); got != "yes" {
		t.Errorf("read: %s", got)
	}
	if got := h.may(camille, access.EditSection, "wealth"); got != "ALL-2" {
		t.Errorf("edit: %s", got)
	}
	views, _, err := h.Dossiers.Mine(t.Context(), h.As(camille), dossier.Filter{}, "", 20)
	if err != nil || len(views) != 1 {
		t.Errorf("my dossiers: %d, %v", len(views), err)
	}
}

func TestABB5SomeoneWithAnAccountHasAccessAtOnce(t *testing.T) {
	h := newHousehold(t)
	h.SignIn(notary)
	h.must(h.set(claire, h.notary, invitation.Advisor, access.Write))
	if got := h.state(h.notary, invitation.Advisor); got != invitation.Accepted {
		t.Fatalf("state %s", got)
	}
	for section, want := range map[string]string{"family": "yes", "wealth": "yes", "gifts": "yes", "tax": "ABB-8", "objectives": "ABB-8"} {
		if got := h.may(notary, access.EditSection, section); got != want {
			t.Errorf("ABB-8: edit %s: %s, want %s", section, got, want)
		}
	}
	if got := h.may(notary, access.MakeSimulation, ""); got != "ABB-8" {
		t.Errorf("simulation: %s", got)
	}
}

func TestABB6AHolderGivesFamilyAtMostTheirOwnLevel(t *testing.T) {
	h := newHousehold(t)
	h.must(h.set(claire, h.bernard, invitation.Family, access.Read))
	h.SignIn(bernard)
	h.wantRule(h.set(bernard, h.camille, invitation.Family, access.Write), "ABB-6")
	h.wantRule(h.set(bernard, h.notary, invitation.Advisor, access.Read), "ABB-6")
	h.must(h.set(bernard, h.camille, invitation.Family, access.Read))
	h.wantRule(h.set(paul, h.camille, invitation.Family, access.Write), "ABB-1")
	h.must(h.set(claire, h.camille, invitation.Family, "")) // the manager may change it too
	h.must(h.set(claire, h.camille, invitation.Family, access.Read))
	h.wantRule(h.set(bernard, h.camille, invitation.Family, ""), "ABB-6") // given by somebody else now
}

func TestABB6NobodyUndoesAHolderWhoCameIn(t *testing.T) {
	h := newHousehold(t)
	h.must(h.set(claire, h.bernard, invitation.Family, access.Write))
	h.must(h.set(claire, h.bernard, invitation.Family, ""))
	h.must(h.set(claire, h.bernard, invitation.Family, access.Write))
	h.SignIn(bernard)
	h.wantRule(h.set(claire, h.bernard, invitation.Family, ""), "ABB-6")
	h.wantRule(h.Rights.DeletePerson(t.Context(), h.As(claire), h.d, h.bernard, 0), "ABB-6")
	_, p, err := h.Dossiers.LoadPerson(t.Context(), h.As(claire), h.d, h.bernard, access.Open)
	h.must(err)
	p.Holder = ""
	_, err = h.Rights.SavePerson(t.Context(), h.As(claire), h.d, p)
	h.wantRule(err, "ABB-6")
	h.must(h.set(claire, h.bernard, invitation.Family, access.Read))
	if got := h.may(bernard, access.EditSection, "wealth"); got != "ALL-2" {
		t.Errorf("edit: %s", got)
	}
}

func TestALL2OneOriginEndsAndTheOtherStays(t *testing.T) {
	h := newHousehold(t)
	cousin := h.person(dossier.Person{Name: "Odile Garance", Family: true, Advisor: "lawyer", Reach: reach("odile@maison.example")})
	h.must(h.set(claire, cousin, invitation.Family, access.Read))
	h.must(h.set(claire, cousin, invitation.Advisor, access.Write))
	h.SignIn("odile@maison.example")
	p, err := h.Rights.Preview(t.Context(), h.As(claire), h.d, cousin, invitation.Advisor, "")
	if err != nil || !slices.Equal(p.Remaining, []string{"family_" + cousin}) || len(p.Seen.Sections) == 0 {
		t.Errorf("remaining %v, %v", p.Remaining, err)
	}
	h.must(h.set(claire, cousin, invitation.Advisor, ""))
	if got := h.may("odile@maison.example", access.ReadSection, "wealth"); got != "yes" {
		t.Errorf("read: %s", got)
	}
	h.must(h.set(claire, cousin, invitation.Family, ""))
	if got := h.may("odile@maison.example", access.Open, ""); got != "ALL-4" {
		t.Errorf("open after both ended: %s", got)
	}
}

func TestALL8TheInvitationMovesAndTheGrantStays(t *testing.T) {
	h := newHousehold(t)
	h.must(h.set(claire, h.camille, invitation.Family, access.Read))
	move := func(email string) {
		t.Helper()
		_, p, err := h.Dossiers.LoadPerson(t.Context(), h.As(claire), h.d, h.camille, access.Open)
		h.must(err)
		p.Reach = reach(email)
		_, err = h.Rights.SavePerson(t.Context(), h.As(claire), h.d, p)
		h.must(err)
	}
	move("camille@other.example")
	h.SignIn(camille)
	if got := h.may(camille, access.Open, ""); got != "ALL-4" {
		t.Errorf("the old address: %s", got)
	}
	h.SignIn("camille@other.example")
	if got := h.may("camille@other.example", access.Open, ""); got != "yes" {
		t.Errorf("the new address: %s", got)
	}
	move("camille@third.example")
	h.SignIn("camille@third.example")
	if h.may("camille@third.example", access.Open, "") != "ALL-4" || h.may("camille@other.example", access.Open, "") != "yes" {
		t.Error("after acceptance the access did not stay with the account")
	}
}

// The manager may be of the family, or an advisor, themselves.
func TestABB1TheManagerMayGiveAccessToThemselves(t *testing.T) {
	h := newHousehold(t)
	self := h.person(dossier.Person{Name: "Claire Morel", Advisor: "insurer", Reach: reach(claire)})
	h.must(h.set(claire, self, invitation.Advisor, access.Read))
	h.must(h.set(claire, self, invitation.Advisor, access.Write))
	h.must(h.set(claire, self, invitation.Advisor, ""))
	if got := h.may(claire, access.MakeKey, ""); got != "yes" {
		t.Errorf("the manager: %s", got)
	}
}

// What was offered to somebody who is gone cannot be mailed anew.
func TestABB10NothingIsResentToADeletedPerson(t *testing.T) {
	h := newHousehold(t)
	h.must(h.set(claire, h.notary, invitation.Advisor, access.Read))
	h.Time.Advance(invitation.Life)
	h.must(h.Rights.DeletePerson(t.Context(), h.As(claire), h.d, h.notary, 0))
	if _, err := h.Rights.Resend(t.Context(), h.As(claire), h.d, h.notary, invitation.Advisor, id.New()); !fault.Is(err, "hidden") {
		t.Errorf("got %v", err)
	}
}

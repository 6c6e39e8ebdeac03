package right_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/id"
	"tierce/internal/invitation"
	"tierce/internal/outbox"
	"tierce/internal/people"
	"tierce/internal/rooms/roomstest"
	"tierce/internal/table"
	"tierce/internal/table/tabletest"
)

// mails lists the loads written about a person of the family or a contact, in
// alphabetical order.
func (h *household) mails(person string) (loads []string) {
	for _, r := range tabletest.Rows(h.t, h.Table) {
		var e struct {
			Load string            `dynamodbav:"load"`
			Data map[string]string `dynamodbav:"data"`
		}
		if !strings.HasPrefix(table.KeyOf(r).PK, "X#") {
			continue
		}
		h.must(table.Into(r, &e))
		if i := e.Data["invitation"]; i == invitation.ID(h.d, person, invitation.Family) || i == invitation.ID(h.d, person, invitation.Contact) {
			loads = append(loads, e.Load)
		}
	}
	slices.Sort(loads)
	return loads
}

// signsInBy is a sign-in by another phone than the one that was entered.
func (h *household) signsInBy(email, phone string) {
	h.t.Helper()
	_, _, err := h.Arrival.SignIn(h.t.Context(), people.Claims{Issuer: roomstest.Issuer, Subject: email, Email: email, Phone: phone, Name: "x", Lang: "fr"})
	h.must(err)
}

func TestABB3BothAddressAndPhoneAreNeeded(t *testing.T) {
	h := newHousehold(t)
	for field, r := range map[string]dossier.Reach{"phone": {Email: "a@maison.example"}, "email": {Phone: "+33639980001"}} {
		person := h.person(dossier.Person{Name: "A", Family: true, Reach: r})
		err := h.set(claire, person, invitation.Family, access.Read)
		if f := fault.Of(err); f == nil || f.Rule != "ABB-3" || len(f.Fields) != 1 || f.Fields[0].Path != field {
			t.Errorf("without %s: %v", field, err)
		}
		if got := h.state(person, invitation.Family); got != invitation.None {
			t.Errorf("without %s: %s", field, got)
		}
	}
}

func TestABB3APhoneMayBeSharedAnAddressNever(t *testing.T) {
	h := newHousehold(t)
	h.person(dossier.Person{Name: "A", Family: true, Reach: dossier.Reach{Email: "a@maison.example", Phone: roomstest.Phone(camille), Lang: "fr"}})
	_, err := h.Rights.SavePerson(t.Context(), h.As(claire), h.d, dossier.Person{ID: id.New(), Name: "B", Reach: dossier.Reach{Email: "Camille@MAISON.example"}})
	h.wantRule(err, "ABB-3")
	if f := fault.Of(err); f == nil || f.Fields[0].Code != "email-of-another" {
		t.Errorf("%v", err)
	}
}

func TestABB4ALevelIsMailedOnceAndARepeatChangesNothing(t *testing.T) {
	h := newHousehold(t)
	h.must(h.set(claire, h.camille, invitation.Family, access.Read))
	h.must(h.set(claire, h.camille, invitation.Family, access.Read))
	h.SignIn(camille)
	h.must(h.set(claire, h.camille, invitation.Family, access.Write))
	h.must(h.set(claire, h.camille, invitation.Family, access.Write))
	if got := h.may(camille, access.EditSection, "wealth"); got != "yes" {
		t.Errorf("edit: %s", got)
	}
	h.must(h.set(claire, h.camille, invitation.Family, ""))
	h.must(h.set(claire, h.camille, invitation.Family, ""))
	want := []string{invitation.ChangedLoad, invitation.EndedLoad, invitation.CameInLoad, invitation.MailLoad}
	slices.Sort(want)
	if got := h.mails(h.camille); !slices.Equal(got, want) {
		t.Errorf("%v", got)
	}
	if err := h.set(claire, h.camille, invitation.Family, "owner"); !fault.Is(err, "invalid") {
		t.Errorf("a level that is none: %v", err)
	}
}

// The account is there with another phone: the manager sees it, nobody is
// reminded, and access is live as soon as the right phone is verified.
func TestABB5ThePhoneIsVerifiedLater(t *testing.T) {
	for _, first := range []string{"account", "invitation"} {
		h := newHousehold(t)
		give := func() { h.must(h.set(claire, h.camille, invitation.Family, access.Read)) }
		if first == "invitation" {
			give()
		}
		h.signsInBy(camille, "+33639989999")
		if first == "account" {
			give()
		}
		if got := h.state(h.camille, invitation.Family); got != invitation.Phone || h.may(camille, access.Open, "") != "ALL-4" {
			t.Errorf("%s first: %s, open %s", first, got, h.may(camille, access.Open, ""))
		}
		if first == "account" && slices.Contains(h.mails(h.camille), invitation.MailLoad) {
			t.Error("a chain of reminders for somebody who has an account")
		}
		h.SignIn(camille)
		if got := h.state(h.camille, invitation.Family); got != invitation.Accepted || h.may(camille, access.Open, "") != "yes" {
			t.Errorf("%s first, then the phone: %s", first, got)
		}
	}
}

func TestABB10AnInvitationLives60DaysToTheSecond(t *testing.T) {
	for late, want := range map[time.Duration]invitation.State{-time.Second: invitation.Accepted, 0: invitation.Expired} {
		h := newHousehold(t)
		h.must(h.set(claire, h.camille, invitation.Family, access.Read))
		h.Time.Advance(60*24*time.Hour + late)
		if h.waitingRows(camille) != 1 {
			t.Fatal("the row went: TTL may be days late, and this is to hold with it there")
		}
		h.SignIn(camille)
		if got := h.state(h.camille, invitation.Family); got != want {
			t.Errorf("%v late: %s, want %s", late, got, want)
		}
		if got := h.may(camille, access.Open, "") == "yes"; got != (want == invitation.Accepted) {
			t.Errorf("%v late: open %t", late, got)
		}
	}
}

func TestABB10SendingAgainRestartsThe60DaysAndBothReminders(t *testing.T) {
	h := newHousehold(t)
	h.must(h.set(claire, h.camille, invitation.Family, access.Read))
	h.Time.Advance(70 * 24 * time.Hour)
	once := id.New()
	for range 2 {
		_, err := h.Rights.Resend(t.Context(), h.As(claire), h.d, h.camille, invitation.Family, once)
		h.must(err)
	}
	i, _ := h.offered(h.camille)
	if i.State != invitation.Pending || i.Round != 2 || !i.Expires().Equal(h.Time.Now().Add(60*24*time.Hour)) {
		t.Errorf("%s, round %d, until %v", i.State, i.Round, i.Expires())
	}
	if got := h.mails(h.camille); len(got) != 2 {
		t.Errorf("a repeat mailed again: %v", got)
	}
	for n, after := range []time.Duration{0, 7 * 24 * time.Hour, 30 * 24 * time.Hour} {
		if mail, _ := i.Step(i.Made.Add(after)); mail != n {
			t.Errorf("due %v after: mail %d, want %d", after, mail, n)
		}
	}
	h.SignIn(camille)
	if _, err := h.Rights.Resend(t.Context(), h.As(claire), h.d, h.camille, invitation.Family, id.New()); !fault.Is(err, "not-to-resend") {
		t.Errorf("to who has come in: %v", err)
	}
}

func TestABB10NotMeNeedsTheInvitedAddress(t *testing.T) {
	h := newHousehold(t)
	h.must(h.set(claire, h.camille, invitation.Family, access.Read))
	inv := invitation.ID(h.d, h.camille, invitation.Family)
	for _, typed := range []string{"", "somebody@maison.example", "c•••••@maison.example"} {
		h.wantRule(h.Invitations.Decline(t.Context(), h.d, inv, typed), "ABB-10")
	}
	if got := h.state(h.camille, invitation.Family); got != invitation.Pending {
		t.Errorf("%s", got)
	}
	h.must(h.Invitations.Decline(t.Context(), h.d, inv, " Camille@maison.EXAMPLE "))
	h.must(h.Invitations.Decline(t.Context(), h.d, inv, camille))
	if got := h.state(h.camille, invitation.Family); got != invitation.Declined || h.waitingRows(camille) != 0 {
		t.Errorf("%s", got)
	}
	h.SignIn(camille)
	if got := h.may(camille, access.Open, ""); got != "ALL-4" {
		t.Errorf("after declining: %s", got)
	}
	if got := h.mails(h.camille); !slices.Equal(got, []string{invitation.MailLoad, invitation.NotMeLoad}) {
		t.Errorf("the manager was told %v", got)
	}
}

// A bounce that is reported late says nothing of the address that was
// corrected meanwhile.
func TestABB10ABounceIsOfItsOwnRound(t *testing.T) {
	h := newHousehold(t)
	h.must(h.set(claire, h.camille, invitation.Family, access.Read))
	report := outbox.Entry{Data: map[string]string{"dossier": h.d, "invitation": invitation.ID(h.d, h.camille, invitation.Family), "round": "1"}}
	p := h.load(h.camille)
	p.Reach = reach("camille@other.example")
	_, err := h.Rights.SavePerson(t.Context(), h.As(claire), h.d, p)
	h.must(err)
	h.must(h.Invitations.Bounced(t.Context(), report, "bounce"))
	if got := h.state(h.camille, invitation.Family); got != invitation.Pending {
		t.Errorf("by the old report: %s", got)
	}
	report.Data["round"] = "2"
	h.must(h.Invitations.Bounced(t.Context(), report, "bounce"))
	if got := h.state(h.camille, invitation.Family); got != invitation.Bounced || h.waitingRows("camille@other.example") != 0 {
		t.Errorf("by its own: %s", got)
	}
	p = h.load(h.camille)
	p.Reach = reach(camille)
	_, err = h.Rights.SavePerson(t.Context(), h.As(claire), h.d, p)
	h.must(err)
	if got := h.state(h.camille, invitation.Family); got != invitation.Pending || h.waitingRows(camille) != 1 {
		t.Errorf("corrected: %s", got)
	}
	h.SignIn(camille)
	h.must(h.Invitations.Bounced(t.Context(), outbox.Entry{Data: map[string]string{"dossier": h.d, "invitation": report.Data["invitation"], "round": "3"}}, "bounce"))
	if got := h.state(h.camille, invitation.Family); got != invitation.Accepted {
		t.Errorf("after coming in: %s", got)
	}
}

func TestABB7AnAdvisorIsRegisteredFirst(t *testing.T) {
	h := newHousehold(t)
	h.wantRule(h.set(claire, h.camille, invitation.Advisor, access.Read), "ABB-7")
	h.wantRule(h.set(claire, h.notary, invitation.Family, access.Read), "ABB-2")
	if err := h.set(claire, id.New(), invitation.Advisor, access.Read); !fault.Is(err, "hidden") {
		t.Errorf("somebody whom nobody named: %v", err)
	}
	if _, err := h.Rights.SavePerson(t.Context(), h.As(claire), h.d, dossier.Person{ID: id.New(), Name: "B", Advisor: "astrologer"}); !fault.Is(err, "invalid") {
		t.Errorf("of no kind: %v", err)
	}
	for _, kind := range dossier.AdvisorKinds {
		h.person(dossier.Person{Name: kind, Advisor: kind})
	}
}

// Who has access as family, or as an advisor, stays one until it is ended.
func TestABB2ABB7AccessIsEndedBeforeThePlaceGoes(t *testing.T) {
	h := newHousehold(t)
	h.must(h.set(claire, h.camille, invitation.Family, access.Read))
	h.must(h.set(claire, h.notary, invitation.Advisor, access.Read))
	for person, rule := range map[string]string{h.camille: "ABB-2", h.notary: "ABB-7"} {
		p := h.load(person)
		p.Family, p.Parents, p.Advisor = false, nil, ""
		_, err := h.Rights.SavePerson(t.Context(), h.As(claire), h.d, p)
		h.wantRule(err, rule)
	}
}

// Deleting ends what stands and tells the person; it is not for those who
// could not end it (ABB-1).
func TestABB1DeletingAPersonEndsTheirAccess(t *testing.T) {
	h := newHousehold(t)
	h.must(h.set(claire, h.camille, invitation.Family, access.Write))
	h.SignIn(camille)
	h.wantRule(h.Rights.DeletePerson(t.Context(), h.As(paul), h.d, h.camille, 0), "ABB-1")
	h.must(h.Rights.DeletePerson(t.Context(), h.As(claire), h.d, h.camille, 0))
	h.gone(0, h.camille, camille)
	if got := h.mails(h.camille); !slices.Contains(got, invitation.EndedLoad) {
		t.Errorf("%v", got)
	}
}

// A holder gives, changes and ends what they gave; a co-holder is not theirs
// to let in, nor an advisor.
func TestABB6AHolderGivesAndEndsWhatTheyGave(t *testing.T) {
	h := newHousehold(t)
	h.must(h.set(claire, h.bernard, invitation.Family, access.Write))
	h.SignIn(bernard)
	wife := h.person(dossier.Person{Name: "Odette", Holder: dossier.CoHolder, Reach: reach("odette@maison.example")})
	h.wantRule(h.set(bernard, wife, invitation.Family, access.Read), "ABB-6")
	h.wantRule(h.set(bernard, h.notary, invitation.Advisor, access.Read), "ABB-6")
	h.must(h.set(bernard, h.camille, invitation.Family, access.Write))
	h.SignIn(camille)
	h.must(h.set(bernard, h.camille, invitation.Family, access.Read))
	h.wantRule(h.set(camille, wife, invitation.Family, access.Read), "ABB-1")
	h.must(h.set(bernard, h.camille, invitation.Family, ""))
	h.gone(0, h.camille, camille)
}

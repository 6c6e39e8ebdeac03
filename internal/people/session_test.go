package people_test

import (
	"testing"
	"time"

	"tierce/internal/fault"
	"tierce/internal/people"
	"tierce/internal/rooms/roomstest"
	"tierce/internal/table"
	"tierce/internal/table/tabletest"
)

const (
	claire = "claire@cabinet.example"
	paul   = "paul@cabinet.example"
)

// enters tells whether the cookie is believed now.
func enters(t *testing.T, h *roomstest.House, cookie string) bool {
	t.Helper()
	by, ok := people.ByCookie(cookie)
	if !ok {
		t.Fatal("not a cookie")
	}
	_, _, err := h.People.Load(t.Context(), by)
	if err != nil && !fault.Is(err, "session-over") {
		t.Fatal(err)
	}
	return err == nil
}

func begun(t *testing.T, h *roomstest.House) people.Session {
	t.Helper()
	h.SignIn(claire)
	s, err := h.People.Begin(t.Context(), h.Account(claire))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// rowOf gives the key of the one session's row.
func rowOf(t *testing.T, h *roomstest.House) table.Key {
	t.Helper()
	for _, r := range tabletest.Rows(t, h.Table) {
		if k := table.KeyOf(r); k.PK == people.AccountKey(h.Account(claire)).PK && k.SK != "A" {
			return k
		}
	}
	t.Fatal("no session")
	return table.Key{}
}

func TestASessionEndsAfter30IdleMinutesToTheSecond(t *testing.T) {
	h := roomstest.New(t)
	cookie := begun(t, h).Cookie(h.Time.Now())
	h.Time.Advance(people.SessionIdle - time.Second)
	if !enters(t, h, cookie) {
		t.Error("refused a second early")
	}
	h.Time.Advance(time.Second)
	if enters(t, h, cookie) {
		t.Error("taken at 30 minutes, with its row in the table")
	}
}

func TestASessionInUseEndsAfter12HoursToTheSecond(t *testing.T) {
	h := roomstest.New(t)
	s := begun(t, h)
	h.Time.Advance(people.SessionMost - time.Second)
	if !enters(t, h, s.Cookie(h.Time.Now())) {
		t.Error("refused a second early")
	}
	h.Time.Advance(time.Second)
	if enters(t, h, s.Cookie(h.Time.Now())) {
		t.Error("taken at 12 hours, with its row in the table")
	}
}

func TestASessionWhoseRowIsGoneIsOver(t *testing.T) {
	h := roomstest.New(t)
	cookie := begun(t, h).Cookie(h.Time.Now())
	if err := h.Rooms.Table.Clear(t.Context(), []table.Key{rowOf(t, h)}); err != nil {
		t.Fatal(err)
	}
	if enters(t, h, cookie) {
		t.Error("taken without a row")
	}
}

func TestAMomentOfUseThatWasNotSealedIsNotBelieved(t *testing.T) {
	h := roomstest.New(t)
	s := begun(t, h)
	old := s.Cookie(h.Time.Now())
	h.Time.Advance(time.Hour)
	forged := s
	fresh := forged.Cookie(h.Time.Now())
	cut := func(c string) (string, string) {
		n := len(c) - 44 // the seal and its dot
		return c[:n], c[n:]
	}
	head, _ := cut(fresh)
	_, seal := cut(old)
	if enters(t, h, head+seal) {
		t.Error("a moment under another's seal was believed")
	}
}

func TestSignedOutEverywhereHoldsAtOnce(t *testing.T) {
	h := roomstest.New(t)
	first := begun(t, h).Cookie(h.Time.Now())
	h.Time.Advance(time.Minute)
	if err := h.People.EndAll(t.Context(), h.Account(claire)); err != nil {
		t.Fatal(err)
	}
	if enters(t, h, first) {
		t.Error("taken after signing out everywhere")
	}
	h.Time.Advance(time.Second)
	s, err := h.People.Begin(t.Context(), h.Account(claire))
	if err != nil || !enters(t, h, s.Cookie(h.Time.Now())) {
		t.Errorf("a new session is refused: %v", err)
	}
}

// An address belongs to who verified it last.
func TestSigningInMovesAnAddress(t *testing.T) {
	h := roomstest.New(t)
	cabinet := h.Organization("Cabinet", claire)
	h.SignIn(paul)
	moved := people.Claims{Issuer: roomstest.Issuer, Subject: "other", Email: " Paul@Cabinet.example", Name: "Other", Lang: "fr"}
	if _, err := h.People.SignIn(t.Context(), moved); err != nil {
		t.Fatal(err)
	}
	row, err := h.Rooms.Table.Get(t.Context(), table.Key{PK: people.MailKey(paul), SK: "A"})
	if err != nil || table.Text(row, "account") != people.AccountID(roomstest.Issuer, "other") {
		t.Errorf("the address is %s's: %v", table.Text(row, "account"), err)
	}
	if _, err := h.People.Invite(t.Context(), h.As(claire), cabinet, paul, "fr", false, "0000000000000001"); err != nil {
		t.Fatal(err)
	}
	a, err := h.People.Get(t.Context(), people.AccountID(roomstest.Issuer, "other"))
	if err != nil {
		t.Fatal(err)
	}
	if waiting, err := h.People.Waiting(t.Context(), a); err != nil || len(waiting) != 1 {
		t.Errorf("%d invitations wait: %v", len(waiting), err)
	}
	// Paul's next sign-in with another address leaves the moved one alone.
	again := people.Claims{Issuer: roomstest.Issuer, Subject: paul, Email: "paul@elsewhere.example", Name: "Paul", Lang: "fr"}
	if _, err := h.People.SignIn(t.Context(), again); err != nil {
		t.Fatal(err)
	}
	row, err = h.Rooms.Table.Get(t.Context(), table.Key{PK: people.MailKey(paul), SK: "A"})
	if err != nil || table.Text(row, "account") != a.ID {
		t.Errorf("the address went with who had it before: %v", err)
	}
}

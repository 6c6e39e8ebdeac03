package sharekey_test

import (
	"context"
	"testing"
	"time"

	"tierce/internal/access"
	"tierce/internal/fault"
	"tierce/internal/id"
	"tierce/internal/people"
	"tierce/internal/rooms/roomstest"
	"tierce/internal/sharekey"
	"tierce/internal/table"
)

const (
	claire = "claire@cabinet.example"
	paul   = "paul@cabinet.example"
	marc   = "marc@conseil.example"
	julia  = "julia@conseil.example"
)

// offices is two organisations, Claire's dossier in the first, and Marc in the
// second.
func offices(t *testing.T) (h *roomstest.House, dossier string) {
	h = roomstest.New(t)
	cabinet := h.Organization("Cabinet", claire)
	h.Agent(cabinet, claire, paul, false)
	conseil := h.Organization("Conseil", marc)
	h.Agent(conseil, marc, julia, false)
	return h, h.Dossier(cabinet, claire, "insurance-needs")
}

func made(t *testing.T, h *roomstest.House, d string, mode sharekey.Mode) string {
	t.Helper()
	_, key, err := h.Keys.Make(t.Context(), h.As(claire), d, mode, id.New())
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func redeem(h *roomstest.House, email, key string) (sharekey.Redeemed, error) {
	return h.Keys.Redeem(context.Background(), h.As(email), key, "", id.New())
}

func wantCode(t *testing.T, err error, code, rule string) {
	t.Helper()
	if f := fault.Of(err); f == nil || f.Code != code || f.Rule != rule {
		t.Fatalf("got %v, want %s (%s)", err, code, rule)
	}
}

func TestEVO2AKeyWorksOnce(t *testing.T) {
	h, d := offices(t)
	key := made(t, h, d, sharekey.Joining)
	got, err := redeem(h, marc, key)
	if err != nil || got.Dossier != d {
		t.Fatalf("got %v, %v", got, err)
	}
	if _, err := h.Dossiers.Load(t.Context(), h.As(marc), d, access.ReadSection, ""); err != nil {
		t.Fatal(err)
	}
	_, err = redeem(h, julia, key)
	wantCode(t, err, "share-key-spent", "EVO-6")
	_, err = redeem(h, marc, key)
	wantCode(t, err, "share-key-spent", "EVO-6")
}

func TestEVO2AKeyExpiresToTheSecond(t *testing.T) {
	for _, mode := range []sharekey.Mode{sharekey.Copying, sharekey.Joining} {
		h, d := offices(t)
		early, late := made(t, h, d, mode), made(t, h, d, mode)
		h.Time.Advance(30*24*time.Hour - time.Second)
		if _, err := redeem(h, marc, early); err != nil {
			t.Fatalf("%s at 30 days less a second: %v", mode, err)
		}
		h.Time.Advance(time.Second)
		_, err := redeem(h, julia, late)
		wantCode(t, err, "share-key-spent", "EVO-6")
	}
}

func TestEVO7ACopyIsOfItsOwn(t *testing.T) {
	h, d := offices(t)
	got, err := redeem(h, marc, made(t, h, d, sharekey.Copying))
	if err != nil {
		t.Fatal(err)
	}
	v, err := h.Dossiers.Load(t.Context(), h.As(marc), got.Dossier, access.MakeKey, "")
	if err != nil || v.Decision.Role != access.Manager || v.Imported == nil || v.Imported.From != "Cabinet" {
		t.Fatalf("got %+v, %v", v, err)
	}
	_, err = h.Dossiers.Load(t.Context(), h.As(marc), d, access.Open, "")
	wantCode(t, err, "hidden", "ALL-4")
	_, err = h.Dossiers.Load(t.Context(), h.As(claire), got.Dossier, access.Open, "")
	wantCode(t, err, "hidden", "ALL-4")
}

// On the team for the one organisation is on the team for the other.
func TestEVO7OnTheTeamForAnotherOrganisationKeepsTheKeyGood(t *testing.T) {
	h, d := offices(t)
	conseil := ""
	for org := range account(t, h, marc).Orgs {
		conseil = org
	}
	h.Agent(conseil, marc, paul, false)
	if err := h.Dossiers.AddToTeam(t.Context(), h.As(claire), d, h.Account(paul)); err != nil {
		t.Fatal(err)
	}
	key := made(t, h, d, sharekey.Joining)
	_, err := h.Keys.Redeem(t.Context(), h.As(paul), key, conseil, id.New())
	wantCode(t, err, "already-on-team", "EVO-7")
	if _, err := redeem(h, marc, key); err != nil {
		t.Errorf("the key was burnt: %v", err)
	}
}

func account(t *testing.T, h *roomstest.House, email string) people.Account {
	t.Helper()
	a, err := h.People.Get(t.Context(), h.Account(email))
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// A maker redeems their own copy key: their one account row is both the
// maker's and the recipient's.
func TestEVO7TheMakerCopiesTheirOwnDossier(t *testing.T) {
	h, d := offices(t)
	key := made(t, h, d, sharekey.Copying)
	got, err := redeem(h, claire, key)
	if err != nil || got.Dossier == d {
		t.Fatalf("got %+v, %v", got, err)
	}
	if _, err := h.Dossiers.Load(t.Context(), h.As(claire), got.Dossier, access.MakeKey, ""); err != nil {
		t.Error(err)
	}
	_, err = redeem(h, claire, key)
	wantCode(t, err, "share-key-spent", "EVO-6")
}

// TTL may take a key's row whenever it likes, days late or early: the answer
// is the same.
func TestEVO2AnExpiredKeyWhoseRowIsGoneIsSpent(t *testing.T) {
	h, d := offices(t)
	k, key, err := h.Keys.Make(t.Context(), h.As(claire), d, sharekey.Joining, id.New())
	if err != nil {
		t.Fatal(err)
	}
	h.Time.Advance(sharekey.Life)
	_, err = redeem(h, marc, key)
	wantCode(t, err, "share-key-spent", "EVO-6")
	if err := h.Rooms.Table.Clear(t.Context(), []table.Key{{PK: "K#" + k.ID, SK: "K"}}); err != nil {
		t.Fatal(err)
	}
	_, err = redeem(h, marc, key)
	wantCode(t, err, "share-key-spent", "EVO-6")
}

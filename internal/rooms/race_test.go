package rooms_test

import (
	"context"
	"fmt"
	"strconv"
	"testing"

	"tierce/internal/access"
	"tierce/internal/fault"
	"tierce/internal/id"
	"tierce/internal/rooms/roomstest"
	"tierce/internal/sharekey"
	"tierce/internal/table"
	"tierce/internal/table/tabletest"
)

// rounds is how often each pair of acts meets.
const rounds = 40

func code(err error) string {
	if f := fault.Of(err); f != nil {
		return f.Code
	}
	return fmt.Sprint(err)
}

// Two name another manager at once: one of them is, and each account counts
// what it manages.
func TestALL9TwoHandOversAtOnceLeaveOneManager(t *testing.T) {
	t.Parallel()
	c := count(t)
	c.Agent(c.cabinet, claire, "nora@cabinet.example", false)
	to := func(email string) func() error {
		return func() error { return c.Dossiers.HandOver(context.Background(), c.As(claire), c.d, c.Account(email)) }
	}
	for range rounds {
		for _, err := range roomstest.Meet(to(paul), to("nora@cabinet.example")) {
			c.must(err)
		}
		row, err := c.Rooms.Table.Get(t.Context(), table.Key{PK: "D#" + c.d, SK: "M"})
		c.must(err)
		for _, email := range []string{claire, paul, "nora@cabinet.example"} {
			a, err := c.People.Get(t.Context(), c.Account(email))
			c.must(err)
			want := 0
			if table.Text(row, "manager") == a.ID {
				want = 1
			}
			if a.Managing[c.cabinet] != want {
				t.Fatalf("%s counts %d, want %d", email, a.Managing[c.cabinet], want)
			}
		}
		c.must(to(claire)())
	}
}

// A key made while its maker is being deactivated opens nothing.
func TestALL9AKeyDiesWithItsMakersPlace(t *testing.T) {
	t.Parallel()
	c := count(t)
	for n := range rounds {
		maker := "maker" + strconv.Itoa(n) + "@cabinet.example"
		c.Agent(c.cabinet, claire, maker, true)
		d := c.Dossier(c.cabinet, maker, "insurance-needs")
		var key string
		answers := roomstest.Meet(func() (err error) {
			_, key, err = c.Keys.Make(context.Background(), c.As(maker), d, sharekey.Joining, id.New())
			return err
		}, func() error {
			return c.Departure.Deactivate(context.Background(), c.As(claire), c.cabinet, c.Account(maker), c.Account(claire))
		})
		c.must(answers[1])
		if answers[0] != nil {
			continue
		}
		if _, err := c.Keys.Redeem(t.Context(), c.As(marc), key, "", id.New()); code(err) != "share-key-spent" && code(err) != "too-many-keys" {
			t.Fatalf("round %d: the key of who left gives %v", n, err)
		}
		c.Time.Advance(7 * 60e9)
	}
}

// A join and its end at once: who was let in is in, whose key was not taken
// keeps it.
func TestALL5AJoinAndItsEndAtOnce(t *testing.T) {
	t.Parallel()
	c := count(t)
	c.must(c.redeems(sharekey.Joining)())
	for range rounds {
		k, key := c.key(sharekey.Joining)
		answers := roomstest.Meet(func() error {
			_, err := c.Keys.Redeem(context.Background(), c.As(marc), key, "", id.New())
			return err
		}, func() error {
			return c.Dossiers.EndOrigin(context.Background(), c.As(claire), c.d, c.Account(marc), "join")
		})
		c.must(answers[1])
		_, opens := c.Dossiers.Load(t.Context(), c.As(marc), c.d, access.Open, "")
		row, err := c.Rooms.Table.Get(t.Context(), table.Key{PK: "K#" + k, SK: "K"})
		c.must(err)
		switch state := table.Text(row, "state"); {
		case answers[0] == nil && state == "used":
		case code(answers[0]) == "already-on-team" && state == "pending" && opens != nil:
			c.must(c.redeems(sharekey.Joining)())
		default:
			t.Fatalf("redeem %v, key %s, open %v", answers[0], state, opens)
		}
		if opens != nil && answers[0] == nil {
			c.must(c.redeems(sharekey.Joining)()) // joined, then ended
		}
	}
}

// Eight save over one version: one is saved, the others are told.
func TestEightEditsOfOneVersionSaveOne(t *testing.T) {
	t.Parallel()
	c := count(t)
	for version := 1; version <= rounds; version++ {
		edits := make([]func() error, 8)
		for i := range edits {
			edits[i] = func() error {
				_, err := c.Dossiers.Save(context.Background(), c.As(claire), c.d, "family", version,
					map[string]any{"special-needs": fmt.Sprint(version, " by ", i)})
				return err
			}
		}
		saved := 0
		for _, err := range roomstest.Meet(edits...) {
			if err == nil {
				saved++
			} else if code(err) != "stale" {
				t.Fatal(err)
			}
		}
		if saved != 1 {
			t.Fatalf("%d saved over version %d", saved, version)
		}
	}
	trails := 0
	for _, r := range tabletest.Rows(t, c.House.Table) {
		if table.Text(r, "verb") == "section-edited" {
			trails++
		}
	}
	if trails != rounds+1 {
		t.Errorf("%d edits left %d trail rows", rounds+1, trails)
	}
}

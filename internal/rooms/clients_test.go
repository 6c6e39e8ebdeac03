package rooms_test

import (
	"context"
	"fmt"
	"maps"
	"sync"
	"testing"

	"tierce/internal/access"
	"tierce/internal/client"
	"tierce/internal/clientshare"
	"tierce/internal/dossier"
	"tierce/internal/id"
	"tierce/internal/rooms/roomstest"
)

const (
	rita = "rita@acme.example"
	wim  = "wim@acme.example"
)

// clients are those of the cabinet's portal: Rita and Wim of one company, who
// have come in.
type clients struct{ rita, wim client.Client }

func (c *counted) clients() clients {
	return clients{c.Client(c.cabinet, claire, rita, "Acme", true), c.Client(c.cabinet, claire, wim, "Acme", true)}
}

// shown shows d to Rita, and to Wim beside her.
func (c *counted) shown(d string, to clients) {
	_, _, err := c.Shares.Show(context.Background(), c.As(claire), d, clientshare.Draft{Requester: to.rita.ID, Watchers: []string{to.wim.ID}})
	c.must(err)
}

func init() {
	maps.Copy(operations, map[string]func(c *counted) func() error{
		"may a client do this": func(c *counted) func() error {
			c.shown(c.d, c.clients())
			return func() error {
				_, err := c.Dossiers.Load(context.Background(), c.As(wim), c.d, access.Open, "")
				return err
			}
		},
		"a client's dossiers, 20": func(c *counted) func() error {
			to := c.clients()
			for range 24 {
				c.shown(c.Dossier(c.cabinet, claire, "insurance-needs"), to)
			}
			return func() error {
				found, _, err := c.Dossiers.Mine(context.Background(), c.As(wim), dossier.Filter{}, "", 20)
				if len(found) != 20 {
					return fmt.Errorf("%d dossiers: %w", len(found), err)
				}
				return err
			}
		},
		"what a client is shown, 20": func(c *counted) func() error {
			to := c.clients()
			for range 24 {
				c.shown(c.Dossier(c.cabinet, claire, "insurance-needs"), to)
			}
			return func() error {
				found, _, err := c.Shares.Mine(context.Background(), c.As(wim), "", 20)
				if len(found) != 20 {
					return fmt.Errorf("%d dossiers: %w", len(found), err)
				}
				return err
			}
		},
		"add a client": func(c *counted) func() error {
			return func() error {
				_, err := c.Clients.Add(context.Background(), c.As(claire), c.cabinet, roomstest.ClientDraft(rita, "Acme"), id.New())
				return err
			}
		},
		"another company": func(c *counted) func() error {
			to := c.clients()
			return func() error {
				_, err := c.Clients.Save(context.Background(), c.As(claire), c.cabinet, to.wim.ID, to.wim.Version, roomstest.ClientDraft(wim, "Other"))
				return err
			}
		},
		"show to a client and one more": func(c *counted) func() error {
			to := c.clients()
			return func() error {
				_, _, err := c.Shares.Show(context.Background(), c.As(claire), c.d, clientshare.Draft{Requester: to.rita.ID, Watchers: []string{to.wim.ID}})
				return err
			}
		},
	})
}

// Another company holds from the next request on, whoever reads meanwhile.
func TestLEX8NothingIsSeenAfterACompanyChange(t *testing.T) {
	t.Parallel()
	c := count(t)
	to := c.clients()
	c.shown(c.d, to)
	reads := func() error {
		_, err := c.Dossiers.Load(context.Background(), c.As(wim), c.d, access.Open, "")
		return err
	}
	for round := range rounds {
		answers := roomstest.Meet(reads, func() error {
			if err := c.Moves(c.cabinet, claire, to.wim, "Other"); err != nil {
				return err
			}
			if got := code(reads()); got != access.HiddenCode {
				return fmt.Errorf("round %d: seen after the change: %s", round, got)
			}
			return nil
		}, reads)
		c.must(answers[1])
		for _, n := range []int{0, 2} {
			if answers[n] != nil && code(answers[n]) != access.HiddenCode {
				t.Fatal(answers[n])
			}
		}
		c.must(c.Moves(c.cabinet, claire, to.wim, "Acme"))
	}
}

// A watcher and a requester who change places between companies are at no
// moment in one: whoever reads meanwhile never finds them together.
func TestLEX3TwoWhoMoveAreNeverSeenTogether(t *testing.T) {
	t.Parallel()
	c := count(t)
	to := c.clients()
	c.shown(c.d, to)
	c.must(c.Moves(c.cabinet, claire, to.rita, "Other"))
	var movers sync.WaitGroup
	done := make(chan struct{})
	movers.Go(func() {
		defer close(done)
		for range rounds {
			for _, step := range []struct {
				who     client.Client
				company string
			}{{to.wim, "Third"}, {to.rita, "Acme"}, {to.rita, "Other"}, {to.wim, "Acme"}} {
				if err := c.Moves(c.cabinet, claire, step.who, step.company); err != nil {
					t.Error(err)
				}
			}
		}
	})
	for reading := true; reading; {
		_, err := c.Dossiers.Load(t.Context(), c.As(wim), c.d, access.Open, "")
		if got := code(err); got != access.HiddenCode && got != "unavailable" {
			t.Fatalf("seen together: %s", got)
		}
		select {
		case <-done:
			reading = false
		default:
		}
	}
	movers.Wait()
}

// A share and a company change at once: some order holds.
func TestLEX3AShareAndACompanyChangeAtOnce(t *testing.T) {
	t.Parallel()
	c := count(t)
	to := c.clients()
	for range rounds {
		answers := roomstest.Meet(func() error {
			_, _, err := c.Shares.Show(context.Background(), c.As(claire), c.d, clientshare.Draft{Requester: to.rita.ID, Watchers: []string{to.wim.ID}})
			return err
		}, func() error { return c.Moves(c.cabinet, claire, to.wim, "Other") })
		c.must(answers[1])
		if got := code(answers[0]); answers[0] != nil && got != "invalid" && got != "watcher-of-another-company" {
			t.Fatal(got)
		}
		if _, err := c.Dossiers.Load(t.Context(), c.As(wim), c.d, access.Open, ""); code(err) != access.HiddenCode {
			t.Fatalf("after both: %v", err)
		}
		c.must(c.Shares.Hide(t.Context(), c.As(claire), c.d))
		c.must(c.Moves(c.cabinet, claire, to.wim, "Acme"))
	}
}

package loads

import (
	"context"
	"regexp"
	"strings"
	"testing"
	"time"

	"tierce/internal/dossier"
	"tierce/internal/id"
	"tierce/internal/solicitation"
)

const bank = "credit@banque.example"

// council is a town with a request of Claire's under review.
type council struct {
	*town
	org, d string
}

func newCouncil(t *testing.T) *council {
	c := &council{town: newTown(t)}
	c.org = c.Organization("Mairie", claire)
	c.d = c.Dossier(c.org, claire, "public-request")
	c.SignIn(bank)
	c.status("review")
	c.sweep()
	return c
}

func (c *council) ok(err error) {
	c.T.Helper()
	if err != nil {
		c.T.Fatal(err)
	}
}

func (c *council) status(s string) {
	c.T.Helper()
	_, err := c.Dossiers.Change(context.Background(), c.As(claire), c.d, dossier.Edit{Status: &s})
	c.ok(err)
}

func (c *council) ask(when, wished string) solicitation.Solicitation {
	c.T.Helper()
	_, s, err := c.Solicitations.Make(context.Background(), c.As(claire), c.d, solicitation.Ask{Kind: solicitation.Opinion, Scope: "financier",
		View: "financial-opinion", When: when, Wished: wished, Instructions: "Planted instructions",
		Partner: solicitation.Partner{Name: "Crédit", Email: bank, Lang: "fr"}}, id.New())
	c.ok(err)
	return s
}

var mailedKey = regexp.MustCompile(`TIERCE-S(-[0-9A-Z]{5}){9}`)

// key is the one of the newest mail to the bank.
func (c *council) key() string { return mailedKey.FindString(c.box.Messages(bank)[0].Text) }

func (c *council) claim(key string) error {
	_, _, err := c.Solicitations.Claim(context.Background(), c.As(bank), key, id.New())
	return err
}

// The mail leaves at once, or when the status comes; its key attaches, that of
// an earlier mail does not, and no mail says what the instructions are.
func TestLOC5TheKeyIsInTheMailAlone(t *testing.T) {
	c := newCouncil(t)
	c.ask("", "2026-03-20")
	c.sweep()
	first := c.key()
	if c.mails(bank) != 1 || first == "" || strings.Contains(c.box.Messages(bank)[0].Text, "Planted") {
		t.Fatalf("%d mails, key %q", c.mails(bank), first)
	}
	_, _, n, err := c.Solicitations.Notify(t.Context(), c.As(claire), c.d)
	if c.ok(err); n != 1 {
		t.Fatal(n)
	}
	c.sweep()
	if second := c.key(); c.mails(bank) != 2 || second == first || c.claim(first) == nil {
		t.Fatal("the first key still works, or there is no second")
	}
	c.ok(c.claim(c.key()))
	c.Time.Advance(day)
	_, _, _, err = c.Solicitations.Notify(t.Context(), c.As(claire), c.d)
	c.ok(err)
	c.sweep()
	if c.mails(bank) != 3 || c.key() != "" {
		t.Error("a key for a dossier that is attached")
	}
}

func TestLOC2TheMailLeavesWhenTheStatusComes(t *testing.T) {
	c := newCouncil(t)
	s := c.ask("opinions", "2026-03-20")
	c.sweep()
	if c.mails(bank) != 0 {
		t.Fatal("a mail before the status")
	}
	c.status("opinions")
	c.sweep()
	c.sweep()
	if c.mails(bank) != 1 {
		t.Fatalf("%d mails", c.mails(bank))
	}
	c.ok(c.claim(c.key()))
	_, got, err := c.Solicitations.Read(t.Context(), c.As(claire), c.d, s.ID)
	if c.ok(err); got.State != solicitation.Attached {
		t.Error(got.State)
	}
}

// Two days before and one day after, at nine in Paris on either side of the
// change to summer time (29 March 2026), once each; none once it is answered or
// while the status hides the dossier.
func TestLOC8RemindersAroundTheDayAndTheChangeOfTime(t *testing.T) {
	c := newCouncil(t) // 2 March
	c.ask("", "2026-03-30")
	c.sweep()
	before := time.Date(2026, 3, 28, 8, 0, 0, 0, time.UTC) // nine in winter
	after := time.Date(2026, 3, 31, 7, 0, 0, 0, time.UTC)  // nine in summer
	steps := []struct {
		at   time.Time
		want int
	}{{before.Add(-time.Second), 1}, {before, 2}, {after.Add(-time.Second), 2}, {after, 3}, {after.Add(60 * day), 3}}
	for _, s := range steps {
		c.Time.Advance(s.at.Sub(c.Time.Now()))
		c.sweep()
		if got := c.mails(bank); got != s.want {
			t.Errorf("at %s: %d mails, want %d", s.at, got, s.want)
		}
	}
}

func TestLOC8NoReminderWhileTheStatusHidesTheDossier(t *testing.T) {
	c := newCouncil(t)
	c.ask("", "2026-03-30")
	c.sweep()
	c.status("committee")
	c.Time.Advance(time.Date(2026, 3, 28, 8, 0, 0, 0, time.UTC).Sub(c.Time.Now()))
	c.sweep()
	if c.mails(bank) != 1 {
		t.Error("reminded of what they may not see")
	}
	c.status("review")
	c.Time.Advance(3 * day)
	c.sweep()
	if c.mails(bank) != 2 {
		t.Error("the second reminder went with the first")
	}
}

// The agent hears of an answer, the partner gets a receipt.
func TestLOC7AnAnswerIsMailedAndReceipted(t *testing.T) {
	c := newCouncil(t)
	s := c.ask("", "2026-03-20")
	c.sweep()
	c.ok(c.claim(c.key()))
	ctx := t.Context()
	_, err := c.Solicitations.Save(ctx, c.As(bank), c.d, s.ID, 0, solicitation.Answer{Verdict: solicitation.Reserved, Details: "Planted details",
		Own: map[string]any{"viable": "yes", "analysis": "Planted"}})
	c.ok(err)
	_, err = c.Solicitations.Send(ctx, c.As(bank), c.d, s.ID, 1, id.New())
	c.ok(err)
	claires := c.mails(claire)
	c.sweep()
	if c.mails(bank) != 2 || c.mails(claire) != claires+1 {
		t.Errorf("%d and %d mails", c.mails(bank), c.mails(claire)-claires)
	}
	for _, who := range []string{bank, claire} {
		if m := c.box.Messages(who)[0]; strings.Contains(m.Text, "Planted") {
			t.Errorf("a mail says what was answered:\n%s", m.Text)
		}
	}
	_, _, err = c.Solicitations.Reopen(ctx, c.As(claire), c.d, s.ID)
	c.ok(err)
	c.sweep()
	if c.mails(bank) != 3 {
		t.Error("no mail of the reopening")
	}
	_, _, err = c.Solicitations.Withdraw(ctx, c.As(claire), c.d, s.ID)
	c.ok(err)
	c.sweep()
	if c.mails(bank) != 4 {
		t.Error("no mail of the withdrawal")
	}
}

package loads

import (
	"context"
	"strings"
	"testing"

	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/id"
)

// Each agent who works here hears of a submission, and whoever handed it in of
// its return; what is so no more when the mail is due is not mailed.
func TestIND6MailsOfASubmissionAndAReturn(t *testing.T) {
	const claire, paul, nina, section = "claire@cabinet.example", "paul@cabinet.example", "nina@client.example", "needs"
	w, ctx := newTown(t), context.Background()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	cabinet := w.Organization("Cabinet", claire)
	w.Agent(cabinet, claire, paul, false)
	d := w.Dossier(cabinet, claire, "insurance-needs")
	must(w.Dossiers.AddToTeam(ctx, w.As(claire), d, w.Account(paul)))
	w.SignIn(nina)
	must(w.Rooms.Table.Write(ctx, dossier.GiveOrigin(d, w.Account(nina), "contact", access.Origin{Kind: access.FromContact, Level: access.Write,
		Since: "2026", Person: "p", Group: "limited", Sections: []string{section}, Submit: true}, w.Account(claire), w.Time.Now())))
	_, err := w.Dossiers.Save(ctx, w.As(nina), d, section, 0, map[string]any{})
	must(err)
	submit := func() {
		t.Helper()
		_, err := w.Seals.Submit(ctx, w.As(nina), d, section, 1, id.New())
		must(err)
	}
	give := func(note string) {
		t.Helper()
		_, err := w.Seals.Return(ctx, w.As(paul), d, section, note, id.New())
		must(err)
	}
	w.sweep()
	before := map[string]int{}
	for _, who := range []string{claire, paul, nina} {
		before[who] = w.mails(who)
	}
	count := func(when string, want ...int) {
		t.Helper()
		w.sweep()
		for i, who := range []string{claire, paul, nina} {
			if got := w.mails(who) - before[who]; got != want[i] {
				t.Errorf("%s: %s got %d mails, want %d", when, who, got, want[i])
			}
		}
	}
	submit()
	count("submitted", 1, 1, 0)
	give("Two lines\nare missing")
	count("returned", 1, 1, 1)
	all := w.box.Messages(nina)
	last := all[0]
	for _, m := range all {
		if strings.Contains(m.Text, "are missing") {
			last = m
		}
	}
	if !strings.Contains(last.Text, "are missing") || !strings.Contains(last.Text, "/dossiers/"+d+"/sections/"+section) {
		t.Errorf("%s", last.Text)
	}
	submit()
	give("Again")
	submit() // before any of it is mailed: only the last stands
	count("three at once", 2, 2, 1)
	submit()
	count("said again", 2, 2, 1)
	must(w.Dossiers.EndOrigin(ctx, w.As(claire), d, w.Account(paul), "team"))
	_, err = w.Seals.Return(ctx, w.As(claire), d, section, "Once more", id.New())
	must(err)
	submit()
	count("Paul has left", 3, 2, 1)
}

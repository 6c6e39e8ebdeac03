package loads

import (
	"context"
	"testing"

	"tierce/internal/access"
)

// What falls due while a dossier is deleted is not sent; restored, a chain of
// reminders goes on with its next moment. Whoever had come in hears of both,
// once an account. Days count from the invitation.
func TestALL5MailsOfADeletedDossier(t *testing.T) {
	for name, c := range map[string]struct {
		restored    int // the day; -1 for never
		waits, came string
	}{
		"restored": {20, "invitation 0, last 30", "given 0, given 0, ended 5, back 20"},
		"for good": {-1, "invitation 0", "given 0, given 0, ended 5"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newStay(t)
			waits, came, ended := &comer{}, &comer{before: (*stay).signsUp}, &comer{before: (*stay).signsUp}
			for n, g := range []*comer{waits, came, ended} {
				w.arrive(n, g)
				w.given(g)
			}
			w.twice(came)
			for w.day = 0; w.day <= 65; w.day++ {
				switch w.day {
				case 3:
					w.revoked(ended)
				case 5:
					w.must(w.Deletions.Delete(context.Background(), w.As(claire), w.d))
				case c.restored:
					_, err := w.Deletions.Restore(context.Background(), w.As(claire), w.d)
					w.must(err)
				}
				for range 3 {
					w.hours8()
				}
			}
			for g, want := range map[*comer]string{waits: c.waits, came: c.came, ended: "given 0, ended 3"} {
				if got := w.got(g.email, ""); got != want {
					t.Errorf("%s:\n got %s\nwant %s", g.email, got, want)
				}
			}
			if got := w.got(claire, ""); got != "" {
				t.Errorf("Claire got %s", got)
			}
		})
	}
}

// twice gives g access as an advisor too, of which nobody need hear twice.
func (w *stay) twice(g *comer) {
	w.T.Helper()
	_, p, err := w.Dossiers.LoadPerson(context.Background(), w.As(claire), w.d, g.id, access.Open)
	w.must(err)
	p.Advisor = "notary"
	_, err = w.Rights.SavePerson(context.Background(), w.As(claire), w.d, p)
	w.must(err)
	_, err = w.Rights.Set(context.Background(), w.As(claire), w.d, g.id, "advisor", access.Read)
	w.must(err)
}

package loads

import (
	"context"
	"testing"
	"time"

	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/id"
	"tierce/internal/invitation"
	"tierce/internal/table/tabletest"
)

// An invitation with both reminders, from the click to the last mark.
func TestAnInvitationsWholeLifeTakesAtMost28WriteUnits(t *testing.T) {
	w := newTown(t)
	d := w.Dossier(w.Organization("Cabinet", claire), claire, "wealth-plan")
	w.sweep()
	g := id.New()
	_, err := w.Rights.SavePerson(t.Context(), w.As(claire), d, dossier.Person{ID: g, Name: "Léa", Family: true, Reach: reach("lea@maison.example")})
	if err != nil {
		t.Fatal(err)
	}
	wire := &tabletest.Wire{}
	counted := w.Through(tabletest.On(t, w.Table, wire))
	if _, err := counted.Rights.Set(context.Background(), w.As(claire), d, g, invitation.Family, access.Read); err != nil {
		t.Fatal(err)
	}
	calls, read, all := wire.Count()
	t.Logf("given: %d calls, %v read and %v write units", calls, read, all)
	for n, after := range []time.Duration{0, 7 * day, 23 * day, 30 * day} {
		w.Time.Advance(after)
		deliver := Deliverer(counted.Rooms, w.sender, "https://tierce.example")
		if _, err := deliver.Sweep(t.Context()); err != nil {
			t.Fatal(err)
		}
		lease := 2.0 // of the sweep, whatever it delivers
		if n == 3 {
			lease = 0 // nothing is due any more
		}
		calls, read, write := wire.Count()
		t.Logf("mail %d: %d calls, %v read and %v write units", n, calls, read, write-lease)
		all += write - lease
	}
	if err := hear(t, FeedbackOf(counted.Rooms), w.box.Reports()...); err != nil {
		t.Fatal(err)
	}
	_, _, write := wire.Count()
	if all += write; all > 28 || w.mails("lea@maison.example") != 3 {
		t.Errorf("%v write units, %d mails", all, w.mails("lea@maison.example"))
	}
}

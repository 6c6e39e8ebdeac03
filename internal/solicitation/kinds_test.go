package solicitation_test

import (
	"testing"
	"time"

	"tierce/internal/solicitation"
)

// An opinion changes nothing of the dossier, even by a view that lets others
// fill it in; a complement says no opinion; one for both does both.
func TestLOC1EachKindMayWhatItIsFor(t *testing.T) {
	for kind, c := range map[solicitation.Kind]struct{ verdict, values string }{
		solicitation.Opinion:    {"yes", "values.building unknown-field"},
		solicitation.Complement: {"verdict wrong-choice", "yes"},
		solicitation.Both:       {"yes", "yes"},
	} {
		h := newTown(t)
		h.fill("building", map[string]any{"protected": "unknown"})
		s := h.attached(abf, ask(kind, "heritage-plans"))
		says := solicitation.Answer{Verdict: solicitation.Favourable, Details: "Sound"}
		fills := solicitation.Answer{Values: map[string]map[string]any{"building": {"protected": "listed"}}}
		h.want(h.save(abf, s, says), c.verdict)
		h.want(h.save(abf, s, fills), c.values)
		want := "unknown"
		if c.values == "yes" {
			fills.Details, want = "Sound", "listed"
			if c.verdict == "yes" {
				fills.Verdict = solicitation.Favourable
			}
			h.must(h.save(abf, s, fills))
		}
		h.must(h.send(abf, s))
		if got := h.values("building")["protected"]; got != want {
			t.Errorf("%s: the dossier says %v, want %s", kind, got, want)
		}
	}
}

// The wished date and the instructions reach the partner; a late answer is
// taken while the status shows the dossier.
func TestLOC4ALateAnswerIsTakenWhileTheStatusShowsTheDossier(t *testing.T) {
	h := newTown(t)
	s := h.attached(bank, opinion())
	seen, err := h.see(bank, s)
	h.must(err)
	if got := seen.Solicitation; got.Wished != "2026-03-20" || got.Instructions != "Look at the costs" {
		t.Errorf("the partner reads %q, %q", got.Wished, got.Instructions)
	}
	wished, err := time.Parse(time.DateOnly, s.Wished)
	h.must(err)
	h.Time.Advance(wished.Sub(h.Time.Now()) + 40*24*time.Hour)
	h.must(h.save(bank, s, opined()))
	h.must(h.send(bank, s))
	if got := h.read(s); got.State != solicitation.Answered {
		t.Errorf("it is %s", got.State)
	}
	next := opinion()
	next.Wished = h.Time.Now().Add(48 * time.Hour).Format(time.DateOnly)
	late := h.attached(abf, next)
	h.status("committee")
	h.want(h.save(abf, late, opined()), "LOC-6")
	h.status("review")
	next.Instructions = "" // they are optional, the date is not
	_, err = h.make(claire, next)
	h.must(err)
	next.Wished = ""
	_, err = h.make(claire, next)
	h.want(err, "wished missing")
}

package mail

import (
	"context"
	"errors"
	"testing"
	"time"
)

func TestPaceSpreadsMailsEvenly(t *testing.T) {
	at, slept := noon, 0
	p := &Pace{PerSecond: 4, Clock: func() time.Time { return at }, Sleep: func(_ context.Context, d time.Duration) error {
		at, slept = at.Add(d), slept+1
		return nil
	}}
	for range 9 {
		if err := p.Wait(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if took := at.Sub(noon); took != 2*time.Second || slept != 8 {
		t.Errorf("9 mails at 4 a second took %s, %d waits", took, slept)
	}
	at = at.Add(time.Minute) // idle time is not saved up
	for range 2 {
		_ = p.Wait(t.Context())
	}
	if slept != 9 {
		t.Errorf("%d waits, want one more", slept)
	}
}

func TestPaceGivesUpWithItsCaller(t *testing.T) {
	p := &Pace{PerSecond: 0.001}
	if err := p.Wait(t.Context()); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithTimeout(t.Context(), time.Millisecond)
	defer stop()
	if err := p.Wait(ctx); !errors.Is(err, context.DeadlineExceeded) {
		t.Error(err)
	}
	if err := p.Wait(ctx); err == nil {
		t.Error("a mail after the end")
	}
	if err := (*Pace)(nil).Wait(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestParsePace(t *testing.T) {
	for _, bad := range []string{"", "0", "-1", "many", "NaN", "Inf", "1e99"} {
		if p, err := ParsePace(bad); err == nil {
			t.Errorf("%q: %+v", bad, p)
		}
	}
	if p, err := ParsePace("0.5"); err != nil || p.PerSecond != 0.5 {
		t.Errorf("%+v %v", p, err)
	}
}

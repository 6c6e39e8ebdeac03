package mail

import (
	"context"
	"errors"
	"strconv"
	"sync"
	"time"
)

// Pace keeps mails apart: everyone who shares it sends so many a second at
// most, evenly. SES turns away what comes faster than the account may send.
type Pace struct {
	PerSecond float64                                    // above 0
	Clock     func() time.Time                           // nil is time.Now
	Sleep     func(context.Context, time.Duration) error // nil waits truly; an error ends the wait

	mu   sync.Mutex
	next time.Time // when the next mail may go
}

// ParsePace reads mails a second, such as 14 or 0.5.
func ParsePace(perSecond string) (*Pace, error) {
	n, err := strconv.ParseFloat(perSecond, 64)
	if err != nil || !(n > 0 && n <= 1e6) {
		return nil, errors.New("mail: the rate is not a number of mails a second")
	}
	return &Pace{PerSecond: n}, nil
}

// Wait answers when it is the caller's turn to send one mail; at once on a
// nil Pace.
func (p *Pace) Wait(ctx context.Context) error {
	if p == nil {
		return nil
	}
	clock, sleep := p.Clock, p.Sleep
	if clock == nil {
		clock = time.Now
	}
	if sleep == nil {
		sleep = rest
	}
	p.mu.Lock()
	now := clock()
	turn := p.next
	if turn.Before(now) {
		turn = now
	}
	p.next = turn.Add(time.Duration(float64(time.Second) / p.PerSecond))
	p.mu.Unlock()
	if turn.Equal(now) {
		return ctx.Err()
	}
	return sleep(ctx, turn.Sub(now))
}

func rest(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}

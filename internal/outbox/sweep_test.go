package outbox

import (
	"context"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"tierce/internal/table/tabletest"
)

// once tells whether every entry was mailed exactly once.
func (b *box) once(ids []string) {
	b.Helper()
	for _, e := range ids {
		if b.sent[e] != 1 {
			b.Errorf("%s: %d mails", e, b.sent[e])
		}
	}
}

func atOnce(int) time.Duration { return 0 }

func TestOneSweepAtATime(t *testing.T) {
	b := newBox(t)
	ids := b.fill(60, atOnce)
	first, second := b.deliverer(nil), b.deliverer(nil)
	var inside Swept
	b.next = func(Entry) (time.Time, error) {
		b.next = nil
		b.mu.Unlock()
		inside = b.sweep(second) // while the first holds the lease
		b.mu.Lock()
		return time.Time{}, nil
	}
	if found := b.sweep(first); found.Seen != 60 || found.Elsewhere {
		t.Errorf("first %+v", found)
	}
	if !inside.Elsewhere || inside.Seen != 0 {
		t.Errorf("second %+v", inside)
	}
	b.once(ids)
	b.put("mail", 0)
	if found := b.sweep(second); found.Elsewhere || found.Seen != 1 {
		t.Errorf("the lease was not given back: %+v", found)
	}
}

func TestManySweepsTogetherMailOnce(t *testing.T) {
	b := newBox(t)
	ids := b.fill(80, atOnce)
	var all sync.WaitGroup
	for range 6 {
		all.Go(func() { b.sweep(b.deliverer(nil)) })
	}
	all.Wait()
	b.once(ids)
}

// A sweeper that is killed leaves a lease and a claim. The one keeps others
// out for half a minute, the other keeps one entry for five.
func TestAKilledSweeperBlocksNobodyForLong(t *testing.T) {
	b := newBox(t)
	ids := b.fill(40, atOnce)
	ctx, die := context.WithCancel(t.Context())
	w := &wire{die: die}
	w.lives.Store(30)
	if _, err := b.deliverer(w).Sweep(ctx); err == nil {
		t.Fatal("a killed sweep ends without an error")
	}
	d := b.deliverer(nil)
	b.advance(leaseLife - time.Second)
	if found := b.sweep(d); !found.Elsewhere {
		t.Errorf("the lease did not outlive its holder: %+v", found)
	}
	b.advance(time.Second)
	if found := b.sweep(d); found.Elsewhere || found.Seen == 0 || found.Overdue != leaseLife {
		t.Errorf("after the lease: %+v", found)
	}
	b.advance(hold)
	b.sweep(d)
	if found := b.sweep(d); found.Seen != 0 {
		t.Errorf("left: %+v", found)
	}
	extra := 0
	for _, e := range ids {
		if b.sent[e] == 0 {
			t.Errorf("%s: lost", e)
		}
		extra += b.sent[e] - 1
	}
	if extra > 1 {
		t.Errorf("%d mails too many after one stop", extra)
	}
}

func TestASweeperRenewsItsLeaseOrStops(t *testing.T) {
	b := newBox(t)
	ids := b.fill(10, atOnce)
	var stolen bool
	b.next = func(Entry) (time.Time, error) {
		b.at = b.at.Add(leaseLife * 2 / 3)
		if len(b.sent) == 5 && !stolen {
			stolen = true
			b.at = b.at.Add(leaseLife) // it stood still, and another took over
			b.mu.Unlock()
			if l, err := b.deliverer(nil).lease(t.Context()); err != nil || l == nil {
				t.Errorf("an expired lease is not free: %v", err)
			}
			b.mu.Lock()
		}
		return time.Time{}, nil
	}
	d := b.deliverer(nil)
	if found := b.sweep(d); !found.Stopped || found.Seen != 5 {
		t.Errorf("without its lease: %+v", found)
	}
	b.advance(leaseLife)
	if found := b.sweep(d); found.Stopped || found.Seen != 5 {
		t.Errorf("with a lease renewed: %+v", found)
	}
	b.once(ids)
}

// A function that is near its end stops by itself, and the next sweep goes on
// with the oldest that is left.
func TestASweepStopsInTimeAndTheNextGoesOn(t *testing.T) {
	b := newBox(t)
	ids := b.fill(30, func(i int) time.Duration { return -time.Duration(i) * time.Minute }) // the last is the oldest
	var order []string
	b.next = func(e Entry) (time.Time, error) {
		order = append(order, e.ID)
		time.Sleep(10 * time.Millisecond)
		return time.Time{}, nil
	}
	d := b.deliverer(nil)
	sweeps := 0
	for ; ; sweeps++ {
		ctx, stop := context.WithTimeout(t.Context(), margin+100*time.Millisecond)
		found, err := d.Sweep(ctx)
		if err != nil || ctx.Err() != nil {
			t.Fatal(err, ctx.Err())
		}
		stop()
		if !found.Stopped {
			break
		}
	}
	if sweeps < 2 {
		t.Errorf("only %d sweeps stopped", sweeps)
	}
	b.once(ids)
	for i, e := range order {
		if e != ids[len(ids)-1-i] {
			t.Fatalf("entry %d went out of its turn", i)
		}
	}
}

// However an entry fails, its neighbours go out in the same sweep.
func TestAPoisonedEntryDelaysNobody(t *testing.T) {
	for name, poison := range map[string]func(b *box, e string) *wire{
		"panic": func(b *box, e string) *wire {
			b.next = func(x Entry) (time.Time, error) {
				if x.ID == e {
					panic("poison")
				}
				return time.Time{}, nil
			}
			return &wire{}
		},
		"the table never answers about it": func(b *box, e string) *wire { return &wire{broken: e + `"`} },
	} {
		t.Run(name, func(t *testing.T) {
			b := newBox(t)
			ids := b.fill(20, func(i int) time.Duration { return time.Duration(i-20) * time.Second })
			b.put("no such load", -time.Hour)
			w := poison(b, ids[0])
			w.lives.Store(-1)
			for range 2 {
				found, err := b.deliverer(w).Sweep(t.Context())
				if w.broken == "" && err != nil || w.broken != "" && err == nil || found.Stopped {
					t.Errorf("%+v, %v", found, err)
				}
			}
			b.once(ids[1:])
		})
	}
}

// A sweep of a hundred due entries costs the same whether a thousand wait or a
// hundred thousand.
func TestSweepCostsTheSameHoweverManyWait(t *testing.T) {
	few, many := sweepCost(t, 1_000, 100), sweepCost(t, 100_000, 100)
	t.Logf("calls, read units, write units: %v with 1,000 waiting, %v with 100,000", few, many)
	for i := range few {
		if many[i] > 1.05*few[i] || few[i] == 0 {
			t.Errorf("%v with 1,000 waiting, %v with 100,000", few, many)
		}
	}
}

// sweepCost gives the calls, the read units and the write units of one sweep
// of due entries while others wait.
func sweepCost(t *testing.T, waiting, due int) [3]float64 {
	b := newBox(t)
	b.fill(due+waiting, func(i int) time.Duration {
		if i < due {
			return 0
		}
		return time.Duration(1+rand.IntN(60*24)) * time.Hour
	})
	w := &tabletest.Wire{}
	if found := b.sweep(b.deliverer(w)); found.Seen != due {
		t.Fatalf("%+v of %d due", found, due)
	}
	calls, read, write := w.Count()
	return [3]float64{float64(calls), read, write}
}

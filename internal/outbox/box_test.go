package outbox

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"tierce/internal/id"
	"tierce/internal/local/engine"
	"tierce/internal/table"
	"tierce/internal/table/tabletest"
)

var start = time.Date(2026, time.March, 2, 9, 0, 0, 0, time.UTC)

// box is an outbox whose clock the test moves and whose mails it counts.
type box struct {
	testing.TB
	name string
	mu   sync.Mutex
	at   time.Time
	sent map[string]int // mails by entry, or by entry and moment
	next func(Entry) (time.Time, error)
}

func newBox(t testing.TB) *box {
	return &box{TB: t, name: tabletest.Name(t), at: start, sent: map[string]int{}}
}

func (b *box) now() time.Time {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.at
}

func (b *box) advance(d time.Duration) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.at = b.at.Add(d)
}

// deliverer gives one of its own over via, nil for the usual wire.
func (b *box) deliverer(via http.RoundTripper) *Deliverer {
	return &Deliverer{Table: tabletest.On(b, b.name, via), Clock: b.now, Loads: map[string]Load{"mail": b.mail}}
}

// mail is a load as they are: it mails unless that was done, then answers next.
func (b *box) mail(_ context.Context, e Entry, _ time.Time) (time.Time, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if !e.Sent {
		b.sent[e.ID]++
	}
	if b.next == nil {
		return time.Time{}, nil
	}
	return b.next(e)
}

// put writes an entry due at once, or later.
func (b *box) put(load string, in time.Duration) table.Key {
	b.Helper()
	e := Entry{ID: id.New(), Load: load, Due: b.now().Add(in)}
	if err := tabletest.On(b, b.name, nil).Commit(context.Background(), Op(e, b.now())); err != nil {
		b.Fatal(err)
	}
	sk := Now
	if in > 0 {
		sk = Later
	}
	return table.Key{PK: "X#" + e.ID, SK: sk}
}

// fill writes n entries at once, each due after in(i), as many in each shard.
func (b *box) fill(n int, in func(i int) time.Duration) (ids []string) {
	b.Helper()
	rows := make([]table.Row, n)
	for i := range rows {
		e, due := id.New()[1:]+string("0123"[i%shards]), moment(b.now().Add(in(i)))
		ids = append(ids, e)
		var err error
		if rows[i], err = table.Marshal(row{Key: table.Key{PK: "X#" + e, SK: Later}, Shard: shard(e), DueKey: due + "#" + e,
			Load: "mail", Due: due, State: waiting}); err != nil {
			b.Fatal(err)
		}
	}
	tabletest.Fill(b, b.name, rows)
	return ids
}

func (b *box) sweep(d *Deliverer) Swept {
	b.Helper()
	found, err := d.Sweep(context.Background())
	if err != nil {
		b.Fatal(err)
	}
	return found
}

func (b *box) mails(k table.Key) int { return b.sent[k.PK[len("X#"):]] }

func (b *box) row(k table.Key) (r row) {
	b.Helper()
	got, err := tabletest.On(b, b.name, nil).Get(context.Background(), k)
	if err == nil {
		err = table.Into(got, &r)
	}
	if err != nil {
		b.Fatal(err)
	}
	return r
}

// wire passes calls on to the engine until it dies, which ends all later ones
// too, as it does when a process is killed; it fails what names broken.
type wire struct {
	lives  atomic.Int64 // calls until it dies; below zero for ever
	broken string
	calls  atomic.Int64
	die    context.CancelFunc
}

func (w *wire) RoundTrip(r *http.Request) (*http.Response, error) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	w.calls.Add(1)
	if w.broken != "" && strings.Contains(string(body), w.broken) {
		return nil, errors.New("no answer about this one")
	}
	if left := w.lives.Load(); left == 0 || left > 0 && w.lives.Add(-1) == 0 {
		w.die()
		return nil, errors.New("killed")
	}
	return engine.Transport.RoundTrip(r)
}

package outbox

import (
	"context"
	"errors"
	"testing"
	"time"

	"tierce/internal/id"
	"tierce/internal/table"
	"tierce/internal/table/tabletest"
)

func TestAMomentThatHasPassedWaitsForTheNextSweep(t *testing.T) {
	b := newBox(t)
	k := b.put("mail", 0)
	due := start
	b.next = func(e Entry) (time.Time, error) { // a chain that begins late: both moments have passed
		if e.Due.Equal(due.Add(-time.Hour)) {
			return time.Time{}, nil
		}
		return due.Add(-time.Hour), nil
	}
	d := b.deliverer(nil)
	if b.sweep(d); b.mails(k) != 1 || b.row(k).State != waiting {
		t.Fatalf("%d mails, row %+v", b.mails(k), b.row(k))
	}
	if b.sweep(d); b.mails(k) != 2 || b.row(k).State != done {
		t.Errorf("%d mails, row %+v", b.mails(k), b.row(k))
	}
	if found := b.sweep(d); found.Seen != 0 {
		t.Errorf("a done entry is still due: %+v", found)
	}
}

func TestAFailureRestsAndKeepsItsMoment(t *testing.T) {
	b := newBox(t)
	k := b.put("mail", 0)
	var dues []time.Time
	var claims []int
	b.next = func(e Entry) (time.Time, error) {
		dues, claims = append(dues, e.Due), append(claims, e.Attempts)
		return time.Time{}, errors.New("no")
	}
	d := b.deliverer(nil)
	b.sweep(d)
	for n, rest := range backoff {
		b.advance(rest - 1)
		b.sweep(d)
		if len(dues) != n+1 {
			t.Errorf("rested less than %s", rest)
		}
		b.advance(1)
		b.sweep(d)
	}
	b.advance(48 * time.Hour)
	b.sweep(d)
	if len(dues) != attempts || claims[attempts-1] != attempts || b.row(k).State != failed {
		t.Errorf("%d attempts %v, row %+v", len(dues), claims, b.row(k))
	}
	for _, due := range dues {
		if !due.Equal(start) {
			t.Errorf("the moment moved to %s", due)
		}
	}
}

func TestAClaimLeftBehindIsFreeAgainAndNotForEver(t *testing.T) {
	b := newBox(t)
	k := b.put("mail", 0)
	d := b.deliverer(nil)
	for n := range attempts {
		if r, err := d.claim(t.Context(), k, b.now()); err != nil || r == nil || r.Attempts != n+1 {
			t.Fatalf("claim %d: %+v, %v", n, r, err)
		}
		if r, err := d.claim(t.Context(), k, b.now()); err != nil || r != nil {
			t.Fatalf("a second claim beside it: %+v, %v", r, err)
		}
		b.advance(hold)
	}
	if b.sweep(d); b.mails(k) != 0 || b.row(k).State != failed {
		t.Errorf("an entry that ends everybody goes on: %+v", b.row(k))
	}
}

// What SES has reported is not mailed again, and its chain goes on.
func TestAReportedMailIsNotSentAgain(t *testing.T) {
	b := newBox(t)
	k := b.put("mail", 0)
	e := k.PK[len("X#"):]
	later := start.Add(7 * 24 * time.Hour)
	b.next = func(e Entry) (time.Time, error) {
		if e.Due.Equal(start) {
			return later, nil
		}
		return time.Time{}, nil
	}
	d := b.deliverer(nil)
	report := func(due time.Time) {
		t.Helper()
		for range 2 { // SNS may say it twice
			if err := Sent(t.Context(), d.Table, e, due); err != nil {
				t.Fatal(err)
			}
		}
	}
	r, err := d.claim(t.Context(), k, b.now())
	if err != nil || r == nil {
		t.Fatal(r, err)
	}
	b.sent[e]++ // SES took it, and then the function stopped
	report(start)
	b.advance(hold)
	if b.sweep(d); b.mails(k) != 1 || b.row(k).State != waiting || b.row(k).Due != moment(later) {
		t.Fatalf("%d mails, row %+v", b.mails(k), b.row(k))
	}
	report(start) // late, and about what is over
	b.advance(7 * 24 * time.Hour)
	if b.sweep(d); b.mails(k) != 2 || b.row(k).State != done {
		t.Errorf("%d mails, row %+v", b.mails(k), b.row(k))
	}
	report(later)
	if r := b.row(k); r.State != done || r.Sent == r.Due {
		t.Errorf("a mark on what is done: %+v", r)
	}
	if err := Sent(t.Context(), d.Table, "0123456789abcdef", start); err != nil {
		t.Error(err)
	}
}

// The units that internal/table/doc.go promises.
func TestWriteUnitsOfAnEntry(t *testing.T) {
	b := newBox(t)
	count := &tabletest.Wire{}
	d := b.deliverer(count)
	e := Entry{ID: id.New(), Load: "mail", Due: start}
	if err := d.Table.Write(t.Context(), Op(e, start)); err != nil {
		t.Fatal(err)
	}
	k := table.Key{PK: "X#" + e.ID, SK: Now}
	expect := func(what string, calls int, write float64) {
		t.Helper()
		if c, _, w := count.Count(); c != calls || w != write {
			t.Errorf("%s: %d calls, %v write units, want %d and %v", what, c, w, calls, write)
		}
	}
	deliver := func() {
		t.Helper()
		if err := d.Deliver(t.Context(), k); err != nil {
			t.Fatal(err)
		}
	}
	expect("written", 1, 2)
	b.next = func(Entry) (time.Time, error) { return b.at.Add(time.Hour), nil }
	deliver()
	expect("moved on", 2, 1+3)
	if err := Sent(t.Context(), d.Table, e.ID, start); err != nil {
		t.Fatal(err)
	}
	expect("reported after it moved on", 1, 0)
	b.advance(time.Hour)
	b.next = func(Entry) (time.Time, error) { return time.Time{}, errors.New("no") }
	deliver()
	expect("failed", 2, 1+3)
	b.next = nil
	b.advance(time.Minute)
	deliver()
	expect("done", 2, 1+2)
}

func TestAnEntryIsFoundByItsID(t *testing.T) {
	b := newBox(t)
	k := b.put("mail", time.Hour)
	e, there, err := Find(context.Background(), b.deliverer(nil).Table, k.PK[len("X#"):])
	if err != nil || !there || e.Load != "mail" || !e.Due.Equal(start.Add(time.Hour)) || e.Sent {
		t.Errorf("%+v %v %v", e, there, err)
	}
	if _, there, err = Find(context.Background(), b.deliverer(nil).Table, "0123456789abcdef"); there || err != nil {
		t.Error(there, err)
	}
}

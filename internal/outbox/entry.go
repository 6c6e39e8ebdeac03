// Package outbox holds what is to happen later, once: a mail now, a clean-up
// in a day, a reminder in a week. An entry is written in the transaction of
// the change that causes it. The deliverer claims it, checks through its load
// that the reason still holds, acts, and marks it done, or moves it on to the
// next moment of its chain.
//
// Keys: X#id / now for what is due when it is written (the table's stream
// wakes the mailer for these), X#id / later for the rest. While an entry
// waits it stands in GSI3 under one of four shards, DUE#0 to DUE#3, sorted by
// the moment it falls due, so that a sweep costs the same whether a thousand
// wait or a hundred thousand. X#sweep / lease says who sweeps.
//
// Nothing can make a mail and its mark one step. Between the two stands the
// claim, which frees itself after five minutes, and the mark Sent, which SES's
// own report of the mail writes (Sent in sent.go). So a stop between them costs
// one mail more at worst, and never one less.
package outbox

import (
	"strconv"
	"time"

	"tierce/internal/table"
)

// Entry is one thing to do. Data holds ids and what no other row has; an
// address only where nothing else remembers it.
type Entry struct {
	ID       string
	Load     string    // which load does it
	Due      time.Time // the moment that was asked for; a failure does not move it
	Data     map[string]string
	Attempts int  // claims for this moment so far, this one included
	Sent     bool // SES reported the mail of this moment: it must not go again
}

// The sort keys: the stream's filter knows Now by its name.
const (
	Now   = "now"
	Later = "later"
)

const shards = 4

// The states of an entry. A failed one has used its attempts; it stays for
// whoever looks into the alarm.
const (
	waiting = "waiting"
	done    = "done"
	failed  = "failed"
)

type row struct {
	table.Key
	Shard    string            `dynamodbav:"g3pk,omitempty"`
	DueKey   string            `dynamodbav:"g3sk,omitempty"` // when it may be done: Due, or the end of a rest after a failure
	Load     string            `dynamodbav:"load"`
	Due      string            `dynamodbav:"due"`
	Data     map[string]string `dynamodbav:"data,omitempty"`
	State    string            `dynamodbav:"state"`
	Attempts int               `dynamodbav:"attempts"`
	Claim    string            `dynamodbav:"claim,omitempty"` // who holds it
	Held     string            `dynamodbav:"held"`            // until when nobody may take it; a stamp in the past, or nothing, where one may
	Sent     string            `dynamodbav:"sent,omitempty"`  // the Due whose mail SES has reported
}

// entry reads a row whose stamps this package wrote.
func (r row) entry() Entry {
	due, _ := time.Parse(stamp, r.Due)
	return Entry{ID: r.PK[len("X#"):], Load: r.Load, Due: due, Data: r.Data, Attempts: r.Attempts, Sent: r.Sent == r.Due}
}

// stamp sorts as time does.
const stamp = "2006-01-02T15:04:05.000000000Z"

func moment(t time.Time) string { return t.UTC().Format(stamp) }

// shard spreads entries over the partitions by the last character of their id.
func shard(id string) string {
	return "DUE#" + strconv.Itoa(int(id[len(id)-1])%shards)
}

// Op gives the write of e, for the transaction of what causes it. An entry
// due at now or before wakes the mailer.
func Op(e Entry, now time.Time) table.Op {
	sk := Later
	if !e.Due.After(now) {
		sk = Now
	}
	return table.Insert(row{
		Key:   table.Key{PK: "X#" + e.ID, SK: sk},
		Shard: shard(e.ID), DueKey: moment(e.Due) + "#" + e.ID,
		Load: e.Load, Due: moment(e.Due), Data: e.Data, State: waiting,
	})
}

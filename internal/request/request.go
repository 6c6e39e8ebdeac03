// Package request holds what agents ask of the client contacts of a dossier,
// and what these answer (IND-3). A request is for persons and for access groups;
// open or done is told by the last of its turns.
//
// Keys:
//
//	D#d / U#id    request, with its turns
//
// They are no content and are not copied with it (EVO-7), so their rows sort
// after S#.
package request

import (
	"slices"
	"strings"
	"time"

	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/id"
	"tierce/internal/table"
	"tierce/internal/trail"
)

// Limits. A request is one row, so that two answers at once are both kept.
const (
	Most        = 100       // requests of a dossier
	TextMost    = 2_000     // characters of what is asked
	NoteMost    = 2_000     // characters of what is said when it is reopened
	AnswerMost  = 10_000    // characters of one answer
	AnswersMost = 50        // answers to one request
	SizeMost    = 100 << 10 // bytes of all words of one request
	FilesMost   = 20        // documents of one answer
	ForMost     = 200       // groups and persons that one request is for
	turnsMost   = 3 * AnswersMost
)

// Kind is what a turn did.
type Kind string

// The kinds of turn: an answer and a closing make a request done, a reopening
// makes it open again.
const (
	Answered Kind = "answered"
	Closed   Kind = "closed"
	Reopened Kind = "reopened"
)

// Turn is one thing done about a request. Text is an answer's, which may be its
// files alone, or the note of a reopening.
type Turn struct {
	ID    string
	Kind  Kind
	Text  string
	Files []string // ids of documents that whoever answered brought
	By    string   // account
	At    time.Time
	asks  string // a hash of the request that it was done by, to know a repeat by
}

// Audience is whom a request is for, besides the contacts who see everything.
type Audience struct {
	Groups  []string // ids of access groups
	Persons []string // ids of persons of the dossier
}

// Draft is what an agent types of a request. Due is a day in the organisation's
// zone, as 2026-11-24; "" for none.
type Draft struct {
	Text string
	Due  string
	For  Audience
}

// Request is one request of a dossier.
type Request struct {
	ID string
	Draft
	By      string // account of the agent who asks
	At      time.Time
	Turns   []Turn // the oldest first
	Version int
	asks    string
}

// Done tells whether the request was answered, or closed, and not reopened
// since.
func (q Request) Done() bool {
	return len(q.Turns) > 0 && q.Turns[len(q.Turns)-1].Kind != Reopened
}

// Overdue tells whether the request is open after the day on which its answer
// was wished, where today is a day of the organisation's zone.
func (q Request) Overdue(today string) bool { return !q.Done() && q.Due != "" && q.Due < today }

// Answers counts them.
func (q Request) Answers() int { return q.count(Answered) }

// round counts how often the request was asked anew: mails about an earlier
// round are moot.
func (q Request) round() int { return q.count(Reopened) }

func (q Request) count(k Kind) (n int) {
	for _, t := range q.Turns {
		if t.Kind == k {
			n++
		}
	}
	return n
}

// Asker is the account of whoever asks now: who made the request, or reopened
// it last.
func (q Request) Asker() string {
	by := q.By
	for _, t := range q.Turns {
		if t.Kind == Reopened {
			by = t.By
		}
	}
	return by
}

// Item is what access knows of the request.
func (q Request) Item() access.Item {
	return access.Item{Groups: q.For.Groups, Persons: q.For.Persons}
}

// assigned tells whether the request is for whoever has the grant g, as a
// person or by their group: not only theirs to see because they see everything.
func (q Request) assigned(g access.Grant) bool {
	for _, o := range g {
		if o.Kind == access.FromContact && (slices.Contains(q.For.Persons, o.Person) || slices.Contains(q.For.Groups, o.Group)) {
			return true
		}
	}
	return false
}

// size is how many bytes the words of the request have.
func (q Request) size() int {
	n := len(q.Text)
	for _, t := range q.Turns {
		n += len(t.Text)
	}
	return n
}

// turn gives the turn called id.
func (q Request) turn(id string) (Turn, bool) {
	i := slices.IndexFunc(q.Turns, func(t Turn) bool { return t.ID == id })
	if i < 0 {
		return Turn{}, false
	}
	return q.Turns[i], true
}

func (d Draft) same(e Draft) bool {
	return d.Text == e.Text && d.Due == e.Due && d.For.same(e.For)
}

func (a Audience) same(b Audience) bool {
	a, b = a.once(), b.once()
	return slices.Equal(a.Groups, b.Groups) && slices.Equal(a.Persons, b.Persons)
}

func (d Draft) hash() string {
	to := d.For.once()
	return id.Hash("request", d.Text, d.Due, strings.Join(to.Groups, " "), strings.Join(to.Persons, " "))
}

// order puts the open ones first, what is due soonest on top, then the newest.
func order(a, b Request) int {
	if a.Done() != b.Done() {
		if a.Done() {
			return 1
		}
		return -1
	}
	if !a.Done() && a.Due != b.Due {
		if a.Due == "" || b.Due != "" && b.Due < a.Due {
			return 1
		}
		return -1
	}
	if n := b.At.Compare(a.At); n != 0 {
		return n
	}
	return strings.Compare(a.ID, b.ID)
}

func record(v dossier.View, verb trail.Verb, request string) table.Op {
	return trail.Op(trail.Entry{On: v.ID, At: v.Now, By: v.Account.ID, For: v.For(), Verb: verb, Args: map[string]string{"request": request}})
}

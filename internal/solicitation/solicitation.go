// Package solicitation asks partners for an opinion on a dossier, or for what
// it lacks (LOC-2 to LOC-8). A partner from outside attaches the dossier with a
// key that a mail brings; one from inside is an agent of the owner. Both see
// it by a view of its model, while its status shows it, and nothing else.
//
// Keys:
//
//	D#d / L#id    solicitation, with its draft and its answer
//	K#id / K      which dossier the solicitation of a key is of
//
// The secret of a key is made when its mail is written, and is nowhere but in
// that mail: the row keeps the hash of the last one. L# sorts before P#: a
// solicitation is not copied (EVO-7).
package solicitation

import (
	"time"

	"tierce/internal/access"
	"tierce/internal/secret"
)

// Limits. A solicitation is one row.
const (
	Most             = 200       // solicitations of a dossier, ended ones included
	ScopeMost        = 60        // characters
	NameMost         = 120       // characters of a partner's name
	InstructionsMost = 2_000     // characters
	DetailsMost      = 10_000    // characters of an opinion
	ReasonMost       = 1_000     // characters of a refusal
	DocumentsMost    = 50        // documents that one answer names
	AnswerMost       = 120 << 10 // bytes of an answer, written as JSON
)

// repeatable is how long the same Idempotency-Key gets the first answer again.
const repeatable = 24 * time.Hour

// Kind is what a partner is asked for (LOC-1).
type Kind string

// The kinds.
const (
	Opinion    Kind = "opinion"    // cannot change the dossier
	Complement Kind = "complement" // adds information and documents
	Both       Kind = "both"
)

// Opines tells whether an answer has an opinion.
func (k Kind) Opines() bool { return k == Opinion || k == Both }

// Completes tells whether an answer fills fields of the dossier in.
func (k Kind) Completes() bool { return k == Complement || k == Both }

// State is how far a solicitation has come.
type State string

// The states. Waiting is for a status; sent, for the partner to attach it.
const (
	Waiting   State = "waiting"
	Sent      State = "sent"
	Attached  State = "attached"
	Answered  State = "answered"
	Declined  State = "declined"
	Withdrawn State = "withdrawn"
)

// Open tells whether an answer may still come.
func (s State) Open() bool { return s == Waiting || s == Sent || s == Attached }

// asked tells whether the partner knows, and owes an answer.
func (s State) asked() bool { return s == Sent || s == Attached }

// The verdicts of an opinion (LOC-7).
const (
	Favourable   = "favourable"
	Reserved     = "reserved" // favourable with reservations
	Unfavourable = "unfavourable"
	NoOpinion    = "none"
)

// Verdicts lists them.
var Verdicts = []string{Favourable, Reserved, Unfavourable, NoOpinion}

// Partner is whom a solicitation goes to: a name and an address, or an agent of
// the owner (LOC-3).
type Partner struct {
	Name  string
	Email string // "" for one from inside
	Lang  string // of the mails to one from outside (ALL-7)
	Agent string // account of one from inside; "" for one from outside
}

// Inside tells whether p is an agent of the owner.
func (p Partner) Inside() bool { return p.Agent != "" }

// Ask is what an agent types of a solicitation.
type Ask struct {
	Kind         Kind
	Scope        string // financial, legal, technical…
	Partner      Partner
	View         string // which partner view of the model
	When         string // the status at which it is sent; "" for at once
	Wished       string // the day on which an answer is wished, as 2026-11-24, in the organisation's zone
	Instructions string
}

// Answer is what a partner gives. Values are by section and field, only what
// they filled in: nil empties a field.
type Answer struct {
	Verdict   string                    `json:"verdict,omitempty"`
	Details   string                    `json:"details,omitempty"`
	Own       map[string]any            `json:"own,omitempty"`
	Values    map[string]map[string]any `json:"values,omitempty"`
	Documents []string                  `json:"documents,omitempty"`
}

// Solicitation is one of them. Draft is its author's alone until they send it
// (LOC-7); Given is the answer as it was sent last.
type Solicitation struct {
	ID string
	Ask
	State    State
	By       string // account of the agent who asks
	Made     time.Time
	SentAt   time.Time
	Account  string // who attached it
	Attached time.Time
	Settled  time.Time // answered, declined or withdrawn
	Reason   string    // of declining
	Draft    Answer
	Given    *Answer
	Notified string // the day of the last notifying, in the organisation's zone
	Version  int    // of what agents see
	Drafted  int    // version of the draft
	Round    int    // how often it was reopened: mails about an earlier round are moot
	wish     int    // how often the day was changed
	hash     string // of the last key's secret
	once     string // the request that attached, or settled, it
	asks     string // a hash of what was asked, to know a repeat by
}

// Item is what access knows of s.
func (s Solicitation) Item() access.Item {
	return access.Item{Solicitation: s.ID, Answered: s.State == Answered}
}

// Late tells whether an answer is owed after the day on which it was wished,
// where today is a day of the organisation's zone.
func (s Solicitation) Late(today string) bool { return s.State.asked() && s.Wished < today }

// origin names the origin that a solicitation gives its partner.
func origin(id string) string { return "partner_" + id }

// kind is what the keys look like, and what is said of a wrong one (LOC-5).
var kind = secret.Kind{Name: "solicitation-key", Prefix: "TIERCE-S", Check: "tierce solicitation key", Rule: "LOC-5", Fix: "agent"}

// Progress counts the answers, of all that were not withdrawn (LOC-8).
func Progress(list []Solicitation) (answered, of int) {
	for _, s := range list {
		if s.State == Answered {
			answered++
		}
		if s.State != Withdrawn {
			of++
		}
	}
	return answered, of
}

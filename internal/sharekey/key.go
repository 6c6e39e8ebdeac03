// Package sharekey hands a dossier over with a single-use, expiring secret
// (EVO-1 to EVO-7). The system mails nothing: the agent who made a key sends
// it by whatever means.
//
// Keys:
//
//	K#id / K            share key: its state and the hash of its secret; GSI1 D#d / made (TTL long after expiry)
package sharekey

import (
	"time"

	"tierce/internal/document"
	"tierce/internal/dossier"
	"tierce/internal/people"
	"tierce/internal/table"
)

// Life is how long a key may be redeemed; the moment itself is too late (EVO-2).
const Life = 30 * 24 * time.Hour

// repeatable is how long the same Idempotency-Key gets the first answer again.
const repeatable = 24 * time.Hour

// keptAfter is how long a key's row outlives its expiry, for the list.
const keptAfter = 180 * 24 * time.Hour

// Mode says what a key hands over (EVO-7).
type Mode string

// The modes.
const (
	Copying Mode = "copy" // the recipient's organisation gets a dossier of its own
	Joining Mode = "join" // the recipient joins the live dossier's team
)

// State is what became of a key.
type State string

// The states. Expired is never stored, and a key whose maker left counts as
// revoked: time and the maker's own row say so.
const (
	Pending State = "pending"
	Used    State = "used"
	Revoked State = "revoked"
	Expired State = "expired"
)

// Key is a share key without its secret.
type Key struct {
	ID        string
	Dossier   string
	Org       string // the owner, whom the maker makes it for
	Maker     string
	MakerName string
	Mode      Mode
	Made      time.Time
	State     State
	UsedBy    string // account
	UserName  string
	UsedFor   string // the organisation that the recipient acts for
	UsedAt    time.Time
	Result    string // the dossier that the recipient opened
	Renewed   bool   // made by a repeat: the secret that the first answer showed is dead
	since     string // the maker's place when it was made
	hash      string
	once      string // the redeeming request
}

// Expires is the first moment at which the key is refused.
func (k Key) Expires() time.Time { return k.Made.Add(Life) }

// stateAt is the key's state at now, for a maker that still has, or has no
// more, the place that the key was made from (ALL-9).
func (k Key) stateAt(now time.Time, makerStays bool) State {
	switch {
	case k.State != Pending:
		return k.State
	case !now.Before(k.Expires()):
		return Expired
	case !makerStays:
		return Revoked
	}
	return Pending
}

type keyRow struct {
	table.Key
	DossierKey string    `dynamodbav:"g1pk"`
	MadeKey    string    `dynamodbav:"g1sk"`
	Dossier    string    `dynamodbav:"dossier"`
	Org        string    `dynamodbav:"org"`
	Maker      string    `dynamodbav:"maker"`
	Since      string    `dynamodbav:"since"`
	Mode       Mode      `dynamodbav:"mode"`
	Hash       string    `dynamodbav:"hash"`
	Made       time.Time `dynamodbav:"made"`
	Expires    string    `dynamodbav:"expires"`
	State      State     `dynamodbav:"state"`
	UsedBy     string    `dynamodbav:"usedBy,omitempty"`
	UsedFor    string    `dynamodbav:"usedFor,omitempty"`
	UsedAt     time.Time `dynamodbav:"usedAt,omitzero"`
	Result     string    `dynamodbav:"result,omitempty"`
	Once       string    `dynamodbav:"once,omitempty"`
	TTL        int64     `dynamodbav:"ttl"`
}

// stamp sorts as time does.
const stamp = "2006-01-02T15:04:05.000000000Z"

func keyKey(key string) table.Key { return table.Key{PK: "K#" + key, SK: "K"} }

func (k Key) row() keyRow {
	return keyRow{Key: keyKey(k.ID), DossierKey: "D#" + k.Dossier, MadeKey: k.Made.UTC().Format(stamp) + "#" + k.ID,
		Dossier: k.Dossier, Org: k.Org, Maker: k.Maker, Since: k.since, Mode: k.Mode, Hash: k.hash, Made: k.Made.UTC(),
		Expires: k.Expires().UTC().Format(stamp), State: k.State, TTL: k.Expires().Add(keptAfter).Unix()}
}

func keyOf(row table.Row) (Key, error) {
	var w keyRow
	if err := table.Into(row, &w); err != nil || row == nil {
		return Key{}, err
	}
	return Key{ID: w.PK[len("K#"):], Dossier: w.Dossier, Org: w.Org, Maker: w.Maker, Mode: w.Mode, Made: w.Made, State: w.State,
		UsedBy: w.UsedBy, UsedFor: w.UsedFor, UsedAt: w.UsedAt, Result: w.Result, since: w.Since, hash: w.Hash, once: w.Once}, nil
}

// live are the conditions under which the key may be spent at now. The
// transaction's condition, not what was read, decides between two at once.
func (k Key) live(now time.Time) []table.Cond {
	return []table.Cond{table.Equal("state", Pending), table.Equal("hash", k.hash), table.After("expires", now.UTC().Format(stamp))}
}

// Room keeps share keys.
type Room struct {
	Table     *table.Table
	Dossiers  dossier.Room
	People    people.Room
	Documents document.Room
	Clock     func() time.Time
}

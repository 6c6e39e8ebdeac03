// Package invitation keeps what was offered to a person of a dossier: access
// of a level, to whoever proves the e-mail address and the phone (ABB-3). It
// knows whether they have come in, and when they are reminded (ABB-5). The
// link in the mail is no secret: its id opens nothing. Who may offer what is
// decided above, in package right.
//
// Keys:
//
//	D#d / I#id                    invitation; GSI2 O#org#I / made#id; while a contact's stands GSI1 AG#org#model#group / d#id
//	E#sha256(mail) / D#d#id       where it waits for that address
//
// There is one row for each person and way of a dossier. It stays when the
// access has ended: the list and the last mail speak of it.
package invitation

import (
	"time"

	"tierce/internal/access"
	"tierce/internal/accessgroup"
	"tierce/internal/id"
	"tierce/internal/people"
	"tierce/internal/table"
)

// Life is how long an invitation may be accepted (ABB-10).
const Life = 60 * 24 * time.Hour

// Way is how somebody comes in.
type Way string

// The ways: those of the access tab, which applicants are on too, and that of
// client contacts.
const (
	Family    Way = "family"    // holders and co-holders too
	Advisor   Way = "advisor"   // an outside advisor (ABB-7)
	Contact   Way = "contact"   // a client contact (IND-2)
	Applicant Way = "applicant" // whom a public-service dossier is about (LOC-11)
)

// State is what became of an invitation.
type State string

// The states. Expired is never stored: time makes it.
const (
	None     State = ""         // nothing was offered
	Pending  State = "pending"  // mailed, no account has the address yet: reminders run
	Phone    State = "phone"    // an account has the address, and not yet the phone (ABB-5)
	Accepted State = "accepted" // they have come in
	Revoked  State = "revoked"  // withdrawn, or the access was ended
	Bounced  State = "bounced"  // the address does not take mail
	Declined State = "declined" // the addressee said that it is not them (ABB-10)
	Expired  State = "expired"
)

// Invitation is one offer. Email and Phone are the person's when it was made
// or moved; after acceptance the access stays with Account (ALL-8).
type Invitation struct {
	ID      string
	Dossier string
	Org     string // the dossier's owner
	Person  string
	Name    string // the person's, for mails after they are deleted
	Way     Way
	Level   access.Level // "" of a contact, whose access group says it
	Terms   Terms        // of a contact
	Email   string
	Phone   string
	Lang    string
	By      string    // account of whoever gives it
	Made    time.Time // both reminders and the end count from here
	State   State
	Account string // once accepted
	Since   string // names the origin of the grant, once accepted
	Round   int    // grows with each offer: mails and reminders of an earlier one are moot
	Silent  bool   // an address of theirs bounced: it may stand on the sender's suppression list
	Once    string // the request that sent it again last
	Version int    // grows with each change
}

// StateAt is the state at now.
func (i Invitation) StateAt(now time.Time) State {
	if i.Parked() && !now.Before(i.Expires()) {
		return Expired
	}
	return i.State
}

// Waits tells whether the invitation may be accepted at now.
func (i Invitation) Waits(now time.Time) bool { return i.Parked() && now.Before(i.Expires()) }

// Parked tells whether the invitation was left waiting, expired or not.
func (i Invitation) Parked() bool { return i.State == Pending || i.State == Phone }

// Resendable tells whether it may be mailed anew: it waits, has
// expired, or its address did not take mail.
func (i Invitation) Resendable() bool { return i.Parked() || i.State == Bounced }

// Stands tells whether the person has access by it at now, or waits for it.
func (i Invitation) Stands(now time.Time) bool { return i.State == Accepted || i.Waits(now) }

// Expires is the first moment at which the invitation is refused.
func (i Invitation) Expires() time.Time { return i.Made.Add(Life) }

// Origin is the name of the grant's origin that it gives.
func (i Invitation) Origin() string { return string(i.Way) + "_" + i.Person }

// ID gives the id of the one invitation of a person by a way.
func ID(d, person string, way Way) string { return id.Of("invitation", d, person, string(way)) }

type row struct {
	table.Key
	OrgKey  string       `dynamodbav:"g2pk"`
	MadeKey string       `dynamodbav:"g2sk"`
	Grouped string       `dynamodbav:"g1pk,omitempty"`
	InGroup string       `dynamodbav:"g1sk,omitempty"`
	Org     string       `dynamodbav:"org"`
	Person  string       `dynamodbav:"person"`
	Name    string       `dynamodbav:"name"`
	Way     Way          `dynamodbav:"way"`
	Level   access.Level `dynamodbav:"level"`
	Terms   Terms        `dynamodbav:"terms,omitzero"`
	Email   string       `dynamodbav:"email"`
	Phone   string       `dynamodbav:"phone"`
	Lang    string       `dynamodbav:"lang"`
	By      string       `dynamodbav:"by"`
	Made    time.Time    `dynamodbav:"made"`
	State   State        `dynamodbav:"state"`
	Account string       `dynamodbav:"account,omitempty"`
	Since   string       `dynamodbav:"since,omitempty"`
	Round   int          `dynamodbav:"round"`
	Once    string       `dynamodbav:"once,omitempty"`
	Version int          `dynamodbav:"v"`
	Silent  bool         `dynamodbav:"silent,omitempty"`
}

type waitingRow struct {
	table.Key
}

// stamp sorts as time does.
const stamp = "2006-01-02T15:04:05.000000000Z"

func key(d, inv string) table.Key { return table.Key{PK: "D#" + d, SK: "I#" + inv} }

func waitingKey(email, d, inv string) table.Key {
	return table.Key{PK: people.MailKey(email), SK: "D#" + d + "#" + inv}
}

func orgKey(org string) string { return "O#" + org + "#I" }

// KeyOf names the row of a person's invitation by a way.
func KeyOf(d, person string, way Way) table.Key { return key(d, ID(d, person, way)) }

func (i Invitation) row() row {
	w := row{Key: key(i.Dossier, i.ID), OrgKey: orgKey(i.Org), MadeKey: i.Made.UTC().Format(stamp) + "#" + i.ID, Org: i.Org,
		Person: i.Person, Name: i.Name, Way: i.Way, Level: i.Level, Terms: i.Terms, Email: i.Email, Phone: i.Phone, Lang: i.Lang, By: i.By,
		Made: i.Made.UTC(), State: i.State, Account: i.Account, Since: i.Since, Round: i.Round, Silent: i.Silent, Once: i.Once, Version: i.Version}
	if i.Way == Contact && (i.Parked() || i.State == Accepted) {
		w.Grouped, w.InGroup = accessgroup.GroupKey(i.Org, i.Terms.Model, i.Terms.Group), i.Dossier+"#"+i.ID
	}
	return w
}

// Of reads a row; an absent one is an invitation in state None.
func Of(r table.Row) (Invitation, error) {
	var w row
	if err := table.Into(r, &w); err != nil || r == nil {
		return Invitation{}, err
	}
	return Invitation{ID: w.SK[len("I#"):], Dossier: w.PK[len("D#"):], Org: w.Org, Person: w.Person, Name: w.Name, Way: w.Way,
		Level: w.Level, Terms: w.Terms, Email: w.Email, Phone: w.Phone, Lang: w.Lang, By: w.By, Made: w.Made, State: w.State,
		Account: w.Account, Since: w.Since, Round: w.Round, Silent: w.Silent, Once: w.Once, Version: w.Version}, nil
}

// Package guest keeps whom an organisation invites to itself rather than to one
// dossier: clients of its portal (package client), partners who enter dossiers
// on behalf of applicants (package behalf). Each proves an e-mail address and a
// phone to come in (ABB-3), is reminded as everybody who is invited, and may
// say that it is not them (ABB-10).
//
// Keys, with the prefix of the sort:
//
//	O#org / <prefix>id             guest
//	E#sha256(mail) / <prefix>org   which guest of org waits for that address
//
// An account that has come in says so too, as its sort has it (Sort.Enter).
package guest

import (
	"slices"
	"time"

	"tierce/internal/access"
	"tierce/internal/fault"
	"tierce/internal/invitation"
	"tierce/internal/people"
	"tierce/internal/table"
	"tierce/internal/trail"
)

// NameMost is how many characters a name has.
const NameMost = 120

// Guest is somebody whom Org has invited. Email and Phone are what they prove
// to come in; after that what they have stays with Account (ALL-8).
type Guest struct {
	ID    string
	Org   string
	Name  string
	Email string
	Phone string
	Lang  string
	Terms
	By      string    // account of the Admin who invited last
	Made    time.Time // both reminders and the end count from here
	State   invitation.State
	Account string // once they have come in
	Round   int    // grows with each invitation: mails and reminders of an earlier one are moot
	Silent  bool   // an address of theirs bounced
	Once    string // the request that sent the invitation again last
	Version int    // grows with each change
}

// Terms is what guests of one sort have besides: a client a company, a partner
// the models of which they enter dossiers, and the agent who manages those.
type Terms struct {
	Company string   `dynamodbav:"company,omitempty"` // an id; "" for none
	Models  []string `dynamodbav:"models,omitempty"`  // ids
	Agent   string   `dynamodbav:"agent,omitempty"`   // an account
}

// Same tells whether t is what u is.
func (t Terms) Same(u Terms) bool {
	return t.Company == u.Company && t.Agent == u.Agent && slices.Equal(t.Models, u.Models)
}

// Sort is what tells guests of one sort from others.
type Sort struct {
	Prefix string // of the sort keys of their rows
	Name   string // what the data of entries and trail rows call one
	Taken  string // the message about an address that another guest of the sort has
	Rule   string // the rule of the product behind that
	Manage access.Action

	Mail, Given, Bounced, NotMe string // outbox loads: the invitation, to whoever has an account, and to the Admin twice
	Arrived, Gone               string // loads of what coming in, and removing them, has done besides; "" for nothing

	Added, Removed, Invited, Came, Refused, Declined trail.Verb
	Changed                                          func(was, g Guest) trail.Verb

	Is    func(a people.Account, org string) bool // whether a is one of org already
	Enter func(g Guest, a people.Account) table.Op
	Leave func(g Guest) table.Op
}

type row struct {
	table.Key
	Name  string `dynamodbav:"name"`
	Email string `dynamodbav:"email"`
	Phone string `dynamodbav:"phone"`
	Lang  string `dynamodbav:"lang"`
	Terms
	By      string           `dynamodbav:"by"`
	Made    time.Time        `dynamodbav:"made"`
	State   invitation.State `dynamodbav:"state"`
	Account string           `dynamodbav:"account,omitempty"`
	Round   int              `dynamodbav:"round"`
	Silent  bool             `dynamodbav:"silent,omitempty"`
	Once    string           `dynamodbav:"once,omitempty"`
	Version int              `dynamodbav:"v"`
}

type waitingRow struct {
	table.Key
	Guest string `dynamodbav:"guest"`
}

// Key names the row of a guest of org.
func (s Sort) Key(org, id string) table.Key { return table.Key{PK: "O#" + org, SK: s.Prefix + id} }

func (s Sort) waitingKey(email, org string) table.Key {
	return table.Key{PK: people.MailKey(email), SK: s.Prefix + org}
}

func (s Sort) row(g Guest) row {
	return row{Key: s.Key(g.Org, g.ID), Name: g.Name, Email: g.Email, Phone: g.Phone, Lang: g.Lang, Terms: g.Terms, By: g.By,
		Made: g.Made.UTC(), State: g.State, Account: g.Account, Round: g.Round, Silent: g.Silent, Once: g.Once, Version: g.Version}
}

// Of reads a row; an absent one is the zero Guest.
func (s Sort) Of(r table.Row) (Guest, error) {
	var w row
	if err := table.Into(r, &w); err != nil || r == nil {
		return Guest{}, err
	}
	return Guest{ID: w.SK[len(s.Prefix):], Org: w.PK[len("O#"):], Name: w.Name, Email: w.Email, Phone: w.Phone, Lang: w.Lang,
		Terms: w.Terms, By: w.By, Made: w.Made, State: w.State, Account: w.Account, Round: w.Round, Silent: w.Silent, Once: w.Once,
		Version: w.Version}, nil
}

// Still checks, in a transaction, that g stands as it was read.
func (s Sort) Still(g Guest) table.Op {
	return table.Check(s.Key(g.Org, g.ID), table.Equal("v", g.Version))
}

// offer is what g was offered, as package invitation counts its days.
func (g Guest) offer() invitation.Invitation {
	return invitation.Invitation{Made: g.Made, State: g.State}
}

// StateAt is the state of the invitation at now.
func (g Guest) StateAt(now time.Time) invitation.State { return g.offer().StateAt(now) }

// Waits tells whether g may still come in at now.
func (g Guest) Waits(now time.Time) bool { return g.offer().Waits(now) }

// In tells whether g has come in.
func (g Guest) In() bool { return g.State == invitation.Accepted }

// Resendable tells whether the invitation may be mailed anew.
func (g Guest) Resendable() bool { return g.ID != "" && !g.In() }

// Expires is the first moment at which the invitation is refused.
func (g Guest) Expires() time.Time { return g.offer().Expires() }

// Step tells which mail of the invitation is due at due, and when the next is.
func (g Guest) Step(due time.Time) (mail int, next time.Time) { return g.offer().Step(due) }

// Draft is what one says of a guest.
type Draft struct {
	Name, Email, Phone, Lang string
	Terms
}

// Clean checks the form of everything but the terms at once.
func (d Draft) Clean() (Draft, error) {
	var bad []error
	note := func(s string, err error) string { bad = append(bad, err); return s }
	d.Name = note(people.Line("name", d.Name, NameMost))
	d.Email = note(people.Mail("email", d.Email))
	d.Phone = note(people.Phone("phone", d.Phone))
	if d.Lang != "fr" && d.Lang != "en" {
		note("", fault.Bad("language", "bad-language"))
	}
	return d, Together(bad...)
}

// Together gives the bad fields of several errors in one; the first that is
// about something else counts alone.
func Together(errs ...error) error {
	bad := fault.Fault{Kind: fault.Invalid, Code: "invalid"}
	for _, err := range errs {
		f := fault.Of(err)
		switch {
		case err == nil:
		case f == nil || len(f.Fields) == 0:
			return err
		default:
			bad.Fields = append(bad.Fields, f.Fields...)
			if bad.Rule == "" {
				bad.Rule = f.Rule
			}
		}
	}
	if len(bad.Fields) == 0 {
		return nil
	}
	return &bad
}

// in gives g as d has it.
func (d Draft) in(g Guest) Guest {
	g.Name, g.Email, g.Phone, g.Lang, g.Terms = d.Name, d.Email, d.Phone, d.Lang, d.Terms
	return g
}

// same tells whether g is as d has it.
func (d Draft) same(g Guest) bool {
	return g.Name == d.Name && people.Fold(g.Email) == people.Fold(d.Email) && g.Phone == d.Phone && g.Lang == d.Lang && g.Terms.Same(d.Terms)
}

// Package client holds who may be shown something in an organisation's client
// portal: its clients, each invited to prove an e-mail address and a phone,
// and the companies that they belong to (LEX-3, LEX-4). Which dossier is shown
// to whom is decided above, in package clientshare.
//
// Keys:
//
//	O#org / C#client            client
//	O#org / CO#company          company; its id is its name's
//	O#org / CS#client#d         a dossier that the client is shown
//	E#sha256(mail) / C#org      which client of org waits for that address
//
// An account that has come in says so too (client_<org>, package people): it
// only names the client's row. What a client is now stands on that row alone,
// so that another company, or the end, is one write that holds at once.
package client

import (
	"strings"
	"time"

	"tierce/internal/access"
	"tierce/internal/fault"
	"tierce/internal/id"
	"tierce/internal/invitation"
	"tierce/internal/people"
	"tierce/internal/table"
)

// NameMost is how many characters a name has, a client's or a company's.
const NameMost = 120

// Client is somebody who is, or is to be, in the client portal of Org. Email
// and Phone are what they prove to come in; after that the access stays with
// Account (ALL-8). Company is an id, "" for none.
type Client struct {
	ID      string
	Org     string
	Name    string
	Email   string
	Phone   string
	Lang    string
	Company string
	By      string    // account of the Admin who invited last
	Made    time.Time // both reminders and the end count from here
	State   invitation.State
	Account string // once they have come in
	Round   int    // grows with each invitation: mails and reminders of an earlier one are moot
	Silent  bool   // an address of theirs bounced
	Once    string // the request that sent the invitation again last
	Version int    // grows with each change
}

type row struct {
	table.Key
	Name    string           `dynamodbav:"name"`
	Email   string           `dynamodbav:"email"`
	Phone   string           `dynamodbav:"phone"`
	Lang    string           `dynamodbav:"lang"`
	Company string           `dynamodbav:"company,omitempty"`
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
	Client string `dynamodbav:"client"`
}

// KeyOf names the row of a client.
func KeyOf(org, client string) table.Key { return table.Key{PK: "O#" + org, SK: "C#" + client} }

func waitingKey(email, org string) table.Key {
	return table.Key{PK: people.MailKey(email), SK: "C#" + org}
}

func (c Client) row() row {
	return row{Key: KeyOf(c.Org, c.ID), Name: c.Name, Email: c.Email, Phone: c.Phone, Lang: c.Lang, Company: c.Company, By: c.By,
		Made: c.Made.UTC(), State: c.State, Account: c.Account, Round: c.Round, Silent: c.Silent, Once: c.Once, Version: c.Version}
}

// Of reads a row; an absent one is the zero Client.
func Of(r table.Row) (Client, error) {
	var w row
	if err := table.Into(r, &w); err != nil || r == nil {
		return Client{}, err
	}
	return Client{ID: w.SK[len("C#"):], Org: w.PK[len("O#"):], Name: w.Name, Email: w.Email, Phone: w.Phone, Lang: w.Lang,
		Company: w.Company, By: w.By, Made: w.Made, State: w.State, Account: w.Account, Round: w.Round, Silent: w.Silent, Once: w.Once,
		Version: w.Version}, nil
}

// Access is what a decision needs to know of c.
func (c Client) Access() access.Client { return access.Client{ID: c.ID, Company: c.Company} }

// offer is what c was offered, as package invitation counts its days.
func (c Client) offer() invitation.Invitation {
	return invitation.Invitation{Made: c.Made, State: c.State}
}

// StateAt is the state of the invitation at now.
func (c Client) StateAt(now time.Time) invitation.State { return c.offer().StateAt(now) }

// Waits tells whether c may still come in at now.
func (c Client) Waits(now time.Time) bool { return c.offer().Waits(now) }

// In tells whether c has come in.
func (c Client) In() bool { return c.State == invitation.Accepted }

// Resendable tells whether the invitation may be mailed anew.
func (c Client) Resendable() bool { return c.ID != "" && !c.In() }

// Expires is the first moment at which the invitation is refused.
func (c Client) Expires() time.Time { return c.offer().Expires() }

// Step tells which mail of the invitation is due at due, and when the next is.
func (c Client) Step(due time.Time) (mail int, next time.Time) { return c.offer().Step(due) }

// Still checks, in a transaction, that c stands as it was read.
func Still(c Client) table.Op {
	return table.Check(KeyOf(c.Org, c.ID), table.Equal("v", c.Version))
}

// Draft is what one says of a client. Company is a name, of a company that is
// there or a new one; "" for none.
type Draft struct {
	Name, Email, Phone, Lang, Company string
}

// clean checks the form of everything at once.
func (d Draft) clean() (Draft, error) {
	bad := fault.Fault{Kind: fault.Invalid, Code: "invalid"}
	note := func(s string, err error) string {
		if f := fault.Of(err); f != nil {
			bad.Fields = append(bad.Fields, f.Fields...)
		}
		return s
	}
	d.Name = note(people.Line("name", d.Name, NameMost))
	d.Email = note(people.Mail("email", d.Email))
	d.Phone = note(people.Phone("phone", d.Phone))
	if d.Lang != "fr" && d.Lang != "en" {
		note("", fault.Bad("language", "bad-language"))
	}
	if strings.TrimSpace(d.Company) != "" {
		d.Company = note(people.Line("company", d.Company, NameMost))
	}
	d.Company = strings.Join(strings.Fields(d.Company), " ")
	if len(bad.Fields) > 0 {
		return d, &bad
	}
	return d, nil
}

// in gives c as d has it.
func (d Draft) in(c Client) Client {
	c.Name, c.Email, c.Phone, c.Lang, c.Company = d.Name, d.Email, d.Phone, d.Lang, CompanyID(c.Org, d.Company)
	return c
}

// CompanyID gives the id of the company called name, however it is spelled in
// capitals; "" for no name.
func CompanyID(org, name string) string {
	name = strings.ToLower(strings.Join(strings.Fields(name), " "))
	if name == "" {
		return ""
	}
	return id.Of("company", org, name)
}

// Package client holds who may be shown something in an organisation's client
// portal: its clients, who are guests of it (package guest), and the companies
// that they belong to (LEX-3, LEX-4). Which dossier is shown to whom is decided
// above, in package clientshare.
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
	"tierce/internal/guest"
	"tierce/internal/id"
	"tierce/internal/people"
	"tierce/internal/table"
	"tierce/internal/trail"
)

// NameMost is how many characters a name has, a client's or a company's.
const NameMost = guest.NameMost

// Client is somebody who is, or is to be, in the client portal of Org. Of its
// terms it has a company.
type Client = guest.Guest

// The outbox loads about a client. An entry's data names the organisation, the
// client and the round of the invitation.
const (
	MailLoad    = "client-invitation" // the invitation, then reminders 7 and 30 days after it
	GivenLoad   = "client-given"      // to somebody who has an account
	BouncedLoad = "client-bounced"    // to the Admin who invited
	NotMeLoad   = "client-not-me"     // to the Admin who invited
	ArrivedLoad = "client-arrived"    // what is shown to them becomes theirs
	MovedLoad   = "client-moved"      // what their company no longer allows is tidied away
)

// clients is what clients are among guests.
var clients = guest.Sort{
	Prefix: "C#", Name: "client", Taken: "already-client", Rule: "LEX-4", Manage: access.ManageClients,
	Mail: MailLoad, Given: GivenLoad, Bounced: BouncedLoad, NotMe: NotMeLoad, Arrived: ArrivedLoad, Gone: MovedLoad,
	Added: trail.ClientAdded, Removed: trail.ClientRemoved, Invited: trail.ClientInvited, Came: trail.ClientCame,
	Refused: trail.ClientBounced, Declined: trail.ClientDeclined,
	Changed: func(was, c Client) trail.Verb {
		if was.Company != c.Company {
			return trail.ClientMoved
		}
		return trail.ClientChanged
	},
	Is: func(a people.Account, org string) bool { return a.Clients[org] != "" },
	Enter: func(c Client, a people.Account) table.Op {
		return people.BecomesClient(a.ID, c.Org, c.ID, a.Email, a.Phone)
	},
	Leave: func(c Client) table.Op { return people.NoClientMore(c.Account, c.Org, c.ID) },
}

// KeyOf names the row of a client.
func KeyOf(org, client string) table.Key { return clients.Key(org, client) }

// Of reads a row; an absent one is the zero Client.
func Of(r table.Row) (Client, error) { return clients.Of(r) }

// Still checks, in a transaction, that c stands as it was read.
func Still(c Client) table.Op { return clients.Still(c) }

func moved(c Client, now time.Time) table.Op { return clients.Tell(MovedLoad, c, now) }

// Access is what a decision needs to know of c.
func Access(c Client) access.Client { return access.Client{ID: c.ID, Company: c.Company} }

// Draft is what one says of a client. Company is a name, of a company that is
// there or a new one; "" for none.
type Draft struct {
	Name, Email, Phone, Lang, Company string
}

// clean checks the form of everything at once. The company of the guest is an
// id; its name is left in d.
func (d Draft) clean(org string) (Draft, guest.Draft, error) {
	g, bad := guest.Draft{Name: d.Name, Email: d.Email, Phone: d.Phone, Lang: d.Lang}.Clean()
	var worse error
	if strings.TrimSpace(d.Company) != "" {
		d.Company, worse = people.Line("company", d.Company, NameMost)
	}
	d.Company = strings.Join(strings.Fields(d.Company), " ")
	g.Company = CompanyID(org, d.Company)
	return d, g, guest.Together(bad, worse)
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

// Package people holds who uses an installation: accounts (whoever signed in),
// organisations (who owns dossiers), agents (an account's place in an
// organisation), their invitations, and portal sessions.
//
// Keys:
//
//	A#acct / A          account: name, verified e-mail and phone, language,
//	                    one attribute org_<id> for each organisation it is an
//	                    active agent of, managing_<id> how many dossiers it
//	                    manages there, client_<id> which client of it is theirs,
//	                    behalf_<id> what they may enter there for applicants
//	A#acct / S#hash     portal session (TTL)
//	E#sha256(mail) / A  which account has that verified e-mail
//	E#sha256(mail) / I#id   an agent invitation that waits for it
//	O#org / O           organisation
//	O#org / A#acct      agent, active or gone
//	O#org / I#id        agent invitation
package people

import (
	"strings"
	"time"

	"tierce/internal/access"
	"tierce/internal/id"
	"tierce/internal/table"
)

// Account is one person who signed in at the issuer at least once. Email and
// Phone are verified, or empty.
type Account struct {
	access.Account
	Email    string
	Phone    string
	Name     string
	Lang     string            // "fr" or "en"; "" until chosen
	Managing map[string]int    // dossiers managed, by organisation
	Clients  map[string]string // which client they are in the portal of an organisation, by its id
	// SignedOut ends every session that began before it.
	SignedOut time.Time
}

// AccountID gives the id of the account that an issuer calls subject.
func AccountID(issuer, subject string) string { return id.Of("account", issuer, subject) }

// AccountKey names the account's row, which every decision reads.
func AccountKey(acct string) table.Key { return table.Key{PK: "A#" + acct, SK: "A"} }

const (
	orgAttr      = "org_"
	managingAttr = "managing_"
	clientAttr   = "client_"
	behalfAttr   = "behalf_"
)

// accountRow is the part of the row that is not one attribute an organisation.
type accountRow struct {
	table.Key
	Email     string    `dynamodbav:"email,omitempty"`
	Phone     string    `dynamodbav:"phone,omitempty"`
	Name      string    `dynamodbav:"name,omitempty"`
	Lang      string    `dynamodbav:"lang,omitempty"`
	SignedOut time.Time `dynamodbav:"signedOut,omitzero"`
}

// place is an account's place in an organisation as its row has it.
type place struct {
	Admin bool   `dynamodbav:"admin"`
	Since string `dynamodbav:"since"`
}

// allowance is an access.Allowance as the row has it.
type allowance struct {
	ID     string   `dynamodbav:"id"`
	Models []string `dynamodbav:"models"`
}

// FromRow reads an account's row; an absent one gives an account that belongs
// nowhere, which is what somebody is before the first sign-in.
func FromRow(acct string, r table.Row) (Account, error) {
	var w accountRow
	if err := table.Into(r, &w); err != nil {
		return Account{}, err
	}
	a := Account{Account: access.Account{ID: acct, Orgs: map[string]access.Member{}, Behalf: map[string]access.Allowance{}}, Email: w.Email, Phone: w.Phone,
		Name: w.Name, Lang: w.Lang, SignedOut: w.SignedOut, Managing: map[string]int{}, Clients: map[string]string{}}
	for name, v := range r {
		if org, ok := strings.CutPrefix(name, orgAttr); ok {
			var p place
			if err := table.Value(v, &p); err != nil {
				return Account{}, err
			}
			a.Orgs[org] = access.Member{Admin: p.Admin, Since: p.Since}
		}
		if org, ok := strings.CutPrefix(name, managingAttr); ok {
			var n int
			if err := table.Value(v, &n); err != nil {
				return Account{}, err
			}
			a.Managing[org] = n
		}
		if org, ok := strings.CutPrefix(name, clientAttr); ok {
			var c string
			if err := table.Value(v, &c); err != nil {
				return Account{}, err
			}
			a.Clients[org] = c
		}
		if org, ok := strings.CutPrefix(name, behalfAttr); ok {
			var w allowance
			if err := table.Value(v, &w); err != nil {
				return Account{}, err
			}
			a.Behalf[org] = access.Allowance(w)
		}
	}
	return a, nil
}

// StillAgent checks, in a transaction, that acct holds the place in org that
// began at since.
func StillAgent(acct, org, since string) table.Op {
	return table.Check(AccountKey(acct), InPlace(org, since))
}

// StillAdmin checks, in a transaction, that acct is an Admin of org by that
// place.
func StillAdmin(acct, org, since string) table.Op {
	return table.Check(AccountKey(acct), InPlace(org, since), table.Equal(orgAttr+org+".admin", true))
}

// InPlace is StillAgent's condition, for an operation on the account's row.
func InPlace(org, since string) table.Cond { return table.Equal(orgAttr+org+".since", since) }

// Manages counts by (1 or -1) a dossier that acct manages in org, where it
// still holds the place that began at since ("" where it need not any more).
// Nobody is deactivated while the count is above zero (ALL-9). The row must
// hold also as well.
func Manages(acct, org, since string, by int, also ...table.Cond) table.Op {
	c := table.Change{Add: map[string]int{managingAttr + org: by}, If: also}
	if since != "" {
		c.If = append(c.If, InPlace(org, since))
	}
	return table.Update(AccountKey(acct), c)
}

// BecomesClient makes acct the client of org, where it has verified both email
// and phone and is none yet. What the client is besides stands on the client's
// own row.
func BecomesClient(acct, org, client, email, phone string) table.Op {
	return table.Update(AccountKey(acct), table.Change{Set: map[string]any{clientAttr + org: client},
		If: []table.Cond{table.Absent(clientAttr + org), table.Equal("email", email), table.Equal("phone", phone)}})
}

// NoClientMore undoes BecomesClient, where acct is that client.
func NoClientMore(acct, org, client string) table.Op {
	return table.Update(AccountKey(acct), table.Change{Remove: []string{clientAttr + org},
		If: []table.Cond{table.Equal(clientAttr+org, client)}})
}

package people

import (
	"cmp"
	"context"
	"strings"
	"time"

	"tierce/internal/fault"
	"tierce/internal/id"
	"tierce/internal/table"
)

// Room keeps accounts, organisations, agents and sessions.
type Room struct {
	Table *table.Table
	Clock func() time.Time
	// Realm names the issuer in account ids; "" for its own URL. An issuer
	// whose URL may move (a local port) needs a name that stays.
	Realm string
}

// Claims is what an issuer's ID token says of somebody.
type Claims struct {
	Issuer, Subject string
	Email, Phone    string // empty where not verified
	Name, Lang      string
}

// MailKey names the partition of an e-mail address without holding it.
func MailKey(email string) string { return "E#" + id.Hash("mail", Fold(email)) }

// MailAccountKey names the row that says which account has verified email.
func MailAccountKey(email string) table.Key { return table.Key{PK: MailKey(email), SK: "A"} }

// Fold gives the form in which two spellings of one address are the same.
func Fold(email string) string { return strings.ToLower(strings.TrimSpace(email)) }

type mailRow struct {
	table.Key
	Account string `dynamodbav:"account"`
}

// SignIn writes what the issuer has verified, at the portal's callback or by
// PUT /v1/me, and gives the account. Where nothing changed nothing is written.
// Each verified address belongs to one account: the one that verified it last.
func (r Room) SignIn(ctx context.Context, c Claims) (Account, error) {
	acct := AccountID(cmp.Or(r.Realm, c.Issuer), c.Subject)
	var a Account
	err := table.Again(ctx, func() error {
		rows, err := r.Table.BatchGet(ctx, AccountKey(acct), MailAccountKey(c.Email))
		if err != nil {
			return err
		}
		if a, err = FromRow(acct, rows[0]); err != nil {
			return err
		}
		known := rows[0] != nil && a.Email == c.Email && a.Phone == c.Phone && a.Name == c.Name
		if known && (c.Email == "" || table.Text(rows[1], "account") == acct) {
			return nil
		}
		ops, err := r.signInOps(ctx, &a, c)
		if err != nil {
			return err
		}
		if err = r.Table.Commit(ctx, ops...); table.FailedAt(err) != nil {
			return table.ErrConflict // the old address's pointer moved meanwhile
		}
		return err
	})
	return a, err
}

// signInOps writes c over a and moves the pointers of its e-mail address. The
// old address's pointer goes only if nobody else has verified it since.
func (r Room) signInOps(ctx context.Context, a *Account, c Claims) ([]table.Op, error) {
	var ops []table.Op
	if a.Email != "" && Fold(a.Email) != Fold(c.Email) {
		old := MailAccountKey(a.Email)
		row, err := r.Table.Get(ctx, old)
		if err != nil {
			return nil, err
		}
		if table.Text(row, "account") == a.ID {
			ops = append(ops, table.Delete(old, table.Equal("account", a.ID)))
		}
	}
	a.Email, a.Phone, a.Name = c.Email, c.Phone, c.Name
	if a.Lang == "" {
		a.Lang = c.Lang
	}
	change := table.Change{Set: map[string]any{"name": a.Name, "lang": a.Lang}}
	for attr, v := range map[string]string{"email": a.Email, "phone": a.Phone} {
		if v == "" {
			change.Remove = append(change.Remove, attr)
		} else {
			change.Set[attr] = v
		}
	}
	ops = append(ops, table.Update(AccountKey(a.ID), change))
	if c.Email != "" {
		ops = append(ops, table.Put(mailRow{Key: MailAccountKey(c.Email), Account: a.ID}))
	}
	return ops, nil
}

// Get gives an account by its id.
func (r Room) Get(ctx context.Context, acct string) (Account, error) {
	row, err := r.Table.Get(ctx, AccountKey(acct))
	if err != nil {
		return Account{}, err
	}
	return FromRow(acct, row)
}

// Names gives the names of accounts, by id. An account that has none, or is
// gone, has no entry.
func (r Room) Names(ctx context.Context, accts ...string) (map[string]string, error) {
	return r.Table.Texts(ctx, "name", AccountKey, accts...)
}

// SetLang sets the language that acct reads and is written to in.
func (r Room) SetLang(ctx context.Context, acct, lang string) error {
	if lang != "fr" && lang != "en" {
		return fault.Bad("language", "bad-language")
	}
	return r.Table.Write(ctx, table.Update(AccountKey(acct), table.Change{Set: map[string]any{"lang": lang}}))
}

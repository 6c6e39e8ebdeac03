package people

import (
	"context"
	"time"

	"tierce/internal/fault"
	"tierce/internal/table"
)

// Caller is who asks, before anything of it was checked: an account that the
// API's authorizer vouches for, or a session's cookie. Its rows are read in
// the same call as whatever a decision needs, so that what ended a moment ago
// has ended.
type Caller struct {
	acct    string
	session *Session
}

// ByToken is the caller that a verified access token names.
func ByToken(issuer, subject string) Caller { return Caller{acct: AccountID(issuer, subject)} }

// ByAccount is a caller that was already admitted, or the product itself
// acting for acct.
func ByAccount(acct string) Caller { return Caller{acct: acct} }

// ByCookie is the caller that a session's cookie names; false where its form
// is wrong.
func ByCookie(value string) (Caller, bool) {
	s, ok := parseCookie(value)
	return Caller{acct: s.Account, session: &s}, ok
}

// Account gives the id that the caller claims.
func (c Caller) Account() string { return c.acct }

// Session gives the admitted session; nil for a token.
func (c Caller) Session() *Session { return c.session }

// Keys names the rows that Admit needs, in its order.
func (c Caller) Keys() []table.Key {
	keys := []table.Key{AccountKey(c.acct)}
	if c.session != nil {
		keys = append(keys, sessionKey(c.acct, c.session.secret))
	}
	return keys
}

// Admit believes the caller by the rows of Keys, and gives the rows that
// follow them.
func (c Caller) Admit(rows []table.Row, now time.Time) (Account, []table.Row, error) {
	a, err := FromRow(c.acct, rows[0])
	if err != nil {
		return Account{}, nil, err
	}
	if c.acct == "" {
		return Account{}, nil, fault.New(fault.Unknown, "unknown")
	}
	if c.session == nil {
		return a, rows[1:], nil
	}
	return a, rows[2:], c.session.admit(rows[1], a, now)
}

// Load reads the caller's own rows and those of more, strongly, in one call.
func (r Room) Load(ctx context.Context, by Caller, more ...table.Key) (Account, []table.Row, error) {
	return Load(ctx, r.Table, by, r.Clock(), more...)
}

// Load is Room.Load for rooms that hold the table themselves.
func Load(ctx context.Context, t *table.Table, by Caller, now time.Time, more ...table.Key) (Account, []table.Row, error) {
	if by.acct == "" {
		return Account{}, nil, fault.New(fault.Unknown, "unknown")
	}
	rows, err := t.BatchGet(ctx, append(by.Keys(), more...)...)
	if err != nil {
		return Account{}, nil, err
	}
	return by.Admit(rows, now)
}

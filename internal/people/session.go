package people

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"strconv"
	"strings"
	"time"

	"tierce/internal/fault"
	"tierce/internal/id"
	"tierce/internal/table"
)

const (
	// SessionIdle is how long a session lasts unused.
	SessionIdle = 30 * time.Minute
	// SessionMost is how long a session lasts at all.
	SessionMost = 12 * time.Hour
)

// Session is one signed-in browser. Its cookie holds the account, a secret,
// and when it was last used with a seal on that: the moment travels in the
// cookie so that reading a page writes nothing. Only the secret's hash and the
// seal's key are stored.
type Session struct {
	Account string
	Began   time.Time
	secret  string
	seal    []byte
	used    time.Time
	mac     string
}

type sessionRow struct {
	table.Key
	Seal  []byte    `dynamodbav:"seal"`
	Began time.Time `dynamodbav:"began"`
	TTL   int64     `dynamodbav:"ttl"`
}

func sessionKey(acct, secret string) table.Key {
	return table.Key{PK: "A#" + acct, SK: "S#" + id.Hash("session", secret)}
}

// Begin starts a session for acct.
func (r Room) Begin(ctx context.Context, acct string) (Session, error) {
	now := r.Clock().UTC()
	s := Session{Account: acct, Began: now, secret: rand.Text() + rand.Text(), seal: []byte(rand.Text() + rand.Text()), used: now}
	return s, r.Table.Write(ctx, table.Put(sessionRow{Key: sessionKey(acct, s.secret), Seal: s.seal, Began: now,
		TTL: now.Add(SessionMost + time.Hour).Unix()}))
}

// Cookie gives the cookie's value, used at now.
func (s Session) Cookie(now time.Time) string {
	used := strconv.FormatInt(now.Unix(), 36)
	return strings.Join([]string{s.Account, s.secret, used, s.sign("used " + used)}, ".")
}

// Form gives the token that every form of the session carries.
func (s Session) Form() string { return s.sign("form") }

// FromForm tells whether token is the session's.
func (s Session) FromForm(token string) bool {
	return subtle.ConstantTimeCompare([]byte(token), []byte(s.Form())) == 1
}

func (s Session) sign(what string) string {
	m := hmac.New(sha256.New, s.seal)
	m.Write([]byte(what))
	return base64.RawURLEncoding.EncodeToString(m.Sum(nil))
}

// parseCookie reads a cookie's value; nothing of it is believed until the
// session's row was read.
func parseCookie(value string) (Session, bool) {
	p := strings.Split(value, ".")
	if len(p) != 4 || !id.Valid(p[0]) || len(p[1]) < 40 || len(p[1]) > 100 {
		return Session{}, false
	}
	used, err := strconv.ParseInt(p[2], 36, 64)
	if err != nil {
		return Session{}, false
	}
	return Session{Account: p[0], secret: p[1], used: time.Unix(used, 0), mac: p[3]}, true
}

// admit believes s if row holds it, it was used in the last half hour, and
// its account was not signed out everywhere since it began.
func (s *Session) admit(row table.Row, a Account, now time.Time) error {
	var w sessionRow
	if err := table.Into(row, &w); err != nil {
		return err
	}
	s.seal, s.Began = w.Seal, w.Began
	sealed := s.sign("used " + strconv.FormatInt(s.used.Unix(), 36))
	switch {
	case row == nil,
		subtle.ConstantTimeCompare([]byte(sealed), []byte(s.mac)) != 1,
		!now.Before(s.used.Add(SessionIdle)),
		!now.Before(w.Began.Add(SessionMost)),
		!w.Began.After(a.SignedOut):
		return fault.New(fault.Unknown, "session-over")
	}
	return nil
}

// End ends one session.
func (r Room) End(ctx context.Context, s Session) error {
	return r.Table.Write(ctx, table.Delete(sessionKey(s.Account, s.secret)))
}

// EndAll ends every session of acct at once, wherever it is.
func (r Room) EndAll(ctx context.Context, acct string) error {
	return r.Table.Write(ctx, table.Update(AccountKey(acct), table.Change{Set: map[string]any{"signedOut": r.Clock().UTC()}}))
}

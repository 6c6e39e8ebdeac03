// Package secret makes the keys that people carry: what they look like, what is
// kept of them, and what is said of a wrong one. Of the secret part only its
// hash is stored.
//
// Keys:
//
//	A#acct / R#spent    when the account last typed spent keys (TTL)
package secret

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base32"
	"strings"

	"tierce/internal/fault"
	"tierce/internal/id"
)

// A key as people see it is a prefix and nine groups of five characters of
// Crockford's base32: 16 that name its row, 26 that are the secret (130 random
// bits), 3 that check the others (15 bits).
const (
	Length     = 26 // characters of a secret
	checkLen   = 3
	groupLen   = 5
	typedLen   = id.Length + Length + checkLen
	typedMost  = 400 // characters looked at, whatever was pasted
	digits     = "0123456789abcdefghjkmnpqrstvwxyz"
	secretSize = (Length*5 + 7) / 8
)

var base = base32.NewEncoding(digits).WithPadding(base32.NoPadding)

// Kind is what a key is for. The checksum of one kind is wrong for the others,
// so that a key typed in the wrong place is told before any read.
type Kind struct {
	Name   string // stem of the refusals `<Name>-mistyped` and `<Name>-spent`
	Prefix string // capitals and hyphens
	Check  string // what the checksum begins with
	Rule   string // of the mission, which the refusals name
	Fix    string // who can give another in the place of a spent one (fix.<Fix>)
}

// Secret is the part of a key that is never stored.
type Secret string

// New makes a secret.
func New() Secret {
	b := make([]byte, secretSize)
	rand.Read(b)
	return Secret(base.EncodeToString(b)[:Length])
}

// Hash is what is stored of s.
func (k Kind) Hash(s Secret) string { return id.Hash(k.Name, string(s)) }

// Is tells whether s is the secret whose hash is stored.
func (k Kind) Is(s Secret, hash string) bool {
	return subtle.ConstantTimeCompare([]byte(k.Hash(s)), []byte(hash)) == 1
}

// Format gives the key as it is shown, once.
func (k Kind) Format(row string, s Secret) string {
	all := row + string(s)
	all = strings.ToUpper(all + k.checksum(all))
	var b strings.Builder
	b.WriteString(k.Prefix)
	for i := 0; i < len(all); i += groupLen {
		b.WriteByte('-')
		b.WriteString(all[i:min(i+groupLen, len(all))])
	}
	return b.String()
}

// Parse reads what somebody pasted. Spaces, hyphens and case do not matter, O
// is taken for 0 and I and L for 1. What does not check is mistyped (EVO-6),
// known before any read.
func (k Kind) Parse(typed string) (row string, s Secret, err error) {
	all, ok := k.plain(typed)
	if !ok || len(all) != typedLen {
		return "", "", k.mistyped()
	}
	row, s = all[:id.Length], Secret(all[id.Length:id.Length+Length])
	if k.checksum(all[:typedLen-checkLen]) != all[typedLen-checkLen:] {
		return "", "", k.mistyped()
	}
	return row, s, nil
}

// plain drops what people and mail programs add around and inside a key.
func (k Kind) plain(typed string) (string, bool) {
	if len(typed) > typedMost {
		return "", false
	}
	t := strings.Map(func(r rune) rune {
		switch r {
		case ' ', '-', '\t', '\r', '\n', '\u00a0', '\u202f', '\u200b', '\ufeff', '\u2010', '\u2011', '\u2013', '"', '\'', '«', '»':
			return -1
		}
		return r
	}, typed)
	t = strings.TrimPrefix(strings.ToUpper(t), strings.ReplaceAll(k.Prefix, "-", ""))
	t = strings.NewReplacer("O", "0", "I", "1", "L", "1").Replace(t)
	t = strings.ToLower(t)
	return t, strings.Trim(t, digits) == ""
}

func (k Kind) checksum(s string) string {
	sum := sha256.Sum256([]byte(k.Check + " " + s))
	return base.EncodeToString(sum[:2])[:checkLen]
}

func (k Kind) mistyped() error {
	code := k.Name + "-mistyped"
	return &fault.Fault{Kind: fault.Invalid, Code: code, Rule: k.Rule, Fields: []fault.Field{{Path: "key", Code: code}}}
}

// Spent is the one answer for a key that was used, was revoked, has expired, or
// that nobody made.
func (k Kind) Spent() error { return fault.New(fault.Gone, k.Name+"-spent").By(k.Rule).For(k.Fix) }

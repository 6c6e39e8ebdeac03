package sharekey

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base32"
	"strings"

	"tierce/internal/fault"
	"tierce/internal/id"
)

// A share key as people see it is the prefix and nine groups of five
// characters of Crockford's base32: 16 that name its row, 26 that are the
// secret (130 random bits), 3 that check the others (15 bits).
const (
	prefix     = "TIERCE"
	secretLen  = 26
	checkLen   = 3
	groupLen   = 5
	typedLen   = id.Length + secretLen + checkLen
	typedMost  = 400 // characters looked at, whatever was pasted
	digits     = "0123456789abcdefghjkmnpqrstvwxyz"
	secretSize = (secretLen*5 + 7) / 8
)

var base = base32.NewEncoding(digits).WithPadding(base32.NoPadding)

// secret is the part of a key that is never stored.
type secret string

func newSecret() secret {
	b := make([]byte, secretSize)
	rand.Read(b)
	return secret(base.EncodeToString(b)[:secretLen])
}

func (s secret) hash() string { return id.Hash("share-key", string(s)) }

// is tells whether s is the secret whose hash is stored.
func (s secret) is(hash string) bool {
	return subtle.ConstantTimeCompare([]byte(s.hash()), []byte(hash)) == 1
}

// format gives the key as it is shown, once.
func format(key string, s secret) string {
	all := key + string(s)
	all = strings.ToUpper(all + checksum(all))
	var b strings.Builder
	b.WriteString(prefix)
	for i := 0; i < len(all); i += groupLen {
		b.WriteByte('-')
		b.WriteString(all[i:min(i+groupLen, len(all))])
	}
	return b.String()
}

// parse reads what somebody pasted. Spaces, hyphens and case do not matter, O
// is taken for 0 and I and L for 1. What does not check is mistyped (EVO-6),
// known before any read.
func parse(typed string) (key string, s secret, err error) {
	all, ok := plain(typed)
	if !ok || len(all) != typedLen {
		return "", "", mistyped()
	}
	key, s = all[:id.Length], secret(all[id.Length:id.Length+secretLen])
	if checksum(all[:typedLen-checkLen]) != all[typedLen-checkLen:] {
		return "", "", mistyped()
	}
	return key, s, nil
}

// plain drops what people and mail programs add around and inside a key.
func plain(typed string) (string, bool) {
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
	t = strings.TrimPrefix(strings.ToUpper(t), prefix)
	t = strings.NewReplacer("O", "0", "I", "1", "L", "1").Replace(t)
	t = strings.ToLower(t)
	return t, strings.Trim(t, digits) == ""
}

func checksum(s string) string {
	sum := sha256.Sum256([]byte("tierce share key " + s))
	return base.EncodeToString(sum[:2])[:checkLen]
}

func mistyped() error {
	return &fault.Fault{Kind: fault.Invalid, Code: "share-key-mistyped", Rule: "EVO-6", Fix: "sender",
		Fields: []fault.Field{{Path: "key", Code: "share-key-mistyped"}}}
}

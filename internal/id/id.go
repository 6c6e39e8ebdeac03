// Package id makes the names of rows: random ones, and ones derived from what
// a caller said so that saying it twice names the same row.
package id

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
)

// Length is how many characters an id has: 80 bits in base32.
const Length = 16

// Crockford's alphabet in lower case: no i, l, o or u to misread.
var alphabet = base32.NewEncoding("0123456789abcdefghjkmnpqrstvwxyz").WithPadding(base32.NoPadding)

// New gives a random id.
func New() string {
	var b [10]byte
	rand.Read(b[:]) // never fails since Go 1.24: it aborts the program instead
	return alphabet.EncodeToString(b[:])
}

// Of gives the id that parts always give: an account, a route and its
// Idempotency-Key name one row, however often they are sent.
func Of(parts ...string) string {
	sum := digest(parts)
	return alphabet.EncodeToString(sum[:10])
}

// Hash gives the SHA-256 of parts in hexadecimal, for rows that must not hold
// the value itself (an e-mail address in a key, a secret, a request's body).
func Hash(parts ...string) string {
	sum := digest(parts)
	return hex.EncodeToString(sum[:])
}

// digest separates the parts by their length, so that ("ab","c") and
// ("a","bc") differ.
func digest(parts []string) [sha256.Size]byte {
	h := sha256.New()
	for _, p := range parts {
		n := len(p)
		h.Write([]byte{byte(n >> 24), byte(n >> 16), byte(n >> 8), byte(n)})
		h.Write([]byte(p))
	}
	return [sha256.Size]byte(h.Sum(nil))
}

// Valid tells whether s has the form of an id. What has not is no row of
// ours, and must not reach a key.
func Valid(s string) bool {
	if len(s) != Length {
		return false
	}
	for i := range len(s) {
		c := s[i]
		if (c < '0' || c > '9') && (c < 'a' || c > 'z') {
			return false
		}
	}
	return true
}

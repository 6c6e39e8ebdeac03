package people

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
)

// Seal closes what this session's browser may carry but not read or change.
// The key is made from the session's own seal, which stands in its row only:
// when the session ends, so does everything sealed under it. what names the
// purpose; a value sealed for one does not open for another.
func (s Session) Seal(what string, plain []byte) string {
	g := s.gcm(what)
	nonce := make([]byte, g.NonceSize())
	rand.Read(nonce)
	return base64.RawURLEncoding.EncodeToString(g.Seal(nonce, nonce, plain, nil))
}

// Unseal gives what Seal closed; false for anything else. The session must
// have been admitted.
func (s Session) Unseal(what, sealed string) ([]byte, bool) {
	b, err := base64.RawURLEncoding.DecodeString(sealed)
	g := s.gcm(what)
	if err != nil || len(s.seal) == 0 || len(b) < g.NonceSize() {
		return nil, false
	}
	plain, err := g.Open(nil, b[:g.NonceSize()], b[g.NonceSize():], nil)
	return plain, err == nil
}

func (s Session) gcm(what string) cipher.AEAD {
	key := sha256.Sum256([]byte(s.sign("seal " + what)))
	block, err := aes.NewCipher(key[:])
	if err != nil {
		panic(err) // the key has a length that AES takes
	}
	g, err := cipher.NewGCM(block)
	if err != nil {
		panic(err) // AES has the block size that GCM takes
	}
	return g
}

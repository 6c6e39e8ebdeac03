// Package seal signs, submits and returns sections of a dossier (IND-6). A
// signature is a simple electronic one: a full name typed under a declaration,
// sealed with the account, the moment, and the SHA-256 of exactly what was
// signed. Anybody who reads the section can have that computed again.
//
// It has no rows of its own: what became of a section stands in the section's
// row, beside its content (package dossier), so that an edit and a signature
// cannot pass each other unseen.
package seal

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"tierce/internal/dossier"
)

// Fingerprint is the SHA-256, in hex, of what s holds in the dossier of h: the
// canonical JSON (RFC 8785) of the dossier, the section, the model with its
// version, and the values. h and s name a section as it was read. Where the
// dossier moved to a version that has the section as it was signed, it is that
// of the version by which it was signed.
func Fingerprint(h dossier.Header, s dossier.Section) (string, error) {
	if s.Form != 0 {
		h.Version = s.Form
	}
	content, err := canonical(map[string]any{"dossier": h.ID, "section": s.ID, "model": h.Model, "modelVersion": h.Version, "values": s.Values})
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256([]byte(content))
	return hex.EncodeToString(sum[:]), nil
}

// Grouped writes a fingerprint as people compare it: capitals in fours.
func Grouped(fingerprint string) string {
	var groups []string
	for s := strings.ToUpper(fingerprint); s != ""; {
		n := min(4, len(s))
		groups, s = append(groups, s[:n]), s[n:]
	}
	return strings.Join(groups, " ")
}

// Standing is how a signature stands when its seal is checked.
type Standing string

// The standings. Broken is what no edit of this product makes: the content is
// another one, and no edit voided the signature.
const (
	Holds  Standing = "holds"
	Voided Standing = "voided"
	Broken Standing = "broken"
)

// Checked is a signature, and how it stands.
type Checked struct {
	dossier.Signature
	Standing Standing
}

// Seal is a section with the fingerprint of what it holds now, and its
// signatures compared with it.
type Seal struct {
	dossier.Section
	Fingerprint string
	Signatures  []Checked
}

// check computes the fingerprint again and compares.
func check(h dossier.Header, s dossier.Section) (Seal, error) {
	print, err := Fingerprint(h, s)
	checked := Seal{Section: s, Fingerprint: print}
	for _, g := range s.Signatures {
		c := Checked{Signature: g, Standing: Broken}
		switch {
		case g.Voided != nil:
			c.Standing = Voided
		case g.Hash == print:
			c.Standing = Holds
		}
		checked.Signatures = append(checked.Signatures, c)
	}
	return checked, err
}

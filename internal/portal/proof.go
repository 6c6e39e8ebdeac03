package portal

import (
	"encoding/json"
	"time"

	"tierce/internal/people"
)

// proofLasts is how long after a sign-in its access token may be used to
// verify e-mail and phone: half of what the token itself lives.
const proofLasts = 30 * time.Minute

// proof is what verifying needs from one step to the next. It travels in a
// cookie, sealed by the session (docs/decisions/verifying.md): nothing of ours
// stores the token, and it ends with the session.
type proof struct {
	Token string
	Until time.Time
	Next  string // where the visitor was going
	What  string // "email" or "phone": what a code was sent for; "" before
	Value string // the one that is to replace what the issuer holds; "" for that itself
	To    string // where the code went, masked
}

func (s *site) proofCookie() string { return s.cookieName("tierce-proof") }

// keep puts p into the browser of session.
func (v *visit) keep(session *people.Session, p proof) error {
	b, err := json.Marshal(p)
	if err != nil {
		return err
	}
	v.setCookie(v.proofCookie(), session.Seal("proof", b), p.Until.Sub(v.Clock()))
	return nil
}

// proof gives what the admitted visitor's browser keeps; false where there is
// none, or it is over.
func (v *visit) proof() (p proof, ok bool) {
	c, err := v.r.Cookie(v.proofCookie())
	if err != nil {
		return proof{}, false
	}
	b, ok := v.by.Session().Unseal("proof", c.Value)
	if !ok || json.Unmarshal(b, &p) != nil || !v.Clock().Before(p.Until) {
		return proof{}, false
	}
	return p, true
}

func (v *visit) forgetProof() { v.setCookie(v.proofCookie(), "", -1) }

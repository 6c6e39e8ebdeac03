package portal

import (
	"net/http"
	"time"
)

// cookieName binds a cookie to this very host where https lets it.
func (s *site) cookieName(name string) string {
	if s.https {
		return "__Host-" + name
	}
	return name
}

// setCookie sets a cookie that no script reads; it ends with the browser
// where age is 0, now where it is negative.
func (v *visit) setCookie(name, value string, age time.Duration) {
	c := &http.Cookie{Name: name, Value: value, Path: "/", MaxAge: int(age / time.Second),
		HttpOnly: true, Secure: v.https, SameSite: http.SameSiteLaxMode}
	if age < 0 {
		c.MaxAge = -1
	}
	http.SetCookie(v.w, c)
}

func (s *site) leftCookie() string { return s.cookieName("tierce-left") }

// left tells whether somebody signed out in this browser within the hour.
func (v *visit) left() bool {
	c, err := v.r.Cookie(v.leftCookie())
	return err == nil && c.Value != ""
}

// refresh notes in the cookie that the session was used just now. It writes
// no row: the moment travels in the cookie, sealed.
func (v *visit) refresh() {
	if !v.admitted || v.by.Session() == nil {
		return
	}
	v.setCookie(v.cookieName("tierce"), v.by.Session().Cookie(v.Clock()), 0)
}

// leave forgets the session in this browser. The issuer may still have one of
// its own, for an hour at Cognito: the next sign-in asks it not to use that.
func (v *visit) leave() {
	v.setCookie(v.leftCookie(), "1", time.Hour)
	v.setCookie(v.cookieName("tierce"), "", -1)
	v.forgetProof()
	v.admitted = false
}

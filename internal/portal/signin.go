package portal

import (
	"encoding/base64"
	"log/slog"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"tierce/internal/people"
)

// signInLasts is how long somebody may take at the issuer's pages.
const signInLasts = 15 * time.Minute

// attempt is one sign-in on its way, kept in a cookie of its own, which its
// state names: several tabs may be on their way at once.
type attempt struct {
	state, nonce, verifier, next string
	prove                        bool // on the way to verify e-mail or phone, and then to next
}

func (s *site) attemptCookie(state string) string {
	return s.cookieName("tierce-signin-" + state[:min(len(state), 8)])
}

func (a attempt) cookie() string {
	return strings.Join([]string{a.state, a.nonce, a.verifier, base64.RawURLEncoding.EncodeToString([]byte(a.next)),
		strconv.FormatBool(a.prove)}, ".")
}

func parseAttempt(cookie string) (attempt, bool) {
	p := strings.Split(cookie, ".")
	if len(p) != 5 {
		return attempt{}, false
	}
	next, err := base64.RawURLEncoding.DecodeString(p[3])
	return attempt{p[0], p[1], p[2], local(string(next)), p[4] == "true"}, err == nil && p[0] != "" && p[1] != "" && p[2] != ""
}

// signIn sends the visitor to the issuer: code flow with PKCE, as a public
// client.
func (v *visit) signIn() error {
	p, err := v.issuer.provider()
	if err != nil {
		return err
	}
	a := attempt{oauth2.GenerateVerifier(), oauth2.GenerateVerifier(), oauth2.GenerateVerifier(), local(v.r.FormValue("next")), v.r.FormValue("prove") != ""}
	v.setCookie(v.attemptCookie(a.state), a.cookie(), signInLasts)
	ask := []oauth2.AuthCodeOption{oauth2.S256ChallengeOption(a.verifier), oidc.Nonce(a.nonce),
		oauth2.SetAuthURLParam("ui_locales", string(v.lang())), oauth2.SetAuthURLParam("lang", string(v.lang()))}
	if v.r.FormValue("switch") != "" || v.left() {
		ask = append(ask, oauth2.SetAuthURLParam("prompt", "login"))
	}
	http.Redirect(v.w, v.r, v.issuer.config(p).AuthCodeURL(a.state, ask...), http.StatusFound)
	return nil
}

// callback takes the issuer's answer: once, and only for the browser that
// asked. It writes what the issuer verified and begins a session.
func (v *visit) callback() error {
	q := v.r.URL.Query()
	a, ok := v.attempt(q.Get("state"))
	if !ok || q.Get("code") == "" {
		return v.unfinished(a)
	}
	p, err := v.issuer.provider()
	if err != nil {
		return err
	}
	claims, token, err := v.issuer.redeem(v.ctx, p, q.Get("code"), a)
	if err != nil {
		slog.WarnContext(v.ctx, "sign-in refused", "error", refusedBy(err))
		return v.unfinished(a)
	}
	if claims.Lang == "" {
		claims.Lang = string(v.lang())
	}
	account, _, err := v.Arrival.SignIn(v.ctx, claims)
	if err != nil {
		return err
	}
	return v.begin(account, a, token)
}

// attempt takes the sign-in that state belongs to out of its cookie.
func (v *visit) attempt(state string) (attempt, bool) {
	if state == "" {
		return attempt{next: "/"}, false
	}
	c, err := v.r.Cookie(v.attemptCookie(state))
	if err != nil {
		return attempt{next: "/"}, false
	}
	v.setCookie(c.Name, "", -1)
	a, ok := parseAttempt(c.Value)
	return a, ok && a.state == state
}

// begin starts the session, ends the one that this browser had, and leads on:
// by way of the page that verifies e-mail and phone where one of them is open,
// which needs the access token. Otherwise nothing keeps the token.
func (v *visit) begin(a people.Account, on attempt, token string) error {
	if v.admit() == nil && v.by.Session() != nil {
		if err := v.People.End(v.ctx, *v.by.Session()); err != nil {
			return err
		}
	}
	s, err := v.People.Begin(v.ctx, a.ID)
	if err != nil {
		return err
	}
	v.setCookie(v.cookieName("tierce"), s.Cookie(v.Clock()), 0)
	v.setCookie(v.leftCookie(), "", -1)
	if v.own.url == "" || !on.prove && a.Email != "" && a.Phone != "" {
		http.Redirect(v.w, v.r, on.next, http.StatusSeeOther)
		return nil
	}
	if err := v.keep(&s, proof{Token: token, Until: v.Clock().Add(proofLasts), Next: on.next}); err != nil {
		return err
	}
	http.Redirect(v.w, v.r, verifyPath, http.StatusSeeOther)
	return nil
}

// unfinished says that the sign-in came to nothing, and how to try again.
func (v *visit) unfinished(a attempt) error {
	_ = v.admit() // whoever is signed in stays so
	f := v.frame(v.say("portal.signin.unfinished-title"))
	f.Here = ""
	return v.show(http.StatusBadRequest, "unfinished", f, "/signin?next="+url.QueryEscape(local(a.next)))
}

// signedInAgain is where a sign-in in another tab ends.
func (v *visit) signedInAgain() error {
	if err := v.admit(); err != nil {
		return err
	}
	return v.ok("again", v.frame(v.say("portal.again.title")), nil)
}

// signOut ends this session.
func (v *visit) signOut() error {
	if err := v.People.End(v.ctx, *v.by.Session()); err != nil {
		return err
	}
	v.leave()
	return v.see("/?done=signed-out")
}

// signOutEverywhere ends every session of the account at once.
func (v *visit) signOutEverywhere() error {
	if err := v.People.EndAll(v.ctx, v.account.ID); err != nil {
		return err
	}
	v.leave()
	return v.see("/?done=signed-out-everywhere")
}

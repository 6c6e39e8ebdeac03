package issuer

import (
	"crypto/rand"
	"crypto/subtle"
	"fmt"
	"math/big"
	"net/http"
	"net/mail"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Limits of a sign-up.
const (
	proofLife   = 10 * time.Minute
	proofTries  = 5
	minPassword = 12
	maxPassword = 200
	maxName     = 100
)

// e164 is the form of a phone number; that it exists is what the code proves.
var e164 = regexp.MustCompile(`^\+[1-9][0-9]{6,14}$`)

// pending is a sign-up whose codes were sent.
type pending struct {
	account
	mailCode, smsCode string
	at                time.Time
	tries             int // wrong answers so far
}

func (s *Issuer) showSignUp(w http.ResponseWriter, r *http.Request) {
	if a := s.attempt(w, r); a != nil {
		lang := language(r)
		s.show(w, http.StatusOK, view{Page: "sign-up", Lang: lang, Attempt: a.id,
			Values: url.Values{"email": {a.email}, "locale": {lang}}})
	}
}

// signUp checks the form, keeps it in the attempt and sends the codes. The
// user exists only once both have come back.
func (s *Issuer) signUp(w http.ResponseWriter, r *http.Request) {
	a := s.attempt(w, r)
	if a == nil {
		return
	}
	u := User{
		Name:     strings.TrimSpace(r.PostFormValue("name")),
		Email:    strings.ToLower(strings.TrimSpace(r.PostFormValue("email"))),
		Phone:    strings.NewReplacer(" ", "", "-", "", ".", "", "(", "", ")", "").Replace(r.PostFormValue("phone")),
		Password: r.PostFormValue("password"),
		Locale:   r.PostFormValue("locale"),
	}
	problems := check(u)
	if _, err := s.user(u.Email); err == nil {
		problems = append(problems, problem{"email", "email-taken"})
	}
	if len(problems) > 0 {
		s.show(w, http.StatusUnprocessableEntity, view{Page: "sign-up", Lang: language(r), Attempt: a.id, Values: r.PostForm, Errors: problems})
		return
	}
	kept, err := newAccount(u)
	if err == nil {
		err = s.send(a, kept)
	}
	if err != nil {
		s.message(w, language(r), http.StatusInternalServerError, "broken")
		return
	}
	s.turn(w, r, "/verify", a, language(r))
}

// check gives what is wrong with the form of a sign-up.
func check(u User) []problem {
	var problems []problem
	add := func(wrong bool, field, text string) {
		if wrong {
			problems = append(problems, problem{field, text})
		}
	}
	length := utf8.RuneCountInString(u.Password)
	add(u.Name == "" || utf8.RuneCountInString(u.Name) > maxName || strings.ContainsFunc(u.Name, unicode.IsControl), "name", "bad-name")
	add(!isAddress(u.Email), "email", "bad-email")
	add(!e164.MatchString(u.Phone), "phone", "bad-phone")
	add(length < minPassword || length > maxPassword, "password", "bad-password")
	add(!slices.Contains(languages, u.Locale), "locale", "bad-locale")
	return problems
}

func isAddress(s string) bool {
	address, err := mail.ParseAddress(s)
	return err == nil && address.Address == s && len(s) <= 254
}

// send makes two fresh codes for a sign-up and sends them; earlier ones end.
func (s *Issuer) send(a *attempt, kept account) error {
	p := &pending{account: kept, mailCode: digits(), smsCode: digits(), at: s.Now()}
	s.mu.Lock()
	a.pending = p
	s.mu.Unlock()
	if err := s.deliver(kept.User, emailAttribute, kept.Email, p.mailCode); err != nil {
		return err
	}
	return s.deliver(kept.User, phoneAttribute, kept.Phone, p.smsCode)
}

// deliver sends u a code to an address or a number.
func (s *Issuer) deliver(u User, name, value, code string) error {
	say := words[u.Locale]
	if name == emailAttribute {
		return s.Mail(value, say["mail-subject"], fmt.Sprintf(say["mail-text"], u.Name, code))
	}
	return s.SMS(value, fmt.Sprintf(say["sms-text"], code))
}

func (s *Issuer) showVerify(w http.ResponseWriter, r *http.Request) {
	if a := s.attempt(w, r); a != nil {
		s.askCodes(w, r, a, http.StatusOK, "")
	}
}

// verify compares the codes typed back, or sends others.
func (s *Issuer) verify(w http.ResponseWriter, r *http.Request) {
	a := s.attempt(w, r)
	if a == nil {
		return
	}
	if r.PostFormValue("again") != "" {
		s.sendAgain(w, r, a)
		return
	}
	kept, wrong := s.prove(a, r.PostFormValue("email_code"), r.PostFormValue("phone_code"), r.PostFormValue("only"))
	if len(wrong) > 0 {
		s.askCodes(w, r, a, http.StatusUnprocessableEntity, "", wrong...)
		return
	}
	s.mu.Lock()
	var err error
	if _, taken := s.users[kept.Email]; !taken {
		s.users[kept.Email] = kept
		err = s.save()
	}
	s.mu.Unlock()
	if err != nil {
		s.message(w, language(r), http.StatusInternalServerError, "broken")
		return
	}
	s.finish(w, r, a, kept.Email)
}

func (s *Issuer) sendAgain(w http.ResponseWriter, r *http.Request, a *attempt) {
	s.mu.Lock()
	p := a.pending
	s.mu.Unlock()
	if p == nil {
		s.turn(w, r, "/sign-up", a, language(r))
		return
	}
	if err := s.send(a, p.account); err != nil {
		s.message(w, language(r), http.StatusInternalServerError, "broken")
		return
	}
	s.askCodes(w, r, a, http.StatusOK, "sent-again")
}

// prove compares both codes, or the one that only names ("email" or "phone"),
// which leaves the other unverified. Five wrong answers or ten minutes end
// them; which of the two was wrong is said, since each came by a way of its
// own.
func (s *Issuer) prove(a *attempt, mailCode, smsCode, only string) (account, []problem) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p := a.pending
	if p == nil || p.tries >= proofTries || s.Now().Sub(p.at) >= proofLife {
		return account{}, []problem{{"again", "codes-over"}}
	}
	var wrong []problem
	p.UnverifiedEmail, p.UnverifiedPhone = only == "phone", only == "email"
	if !p.UnverifiedEmail && !same(mailCode, p.mailCode) {
		wrong = append(wrong, problem{"email_code", "bad-mail-code"})
	}
	if !p.UnverifiedPhone && !same(smsCode, p.smsCode) {
		wrong = append(wrong, problem{"phone_code", "bad-sms-code"})
	}
	if len(wrong) > 0 {
		if p.tries++; p.tries == proofTries {
			wrong = []problem{{"again", "codes-over"}}
		}
		return account{}, wrong
	}
	a.pending = nil
	return p.account, nil
}

func (s *Issuer) askCodes(w http.ResponseWriter, r *http.Request, a *attempt, status int, notice string, wrong ...problem) {
	s.mu.Lock()
	p := a.pending
	s.mu.Unlock()
	if p == nil {
		s.turn(w, r, "/sign-up", a, language(r))
		return
	}
	s.show(w, status, view{Page: "verify", Lang: language(r), Attempt: a.id, Errors: wrong, Notice: notice,
		Values: url.Values{"email": {p.Email}, "phone": {p.Phone}}})
}

// same forgives spaces around or inside a code.
func same(typed, sent string) bool {
	return subtle.ConstantTimeCompare([]byte(strings.ReplaceAll(typed, " ", "")), []byte(sent)) == 1
}

// digits is a code of six digits.
func digits() string {
	n, err := rand.Int(rand.Reader, big.NewInt(1_000_000))
	if err != nil {
		panic(err) // crypto/rand does not fail on the systems we know
	}
	return fmt.Sprintf("%06d", n)
}

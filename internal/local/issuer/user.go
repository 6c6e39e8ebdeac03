package issuer

import (
	"crypto/pbkdf2"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/subtle"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// User is someone who can sign in. E-mail and phone are verified, unless they
// say otherwise. A seeded user without a password has tokens only.
type User struct {
	Subject  string `json:"sub"` // random, unless the seed names one
	Email    string `json:"email"`
	Phone    string `json:"phone"` // E.164
	Name     string `json:"name"`
	Locale   string `json:"locale"` // fr or en
	Password string `json:"-"`
	// What was not proven at sign-up: one of the two, as at Cognito.
	UnverifiedEmail bool `json:"unverifiedEmail,omitempty"`
	UnverifiedPhone bool `json:"unverifiedPhone,omitempty"`
}

// account is a user as it is stored: the password only as a PBKDF2 hash.
type account struct {
	User
	Salt   []byte `json:"salt"`
	Rounds int    `json:"rounds"`
	Hash   []byte `json:"hash"`
}

// rounds of PBKDF2 for new passwords. Fewer than a public service should use:
// the file never leaves the machine, and tests hash many.
const rounds = 100_000

// ErrNobody is the answer about an e-mail that no user has.
var ErrNobody = errors.New("issuer: no user has this e-mail")

// AddUser adds u, unless its e-mail is known, and returns the user as kept,
// without the password. It is how a demo or a test is seeded.
func (s *Issuer) AddUser(u User) (User, error) {
	if known, err := s.user(u.Email); err == nil {
		return known.User, nil
	}
	a, err := newAccount(u)
	if err != nil {
		return User{}, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if known, ok := s.users[a.Email]; ok { // added meanwhile
		return known.User, nil
	}
	s.users[a.Email] = a
	return a.User, s.save()
}

func newAccount(u User) (account, error) {
	u.Email = strings.ToLower(u.Email)
	if u.Locale == "" {
		u.Locale = languages[0]
	}
	if u.Subject == "" {
		u.Subject = strings.ToLower(rand.Text())
	}
	a := account{Salt: make([]byte, 16), Rounds: rounds}
	rand.Read(a.Salt)
	hash, err := pbkdf2.Key(sha256.New, u.Password, a.Salt, a.Rounds, sha256.Size)
	u.Password = ""
	a.User, a.Hash = u, hash
	return a, err
}

func (s *Issuer) user(email string) (account, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	a, ok := s.users[strings.ToLower(email)]
	if !ok {
		return account{}, ErrNobody
	}
	return a, nil
}

// change writes what f makes of the user called subject; false where there is
// none. An address that moves takes the user with it.
func (s *Issuer) change(subject string, f func(*User)) (bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for email, a := range s.users {
		if a.Subject != subject {
			continue
		}
		f(&a.User)
		delete(s.users, email)
		s.users[a.Email] = a
		return true, s.save()
	}
	return false, nil
}

// matches tells whether password is the account's. An account that is not
// there takes as long as one that is.
func (a account) matches(password string) bool {
	hash, err := pbkdf2.Key(sha256.New, password, a.Salt, max(a.Rounds, rounds), sha256.Size)
	return err == nil && password != "" && subtle.ConstantTimeCompare(hash, a.Hash) == 1
}

// state is the file.
type state struct {
	Key   []byte    `json:"key"` // PKCS #8
	Users []account `json:"users"`
}

func (s *Issuer) path() string { return filepath.Join(s.Dir, "issuer.json") }

// load reads the file, or makes a key and writes the first file.
func (s *Issuer) load() error {
	if s.Dir != "" {
		content, err := os.ReadFile(s.path())
		if err == nil {
			return s.read(content)
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		return err
	}
	s.key = key
	return s.save()
}

func (s *Issuer) read(content []byte) error {
	var kept state
	if err := json.Unmarshal(content, &kept); err != nil {
		return fmt.Errorf("%s: %w", s.path(), err)
	}
	key, err := x509.ParsePKCS8PrivateKey(kept.Key)
	if err != nil {
		return fmt.Errorf("%s: %w", s.path(), err)
	}
	var ok bool
	if s.key, ok = key.(*rsa.PrivateKey); !ok {
		return fmt.Errorf("%s: the key is not an RSA key", s.path())
	}
	for _, a := range kept.Users {
		s.users[a.Email] = a
	}
	return nil
}

// save replaces the file in one step. The caller holds mu, or is alone.
func (s *Issuer) save() error {
	if s.Dir == "" {
		return nil
	}
	key, err := x509.MarshalPKCS8PrivateKey(s.key)
	if err != nil {
		return err
	}
	kept := state{Key: key}
	for _, email := range slices.Sorted(maps.Keys(s.users)) {
		kept.Users = append(kept.Users, s.users[email])
	}
	content, err := json.MarshalIndent(kept, "", "\t")
	if err != nil {
		return err
	}
	if err := os.WriteFile(s.path()+".new", content, 0o600); err != nil {
		return err
	}
	return os.Rename(s.path()+".new", s.path())
}

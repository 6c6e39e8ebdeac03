package issuer

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

// ownScope lets an access token read and change its own user. The name is
// Cognito's.
const ownScope = "aws.cognito.signin.user.admin"

// mostSent is how many codes an hour somebody may have sent to one attribute.
const mostSent = 5

// The attributes that codes prove.
const (
	emailAttribute = "email"
	phoneAttribute = "phone_number"
)

// proof is a code under way for one attribute of one user.
type proof struct {
	value string // what it proves: the user's own, or the one that is to replace it
	code  string
	at    time.Time
	tries int         // wrong answers so far
	sent  []time.Time // in the last hour
}

// asked is the body of a call; each reads its part.
type asked struct {
	AccessToken    string
	AttributeName  string
	Code           string
	UserAttributes []attribute
}

type attribute struct{ Name, Value string }

type delivery struct{ AttributeName, DeliveryMedium, Destination string }

// failure is an error of Cognito's: its name, and a text for developers.
type failure struct{ name, text string }

// own answers the part of Cognito's user API by which people verify their own
// e-mail and phone: unsigned JSON, the action in a header, the user's access
// token in the body. Errors have Cognito's names and its status 400.
func (s *Issuer) own(w http.ResponseWriter, r *http.Request) {
	_, action, _ := strings.Cut(r.Header.Get("X-Amz-Target"), "AWSCognitoIdentityProviderService.")
	var in asked
	if err := json.NewDecoder(r.Body).Decode(&in); err != nil {
		refuseOwn(w, &failure{"SerializationException", "not JSON"})
		return
	}
	u, fail := s.owner(in.AccessToken)
	var out any
	if fail == nil {
		out, fail = s.act(action, u, in)
	}
	if fail != nil {
		refuseOwn(w, fail)
		return
	}
	w.Header().Set("Content-Type", "application/x-amz-json-1.1")
	_ = json.NewEncoder(w).Encode(out) // a reader gone away
}

func refuseOwn(w http.ResponseWriter, f *failure) {
	w.Header().Set("Content-Type", "application/x-amz-json-1.1")
	w.WriteHeader(http.StatusBadRequest)
	_ = json.NewEncoder(w).Encode(map[string]string{"__type": f.name, "message": f.text}) // a reader gone away
}

func (s *Issuer) act(action string, u User, in asked) (any, *failure) {
	switch action {
	case "GetUser":
		return map[string]any{"Username": u.Subject, "UserAttributes": attributesOf(u)}, nil
	case "GetUserAttributeVerificationCode":
		value := map[string]string{emailAttribute: u.Email, phoneAttribute: u.Phone}[in.AttributeName]
		if value == "" {
			return nil, &failure{"InvalidParameterException", "only email and phone_number are verified"}
		}
		d, fail := s.sendProof(u, in.AttributeName, value)
		return map[string]any{"CodeDeliveryDetails": d}, fail
	case "UpdateUserAttributes":
		return s.update(u, in.UserAttributes)
	case "VerifyUserAttribute":
		return struct{}{}, s.verifyOwn(u, in.AttributeName, in.Code)
	}
	return nil, &failure{"UnknownOperationException", "this issuer does not play " + action}
}

// owner believes an access token of this issuer's that has the scope.
func (s *Issuer) owner(token string) (User, *failure) {
	claims := jwt.MapClaims{}
	_, err := jwt.ParseWithClaims(token, claims, func(*jwt.Token) (any, error) { return &s.key.PublicKey, nil },
		jwt.WithValidMethods([]string{"RS256"}), jwt.WithIssuer(s.URL), jwt.WithExpirationRequired(), jwt.WithTimeFunc(s.Now))
	scope, _ := claims["scope"].(string)
	if err != nil || claims["token_use"] != "access" || !slices.Contains(strings.Fields(scope), ownScope) {
		return User{}, &failure{"NotAuthorizedException", "Access Token is not good, or lacks the scope"}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, a := range s.users {
		if a.Subject == claims["sub"] {
			return a.User, nil
		}
	}
	return User{}, &failure{"UserNotFoundException", "the user is gone"}
}

func attributesOf(u User) []attribute {
	said := map[bool]string{false: "true", true: "false"}
	return []attribute{{"sub", u.Subject}, {emailAttribute, u.Email}, {"email_verified", said[u.UnverifiedEmail]},
		{phoneAttribute, u.Phone}, {"phone_number_verified", said[u.UnverifiedPhone]}, {"name", u.Name}, {"locale", u.Locale}}
}

// update sends a code to a new value, which replaces the old one once the code
// comes back: AttributesRequireVerificationBeforeUpdate, for both.
func (s *Issuer) update(u User, changes []attribute) (any, *failure) {
	sent := []delivery{}
	for _, c := range changes {
		good := c.Name == phoneAttribute && e164.MatchString(c.Value) || c.Name == emailAttribute && isAddress(c.Value)
		if !good {
			return nil, &failure{"InvalidParameterException", "only email and phone_number change here, in their form"}
		}
		d, fail := s.sendProof(u, c.Name, c.Value)
		if fail != nil {
			return nil, fail
		}
		sent = append(sent, d)
	}
	return map[string]any{"CodeDeliveryDetailsList": sent}, nil
}

// sendProof sends a fresh code for value; an earlier one ends.
func (s *Issuer) sendProof(u User, name, value string) (delivery, *failure) {
	now := s.Now()
	s.mu.Lock()
	p := s.proofs[u.Subject+" "+name]
	if p == nil {
		p = &proof{}
		s.proofs[u.Subject+" "+name] = p
	}
	p.sent = slices.DeleteFunc(p.sent, func(at time.Time) bool { return now.Sub(at) >= time.Hour })
	full := len(p.sent) >= mostSent
	code := digits()
	if !full {
		p.value, p.code, p.at, p.tries, p.sent = value, code, now, 0, append(p.sent, now)
	}
	s.mu.Unlock()
	if full {
		return delivery{}, &failure{"LimitExceededException", "Attempt limit exceeded, please try after some time."}
	}
	if err := s.deliver(u, name, value, code); err != nil {
		return delivery{}, &failure{"CodeDeliveryFailureException", "the message did not leave"}
	}
	if name == phoneAttribute {
		return delivery{name, "SMS", "+*******" + value[max(0, len(value)-4):]}, nil
	}
	local, domain, _ := strings.Cut(value, "@")
	return delivery{name, "EMAIL", local[:1] + "***@" + domain[:1] + "***"}, nil
}

// verifyOwn takes the code that was typed back, and the value with it.
func (s *Issuer) verifyOwn(u User, name, code string) *failure {
	value, fail := s.spendProof(u, name, code)
	if fail != nil {
		return fail
	}
	if owner, err := s.user(value); name == emailAttribute && err == nil && owner.Subject != u.Subject {
		return &failure{"AliasExistsException", "An account with the given email already exists."}
	}
	there, err := s.change(u.Subject, func(u *User) {
		if name == emailAttribute {
			u.Email, u.UnverifiedEmail = strings.ToLower(value), false
		} else {
			u.Phone, u.UnverifiedPhone = value, false
		}
	})
	if !there || err != nil {
		return &failure{"InternalErrorException", "the user could not be saved"}
	}
	return nil
}

func (s *Issuer) spendProof(u User, name, code string) (value string, fail *failure) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p := s.proofs[u.Subject+" "+name]
	switch {
	case p == nil || p.code == "" || s.Now().Sub(p.at) >= proofLife:
		return "", &failure{"ExpiredCodeException", "Invalid code provided, please request a code again."}
	case p.tries >= proofTries:
		return "", &failure{"LimitExceededException", "Attempt limit exceeded, please try after some time."}
	case !same(code, p.code):
		p.tries++
		return "", &failure{"CodeMismatchException", "Invalid verification code provided, please try again."}
	}
	p.code = ""
	return p.value, nil
}

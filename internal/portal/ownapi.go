package portal

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"strings"
	"time"

	"tierce/internal/fault"
	"tierce/internal/people"
)

// ownScope lets an access token read and change its own user at Cognito.
const ownScope = "aws.cognito.signin.user.admin"

// cognito is what the address of a Cognito pool looks like as an issuer.
var cognito = regexp.MustCompile(`^(https://cognito-idp\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?/)[^/]+$`)

// ownAPI gives the address of the user API that belongs to an issuer of
// Cognito's; "" for any other.
func ownAPI(issuer string) string {
	if found := cognito.FindStringSubmatch(issuer); found != nil {
		return found[1]
	}
	return ""
}

// own is the part of Cognito's user API by which people verify their own
// e-mail and phone. Its calls are unsigned and carry the person's access
// token, so that no role of ours allows them, and four of them need no SDK.
type own struct {
	url    string
	client *http.Client
}

// attributes are what the API calls the two.
var attributes = map[string]string{"email": "email", "phone": "phone_number"}

type attribute struct{ Name, Value string }

// delivery says where a code went, masked by the issuer.
type delivery struct{ Destination string }

// user gives what the issuer holds of the token's own user now.
func (o own) user(ctx context.Context, token string) (said, error) {
	var out struct{ UserAttributes []attribute }
	if err := o.call(ctx, "GetUser", map[string]any{"AccessToken": token}, &out); err != nil {
		return said{}, err
	}
	all := map[string]string{}
	for _, a := range out.UserAttributes {
		all[a.Name] = a.Value
	}
	return said{Subject: all["sub"], Email: all["email"], EmailVerified: all["email_verified"] == "true",
		Phone: all["phone_number"], PhoneVerified: all["phone_number_verified"] == "true", Name: all["name"], Locale: all["locale"]}, nil
}

// send has a code sent to what ("email" or "phone"): to the value that the
// issuer holds, or to one that is to replace it, and does only once the code
// has come back.
func (o own) send(ctx context.Context, token, what, value string) (delivery, error) {
	ask := map[string]any{"AccessToken": token}
	if value == "" {
		ask["AttributeName"] = attributes[what]
		var out struct{ CodeDeliveryDetails delivery }
		err := o.call(ctx, "GetUserAttributeVerificationCode", ask, &out)
		return out.CodeDeliveryDetails, err
	}
	ask["UserAttributes"] = []attribute{{attributes[what], value}}
	var out struct{ CodeDeliveryDetailsList []delivery }
	if err := o.call(ctx, "UpdateUserAttributes", ask, &out); err != nil || len(out.CodeDeliveryDetailsList) == 0 {
		return delivery{}, err
	}
	return out.CodeDeliveryDetailsList[0], nil
}

// verify hands over the code that somebody typed.
func (o own) verify(ctx context.Context, token, what, code string) error {
	return o.call(ctx, "VerifyUserAttribute", map[string]any{"AccessToken": token, "AttributeName": attributes[what], "Code": code}, &struct{}{})
}

// call asks once: what may be asked again, the reader asks again.
func (o own) call(ctx context.Context, action string, ask, answer any) error {
	body, err := json.Marshal(ask)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, 8*time.Second)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, o.url, bytes.NewReader(body))
	if err != nil {
		return err
	}
	r.Header.Set("Content-Type", "application/x-amz-json-1.1")
	r.Header.Set("X-Amz-Target", "AWSCognitoIdentityProviderService."+action)
	res, err := o.client.Do(r)
	if err != nil {
		return silent(err)
	}
	defer res.Body.Close()
	said, err := io.ReadAll(io.LimitReader(res.Body, 64<<10))
	if err != nil {
		return silent(err)
	}
	if res.StatusCode != http.StatusOK {
		return refusedOwn(action, res.StatusCode, said)
	}
	return json.Unmarshal(said, answer)
}

func silent(cause error) error {
	f := fault.New(fault.Unavailable, "unavailable")
	f.Cause = fmt.Errorf("user API: %w", cause)
	return f
}

// proofOver is the code of a token that the issuer takes no longer.
const proofOver = "proof-over"

// refusedOwn gives the fault for an error of Cognito's. Its text may name an
// address: only its type is kept.
func refusedOwn(action string, status int, body []byte) error {
	var e struct {
		Type string `json:"__type"`
	}
	_ = json.Unmarshal(body, &e) // what is no JSON has no type
	name := e.Type[strings.LastIndex(e.Type, "#")+1:]
	switch name {
	case "CodeMismatchException":
		return fault.Bad("code", "code-wrong")
	case "ExpiredCodeException":
		return fault.Bad("code", "code-expired")
	case "LimitExceededException", "TooManyRequestsException":
		return fault.New(fault.TooMany, "code-limit")
	case "NotAuthorizedException", "UserNotFoundException", "PasswordResetRequiredException", "UserNotConfirmedException":
		return fault.New(fault.Conflict, proofOver)
	case "AliasExistsException":
		return fault.New(fault.Conflict, "address-taken")
	case "InvalidParameterException":
		return fault.Bad("value", "value-not-taken")
	case "CodeDeliveryFailureException":
		return fault.New(fault.Conflict, "code-not-sent")
	}
	return silent(fmt.Errorf("%s answers %d %s", action, status, name))
}

// said is what an issuer says of somebody, verified or not.
type said struct {
	Subject       string `json:"sub"`
	Email         string `json:"email"`
	EmailVerified truth  `json:"email_verified"`
	Phone         string `json:"phone_number"`
	PhoneVerified truth  `json:"phone_number_verified"`
	Name          string `json:"name"`
	Locale        string `json:"locale"`
}

// claims takes an address and a number only where the issuer verified them.
func (s said) claims(issuer string) people.Claims {
	c := people.Claims{Issuer: issuer, Subject: s.Subject, Name: s.Name, Lang: language(s.Locale)}
	if s.EmailVerified {
		c.Email = s.Email
	}
	if s.PhoneVerified {
		c.Phone = s.Phone
	}
	return c
}

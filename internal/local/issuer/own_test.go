package issuer_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"golang.org/x/oauth2"

	"tierce/internal/local/issuer"
)

// own calls the user API, and gives the answer with the error's name.
func (s *stage) own(action string, body map[string]any) (map[string]any, string) {
	s.t.Helper()
	b, err := json.Marshal(body)
	if err != nil {
		s.t.Fatal(err)
	}
	r, _ := http.NewRequest(http.MethodPost, s.url+"/own", strings.NewReader(string(b)))
	r.Header.Set("Content-Type", "application/x-amz-json-1.1")
	r.Header.Set("X-Amz-Target", "AWSCognitoIdentityProviderService."+action)
	var out map[string]any
	if err := json.Unmarshal([]byte(s.read(s.http.Do(r)).body), &out); err != nil {
		s.t.Fatal(err)
	}
	name, _ := out["__type"].(string)
	return out, name
}

// tokenOf signs a user in and gives an access token with the scope for the
// user API, or without it.
func (s *stage) tokenOf(email string, scopes ...string) string {
	s.t.Helper()
	s.config.Scopes = append([]string{"openid"}, scopes...)
	verifier := oauth2.GenerateVerifier()
	p := s.submit(s.begin(verifier), "/sign-in", url.Values{"email": {email}, "password": {password}})
	if p.location == nil {
		s.t.Fatalf("no sign-in: %d", p.status)
	}
	tokens, err := s.config.Exchange(s.t.Context(), p.location.Query().Get("code"), oauth2.VerifierOption(verifier))
	if err != nil {
		s.t.Fatal(err)
	}
	return tokens.AccessToken
}

const scope = "aws.cognito.signin.user.admin"

func TestSignUpMayLeaveOneOfTheTwoOpenAsAtCognito(t *testing.T) {
	for only, open := range map[string]string{"email": "phone_number_verified", "phone": "email_verified"} {
		s := opened(t, "")
		p := s.submit(s.begin("v", oauth2.SetAuthURLParam("prompt", "create")), "/sign-up", form())
		codes := s.codes()
		if s.submit(p, "/verify", url.Values{"only": {only}, only + "_code": {"12345"}}).location != nil {
			t.Fatalf("%s without its code", only)
		}
		if s.submit(p, "/verify", url.Values{"only": {only}, only + "_code": codes[only+"_code"]}).location == nil {
			t.Fatalf("%s with its code is refused", only)
		}
		raw, err := s.IDToken("marc@conseil.example")
		if err != nil {
			t.Fatal(err)
		}
		_, claims, err := s.identity(raw)
		for _, name := range []string{"phone_number_verified", "email_verified"} {
			if err != nil || claims[name] != (name != open) {
				t.Errorf("%s only: %s is %v, %v", only, name, claims[name], err)
			}
		}
	}
}

func TestTheUserAPIAnswersAsCognitoDoes(t *testing.T) {
	s := opened(t, "")
	if _, err := s.AddUser(issuer.User{Email: "marc@conseil.example", Phone: "+33600000002", Name: "Marc", Password: password, UnverifiedPhone: true}); err != nil {
		t.Fatal(err)
	}
	token := s.tokenOf("marc@conseil.example", scope)
	do := func(action, want string, more ...any) map[string]any {
		t.Helper()
		body := map[string]any{"AccessToken": token}
		for i := 0; i < len(more); i += 2 {
			body[more[i].(string)] = more[i+1]
		}
		out, got := s.own(action, body)
		if got != want {
			t.Errorf("%s %v: %q, want %q", action, more, got, want)
		}
		return out
	}
	code := func() string { return six.FindString(s.texts[len(s.texts)-1]) }
	phone := []any{"AttributeName", "phone_number"}
	do("VerifyUserAttribute", "ExpiredCodeException", append(phone, "Code", "123456")...)
	do("GetUserAttributeVerificationCode", "InvalidParameterException", "AttributeName", "name")
	do("GetUserAttributeVerificationCode", "", phone...)
	do("VerifyUserAttribute", "CodeMismatchException", append(phone, "Code", "12345")...)
	s.now = s.now.Add(10 * time.Minute)
	do("VerifyUserAttribute", "ExpiredCodeException", append(phone, "Code", code())...)
	change := func(name, value string) []any {
		return []any{"UserAttributes", []map[string]string{{"Name": name, "Value": value}}}
	}
	do("UpdateUserAttributes", "InvalidParameterException", change("phone_number", "0600000002")...)
	do("UpdateUserAttributes", "", change("phone_number", "+33600000022")...)
	do("UpdateUserAttributes", "", change("email", "claire@cabinet.example")...)
	do("VerifyUserAttribute", "AliasExistsException", "AttributeName", "email", "Code", six.FindString(s.mails[len(s.mails)-1]))
	if out, _ := json.Marshal(do("GetUser", "")); strings.Contains(string(out), "+33600000022") || !strings.Contains(string(out), "+33600000002") {
		t.Errorf("the new number counts before its code: %s", out)
	}
	do("VerifyUserAttribute", "", append(phone, "Code", code())...)
	if out, _ := json.Marshal(do("GetUser", "")); !strings.Contains(string(out), `"+33600000022"`) {
		t.Errorf("%s", out)
	}
	do("VerifyUserAttribute", "ExpiredCodeException", append(phone, "Code", code())...) // once
	for range 3 {
		do("GetUserAttributeVerificationCode", "", phone...)
	}
	do("GetUserAttributeVerificationCode", "LimitExceededException", phone...)
	for range 5 {
		do("VerifyUserAttribute", "CodeMismatchException", append(phone, "Code", "12345")...)
	}
	do("VerifyUserAttribute", "LimitExceededException", append(phone, "Code", code())...)
	do("DeleteUser", "UnknownOperationException")
	for _, bad := range []string{"", "x", s.tokenOf("marc@conseil.example", "tierce/api")} {
		token = bad
		do("GetUser", "NotAuthorizedException")
	}
	token = s.tokenOf("marc@conseil.example", scope)
	s.now = s.now.Add(time.Hour)
	do("GetUser", "NotAuthorizedException")
}

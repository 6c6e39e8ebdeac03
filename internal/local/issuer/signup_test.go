package issuer_test

import (
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"golang.org/x/oauth2"
)

var six = regexp.MustCompile(`\b\d{6}\b`)

func form() url.Values {
	return url.Values{"name": {"Marc Petit"}, "email": {"Marc@conseil.example"}, "phone": {"+33 6 00-00-00-02"}, "password": {password}, "locale": {"en"}}
}

// codes gives the last mail's and the last text message's code.
func (s *stage) codes() url.Values {
	s.t.Helper()
	if len(s.mails) == 0 || len(s.texts) == 0 {
		s.t.Fatal("no codes were sent")
	}
	return url.Values{
		"email_code": {six.FindString(s.mails[len(s.mails)-1])},
		"phone_code": {six.FindString(s.texts[len(s.texts)-1])},
	}
}

func TestSigningUpVerifiesMailAndPhone(t *testing.T) {
	s := opened(t, "")
	verifier := oauth2.GenerateVerifier()
	p := s.submit(s.begin(verifier, oauth2.SetAuthURLParam("prompt", "create")), "/sign-up", form())
	if !strings.HasSuffix(p.at.Path, "/verify") || !strings.Contains(p.body, "marc@conseil.example") {
		t.Fatalf("%d at %s", p.status, p.at)
	}
	if !strings.HasPrefix(s.mails[0], "marc@conseil.example|Your Tierce verification code|Hello Marc Petit") || !strings.HasPrefix(s.texts[0], "+33600000002|Tierce: ") {
		t.Errorf("%q, %q", s.mails, s.texts)
	}
	right := s.codes()
	if right.Get("email_code") == right.Get("phone_code") {
		t.Skip("one in a million: both codes are the same")
	}
	for field := range right {
		wrong := maps.Clone(right)
		wrong[field] = []string{"12345"}
		if p := s.submit(p, "/verify", wrong); p.location != nil || p.status != http.StatusUnprocessableEntity {
			t.Fatalf("wrong %s: %d", field, p.status)
		}
		if _, err := s.AccessToken("marc@conseil.example"); err == nil {
			t.Fatal("the user exists before both codes came back")
		}
	}
	p = s.submit(p, "/verify", right)
	if p.location == nil {
		t.Fatalf("%d %s", p.status, p.body)
	}
	tokens, err := s.config.Exchange(t.Context(), p.location.Query().Get("code"), oauth2.VerifierOption(verifier))
	if err != nil {
		t.Fatal(err)
	}
	_, claims, err := s.identity(tokens.Extra("id_token").(string))
	if err != nil || claims["email"] != "marc@conseil.example" || claims["phone_number"] != "+33600000002" || claims["locale"] != "en" {
		t.Errorf("%v, %v", claims, err)
	}
	p = s.submit(s.begin(verifier), "/sign-in", url.Values{"email": {"MARC@conseil.example"}, "password": {password}})
	if p.location == nil {
		t.Error("cannot sign in afterwards")
	}
}

func TestCodesEndAfterFiveTriesOrTenMinutes(t *testing.T) {
	s := opened(t, "")
	p := s.submit(s.begin("v", oauth2.SetAuthURLParam("prompt", "create")), "/sign-up", form())
	first := s.codes()
	for range 5 {
		s.submit(p, "/verify", url.Values{"email_code": {"x"}, "phone_code": {"x"}})
	}
	if s.submit(p, "/verify", first).location != nil {
		t.Fatal("right after five wrong answers")
	}
	if p := s.submit(p, "/verify", url.Values{"again": {"1"}}); !strings.Contains(p.body, `role="status"`) {
		t.Fatalf("%d %s", p.status, p.body)
	}
	second := s.codes()
	if first.Encode() != second.Encode() && s.submit(p, "/verify", first).location != nil {
		t.Fatal("earlier codes still count")
	}
	s.now = s.now.Add(10 * time.Minute)
	if s.submit(p, "/verify", second).location != nil {
		t.Fatal("right after ten minutes")
	}
	s.submit(p, "/verify", url.Values{"again": {"1"}})
	s.now = s.now.Add(10*time.Minute - time.Second)
	if s.submit(p, "/verify", s.codes()).location == nil {
		t.Fatal("refused before ten minutes")
	}
}

func TestSignUpNamesEachBadField(t *testing.T) {
	s := opened(t, "")
	p := s.begin("v", oauth2.SetAuthURLParam("prompt", "create"))
	for field, bad := range map[string][]string{
		"name":     {"", " ", "a\nb", strings.Repeat("é", 101)},
		"email":    {"", "marc", "Marc <marc@conseil.example>", "a@b@c.example", "claire@cabinet.example"},
		"phone":    {"", "0600000002", "+0600000002", "+33x", "+1234567890123456"},
		"password": {"", "12 short one"[:11], strings.Repeat("x", 201)},
		"locale":   {"", "de"},
	} {
		for _, value := range bad {
			values := form()
			values.Set(field, value)
			answer := s.submit(p, "/sign-up", values)
			if answer.status != http.StatusUnprocessableEntity || strings.Count(answer.body, `<li><a href="#`) != 1 || !strings.Contains(answer.body, `<a href="#`+field+`"`) {
				t.Errorf("%s %q: %d", field, value, answer.status)
			}
		}
	}
	if len(s.mails)+len(s.texts) != 0 {
		t.Error("a code was sent for a bad form")
	}
}

func TestUsersAndKeySurviveARestart(t *testing.T) {
	dir := t.TempDir()
	opened(t, dir)
	info, err := os.Stat(filepath.Join(dir, "issuer.json"))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Fatalf("%v, %v", info, err)
	}
	content, err := os.ReadFile(filepath.Join(dir, "issuer.json"))
	if err != nil || strings.Contains(string(content), password) {
		t.Fatalf("the password is in the file, or %v", err)
	}
	s := opened(t, dir) // seeds Claire again
	changed := claire
	changed.Name, changed.Subject = "Another", "another"
	kept, err := s.AddUser(changed)
	if err != nil || kept.Subject != "claire-1" || kept.Name != "Claire Morel" || kept.Password != "" {
		t.Errorf("%+v, %v", kept, err)
	}
	s.code(oauth2.GenerateVerifier())
}

func TestPagesSpeakBothLanguages(t *testing.T) {
	s := opened(t, "")
	for want, p := range map[string]page{
		`<html lang="fr">`: s.begin("v"),
		`<html lang="en">`: s.begin("v", oauth2.SetAuthURLParam("ui_locales", "de en-GB fr")),
	} {
		if !strings.Contains(p.body, want) {
			t.Errorf("no %s", want)
		}
	}
	r, _ := http.NewRequest(http.MethodGet, s.url+"/logout", nil)
	r.Header.Set("Accept-Language", "de;q=0.9, en;q=0.8, fr;q=0.1")
	if p := s.read(s.http.Do(r)); !strings.Contains(p.body, "You are signed out") {
		t.Error("the browser's language is not heard")
	}
}

func TestEveryAnswerIsStrict(t *testing.T) {
	s := opened(t, "")
	for _, path := range []string{"/logout", "/jwks", "/style.css", "/sign-in", "/nowhere"} {
		res, err := http.Get(s.url + path)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		csp := res.Header.Get("Content-Security-Policy")
		if !strings.Contains(csp, "default-src 'none'") || !strings.Contains(csp, "form-action 'self' http://app.example") {
			t.Errorf("%s: %s", path, csp)
		}
	}
	r := httptest.NewRequest(http.MethodPost, "/_local/issuer/sign-in", nil)
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	if w.Code != http.StatusForbidden {
		t.Errorf("a post from another site: %d", w.Code)
	}
}

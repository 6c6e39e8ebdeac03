package promises

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"strings"

	"tierce/internal/gateway"
	localissuer "tierce/internal/local/issuer"
	"tierce/internal/portal"
)

var gil = &person{"Gil Plantedname", "gil@planted-k.example", "+33199000088"} // whose telephone is open

const otherPhone = "+33199000099"

// proves signs Gil in as a browser does, at an issuer that left his telephone
// open, and verifies another one there: wrong code, right code. The access
// tokens that pass are secrets from then on.
func (h *house) proves() {
	h.Helper()
	var codes []string
	var at *localissuer.Issuer
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { at.ServeHTTP(w, r) }))
	h.Cleanup(server.Close)
	sent := func(text string) error {
		codes = append(codes, text[strings.IndexAny(text, "0123456789"):][:6])
		return nil
	}
	var err error
	at, err = localissuer.Open(localissuer.Config{URL: server.URL + "/issuer", ClientID: "portal", Redirects: []string{site + "/signin/callback"},
		Mail: func(_, _, text string) error { return sent(text) }, SMS: func(_, text string) error { return sent(text) }, Now: h.clock})
	if err != nil {
		h.Fatal(err)
	}
	if _, err := at.AddUser(localissuer.User{Email: gil.email, Phone: gil.phone, Name: gil.name, Password: "a long password", UnverifiedPhone: true}); err != nil {
		h.Fatal(err)
	}
	before := h.portal
	defer func() { h.portal = before }()
	h.portal = gateway.Host(gateway.Handler(portal.Handler(h.rooms["portal"], portal.Options{BaseURL: site, Issuer: server.URL + "/issuer",
		ClientID: "portal", OwnAPI: server.URL + "/issuer/own", HTTP: &http.Client{Transport: overheard{h}}})))
	v := &visitor{house: h, who: gil, others: map[string]string{}}
	v.arrive()
	page := v.get("/account/verify").is(200)
	v.send("/account/verify/phone", page.forms()["/account/verify/phone"])
	change := v.get("/account/verify/phone/change").is(200).forms()["/account/verify/phone"]
	change.Set("value", otherPhone)
	v.send("/account/verify/phone", change)
	code := v.get("/account/verify/phone").is(200).forms()["/account/verify/phone/code"]
	for _, typed := range []string{"1", codes[len(codes)-1]} {
		code.Set("code", typed)
		v.send("/account/verify/phone/code", code)
	}
	if !strings.Contains(string(v.get("/account").is(200).body), otherPhone[1:]) {
		h.Error("the other telephone is not verified")
	}
	h.secrets = append(h.secrets, strings.Split(v.cookie, ".")[1], v.others["__Host-tierce-proof"])
	h.ids["what"] = "phone"
}

// arrive goes to the issuer and back.
func (v *visitor) arrive() {
	v.Helper()
	jar, _ := cookiejar.New(nil)
	browser := &http.Client{Jar: jar, CheckRedirect: func(r *http.Request, _ []*http.Request) error {
		if strings.HasPrefix(r.URL.String(), site) {
			return http.ErrUseLastResponse
		}
		return nil
	}}
	res, err := browser.Get(v.get("/signin").is(302).header.Get("Location"))
	if err != nil {
		v.Fatal(err)
	}
	body, _ := io.ReadAll(res.Body)
	form := answer{body: body}.forms()["/issuer/sign-in"]
	form.Set("email", v.who.email)
	form.Set("password", "a long password")
	if res, err = browser.PostForm("http://"+res.Request.URL.Host+"/issuer/sign-in", form); err != nil {
		v.Fatal(err)
	}
	back, err := res.Location()
	if err != nil {
		v.Fatal(err)
	}
	if to := v.get(back.RequestURI()).is(303).header.Get("Location"); to != "/account/verify" {
		v.Fatalf("the sign-in leads to %s", to)
	}
}

// overheard notes the access tokens that the portal sends and is given.
type overheard struct{ h *house }

func (o overheard) RoundTrip(r *http.Request) (*http.Response, error) {
	res, err := http.DefaultTransport.RoundTrip(r)
	if err != nil || !strings.HasSuffix(r.URL.Path, "/token") {
		return res, err
	}
	body, err := io.ReadAll(res.Body)
	res.Body = io.NopCloser(bytes.NewReader(body))
	var tokens struct {
		Access string `json:"access_token"`
		ID     string `json:"id_token"`
	}
	_ = json.Unmarshal(body, &tokens) // an answer without tokens has no secrets
	for _, token := range []string{tokens.Access, tokens.ID} {
		if token != "" {
			o.h.secrets = append(o.h.secrets, token)
		}
	}
	return res, err
}

package portal

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"tierce/internal/access"
	"tierce/internal/invitation"
	localissuer "tierce/internal/local/issuer"
	"tierce/internal/rooms/roomstest"
	"tierce/internal/table/tabletest"
)

const password = "correct horse battery"

// proving is a house whose portal signs people in with the local issuer, which
// verifies what Cognito's pages would.
type proving struct {
	*kin
	issuer *localissuer.Issuer
	mails  []string // "to|text"
	texts  []string
	tokens []string // every access token that the portal used
}

func newProving(t *testing.T) *proving {
	t.Helper()
	p := &proving{kin: newKin(t)}
	p.Rooms = p.Rooms.In(roomstest.Issuer) // whoever signs in is who the tests know by their address
	at := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { p.issuer.ServeHTTP(w, r) }))
	t.Cleanup(at.Close)
	var err error
	p.issuer, err = localissuer.Open(localissuer.Config{URL: at.URL + "/issuer", ClientID: "portal", Redirects: []string{p.server.URL + "/signin/callback"},
		Mail: func(to, _, text string) error { p.mails = append(p.mails, to+"|"+text); return nil },
		SMS:  func(to, text string) error { p.texts = append(p.texts, to+"|"+text); return nil },
		Now:  p.Clock})
	p.must(err)
	p.server.Config.Handler = Handler(p.Rooms, Options{BaseURL: p.server.URL, Issuer: at.URL + "/issuer", ClientID: "portal",
		OwnAPI: at.URL + "/issuer/own", HTTP: &http.Client{Transport: p}})
	return p
}

var tokenSent = regexp.MustCompile(`"AccessToken":"([^"]+)"`)

// RoundTrip notes the access tokens that pass.
func (p *proving) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Body != nil {
		body, err := io.ReadAll(r.Body)
		p.must(err)
		if found := tokenSent.FindSubmatch(body); found != nil {
			p.tokens = append(p.tokens, string(found[1]))
		}
		r = r.Clone(r.Context())
		r.Body = io.NopCloser(strings.NewReader(string(body)))
	}
	return http.DefaultTransport.RoundTrip(r)
}

// user is somebody with an account at the issuer. All that they do not say is
// verified.
func (p *proving) user(u localissuer.User) {
	p.t.Helper()
	u.Subject, u.Password, u.Locale = u.Email, password, "en"
	if u.Phone == "" {
		u.Phone = roomstest.Phone(u.Email)
	}
	u.Name, _, _ = strings.Cut(u.Email, "@")
	_, err := p.issuer.AddUser(u)
	p.must(err)
}

// enters signs somebody in through the issuer's page, and gives their browser
// and where they end.
func (p *proving) enters(email, path string) (*visitor, string) {
	p.t.Helper()
	jar, err := cookiejar.New(nil)
	p.must(err)
	v := p.nobody()
	v.client.Jar = jar
	to := v.signsIn(path, email)
	v.account, err = p.People.Get(p.t.Context(), p.Account(email))
	p.must(err)
	return v, to
}

func (v *visitor) signsIn(path, email string) string {
	v.t.Helper()
	browser := &http.Client{Jar: v.client.Jar, CheckRedirect: func(r *http.Request, _ []*http.Request) error {
		if strings.HasPrefix(r.URL.Path, "/signin/callback") {
			return http.ErrUseLastResponse
		}
		return nil
	}}
	res, err := browser.Get(v.server.URL + path)
	v.must(err)
	page, err := io.ReadAll(res.Body)
	v.must(err)
	form := fieldsOf(formTag.FindString(string(page)))
	form.Set("email", email)
	form.Set("password", password)
	res, err = browser.PostForm(strings.Replace(res.Request.URL.String(), "?"+res.Request.URL.RawQuery, "", 1), form)
	v.must(err)
	back, err := res.Location()
	v.must(err)
	return v.follow(v.get(back.RequestURI()))
}

var six = regexp.MustCompile(`\b\d{6}\b`)

func (p *proving) lastCode(of []string, to string) string {
	p.t.Helper()
	if len(of) == 0 || !strings.HasPrefix(of[len(of)-1], to+"|") {
		p.t.Fatalf("no code to %s: %q", to, of)
	}
	return six.FindString(of[len(of)-1])
}

const verifyPhone, verifyEmail = "/account/verify/phone", "/account/verify/email"

func TestABB5VerifyThePhoneAndTheDossierIsThere(t *testing.T) {
	p := newProving(t)
	p.give(claire, p.camille, invitation.Family, access.Read)
	p.user(localissuer.User{Email: camille, UnverifiedPhone: true})
	cam, to := p.enters(camille, "/signin?next=/dossiers")
	if to != verifyPath {
		t.Fatalf("the sign-in leads to %s", to)
	}
	digits := lastDigits(roomstest.Phone(camille))
	page := cam.see(to)
	want(t, page, "Access to a dossier of Cabinet Un is waiting for you", "ending in "+digits, "Send me a code by SMS", "Continue without verifying")
	want(t, cam.see("/dossiers"), "one step is missing", p.linkOf(p.camille, invitation.Family))
	want(t, p.visit(claire).see(p.at("/rights")), "Phone to verify")
	if got := p.state(p.camille, invitation.Family); got != invitation.Phone || len(p.texts) != 0 {
		t.Fatalf("looking sent %d codes, state %s", len(p.texts), got)
	}
	if to = cam.follow(cam.send(to, verifyPhone)); to != verifyPhone {
		t.Fatalf("a code leads to %s", to)
	}
	want(t, cam.see(to), "A code is on its way to +*******", `autocomplete="one-time-code"`)
	code := p.lastCode(p.texts, roomstest.Phone(camille))
	if a := cam.send(to, to+"/code", "code", "12345"); a.StatusCode != 422 || !strings.Contains(a.body, "This is not the code that was sent") {
		t.Fatalf("a wrong code: %d\n%s", a.StatusCode, mainOf(a.body))
	}
	if a := cam.get(p.at("")); a.StatusCode != 404 {
		t.Fatalf("in before the code: %d", a.StatusCode)
	}
	to = cam.follow(cam.send(to, to+"/code", "code", code[:3]+" "+code[3:]))
	if to != p.at("?done=came-in") {
		t.Fatalf("the code leads to %s", to)
	}
	want(t, cam.see(to), "this dossier is open to you from now on", "The case of "+claire)
	if got := p.state(p.camille, invitation.Family); got != invitation.Accepted {
		t.Errorf("state %s", got)
	}
	want(t, cam.see("/account"), roomstest.Phone(camille))
	p.holdsNoToken(cam)
}

// holdsNoToken looks for access tokens wherever something is kept.
func (p *proving) holdsNoToken(v *visitor) {
	p.t.Helper()
	if len(p.tokens) == 0 {
		p.t.Fatal("no token was seen")
	}
	var kept strings.Builder
	for _, r := range tabletest.Rows(p.t, p.Table) {
		for _, value := range r {
			kept.WriteString(textOf(p.t, value))
		}
	}
	at, _ := url.Parse(p.server.URL)
	for _, c := range v.client.Jar.Cookies(at) {
		kept.WriteString(c.Value)
	}
	for _, token := range p.tokens {
		if _, signed, _ := strings.Cut(token, "."); strings.Contains(kept.String(), signed[:40]) {
			p.t.Errorf("an access token can be read in a row or a cookie")
		}
	}
}

func TestABB3TheInvitedTelephoneReplacesAnother(t *testing.T) {
	p := newProving(t)
	p.give(claire, p.camille, invitation.Family, access.Read)
	p.user(localissuer.User{Email: camille, Phone: "+33639980199"})
	link := p.linkOf(p.camille, invitation.Family)
	cam, to := p.enters(camille, "/signin?next="+link)
	if to != link {
		t.Fatalf("both are verified, and the sign-in leads to %s", to)
	}
	want(t, cam.see(link), "ending in "+lastDigits(roomstest.Phone(camille)), verifyPath+"?next=")
	again := "/signin?prove=1&next=" + url.QueryEscape(link)
	want(t, cam.see(verifyPath+"?next="+link), "It may ask you to sign in once more", again)
	if to = cam.signsIn(again, camille); to != verifyPath {
		t.Fatalf("leads to %s", to)
	}
	want(t, cam.see(to), "+33639980199 ", "Use another telephone number")
	change := verifyPhone + "/change"
	if a := cam.send(change, verifyPhone, "value", "0639980023"); a.StatusCode != 422 || !strings.Contains(a.body, `href="#f-value"`) {
		t.Fatalf("a number without country: %d\n%s", a.StatusCode, mainOf(a.body))
	}
	to = cam.follow(cam.send(change, verifyPhone, "value", roomstest.Phone(camille)))
	want(t, cam.see("/account"), "+33639980199") // until the code comes back
	first := p.lastCode(p.texts, roomstest.Phone(camille))
	form := formFor(t, cam.see(to), to)
	cam.follow(cam.post(to, form)) // another code goes to the new number, too
	second := p.lastCode(p.texts, roomstest.Phone(camille))
	if a := cam.send(to, to+"/code", "code", first); first != second && a.StatusCode != 422 {
		t.Errorf("the earlier code still counts: %d", a.StatusCode)
	}
	if to = cam.follow(cam.send(to, to+"/code", "code", second)); to != p.at("?done=came-in") {
		t.Errorf("leads to %s", to)
	}
	if got := p.state(p.camille, invitation.Family); got != invitation.Accepted {
		t.Errorf("state %s", got)
	}
}

func TestABB3AnAddressLeftOpenAtSignUpIsVerified(t *testing.T) {
	p := newProving(t)
	p.give(claire, p.camille, invitation.Family, access.Read)
	p.user(localissuer.User{Email: camille, UnverifiedEmail: true})
	link := p.linkOf(p.camille, invitation.Family)
	cam, to := p.enters(camille, "/signin?next="+link)
	if to != verifyPath {
		t.Fatalf("leads to %s", to)
	}
	want(t, cam.see(link), "One step is missing: your e-mail address", "c••••••@maison.example")
	to = cam.follow(cam.send(verifyPath, verifyEmail))
	if to = cam.follow(cam.send(to, to+"/code", "code", p.lastCode(p.mails, camille))); to != p.at("?done=came-in") {
		t.Errorf("leads to %s", to)
	}
}

func TestVerifyingSaysWhatIsWrong(t *testing.T) {
	p := newProving(t)
	p.user(localissuer.User{Email: camille, UnverifiedPhone: true})
	p.user(localissuer.User{Email: bernard})
	cam, _ := p.enters(camille, "/signin?next=/dossiers")
	refused := func(what string, a answer, status int, sentence string) {
		t.Helper()
		if a.StatusCode != status || !strings.Contains(plain(a.body), sentence) {
			t.Errorf("%s: %d\n%s", what, a.StatusCode, mainOf(a.body))
		}
	}
	cam.follow(cam.send(verifyPath, verifyPhone))
	at := verifyPhone + "/code"
	refused("no code", cam.send(verifyPhone, at, "code", " "), 422, "Fill this in")
	p.Time.Advance(10 * time.Minute)
	refused("late", cam.send(verifyPhone, at, "code", p.lastCode(p.texts, roomstest.Phone(camille))), 422, "This code is no longer valid")
	cam.follow(cam.send(verifyPath, verifyPhone))
	for range 5 {
		refused("wrong", cam.send(verifyPhone, at, "code", "12345"), 422, "This is not the code")
	}
	refused("right at the sixth try", cam.send(verifyPhone, at, "code", p.lastCode(p.texts, roomstest.Phone(camille))), 429, "Too many tries")
	for range 3 {
		cam.follow(cam.send(verifyPath, verifyPhone))
	}
	refused("a sixth code", cam.send(verifyPath, verifyPhone), 429, "Too many tries")
	change := verifyEmail + "/change"
	refused("no address", cam.send(change, verifyEmail, "value", "bernard"), 422, `href="#f-value"`)
	to := cam.follow(cam.send(change, verifyEmail, "value", bernard))
	refused("another’s", cam.send(to, to+"/code", "code", p.lastCode(p.mails, bernard)), 409, "Another account has this e-mail address")
}

func TestATokenThatIsOverIsAskedForAgain(t *testing.T) {
	p := newProving(t)
	p.user(localissuer.User{Email: camille, UnverifiedPhone: true})
	cam, _ := p.enters(camille, "/signin?next=/dossiers")
	form := formFor(t, cam.see(verifyPath), verifyPhone)
	p.Time.Advance(20 * time.Minute)
	cam.see(verifyPath)
	p.Time.Advance(10 * time.Minute)
	if to := cam.follow(cam.post(verifyPhone, form)); to != verifyPath || len(p.texts) != 0 {
		t.Fatalf("leads to %s, %d codes", to, len(p.texts))
	}
	p.must(p.People.SetLang(t.Context(), cam.account.ID, "fr"))
	want(t, cam.see(verifyPath), "Il peut vous demander de vous connecter de nouveau", "/signin?prove=1&next=%2Fdossiers")
	other, _ := p.enters(camille, "/signin?next=/dossiers")
	at, _ := url.Parse(p.server.URL)
	for _, c := range other.client.Jar.Cookies(at) {
		if c.Name == "tierce-proof" {
			cam.client.Jar.SetCookies(at, []*http.Cookie{c})
		}
	}
	if strings.Contains(cam.see(verifyPath), `action="`+verifyPhone+`"`) {
		t.Error("the proof of another session opens")
	}
	if a := cam.get("/account/verify/name"); a.StatusCode != 404 {
		t.Errorf("something else: %d", a.StatusCode)
	}
}

func TestAnIssuerWithoutTheAPIVerifiesByItself(t *testing.T) {
	h, _, _, _ := furnished(t)
	want(t, h.visit(nina).see(verifyPath), "They are verified by the service that you sign in with")
}

// Whoever signs out must not be let in again by the issuer's own session.
func TestASignOutAsksTheIssuerForThePasswordAgain(t *testing.T) {
	p := newProving(t)
	p.user(localissuer.User{Email: bernard})
	b, _ := p.enters(bernard, "/signin?next=/account")
	asks := func() bool { return strings.Contains(b.get("/signin").Header.Get("Location"), "prompt=login") }
	if asks() {
		t.Error("before the sign-out")
	}
	b.follow(b.send("/account", "/signout"))
	if !asks() {
		t.Error("not after the sign-out")
	}
	if b.signsIn("/signin?next=/account", bernard); asks() {
		t.Error("still, after another sign-in")
	}
}

func TestOwnAPIOfACognitoPool(t *testing.T) {
	for issuer, want := range map[string]string{
		"https://cognito-idp.eu-west-3.amazonaws.com/eu-west-3_AbC123":          "https://cognito-idp.eu-west-3.amazonaws.com/",
		"https://cognito-idp.cn-north-1.amazonaws.com.cn/cn-north-1_AbC":        "https://cognito-idp.cn-north-1.amazonaws.com.cn/",
		"https://cognito-idp.eu-west-3.amazonaws.com.evil.example/eu-west-3_Ab": "",
		"https://issuer.example": "",
	} {
		if got := ownAPI(issuer); got != want {
			t.Errorf("%s: %q", issuer, got)
		}
	}
}

func textOf(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

package portal

import (
	"log/slog"
	"net/http"
	"net/url"
	"strings"

	"tierce/internal/access"
	"tierce/internal/fault"
	"tierce/internal/people"
)

// The pages that verify what the issuer's own pages left open: Cognito's prove
// one of e-mail and phone at sign-up, and access wants both (ABB-3, ABB-5).
const verifyPath = "/account/verify"

// verification is the page that says what is verified.
type verification struct {
	Able    bool // the issuer lets people verify here
	Awaited []awaited
	Details []detail
	Again   string // path, where the issuer has to confirm the visitor first
	Later   string // path; "" where nothing is left open
}

// detail is one of the two.
type detail struct {
	Label, Value string
	Verified     bool
	Send         *form
	Change       link
}

// verifyPage shows both, and how to verify what is open. It asks the issuer
// and changes nothing.
func (v *visit) verifyPage() error {
	if err := v.admit(); err != nil {
		return err
	}
	return v.askVerify(http.StatusOK, nil)
}

func (v *visit) askVerify(status int, wrong *problem) error {
	p, next, err := v.underWay()
	if err != nil {
		return err
	}
	held := said{Email: v.account.Email, EmailVerified: v.account.Email != "", Phone: v.account.Phone, PhoneVerified: v.account.Phone != ""}
	if p.Token != "" {
		if held, err = v.own.user(v.ctx, p.Token); fault.Is(err, proofOver) {
			v.forgetProof()
			p, held, err = proof{}, said{}, nil
		}
		if err != nil {
			return err
		}
	}
	f := v.frame(v.say("portal.verify.title"))
	f.Problem, f.Back = wrong, &link{"/account", v.say("portal.account.title")}
	d := verification{Able: v.own.url != "", Details: v.details(f, held, p.Token != "")}
	if d.Awaited, err = v.offersWaiting(); err != nil {
		return err
	}
	if d.Able && p.Token == "" {
		d.Again = "/signin?prove=1&next=" + url.QueryEscape(next)
	}
	if v.account.Email == "" || v.account.Phone == "" || len(d.Awaited) > 0 {
		d.Later = next
	}
	return v.show(status, "verify", f, d)
}

// underWay gives the proof that the browser keeps, if any, and where the
// visitor was going before; the address of the page may say so anew.
func (v *visit) underWay() (p proof, next string, err error) {
	p, ok := v.proof()
	next = "/dossiers"
	if ok {
		next = p.Next
	}
	if to := v.r.URL.Query().Get("next"); to != "" {
		next = local(to)
		if ok && next != p.Next {
			p.Next = next
			err = v.keep(v.by.Session(), p)
		}
	}
	return p, next, err
}

func (v *visit) details(f *frame, held said, able bool) []detail {
	list := []detail{
		{Label: v.say("portal.account.email"), Value: held.Email, Verified: bool(held.EmailVerified)},
		{Label: v.say("portal.account.phone"), Value: held.Phone, Verified: bool(held.PhoneVerified)}}
	for i, what := range []string{"email", "phone"} {
		at := verifyPath + "/" + what
		if able && !list[i].Verified && list[i].Value != "" {
			send := f.form(at, "portal.verify.send-"+what)
			list[i].Send = &send
		}
		if able {
			list[i].Change = link{at + "/change", v.say("portal.verify.change-" + what)}
		}
	}
	return list
}

// what gives which of the two the address names.
func (v *visit) what() (string, error) {
	what := v.r.PathValue("what")
	if attributes[what] == "" {
		return "", access.Nothing()
	}
	return what, nil
}

// sendCode has a code sent: to a value typed here, to the one typed before, or
// to the one that the issuer holds.
func (v *visit) sendCode() error {
	what, err := v.what()
	if err != nil {
		return err
	}
	p, ok := v.proof()
	if !ok {
		return v.see(verifyPath)
	}
	page := v.askVerify
	switch {
	case v.r.PostForm.Has("value"):
		page = v.askChange
		if p.Value, err = cleanValue(what, v.value("value")); err != nil {
			return v.mend(err, page)
		}
	case v.r.PostForm.Has("again") && p.What == what:
		page = v.askCode
	default:
		p.Value = ""
	}
	sent, err := v.own.send(v.ctx, p.Token, what, p.Value)
	if err != nil {
		return v.unproven(err, page)
	}
	p.What, p.To = what, sent.Destination
	if err := v.keep(v.by.Session(), p); err != nil {
		return err
	}
	return v.see(verifyPath + "/" + what)
}

func cleanValue(what, typed string) (string, error) {
	if what == "email" {
		return people.Mail("value", typed)
	}
	return people.Phone("value", typed)
}

// unproven shows the page again with what is wrong; where the issuer takes the
// token no longer, the first page, which leads to a new one.
func (v *visit) unproven(err error, page func(int, *problem) error) error {
	switch f := fault.Of(err); {
	case fault.Is(err, proofOver):
		v.forgetProof()
		return v.see(verifyPath)
	case f != nil && f.Kind == fault.Unavailable:
		slog.ErrorContext(v.ctx, "not verified", "error", causes(err))
	}
	return v.mend(err, page)
}

// codePage asks for the code.
func (v *visit) codePage() error {
	if err := v.admit(); err != nil {
		return err
	}
	return v.askCode(http.StatusOK, nil)
}

func (v *visit) askCode(status int, wrong *problem) error {
	what, err := v.what()
	if err != nil {
		return err
	}
	p, ok := v.proof()
	if !ok || p.What != what {
		return v.see(verifyPath)
	}
	f := v.frame(v.say("portal.verify.code-title-" + what))
	f.Problem, f.Back = wrong, &link{verifyPath, v.say("portal.verify.title")}
	at := verifyPath + "/" + what
	code := control{Kind: "code", Name: "code", Label: v.say("portal.verify.code"), Help: v.say("portal.verify.code-help"), Auto: "one-time-code", Most: 20}
	again := f.form(at, "portal.verify.again")
	again.Hidden = []pair{{"again", "1"}}
	return v.show(status, "code", f, struct {
		To     string
		Form   form
		Again  form
		Change link
	}{p.To, f.form(at+"/code", "portal.verify.button", code).with(wrong), again, link{at + "/change", v.say("portal.verify.change-" + what)}})
}

// changePage asks for another address or number. The old one counts until the
// new one is verified.
func (v *visit) changePage() error {
	if err := v.admit(); err != nil {
		return err
	}
	return v.askChange(http.StatusOK, nil)
}

func (v *visit) askChange(status int, wrong *problem) error {
	what, err := v.what()
	if err != nil {
		return err
	}
	if _, ok := v.proof(); !ok {
		return v.see(verifyPath)
	}
	f := v.frame(v.say("portal.verify.change-" + what))
	f.Problem, f.Back = wrong, &link{verifyPath, v.say("portal.verify.title")}
	c := control{Kind: "email", Name: "value", Label: v.say("portal.account.email"), Value: v.value("value"), Auto: "email", Most: 254}
	if what == "phone" {
		c = control{Kind: "text", Name: "value", Label: v.say("portal.account.phone"), Help: v.say("portal.verify.phone-help"), Value: v.value("value"), Auto: "tel", Most: 40}
	}
	ask := f.form(verifyPath+"/"+what, "portal.verify.send-"+what, c)
	ask.Cancel = f.Back
	return v.show(status, "form", f, simple{Intro: []string{v.say("portal.verify.change-text")}, Form: ask.with(wrong)})
}

// verifyCode takes the code to the issuer. What the issuer then calls verified
// is written as a sign-in writes it, so that what waits for it is the
// visitor's at once (ABB-3, ABB-5).
func (v *visit) verifyCode() error {
	what, err := v.what()
	if err != nil {
		return err
	}
	p, ok := v.proof()
	if !ok || p.What != what {
		return v.see(verifyPath)
	}
	code := strings.Join(strings.Fields(v.value("code")), "")
	if code == "" {
		return v.mend(fault.Bad("code", "missing"), v.askCode)
	}
	if strings.Trim(code, "0123456789") != "" {
		return v.mend(fault.Bad("code", "code-wrong"), v.askCode)
	}
	if err := v.own.verify(v.ctx, p.Token, what, code); err != nil {
		return v.unproven(err, v.askCode)
	}
	return v.proven(p)
}

// proven writes what the issuer now holds and leads on.
func (v *visit) proven(p proof) error {
	held, err := v.own.user(v.ctx, p.Token)
	if err != nil {
		return v.unproven(err, v.askVerify)
	}
	a, entered, err := v.Arrival.SignIn(v.ctx, held.claims(v.Issuer))
	if err != nil {
		return err
	}
	v.in(a)
	p.What, p.Value, p.To = "", "", ""
	if err := v.keep(v.by.Session(), p); err != nil {
		return err
	}
	waits, err := v.offersWaiting()
	switch {
	case err != nil:
		return err
	case len(entered) == 1:
		return v.see(dossierPath(entered[0]) + "?done=came-in")
	case len(entered) > 1:
		return v.see("/dossiers?done=verified")
	case a.Email == "" || a.Phone == "" || len(waits) > 0:
		return v.see(verifyPath + "?done=verified")
	}
	return v.see(p.Next)
}

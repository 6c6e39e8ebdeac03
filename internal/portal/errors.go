package portal

import (
	"log/slog"
	"net/http"
	"net/url"
	"sort"
	"strconv"
	"strings"
	"time"

	"tierce/internal/access"
	"tierce/internal/fault"
)

// statuses is the one map from a kind of refusal to an HTTP status.
var statuses = map[fault.Kind]int{
	fault.Internal: 500, fault.Malformed: 400, fault.Unknown: 401, fault.Forbidden: 403, fault.Hidden: 404,
	fault.Conflict: 409, fault.Gone: 410, fault.Stale: 412, fault.TooLarge: 413, fault.Invalid: 422,
	fault.TooMany: 429, fault.Unavailable: 503,
}

func statusOf(err error) int {
	if f := fault.Of(err); f != nil {
		return statuses[f.Kind]
	}
	return http.StatusInternalServerError
}

// oldForm is the code of a form that this session was not given: it was open
// since before the sign-in, or it is not ours.
const oldForm = "old-form"

func errOldForm() error   { return fault.New(fault.Forbidden, oldForm) }
func errCrossSite() error { return fault.New(fault.Forbidden, "cross-site") }

// refuse answers err: where nobody is signed in, with the way to sign in that
// keeps what was typed; else with a page that explains.
func (v *visit) refuse(err error) {
	f := fault.Of(err)
	switch {
	case f == nil || f.Kind == fault.Internal || f.Kind == fault.Unavailable:
		slog.ErrorContext(v.ctx, "refused", "path", v.r.Pattern, "error", causes(err))
	case f.Kind == fault.Unknown && v.r.Method == http.MethodPost:
		v.must(v.resume(http.StatusUnauthorized))
		return
	case f.Kind == fault.Unknown:
		http.Redirect(v.w, v.r, "/signin?next="+url.QueryEscape(v.r.URL.RequestURI()), http.StatusSeeOther)
		return
	case f.Code == oldForm:
		v.must(v.resume(http.StatusForbidden))
		return
	}
	v.must(v.refusal(err))
}

// causes gives what the log is to say: rooms keep typed values out of errors.
func causes(err error) string {
	if f := fault.Of(err); f != nil && f.Cause != nil {
		return f.Cause.Error()
	}
	return err.Error()
}

// must is for the last page that can be shown.
func (v *visit) must(err error) {
	if err == nil {
		return
	}
	slog.ErrorContext(v.ctx, "no page", "error", err.Error())
	http.Error(v.w, "Internal error", http.StatusInternalServerError)
}

// refused is what the page of a refusal shows.
type refused struct {
	Text, Fix, Rule, Request string
	Rows                     []problemLine
	Ways                     []link // what may be done instead
}

// refusal explains err: what is refused, by which rule, who can change it.
func (v *visit) refusal(err error, ways ...link) error {
	if !v.admitted {
		_ = v.admit() // only for the page's frame: what was refused stays refused
	}
	status := statusOf(err)
	fr := v.frame(v.say("portal.refused.title-" + strconv.Itoa(status)))
	fr.Here, fr.Notice = "", ""
	d := refused{Text: v.sentence(err), Request: v.requestID(), Ways: ways}
	if f := fault.Of(err); f != nil {
		d.Rule, d.Fix = f.Rule, v.fix(f)
		d.Rows = v.lines(f)
		v.retryAfter(f)
	}
	switch status {
	case http.StatusNotFound:
		d.Rule = "" // says nothing about what there is
	case http.StatusForbidden:
		d.Ways = append(d.Ways, v.backToDossier()...)
	}
	return v.show(status, "refused", fr, d)
}

// backToDossier leads whoever may open the dossier of the address back to it; a
// partner, who sees none of its pages, to what they are asked (LOC-6).
func (v *visit) backToDossier() []link {
	d, err := idIn(v.r.PathValue("dossier"))
	if err != nil {
		return nil
	}
	view, err := v.Dossiers.Load(v.ctx, v.by, d, access.Open, "")
	if view.Decision.Role == access.Partner {
		return []link{{"/solicitations", v.say("portal.solicitation.mine")}}
	}
	if err != nil || v.r.URL.Path == dossierPath(d) {
		return nil
	}
	return []link{{dossierPath(d), v.say("portal.refused.to-dossier")}}
}

func (v *visit) retryAfter(f *fault.Fault) {
	if f != nil && f.Retry > 0 {
		v.w.Header().Set("Retry-After", strconv.Itoa(int((f.Retry+time.Second-1)/time.Second)))
	}
}

// sentence says err in the visitor's language.
func (v *visit) sentence(err error) string {
	f := fault.Of(err)
	if f == nil || f.Kind == fault.Internal {
		return v.say("error.internal", "request", v.requestID())
	}
	return v.words(f.Code, f.Args)
}

// words says a code. Where people type otherwise than programs do (an amount,
// a date), the portal has a sentence of its own.
func (v *visit) words(code string, args []any) string {
	if own := "portal.error." + code; v.lang().Has(own) {
		return v.say(own, args...)
	}
	return v.say("error."+code, append(args[:len(args):len(args)], "request", v.requestID())...)
}

// fix says who can change it (ALL-4).
func (v *visit) fix(f *fault.Fault) string {
	if f.Fix == "" || !v.lang().Has("fix."+f.Fix) {
		return ""
	}
	return v.say("fix." + f.Fix)
}

// problem is why a form came back: a sentence, each value to mend, and in
// small print who can change it and the rule behind it (ALL-4).
type problem struct {
	Title string
	Lines []problemLine
	Small string
}

type problemLine struct {
	Name, Text string
	About      string // the label of the control called Name, where there is one
}

// At is the id of the control to go to; "" where there is none.
func (l problemLine) At() string { return controlID(l.Name) }

// problemOf lists what err says about the values of a form.
func (v *visit) problemOf(err error) *problem {
	p := &problem{Title: v.say("portal.problem")}
	f := fault.Of(err)
	if f != nil {
		p.Lines = v.lines(f)
	}
	if len(p.Lines) == 0 {
		p.Lines = []problemLine{{Text: v.sentence(err)}}
	}
	if f != nil && f.Fix != "nobody" {
		p.Small = v.fix(f)
	}
	if f != nil && f.Rule != "" {
		p.Small = strings.TrimSpace(p.Small + " " + v.say("portal.refused.rule", "rule", f.Rule))
	}
	return p
}

func (v *visit) lines(f *fault.Fault) []problemLine {
	var lines []problemLine
	for _, bad := range f.Fields {
		lines = append(lines, problemLine{Name: bad.Path, Text: v.words(bad.Code, bad.Args)})
	}
	if f.More > 0 {
		lines = append(lines, problemLine{Text: v.lang().Count("portal.more-problems", f.More)})
	}
	return lines
}

// of gives what is wrong with the value called name.
func (p *problem) of(name string) string {
	if p == nil {
		return ""
	}
	for _, l := range p.Lines {
		if l.Name == name {
			return l.Text
		}
	}
	return ""
}

// mendable tells whether a form that got err is to come back as it was typed.
// Otherwise the refusal has a page of its own.
func mendable(err error) bool {
	f := fault.Of(err)
	return f == nil || f.Kind != fault.Unknown && f.Kind != fault.Forbidden && f.Kind != fault.Hidden
}

// resumed is a form that could not be taken, kept as it was typed.
type resumed struct {
	Path   string
	Typed  []pair
	Files  bool
	SignIn bool
}

type pair struct{ Name, Value string }

// resume keeps what was typed in a form whose session is over: the page holds
// all of it and sends it again, once its reader has signed in (in another
// tab) and pressed the button. It never sends by itself, and what it sends
// counts only with the new session's token, which only such a page gives.
func (v *visit) resume(status int) error {
	if v.r.PostForm == nil {
		_ = v.readForm() // what cannot be read cannot be kept
	}
	d := resumed{Path: v.r.URL.RequestURI(), SignIn: !v.admitted, Files: v.r.MultipartForm != nil && len(v.r.MultipartForm.File) > 0}
	var names []string
	for name := range v.r.PostForm {
		if name != "token" {
			names = append(names, name)
		}
	}
	sort.Strings(names)
	for _, name := range names {
		for _, value := range v.r.PostForm[name] {
			d.Typed = append(d.Typed, pair{name, value})
		}
	}
	v.typed = true
	title := "portal.resume.title-confirm"
	if d.SignIn {
		title = "portal.resume.title"
	}
	return v.show(status, "resume", v.frame(v.say(title)), d)
}

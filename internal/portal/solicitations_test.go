package portal

import (
	"context"
	"net/url"
	"strings"
	"testing"
	"time"

	"tierce/internal/document"
	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/id"
	"tierce/internal/solicitation"
)

// The partners of a town: a bank and a heritage office outside, an agent inside.
const (
	bank   = "credit@banque.example"
	office = "plans@patrimoine.example"
)

// town is a request under review, which partners may see.
type town struct {
	*house
	org, d string
}

func newTown(t *testing.T) *town {
	h, org, _, _ := furnished(t)
	w := &town{house: h, org: org, d: h.Dossier(org, claire, "public-request")}
	for _, who := range []string{bank, office} {
		h.SignIn(who)
	}
	w.status("review")
	_, err := h.Dossiers.Save(context.Background(), h.As(claire), w.d, "applicant", 0, map[string]any{"last-name": "Petit", "income": "21000.00"})
	h.must(err)
	return w
}

func (w *town) at(path string) string { return "/dossiers/" + w.d + path }

func (w *town) status(s string) {
	w.t.Helper()
	_, err := w.Dossiers.Change(context.Background(), w.As(claire), w.d, dossier.Edit{Status: &s})
	w.must(err)
}

// typedAsk is the form of a solicitation of the bank's.
func (w *town) typedAsk() []string {
	return []string{"kind", "opinion", "scope", "Financial", "view", "financial-opinion", "partner.name", "Crédit", "partner.email", bank,
		"partner.language", "fr", "wished", w.Time.Now().AddDate(0, 0, 9).Format("02/01/2006"), "instructions", "Look at <costs>"}
}

// asked is one that is sent, and its key.
func (w *town) asked(kind solicitation.Kind, view, email string) (path, key string) {
	w.t.Helper()
	_, s, err := w.Solicitations.Make(context.Background(), w.As(claire), w.d, solicitation.Ask{Kind: kind, Scope: "Financial", View: view,
		Wished: w.Time.Now().AddDate(0, 0, 9).Format(time.DateOnly), Instructions: "Look at <costs>",
		Partner: solicitation.Partner{Name: "Partner", Email: email, Lang: "en"}}, id.New())
	w.must(err)
	header, err := w.Dossiers.Header(context.Background(), w.d)
	w.must(err)
	key, _, err = w.Solicitations.Key(context.Background(), solicitation.Mail{Header: header, Solicitation: s})
	w.must(err)
	return w.at("/solicitations/" + s.ID), key
}

// attached is one that who has attached, and their browser.
func (w *town) attached(kind solicitation.Kind, view, who string) (path string, v *visitor) {
	w.t.Helper()
	path, key := w.asked(kind, view, who)
	v = w.visit(who).speak("en")
	if to := v.follow(v.send("/attach", "/attach", "key", key)); to != path+"/answer?done=attached" {
		w.t.Fatal(to)
	}
	return path, v
}

// Everything that is wrong is said at once, at its control, with what was typed;
// then what the partner would see is shown, and only then are they asked.
func TestLOC2AskingAPartnerShowsFirstWhatTheyWouldSee(t *testing.T) {
	w := newTown(t)
	v := w.visit(claire).speak("fr")
	add := w.at("/solicitations/new")
	bad := v.send(add, add, "scope", "x", "partner.email", "nowhere", "wished", "31/02/2026", "instructions", "Gardé & <tout>", "when", "granted")
	if bad.StatusCode != 422 || !strings.Contains(bad.body, "Gardé &amp; &lt;tout&gt;</textarea>") || !strings.Contains(bad.body, `value="31/02/2026"`) || !strings.Contains(bad.body, `value="nowhere"`) {
		t.Errorf("%d %s", bad.StatusCode, mainOf(bad.body))
	}
	for _, name := range []string{"kind", "view", "partner.name", "partner.email", "partner.language", "wished", "when"} {
		if !strings.Contains(bad.body, `href="#f-`+name+`"`) {
			t.Errorf("nothing is said of %s", name)
		}
	}
	shown := v.send(add, add, w.typedAsk()...)
	shows(t, shown.body, "Ce que verrait le partenaire", "Petit")
	if _, list, err := w.Solicitations.List(t.Context(), w.As(claire), w.d); err != nil || len(list) != 0 || !strings.Contains(spaced(shown.body), "21 000,00 €") {
		t.Errorf("%d asked, %v: %s", len(list), err, mainOf(shown.body))
	}
	form := formFor(t, shown.body, add)
	for range 2 { // pressed twice
		to := v.follow(v.post(add, form))
		shows(t, v.see(to), "Le partenaire est sollicité", "")
	}
	form.Set("view", "heritage-plans") // another view is shown before
	if again := v.post(add, form); again.StatusCode != 200 {
		t.Errorf("asked with what nobody saw: %d", again.StatusCode)
	}
	page := v.see(w.at("/solicitations"))
	shows(t, page, "Réponses : 0 sur 1", "")
	shows(t, v.see(w.at("")), "Partenaires (réponses : 0 sur 1)", "")
	if !strings.Contains(page, "Avis</span>") {
		t.Error(mainOf(page))
	}
}

// Where the model shows partners nothing, no page leads to them.
func TestLOC10WithoutAViewNothingLeadsToPartners(t *testing.T) {
	w := newTown(t)
	v := w.visit(claire).speak("en")
	want(t, v.see(w.at("")), `href="`+w.at("/solicitations"))
	other := w.Dossier(w.org, claire, "insurance-needs")
	if page := v.see("/dossiers/" + other); strings.Contains(page, "/solicitations\"") && strings.Contains(page, other+"/solicitations") {
		t.Error(mainOf(page))
	}
}

// A mistyped key comes back to be mended; one that was used, or never was, does
// not, and both get one answer.
func TestLOC5AKeyIsTypedInThePortal(t *testing.T) {
	w := newTown(t)
	path, key := w.asked(solicitation.Opinion, "financial-opinion", bank)
	v := w.visit(bank).speak("fr")
	typo := strings.ToLower(key[:len(key)-1]) + map[bool]string{true: "0", false: "1"}[key[len(key)-1] != '0']
	bad := v.send("/attach", "/attach", "key", typo)
	if bad.StatusCode != 422 || !strings.Contains(bad.body, `value="`+typo+`"`) {
		t.Errorf("%d %s", bad.StatusCode, mainOf(bad.body))
	}
	shows(t, bad.body, "faute de frappe", "")
	page := v.see(v.follow(v.send("/attach", "/attach", "key", " "+strings.ToLower(strings.ReplaceAll(key, "-", " ")))))
	shows(t, page, "Le dossier est rattaché à votre compte", "Petit")
	want(t, page, "Look at <costs>")
	spent := w.visit(office).speak("fr").send("/attach", "/attach", "key", key)
	if spent.StatusCode != 410 || strings.Contains(spent.body, key) {
		t.Errorf("%d %s", spent.StatusCode, mainOf(spent.body))
	}
	if a := w.visit(office).get(path + "/answer"); a.StatusCode != 404 {
		t.Errorf("the office: %d", a.StatusCode)
	}
	if a := v.get(w.at("")); a.StatusCode != 303 || a.Header.Get("Location") != "/solicitations" {
		t.Errorf("the dossier's page: %d %s", a.StatusCode, a.Header.Get("Location"))
	}
}

// What is wrong with an answer is said where it stands, in the partner's
// language, with all that was typed; a draft need not be whole, an answer must.
func TestLOC7ABadAnswerIsSaidAndKept(t *testing.T) {
	w := newTown(t)
	path, v := w.attached(solicitation.Both, "heritage-plans", office)
	v.speak("fr")
	at := path + "/answer"
	bad := v.send(at, at, "details", "Gardé & <tout>", "values.project.permit", "never", "action", "send")
	if bad.StatusCode != 422 || !strings.Contains(bad.body, "Gardé &amp; &lt;tout&gt;</textarea>") || !strings.Contains(bad.body, `href="#f-values.project.permit"`) {
		t.Errorf("%d %s", bad.StatusCode, mainOf(bad.body))
	}
	unsaid := v.send(at, at, "details", "Sans avis encore", "action", "send")
	if unsaid.StatusCode != 422 || !strings.Contains(unsaid.body, `href="#f-verdict"`) || !strings.Contains(unsaid.body, "Sans avis encore</textarea>") {
		t.Errorf("%d %s", unsaid.StatusCode, mainOf(unsaid.body))
	}
	shows(t, v.see(v.follow(v.send(at, at, "details", "Un brouillon"))), "Le brouillon est enregistré", "")
	stale := formFor(t, v.see(at), at)
	v.follow(v.send(at, at, "details", "Un autre"))
	stale.Set("details", "Trop tard")
	if a := v.post(at, stale); a.StatusCode != 412 || !strings.Contains(a.body, "Trop tard") {
		t.Errorf("%d %s", a.StatusCode, mainOf(a.body))
	}
	row := formFor(t, v.see(at), at)
	row.Set("action", "add-row:own.plans")
	row.Set("details", "Tapé avant la ligne")
	if a := v.post(at, row); a.StatusCode != 200 || !strings.Contains(a.body, "own.plans[0].title") || !strings.Contains(a.body, "Tapé avant la ligne") {
		t.Errorf("%d %s", a.StatusCode, mainOf(a.body))
	}
	agent := w.visit(claire).speak("fr")
	shows(t, agent.see(path), "Dossier rattaché", "Un autre")
	if a := v.get(path); a.StatusCode != 403 || !strings.Contains(a.body, "LOC-10") {
		t.Errorf("the agents' page: %d", a.StatusCode)
	}
}

// A file joins the answer once it is clean, with all that was typed, and is for
// the agents and its author.
func TestLOC7AnAnswerWithAFileWaitsUntilItIsClean(t *testing.T) {
	w := newTown(t)
	path, v := w.attached(solicitation.Complement, "heritage-plans", office)
	_, other := w.attached(solicitation.Opinion, "financial-opinion", bank)
	at := path + "/answer"
	form := formFor(t, v.see(at), at)
	form.Set("details", "Here & there\n“all” of it")
	form.Set("values.building.protected", "listed")
	form.Set("action", "send")
	waits := v.uploadAs(at, form, "plans.txt", []byte("of the roof"))
	for _, step := range []func(){func() {}, w.Arrive} {
		step()
		shows(t, waits.body, "saved as a draft", "Your answer is sent")
		want(t, waits.body, "plans.txt", "Send my answer")
		if page := v.see(at); !strings.Contains(page, "“all” of it</textarea>") {
			t.Error("the draft is not saved while the file is checked")
		}
		waits = v.post(at, formFor(t, waits.body, at))
	}
	w.Scan(true, "")
	page := v.see(v.follow(v.post(at, formFor(t, waits.body, at))))
	shows(t, page, "Your answer is sent", "")
	want(t, page, "plans.txt", `action="`+w.at("/documents/"))
	agent := w.visit(claire).speak("en")
	shown := agent.see(path)
	shows(t, shown, "Documents of the answer", "")
	want(t, shown, "plans.txt", "“all” of it")
	_, s, err := w.Solicitations.Read(t.Context(), w.As(claire), w.d, path[strings.LastIndex(path, "/")+1:])
	w.must(err)
	if len(s.Given.Documents) != 1 {
		t.Fatalf("%+v", s.Given)
	}
	doc := w.at("/documents/" + s.Given.Documents[0])
	for _, who := range []*visitor{v, agent} {
		if a := who.send(path+map[bool]string{true: "/answer"}[who == v], doc+"/download"); a.StatusCode != 303 {
			t.Errorf("%d %s", a.StatusCode, mainOf(a.body))
		}
	}
	if a := other.get(doc); a.StatusCode != 403 || strings.Contains(a.body, "plans.txt") {
		t.Errorf("the bank: %d", a.StatusCode)
	}
}

// A refused file is named at its control with nothing typed lost; a ticked
// document goes, an unticked one does not.
func TestLOC7ABadFileOfAnAnswerIsSaidAtTheForm(t *testing.T) {
	w := newTown(t)
	path, v := w.attached(solicitation.Opinion, "financial-opinion", bank)
	at := path + "/answer"
	form := formFor(t, v.see(at), at)
	form.Set("details", "All I have")
	a := v.uploadAs(at, form, "a.svg", []byte("<svg/>"))
	if a.StatusCode != 422 || !strings.Contains(a.body, "All I have</textarea>") || !strings.Contains(a.body, `href="#f-file"`) {
		t.Errorf("%d %s", a.StatusCode, mainOf(a.body))
	}
	waits := v.uploadAs(at, form, "b.txt", []byte("EICAR"))
	w.Arrive()
	w.Scan(false, "EICAR")
	bad := v.post(at, formFor(t, waits.body, at))
	if bad.StatusCode != 422 || !strings.Contains(bad.body, "All I have</textarea>") {
		t.Errorf("%d %s", bad.StatusCode, mainOf(bad.body))
	}
	shows(t, bad.body, "“b.txt” was refused", "")
	waits = v.uploadAs(at, formFor(t, bad.body, at), "c.txt", []byte("harmless"))
	w.Arrive()
	w.Scan(true, "")
	v.follow(v.post(at, formFor(t, waits.body, at)))
	ticked := formFor(t, v.see(at), at)
	if len(ticked["files"]) != 1 {
		t.Fatalf("%v", ticked["files"])
	}
	ticked.Del("files")
	v.follow(v.post(at, ticked))
	if left := formFor(t, v.see(at), at); len(left["files"]) != 0 {
		t.Errorf("unticked, it stays: %v", left["files"])
	}
	foreign := formFor(t, v.see(at), at)
	foreign.Set("files", w.File(w.d, claire, "secret.txt", "of the town", document.Audience{}))
	if a := v.post(at, foreign); a.StatusCode != 422 {
		t.Errorf("with a document of somebody else's: %d", a.StatusCode)
	}
}

// Progress, Notify, another day, reopening, withdrawing: what agents do, and
// the same pressed again.
func TestLOC8AnAgentFollowsTheAnswers(t *testing.T) {
	w := newTown(t)
	path, v := w.attached(solicitation.Opinion, "financial-opinion", bank)
	other, _ := w.attached(solicitation.Complement, "heritage-plans", office)
	at, all := path+"/answer", w.at("/solicitations")
	v.follow(v.send(at, at, "verdict", "favourable", "details", "Sound", "own.viable", "yes", "own.analysis", "Fine", "action", "send"))
	agent := w.visit(claire).speak("en")
	shows(t, agent.see(all), "1 of 2 answered", "")
	for _, done := range []string{"notified", "notified-already"} {
		if to := agent.follow(agent.send(all, all+"/notify")); !strings.HasSuffix(to, "?done="+done) {
			t.Error(to)
		}
	}
	bad := agent.send(other, other+"/date", "wished", "01/01/2020")
	if bad.StatusCode != 422 || !strings.Contains(bad.body, `value="01/01/2020"`) {
		t.Errorf("%d %s", bad.StatusCode, mainOf(bad.body))
	}
	agent.follow(agent.send(other, other+"/date", "wished", w.Time.Now().AddDate(0, 1, 0).Format("02/01/2006")))
	page := agent.see(path)
	shows(t, page, "Favourable", "Withdraw")
	agent.follow(agent.send(path, path+"/reopen"))
	shows(t, v.see(at), "Send my answer", "")
	agent.follow(agent.send(path, path+"/withdraw"))
	if a := v.get(at); a.StatusCode != 404 {
		t.Errorf("after the withdrawal: %d", a.StatusCode)
	}
	shows(t, agent.see(all), "0 of 1 answered", "")
}

// A partner declines with a reason, which agents read; the status ends what
// partners see, in words.
func TestLOC7DecliningAsksForAReason(t *testing.T) {
	w := newTown(t)
	path, v := w.attached(solicitation.Opinion, "financial-opinion", bank)
	bad := v.send(path+"/answer", path+"/decline", "reason", " ")
	if bad.StatusCode != 422 || !strings.Contains(bad.body, `href="#f-reason"`) {
		t.Errorf("%d %s", bad.StatusCode, mainOf(bad.body))
	}
	shows(t, v.see(v.follow(v.send(path+"/answer", path+"/decline", "reason", "Not our <business>"))), "The solicitation is declined", "")
	want(t, w.visit(claire).speak("en").see(path), "Not our <business>", "Declined")
}

func TestLOC6TheStatusEndsWhatThePortalShows(t *testing.T) {
	w := newTown(t)
	path, v := w.attached(solicitation.Opinion, "financial-opinion", bank)
	form := formFor(t, v.see(path+"/answer"), path+"/answer")
	w.status("committee")
	for _, a := range []answer{v.get(path + "/answer"), v.post(path+"/answer", form), v.post(path+"/decline", url.Values{"token": form["token"], "reason": {"no"}})} {
		if a.StatusCode != 403 || strings.Contains(a.body, "21,000") || strings.Contains(a.body, "Look at") || strings.Contains(a.body, "Petit") {
			t.Errorf("%d %s", a.StatusCode, mainOf(a.body))
		}
		want(t, mainOf(a.body), "This dossier is not shown to partners at this stage.", "LOC-6", "An agent of the organisation can change this", `href="/solicitations"`)
	}
	for _, at := range []string{"", "/documents", "/trail", "/people", "/sections/costs", "/solicitations"} {
		if a := v.get(w.at(at)); a.StatusCode != 403 || !strings.Contains(a.body, "LOC-6") || !strings.Contains(a.body, `href="/solicitations"`) {
			t.Errorf("%s: %d %s", at, a.StatusCode, mainOf(a.body))
		}
	}
	want(t, v.speak("fr").get(path+"/answer").body, "À ce stade, ce dossier n’est pas montré aux partenaires.")
	v.speak("en")
	shows(t, v.see("/solicitations"), "Nothing is asked of you at the moment", "")
	if _, err := w.Solicitations.See(t.Context(), w.As(bank), w.d, path[strings.LastIndex(path, "/")+1:]); fault.Of(err) == nil {
		t.Error(err)
	}
}

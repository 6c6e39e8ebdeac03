package portal

import (
	"net/http"
	"slices"
	"strconv"

	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/model"
	"tierce/internal/solicitation"
	"tierce/internal/text"
	"tierce/internal/view"
)

func typedDay(day string) string   { return text.TypedDay(day) }
func plainDay(typed string) string { return text.PlainDay(typed) }

// attachPage asks for the key of a solicitation (LOC-5).
func (v *visit) attachPage() error {
	if err := v.admit(); err != nil {
		return err
	}
	return v.askPartnerKey(http.StatusOK, nil, "")
}

func (v *visit) askPartnerKey(status int, p *problem, typed string) error {
	f := v.frame(v.say("portal.attach.title"))
	f.Problem, f.Back = p, &link{"/solicitations", v.say("portal.solicitation.mine")}
	key := control{Kind: "key", Name: "key", Label: v.say("portal.attach.key"), Help: v.say("portal.attach.help"), Value: typed, Most: keyMost}
	d := f.form("/attach", "portal.attach.button", key)
	d.Cancel = &link{"/solicitations", v.say("portal.cancel")}
	return v.show(status, "form", f, simple{Intro: []string{v.say("portal.attach.text")}, Form: d.with(p)})
}

// attach uses the key and opens the solicitation. A key comes back into the
// page only with a value to mend.
func (v *visit) attach() error {
	d, s, err := v.Solicitations.Claim(v.ctx, v.by, v.value("key"), v.once("attach"))
	if err != nil {
		typed := ""
		if f := fault.Of(err); f != nil && f.Kind == fault.Invalid {
			typed = v.value("key")
		}
		return v.mend(err, func(status int, p *problem) error { return v.askPartnerKey(status, p, typed) })
	}
	return v.see(solicitationsPath(d) + "/" + s.ID + "/answer?done=attached")
}

// mySolicitations lists what the visitor was asked.
func (v *visit) mySolicitations() error {
	list, next, err := v.Solicitations.Mine(v.ctx, v.by, v.r.URL.Query().Get("after"), perPage)
	if err != nil {
		return err
	}
	if err := v.admit(); err != nil {
		return err
	}
	f := v.frame(v.say("portal.solicitation.mine"))
	var d struct {
		Lines []askedLine
		Next  string
	}
	for _, m := range list {
		line := v.askedLine(f, m.View, m.Solicitation, m.Title)
		line.Path, line.State = line.Path+"/answer", v.say("portal.answer.state-"+string(m.State))
		d.Lines = append(d.Lines, line)
	}
	if next != "" {
		d.Next = "/solicitations?after=" + next
	}
	return v.ok("mysolicitations", f, d)
}

// shownView is a dossier by a view, in words.
type shownView struct {
	Sections []shownPart
	Own      []string
}

type shownPart struct {
	Title  string
	Blocks []block
	Fills  []string // labels of what may be filled in
	Unread bool
}

func (v *visit) shownView(f *frame, s solicitation.Seen) shownView {
	words := reading{v: v, lang: f.Lang, persons: s.Names}
	var d shownView
	for _, p := range s.Parts {
		part := shownPart{Title: p.Title.In(string(f.Lang)), Blocks: blocks(words, onlyRead(p.Part), p.Values), Unread: p.Unread}
		if p.Unread {
			part.Blocks = nil
		}
		for _, field := range p.Fields {
			if p.Fills(field.ID) {
				part.Fills = append(part.Fills, words.label(field))
			}
		}
		d.Sections = append(d.Sections, part)
	}
	for _, field := range s.Own {
		d.Own = append(d.Own, words.label(field))
	}
	return d
}

// onlyRead is the section of p in which nothing is to be filled in but what its
// readers fill in: of all else they learn that it is empty.
func onlyRead(p view.Part) model.Section {
	s := p.Section
	s.Fields = slices.Clone(s.Fields)
	for i, field := range s.Fields {
		s.Fields[i].Required = field.Required && p.Fills(field.ID)
	}
	return s
}

// plain is d without what its form says: what is to be filled in.
func (d shownView) plain() shownView {
	d.Own = nil
	for i := range d.Sections {
		d.Sections[i].Fills = nil
	}
	return d
}

// givenAnswer is an answer in words, as it was sent.
type givenAnswer struct {
	Verdict, Details string
	Own              []block
	Sections         []seenSection
	Files            []documentLine
}

// given puts an answer in words, for agents and its author.
func (v *visit) given(f *frame, view dossier.View, m model.Model, s solicitation.Solicitation) (*givenAnswer, error) {
	words := reading{v: v, lang: f.Lang, persons: map[string]string{}}
	d := &givenAnswer{Details: s.Given.Details}
	if s.Given.Verdict != "" {
		d.Verdict = v.say("portal.verdict." + s.Given.Verdict)
	}
	for _, p := range m.Views.Partners {
		if p.ID == s.View {
			d.Own = blocks(words, model.Section{Fields: p.Own}, s.Given.Own)
		}
	}
	for _, section := range m.Sections {
		into, filled := s.Given.Values[section.ID]
		if !filled {
			continue
		}
		of := section
		of.Fields = slices.DeleteFunc(slices.Clone(section.Fields), func(field model.Field) bool { _, there := into[field.ID]; return !there })
		d.Sections = append(d.Sections, seenSection{seenLine: seenLine{section.Title.In(string(f.Lang)), false}, Blocks: blocks(words, of, into)})
	}
	files, err := v.filesOf(f, view, s.Given.Documents)
	d.Files = files
	return d, err
}

// reply is a solicitation as its partner sees it.
type reply struct {
	Dossier, Kind, Scope, Wished, Instructions, By, Sent string
	Seen                                                 shownView
	Form                                                 *form
	Decline                                              *form
	Documents                                            []documentLine // addressed to them (LOC-9)
	Given                                                *givenAnswer
	Why                                                  string // no form
	Asks, Script, Sending, Fail                          string // how the page's script sends files
}

func (v *visit) replyPage() error { return v.showReply(http.StatusOK, nil) }

func (v *visit) showReply(status int, p *problem) error {
	seen, err := v.Solicitations.See(v.ctx, v.by, v.ref("dossier"), v.ref("solicitation"))
	if err != nil {
		return err
	}
	g := filling{typed: v.r.PostForm}
	if v.r.Method == http.MethodGet || v.r.PostForm.Get("drafted") == "" {
		g.typed = draftTyped(v.lang(), seen)
	}
	return v.replyForm(status, seen, g, seen.Solicitation.Drafted, p)
}

// draftTyped is the draft as its author would have typed it, over what the
// sections hold.
func draftTyped(l text.Lang, s solicitation.Seen) map[string][]string {
	form := map[string][]string{"verdict": {s.Solicitation.Draft.Verdict}, "details": {s.Solicitation.Draft.Details}, "files": s.Solicitation.Draft.Documents}
	put := func(at string, fields []model.Field, values map[string]any) {
		for name, typed := range typedAt(l, at, fields, values) {
			form[name] = typed
		}
	}
	put(ownPath, s.Own, s.Solicitation.Draft.Own)
	for _, p := range s.Parts {
		put(partPath(p.ID), p.Form().Fields, overlaid(p.Values, s.Solicitation.Draft.Values[p.ID]))
	}
	return form
}

const ownPath = "own."

func partPath(section string) string { return valuesPath + section + "." }

func overlaid(values, into map[string]any) map[string]any {
	all := map[string]any{}
	for id, value := range values {
		all[id] = value
	}
	for id, value := range into {
		all[id] = value
	}
	return all
}

func (v *visit) replyForm(status int, seen solicitation.Seen, g filling, version int, p *problem) error {
	f, err := v.dossierFrame(seen.View, "portal.answer.title")
	if err != nil {
		return err
	}
	f.Problem, f.Back = p, &link{"/solicitations", v.say("portal.solicitation.mine")}
	s := seen.Solicitation
	names, err := v.People.Names(v.ctx, s.By)
	if err != nil {
		return err
	}
	d := reply{Dossier: seen.View.Title, Kind: upperFirst(v.say("kind." + string(s.Kind))), Scope: s.Scope, Wished: f.Lang.Day(s.Wished),
		Instructions: s.Instructions, By: names[s.By], Seen: v.shownView(f, seen).plain()}
	if d.Documents, err = v.addressed(f, seen); err != nil {
		return err
	}
	if s.State == solicitation.Answered {
		d.Sent = f.Moment(s.Settled)
		if d.Given, err = v.given(f, seen.View, seen.Model, s); err != nil {
			return err
		}
	}
	if may := seen.MayAnswer(); may.Allowed {
		at := solicitationsPath(seen.View.ID) + "/" + s.ID
		g.v, g.lang = v, f.Lang
		form := f.form(at+"/answer", "portal.answer.save", v.replyControls(&g, seen)...)
		form.Hidden = []pair{{"drafted", strconv.Itoa(version)}}
		if err := v.addFiles(&form, seen, g); err != nil {
			return err
		}
		form = form.with(p)
		decline := f.form(at+"/decline", "portal.answer.decline", control{Kind: "longtext", Name: "reason", Label: v.say("portal.answer.reason"), Mark: v.say("portal.required"), Value: g.typed.Get("reason"), Most: solicitation.ReasonMost})
		decline.Grave = true
		decline = decline.with(p)
		d.Form, d.Decline = &form, &decline
		d.Asks, d.Script = documentsPath(seen.View.ID)+"/form", asset("upload.js")
		d.Sending, d.Fail = v.say("portal.documents.sending"), v.say("portal.documents.send-failed")
		v.sendsTo()
	} else {
		d.Why = v.why(may)
	}
	return v.show(status, "reply", f, d)
}

func (v *visit) replyControls(g *filling, s solicitation.Seen) []control {
	var list []control
	if s.Solicitation.Kind.Opines() {
		verdict := control{Kind: "radios", Name: "verdict", Label: v.say("portal.answer.verdict"), Mark: v.say("portal.required"), Value: g.typed.Get("verdict")}
		var options []option
		for _, one := range solicitation.Verdicts {
			options = append(options, option{Value: one, Label: v.say("portal.verdict." + one)})
		}
		list = append(list, verdict.options(options...))
	}
	list = append(list, control{Kind: "longtext", Name: "details", Label: v.say("portal.answer.details"), Value: g.typed.Get("details"), Most: solicitation.DetailsMost})
	list = append(list, g.controls(ownPath, s.Own)...)
	for _, p := range s.Parts {
		if fields := p.Form().Fields; len(fields) > 0 {
			list = append(list, control{Kind: "heading", Label: p.Title.In(string(v.lang()))})
			list = append(list, g.controls(partPath(p.ID), fields)...)
		}
	}
	return list
}

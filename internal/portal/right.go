package portal

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/invitation"
	"tierce/internal/right"
)

// rightForm is what was typed of somebody's access: the level, and by what
// address and phone they are known (ABB-3, ABB-4).
type rightForm struct {
	dossier.Reach
	Level   string // write, read, none
	Version int    // of the person, as read
}

// asLevel reads a level, "none" as the absence of one.
func asLevel(s string) access.Level {
	if s == "none" {
		return ""
	}
	return access.Level(s)
}

// oneRight finds what the person of the address has by the way of the request.
func (v *visit) oneRight() (dossier.View, right.Right, error) {
	view, list, err := v.Rights.List(v.ctx, v.by, v.ref("dossier"))
	if err != nil {
		return view, right.Right{}, err
	}
	way := invitation.Way(v.r.FormValue("way"))
	for _, r := range list {
		if r.Person.ID == v.ref("person") && (way == "" || r.Way == way) {
			return view, r, nil
		}
	}
	return view, right.Right{}, access.Nothing()
}

// rightPage shows what somebody has, and asks for what they are to have.
func (v *visit) rightPage() error {
	view, r, err := v.oneRight()
	if err != nil {
		return err
	}
	in := rightForm{Reach: r.Person.Reach, Level: "none", Version: r.Person.Version}
	if r.Stands(view.Now) {
		in.Level = string(r.Level)
	}
	return v.askRight(http.StatusOK, nil, view, r, in)
}

// rightView is the page of one person's access.
type rightView struct {
	Name, About, Way, State string
	Badge                   badge
	Why                     string // why the visitor may not change it (ALL-4)
	Reach                   []line
	Form                    *form
	As, Person, End         string // paths
	Resend                  *form
	ResendText              string
}

func (v *visit) askRight(status int, p *problem, view dossier.View, r right.Right, in rightForm) error {
	f, err := v.dossierFrame(view, "portal.right.title")
	if err != nil {
		return err
	}
	f.Title = v.say("portal.right.of", "name", r.Person.Name)
	f.Problem, f.Back = p, &link{rightsPath(view.ID), v.say("portal.rights.title")}
	d := rightView{Name: r.Person.Name, About: v.placeOf(r), Badge: f.badge(view, r), Why: v.why(r.May)}
	if d.State = d.Badge.Detail; r.State == invitation.Accepted {
		d.State = v.say("portal.state.accepted-text")
	}
	if d.Why != "" {
		d.Reach = v.reachLines(r.Person.Reach)
		return v.show(status, "right", f, d)
	}
	ask := f.form(rightsPath(view.ID)+"/"+r.Person.ID, "portal.right.preview", v.rightControls(r, in)...).with(p)
	ask.Hidden = []pair{{"way", string(r.Way)}, {"version", strconv.Itoa(in.Version)}, {"step", "show"}}
	ask.Cancel = &link{f.Back.Path, v.say("portal.cancel")}
	d.Form = &ask
	d.Person = peoplePath(view.ID) + "/" + r.Person.ID
	if r.Stands(view.Now) {
		d.As = rightsPath(view.ID) + "/" + r.Person.ID + "/as?way=" + string(r.Way) + "&level=" + string(r.Level)
	}
	if r.Resendable() {
		resend := f.resendForm(view.ID, r.Invitation)
		d.Resend, d.ResendText = &resend, v.say("portal.right.resend-text")
		if r.State == invitation.Bounced {
			d.ResendText = v.say("portal.right.resend-bounced")
		}
	}
	return v.show(status, "right", f, d)
}

// placeOf says what somebody is in the dossier.
func (v *visit) placeOf(r right.Right) string {
	switch {
	case r.Way == invitation.Advisor:
		return v.say("portal.advisor." + r.Person.Advisor)
	case r.Way == invitation.Applicant:
		return v.say("portal.role.applicant")
	case r.Person.Holder != "":
		return v.say("portal.holder." + r.Person.Holder)
	}
	return v.say("portal.role.family")
}

func (v *visit) reachLines(r dossier.Reach) []line {
	lines := []line{{Label: v.say("portal.reach.email"), Text: r.Email}, {Label: v.say("portal.reach.phone"), Text: r.Phone},
		{Label: v.say("portal.reach.language"), Text: v.languageName(r.Lang)}}
	for i := range lines {
		lines[i].Missing = lines[i].Text == ""
		if lines[i].Missing {
			lines[i].Text = v.say("portal.none-given")
		}
	}
	return lines
}

func (v *visit) languageName(lang string) string {
	if lang == "" {
		return ""
	}
	return v.say("portal.reach.language-" + lang)
}

// rightControls ask for the address, the phone, the language and the level.
func (v *visit) rightControls(r right.Right, in rightForm) []control {
	var levels []option
	for _, l := range []string{"write", "read", "none"} {
		name, help := l, "portal.level."+l+"-text"
		switch {
		case r.Way == invitation.Applicant && l == "read":
			continue
		case r.Way == invitation.Applicant && l == "write":
			name, help = "applicant", "portal.level.applicant-text"
		case r.Way == invitation.Advisor && l == "write":
			help = "portal.level.write-advisor-text"
		}
		levels = append(levels, option{Value: l, Label: v.say("portal.level." + name), Help: v.say(help)})
	}
	level := control{Kind: "radios", Name: "level", Label: v.say("portal.right.level"), Value: in.Level}
	return append(v.reachControls(in.Reach), level.options(levels...))
}

func (v *visit) reachControls(r dossier.Reach) []control {
	lang := control{Kind: "radios", Name: "language", Label: v.say("portal.reach.language"), Help: v.say("portal.reach.language-help"), Value: r.Lang}
	return []control{
		{Kind: "email", Name: "email", Label: v.say("portal.reach.email"), Value: r.Email, Help: v.say("portal.reach.email-help")},
		{Kind: "text", Name: "phone", Label: v.say("portal.reach.phone"), Value: r.Phone, Help: v.say("portal.reach.phone-help")},
		lang.options(v.languages()...),
	}
}

// typedRight reads the form.
func (v *visit) typedRight() (rightForm, error) {
	version, err := strconv.Atoi(v.value("version"))
	if err != nil || version < 1 {
		return rightForm{}, fault.New(fault.Malformed, "malformed")
	}
	return rightForm{Reach: dossier.Reach{Email: v.value("email"), Phone: v.value("phone"), Lang: v.value("language")},
		Level: v.value("level"), Version: version}, nil
}

// changeRight shows first who would see exactly what (ALL-3); the page that it
// shows saves it.
func (v *visit) changeRight() error {
	in, err := v.typedRight()
	if err != nil {
		return err
	}
	view, r, err := v.oneRight()
	if err != nil {
		return err
	}
	if v.value("step") == "save" {
		err = v.saveRight(view, r, in)
	} else {
		err = v.previewRight(view, r, in)
	}
	if err == nil {
		return nil
	}
	return v.mend(err, func(status int, p *problem) error {
		if fault.Is(err, "stale") {
			in.Version = r.Person.Version
			p.Lines = []problemLine{{Text: v.say("portal.right.stale", "name", r.Person.Name)}}
		}
		return v.askRight(status, p, view, r, in)
	})
}

// saveRight saves address and level, each where it is another one.
func (v *visit) saveRight(view dossier.View, r right.Right, in rightForm) error {
	p := r.Person
	p.Reach, p.Version = in.Reach, in.Version
	clean, err := dossier.CleanPerson(p)
	if err != nil {
		return err
	}
	// Nothing of it is saved where the level will be refused.
	if _, err := v.Rights.Preview(v.ctx, v.by, view.ID, p.ID, r.Way, asLevel(in.Level)); err != nil {
		return err
	}
	if clean.Reach != r.Person.Reach {
		if _, err := v.Rights.SavePerson(v.ctx, v.by, view.ID, p); err != nil {
			return err
		}
	}
	if _, err := v.Rights.Set(v.ctx, v.by, view.ID, p.ID, r.Way, asLevel(in.Level)); err != nil {
		return err
	}
	return v.see(rightsPath(view.ID) + "?done=right-saved")
}

// rightPreview is the last page before access is given, changed or ended.
type rightPreview struct {
	Text      []string
	Sees      bool // anything at all
	Sections  []seenLine
	People    []string
	Made      []*made // simulations, reports
	Asked     *seenAsked
	Remaining string
	As        string // path
	Form      form
}

type seenLine struct {
	Title    string
	Editable bool
}

// previewRight shows what saving would mean, and asks to save it.
func (v *visit) previewRight(view dossier.View, r right.Right, in rightForm) error {
	p := r.Person
	p.Reach = in.Reach
	clean, err := dossier.CleanPerson(p)
	if err == nil && in.Level != "none" {
		err = right.Reachable(clean.Reach)
	}
	if err != nil {
		return err
	}
	seen, err := v.Rights.Preview(v.ctx, v.by, view.ID, p.ID, r.Way, asLevel(in.Level))
	if err != nil {
		return err
	}
	f, err := v.dossierFrame(view, "portal.right.title")
	if err != nil {
		return err
	}
	f.Title, f.Back = v.say("portal.right.confirm", "name", p.Name), &link{rightPath(view.ID, p.ID, r.Way), v.say("portal.right.of", "name", p.Name)}
	d, err := v.seenBefore(f, view, seen)
	if err != nil {
		return err
	}
	d.Text, d.Remaining = v.rightMeans(f, view, r, clean, in.Level), v.remaining(p.Name, in.Level, seen.Remaining)
	if in.Level != "none" {
		d.As = rightsPath(view.ID) + "/" + p.ID + "/as?way=" + string(r.Way) + "&level=" + in.Level
	}
	ends, button := in.Level == "none" && r.Stands(view.Now), "portal.right.save"
	if ends {
		button = "portal.right.end"
	}
	d.Form = f.form(rightsPath(view.ID)+"/"+p.ID, button)
	d.Form.Grave, d.Form.Cancel = ends, &link{f.Back.Path, v.say("portal.cancel")}
	d.Form.Hidden = []pair{{"way", string(r.Way)}, {"version", strconv.Itoa(in.Version)}, {"step", "save"},
		{"email", clean.Email}, {"phone", clean.Phone}, {"language", clean.Lang}, {"level", in.Level}}
	v.typed = true
	return v.ok("rightpreview", f, d)
}

// rightMeans says what saving would do, and which mail goes out.
func (v *visit) rightMeans(f *frame, view dossier.View, r right.Right, p dossier.Person, level string) []string {
	stands, args := r.Stands(view.Now), []any{"name", p.Name, "level", lowerFirst(f.levelName(r.Way, level)), "email", p.Email, "dossier", view.Title}
	var ids []string
	switch {
	case level == "none" && stands && r.State == invitation.Accepted:
		ids = append(ids, "ends")
	case level == "none" && stands:
		ids = append(ids, "withdraws")
	case level == "none":
		ids = append(ids, "stays-none")
	case stands && string(r.Level) == level:
		ids = append(ids, "stays")
	case stands:
		ids = append(ids, "changes")
	case r.Way == invitation.Applicant:
		ids = append(ids, "gives-applicant")
	default:
		ids = append(ids, "gives")
	}
	if stands && p.Email != r.Person.Email && level != "none" {
		ids = append(ids, map[bool]string{true: "address-stays", false: "address-moves"}[r.State == invitation.Accepted])
	}
	words := make([]string, len(ids))
	for i, id := range ids {
		words[i] = v.say("portal.right.means-"+id, args...)
	}
	return words
}

// remaining says what stays of somebody's access besides (ALL-2).
func (v *visit) remaining(name, level string, origins []string) string {
	if len(origins) == 0 {
		if level == "none" {
			return v.say("portal.team.nothing-remains", "name", name)
		}
		return ""
	}
	var words []string
	for _, o := range origins {
		words = append(words, lowerFirst(v.originLabel(kindOfOrigin(o))))
	}
	slices.Sort(words)
	return v.say("portal.right.remains", "name", name, "origins", joined(v.lang(), slices.Compact(words)))
}

// kindOfOrigin is the kind of an origin by its name: those of the access tab
// name their person too.
func kindOfOrigin(name string) string {
	kind, _, _ := strings.Cut(name, "_")
	return kind
}

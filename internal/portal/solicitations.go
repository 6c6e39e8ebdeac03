package portal

import (
	"net/http"
	"slices"
	"strconv"

	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/model"
	"tierce/internal/solicitation"
)

// askedLine is one solicitation as a list shows it.
type askedLine struct {
	Path, Partner, Kind, Scope, State, Class, Wished string
	Late                                             bool
}

type askedList struct {
	Dossier, Progress, New string
	Notify                 *form
	Lines                  []askedLine
}

// partnersBeside leads to the partners from the side bar, with how many have
// answered. It is not there where the model has no view for any, and none was
// asked.
func (v *visit) partnersBeside(view dossier.View, m model.Model) (*sideGroup, error) {
	if !view.May(access.ReadSolicitations).Allowed {
		return nil, nil
	}
	list, err := v.Solicitations.ListOn(v.ctx, view)
	if err != nil || len(list)+len(m.Views.Partners) == 0 {
		return nil, err
	}
	label := v.say("portal.solicitation.list")
	if answered, of := solicitation.Progress(list); of > 0 {
		label = v.say("portal.solicitation.list-progress", "answered", answered, "of", of)
	}
	return &sideGroup{Title: v.say("portal.dossier.side-partners"), Links: []link{{solicitationsPath(view.ID), label}}}, nil
}

func solicitationsPath(d string) string { return dossierPath(d) + "/solicitations" }

// solicitationsPage lists what partners were asked (LOC-8).
func (v *visit) solicitationsPage() error { return v.showSolicitations(http.StatusOK, nil) }

func (v *visit) showSolicitations(status int, p *problem) error {
	view, list, err := v.Solicitations.List(v.ctx, v.by, v.ref("dossier"))
	if err != nil {
		return err
	}
	f, err := v.dossierFrame(view, "portal.solicitation.list")
	if err != nil {
		return err
	}
	f.Problem = p
	answered, of := solicitation.Progress(list)
	d := askedList{Dossier: view.Title, Progress: v.say("portal.solicitation.progress", "answered", answered, "of", of)}
	for _, s := range list {
		name, err := v.partnerName(s)
		if err != nil {
			return err
		}
		d.Lines = append(d.Lines, v.askedLine(f, view, s, name))
	}
	if solicitation.MaySolicit(view).Allowed {
		d.New = solicitationsPath(view.ID) + "/new"
		if slices.ContainsFunc(list, func(s solicitation.Solicitation) bool {
			return s.State == solicitation.Sent || s.State == solicitation.Attached
		}) {
			notify := f.form(solicitationsPath(view.ID)+"/notify", "portal.solicitation.notify")
			d.Notify = &notify
		}
	}
	return v.show(status, "solicitations", f, d)
}

// partnerName is how an agent knows the partner of s.
func (v *visit) partnerName(s solicitation.Solicitation) (string, error) {
	if !s.Partner.Inside() {
		return s.Partner.Name, nil
	}
	names, err := v.People.Names(v.ctx, s.Partner.Agent)
	return v.orNobody(names[s.Partner.Agent]), err
}

func (v *visit) askedLine(f *frame, view dossier.View, s solicitation.Solicitation, name string) askedLine {
	classes := map[solicitation.State]string{solicitation.Answered: "done", solicitation.Declined: "over", solicitation.Withdrawn: "over"}
	return askedLine{Path: solicitationsPath(view.ID) + "/" + s.ID, Partner: name, Kind: upperFirst(v.say("kind." + string(s.Kind))), Scope: s.Scope,
		State: v.say("portal.solicitation.state-" + string(s.State)), Class: classes[s.State], Wished: f.Lang.Day(s.Wished),
		Late: s.Late(solicitation.Today(view.Now, f.Zone))}
}

// notifyPartners reminds those who have not answered (LOC-8).
func (v *visit) notifyPartners() error {
	d := v.ref("dossier")
	_, _, n, err := v.Solicitations.Notify(v.ctx, v.by, d)
	if err != nil {
		return v.mend(err, v.showSolicitations)
	}
	done := "notified"
	if n == 0 {
		done = "notified-already"
	}
	return v.see(solicitationsPath(d) + "?done=" + done)
}

// solicitationPage shows one, with its answer, to agents.
func (v *visit) solicitationPage() error { return v.showSolicitation(http.StatusOK, nil) }

type solicitationShown struct {
	askedLine
	Instructions, Email, Attached, Settled, Reason, When string
	Given                                                *givenAnswer
	Change, Withdraw, Reopen                             *form
}

func (v *visit) showSolicitation(status int, p *problem) error {
	view, s, err := v.Solicitations.Read(v.ctx, v.by, v.ref("dossier"), v.ref("solicitation"))
	if err != nil {
		return err
	}
	f, err := v.dossierFrame(view, "portal.solicitation.title")
	if err != nil {
		return err
	}
	f.Problem, f.Back = p, &link{solicitationsPath(view.ID), v.say("portal.solicitation.list")}
	name, err := v.partnerName(s)
	if err != nil {
		return err
	}
	f.Title = v.say("portal.solicitation.of", "partner", name)
	d := solicitationShown{askedLine: v.askedLine(f, view, s, name), Instructions: s.Instructions, Email: s.Partner.Email, Reason: s.Reason}
	if s.Account != "" {
		names, err := v.People.Names(v.ctx, s.Account)
		if err != nil {
			return err
		}
		d.Attached = v.say("portal.solicitation.attached-by", "by", v.orNobody(names[s.Account]), "at", f.Moment(s.Attached))
	}
	if !s.Settled.IsZero() {
		d.Settled = f.Moment(s.Settled)
	}
	m, _, err := v.Solicitations.Views(v.ctx, view)
	if err != nil {
		return err
	}
	if s.When != "" {
		d.When = v.statusLabel(m, s.When)
	}
	if s.Given != nil {
		if d.Given, err = v.given(f, view, m, s); err != nil {
			return err
		}
		v.savesFrom()
	}
	if solicitation.MaySolicit(view).Allowed {
		v.solicitationForms(f, s, &d)
	}
	return v.show(status, "solicitation", f, d)
}

// solicitationForms are what an agent may do now: change the day, withdraw,
// reopen.
func (v *visit) solicitationForms(f *frame, s solicitation.Solicitation, d *solicitationShown) {
	if s.State == solicitation.Answered {
		reopen := f.form(d.Path+"/reopen", "portal.solicitation.reopen")
		d.Reopen = &reopen
	}
	if !s.State.Open() {
		return
	}
	wished := v.value("wished")
	if v.r.Method == http.MethodGet {
		wished = typedDay(s.Wished)
	}
	change := f.form(d.Path+"/date", "portal.solicitation.change",
		control{Kind: "date", Name: "wished", Label: v.say("portal.solicitation.wished"), Help: v.say("portal.date-help"), Value: wished})
	change.Hidden = []pair{{"version", strconv.Itoa(s.Version)}}
	withdraw := f.form(d.Path+"/withdraw", "portal.solicitation.withdraw")
	withdraw.Grave = true
	change = change.with(f.Problem)
	d.Change, d.Withdraw = &change, &withdraw
}

func (v *visit) changeSolicitation() error {
	d, id := v.ref("dossier"), v.ref("solicitation")
	version, err := strconv.Atoi(v.value("version"))
	if err != nil {
		return fault.New(fault.Malformed, "malformed")
	}
	if _, _, err := v.Solicitations.Change(v.ctx, v.by, d, id, version, plainDay(v.value("wished"))); err != nil {
		return v.mend(err, v.showSolicitation)
	}
	return v.see(solicitationsPath(d) + "/" + id + "?done=solicitation-changed")
}

func (v *visit) withdrawSolicitation() error {
	d, id := v.ref("dossier"), v.ref("solicitation")
	if _, _, err := v.Solicitations.Withdraw(v.ctx, v.by, d, id); err != nil {
		return v.mend(err, v.showSolicitation)
	}
	return v.see(solicitationsPath(d) + "/" + id + "?done=solicitation-withdrawn")
}

func (v *visit) reopenSolicitation() error {
	d, id := v.ref("dossier"), v.ref("solicitation")
	if _, _, err := v.Solicitations.Reopen(v.ctx, v.by, d, id); err != nil {
		return v.mend(err, v.showSolicitation)
	}
	return v.see(solicitationsPath(d) + "/" + id + "?done=solicitation-reopened")
}

// newSolicitation asks whom, for what, by which view, when.
func (v *visit) newSolicitation() error { return v.askSolicitation(http.StatusOK, nil) }

type newSolicitation struct {
	Form form
	Seen *shownView // what the partner would see, before it is saved (ALL-3)
}

func (v *visit) askSolicitation(status int, p *problem) error { return v.askPartner(status, p, nil) }

func (v *visit) askPartner(status int, p *problem, seen *solicitation.Seen) error {
	view, err := v.Dossiers.Load(v.ctx, v.by, v.ref("dossier"), access.Solicit, "")
	if err != nil {
		return err
	}
	f, err := v.dossierFrame(view, "portal.solicitation.new")
	if err != nil {
		return err
	}
	f.Problem, f.Back = p, &link{solicitationsPath(view.ID), v.say("portal.solicitation.list")}
	controls, err := v.askControls(view)
	if err != nil {
		return err
	}
	d := newSolicitation{Form: f.form(solicitationsPath(view.ID)+"/new", "portal.solicitation.preview", controls...)}
	if seen != nil {
		shown := v.shownView(f, *seen)
		d.Seen, d.Form.Button = &shown, v.say("portal.solicitation.ask")
		d.Form.Hidden = append(d.Form.Hidden, pair{"shown", v.value("view") + "." + v.value("kind")})
	}
	d.Form.Cancel = &link{f.Back.Path, v.say("portal.cancel")}
	d.Form = d.Form.with(p)
	return v.show(status, "newsolicitation", f, d)
}

func (v *visit) askControls(view dossier.View) ([]control, error) {
	m, statuses, err := v.Solicitations.Views(v.ctx, view)
	if err != nil {
		return nil, err
	}
	lang := string(v.lang())
	must, say := v.say("portal.required"), func(name string) string { return v.say("portal.solicitation." + name) }
	kind := func(name string) string { return upperFirst(v.say("kind." + name)) }
	kinds := []option{{Value: "opinion", Label: kind("opinion"), Help: say("opinion-help")}, {Value: "complement", Label: kind("complement"), Help: say("complement-help")}, {Value: "both", Label: kind("both")}}
	var views []option
	for _, p := range m.Views.Partners {
		views = append(views, option{Value: p.ID, Label: p.Name.In(lang)})
	}
	moments := []option{{Value: "", Label: say("now")}}
	for _, s := range statuses {
		moments = append(moments, option{Value: s, Label: v.say("portal.solicitation.at-status", "status", v.statusLabel(m, s))})
	}
	agents, err := v.insideOptions(view)
	if err != nil {
		return nil, err
	}
	text := func(kind, name, field string, most int) control {
		return control{Kind: kind, Name: name, Label: say(field), Value: v.value(name), Most: most}
	}
	wished := text("date", "wished", "wished", 0)
	wished.Help, wished.Mark = v.say("portal.date-help"), must
	agent := control{Kind: "select", Name: "partner.agent", Label: say("agent"), Help: say("agent-help"), Value: v.value("partner.agent")}
	language := control{Kind: "radios", Name: "partner.language", Label: say("language"), Value: v.value("partner.language")}
	scope := text("text", "scope", "scope", solicitation.ScopeMost)
	scope.Help, scope.Mark = say("scope-help"), must
	return []control{
		control{Kind: "radios", Name: "kind", Label: say("kind"), Mark: must, Value: v.value("kind")}.options(kinds...), scope,
		control{Kind: "radios", Name: "view", Label: say("view"), Mark: must, Value: v.value("view")}.options(views...),
		{Kind: "heading", Label: say("partner")},
		text("text", "partner.name", "name", solicitation.NameMost), text("email", "partner.email", "email", 254), language.options(v.languages()...), agent.options(agents...),
		{Kind: "heading", Label: say("moment")},
		control{Kind: "select", Name: "when", Label: say("when"), Value: v.value("when")}.options(moments...), wished,
		text("longtext", "instructions", "instructions", solicitation.InstructionsMost),
	}, nil
}

// insideOptions are the agents who may be partners from inside (LOC-3).
func (v *visit) insideOptions(view dossier.View) ([]option, error) {
	list, _, err := v.People.Agents(v.ctx, v.by, view.Org)
	if err != nil {
		return nil, err
	}
	options := []option{{Value: "", Label: v.say("portal.solicitation.no-agent")}}
	for _, a := range list {
		if a.Account != view.Account.ID {
			options = append(options, option{Value: a.Account, Label: v.orNobody(a.Name)})
		}
	}
	return options, nil
}

// makeSolicitation shows first what the partner would see (ALL-3), then asks.
func (v *visit) makeSolicitation() error {
	d := v.ref("dossier")
	ask := solicitation.Ask{Kind: solicitation.Kind(v.value("kind")), Scope: v.value("scope"), View: v.value("view"), When: v.value("when"),
		Wished: plainDay(v.value("wished")), Instructions: v.value("instructions"),
		Partner: solicitation.Partner{Name: v.value("partner.name"), Email: v.value("partner.email"), Lang: v.value("partner.language"), Agent: v.value("partner.agent")}}
	if v.value("shown") != v.value("view")+"."+v.value("kind") {
		v.typed = true
		seen, err := v.Solicitations.Try(v.ctx, v.by, d, ask)
		if err != nil {
			return v.mend(err, v.askSolicitation)
		}
		return v.askPartner(http.StatusOK, nil, &seen)
	}
	_, s, err := v.Solicitations.Make(v.ctx, v.by, d, ask, v.once("solicitations "+d))
	if err != nil {
		return v.mend(err, v.askSolicitation)
	}
	done := "solicitation-made"
	if s.State == solicitation.Waiting {
		done = "solicitation-waits"
	}
	return v.see(solicitationsPath(d) + "/" + s.ID + "?done=" + done)
}

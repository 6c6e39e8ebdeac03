package portal

import (
	"net/http"
	"slices"
	"strings"

	"tierce/internal/client"
	"tierce/internal/clientshare"
	"tierce/internal/dossier"
)

// showing is the page "Show in client portal" once the requester is chosen:
// who may watch, what they would see, and the button (LEX-1, ALL-3).
type showing struct {
	Requester, Company string
	Seen               []seenByClient
	Not                []string // who may not watch
	Rule, Manage       string   // why, and where companies are set (LEX-3)
	Colleagues         string   // who sees it besides (LEX-5)
	Ending             string
	Form               form
	Hide               string
}

// seenByClient is what some clients would see, all alike.
type seenByClient struct {
	Names    []string
	Sections []string
	People   []string
}

func showingPath(d string) string { return dossierPath(d) + "/portal" }

// showPage asks to whom a dossier is to be shown: first the requester, then,
// who may watch beside them.
func (v *visit) showPage() error {
	draft := clientshare.Draft{Requester: v.r.URL.Query().Get("requester")}
	return v.askShow(http.StatusOK, nil, draft)
}

func (v *visit) askShow(status int, p *problem, draft clientshare.Draft) error {
	view, shown, err := v.Shares.Get(v.ctx, v.by, v.ref("dossier"))
	if err != nil {
		return err
	}
	f, err := v.dossierFrame(view, "portal.showing.title")
	if err != nil {
		return err
	}
	f.Problem = p
	all, _, err := v.Clients.List(v.ctx, v.by, view.Org)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(all, func(c client.Listed) bool { return c.ID == draft.Requester })
	if at < 0 {
		return v.chooseRequester(status, f, view, shown, all)
	}
	return v.chooseWatchers(status, f, view, shown, all, all[at], draft)
}

// chooseRequester changes nothing and leads on by GET.
func (v *visit) chooseRequester(status int, f *frame, view dossier.View, shown clientshare.Shown, all []client.Listed) error {
	if v.r.URL.Query().Has("next") { // pressed with nobody chosen
		status, f.Problem = http.StatusUnprocessableEntity, v.problemOf(missingRequester())
	}
	slices.SortStableFunc(all, byClientName)
	options := []option{{Label: v.say("portal.showing.choose")}}
	for _, c := range all {
		options = append(options, option{Value: c.ID, Label: v.clientCalled(c)})
	}
	c := control{Kind: "select", Name: "requester", Label: v.say("portal.showing.requester"), Help: v.say("portal.showing.requester-help"),
		Value: shown.Requester.ID}.options(options...)
	d := struct {
		Shown        []string
		Manage, Hide string
		Form         form
	}{Manage: clientsPath(view.Org), Form: form{Action: showingPath(view.ID), Controls: []control{c}, Cancel: f.Back}.with(f.Problem)}
	if shown.Requester.ID != "" {
		d.Shown, d.Hide = v.shownLines(shown), showingPath(view.ID)+"/hide"
	}
	return v.show(status, "showto", f, d)
}

// shownLines say to whom a dossier is shown now.
func (v *visit) shownLines(shown clientshare.Shown) []string {
	lines := []string{v.say("portal.showing.is-requester", "name", shown.Requester.Name)}
	for _, w := range shown.Watchers {
		lines = append(lines, v.say("portal.showing.is-watcher", "name", w.Name))
	}
	if shown.Attachments {
		lines = append(lines, v.say("portal.showing.is-attachments"))
	}
	return lines
}

// clientCalled tells clients of one name apart.
func (v *visit) clientCalled(c client.Listed) string {
	if c.CompanyName == "" {
		return v.say("portal.showing.no-company", "name", c.Name)
	}
	return v.say("portal.showing.of-company", "name", c.Name, "company", c.CompanyName)
}

func byClientName(a, b client.Listed) int {
	return strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name))
}

func (v *visit) chooseWatchers(status int, f *frame, view dossier.View, shown clientshare.Shown, all []client.Listed, requester client.Listed, draft clientshare.Draft) error {
	f.Back = &link{showingPath(view.ID), v.say("portal.showing.title")}
	f.Title = v.say("portal.showing.to", "name", requester.Name)
	slices.SortStableFunc(all, byClientName)
	may, not := clientshare.Eligible(requester.Client, all)
	if v.r.Method == http.MethodGet && shown.Requester.ID == requester.ID {
		draft.Attachments = shown.Attachments
		for _, w := range shown.Watchers {
			draft.Watchers = append(draft.Watchers, w.ID)
		}
	}
	d := showing{Requester: requester.Name, Company: requester.CompanyName, Manage: clientsPath(view.Org)}
	if requester.Company == "" {
		d.Rule = v.say("portal.showing.rule-alone", "name", requester.Name)
	} else if len(not) > 0 {
		d.Rule = v.say("portal.showing.rule", "name", requester.Name, "company", requester.CompanyName)
	}
	for _, c := range not {
		d.Not = append(d.Not, v.clientCalled(c))
	}
	if err := v.foresee(&d, view, requester.Client, may); err != nil {
		return err
	}
	d.Form = v.showForm(f, view, may, draft)
	if shown.Requester.ID != "" {
		d.Hide = showingPath(view.ID) + "/hide"
	}
	return v.show(status, "showing", f, d)
}

func (v *visit) showForm(f *frame, view dossier.View, may []client.Listed, draft clientshare.Draft) form {
	var controls []control
	if len(may) > 0 {
		var options []option
		for _, c := range may {
			options = append(options, option{Value: c.ID, Label: c.Name, On: slices.Contains(draft.Watchers, c.ID)})
		}
		controls = append(controls, control{Kind: "checks", Name: "watchers", Label: v.say("portal.showing.watchers"), Help: v.say("portal.showing.watchers-help")}.options(options...))
	}
	controls = append(controls, control{Kind: "checks", Name: "attachments", Label: v.say("portal.showing.attachments")}.
		options(option{Value: "yes", Label: v.say("portal.showing.attachments-on"), Help: v.say("portal.showing.attachments-help"), On: draft.Attachments}))
	ask := f.form(showingPath(view.ID), "portal.showing.button", controls...).with(f.Problem)
	ask.Hidden = []pair{{"requester", draft.Requester}}
	ask.Cancel = &link{dossierPath(view.ID), v.say("portal.cancel")}
	return ask
}

// foresee says what the requester, and each who may watch, would see.
func (v *visit) foresee(d *showing, view dossier.View, requester client.Client, may []client.Listed) error {
	ahead := clientshare.Draft{Requester: requester.ID}
	for _, c := range may[:min(len(may), dossier.WatchersMost)] {
		ahead.Watchers = append(ahead.Watchers, c.ID)
	}
	p, err := v.Shares.Preview(v.ctx, v.by, view.ID, ahead)
	if err != nil {
		return err
	}
	for _, s := range p.Seen {
		var is seenByClient
		for _, section := range s.Sections {
			is.Sections = append(is.Sections, section.Title.In(string(v.lang())))
		}
		for _, somebody := range byName(s.People) {
			is.People = append(is.People, somebody.Name)
		}
		n := slices.IndexFunc(d.Seen, func(o seenByClient) bool {
			return slices.Equal(o.Sections, is.Sections) && slices.Equal(o.People, is.People)
		})
		if n < 0 {
			d.Seen, n = append(d.Seen, is), len(d.Seen)
		}
		d.Seen[n].Names = append(d.Seen[n].Names, s.Client.Name)
	}
	if owner, err := v.People.Organization(v.ctx, view.Org); err != nil {
		return err
	} else if owner.Colleagues && requester.Company != "" {
		d.Colleagues = v.say("portal.showing.colleagues", "company", d.Company)
	}
	return nil
}

// showToClients shows it to these and nobody else.
func (v *visit) showToClients() error {
	d := v.ref("dossier")
	draft := clientshare.Draft{Requester: v.value("requester"), Watchers: v.r.PostForm["watchers"], Attachments: v.value("attachments") == "yes"}
	if _, _, err := v.Shares.Show(v.ctx, v.by, d, draft); err != nil {
		return v.mend(err, func(status int, p *problem) error { return v.askShow(status, p, draft) })
	}
	return v.see(dossierPath(d) + "?done=shown-to-client")
}

// askHide asks once more before a dossier is hidden from every client.
func (v *visit) askHide() error { return v.confirmHide(http.StatusOK, nil) }

func (v *visit) confirmHide(status int, p *problem) error {
	view, shown, err := v.Shares.Get(v.ctx, v.by, v.ref("dossier"))
	if err != nil {
		return err
	}
	f, err := v.dossierFrame(view, "portal.showing.hide")
	if err != nil {
		return err
	}
	f.Problem = p
	if shown.Requester.ID == "" {
		return v.see(showingPath(view.ID))
	}
	ask := f.form(showingPath(view.ID)+"/hide", "portal.showing.hide-button")
	ask.Grave, ask.Cancel = true, &link{showingPath(view.ID), v.say("portal.cancel")}
	return v.show(status, "clientends", f, endsPage{v.say("portal.showing.hide-text", "dossier", view.Title), v.shownLines(shown), ask})
}

func (v *visit) hideFromClients() error {
	d := v.ref("dossier")
	if err := v.Shares.Hide(v.ctx, v.by, d); err != nil {
		return v.mend(err, v.confirmHide)
	}
	return v.see(dossierPath(d) + "?done=hidden-from-clients")
}

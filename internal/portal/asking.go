package portal

import (
	"net/http"
	"strconv"

	"tierce/internal/accessgroup"
	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/request"
	"tierce/internal/text"
)

// asking is the form of a request: what is in it, and the version that it was
// given at; 0 for a new one.
type asking struct {
	request.Draft
	version int
}

// typedAsking reads the form.
func (v *visit) typedAsking() asking {
	version, _ := strconv.Atoi(v.value("version"))
	return asking{request.Draft{Text: v.value("text"), Due: text.PlainDay(v.value("due")),
		For: request.Audience{Persons: v.r.PostForm["for"], Groups: v.r.PostForm["groups"]}}, version}
}

// newRequest asks what is to be asked, and of whom.
func (v *visit) newRequest() error { return v.askRequest(http.StatusOK, nil) }

func (v *visit) askRequest(status int, p *problem) error {
	view, err := v.mayAsk()
	if err != nil {
		return err
	}
	return v.askingForm(status, p, view, v.typedAsking(), requestsPath(view.ID)+"/new", "ask")
}

// mayAsk loads the dossier for an agent who asks.
func (v *visit) mayAsk() (dossier.View, error) {
	view, _, err := v.Requests.List(v.ctx, v.by, v.ref("dossier"))
	if err == nil {
		err = request.MayManage(view).Err()
	}
	return view, err
}

func (v *visit) askingForm(status int, p *problem, view dossier.View, in asking, action, kind string) error {
	f, err := v.dossierFrame(view, "portal.request."+kind)
	if err != nil {
		return err
	}
	f.Back, f.Problem = &link{requestsPath(view.ID), v.say("portal.request.list")}, p
	whom, err := v.askable(view, in.For)
	if err != nil {
		return err
	}
	button := "portal.request.ask-button"
	if in.version > 0 {
		button = "portal.save"
	}
	d := f.form(action, button, append([]control{
		{Kind: "longtext", Name: "text", Label: v.say("portal.request.text"), Help: v.say("portal.request.text-help"), Mark: v.say("portal.required"), Value: in.Text, Most: request.TextMost},
		{Kind: "date", Name: "due", Label: v.say("portal.request.due"), Help: v.say("portal.request.due-help"), Value: text.TypedDay(in.Due)}}, whom...)...)
	d.Hidden, d.Cancel = []pair{{"version", strconv.Itoa(in.version)}}, &link{f.Back.Path, v.say("portal.cancel")}
	return v.show(status, "form", f, simple{Form: d.with(p), Intro: []string{v.say("portal.request.ask-text")}})
}

// askable are the contacts and the access groups that may be asked. What is
// wrong with the choice is told at the first of the two.
func (v *visit) askable(view dossier.View, on request.Audience) ([]control, error) {
	_, people, err := v.Dossiers.Persons(v.ctx, v.by, view.ID)
	if err != nil {
		return nil, err
	}
	groups, err := v.Dossiers.GroupsOf(v.ctx, view)
	if err != nil {
		return nil, err
	}
	ticked := map[string]bool{}
	for _, id := range append(on.Persons, on.Groups...) {
		ticked[id] = true
	}
	var persons []option
	for _, p := range byName(people) {
		if p.Contact || ticked[p.ID] {
			persons = append(persons, option{Value: p.ID, Label: p.Name, On: ticked[p.ID]})
		}
	}
	list := []control{control{Kind: "checks", Name: "groups", Label: v.say("portal.request.groups"), Help: v.say("portal.request.groups-help")}.options(
		each(groups.List, func(g accessgroup.Group) option {
			return option{Value: g.ID, Label: v.groupName(g), On: ticked[g.ID]}
		})...)}
	if len(persons) > 0 {
		list = append([]control{control{Kind: "checks", Name: "for", Label: v.say("portal.request.persons"), Help: v.say("portal.request.persons-help")}.options(persons...)}, list...)
	}
	return list, nil
}

func (v *visit) makeRequest() error {
	d := v.ref("dossier")
	view, q, err := v.Requests.Make(v.ctx, v.by, d, v.typedAsking().Draft, v.once("requests "+d))
	if err != nil {
		return v.mend(err, v.askRequest)
	}
	return v.see(requestsPath(view.ID) + "/" + q.ID + "?done=request-made")
}

// editRequest asks for another text, day, or whom it is for.
func (v *visit) editRequest() error {
	view, q, err := v.Requests.Read(v.ctx, v.by, v.ref("dossier"), v.ref("request"))
	if err == nil {
		err = request.MayManage(view).Err()
	}
	if err != nil {
		return err
	}
	return v.askingForm(http.StatusOK, nil, view, asking{q.Draft, q.Version}, requestsPath(view.ID)+"/"+q.ID+"/edit", "edit")
}

func (v *visit) changeRequest() error {
	in := v.typedAsking()
	view, q, err := v.Requests.Change(v.ctx, v.by, v.ref("dossier"), v.ref("request"), in.version, request.Edit{Text: &in.Text, Due: &in.Due, For: &in.For})
	if err == nil {
		return v.see(requestsPath(view.ID) + "/" + q.ID + "?done=request-changed")
	}
	return v.mend(err, func(status int, p *problem) error {
		view, now, failed := v.Requests.Read(v.ctx, v.by, v.ref("dossier"), v.ref("request"))
		if failed != nil {
			return failed
		}
		if fault.Is(err, "stale") {
			p.Lines, in.version = []problemLine{{Text: v.say("portal.request.stale")}}, now.Version
		}
		return v.askingForm(status, p, view, in, requestsPath(view.ID)+"/"+now.ID+"/edit", "edit")
	})
}

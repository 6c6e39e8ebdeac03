package portal

import (
	"net/http"
	"strconv"

	"tierce/internal/access"
	"tierce/internal/accessgroup"
	"tierce/internal/fault"
)

// groupPage asks an Admin what a group is to allow.
func (v *visit) groupPage() error { return v.askGroup(http.StatusOK, nil) }

func (v *visit) askGroup(status int, p *problem) error {
	o, of, g, err := v.groupHere()
	if err != nil {
		return err
	}
	n, err := v.Groups.Contacts(v.ctx, o.ID, of.Model, g.ID)
	if err != nil {
		return err
	}
	f := v.groupsFrame(o, of, "portal.groups.title")
	f.Title, f.Problem = v.groupName(g), p
	d := g.Drafted()
	if v.typed {
		d = v.typedGroup()
	}
	at := groupsPath(o.ID, of.Model) + "/" + g.ID
	ask := f.form(at, "portal.groups.preview", v.groupControls(g, of, d)...)
	ask.Hidden = []pair{{"version", strconv.Itoa(of.Version)}, {"step", "show"}}
	ask.Cancel = &link{f.Back.Path, v.say("portal.cancel")}
	page := struct {
		Text, Touches, Delete string
		Form                  form
	}{Touches: f.Count("portal.groups.touches", n), Form: ask.with(p)}
	if g.Ready() {
		page.Text = v.say("portal.groups.ready-text", "level", v.say("portal.level."+string(g.Level)))
	} else {
		page.Delete = at + "/delete"
	}
	return v.show(status, "group", f, page)
}

// changeGroup shows first what the contacts would gain and lose; the page that
// it shows saves it.
func (v *visit) changeGroup() error {
	org, of := v.ref("org"), v.ref("model")
	version, err := strconv.Atoi(v.value("version"))
	if err != nil {
		return fault.New(fault.Malformed, "malformed")
	}
	if v.value("step") == "save" {
		if _, _, err = v.Groups.Change(v.ctx, v.by, org, of, v.groupID(), version, v.typedGroup()); err == nil {
			return v.see(groupsPath(org, of) + "?done=group-changed")
		}
	} else {
		err = v.previewGroup(version)
	}
	if err == nil {
		return nil
	}
	return v.mend(err, func(status int, p *problem) error { v.staleGroup(err, p); return v.askGroup(status, p) })
}

// previewGroup says what a change would mean, and asks to save it.
func (v *visit) previewGroup(version int) error {
	o, err := v.inOrg(access.ManageGroups)
	if err != nil {
		return err
	}
	draft := v.typedGroup()
	of, e, n, err := v.Groups.Preview(v.ctx, v.by, o.ID, v.ref("model"), v.groupID(), draft)
	if err != nil {
		return err
	}
	at := groupsPath(o.ID, of.Model) + "/" + e.Was.ID
	f := v.groupsFrame(o, of, "portal.groups.preview")
	f.Title, f.Back = v.say("portal.groups.confirm", "name", v.groupName(e.Was)), &link{at, v.groupName(e.Was)}
	save := f.form(at, "portal.groups.save")
	save.Hidden = []pair{{"version", strconv.Itoa(version)}, {"step", "save"}, {"name.fr", draft.Name.FR}, {"name.en", draft.Name.EN},
		{"level", string(draft.Level)}, {"all", strconv.FormatBool(draft.All)}}
	for _, s := range draft.Sections {
		save.Hidden = append(save.Hidden, pair{"sections", s})
	}
	save.Cancel = &link{at, v.say("portal.cancel")}
	return v.ok("grouppreview", f, struct {
		Touches string
		Lines   []pair
		Form    form
	}{f.Count("portal.groups.touches", n), v.effectLines(e, of), save})
}

// effectLines are what changes, in words; one line where nothing does.
func (v *visit) effectLines(e accessgroup.Effect, of accessgroup.Of) []pair {
	var list []pair
	if was, is := v.groupName(e.Was), v.groupName(e.Is); was != is {
		list = append(list, pair{v.say("portal.groups.renamed"), was + " → " + is})
	}
	if e.Was.Level != e.Is.Level {
		list = append(list, pair{v.say("portal.groups.level"), v.say("portal.level."+string(e.Was.Level)) + " → " + v.say("portal.level."+string(e.Is.Level))})
	}
	if e.Was.All != e.Is.All {
		list = append(list, pair{v.say("portal.groups.shows"), v.groupShows(e.Was, of.Latest) + " → " + v.groupShows(e.Is, of.Latest)})
	}
	if len(e.Gained) > 0 {
		list = append(list, pair{v.say("portal.groups.gained"), v.titlesOf(of.Latest, e.Gained)})
	}
	if len(e.Ended) > 0 {
		list = append(list, pair{v.say("portal.groups.ended"), v.titlesOf(of.Latest, e.Ended)})
	}
	if len(list) == 0 {
		list = append(list, pair{v.say("portal.groups.same"), v.say("portal.groups.same-text")})
	}
	return list
}

// askDeleteGroup asks whether a group is to go.
func (v *visit) askDeleteGroup() error { return v.confirmDeleteGroup(http.StatusOK, nil) }

func (v *visit) confirmDeleteGroup(status int, p *problem) error {
	o, of, g, err := v.groupHere()
	if err != nil {
		return err
	}
	if g.Ready() {
		return access.Nothing()
	}
	n, err := v.Groups.Contacts(v.ctx, o.ID, of.Model, g.ID)
	if err != nil {
		return err
	}
	f := v.groupsFrame(o, of, "portal.groups.delete")
	f.Problem = p
	ask := f.form(groupsPath(o.ID, of.Model)+"/"+g.ID+"/delete", "portal.groups.delete")
	ask.Grave, ask.Hidden, ask.Cancel = true, []pair{{"version", strconv.Itoa(of.Version)}}, &link{f.Back.Path, v.say("portal.cancel")}
	return v.show(status, "form", f, simple{Form: ask, Intro: []string{v.say("portal.groups.delete-text", "name", v.groupName(g)), f.Count("portal.groups.touches", n)}})
}

func (v *visit) deleteGroup() error {
	org, of := v.ref("org"), v.ref("model")
	version, err := strconv.Atoi(v.value("version"))
	if err != nil {
		return fault.New(fault.Malformed, "malformed")
	}
	if err := v.Groups.Delete(v.ctx, v.by, org, of, v.groupID(), version); err != nil {
		return v.mend(err, func(status int, p *problem) error { v.staleGroup(err, p); return v.confirmDeleteGroup(status, p) })
	}
	return v.see(groupsPath(org, of) + "?done=group-deleted")
}

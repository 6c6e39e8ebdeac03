package portal

import (
	"net/http"
	"strconv"
	"strings"

	"tierce/internal/access"
	"tierce/internal/accessgroup"
	"tierce/internal/fault"
	"tierce/internal/model"
	"tierce/internal/people"
)

func groupsPath(org, model string) string { return modelsPath(org) + "/" + model + "/groups" }

// groupLine is an access group, in words.
type groupLine struct{ Name, Level, Shows, Ready, Change string }

// groupsPage lists the access groups of a model (IND-5).
func (v *visit) groupsPage() error {
	o, of, err := v.groupsHere(access.UseModels)
	if err != nil {
		return err
	}
	f := v.groupsFrame(o, of, "portal.groups.title")
	f.Back = &link{modelsPath(o.ID), v.say("portal.models.title")}
	may := of.MayManage()
	d := struct {
		Model, Add, Why string
		Lines           []groupLine
	}{Model: of.Head.Name.In(string(f.Lang)), Why: v.why(may)}
	if may.Allowed {
		d.Add = groupsPath(o.ID, of.Model) + "/new"
	}
	for _, g := range of.List {
		l := groupLine{Name: v.groupName(g), Level: v.say("portal.level." + string(g.Level)), Shows: v.groupShows(g, of.Latest)}
		if g.Ready() {
			l.Ready = v.say("portal.groups.ready")
		}
		if may.Allowed && g.ID != accessgroup.Full {
			l.Change = groupsPath(o.ID, of.Model) + "/" + g.ID
		}
		d.Lines = append(d.Lines, l)
	}
	return v.ok("groups", f, d)
}

// groupsHere loads the groups that the address names.
func (v *visit) groupsHere(action access.Action) (o people.Organization, of accessgroup.Of, err error) {
	if o, err = v.inOrg(action); err != nil {
		return o, of, err
	}
	of, err = v.Groups.List(v.ctx, v.by, o.ID, v.ref("model"))
	return o, of, err
}

func (v *visit) groupsFrame(o people.Organization, of accessgroup.Of, title string) *frame {
	f := v.orgFrame(o, v.say(title))
	f.Back = &link{groupsPath(o.ID, of.Model), v.say("portal.groups.title")}
	return f
}

// groupName is what a group is called in the visitor's language.
func (v *visit) groupName(g accessgroup.Group) string {
	if g.Ready() {
		return v.say("group." + g.ID)
	}
	return g.Name.In(string(v.lang()))
}

// groupShows says what contacts of a group see of a dossier.
func (v *visit) groupShows(g accessgroup.Group, m model.Model) string {
	if g.All {
		return v.say("portal.groups.all")
	}
	if titles := v.titlesOf(m, g.Sections); titles != "" {
		return v.say("portal.groups.sections", "sections", titles)
	}
	return v.say("portal.groups.assigned")
}

// titlesOf gives the titles of sections, as a list in words. One that the model
// has no more is left out.
func (v *visit) titlesOf(m model.Model, sections []string) string {
	var titles []string
	for _, id := range sections {
		if s, has := m.Section(id); has {
			titles = append(titles, s.Title.In(string(v.lang())))
		}
	}
	return strings.Join(titles, ", ")
}

// groupID is the group that the address names; "" where none can have it.
func (v *visit) groupID() string {
	if g := (accessgroup.Group{ID: v.r.PathValue("group")}); g.Ready() {
		return g.ID
	}
	return v.ref("group")
}

// groupHere loads one group for whoever may change it.
func (v *visit) groupHere() (o people.Organization, of accessgroup.Of, g accessgroup.Group, err error) {
	if o, of, err = v.groupsHere(access.ManageGroups); err != nil {
		return o, of, g, err
	}
	g, there := of.Find(v.groupID())
	if !there || g.ID == accessgroup.Full {
		return o, of, g, access.Nothing()
	}
	return o, of, g, nil
}

// askNewGroup asks an Admin for a group of the organisation's own.
func (v *visit) askNewGroup() error { return v.newGroup(http.StatusOK, nil) }

func (v *visit) newGroup(status int, p *problem) error {
	o, of, err := v.groupsHere(access.ManageGroups)
	if err != nil {
		return err
	}
	f := v.groupsFrame(o, of, "portal.groups.add")
	f.Problem = p
	d := accessgroup.Draft{Level: access.Write}
	if v.typed {
		d = v.typedGroup()
	}
	ask := f.form(groupsPath(o.ID, of.Model)+"/new", "portal.groups.add", v.groupControls(accessgroup.Group{}, of, d)...)
	ask.Cancel = &link{f.Back.Path, v.say("portal.cancel")}
	return v.show(status, "form", f, simple{Form: ask.with(p), Intro: []string{v.say("portal.groups.for", "model", of.Head.Name.In(string(f.Lang)))}})
}

func (v *visit) makeGroup() error {
	org, of := v.ref("org"), v.ref("model")
	_, _, err := v.Groups.Make(v.ctx, v.by, org, of, v.typedGroup(), v.once("access-groups "+org+" "+of))
	if err != nil {
		return v.mend(err, v.newGroup)
	}
	return v.see(groupsPath(org, of) + "?done=group-made")
}

// groupControls ask for what an Admin may say of g: of a ready-made group the
// sections alone.
func (v *visit) groupControls(g accessgroup.Group, of accessgroup.Of, d accessgroup.Draft) []control {
	var list []control
	if !g.Ready() {
		level := control{Kind: "radios", Name: "level", Label: v.say("portal.groups.level"), Value: string(d.Level)}
		all := control{Kind: "radios", Name: "all", Label: v.say("portal.groups.shows"), Value: strconv.FormatBool(d.All)}
		list = append(list,
			control{Kind: "text", Name: "name.fr", Label: v.say("portal.groups.name-fr"), Value: d.Name.FR, Most: accessgroup.NameMost, Mark: v.say("portal.required")},
			control{Kind: "text", Name: "name.en", Label: v.say("portal.groups.name-en"), Value: d.Name.EN, Most: accessgroup.NameMost, Mark: v.say("portal.required")},
			level.options(option{Value: string(access.Write), Label: v.say("portal.groups.write"), Help: v.say("portal.groups.write-text")},
				option{Value: string(access.Read), Label: v.say("portal.groups.read"), Help: v.say("portal.groups.read-text")}),
			all.options(option{Value: "false", Label: v.say("portal.groups.assigned"), Help: v.say("portal.groups.assigned-text")},
				option{Value: "true", Label: v.say("portal.groups.all"), Help: v.say("portal.groups.all-text")}))
	}
	sections := control{Kind: "checks", Name: "sections", Label: v.say("portal.groups.choose"), Help: v.say("portal.groups.choose-text")}
	var options []option
	on := map[string]bool{}
	for _, s := range d.Sections {
		on[s] = true
	}
	for _, s := range of.Latest.Sections {
		options = append(options, option{Value: s.ID, Label: s.Title.In(string(v.lang())), On: on[s.ID]})
	}
	for _, s := range g.Sections {
		if _, has := of.Latest.Section(s); !has {
			options = append(options, option{Value: s, Label: v.say("portal.groups.former-section", "section", s), On: on[s]})
		}
	}
	return append(list, sections.options(options...))
}

// typedGroup reads the form.
func (v *visit) typedGroup() accessgroup.Draft {
	_ = v.value("level") // reads the form
	return accessgroup.Draft{Name: model.Text{FR: v.value("name.fr"), EN: v.value("name.en")}, Level: access.Level(v.value("level")),
		All: v.value("all") == "true", Sections: v.r.PostForm["sections"]}
}

// staleGroup says in the words of this form that somebody else was faster.
func (v *visit) staleGroup(err error, p *problem) {
	if fault.Is(err, "stale") {
		p.Lines = []problemLine{{Text: v.say("portal.groups.stale")}}
	}
}

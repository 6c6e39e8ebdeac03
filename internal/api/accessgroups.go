package api

import (
	"context"

	"tierce/internal/access"
	"tierce/internal/accessgroup"
	"tierce/internal/model"
	"tierce/internal/people"
	"tierce/internal/text"
)

// AccessGroupDraft is what an Admin says of an access group. Of a ready-made
// one only the sections count.
type AccessGroupDraft struct {
	Name     model.Text `json:"name" doc:"Of a ready-made one ignored"`
	Level    string     `json:"level" enum:"read,write"`
	All      bool       `json:"all" doc:"Everything of a dossier; false for what is assigned to the group or to the contact"`
	Sections []string   `json:"sections" nullable:"false" maxItems:"200" doc:"Ids of the sections assigned to the group"`
}

// AccessGroup is a set of permissions that contacts are put in (IND-5).
type AccessGroup struct {
	ID        string `json:"id" doc:"full, limited and view are ready-made"`
	ReadyMade bool   `json:"readyMade"`
	AccessGroupDraft
}

// CountedGroup is a group with how many contacts it touches.
type CountedGroup struct {
	AccessGroup
	Contacts int `json:"contacts" doc:"How many contacts are in it, in all dossiers; a moment behind"`
}

// AccessGroupOut answers with one group, and the version of all of its model's.
type AccessGroupOut struct {
	Location string `header:"Location"`
	Tag      string `header:"ETag"`
	Body     AccessGroup
}

// CountedGroupOut answers with one group and its contacts.
type CountedGroupOut struct {
	Tag  string `header:"ETag"`
	Body CountedGroup
}

// AccessGroupsOut answers with the groups of a model.
type AccessGroupsOut struct {
	Tag  string `header:"ETag"`
	Body struct {
		Groups []AccessGroup `json:"groups" doc:"The ready-made first"`
	}
}

// AtGroups are the access groups of one model of an organisation.
type AtGroups struct {
	AtOrganization
	Model string `path:"model"`
}

// AtGroup is one of them.
type AtGroup struct {
	AtGroups
	Group string `path:"group" doc:"full, limited, view, or an id"`
}

type makeGroup struct {
	AtGroups
	Repeatable
	Body AccessGroupDraft
}

type changeGroup struct {
	AtGroup
	IfMatch
	Body AccessGroupDraft
}

type deleteGroup struct {
	AtGroup
	IfMatch
}

func (h *house) accessGroupRoutes() {
	const path = "/v1/organizations/{org}/models/{model}/access-groups"
	on(h, route{id: "list-access-groups", path: "GET " + path, does: "The access groups of contacts"}, h.listGroups)
	on(h, route{id: "make-access-group", path: "POST " + path, does: "Add an access group, as an Admin", status: 201}, h.makeGroup)
	on(h, route{id: "get-access-group", path: "GET " + path + "/{group}", does: "An access group, and how many contacts it touches"}, h.getGroup)
	on(h, route{id: "change-access-group", path: "PUT " + path + "/{group}", does: "Change an access group for all its contacts, as an Admin"}, h.changeGroup)
	on(h, route{id: "delete-access-group", path: "DELETE " + path + "/{group}", does: "Delete an access group without contacts, as an Admin"}, h.deleteGroup)
}

func groupOf(g accessgroup.Group) AccessGroup {
	name := g.Name
	if g.Ready() {
		name = model.Text{FR: text.FR.Say("group." + g.ID), EN: text.EN.Say("group." + g.ID)}
	}
	a := AccessGroup{ID: g.ID, ReadyMade: g.Ready(), AccessGroupDraft: AccessGroupDraft{Name: name, Level: string(g.Level), All: g.All, Sections: g.Sections}}
	if a.Sections == nil {
		a.Sections = []string{}
	}
	return a
}

func (d AccessGroupDraft) draft() accessgroup.Draft {
	return accessgroup.Draft{Name: d.Name, Level: access.Level(d.Level), All: d.All, Sections: d.Sections}
}

func (h *house) listGroups(ctx context.Context, by people.Caller, in *AtGroups) (*AccessGroupsOut, error) {
	of, err := h.Groups.List(ctx, by, in.Org, in.Model)
	if err != nil {
		return nil, err
	}
	out := &AccessGroupsOut{Tag: tag(of.Version)}
	out.Body.Groups = each(of.Groups.List, groupOf)
	return out, nil
}

func (h *house) getGroup(ctx context.Context, by people.Caller, in *AtGroup) (*CountedGroupOut, error) {
	of, err := h.Groups.List(ctx, by, in.Org, in.Model)
	if err != nil {
		return nil, err
	}
	g, there := of.Find(in.Group)
	if !there {
		return nil, access.Nothing()
	}
	n, err := h.Groups.Contacts(ctx, in.Org, in.Model, g.ID)
	return &CountedGroupOut{Tag: tag(of.Version), Body: CountedGroup{groupOf(g), n}}, err
}

func (h *house) makeGroup(ctx context.Context, by people.Caller, in *makeGroup) (*AccessGroupOut, error) {
	of, g, err := h.Groups.Make(ctx, by, in.Org, in.Model, in.Body.draft(), in.once(by, "access-groups", in.Org, in.Model))
	if err != nil {
		return nil, err
	}
	at := "/v1/organizations/" + in.Org + "/models/" + in.Model + "/access-groups/" + g.ID
	return &AccessGroupOut{Location: at, Tag: tag(of.Version), Body: groupOf(g)}, nil
}

func (h *house) changeGroup(ctx context.Context, by people.Caller, in *changeGroup) (*AccessGroupOut, error) {
	version, err := in.version(ctx)
	if err != nil {
		return nil, err
	}
	of, g, err := h.Groups.Change(ctx, by, in.Org, in.Model, in.Group, version, in.Body.draft())
	if err != nil {
		return nil, err
	}
	return &AccessGroupOut{Tag: tag(of.Version), Body: groupOf(g)}, nil
}

func (h *house) deleteGroup(ctx context.Context, by people.Caller, in *deleteGroup) (*NoBody, error) {
	version, err := in.version(ctx)
	if err != nil {
		return nil, err
	}
	return nil, h.Groups.Delete(ctx, by, in.Org, in.Model, in.Group, version)
}

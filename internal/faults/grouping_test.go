package faults

import (
	"tierce/internal/access"
	"tierce/internal/accessgroup"
	"tierce/internal/id"
	"tierce/internal/model"
)

// grouping are the acts on access groups.
func grouping() []act {
	draft := accessgroup.Draft{Name: model.Text{FR: "Finances", EN: "Finances"}, Level: access.Write, Sections: []string{"finances"}}
	narrow := draft
	narrow.Level, narrow.Sections = access.Read, []string{"needs"}
	once := id.New()
	type groups struct {
		Version int
		accessgroup.Group
	}
	said := func(of accessgroup.Of, g accessgroup.Group, err error) (any, error) {
		return groups{of.Version, g}, err
	}
	made := func(do func(h *house, org, of string) (any, error)) func(h *house) func(h *house) (any, error) {
		return func(h *house) func(h *house) (any, error) {
			cabinet, _, _ := h.offices()
			of := model.StarterID(cabinet, "insurance-needs")
			_, _, err := h.Groups.Make(background, h.As(claire), cabinet, of, draft, once)
			h.must(err)
			return func(h *house) (any, error) { return do(h, cabinet, of) }
		}
	}
	return []act{
		{name: "make the first group", furnish: func(h *house) func(h *house) (any, error) {
			cabinet, _, _ := h.offices()
			return func(h *house) (any, error) {
				return said(h.Groups.Make(background, h.As(claire), cabinet, model.StarterID(cabinet, "insurance-needs"), draft, once))
			}
		}},
		{name: "change a group", furnish: made(func(h *house, org, of string) (any, error) {
			return said(h.Groups.Change(background, h.As(claire), org, of, once, 1, narrow))
		})},
		{name: "delete a group", furnish: made(func(h *house, org, of string) (any, error) {
			return nil, h.Groups.Delete(background, h.As(claire), org, of, once, 1)
		})},
	}
}

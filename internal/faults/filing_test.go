package faults

import (
	"tierce/internal/dossier"
	"tierce/internal/id"
	"tierce/internal/model"
	"tierce/internal/schedule"
	"tierce/internal/sharekey"
	"tierce/internal/text"
)

// joined is a dossier that Marc joined, and that Paul is on the team of.
func (h *house) joined() (cabinet, d string) {
	cabinet, _, d = h.offices()
	h.must(h.Dossiers.AddToTeam(background, h.As(claire), d, h.Account(paul)))
	_, key := h.key(d, sharekey.Joining)
	_, err := h.Keys.Redeem(background, h.As(marc), key, "", id.New())
	h.must(err)
	return cabinet, d
}

// in gives an act on a dossier that Paul and Marc are in.
func in(name string, do func(h *house, d string) (any, error)) act {
	return act{name: name, furnish: func(h *house) func(h *house) (any, error) {
		_, d := h.joined()
		return func(h *house) (any, error) { return do(h, d) }
	}}
}

func paste(h *house, at schedule.At, p schedule.Pasted) (any, error) {
	return schedule.Clerk{Rooms: h.Rooms, Lang: text.EN}.Paste(background, h.As(claire), at, p)
}

// filing are the acts on dossiers.
func filing() []act {
	values := func(needs string) map[string]any { return map[string]any{"special-needs": needs} }
	person := dossier.Person{ID: id.New(), Name: "Alma Novak", BirthDate: "1950-04-01"}
	title, status := "Another title", "analysis"
	saved := func(v dossier.View, err error) (any, error) { return v.Header, err }
	return []act{
		{name: "create", furnish: func(h *house) func(h *house) (any, error) {
			cabinet, _, _ := h.offices()
			once := id.New()
			return func(h *house) (any, error) {
				return h.Dossiers.Create(background, h.As(claire), dossier.Draft{Organization: cabinet,
					Model: model.StarterID(cabinet, "insurance-needs"), Title: "New"}, once)
			}
		}},
		in("edit a section first", func(h *house, d string) (any, error) {
			return h.Dossiers.Save(background, h.As(marc), d, "family", 0, values("a"))
		}),
		{name: "edit a section again", furnish: func(h *house) func(h *house) (any, error) {
			_, d := h.joined()
			_, err := h.Dossiers.Save(background, h.As(paul), d, "family", 0, values("a"))
			h.must(err)
			return func(h *house) (any, error) {
				return h.Dossiers.Save(background, h.As(claire), d, "family", 1, values("b"))
			}
		}},
		{name: "paste rows after others", furnish: func(h *house) func(h *house) (any, error) {
			_, d := h.joined()
			at := schedule.At{Dossier: d, Section: "family", List: "children"}
			_, err := paste(h, at, schedule.Pasted{Text: "Ana\nBo"})
			h.must(err)
			return func(h *house) (any, error) {
				return paste(h, at, schedule.Pasted{Text: "Cy\nDi", Version: 1, Add: true})
			}
		}},
		in("title and status", func(h *house, d string) (any, error) {
			return saved(h.Dossiers.Change(background, h.As(claire), d, dossier.Edit{Title: &title, Status: &status}))
		}),
		in("add a person", func(h *house, d string) (any, error) {
			return h.Rights.SavePerson(background, h.As(marc), d, person)
		}),
		{name: "correct a person", furnish: func(h *house) func(h *house) (any, error) {
			_, d := h.joined()
			p, err := h.Rights.SavePerson(background, h.As(claire), d, person)
			h.must(err)
			p.Name = "Alma Nowak"
			return func(h *house) (any, error) { return h.Rights.SavePerson(background, h.As(paul), d, p) }
		}},
		{name: "delete a person", furnish: func(h *house) func(h *house) (any, error) {
			_, d := h.joined()
			_, err := h.Rights.SavePerson(background, h.As(claire), d, person)
			h.must(err)
			return func(h *house) (any, error) {
				return nil, h.Rights.DeletePerson(background, h.As(claire), d, person.ID, 1)
			}
		}},
		{name: "add to the team", furnish: func(h *house) func(h *house) (any, error) {
			_, _, d := h.offices()
			return func(h *house) (any, error) {
				return nil, h.Dossiers.AddToTeam(background, h.As(claire), d, h.Account(paul))
			}
		}},
		in("take off the team", func(h *house, d string) (any, error) {
			return nil, h.Dossiers.EndOrigin(background, h.As(claire), d, h.Account(paul), "team")
		}),
		in("end a join", func(h *house, d string) (any, error) {
			return nil, h.Dossiers.EndOrigin(background, h.As(claire), d, h.Account(marc), "join")
		}),
		in("hand over to a teammate", func(h *house, d string) (any, error) {
			return nil, h.Dossiers.HandOver(background, h.As(claire), d, h.Account(paul))
		}),
		{name: "hand over to another", furnish: func(h *house) func(h *house) (any, error) {
			_, _, d := h.offices()
			return func(h *house) (any, error) {
				return nil, h.Dossiers.HandOver(background, h.As(claire), d, h.Account(paul))
			}
		}},
		{name: "hand over one's own", furnish: func(h *house) func(h *house) (any, error) {
			cabinet, _, _ := h.offices()
			d := h.Dossier(cabinet, paul, "insurance-needs")
			return func(h *house) (any, error) {
				return nil, h.Dossiers.HandOver(background, h.As(paul), d, h.Account(claire))
			}
		}},
		in("first opening of a day", func(h *house, d string) (any, error) {
			v, _, err := h.Dossiers.Open(background, h.As(marc), d)
			return saved(v, err)
		}),
		{name: "clear an abandoned copy", furnish: abandoned, settle: later, defers: true},
	}
}

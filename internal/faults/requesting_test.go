package faults

import (
	"tierce/internal/access"
	"tierce/internal/accessgroup"
	"tierce/internal/dossier"
	"tierce/internal/id"
	"tierce/internal/request"
)

const lise = "lise@client.example"

// requested gives an act on a request that Claire made for a contact; first
// does to it what must come before.
func requested(name string, first func(h *house, d, q string), do func(h *house, d, q, once string) (any, error)) act {
	return act{name: name, furnish: func(h *house) func(h *house) (any, error) {
		d := h.plan()
		h.SignIn(lise)
		h.must(h.Rooms.Table.Write(background, dossier.GiveOrigin(d, h.Account(lise), "contact",
			access.Origin{Kind: access.FromContact, Since: "2026", Person: "lise", Group: accessgroup.Limited}, h.Account(claire), h.Time.Now())))
		q, once := id.New(), id.New()
		_, err := h.ask(d, q)
		h.must(err)
		first(h, d, q)
		return func(h *house) (any, error) { return do(h, d, q, once) }
	}, settle: func(h *house) { // who is told, and the mails themselves
		for range 3 {
			_, err := h.deliverer().Sweep(background)
			h.must(err)
		}
	}}
}

func (h *house) ask(d, once string) (any, error) {
	_, q, err := h.Requests.Make(background, h.As(claire), d, request.Draft{Text: "The papers", Due: "2026-03-20",
		For: request.Audience{Groups: []string{accessgroup.Limited}}}, once)
	return q, err
}

// requesting are the acts on requests (IND-3).
func requesting() []act {
	nothing := func(*house, string, string) {}
	closed := func(h *house, d, q string) {
		_, _, err := h.Requests.Close(background, h.As(claire), d, q, id.New())
		h.must(err)
	}
	return []act{
		requested("make a request", nothing, func(h *house, d, _, once string) (any, error) { return h.ask(d, once) }),
		requested("answer a request", nothing, func(h *house, d, q, once string) (any, error) {
			_, is, err := h.Requests.Answer(background, h.As(lise), d, q, request.Reply{Text: "Here"}, once)
			return is, err
		}),
		requested("call a request done", nothing, func(h *house, d, q, once string) (any, error) {
			_, is, err := h.Requests.Close(background, h.As(claire), d, q, once)
			return is, err
		}),
		requested("reopen a request", closed, func(h *house, d, q, once string) (any, error) {
			_, is, err := h.Requests.Reopen(background, h.As(claire), d, q, "The second page?", once)
			return is, err
		}),
		requested("change a request", nothing, func(h *house, d, q, _ string) (any, error) {
			whom := request.Audience{Groups: []string{accessgroup.Limited, accessgroup.ViewOnly}}
			_, is, err := h.Requests.Change(background, h.As(claire), d, q, 1, request.Edit{For: &whom})
			return is, err
		}),
		requested("delete a request", nothing, func(h *house, d, q, _ string) (any, error) {
			return nil, h.Requests.Delete(background, h.As(claire), d, q)
		}),
	}
}

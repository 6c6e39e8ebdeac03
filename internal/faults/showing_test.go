package faults

import (
	"tierce/internal/client"
	"tierce/internal/clientshare"
	"tierce/internal/id"
	"tierce/internal/people"
	"tierce/internal/rooms/roomstest"
)

// firm is an organisation with a dossier of Claire's, its Admin, and three
// clients of one company: Rita and Wim have come in, Lea has not.
type firm struct {
	org, d         string
	rita, wim, lea client.Client
}

func (h *house) firm() firm {
	cabinet, _, d := h.offices()
	return firm{org: cabinet, d: d, rita: h.Client(cabinet, claire, "rita@acme.example", "Acme", true),
		wim: h.Client(cabinet, claire, "wim@acme.example", "Acme", true), lea: h.Client(cabinet, claire, "lea@acme.example", "Acme", false)}
}

// show shows the dossier to Rita, with Wim and Lea as watchers.
func (f firm) show(h *house) (any, error) {
	_, s, err := h.Shares.Show(background, h.As(claire), f.d, clientshare.Draft{Requester: f.rita.ID, Watchers: []string{f.wim.ID, f.lea.ID}})
	return s, err
}

func shown(h *house) firm {
	f := h.firm()
	_, err := f.show(h)
	h.must(err)
	return f
}

// ofFirm gives an act on a firm once furnished.
func ofFirm(name string, furnish func(h *house) firm, do func(h *house, f firm) (any, error)) act {
	return act{name: name, furnish: func(h *house) func(h *house) (any, error) {
		f := furnish(h)
		return func(h *house) (any, error) { return do(h, f) }
	}}
}

// showing are the acts of the client portal.
func showing() []act {
	once := id.New()
	comesIn := ofFirm("a client comes in", shown, func(h *house, f firm) (any, error) {
		a, _, err := h.Arrival.SignIn(background, people.Claims{Issuer: roomstest.Issuer, Subject: f.lea.Email, Email: f.lea.Email,
			Phone: f.lea.Phone, Name: "lea", Lang: "fr"})
		return a.ID, err
	})
	comesIn.steps, comesIn.settle = true, later
	moves := ofFirm("another company", shown, func(h *house, f firm) (any, error) {
		return h.Clients.Save(background, h.As(claire), f.org, f.wim.ID, f.wim.Version, roomstest.ClientDraft(f.wim.Email, "Other"))
	})
	moves.settle = later
	removes := ofFirm("remove a client", shown, func(h *house, f firm) (any, error) {
		return nil, h.Clients.Remove(background, h.As(claire), f.org, f.rita.ID)
	})
	removes.settle = later
	return []act{
		ofFirm("add a client", (*house).firm, func(h *house, f firm) (any, error) {
			return h.Clients.Add(background, h.As(claire), f.org, roomstest.ClientDraft("noe@third.example", "Third"), once)
		}),
		ofFirm("invite a client again", (*house).firm, func(h *house, f firm) (any, error) {
			return h.Clients.Resend(background, h.As(claire), f.org, f.lea.ID, once)
		}),
		ofFirm("let colleagues see", (*house).firm, func(h *house, f firm) (any, error) {
			return nil, h.People.ShowColleagues(background, h.As(claire), f.org, true)
		}),
		ofFirm("show in the client portal", (*house).firm, func(h *house, f firm) (any, error) { return f.show(h) }),
		ofFirm("hide from the client portal", shown, func(h *house, f firm) (any, error) {
			return nil, h.Shares.Hide(background, h.As(claire), f.d)
		}),
		moves, removes, comesIn,
	}
}

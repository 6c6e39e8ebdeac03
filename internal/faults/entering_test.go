package faults

import (
	"tierce/internal/behalf"
	"tierce/internal/id"
	"tierce/internal/model"
	"tierce/internal/people"
	"tierce/internal/rooms/roomstest"
)

const (
	greta = "greta@solidaire.example" // enters dossiers, and has come in
	gus   = "gus@solidaire.example"   // is invited to
	bruno = "bruno@ville.example"     // manages what they enter
	zelda = "zelda@maison.example"    // an applicant without an account
)

// town is an organisation with two partners who enter dossiers on behalf of
// applicants, and one that was entered.
type town struct {
	org, d     string
	greta, gus behalf.Partner
}

func (h *house) town() town {
	w := town{org: h.Organization("Town", claire)}
	h.dropModels(model.StarterID(w.org, "public-request"))
	h.SignIn(odile)
	h.Agent(w.org, claire, bruno, false)
	w.greta, w.gus = h.Partner(w.org, claire, greta, true), h.Partner(w.org, claire, gus, false)
	p, err := h.Behalf.Save(background, h.As(claire), w.org, w.greta.ID, w.greta.Version, h.PartnerDraft(w.org, bruno, greta))
	h.must(err)
	w.greta = p.Partner
	w.d = h.Entered(w.org, greta, odile)
	_, err = h.Applicants.See(background, h.As(greta), w.d) // the day's opening
	h.must(err)
	return w
}

func ofTown(name string, do func(h *house, w town) (any, error)) act {
	return act{name: name, furnish: func(h *house) func(h *house) (any, error) {
		w := h.town()
		return func(h *house) (any, error) { return do(h, w) }
	}}
}

// entering are the acts of allowing partners to enter dossiers, and theirs.
func entering() []act {
	once := id.New()
	comesIn := ofTown("a partner comes in to enter dossiers", func(h *house, w town) (any, error) {
		a, _, err := h.Arrival.SignIn(background, people.Claims{Issuer: roomstest.Issuer, Subject: gus, Email: gus, Phone: w.gus.Phone, Name: "gus", Lang: "fr"})
		return a.ID, err
	})
	comesIn.steps = true
	leaves := ofTown("deactivate who manages what partners enter", func(h *house, w town) (any, error) {
		return nil, h.Departure.Deactivate(background, h.As(claire), w.org, h.Account(bruno), h.Account(claire))
	})
	leaves.steps = true
	return []act{
		ofTown("allow a partner to enter dossiers", func(h *house, w town) (any, error) {
			return h.Behalf.Add(background, h.As(claire), w.org, h.PartnerDraft(w.org, bruno, "noe@third.example"), once)
		}),
		ofTown("invite a partner again who may enter dossiers", func(h *house, w town) (any, error) {
			return h.Behalf.Resend(background, h.As(claire), w.org, w.gus.ID, once)
		}),
		ofTown("another manager of what a partner enters", func(h *house, w town) (any, error) {
			return h.Behalf.Save(background, h.As(claire), w.org, w.greta.ID, w.greta.Version, h.PartnerDraft(w.org, claire, greta))
		}),
		ofTown("take a partner's permission away", func(h *house, w town) (any, error) {
			return nil, h.Behalf.Remove(background, h.As(claire), w.org, w.greta.ID)
		}),
		comesIn, leaves,
		ofTown("enter a dossier on behalf of an applicant", func(h *house, w town) (any, error) {
			d, err := h.Behalf.Enter(background, h.As(greta), roomstest.Entry(w.org, zelda), once)
			return d.ID, err
		}),
		ofTown("enter a dossier for somebody with an account", func(h *house, w town) (any, error) {
			d, err := h.Behalf.Enter(background, h.As(greta), roomstest.Entry(w.org, odile), once)
			return d.ID, err
		}),
		ofTown("fill in what one entered", func(h *house, w town) (any, error) {
			seen, err := h.Applicants.See(background, h.As(greta), w.d)
			if err != nil {
				return nil, err
			}
			part, _ := seen.Part("building")
			seen, err = h.Applicants.Fill(background, h.As(greta), w.d, "building", part.Tag, map[string]any{"parcel": "ZZ 99"})
			part, _ = seen.Part("building")
			return part.Values, err
		}),
		ofTown("leave the first status", func(h *house, w town) (any, error) {
			return nil, h.SetsStatus(w.d, bruno, "submitted")
		}),
	}
}

package faults

import (
	"fmt"
	"time"

	"tierce/internal/id"
	"tierce/internal/model"
	"tierce/internal/people"
	"tierce/internal/rooms/roomstest"
	"tierce/internal/sharekey"
	"tierce/internal/table"
	"tierce/internal/table/tabletest"
)

const newcomer = "nora@cabinet.example"

func claims(subject, email string) people.Claims {
	return people.Claims{Issuer: roomstest.Issuer, Subject: subject, Email: email, Phone: "+33199000001", Name: "Nora", Lang: "fr"}
}

// invited is a house where Nora has signed in and is invited.
func (h *house) invited() (cabinet string, inv people.Invitation) {
	cabinet, _, _ = h.offices()
	h.SignIn(newcomer)
	inv, err := h.People.Invite(background, h.As(claire), cabinet, newcomer, "fr", true, id.New())
	h.must(err)
	return cabinet, inv
}

// later lets five times a quarter of an hour pass, and delivers what falls due.
func (h *house) later() {
	for range 5 {
		h.Time.Advance(15 * time.Minute)
		_, err := h.deliverer().Sweep(background)
		h.must(err)
	}
}

func later(h *house) { h.later() }

// staffing are the acts of accounts, agents, sessions and the outbox.
func staffing() []act {
	asks := func(do func(h *house, cabinet string, inv people.Invitation) (any, error)) func(h *house) func(h *house) (any, error) {
		return func(h *house) func(h *house) (any, error) {
			cabinet, inv := h.invited()
			return func(h *house) (any, error) { return do(h, cabinet, inv) }
		}
	}
	once := id.New()
	return []act{
		{name: "invite an agent", furnish: asks(func(h *house, cabinet string, _ people.Invitation) (any, error) {
			return h.People.Invite(background, h.As(claire), cabinet, "omar@cabinet.example", "fr", false, once)
		})},
		{name: "uninvite", furnish: asks(func(h *house, cabinet string, inv people.Invitation) (any, error) {
			return nil, h.People.Uninvite(background, h.As(claire), cabinet, inv.ID)
		})},
		{name: "accept an invitation", furnish: asks(func(h *house, cabinet string, inv people.Invitation) (any, error) {
			return nil, h.People.Accept(background, h.As(newcomer), cabinet, inv.ID)
		})},
		{name: "promote", furnish: asks(func(h *house, cabinet string, _ people.Invitation) (any, error) {
			return nil, h.People.SetAdmin(background, h.As(claire), cabinet, h.Account(paul), true)
		})},
		{name: "demote", furnish: func(h *house) func(h *house) (any, error) {
			cabinet, inv := h.invited()
			h.must(h.People.Accept(background, h.As(newcomer), cabinet, inv.ID))
			return func(h *house) (any, error) {
				return nil, h.People.SetAdmin(background, h.As(claire), cabinet, h.Account(newcomer), false)
			}
		}},
		{name: "deactivate", furnish: asks(func(h *house, cabinet string, _ people.Invitation) (any, error) {
			return nil, h.Departure.Deactivate(background, h.As(claire), cabinet, h.Account(paul), "")
		})},
		{name: "deactivate with a successor", steps: true, furnish: func(h *house) func(h *house) (any, error) {
			cabinet, _, _ := h.offices()
			h.Dossier(cabinet, paul, "insurance-needs")
			h.Dossier(cabinet, paul, "insurance-needs")
			return func(h *house) (any, error) {
				return nil, h.Departure.Deactivate(background, h.As(claire), cabinet, h.Account(paul), h.Account(claire))
			}
		}},
		{name: "import a model", furnish: func(h *house) func(h *house) (any, error) {
			cabinet, _, _ := h.offices()
			data := model.Starters()[0].Model.Export()
			return func(h *house) (any, error) {
				return h.Models.Import(background, h.As(claire), cabinet, "", data, once)
			}
		}},
		{name: "redraw a model", furnish: func(h *house) func(h *house) (any, error) {
			cabinet, _, _ := h.offices()
			of := model.StarterID(cabinet, "insurance-needs")
			_, m, err := h.Models.Head(background, h.As(claire), cabinet, of)
			h.must(err)
			d := m.Design()
			d.Statuses = []string{m.Initial().ID}
			return func(h *house) (any, error) {
				return h.Models.Redraw(background, h.As(claire), cabinet, of, 1, d)
			}
		}},
		{name: "sign in first", furnish: asks(func(h *house, _ string, _ people.Invitation) (any, error) {
			return h.People.SignIn(background, claims("nadia", "nadia@cabinet.example"))
		})},
		{name: "sign in with another's address", furnish: asks(func(h *house, _ string, _ people.Invitation) (any, error) {
			return h.People.SignIn(background, claims(newcomer, paul))
		})},
		// Each beginning is a session of its own: one that nobody got the
		// cookie of opens nothing, and TTL takes it.
		{name: "begin a session", loose: `^A#\S+ S#`, furnish: asks(func(h *house, _ string, _ people.Invitation) (any, error) {
			s, err := h.People.Begin(background, h.Account(paul))
			return s.Account, err
		})},
		{name: "end a session", furnish: func(h *house) func(h *house) (any, error) {
			h.offices()
			s, err := h.People.Begin(background, h.Account(paul))
			h.must(err)
			return func(h *house) (any, error) { return nil, h.People.End(background, s) }
		}},
		{name: "end all sessions", furnish: asks(func(h *house, _ string, _ people.Invitation) (any, error) {
			return nil, h.People.EndAll(background, h.Account(paul))
		})},
		{name: "choose a language", furnish: asks(func(h *house, _ string, _ people.Invitation) (any, error) {
			return nil, h.People.SetLang(background, h.Account(paul), "fr")
		})},
		{name: "deliver an invitation", defers: true, settle: later, check: mailed, furnish: func(h *house) func(h *house) (any, error) {
			h.invited()
			return h.delivery("agent-invitation")
		}},
	}
}

// delivery gives the act of delivering the entry of a load that was written
// last. A process that finds it held has nothing to do: the sweep after the
// hold does (settle).
func (h *house) delivery(load string) func(h *house) (any, error) {
	var k table.Key
	for _, r := range tabletest.Rows(h.T, h.Table) {
		if table.Text(r, "load") == load && table.Text(r, "state") == "waiting" {
			k = table.KeyOf(r)
		}
	}
	return func(h *house) (any, error) { return nil, h.deliverer().Deliver(background, k) }
}

// mailed: one mail, or one more where a stop came between SES and the mark.
func mailed(h *house, _ any) error {
	if n := len(h.post.Messages(newcomer)); n != 1 && n != 2 {
		return fmt.Errorf("%d mails", n)
	}
	return nil
}

// abandoned is a copy that its redeemer's process did not survive.
func abandoned(h *house) func(h *house) (any, error) {
	_, _, d := h.offices()
	_, err := h.Dossiers.Save(background, h.As(claire), d, "family", 0, map[string]any{"special-needs": "a"})
	h.must(err)
	_, text := h.key(d, sharekey.Copying)
	dies := h.on(h.T, h.Table, &tabletest.Wire{Break: func(_, _ int, operation string) tabletest.Fault {
		if operation == "TransactWriteItems" {
			return tabletest.Cut
		}
		return tabletest.None
	}})
	_, err = dies.Keys.Redeem(background, h.As(marc), text, "", id.New())
	if err == nil {
		h.T.Fatal("the copy was finished")
	}
	h.Time.Advance(25 * time.Hour)
	return h.delivery("abandoned-copy")
}

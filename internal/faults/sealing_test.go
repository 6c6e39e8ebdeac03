package faults

import (
	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/id"
)

const gilda = "gilda@client.example"

// sealing are the acts on a section that contacts sign and submit.
func sealing() []act {
	const section = "family"
	once := id.New()
	filled := func(before func(h *house, d string), do func(h *house, d string) (any, error)) func(h *house) func(h *house) (any, error) {
		return func(h *house) func(h *house) (any, error) {
			_, d := h.joined()
			h.SignIn(gilda)
			h.must(h.Rooms.Table.Write(background, dossier.GiveOrigin(d, h.Account(gilda), "contact", access.Origin{Kind: access.FromContact, Level: access.Write,
				Since: "2026", Person: "p", Group: "limited", Sections: []string{section}, Sign: true, Submit: true}, h.Account(claire), h.Time.Now())))
			_, err := h.Dossiers.Save(background, h.As(claire), d, section, 0, map[string]any{"special-needs": "a"})
			h.must(err)
			before(h, d)
			return func(h *house) (any, error) { return do(h, d) }
		}
	}
	nothing := func(*house, string) {}
	submit := func(h *house, d string) (any, error) {
		s, err := h.Seals.Submit(background, h.As(gilda), d, section, 1, once)
		return s.Submitted, err
	}
	sign := func(h *house, d string) (any, error) {
		return h.Seals.Sign(background, h.As(gilda), d, section, 1, "Gilda Blanc", once)
	}
	return []act{
		{name: "sign a section", furnish: filled(nothing, sign)},
		{name: "submit a section", furnish: filled(nothing, submit), settle: later},
		{name: "return a section", settle: later, furnish: filled(func(h *house, d string) { _, err := submit(h, d); h.must(err) }, func(h *house, d string) (any, error) {
			s, err := h.Seals.Return(background, h.As(claire), d, section, "More", once)
			return s.Returned, err
		})},
		{name: "edit what was signed", furnish: filled(func(h *house, d string) { _, err := sign(h, d); h.must(err) }, func(h *house, d string) (any, error) {
			_, err := h.Dossiers.Save(background, h.As(gilda), d, section, 1, map[string]any{"special-needs": "b"})
			if err != nil {
				return nil, err
			}
			_, s, err := h.Seals.Read(background, h.As(claire), d, section)
			return s.Signatures, err
		})},
	}
}

package faults

import (
	"context"
	"time"

	"tierce/internal/fault"
	"tierce/internal/id"
	"tierce/internal/model"
	"tierce/internal/sharekey"
)

const (
	claire = "claire@cabinet.example" // Admin of the Cabinet
	paul   = "paul@cabinet.example"
	marc   = "marc@conseil.example" // Admin of the Conseil
)

var background = context.Background()

// offices furnishes two organisations and gives a dossier of Claire's.
func (h *house) offices() (cabinet, conseil, d string) {
	cabinet, conseil = h.Organization("Cabinet", claire), h.Organization("Conseil", marc)
	h.Agent(cabinet, claire, paul, false)
	h.dropModels(model.StarterID(cabinet, "insurance-needs"))
	return cabinet, conseil, h.Dossier(cabinet, claire, "insurance-needs")
}

func (h *house) key(d string, mode sharekey.Mode) (sharekey.Key, string) {
	k, text, err := h.Keys.Make(background, h.As(claire), d, mode, id.New())
	h.must(err)
	return k, text
}

func (h *house) must(err error) {
	h.T.Helper()
	if err != nil {
		h.T.Fatal(err)
	}
}

// keyMade is what Make answers. Its text is looked at by opens.
type keyMade struct {
	Key  sharekey.Key
	Text string `json:"-"`
}

// opens holds a key just made against what it is for.
func opens(h *house, answer any) error {
	_, err := h.Keys.Redeem(background, h.As(marc), answer.(keyMade).Text, "", id.New())
	return err
}

// sharing are the acts of share keys.
func sharing() []act {
	make := func(once string) func(h *house) func(h *house) (any, error) {
		return func(h *house) func(h *house) (any, error) {
			_, _, d := h.offices()
			name := once
			if name == "" {
				name = id.New()
			}
			do := func(h *house) (any, error) {
				k, text, err := h.Keys.Make(background, h.As(claire), d, sharekey.Copying, name)
				k.Renewed = false // a repeat is told so
				return keyMade{k, text}, err
			}
			if once != "" {
				_, err := do(h)
				h.must(err)
			}
			return do
		}
	}
	redeem := func(mode sharekey.Mode) func(h *house) func(h *house) (any, error) {
		return func(h *house) func(h *house) (any, error) {
			_, _, d := h.offices()
			_, text := h.key(d, mode)
			once := id.New()
			return func(h *house) (any, error) {
				return h.Keys.Redeem(background, h.As(marc), text, "", once)
			}
		}
	}
	return []act{
		// A repeat that finds the key made renews its secret, and says so.
		{name: "make", furnish: make(""), check: opens, loose: `"verb":"key-renewed"`},
		{name: "renew", furnish: make("0000000000000001"), check: opens, loose: `"verb":"key-renewed"`},
		{name: "redeem join", furnish: redeem(sharekey.Joining)},
		// What an interrupted copy left is invisible, and gone when it settles.
		{name: "redeem copy", furnish: redeem(sharekey.Copying), settle: tomorrow, loose: `^D#· [PS]#|^D#· M .*"state":"copying"|^X#·.*abandoned-copy`},
		{name: "redeem spent", furnish: spent, loose: `R#spent`, steps: true, check: counted},
		{name: "revoke", furnish: func(h *house) func(h *house) (any, error) {
			_, _, d := h.offices()
			k, _ := h.key(d, sharekey.Joining)
			return func(h *house) (any, error) { return nil, h.Keys.Revoke(background, h.As(claire), d, k.ID) }
		}},
	}
}

// tomorrow lets a day pass and delivers what fell due.
func tomorrow(h *house) {
	h.Time.Advance(25 * time.Hour)
	_, err := h.deliverer().Sweep(background)
	h.must(err)
}

func spent(h *house) func(h *house) (any, error) {
	_, _, d := h.offices()
	k, text := h.key(d, sharekey.Joining)
	h.must(h.Keys.Revoke(background, h.As(claire), d, k.ID))
	once := id.New()
	return func(h *house) (any, error) {
		_, err := h.Keys.Redeem(background, h.As(marc), text, "", once)
		if fault.Is(err, "share-key-spent") {
			return refusal{text}, nil
		}
		return nil, err
	}
}

// refusal is the one answer to a spent key, and the key.
type refusal struct {
	Text string `json:"-"`
}

// counted: each answer counts, and one that did not come through may (EVO-6):
// after at most two, eight or nine more are answered and the next is told to
// wait.
func counted(h *house, answer any) error {
	do := func() error {
		_, err := h.Keys.Redeem(background, h.As(marc), answer.(refusal).Text, "", id.New())
		return err
	}
	for n := 2; ; n++ {
		err := do()
		if fault.Is(err, "too-many-keys") && (n == 10 || n == 11) {
			return nil
		}
		if !fault.Is(err, "share-key-spent") {
			return err
		}
	}
}

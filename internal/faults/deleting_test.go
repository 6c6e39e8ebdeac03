package faults

import (
	"fmt"
	"strings"

	"tierce/internal/access"
	"tierce/internal/deletion"
	"tierce/internal/invitation"
	"tierce/internal/sharekey"
	"tierce/internal/table"
	"tierce/internal/table/tabletest"
)

// peopled is a dossier that Odile has come in to, or waits for, with a pending
// key and Iris, who has not answered.
func (h *house) peopled(cameIn bool) string {
	h.T.Helper()
	k := h.kin().with(access.Read, "", cameIn)
	_, err := h.Rights.Set(background, h.As(claire), k.d, k.iris.ID, invitation.Family, access.Read)
	h.must(err)
	h.key(k.d, sharekey.Copying)
	return k.d
}

func (h *house) deletes(d string) {
	h.T.Helper()
	h.must(h.Deletions.Delete(background, h.As(claire), d))
}

// deleting are the acts of a dossier's deletion.
func deleting() []act {
	return []act{
		{name: "delete a dossier", furnish: func(h *house) func(h *house) (any, error) {
			d := h.peopled(true)
			return func(h *house) (any, error) { return nil, h.Deletions.Delete(background, h.As(claire), d) }
		}},
		{name: "restore a dossier", furnish: func(h *house) func(h *house) (any, error) {
			d := h.peopled(true)
			h.deletes(d)
			return func(h *house) (any, error) {
				v, err := h.Deletions.Restore(background, h.As(claire), d)
				return v.Title, err
			}
		}},
		{name: "tell of a deletion", steps: true, defers: true, settle: later, check: toldOdile, furnish: func(h *house) func(h *house) (any, error) {
			h.deletes(h.peopled(true))
			return h.delivery(deletion.EndedLoad)
		}},
		{name: "purge a dossier", steps: true, defers: true, settle: later, check: purged, furnish: func(h *house) func(h *house) (any, error) {
			h.deletes(h.peopled(false)) // nobody is to be told, before or after
			h.Time.Advance(deletion.Life)
			return h.delivery(deletion.PurgeLoad)
		}},
	}
}

// toldOdile: she hears once, or once more where a stop came between SES and
// the mark.
func toldOdile(h *house, _ any) error {
	n := 0
	for _, m := range h.post.Messages(odile) {
		if strings.Contains(m.Subject, "a pris fin") {
			n++
		}
	}
	if n != 1 && n != 2 {
		return fmt.Errorf("%d mails", n)
	}
	return nil
}

// purged: nothing of any dossier is left but its trail.
func purged(h *house, _ any) error {
	for _, r := range tabletest.Rows(h.T, h.Table) {
		k := table.KeyOf(r)
		if strings.HasPrefix(k.PK, "D#") || strings.HasPrefix(k.PK, "K#") || strings.HasPrefix(k.SK, "D#") {
			return fmt.Errorf("left: %s %s", k.PK, k.SK)
		}
	}
	return nil
}

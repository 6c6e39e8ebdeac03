package solicitation

import (
	"context"
	"time"

	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/people"
	"tierce/internal/secret"
	"tierce/internal/table"
	"tierce/internal/trail"
)

// Claim attaches the dossier of the key that was typed to the caller's account
// (LOC-5). The key works once, for whoever has a verified address and phone,
// until the solicitation is withdrawn or answered, and while the status shows
// the dossier. once names the request: the one that used the key, repeated
// within a day, gets the first answer again.
func (r Room) Claim(ctx context.Context, by people.Caller, typed, once string) (d string, s Solicitation, err error) {
	called, key, err := kind.Parse(typed)
	if err != nil {
		return "", s, err
	}
	err = table.Again(ctx, func() error {
		now := r.Clock().UTC()
		a, rows, err := people.Load(ctx, r.Table, by, now, secret.TriesKey(by.Account()), pointerKey(called))
		if err != nil {
			return err
		}
		if err := access.DecideClaim(a.Account, a.Email != "" && a.Phone != "").Err(); err != nil {
			return err
		}
		d = dossierOf(rows[1])
		h, err := r.keyed(ctx, d, called, &s)
		if err != nil {
			return err
		}
		good := s.ID != "" && kind.Is(key, s.hash)
		if good && s.Account == a.ID && s.once == once && s.State == Attached && now.Before(s.Attached.Add(repeatable)) {
			return nil
		}
		if err := secret.Blocked(rows[0], now); err != nil {
			return err
		}
		if !good || s.State != Sent {
			return kind.Refuse(ctx, r.Table, a.ID, rows[0], now)
		}
		err = r.attach(ctx, h, &s, a, once, now)
		if fault.Is(err, kind.Name+"-spent") {
			return kind.Refuse(ctx, r.Table, a.ID, rows[0], now)
		}
		return err
	})
	if err != nil {
		return "", Solicitation{}, err
	}
	s.Draft = Answer{}
	return d, s, nil
}

// keyed reads what a key points at; nothing where it points at nothing.
func (r Room) keyed(ctx context.Context, d, called string, s *Solicitation) (h dossier.Header, err error) {
	if *s = (Solicitation{}); d == "" {
		return h, nil
	}
	if h, err = r.Dossiers.Header(ctx, d); err != nil {
		return h, err
	}
	*s, err = r.get(ctx, d, called)
	return h, err
}

// attach gives the account its access, and uses the key up. A dossier that is
// gone, or hidden from partners by its status, is as a key that nobody made.
func (r Room) attach(ctx context.Context, h dossier.Header, s *Solicitation, a people.Account, once string, now time.Time) error {
	m, err := r.model(ctx, h)
	if !h.Live || err == nil && !shows(m, h.Status) {
		return kind.Spent()
	}
	if err != nil {
		return err
	}
	err = r.Table.Commit(ctx,
		s.change(h.ID, map[string]any{"state": Attached, "account": a.ID, "attachedAt": now, "once": once}, table.Equal("hash", s.hash)),
		dossier.GiveOrigin(h.ID, a.ID, origin(s.ID), s.gives(m, "", now.Format(time.RFC3339Nano)), s.By, now),
		h.Asks(),
		acted(h.ID, a.ID, "", trail.SolicitationAttached, *s, now))
	if err != nil {
		return again(err)
	}
	s.State, s.Account, s.Attached, s.Version = Attached, a.ID, now, s.Version+1
	return nil
}

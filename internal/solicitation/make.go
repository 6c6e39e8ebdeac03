package solicitation

import (
	"context"
	"time"

	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/model"
	"tierce/internal/people"
	"tierce/internal/table"
	"tierce/internal/trail"
	"tierce/internal/view"
)

// Make asks a partner (LOC-2): at once, or when d comes to a status. once names
// the request: the same asked again gives it again, and another under the same
// name is refused.
func (r Room) Make(ctx context.Context, by people.Caller, d string, ask Ask, once string) (dossier.View, Solicitation, error) {
	ask, bad := ask.clean()
	var v dossier.View
	var s Solicitation
	err := table.Again(ctx, func() (err error) {
		if v, err = r.Dossiers.Load(ctx, by, d, access.Solicit, "", keyOf(d, once)); err != nil {
			return err
		}
		if bad != nil {
			return bad
		}
		if v.Row(0) != nil {
			if s, err = solicitationOf(v.Row(0)); err == nil && s.asks != ask.hash() {
				err = reused()
			}
			return err
		}
		if err := r.room(ctx, d); err != nil {
			return err
		}
		s = Solicitation{ID: once, Ask: ask, State: Waiting, By: v.Account.ID, Made: v.Now, Version: 1, asks: ask.hash()}
		return r.insert(ctx, v, &s)
	})
	return v, s, err
}

// room refuses more solicitations than a dossier holds. Two made at once may
// pass it together: it bounds a list, and decides nothing else.
func (r Room) room(ctx context.Context, d string) error {
	list, err := r.all(ctx, d)
	if err == nil && len(list) >= Most {
		return fault.New(fault.Conflict, "too-many-solicitations", "most", Most)
	}
	return err
}

func (r Room) insert(ctx context.Context, v dossier.View, s *Solicitation) error {
	m, err := r.model(ctx, v.Header)
	if err != nil {
		return err
	}
	zone, err := r.zone(ctx, v.Org)
	if err != nil {
		return err
	}
	if err := s.fits(m, v.Status, Today(v.Now, zone)); err != nil {
		return err
	}
	since, err := r.inside(ctx, v, s.Partner)
	if err != nil {
		return err
	}
	ops := append(v.StillAllows(v.Decision), v.Asks())
	if s.When == "" || s.When == v.Status {
		ops = append(ops, s.sending(v.Header, m, zone, since, v.Now)...)
	} else {
		ops = append(ops, v.Await(s.When))
	}
	ops = append(ops, table.Insert(s.row(v.ID)), table.Insert(pointerRow{Key: pointerKey(s.ID), For: v.ID}),
		record(v, trail.SolicitationMade, *s))
	return again(r.Table.Commit(ctx, ops...))
}

// inside checks a partner from inside, an agent of the owner who sees nothing
// of the dossier otherwise (LOC-3), and gives since when they are one.
func (r Room) inside(ctx context.Context, v dossier.View, p Partner) (since string, err error) {
	if !p.Inside() {
		return "", nil
	}
	a, g, err := r.Dossiers.Grant(ctx, v.ID, p.Agent)
	if err != nil {
		return "", err
	}
	place, in := a.Orgs[v.Org]
	if !in {
		return "", fault.Bad("partner.agent", "not-an-agent")
	}
	for _, o := range g {
		if o.Kind == access.FromTeam && o.Since == place.Since {
			return "", fault.Bad("partner.agent", "partner-on-team")
		}
	}
	return place.Since, nil
}

// Change gives a solicitation that was read at version another day (LOC-8).
// Somebody else's change since then is refused as stale; the same day again is
// no change. The reminders go by the new day.
func (r Room) Change(ctx context.Context, by people.Caller, d, solicitation string, version int, wished string) (dossier.View, Solicitation, error) {
	var v dossier.View
	var s Solicitation
	err := table.Again(ctx, func() (err error) {
		if v, s, err = r.load(ctx, by, d, solicitation, access.Solicit); err != nil || s.Wished == wished {
			return err
		}
		zone, err := r.zone(ctx, v.Org)
		if err != nil {
			return err
		}
		next := s
		next.Wished, next.wish, next.Version = wished, s.wish+1, s.Version+1
		switch {
		case !s.State.Open():
			return settled(s)
		case s.Version != version:
			return stale()
		case !isDay(wished):
			return fault.Bad("wished", "wrong-date")
		case wished < Today(v.Now, zone):
			return fault.Bad("wished", "due-passed")
		}
		ops := append(v.StillAllows(v.Decision), s.change(d, map[string]any{"wished": wished, "wish": next.wish}),
			record(v, trail.SolicitationChanged, s))
		if s.State.asked() {
			ops = append(ops, next.reminders(d, zone, v.Now)...)
		}
		if err := again(r.Table.Commit(ctx, ops...)); err != nil {
			return err
		}
		s = next
		return nil
	})
	s.Draft = Answer{}
	return v, s, err
}

// Withdraw ends a solicitation that is not settled, with the partner's access
// and key. Doing it again changes nothing.
func (r Room) Withdraw(ctx context.Context, by people.Caller, d, solicitation string) (dossier.View, Solicitation, error) {
	var v dossier.View
	var s Solicitation
	err := table.Again(ctx, func() (err error) {
		if v, s, err = r.load(ctx, by, d, solicitation, access.Solicit); err != nil || s.State == Withdrawn {
			return err
		}
		if !s.State.Open() {
			return settled(s)
		}
		ops := append(v.StillAllows(v.Decision), record(v, trail.SolicitationWithdrawn, s),
			s.change(d, map[string]any{"state": Withdrawn, "settledAt": v.Now, "draft": ""}))
		if s.State == Attached {
			_, g, err := r.Dossiers.Grant(ctx, d, s.Account)
			if err != nil {
				return err
			}
			if _, has := g[origin(s.ID)]; has {
				ops = append(ops, dossier.EndOrigins(d, s.Account, g, origin(s.ID)))
			}
		}
		if s.State.asked() {
			ops = append(ops, tell(WithdrawnLoad, d, s, v.Now))
		}
		if err := again(r.Table.Commit(ctx, ops...)); err != nil {
			return err
		}
		s.State, s.Settled, s.Version = Withdrawn, v.Now, s.Version+1
		return nil
	})
	s.Draft = Answer{}
	return v, s, err
}

// Reopen gives an answer back to its author, who goes on from what they sent
// (LOC-7). What was sent stays there for the agents until it is sent again.
// Doing it again changes nothing.
func (r Room) Reopen(ctx context.Context, by people.Caller, d, solicitation string) (dossier.View, Solicitation, error) {
	var v dossier.View
	var s Solicitation
	err := table.Again(ctx, func() (err error) {
		if v, s, err = r.load(ctx, by, d, solicitation, access.Solicit); err != nil || s.State == Attached && s.Round > 0 {
			return err
		}
		if s.State != Answered {
			return settled(s)
		}
		free, err := r.Documents.LetGo(ctx, d, s.Given.Documents)
		if err != nil {
			return err
		}
		next := s
		next.State, next.Settled, next.Round, next.Version = Attached, time.Time{}, s.Round+1, s.Version+1
		ops := append(v.StillAllows(v.Decision), record(v, trail.SolicitationReopened, s), tell(ReopenedLoad, d, next, v.Now),
			table.Update(keyOf(d, s.ID), table.Change{Set: map[string]any{"state": Attached, "once": ""}, Remove: []string{"settledAt"},
				Add: map[string]int{"v": 1, "round": 1, "drafted": 1}, If: []table.Cond{table.Equal("v", s.Version), table.Equal("state", Answered)}}))
		if err := again(r.Table.Commit(ctx, append(ops, free...)...)); err != nil {
			return err
		}
		s = next
		return nil
	})
	s.Draft = Answer{}
	return v, s, err
}

// Notify reminds everybody who owes an answer, each at most once a day
// (LOC-8), and gives them, with how many of them this call reminded. Of two
// agents who press at once each partner is reminded by one.
func (r Room) Notify(ctx context.Context, by people.Caller, d string) (v dossier.View, owing []Solicitation, reminded int, err error) {
	err = table.Again(ctx, func() (err error) {
		if v, err = r.Dossiers.Load(ctx, by, d, access.Solicit, ""); err != nil {
			return err
		}
		m, err := r.model(ctx, v.Header)
		if err != nil {
			return err
		}
		if !shows(m, v.Status) {
			return fault.New(fault.Conflict, "status-hides").By("LOC-6").For("agent")
		}
		zone, err := r.zone(ctx, v.Org)
		if err != nil {
			return err
		}
		list, err := r.all(ctx, d)
		owing = nil
		for _, s := range list {
			if s.Draft = (Answer{}); !s.State.asked() {
				continue
			}
			now, err := r.remind(ctx, v, &s, Today(v.Now, zone))
			if err != nil {
				return err
			}
			if now {
				reminded++
			}
			owing = append(owing, s)
		}
		return err
	})
	return v, owing, reminded, err
}

// remind writes that s is notified today, with the mail, where that was not so
// already; else it tells that it did nothing.
func (r Room) remind(ctx context.Context, v dossier.View, s *Solicitation, today string) (bool, error) {
	if s.Notified == today {
		return false, nil
	}
	ops := append(v.StillAllows(v.Decision), record(v, trail.SolicitationNotified, *s), s.change(v.ID, map[string]any{"notified": today}),
		tell(NotifyLoad, v.ID, *s, v.Now))
	if err := again(r.Table.Commit(ctx, ops...)); err != nil {
		return false, err
	}
	s.Notified, s.Version = today, s.Version+1
	return true, nil
}

// Preview shows what a partner would see, and fill in, of d as it is now
// (ALL-3). What the agent who asks may not read themselves is there without its
// values.
func (r Room) Preview(ctx context.Context, by people.Caller, d, called string, k Kind) (Seen, error) {
	v, m, sections, err := r.Dossiers.Contents(ctx, by, d)
	if err != nil {
		return Seen{}, err
	}
	if err := v.May(access.Solicit).Err(); err != nil {
		return Seen{}, err
	}
	if _, there := view.Find(m, called); !there {
		return Seen{}, fault.Bad("view", "wrong-choice")
	}
	of, parts := partsFor(m, Ask{View: called, Kind: k})
	seen := Seen{View: v, Model: m, Own: of.Own}
	for _, p := range parts {
		for _, s := range sections {
			if s.ID == p.ID {
				seen.Parts = append(seen.Parts, SeenPart{Part: p, Values: p.Shows(s.Values), Unread: !v.MaySection(access.ReadSection, s.ID).Allowed})
			}
		}
	}
	return seen, r.name(ctx, &seen)
}

// Try is Preview for all of what Make would be asked, and refuses it for
// everything that Make would, at once.
func (r Room) Try(ctx context.Context, by people.Caller, d string, ask Ask) (Seen, error) {
	v, err := r.Dossiers.Load(ctx, by, d, access.Solicit, "")
	if err != nil {
		return Seen{}, err
	}
	m, err := r.model(ctx, v.Header)
	if err != nil {
		return Seen{}, err
	}
	zone, err := r.zone(ctx, v.Org)
	if err != nil {
		return Seen{}, err
	}
	var wrong problems
	clean, bad := ask.clean()
	wrong.note(bad)
	wrong.note(clean.fits(m, v.Status, Today(v.Now, zone)))
	if bad == nil {
		_, err := r.inside(ctx, v, clean.Partner)
		if wrong.note(err); err != nil && fault.Of(err) == nil {
			return Seen{}, err
		}
	}
	if err := wrong.fault(); err != nil {
		return Seen{}, err
	}
	return r.Preview(ctx, by, d, ask.View, ask.Kind)
}

// Views gives the partner views of d's model, and the statuses in which
// partners see it, for whoever asks one.
func (r Room) Views(ctx context.Context, v dossier.View) (model.Model, []string, error) {
	m, err := r.model(ctx, v.Header)
	return m, view.Statuses(m), err
}

package solicitation

import (
	"context"
	"strconv"
	"time"

	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/id"
	"tierce/internal/model"
	"tierce/internal/outbox"
	"tierce/internal/people"
	"tierce/internal/secret"
	"tierce/internal/table"
	"tierce/internal/trail"
	"tierce/internal/view"
)

// The outbox loads that tell people of solicitations. The first five write to
// the partner, the last two to the agent who asks.
const (
	AskedLoad     = "solicitation-asked"
	NotifyLoad    = "solicitation-notify"
	RemindLoad    = "solicitation-remind" // by itself, around the day (LOC-8)
	ReopenedLoad  = "solicitation-reopened"
	WithdrawnLoad = "solicitation-withdrawn"
	ReceiptLoad   = "solicitation-receipt"
	AnsweredLoad  = "solicitation-answered"
	DeclinedLoad  = "solicitation-declined"
)

// remindAt is the hour, in the organisation's zone, of the mails that remind by
// themselves: daysBefore the day on which an answer is wished, and daysAfter.
const (
	remindAt   = 9
	daysBefore = 2
	daysAfter  = 1
)

func tell(load, d string, s Solicitation, now time.Time) table.Op {
	return outbox.Op(s.entry(load, d, now), now)
}

func (s Solicitation) entry(load, d string, due time.Time) outbox.Entry {
	return outbox.Entry{ID: id.New(), Load: load, Due: due, Data: map[string]string{"dossier": d, "solicitation": s.ID,
		"round": strconv.Itoa(s.Round), "wish": strconv.Itoa(s.wish)}}
}

// sending gives the writes that go with s being sent at now, and makes s so: the
// mail, the reminders, and the access of a partner from inside, who needs no
// key. What it does to the row is the caller's to write.
func (s *Solicitation) sending(h dossier.Header, m model.Model, zone *time.Location, since string, now time.Time) []table.Op {
	s.State, s.SentAt = Sent, now
	ops := append(s.reminders(h.ID, zone, now), tell(AskedLoad, h.ID, *s, now))
	if !s.Partner.Inside() {
		return ops
	}
	s.State, s.Account, s.Attached = Attached, s.Partner.Agent, now
	o := s.gives(m, h.Org, since)
	return append(ops, dossier.GiveOrigin(h.ID, s.Account, origin(s.ID), o, s.By, now), people.StillAgent(s.Account, h.Org, since))
}

// gives is the origin that s gives its partner: while the status shows the
// dossier (LOC-6), and from inside while they are an agent.
func (s Solicitation) gives(m model.Model, org, since string) access.Origin {
	return access.Origin{Kind: access.FromSolicitation, Level: access.Write, Org: org, Since: since, Statuses: view.Statuses(m), Person: s.ID}
}

// reminders gives the entry that reminds of s by itself, where a moment for it
// has yet to come.
func (s Solicitation) reminders(d string, zone *time.Location, now time.Time) []table.Op {
	if at := s.next(now, zone); !at.IsZero() {
		return []table.Op{outbox.Op(s.entry(RemindLoad, d, at), now)}
	}
	return nil
}

// next gives the first moment after t at which s is reminded of; zero for none.
func (s Solicitation) next(t time.Time, zone *time.Location) time.Time {
	day, err := time.Parse(time.DateOnly, s.Wished)
	if err != nil {
		return time.Time{}
	}
	for _, days := range []int{-daysBefore, daysAfter} {
		if at := time.Date(day.Year(), day.Month(), day.Day()+days, remindAt, 0, 0, 0, zone); at.After(t) {
			return at
		}
	}
	return time.Time{}
}

// Reached is the load of dossier.ReachedLoad: it sends what waits for the status
// that the dossier came to, while it is there. A partner from inside who is no
// agent any more is not asked.
func (r Room) Reached(ctx context.Context, e outbox.Entry, _ time.Time) (time.Time, error) {
	d, status := e.Data["dossier"], e.Data["status"]
	list, err := r.all(ctx, d)
	if err != nil {
		return time.Time{}, err
	}
	for _, s := range list {
		if s.State != Waiting || s.When != status {
			continue
		}
		if err := table.Again(ctx, func() error { return r.reach(ctx, d, s.ID, status) }); err != nil {
			return time.Time{}, err
		}
	}
	return time.Time{}, nil
}

func (r Room) reach(ctx context.Context, d, solicitation, status string) error {
	h, err := r.Dossiers.Header(ctx, d)
	if err != nil || !h.Live || h.Status != status {
		return err
	}
	s, err := r.get(ctx, d, solicitation)
	if err != nil || s.State != Waiting || s.When != status {
		return err
	}
	m, err := r.model(ctx, h)
	if err != nil {
		return err
	}
	zone, err := r.zone(ctx, h.Org)
	if err != nil {
		return err
	}
	since := ""
	if s.Partner.Inside() {
		a, err := r.Dossiers.People.Get(ctx, s.Partner.Agent)
		place, in := a.Orgs[h.Org]
		if err != nil || !in {
			return err
		}
		since = place.Since
	}
	was, now := s, r.Clock().UTC()
	ops := s.sending(h, m, zone, since, now)
	set := map[string]any{"state": s.State, "sentAt": s.SentAt}
	if s.State == Attached {
		set["account"], set["attachedAt"] = s.Account, s.Attached
	}
	ops = append(ops, was.change(d, set), h.Asks(), acted(d, "", "", trail.SolicitationSent, s, now))
	return again(r.Table.Commit(ctx, ops...))
}

// Mail is what a mail to a partner is about.
type Mail struct {
	dossier.Header
	Solicitation
	Next time.Time // of RemindLoad: when it falls due again; zero for never
}

// ForPartner gives what an entry is about that writes to a partner who is to
// answer; false where there is nothing to tell any more, because it was
// answered or withdrawn, or because the status hides the dossier.
func (r Room) ForPartner(ctx context.Context, e outbox.Entry) (Mail, bool, error) {
	g, err := r.about(ctx, e)
	if err != nil || g.Solicitation.ID == "" || !g.State.asked() || strconv.Itoa(g.Round) != e.Data["round"] {
		return g, false, err
	}
	if e.Load == RemindLoad {
		if strconv.Itoa(g.wish) != e.Data["wish"] {
			return g, false, nil
		}
		zone, err := r.zone(ctx, g.Org)
		if err != nil {
			return g, false, err
		}
		g.Next = g.next(e.Due, zone)
	}
	m, err := r.model(ctx, g.Header)
	return g, err == nil && g.Live && shows(m, g.Status), err
}

// Settled gives what an entry is about that tells of an end in state; false
// where it stands otherwise by now.
func (r Room) Settled(ctx context.Context, e outbox.Entry, state State) (Mail, bool, error) {
	g, err := r.about(ctx, e)
	return g, err == nil && g.Live && g.State == state && strconv.Itoa(g.Round) == e.Data["round"], err
}

func (r Room) about(ctx context.Context, e outbox.Entry) (g Mail, err error) {
	if g.Header, err = r.Dossiers.Header(ctx, e.Data["dossier"]); err != nil {
		return g, err
	}
	g.Solicitation, err = r.get(ctx, e.Data["dossier"], e.Data["solicitation"])
	return g, err
}

// Key makes the key of a mail that is about to be written (LOC-5). Its hash is
// stored first, and kills the key of an earlier mail; false where nobody needs
// one any more.
func (r Room) Key(ctx context.Context, g Mail) (string, bool, error) {
	s := secret.New()
	err := r.Table.Write(ctx, table.Update(keyOf(g.Header.ID, g.Solicitation.ID), table.Change{
		Set: map[string]any{"hash": kind.Hash(s)}, If: []table.Cond{table.Equal("state", Sent)}}))
	if table.FailedAt(err) != nil {
		return "", false, nil
	}
	return kind.Format(g.Solicitation.ID, s), err == nil, err
}

package request

import (
	"context"
	"strconv"
	"time"

	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/id"
	"tierce/internal/outbox"
	"tierce/internal/people"
	"tierce/internal/table"
)

// The outbox loads that tell people of requests. AskedLoad and DueLoad write one
// entry for each contact whom a request is for and who has come in, so that one
// mail which fails is tried again alone: AskedMailLoad or DueMailLoad.
// AnsweredLoad mails the agent who asked.
const (
	AskedLoad     = "request-asked"
	AskedMailLoad = "request-asked-mail"
	DueLoad       = "request-due"
	DueMailLoad   = "request-due-mail"
	AnsweredLoad  = "request-answered"
)

// remindAt is the hour, in the organisation's zone, of the mail on the day
// before a request is due.
const remindAt = 9

func tell(load string, v dossier.View, q Request, data ...string) table.Op {
	return outbox.Op(q.entry(load, v.ID, v.Now, data...), v.Now)
}

func (q Request) entry(load, d string, due time.Time, data ...string) outbox.Entry {
	e := outbox.Entry{ID: id.New(), Load: load, Due: due, Data: map[string]string{"dossier": d, "request": q.ID, "round": strconv.Itoa(q.round())}}
	for i := 0; i < len(data); i += 2 {
		e.Data[data[i]] = data[i+1]
	}
	return e
}

// remind gives the entry that reminds of q at nine on the day before it is due,
// where that is another day than was's and has yet to come. What changes until
// then it finds out itself.
func (r Room) remind(ctx context.Context, v dossier.View, was, q Request) ([]table.Op, error) {
	day, err := time.Parse(time.DateOnly, q.Due)
	if q.Due == was.Due || err != nil {
		return nil, nil
	}
	zone, err := r.Zone(ctx, v.Org)
	if err != nil {
		return nil, err
	}
	at := time.Date(day.Year(), day.Month(), day.Day()-1, remindAt, 0, 0, 0, zone)
	if !at.After(v.Now) {
		return nil, nil
	}
	return []table.Op{outbox.Op(q.entry(DueLoad, v.ID, at, "due", q.Due), v.Now)}, nil
}

// TellEach gives the load that writes an entry of mail for everybody whom the
// request is for and who has come in. The entries' names are those of whom they
// tell what in which round: whoever was told is not told twice, however often
// it is done and whoever is added later.
func (r Room) TellEach(mail string) outbox.Load {
	return func(ctx context.Context, e outbox.Entry, now time.Time) (time.Time, error) {
		q, stands, err := r.standing(ctx, e)
		if err != nil || !stands {
			return time.Time{}, err
		}
		grants, err := r.Dossiers.ContactGrants(ctx, e.Data["dossier"])
		if err != nil {
			return time.Time{}, err
		}
		for acct, g := range grants {
			if !q.assigned(g) {
				continue
			}
			one := q.entry(mail, e.Data["dossier"], now, "account", acct, "due", e.Data["due"])
			one.ID = id.Of("tell", mail, e.Data["dossier"], q.ID, of(e), acct)
			if err := r.Table.Write(ctx, outbox.Op(one, now)); err != nil && table.FailedAt(err) == nil {
				return time.Time{}, err
			}
		}
		return time.Time{}, nil
	}
}

// of tells what e speaks of apart from what came before and after: a day on
// which the request is due, or a round.
func of(e outbox.Entry) string {
	if e.Data["due"] != "" {
		return "due " + e.Data["due"]
	}
	return "round " + e.Data["round"]
}

// standing gives the request that e speaks of, and whether it is as it was
// then: open, and due on the same day, or in the same round.
func (r Room) standing(ctx context.Context, e outbox.Entry) (Request, bool, error) {
	q, there, err := r.get(ctx, e.Data["dossier"], e.Data["request"])
	now := q.entry("", "", time.Time{}, "due", "")
	if e.Data["due"] != "" {
		now.Data["due"] = q.Due
	}
	return q, there && !q.Done() && of(now) == of(e), err
}

// get reads a request for the product itself; false where there is none.
func (r Room) get(ctx context.Context, d, request string) (Request, bool, error) {
	row, err := r.Table.Get(ctx, keyOf(d, request))
	if err != nil || row == nil {
		return Request{}, false, err
	}
	q, err := requestOf(row)
	return q, err == nil, err
}

// ForContact gives the request of an entry of AskedMailLoad or DueMailLoad, and
// the dossier as the contact sees it whom it tells; false where there is nothing
// to tell any more, or they could not answer.
func (r Room) ForContact(ctx context.Context, e outbox.Entry) (v dossier.View, q Request, stands bool, err error) {
	if q, stands, err = r.standing(ctx, e); err != nil || !stands {
		return v, q, false, err
	}
	v, err = r.Dossiers.Load(ctx, people.ByAccount(e.Data["account"]), e.Data["dossier"], access.Open, "")
	if v.Decision.Rule != nil { // refused: they have no access any more
		return v, q, false, nil
	}
	return v, q, err == nil && q.assigned(v.Grant) && q.MayAnswer(v).Allowed, err
}

// ForAgent gives the request of an entry of AnsweredLoad, with the answer, and
// the dossier as the agent sees it who asked, or the manager where that one has
// no access any more; false where there is nothing to tell.
func (r Room) ForAgent(ctx context.Context, e outbox.Entry) (v dossier.View, t Turn, stands bool, err error) {
	d := e.Data["dossier"]
	q, there, err := r.get(ctx, d, e.Data["request"])
	if err != nil || !there {
		return v, t, false, err
	}
	h, err := r.Dossiers.Header(ctx, d)
	if err != nil || !h.Live {
		return v, t, false, err
	}
	for _, acct := range []string{q.Asker(), h.Manager} {
		v, err = r.Dossiers.Load(ctx, people.ByAccount(acct), d, access.Open, "")
		if v.Decision.Rule == nil {
			break
		}
	}
	if v.Decision.Rule != nil {
		return v, t, false, nil
	}
	t, stands = q.turn(e.Data["turn"])
	return v, t, stands, err
}

package invitation

import (
	"context"
	"strconv"
	"strings"
	"time"

	"tierce/internal/fault"
	"tierce/internal/id"
	"tierce/internal/outbox"
	"tierce/internal/people"
	"tierce/internal/table"
	"tierce/internal/trail"
)

// Room keeps invitations.
type Room struct {
	Table *table.Table
	Clock func() time.Time
}

// ReminderAfter are the moments of the two reminders, counted from the
// invitation (ABB-5, ABB-10).
var ReminderAfter = [2]time.Duration{7 * 24 * time.Hour, 30 * 24 * time.Hour}

func roundText(n int) string { return strconv.Itoa(n) }

// Get gives one invitation, for its page and its mails; hidden where there is
// none.
func (r Room) Get(ctx context.Context, d, inv string) (Invitation, error) {
	if !id.Valid(d) || !id.Valid(inv) {
		return Invitation{}, nothing()
	}
	row, err := r.Table.Get(ctx, key(d, inv))
	if err != nil {
		return Invitation{}, err
	}
	if row == nil {
		return Invitation{}, nothing()
	}
	return Of(row)
}

func nothing() error { return fault.New(fault.Hidden, "hidden").By("ALL-4") }

// Waiting gives what waits for the verified address of a, expired or not.
func (r Room) Waiting(ctx context.Context, a people.Account) ([]Invitation, error) {
	if a.Email == "" {
		return nil, nil
	}
	rows, err := r.Table.All(ctx, table.Query{PK: people.MailKey(a.Email)}.Within("D#"))
	if err != nil {
		return nil, err
	}
	var waiting []Invitation
	for _, row := range rows {
		d, inv, _ := strings.Cut(strings.TrimPrefix(table.KeyOf(row).SK, "D#"), "#")
		i, err := r.Get(ctx, d, inv)
		if err != nil && !fault.Is(err, "hidden") {
			return nil, err
		}
		if err == nil && people.Fold(i.Email) == people.Fold(a.Email) {
			waiting = append(waiting, i)
		}
	}
	return waiting, nil
}

// Addressee finds the account that has verified email; false where none has.
func (r Room) Addressee(ctx context.Context, email string) (people.Account, bool, error) {
	row, err := r.Table.Get(ctx, people.MailAccountKey(email))
	if err != nil || row == nil {
		return people.Account{}, false, err
	}
	acct := table.Text(row, "account")
	if row, err = r.Table.Get(ctx, people.AccountKey(acct)); err != nil {
		return people.Account{}, false, err
	}
	a, err := people.FromRow(acct, row)
	return a, err == nil, err
}

// Of lists the invitations of a dossier, by person.
func (r Room) Of(ctx context.Context, d string) ([]Invitation, error) {
	return table.ReadAll(ctx, r.Table, table.Query{PK: "D#" + d}.Within("I#"), Of)
}

// OfOrganization names some invitations of an organisation's dossiers, the
// newest first, as the index finds them: each is a candidate only.
func (r Room) OfOrganization(ctx context.Context, org, cursor string, limit int) ([]Invitation, string, error) {
	q := table.Query{Index: "GSI2", PK: orgKey(org), Newest: true, Limit: int32(limit)}
	if cursor != "" {
		after, err := orgAfter(org, cursor)
		if err != nil {
			return nil, "", err
		}
		q.After = after
	}
	page, err := r.Table.Query(ctx, q)
	if err != nil || len(page.Rows) == 0 {
		return nil, "", err
	}
	keys := make([]table.Key, len(page.Rows))
	for i, row := range page.Rows {
		keys[i] = table.KeyOf(row)
	}
	rows, err := r.Table.BatchGet(ctx, keys...)
	if err != nil {
		return nil, "", err
	}
	var list []Invitation
	for _, row := range rows {
		i, err := Of(row)
		if err != nil {
			return nil, "", err
		}
		if i.State != None {
			list = append(list, i)
		}
	}
	next := ""
	if page.Next != nil {
		next = orgCursor(page.Next)
	}
	return list, next, nil
}

// Bounced notes that the address of the mail that e asked for takes no mail,
// or that its owner complained: reminders stop, and the manager is told
// (ABB-10) what kind of refusal it was. What was changed since that mail went
// out is left as it is.
func (r Room) Bounced(ctx context.Context, e outbox.Entry, kind string) error {
	return r.settle(ctx, e.Data["dossier"], e.Data["invitation"], Bounced, trail.InvitationBounced, BouncedLoad,
		func(i Invitation) bool { return roundText(i.Round) == e.Data["round"] }, "kind", kind)
}

// Decline is what "this is not me" does: whoever holds the link and knows the
// address that it was sent to stops the invitation, and the manager is told
// (ABB-10). The address must be typed: a program that follows links and sends
// forms does not know it.
func (r Room) Decline(ctx context.Context, d, inv, typed string) error {
	i, err := r.Get(ctx, d, inv)
	if err != nil {
		return err
	}
	if people.Fold(typed) != people.Fold(i.Email) {
		return fault.Bad("email", "not-the-invited-address").By("ABB-10")
	}
	return r.settle(ctx, d, inv, Declined, trail.InvitationDeclined, NotMeLoad, func(Invitation) bool { return true })
}

// settle ends a waiting invitation; one that waits no more stays as it is.
func (r Room) settle(ctx context.Context, d, inv string, to State, verb trail.Verb, load string, still func(Invitation) bool, data ...string) error {
	return table.Again(ctx, func() error {
		now := r.Clock().UTC()
		was, err := r.Get(ctx, d, inv)
		if fault.Is(err, "hidden") || err == nil && (!was.Waits(now) || !still(was)) {
			return nil
		}
		if err != nil {
			return err
		}
		i := was.Next()
		i.State, i.Silent = to, was.Silent || to == Bounced
		err = r.Table.Commit(ctx, Save(was, i), AwaitNoMore(was),
			trail.Op(trail.Entry{On: d, At: now, Verb: verb, Args: map[string]string{"person": i.Person}}),
			Tell(load, i, now, data...))
		if table.FailedAt(err) != nil {
			return table.ErrConflict
		}
		return err
	})
}

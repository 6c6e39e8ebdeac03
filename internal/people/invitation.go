package people

import (
	"context"
	"time"

	"tierce/internal/access"
	"tierce/internal/fault"
	"tierce/internal/id"
	"tierce/internal/table"
	"tierce/internal/trail"
)

// InvitationLife is how long an invitation may be accepted (ABB-10).
const InvitationLife = 60 * 24 * time.Hour

// InvitationLoad names the outbox load that mails an agent's invitation.
const InvitationLoad = "agent-invitation"

// Invitation asks whoever verifies an e-mail address to become an agent. Its
// id is no secret: it opens nothing.
type Invitation struct {
	ID           string
	Organization string
	Email        string
	Lang         string
	Admin        bool
	By           string // account of the Admin who invites; "" for the first one's
	Made         time.Time
	State        string // Pending, Accepted or Revoked; see StateAt
}

// The states of an invitation. Expired is never stored: time makes it.
const (
	Pending  = "pending"
	Accepted = "accepted"
	Revoked  = "revoked"
	Expired  = "expired"
)

// StateAt is the state at now.
func (i Invitation) StateAt(now time.Time) string {
	if i.State == Pending && !now.Before(i.Expires()) {
		return Expired
	}
	return i.State
}

// Expires is the first moment at which the invitation is refused.
func (i Invitation) Expires() time.Time { return i.Made.Add(InvitationLife) }

type invitationRow struct {
	table.Key
	Email string    `dynamodbav:"email"`
	Lang  string    `dynamodbav:"lang"`
	Admin bool      `dynamodbav:"admin"`
	By    string    `dynamodbav:"by,omitempty"`
	Made  time.Time `dynamodbav:"made"`
	State string    `dynamodbav:"state"`
}

type waitingRow struct {
	table.Key
	Organization string `dynamodbav:"org"`
}

func invitationKey(org, inv string) table.Key { return table.Key{PK: "O#" + org, SK: "I#" + inv} }
func waitingKey(email, inv string) table.Key  { return table.Key{PK: MailKey(email), SK: "I#" + inv} }

func newInvitation(org, email, lang string, admin bool, by, inv string, now time.Time) (Invitation, error) {
	email, err := Mail("email", email)
	if err != nil {
		return Invitation{}, err
	}
	if lang != "fr" && lang != "en" {
		return Invitation{}, fault.Bad("language", "bad-language")
	}
	return Invitation{ID: inv, Organization: org, Email: email, Lang: lang, Admin: admin, By: by, Made: now, State: Pending}, nil
}

// ops writes a new invitation, what finds it by its address, and its mail.
func (i Invitation) ops(now time.Time) []table.Op {
	return []table.Op{
		table.Insert(invitationRow{Key: invitationKey(i.Organization, i.ID), Email: i.Email, Lang: i.Lang,
			Admin: i.Admin, By: i.By, Made: i.Made, State: i.State}),
		table.Insert(waitingRow{Key: waitingKey(i.Email, i.ID), Organization: i.Organization}),
		entryFor(i, now),
	}
}

// Invite asks the person at email to become an agent of org, by an Admin of
// it. The invitation is named by once (see id.Of): asking again with the same
// gives the same invitation and no second mail.
func (r Room) Invite(ctx context.Context, by Caller, org, email, lang string, admin bool, once string) (Invitation, error) {
	var inv Invitation
	err := table.Again(ctx, func() error {
		now := r.Clock().UTC()
		a, rows, err := r.Load(ctx, by, invitationKey(org, once))
		if err != nil {
			return err
		}
		if err := access.DecideOrg(a.Account, org, access.ManageAgents).Err(); err != nil {
			return err
		}
		if inv, err = newInvitation(org, email, lang, admin, a.ID, once, now); err != nil {
			return err
		}
		if rows[0] != nil {
			inv, err = sameInvitation(rows[0], inv)
			return err
		}
		if err := r.notYetAgent(ctx, org, email); err != nil {
			return err
		}
		return table.Anew(r.Table.Commit(ctx, append(inv.ops(now),
			StillAgent(a.ID, org, a.Orgs[org].Since),
			trail.Op(trail.Entry{On: trail.Organization(org), At: now, By: a.ID, For: org, Verb: trail.AgentInvited,
				Args: map[string]string{"invitation": inv.ID}}))...))
	})
	return inv, err
}

// sameInvitation answers a repeated request with the invitation it made, and
// refuses another request under the same name.
func sameInvitation(row table.Row, asked Invitation) (Invitation, error) {
	there, err := invitationOf(row)
	if err == nil && (Fold(there.Email) != Fold(asked.Email) || there.Admin != asked.Admin || there.Lang != asked.Lang) {
		err = fault.New(fault.Invalid, "idempotency-key-reused")
	}
	return there, err
}

// notYetAgent refuses to invite someone who is an agent of org already.
func (r Room) notYetAgent(ctx context.Context, org, email string) error {
	row, err := r.Table.Get(ctx, MailAccountKey(email))
	if err != nil || row == nil {
		return err
	}
	a, err := r.Get(ctx, table.Text(row, "account"))
	if err != nil {
		return err
	}
	if _, in := a.Orgs[org]; in {
		return fault.New(fault.Conflict, "already-agent").By("ALL-9")
	}
	return nil
}

// Uninvite revokes a pending invitation.
func (r Room) Uninvite(ctx context.Context, by Caller, org, inv string) error {
	return table.Again(ctx, func() error {
		now := r.Clock().UTC()
		a, rows, err := r.Load(ctx, by, invitationKey(org, inv))
		if err != nil {
			return err
		}
		if err := access.DecideOrg(a.Account, org, access.ManageAgents).Err(); err != nil {
			return err
		}
		i, err := invitationOf(rows[0])
		if err != nil {
			return err
		}
		if i.State == Revoked {
			return nil
		}
		if i.State != Pending {
			return fault.New(fault.Conflict, "invitation-settled")
		}
		return table.Anew(r.Table.Commit(ctx,
			table.Update(invitationKey(org, inv), table.Change{Set: map[string]any{"state": Revoked},
				If: []table.Cond{table.Equal("state", Pending)}}),
			table.Delete(waitingKey(i.Email, i.ID)),
			trail.Op(trail.Entry{On: trail.Organization(org), At: now, By: a.ID, For: org, Verb: trail.AgentUninvited,
				Args: map[string]string{"invitation": inv}})))
	})
}

// Invitation gives one invitation, for its page and its mail; hidden where
// there is none.
func (r Room) Invitation(ctx context.Context, org, inv string) (Invitation, error) {
	row, err := r.Table.Get(ctx, invitationKey(org, inv))
	if err != nil {
		return Invitation{}, err
	}
	return invitationOf(row)
}

func invitationOf(row table.Row) (Invitation, error) {
	if row == nil {
		return Invitation{}, fault.New(fault.Hidden, "hidden").By("ALL-4")
	}
	var w invitationRow
	if err := table.Into(row, &w); err != nil {
		return Invitation{}, err
	}
	return Invitation{ID: w.SK[len("I#"):], Organization: w.PK[len("O#"):], Email: w.Email, Lang: w.Lang, Admin: w.Admin,
		By: w.By, Made: w.Made, State: w.State}, nil
}

// Waiting gives the invitations that a's verified address may accept now.
func (r Room) Waiting(ctx context.Context, a Account) ([]Invitation, error) {
	if a.Email == "" {
		return nil, nil
	}
	rows, err := r.Table.All(ctx, table.Query{PK: MailKey(a.Email)}.Within("I#"))
	if err != nil {
		return nil, err
	}
	var waiting []Invitation
	for _, row := range rows {
		i, err := r.Invitation(ctx, table.Text(row, "org"), table.KeyOf(row).SK[len("I#"):])
		if err != nil && fault.Of(err) == nil {
			return nil, err
		}
		if err == nil && i.StateAt(r.Clock()) == Pending {
			waiting = append(waiting, i)
		}
	}
	return waiting, nil
}

// Accept makes the caller an agent by an invitation to their verified e-mail.
func (r Room) Accept(ctx context.Context, by Caller, org, inv string) error {
	return table.Again(ctx, func() error {
		now := r.Clock().UTC()
		a, rows, err := r.Load(ctx, by, invitationKey(org, inv))
		if err != nil {
			return err
		}
		i, err := invitationOf(rows[0])
		if err != nil {
			return err
		}
		if a.Email == "" || Fold(a.Email) != Fold(i.Email) {
			return fault.New(fault.Forbidden, "invited-address-differs", "address", Masked(i.Email)).By("ABB-10").For("admin")
		}
		if _, in := a.Orgs[org]; in && i.State == Accepted {
			return nil
		}
		if i.StateAt(now) != Pending {
			return fault.New(fault.Gone, "invitation-over").By("ABB-10").For("admin")
		}
		return table.Anew(r.Table.Commit(ctx, acceptOps(a, i, now)...))
	})
}

func acceptOps(a Account, i Invitation, now time.Time) []table.Op {
	since := now.Format(time.RFC3339Nano)
	admins := 0
	if i.Admin {
		admins = 1
	}
	return []table.Op{
		table.Update(invitationKey(i.Organization, i.ID), table.Change{Set: map[string]any{"state": Accepted},
			If: []table.Cond{table.Equal("state", Pending)}}),
		table.Delete(waitingKey(i.Email, i.ID)),
		table.Update(AccountKey(a.ID), table.Change{Set: map[string]any{orgAttr + i.Organization: place{Admin: i.Admin, Since: since}},
			If: []table.Cond{table.Absent(orgAttr + i.Organization), table.Equal("email", a.Email)}}),
		table.Put(agentRow{Key: agentKey(i.Organization, a.ID), Admin: i.Admin, Since: since}),
		table.Update(organizationKey(i.Organization), table.Change{Add: map[string]int{"admins": admins}}),
		trail.Op(trail.Entry{On: trail.Organization(i.Organization), At: now, By: a.ID, For: i.Organization, Verb: trail.AgentCame,
			Args: map[string]string{"invitation": i.ID}}),
	}
}

// Masked shows enough of an address for its owner to recognise it.
func Masked(email string) string {
	r := []rune(email)
	for i := 1; i < len(r) && r[i] != '@'; i++ {
		r[i] = '•'
	}
	return string(r)
}

// OnceFor names the row that a request makes: a hash of who asks, what for,
// and its Idempotency-Key, or a new name where it has none.
func OnceFor(by Caller, route, key string) string {
	if key == "" {
		return id.New()
	}
	return id.Of(by.acct, route, key)
}

// Package loads says what the outbox can do: each load's name and the room
// that does it. It is wiring, shared by the functions that deliver.
package loads

import (
	"context"
	"log/slog"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"tierce/internal/behalf"
	"tierce/internal/client"
	"tierce/internal/clientshare"
	"tierce/internal/deletion"
	"tierce/internal/doctemplate"
	"tierce/internal/document"
	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/invitation"
	"tierce/internal/mail"
	"tierce/internal/outbox"
	"tierce/internal/people"
	"tierce/internal/request"
	"tierce/internal/rooms"
	"tierce/internal/seal"
	"tierce/internal/solicitation"
	"tierce/internal/table"
	"tierce/internal/text"
)

// Deliverer gives the deliverer of every load there is.
func Deliverer(r rooms.Rooms, s mail.Sender, baseURL string) *outbox.Deliverer {
	p := post{sender: s, rooms: r, baseURL: baseURL}
	all := map[string]outbox.Load{
		people.InvitationLoad: p.agentInvitation,
		dossier.AbandonedLoad: r.Dossiers.ClearAbandoned(r.Documents.Clear),
		document.SettleLoad:   r.Documents.Settle,
		document.ReleaseLoad:  r.Documents.Release,
		document.UnusedLoad:   r.Documents.Unused,

		document.SharedLoad:     r.Documents.TellEach,
		document.SharedMailLoad: p.documentThere,
		doctemplate.MakeLoad:    r.Templates.Job(words),

		deletion.PurgeLoad:     r.Deletions.Purge,
		deletion.EndedLoad:     r.Deletions.TellEach(deletion.EndedMailLoad),
		deletion.EndedMailLoad: p.deletion(deletion.EndedMailLoad),
		deletion.BackLoad:      r.Deletions.TellEach(deletion.BackMailLoad),
		deletion.BackMailLoad:  p.deletion(deletion.BackMailLoad),

		request.AskedLoad:     r.Requests.TellEach(request.AskedMailLoad),
		request.AskedMailLoad: p.requestAsked(false),
		request.DueLoad:       r.Requests.TellEach(request.DueMailLoad),
		request.DueMailLoad:   p.requestAsked(true),
		request.AnsweredLoad:  p.requestAnswered,

		seal.SubmittedLoad:         p.submitted(),
		seal.ReturnedLoad:          p.returned(),
		dossier.ReachedLoad:        r.Solicitations.Reached,
		solicitation.AskedLoad:     p.solicited(mail.SolicitationAsked),
		solicitation.NotifyLoad:    p.solicited(mail.SolicitationReminder),
		solicitation.RemindLoad:    p.solicited(mail.SolicitationReminder),
		solicitation.ReopenedLoad:  p.solicited(mail.SolicitationReopened),
		solicitation.WithdrawnLoad: p.solicitationEnded(mail.SolicitationWithdrawn, solicitation.Withdrawn),
		solicitation.ReceiptLoad:   p.solicitationEnded(mail.SolicitationReceipt, solicitation.Answered),
		solicitation.AnsweredLoad:  p.solicitationSettled(solicitation.Answered),
		solicitation.DeclinedLoad:  p.solicitationSettled(solicitation.Declined),

		invitation.MailLoad:    p.invitation,
		invitation.GivenLoad:   p.given(),
		invitation.ChangedLoad: p.changed(),
		invitation.EndedLoad:   p.ended(),
		invitation.PrimaryLoad: p.primary(),
		invitation.CameInLoad:  p.toManager(invitation.Accepted, cameIn),
		invitation.BouncedLoad: p.toManager(invitation.Bounced, bounced),
		invitation.NotMeLoad:   p.toManager(invitation.Declined, notMe),

		client.ArrivedLoad:    r.Shares.Arrived,
		client.MovedLoad:      r.Shares.Moved,
		clientshare.ShownLoad: p.shown,
		behalf.EnteredLoad:    p.entered,
	}
	p.portal().loads(all)
	p.behalf().loads(all)
	return &outbox.Deliverer{Table: r.Table, Clock: r.Clock, Loads: all}
}

// Woken gives the function that the table's stream wakes: it delivers each
// entry that was written due. A record that could not be delivered because the
// table did not answer comes again, after all others had their turn; what a
// load fails with is written on its entry and is the sweep's to repeat.
func Woken(d *outbox.Deliverer) func(context.Context, events.DynamoDBEvent) (events.DynamoDBEventResponse, error) {
	return func(ctx context.Context, e events.DynamoDBEvent) (answer events.DynamoDBEventResponse, _ error) {
		for _, r := range e.Records {
			k := table.Key{PK: r.Change.Keys["pk"].String(), SK: r.Change.Keys["sk"].String()}
			if r.EventName != "INSERT" || k.SK != outbox.Now {
				continue // the trigger's filter lets only these through
			}
			if err := d.Deliver(ctx, k); err != nil && answer.BatchItemFailures == nil {
				slog.ErrorContext(ctx, "outbox entry not delivered", "key", k.PK, "error", err.Error())
				answer.BatchItemFailures = []events.DynamoDBBatchItemFailure{{ItemIdentifier: r.Change.SequenceNumber}}
				// This one and all after it come again; those that are done by
				// then stay done.
			}
		}
		return answer, nil
	}
}

// post writes the letters that entries ask for.
type post struct {
	sender  mail.Sender
	rooms   rooms.Rooms
	baseURL string
}

// agentInvitation mails an invitation that still waits.
func (p post) agentInvitation(ctx context.Context, e outbox.Entry, now time.Time) (time.Time, error) {
	i, err := p.rooms.People.Invitation(ctx, e.Data["organization"], e.Data["invitation"])
	if fault.Is(err, "hidden") || err == nil && i.StateAt(now) != people.Pending {
		return time.Time{}, nil
	}
	if err != nil {
		return time.Time{}, err
	}
	org, err := p.rooms.People.Organization(ctx, i.Organization)
	if err != nil {
		return time.Time{}, err
	}
	var inviter people.Account
	if i.By != "" {
		if inviter, err = p.rooms.People.Get(ctx, i.By); err != nil {
			return time.Time{}, err
		}
	}
	zone, err := time.LoadLocation(org.Zone)
	if err != nil {
		return time.Time{}, err
	}
	m, err := mail.AgentInvitation{To: i.Email, Organization: org.Name, InvitedBy: inviter.Name, InviterMail: inviter.Email,
		URL: p.baseURL + "/invitations/" + i.Organization + "/" + i.ID, Expires: i.Expires(), Zone: zone, Admin: i.Admin}.Message(text.Lang(i.Lang))
	if err != nil {
		return time.Time{}, err
	}
	return time.Time{}, p.send(ctx, e, m)
}

// send sends the mail of e's moment, unless SES has reported it already.
func (p post) send(ctx context.Context, e outbox.Entry, m mail.Message) error {
	if e.Sent {
		return nil
	}
	m.Entry, m.Due = e.ID, e.Due
	return p.sender.Send(ctx, m)
}

// Swept gives the function that the schedule wakes: it delivers everything
// that is due. What it logs feeds the alarm on entries that nobody delivers.
func Swept(d *outbox.Deliverer) func(context.Context) error {
	return func(ctx context.Context) error {
		found, err := d.Sweep(ctx)
		slog.InfoContext(ctx, "swept", "seen", found.Seen, "oldestDueSeconds", int(found.Overdue.Seconds()),
			"elsewhere", found.Elsewhere, "stopped", found.Stopped)
		return err
	}
}

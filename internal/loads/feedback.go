package loads

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"strconv"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"tierce/internal/behalf"
	"tierce/internal/client"
	"tierce/internal/id"
	"tierce/internal/invitation"
	"tierce/internal/mail"
	"tierce/internal/outbox"
	"tierce/internal/rooms"
	"tierce/internal/table"
)

// How an address refuses mail for good.
const (
	Bounce    = "bounce"    // nobody is there, or it takes nothing of ours
	Complaint = "complaint" // whoever is there calls it unwanted
)

// Feedback hears from SES what became of the mails of entries.
type Feedback struct {
	Table *table.Table
	// Refused stops what would go to the address that e's mail did not reach
	// at the moment at, or where it was called unwanted: kind is Bounce or
	// Complaint. It may hear the same twice. nil stops nothing.
	Refused func(ctx context.Context, e outbox.Entry, kind string, at time.Time) error
}

// FeedbackOf gives the one that tells the rooms.
func FeedbackOf(r rooms.Rooms) Feedback {
	return Feedback{Table: r.Table, Refused: func(ctx context.Context, e outbox.Entry, kind string, _ time.Time) error {
		switch e.Load {
		case invitation.MailLoad, invitation.GivenLoad, invitation.ChangedLoad, invitation.PrimaryLoad: // not what went to the manager
			return r.Invitations.Bounced(ctx, e, kind)
		case client.MailLoad, client.GivenLoad:
			return r.Clients.Bounces(ctx, e, kind)
		case behalf.MailLoad, behalf.GivenLoad:
			return r.Behalf.Bounces(ctx, e, kind)
		}
		return nil
	}}
}

// report is the part of an event of SES's configuration set that says what
// became of which mail. The rest, addresses among it, is not even read.
type report struct {
	Kind string `json:"eventType"`
	Mail struct {
		Tags map[string][]string `json:"tags"`
	} `json:"mail"`
	Bounce struct {
		Kind string    `json:"bounceType"`
		Sub  string    `json:"bounceSubType"`
		At   time.Time `json:"timestamp"`
	} `json:"bounce"`
	Complaint struct {
		Feedback string    `json:"complaintFeedbackType"`
		At       time.Time `json:"timestamp"`
	} `json:"complaint"`
}

// Heard gives the function that SES's reports wake, through SNS. An error
// means that the table did not answer: the same reports come again, and those
// that were heard already change nothing.
func Heard(f Feedback) func(context.Context, events.SNSEvent) error {
	return func(ctx context.Context, e events.SNSEvent) error {
		var failed error
		for _, r := range e.Records {
			var said report
			if err := json.Unmarshal([]byte(r.SNS.Message), &said); err != nil {
				slog.ErrorContext(ctx, "report of SES not readable", "message", r.SNS.MessageID)
				continue
			}
			failed = errors.Join(failed, f.hear(ctx, said))
		}
		return failed
	}
}

func (f Feedback) hear(ctx context.Context, r report) error {
	entry, due, ours := r.about()
	if !ours {
		return nil // a sign-up code, which Cognito mails by the same configuration set
	}
	switch {
	case r.Kind == "Send" || r.Kind == "Delivery":
		return outbox.Sent(ctx, f.Table, entry, due)
	case r.Kind == "Bounce" && r.Bounce.Kind == "Permanent":
		return f.refused(ctx, entry, Bounce, r.Bounce.Sub, r.Bounce.At)
	case r.Kind == "Complaint" && r.Complaint.Feedback != "not-spam":
		return f.refused(ctx, entry, Complaint, r.Complaint.Feedback, r.Complaint.At)
	}
	slog.InfoContext(ctx, "mail delayed", "entry", entry, "kind", r.Kind, "type", r.Bounce.Kind, "subtype", r.Bounce.Sub)
	return nil
}

// about names the mail by the tags that mail.Sender gave it.
func (r report) about() (entry string, due time.Time, ours bool) {
	entries, dues := r.Mail.Tags[mail.EntryTag], r.Mail.Tags[mail.DueTag]
	if len(entries) != 1 || len(dues) != 1 || !id.Valid(entries[0]) {
		return "", time.Time{}, false
	}
	ns, err := strconv.ParseInt(dues[0], 10, 64)
	return entries[0], time.Unix(0, ns), err == nil
}

func (f Feedback) refused(ctx context.Context, entry, kind, sub string, at time.Time) error {
	e, there, err := outbox.Find(ctx, f.Table, entry)
	if err != nil || !there {
		return err
	}
	slog.InfoContext(ctx, "mail refused", "entry", entry, "load", e.Load, "kind", kind, "subtype", sub)
	if f.Refused == nil {
		return nil
	}
	return f.Refused(ctx, e, kind, at)
}

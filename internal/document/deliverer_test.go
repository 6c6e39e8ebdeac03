package document_test

import (
	"context"
	"time"

	"tierce/internal/document"
	"tierce/internal/dossier"
	"tierce/internal/invitation"
	"tierce/internal/outbox"
	"tierce/internal/people"
	"tierce/internal/rooms"
)

// deliverer does what documents ask for later, and mails nothing.
func deliverer(r rooms.Rooms) *outbox.Deliverer {
	d := &outbox.Deliverer{Table: r.Table, Clock: r.Clock, Loads: map[string]outbox.Load{
		dossier.AbandonedLoad: r.Dossiers.ClearAbandoned(r.Documents.Clear),
		document.SettleLoad:   r.Documents.Settle,
		document.ReleaseLoad:  r.Documents.Release,
		document.UnusedLoad:   r.Documents.Unused,
	}}
	for _, mail := range []string{people.InvitationLoad, invitation.MailLoad, invitation.GivenLoad, invitation.ChangedLoad, invitation.EndedLoad, invitation.CameInLoad} {
		d.Loads[mail] = func(context.Context, outbox.Entry, time.Time) (time.Time, error) { return time.Time{}, nil }
	}
	return d
}

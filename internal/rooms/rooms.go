// Package rooms wires the rooms of the house to one table and one clock.
package rooms

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"tierce/internal/accessgroup"
	"tierce/internal/applicant"
	"tierce/internal/arrival"
	"tierce/internal/behalf"
	"tierce/internal/bucket"
	"tierce/internal/client"
	"tierce/internal/clientshare"
	"tierce/internal/deletion"
	"tierce/internal/departure"
	"tierce/internal/doctemplate"
	"tierce/internal/document"
	"tierce/internal/dossier"
	"tierce/internal/invitation"
	"tierce/internal/model"
	"tierce/internal/move"
	"tierce/internal/people"
	"tierce/internal/report"
	"tierce/internal/request"
	"tierce/internal/right"
	"tierce/internal/seal"
	"tierce/internal/sharekey"
	"tierce/internal/simulation"
	"tierce/internal/solicitation"
	"tierce/internal/table"
)

// Rooms are all rooms on one table.
type Rooms struct {
	Table     *table.Table
	Clock     func() time.Time
	People    people.Room
	Models    model.Room
	Dossiers  dossier.Room
	Groups    accessgroup.Room
	Keys      sharekey.Room
	Departure departure.Room

	Invitations invitation.Room
	Rights      right.Room
	Arrival     arrival.Room
	Clients     client.Room
	Shares      clientshare.Room
	Behalf      behalf.Room
	Deletions   deletion.Room

	Seals       seal.Room
	Simulations simulation.Room
	Reports     report.Room
	Documents   document.Room

	Requests      request.Room
	Solicitations solicitation.Room
	Applicants    applicant.Room
	Templates     doctemplate.Room
	Moving        move.Room
}

// On gives the rooms on t, whose now is clock's.
func On(t *table.Table, clock func() time.Time) Rooms {
	r := Rooms{Table: t, Clock: clock, People: people.Room{Table: t, Clock: clock}, Models: model.NewRoom(t, clock)}
	r.Groups = accessgroup.Room{Table: t, Models: r.Models, Clock: clock}
	r.Dossiers = dossier.Room{Table: t, Models: r.Models, People: r.People, Clock: clock}
	r.Documents = document.Room{Table: t, Dossiers: r.Dossiers, Receive: solicitation.Room{Table: t}.Receive, Clock: clock}
	r.Templates = doctemplate.Room{Table: t, Dossiers: r.Dossiers, Clock: clock}
	r.Documents.Keep = r.Templates.Keep
	r.Templates.Documents = r.Documents
	r.Keys = sharekey.Room{Table: t, Dossiers: r.Dossiers, People: r.People, Documents: r.Documents, Clock: clock}
	r.Invitations = invitation.Room{Table: t, Clock: clock}
	r.Rights = right.Room{Table: t, Dossiers: r.Dossiers, Invitations: r.Invitations, Clock: clock}
	r.Behalf = behalf.On(t, r.Dossiers, r.Rights, clock)
	r.Departure = departure.Room{People: r.People, Dossiers: r.Dossiers, Behalf: r.Behalf}
	r.Clients = client.On(t, r.Invitations, clock)
	r.Shares = clientshare.Room{Table: t, Dossiers: r.Dossiers, Clients: r.Clients, Clock: clock}
	r.Solicitations = solicitation.Room{Table: t, Dossiers: r.Dossiers, Documents: r.Documents, Clock: clock}
	r.Deletions = deletion.Room{Table: t, Dossiers: r.Dossiers, Keys: r.Keys, Invitations: r.Invitations, Documents: r.Documents, Shares: r.Shares, Solicitations: r.Solicitations}
	r.Seals = seal.Room{Table: t, Dossiers: r.Dossiers}
	r.Simulations = simulation.Room{Table: t, Dossiers: r.Dossiers}
	r.Reports = report.Room{Table: t, Dossiers: r.Dossiers, Simulations: r.Simulations}
	r.Arrival = arrival.Room{People: r.People, Rights: r.Rights, Clients: r.Clients, Shares: r.Shares, Behalf: r.Behalf}
	r.Applicants = applicant.Room{Table: t, Dossiers: r.Dossiers}
	r.Requests = request.Room{Table: t, Dossiers: r.Dossiers, Files: r.Documents}
	r.Moving = move.Room{Table: t, Dossiers: r.Dossiers, Solicitations: r.Solicitations}
	return r
}

// In gives the rooms with accounts named by realm instead of their issuer's
// URL (people.Room.Realm).
func (r Rooms) In(realm string) Rooms {
	r.People.Realm, r.Arrival.People.Realm = realm, realm
	return r
}

// Keeping gives the rooms with files kept in b; those of On neither take files
// nor give them.
func (r Rooms) Keeping(b *bucket.Bucket) Rooms {
	r.Documents.Bucket = b
	r.Deletions.Documents, r.Solicitations.Documents, r.Templates.Documents = r.Documents, r.Documents, r.Documents
	return r
}

// Warm makes one real read at a function's start, of an account that nobody
// has: credentials, connection and TLS are there when the first request comes.
// It gives a function that waits for it; its caller builds the rest meanwhile,
// since the read is mostly waiting too. Every role may read accounts. A failure
// is logged, and is the request's to meet again.
func (r Rooms) Warm() (wait func()) {
	var read sync.WaitGroup
	read.Go(r.read)
	return read.Wait
}

func (r Rooms) read() {
	ctx, stop := context.WithTimeout(context.Background(), 3*time.Second)
	defer stop()
	if _, err := r.People.Get(ctx, people.AccountID("", "")); err != nil {
		slog.Error("first read failed", "error", err.Error())
	}
}

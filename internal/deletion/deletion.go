// Package deletion ends a dossier: its manager deletes it, may undo that for 30
// days, and then what it held is purged. Meanwhile it does not exist for
// anybody (ALL-5): nothing of it is changed, so that restoring it brings back
// every access, key and invitation as it was, less what has expired since. The
// trail stays; it holds ids only.
//
// It has no rows of its own: the header says who deleted the dossier and when
// (package dossier), an outbox entry purges it.
package deletion

import (
	"context"
	"time"

	"tierce/internal/access"
	"tierce/internal/clientshare"
	"tierce/internal/document"
	"tierce/internal/dossier"
	"tierce/internal/id"
	"tierce/internal/invitation"
	"tierce/internal/outbox"
	"tierce/internal/people"
	"tierce/internal/sharekey"
	"tierce/internal/solicitation"
	"tierce/internal/table"
	"tierce/internal/trail"
)

// Life is how long a deletion may be undone; the moment itself is too late.
const Life = 30 * 24 * time.Hour

// Room deletes, restores and purges dossiers.
type Room struct {
	Table       *table.Table
	Dossiers    dossier.Room
	Keys        sharekey.Room
	Invitations invitation.Room
	Documents   document.Room
	Shares      clientshare.Room

	Solicitations solicitation.Room
}

// Until is the first moment at which the deletion was cannot be undone.
func Until(was dossier.Deleted) time.Time { return was.At.Add(Life) }

// Delete deletes d, by its manager. Saying so again changes nothing.
func (r Room) Delete(ctx context.Context, by people.Caller, d string) error {
	return table.Again(ctx, func() error {
		v, err := r.Dossiers.Load(ctx, by, d, access.DeleteDossier, "")
		if mayStill(v, access.DeleteDossier) {
			return nil
		}
		if err != nil {
			return err
		}
		is := dossier.Deleted{By: v.Account.ID, At: v.Now}
		return table.Anew(r.Table.Commit(ctx,
			dossier.DeleteOp(d, is),
			people.Manages(v.Account.ID, v.Org, v.Account.Orgs[v.Org].Since, -1),
			record(v, trail.DossierDeleted),
			purgeLater(d, is),
			tell(EndedLoad, d, is.At, v.Now)))
	})
}

// Restore undoes the deletion of d, by the manager who deleted it, while they
// still hold the place that made them its manager. To anybody else, and later,
// d does not exist. A dossier that is not deleted stays as it is, for whoever
// might have restored it: it is a repeat.
func (r Room) Restore(ctx context.Context, by people.Caller, d string) (dossier.View, error) {
	var v dossier.View
	err := table.Again(ctx, func() error {
		var err error
		if v, err = r.Dossiers.Load(ctx, by, d, access.RestoreDossier, ""); err == nil || !mayStill(v, access.RestoreDossier) {
			return err
		}
		was := *v.Deleted
		v = v.WhenLive()
		v.Deleted, v.Decision = nil, v.May(access.RestoreDossier)
		return table.Anew(r.Table.Commit(ctx,
			dossier.RestoreOp(d, was),
			people.Manages(v.Account.ID, v.Org, v.Account.Orgs[v.Org].Since, 1),
			record(v, trail.DossierRestored),
			tell(BackLoad, d, was.At, v.Now)))
	})
	return v, err
}

// mayStill tells whether v's caller, to whom the dossier does not exist, may
// do action to it all the same, because they deleted it less than Life ago.
func mayStill(v dossier.View, action access.Action) bool {
	return v.Deleted != nil && v.Now.Before(Until(*v.Deleted)) && v.WhenLive().May(action).Allowed
}

func record(v dossier.View, verb trail.Verb) table.Op {
	return trail.Op(trail.Entry{On: v.ID, At: v.Now, By: v.Account.ID, For: v.Org, Verb: verb})
}

// purgeLater gives the entry that purges d when was cannot be undone any more.
func purgeLater(d string, was dossier.Deleted) table.Op {
	return outbox.Op(outbox.Entry{ID: id.New(), Load: PurgeLoad, Due: Until(was), Data: named(d, was.At)}, was.At)
}

// named is the data by which an entry names a deletion.
func named(d string, at time.Time) map[string]string {
	return map[string]string{"dossier": d, "deleted": at.Format(time.RFC3339Nano)}
}

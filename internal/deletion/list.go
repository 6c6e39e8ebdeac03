package deletion

import (
	"context"
	"time"

	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/people"
	"tierce/internal/sharekey"
)

// Gone is a deleted dossier, for the manager who deleted it.
type Gone struct {
	dossier.Header
	Until time.Time // the first moment at which it cannot be restored any more
}

// Mine lists the dossiers that the caller deleted and may restore, the newest
// deletion first. A page may be short, even empty, while a cursor is left.
func (r Room) Mine(ctx context.Context, by people.Caller, cursor string, limit int) ([]Gone, string, error) {
	views, next, err := r.Dossiers.MineDeleted(ctx, by, cursor, limit)
	var list []Gone
	for _, v := range views {
		if mayStill(v, access.RestoreDossier) {
			list = append(list, Gone{Header: v.Header, Until: Until(*v.Deleted)})
		}
	}
	return list, next, err
}

// Means is what deleting a dossier ends at once.
type Means struct {
	Lose        map[access.Role]int // who loses access beside the manager, by their strongest role
	Keys        int                 // pending share keys
	Invitations int                 // that wait to be accepted
	Until       time.Time           // were it deleted now
}

// Preview tells the manager what deleting d means, before they do it.
func (r Room) Preview(ctx context.Context, by people.Caller, d string) (dossier.View, Means, error) {
	v, err := r.Dossiers.Load(ctx, by, d, access.DeleteDossier, "")
	m := Means{Until: v.Now.Add(Life)}
	if err != nil {
		return v, m, err
	}
	if m.Lose, err = r.Dossiers.Others(ctx, v); err != nil {
		return v, m, err
	}
	_, keys, err := r.Keys.List(ctx, by, d)
	if err != nil {
		return v, m, err
	}
	for _, k := range keys {
		if k.State == sharekey.Pending {
			m.Keys++
		}
	}
	offered, err := r.Invitations.Of(ctx, d)
	for _, i := range offered {
		if i.Waits(v.Now) {
			m.Invitations++
		}
	}
	return v, m, err
}

package deletion

import (
	"context"
	"time"

	"tierce/internal/dossier"
	"tierce/internal/id"
	"tierce/internal/invitation"
	"tierce/internal/outbox"
	"tierce/internal/table"
)

// The outbox loads that tell people about a deletion (ABB-4). EndedLoad and
// BackLoad write one entry for each person who has come in, so that one mail
// which fails is tried again alone: EndedMailLoad or BackMailLoad.
const (
	EndedLoad     = "dossier-deleted"
	BackLoad      = "dossier-restored"
	EndedMailLoad = "dossier-deleted-mail"
	BackMailLoad  = "dossier-restored-mail"
)

func tell(load, d string, at, now time.Time) table.Op {
	return outbox.Op(outbox.Entry{ID: id.New(), Load: load, Due: now, Data: named(d, at)}, now)
}

// TellEach gives the load that writes an entry of mail for everybody whom the
// access tab has let in. One account hears once, whatever its origins. The
// entries' names are those of what they tell, so that doing it again adds none.
func (r Room) TellEach(mail string) outbox.Load {
	return func(ctx context.Context, e outbox.Entry, now time.Time) (time.Time, error) {
		d, at, err := deletionOf(e)
		if err != nil {
			return time.Time{}, err
		}
		_, stands, err := r.Standing(ctx, e, mail)
		if err != nil || !stands {
			return time.Time{}, err
		}
		offered, err := r.Invitations.Of(ctx, d)
		if err != nil {
			return time.Time{}, err
		}
		for _, i := range offered {
			if i.State != invitation.Accepted {
				continue
			}
			one := outbox.Entry{ID: id.Of("tell", mail, e.ID, i.Account), Load: mail, Due: now, Data: named(d, at)}
			one.Data["invitation"] = i.ID
			if err := r.Table.Write(ctx, outbox.Op(one, now)); err != nil && table.FailedAt(err) == nil {
				return time.Time{}, err
			}
		}
		return time.Time{}, nil
	}
}

// Standing gives the header of the dossier that e speaks of, and whether what
// mail tells of it is still so: that it is deleted, since that moment, or that
// it is there again.
func (r Room) Standing(ctx context.Context, e outbox.Entry, mail string) (dossier.Header, bool, error) {
	d, at, err := deletionOf(e)
	if err != nil {
		return dossier.Header{}, false, err
	}
	h, err := r.Dossiers.Header(ctx, d)
	if mail == BackMailLoad {
		return h, h.Live, err
	}
	return h, h.Deleted != nil && h.Deleted.At.Equal(at), err
}

package request

import (
	"context"

	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/fault"
	"tierce/internal/people"
	"tierce/internal/table"
	"tierce/internal/trail"
)

// Make asks contacts of d for something (IND-3), and mails it to those of them
// who have come in. once names the request: the same asked again gives it again,
// and another under the same name is refused.
func (r Room) Make(ctx context.Context, by people.Caller, d string, draft Draft, once string) (dossier.View, Request, error) {
	draft, bad := draft.clean()
	var v dossier.View
	var q Request
	err := table.Again(ctx, func() (err error) {
		if v, err = r.Dossiers.Load(ctx, by, d, access.ManageRequests, "", keyOf(d, once)); err != nil {
			return err
		}
		if bad != nil {
			return bad
		}
		if v.Row(0) != nil {
			if q, err = requestOf(v.Row(0)); err == nil && q.asks != draft.hash() {
				err = reused()
			}
			return err
		}
		if err := r.room(ctx, d); err != nil {
			return err
		}
		if err := r.known(ctx, v, Draft{}, draft); err != nil {
			return err
		}
		q = Request{ID: once, Draft: draft, By: v.Account.ID, At: v.Now, Version: 1, asks: draft.hash()}
		q.For = q.For.once()
		more, err := r.remind(ctx, v, Request{}, q)
		if err != nil {
			return err
		}
		return r.save(ctx, v, v.Decision, Request{}, q, trail.RequestMade, append(more, tell(AskedLoad, v, q))...)
	})
	return v, q, err
}

// room refuses more requests than a dossier holds. Two made at once may pass it
// together: it bounds a list, and decides nothing else.
func (r Room) room(ctx context.Context, d string) error {
	rows, err := r.Table.All(ctx, table.Query{PK: "D#" + d}.Within(prefix))
	if err == nil && len(rows) >= Most {
		return fault.New(fault.Conflict, "too-many-requests", "most", Most)
	}
	return err
}

// Edit is what of a request is to be another; nil leaves it.
type Edit struct {
	Text *string
	Due  *string
	For  *Audience
}

func (e Edit) over(d Draft) Draft {
	if e.Text != nil {
		d.Text = *e.Text
	}
	if e.Due != nil {
		d.Due = *e.Due
	}
	if e.For != nil {
		d.For = *e.For
	}
	return d
}

// Change makes a request that was read at version what e says. Somebody else's
// change since then, an answer too, is refused as stale; what is so already is
// no change. Contacts whom it is for from now on get the mail that the others
// had.
func (r Room) Change(ctx context.Context, by people.Caller, d, request string, version int, e Edit) (dossier.View, Request, error) {
	var v dossier.View
	var q Request
	err := table.Again(ctx, func() error {
		may, was, err := r.manage(ctx, by, d, request, &v)
		if err != nil {
			return err
		}
		draft, err := e.over(was.Draft).clean()
		if err != nil {
			return err
		}
		if q = was; draft.same(was.Draft) {
			return nil
		}
		if was.Version != version {
			return fault.New(fault.Stale, "stale")
		}
		if err := r.known(ctx, v, was.Draft, draft); err != nil {
			return err
		}
		draft.For = draft.For.once() // now that what is wrong was named where it stands
		if q.Draft, q.Version = draft, was.Version+1; q.size() > SizeMost {
			return full()
		}
		more, err := r.remind(ctx, v, was, q)
		if err != nil {
			return err
		}
		if !was.For.same(q.For) {
			more = append(more, tell(AskedLoad, v, q))
		}
		return r.save(ctx, v, may, was, q, trail.RequestChanged, more...)
	})
	return v, q, err
}

// manage loads a request for what only agents do to it.
func (r Room) manage(ctx context.Context, by people.Caller, d, request string, v *dossier.View) (may access.Decision, q Request, err error) {
	if *v, err = r.Dossiers.Load(ctx, by, d, access.ManageRequests, "", keyOf(d, request)); err != nil {
		return may, q, err
	}
	q, err = there(*v)
	return v.Decision, q, err
}

// Delete deletes a request with its answers. Doing it again changes nothing.
func (r Room) Delete(ctx context.Context, by people.Caller, d, request string) error {
	return table.Again(ctx, func() error {
		v, err := r.Dossiers.Load(ctx, by, d, access.ManageRequests, "", keyOf(d, request))
		if err != nil || v.Row(0) == nil {
			return err
		}
		q, err := requestOf(v.Row(0))
		if err != nil {
			return err
		}
		ops := append(v.StillAllows(v.Decision), table.Delete(keyOf(d, request), table.Equal("v", q.Version)), record(v, trail.RequestDeleted, request))
		return table.Anew(r.Table.Commit(ctx, ops...))
	})
}
